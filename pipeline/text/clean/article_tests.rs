//! Where one text of a page ends and the next begins, and what titles and dates them.
#![allow(clippy::unwrap_used)]

use super::testing::words;
use super::*;

fn cleaned(text: &str) -> Document {
    clean(RawDocument { text: text.to_owned(), ..RawDocument::default() }, words()).value
}

/// Title and date of every article.
fn articles(text: &str) -> Vec<(String, String)> {
    let document = cleaned(text);
    let date = |article: &crate::model::Article| article.published.map(|date| date.to_string()).unwrap_or_default();
    document.articles.iter().map(|article| (article.title.clone().unwrap_or_default(), date(article))).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(title, date)| ((*title).to_owned(), (*date).to_owned())).collect()
}

#[test]
fn marks_of_pages_part_a_newspaper() {
    let text = "2021年3月5日　星期五　第03版：园区\n滨江园区再添新平台\n去年，滨江园区研发机构达到31家。\n\
                2021年3月5日　星期五　第04版：综合\n城南园区开工忙\n今年以来，城南园区开工项目12个。";
    assert_eq!(articles(text), pairs(&[("滨江园区再添新平台", "2021-03-05"), ("城南园区开工忙", "2021-03-05")]));
    let text = "A02 要闻\n滨江园区晒出成绩单\n2020年，滨江园区实现产值320亿元。\nA03 经济\n城北园区外贸增长三成\n2020年，城北园区进出口总额55亿元。";
    assert_eq!(articles(text), pairs(&[("滨江园区晒出成绩单", ""), ("城北园区外贸增长三成", "")]));
}

#[test]
fn dividers_of_every_print_part_collections() {
    let titles = [("滨江园区产值再创新高", ""), ("城南园区招商有新招", "")];
    for [first, second] in [
        ["文档1", "文档2"],
        ["https://a.example/1.html", "https://a.example/2.html"],
        ["第12期", "第13期"],
        ["", "* * *"],
        ["", "◆◆◆"],
    ] {
        let text = format!(
            "{first}\n滨江园区产值再创新高\n去年，滨江园区产值320亿元。\n{second}\n城南园区招商有新招\n去年，城南园区引资33亿元。"
        );
        assert_eq!(articles(&text), pairs(&titles), "{second}");
    }
    let text = "某市园区简报\n2019年12月3日\n园区产值稳步增长\n前三季度，园区产值188亿元。\n某市园区简报\n2020年1月6日\n园区产值再创新高\n2019年，园区产值260亿元。";
    assert_eq!(articles(text).iter().map(|article| article.1.as_str()).collect::<Vec<_>>(), ["2019-12-03", "2020-01-06"]);
}

#[test]
fn numbered_labelled_and_signed_texts_are_articles() {
    let text = "1. 滨江园区一季度产值120亿元\n来源：某报 2021-04-12\n一季度，滨江园区产值120亿元。\n2. 城南园区引资33亿元\n来源：某报 2021-05-02\n1-4月，城南园区引资33亿元。";
    assert_eq!(articles(text).iter().map(|article| article.1.as_str()).collect::<Vec<_>>(), ["2021-04-12", "2021-05-02"]);
    let text = "标题：滨江园区一季度产值120亿元\n日期：2021-04-12\n正文：一季度，滨江园区产值120亿元，增长9%。\n标题：城南园区引资33亿元\n日期：2021-05-02\n正文：1—4月，城南园区引资33亿元。";
    assert_eq!(articles(text), pairs(&[("滨江园区一季度产值120亿元", "2021-04-12"), ("城南园区引资33亿元", "2021-05-02")]));
    let text = "滨江园区再添新平台\n去年，滨江园区研发机构达到31家。（张某某）\n城南园区开工忙\n今年以来，城南园区开工项目12个。（王某）";
    assert_eq!(articles(text), pairs(&[("滨江园区再添新平台", ""), ("城南园区开工忙", "")]));
    let text = "滨江园区再添新平台\n本报记者 张某某\n去年，滨江园区研发机构达到31家。\n城南园区开工忙\n□本报记者 王某\n今年以来，城南园区开工项目12个。";
    assert_eq!(articles(text), pairs(&[("滨江园区再添新平台", ""), ("城南园区开工忙", "")]));
    let text = "滨江园区再添新平台\n某城日报4月12日电 一季度，滨江园区产值120亿元。\n城南园区招商有新招\n某城日报5月2日电 城南园区引资33亿元。";
    assert_eq!(articles(text), pairs(&[("滨江园区再添新平台", ""), ("城南园区招商有新招", "")]));
}

#[test]
fn headings_numbers_of_pages_and_running_heads_part_nothing() {
    for text in [
        "某市园区2020年工作总结\n一、经济运行\n2020年，园区产值420亿元。\n工业稳步回升\n规上工业增加值增长8%。\n服务业加快恢复\n服务业营业收入120亿元。（下同）\n2021年1月8日",
        "第1页\n2020年，园区产值420亿元，税收\n第2页\n收入12亿元。\n第3页\n园区稳步发展。",
        "某市园区年报\n2020年，园区产值420亿元。\n某市园区年报\n税收12亿元。\n某市园区年报\n园区稳步发展。",
        "某市园区2020年工作总结\n园区产值420亿元。见https://a.example/1.html\nhttps://a.example/2.html\n税收12亿元。",
    ] {
        assert_eq!(articles(text).len(), 1, "{text}");
    }
}

#[test]
fn heads_without_a_label_date_the_report_too() {
    let body = "园区完成总收入152.3亿元，增长7.4%。";
    for (head, date) in [
        ("渤海之滨的园区\n《某某纵横》2005年第9期 人物专访", "2005-09-30"),
        ("某周刊谈园区\n2011年第38期", "2011-12-31"),
        ("东湖园区运行快报\n2024年第1期（总第86期）\n经济运行局 4月22日", "2024-04-22"),
        ("东湖园区年终答卷来了，太燃了！\n小湖 东湖园区发布 2025年02月08日 18:30 某地", "2025-02-08"),
        ("东湖园区：增速领跑\n19.01.2016  14:35", "2016-01-19"),
        ("东湖园区年度报告\n某政办〔2005〕第9号文件", ""),
        ("东湖园区：三年行动见成效\n1.02.20 版本", ""),
    ] {
        let document = cleaned(&format!("{head}\n\n{body}"));
        assert_eq!(document.head.published.map(|date| date.to_string()).unwrap_or_default(), date, "{head}");
    }
    let document = cleaned(&format!("东湖园区年终答卷来了，太燃了！\n小湖 东湖园区发布 2025年02月08日 18:30 某地\n\n{body}"));
    assert_eq!(document.head.title.as_deref(), Some("东湖园区年终答卷来了,太燃了!"));
}

#[test]
fn the_body_whose_site_it_is_publishes() {
    let text = "滨江高新技术产业开发区管理委员会\n网站首页 政务公开 互动交流\n首页 / 政务公开 / 工作报告\n在全区经济工作会议上的报告\n\
                (2024年2月21日)\n\n2023年，全区高新技术企业228家。";
    assert_eq!(cleaned(text).head.publisher.as_deref(), Some("滨江高新技术产业开发区管理委员会"));
    assert_eq!(articles(text), pairs(&[("在全区经济工作会议上的报告", "2024-02-21")]));
    // What a label names comes first; a title that names a body is a title.
    let text = "在全区经济工作会议上的报告\n来源：滨江日报\n\n2023年，全区高新技术企业228家。";
    assert_eq!(cleaned(text).head.publisher.as_deref(), Some("滨江日报"));
}

#[test]
fn an_official_title_stands_below_the_record() {
    let text = "政策研究网——文件库\n【文号】滨政发〔2022〕31号　【发布日期】2022-06-08　【有效性】有效\n\
                滨江市人民政府关于推动高新区争先进位的实施意见（全文）\n\n到2025年，高新区营业总收入达到700亿元。";
    assert_eq!(articles(text), pairs(&[("滨江市人民政府关于推动高新区争先进位的实施意见(全文)", "2022-06-08")]));
}

#[test]
fn an_official_title_in_two_lines_is_one() {
    let text = "某省科学技术厅\n某科函〔2021〕37号\n关于2020年度全省高新技术产业开发区\n综合评价结果的通报\n\n各市科技局：\n2020年，全省高新区实现营业收入1130亿元。";
    assert_eq!(articles(text), pairs(&[("关于2020年度全省高新技术产业开发区综合评价结果的通报", "")]));
    let text = "关于园区建设\n园区稳步发展。\n现将结果通报如下。";
    assert_eq!(cleaned(text).text.text(), text.replace('，', ","));
}

#[test]
fn the_meeting_tells_whose_report_it_is() {
    let text = "政 府 工 作 报 告\n——2019年2月19日在滨江市第十五届人民代表大会\n第二次会议上\n市长　刘　某\n各位代表：\n过去一年，全市生产总值增长7.8%。";
    assert_eq!(articles(text), pairs(&[("政府工作报告 ——2019年2月19日在滨江市第十五届人民代表大会", "2019-02-19")]));
}

#[test]
fn a_title_that_is_said_again_begins_a_text_and_may_date_it() {
    let text = "园区经验材料\n中共某省委关于加快高新技术产业发展的决定(全文)\n\n中共某省委关于加快高新技术产业发展的决定(2006年4月17日)现作如下决定。\n\
                到2010年，全省高新技术产业增加值达到600亿元。\n滨江高新区滨江高新区：做强新材料挺起工业脊梁\n\n\
                滨江高新区：做强新材料挺起工业脊梁(2017年2月15日 滨江日报讯 记者 某某)2月13日，园区工人已全部到岗。\n全区完成生产总值208亿元。";
    let titles = [
        ("中共某省委关于加快高新技术产业发展的决定(全文)", "2006-04-17"),
        ("滨江高新区滨江高新区:做强新材料挺起工业脊梁", "2017-02-15"),
    ];
    assert_eq!(articles(text), pairs(&titles));
}
