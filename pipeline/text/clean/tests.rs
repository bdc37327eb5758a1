//! The stage as a whole: everything stays, everything maps back, cleaning twice is cleaning once.
#![allow(clippy::unwrap_used)]

use super::testing::words;
use super::*;
use crate::model::{BlockKind, DocumentHead};

fn cleaned(text: &str) -> Document {
    clean(RawDocument { text: text.to_owned(), ..RawDocument::default() }, words()).value
}

/// Kind, level and text of every block.
fn blocks(document: &Document) -> Vec<(BlockKind, u8, &str)> {
    let all = document.articles.iter().flat_map(|article| &article.blocks);
    all.map(|block| (block.kind, block.level, &document.text.text()[block.range()])).collect()
}

fn shape(text: &str) -> Vec<(BlockKind, String)> {
    let document = cleaned(text);
    blocks(&document).into_iter().map(|(kind, _, text)| (kind, text.to_owned())).collect()
}

#[test]
fn a_web_page_keeps_its_furniture_and_marks_it() {
    let page = "首页 | 要闻 | 政策 | 数据\n您的位置：首页 > 要闻\n东湖园区交出年度答卷\n来源：某园区报　发布日期：2022-03-01　点击：12\n\
                2021年，园区完成总收入152.3亿元，增长7.4%。\n一、创新\n高新技术企业增至120家。\n上一篇：没有了\n版权所有：某网";
    let document = cleaned(page);
    assert_eq!(document.head.title.as_deref(), Some("东湖园区交出年度答卷"));
    assert_eq!(document.head.publisher.as_deref(), Some("某园区报"));
    assert_eq!(document.head.published.map(|date| date.to_string()).as_deref(), Some("2022-03-01"));
    let kinds: Vec<BlockKind> = blocks(&document).into_iter().map(|(kind, ..)| kind).collect();
    use BlockKind::{Boilerplate, Byline, Heading, Paragraph, Title};
    assert_eq!(kinds, [Boilerplate, Boilerplate, Title, Byline, Paragraph, Heading, Paragraph, Boilerplate, Boilerplate]);
}

#[test]
fn a_newspaper_page_falls_into_its_articles() {
    let page = "城南园区开工忙\n本报讯(2021年3月5日)今年以来,城南园区开工项目12个。\n\
                滨江高新区再添新平台\n近年来,滨江高新区研发机构达到31家。\n\
                城北园区招商有新招\n本报某市3月6日讯(2021年)城北园区引资3亿元。";
    let document = cleaned(page);
    let titles: Vec<_> = document.articles.iter().map(|article| article.title.as_deref().unwrap_or_default()).collect();
    assert_eq!(titles, ["城南园区开工忙", "滨江高新区再添新平台", "城北园区招商有新招"]);
    let dates: Vec<_> = document.articles.iter().map(|article| article.published.map(|date| date.to_string())).collect();
    assert_eq!(dates, [Some("2021-03-05".to_owned()), None, Some("2021-03-06".to_owned())]);
}

#[test]
fn snippets_part_at_titles_that_name_a_zone() {
    let page = "滨江高新区:开局势头强劲\n今年一季度,该区完成总收入18亿元。\n某省人民政府关于加快高新区发展的意见\n到2025年,全省高新区达到9家。\n\
                城北高新区2019年工作总结\n完成总收入26亿元,增长8%。\n城北高新区党工委书记作报告\n会议指出,要稳住势头。";
    let document = cleaned(page);
    let titles: Vec<_> = document.articles.iter().filter_map(|article| article.title.as_deref()).collect();
    assert_eq!(titles, ["滨江高新区:开局势头强劲", "某省人民政府关于加快高新区发展的意见", "城北高新区2019年工作总结"]);
}

#[test]
fn a_title_may_have_a_second_half_and_credits_below() {
    use BlockKind::{Byline, Paragraph, Title};
    let page = "从一束激光到一座岛\n——滨江高新区双链并进记\n林海涛 文/图\n滨江高新区完成总收入18亿元。";
    assert_eq!(shape(page).into_iter().map(|(kind, _)| kind).collect::<Vec<_>>(), [Title, Title, Byline, Paragraph]);
}

#[test]
fn joined_documents_part_at_their_repeated_titles() {
    let text = "某市人民政府关于加快园区发展的意见\n某市人民政府关于加快园区发展的意见文章属性•【制定机关】某市人民政府•【公布日期】2021.04.23•正文各区县:现提出如下意见。\n\
                到2025年,园区总收入达到700亿元。\n某县人民政府关于印发年度计划的通知\n\
                某县人民政府关于印发年度计划的通知文章属性•【制定机关】某县人民政府•【公布日期】2022.02.08•正文各乡镇:现印发给你们。";
    let document = cleaned(text);
    assert_eq!(document.articles.len(), 2);
    assert_eq!(document.articles[1].title.as_deref(), Some("某县人民政府关于印发年度计划的通知"));
    assert_eq!(document.articles[1].published.map(|date| date.to_string()).as_deref(), Some("2022-02-08"));
    assert_eq!(document.head.publisher.as_deref(), Some("某市人民政府"));
}

#[test]
fn attachments_and_rules_begin_articles() {
    let text = "园区年度数据\n一、运行\n总收入 增长6.6%\n附件1:中期评估摘要(2024年3月)\n总体符合预期,增速12.1%。\n=====\n[快讯] 上半年增长平稳\n2023-07-27\n上半年,园区税收增长3%。";
    let document = cleaned(text);
    let titles: Vec<_> = document.articles.iter().map(|article| article.title.as_deref().unwrap_or_default()).collect();
    assert_eq!(titles, ["园区年度数据", "附件1:中期评估摘要(2024年3月)", "[快讯] 上半年增长平稳"]);
    assert_eq!(shape(text)[2], (BlockKind::ListItem, "总收入 增长6.6%".to_owned()));
}

#[test]
fn tables_of_every_print_have_cells() {
    let rows = |text: &str| -> Vec<Vec<String>> {
        let document = cleaned(text);
        let blocks = document.articles.iter().flat_map(|article| &article.blocks);
        let rows = blocks.flat_map(|block| &block.rows);
        rows.map(|row| row.cells.iter().map(|cell| document.text.text()[cell.range()].to_owned()).collect()).collect()
    };
    let expected = [["指标", "单位", "数值"], ["总收入", "亿元", "152.3"], ["税收", "亿元", "12"], ["企业数", "家", "480"]];
    assert_eq!(
        rows("| 指标 | 单位 | 数值 |\n|---|---|---|\n| 总收入 | 亿元 | 152.3 |\n| 税收 | 亿元 | 12 |\n| 企业数 | 家 | 480 |"),
        expected
    );
    assert_eq!(rows("指标\t单位\t数值\n总收入\t亿元\t152.3\n税收\t亿元\t12\n企业数\t家\t480"), expected);
    assert_eq!(rows("指标     单位     数值\n总收入     亿元     152.3\n税收     亿元     12\n企业数     家     480"), expected);
    assert_eq!(rows("指标\n单位\n数值\n总收入\n亿元\n152.3\n税收\n亿元\n12\n企业数\n家\n480"), expected);
    assert_eq!(rows("总收入\n152.3亿元\n税收\n12亿元\n企业数\n480家").len(), 3);
    assert!(rows("首页 | 要闻 | 政策\n园区稳步发展。").is_empty());
}

/// The title, the publisher and the date that a page tells.
fn head(text: &str) -> [String; 3] {
    let head = cleaned(text).head;
    let date = head.published.map(|date| date.to_string());
    [head.title, head.publisher, date].map(Option::unwrap_or_default)
}

#[test]
fn bylines_of_every_print_date_the_article() {
    let body = "2018年12月31日前，园区完成总收入152.3亿元，增长7.4%。";
    for byline in [
        "[ 信息发布：本站 | 发布时间：2019-02-03 | 浏览：702次 ]",
        "【发布时间】2019-02-03 【点击】88",
        "收录时间：2019-02-03来源：某市统计局信息网",
        "原创 小园 某园区发布 2019-02-03 18:30 发表于某省",
        "成文日期：2019-01-30 发布日期：2019-02-03",
        "2019/2/3 9:12:00　来源：某报　点击：12",
    ] {
        let [title, _, date] = head(&format!("东湖园区交出年度答卷\n{byline}\n{body}"));
        assert_eq!((title.as_str(), date.as_str()), ("东湖园区交出年度答卷", "2019-02-03"), "{byline}");
    }
}

#[test]
fn mastheads_of_papers_and_events_are_bylines() {
    use BlockKind::{Boilerplate, Byline, Paragraph, Title};
    let kinds = |text: &str| shape(text).into_iter().map(|(kind, _)| kind).collect::<Vec<_>>();
    let body = "园区完成总收入152.3亿元，增长7.4%。";
    let page = format!(
        "第16版：专题          上一版3\n返回首页 | 版面导航 | 标题导航\n上一版3      2012年12月3日 星期一    放大  缩小  默认\n盐碱滩上的产业新城\n本报记者 王 ×\n{body}"
    );
    assert_eq!(kinds(&page), [Boilerplate, Boilerplate, Byline, Title, Byline, Paragraph]);
    assert_eq!(head(&page), ["盐碱滩上的产业新城", "", "2012-12-03"]);
    let event = format!(
        "东湖园区专场新闻发布会\n时间：2022年8月30日（星期二）上午9：30\n地点：某市政务中心二楼\n主持人：李××\n{body}\n地点：3家企业在此投产12条生产线"
    );
    assert_eq!(kinds(&event)[..4], [Title, Byline, Byline, Byline]);
    assert_ne!(kinds(&event)[5], Byline);
    assert_eq!(head(&event)[2], "2022-08-30");
}

#[test]
fn the_record_of_a_document_is_no_part_of_it() {
    let page = "某某政府网 部门 街道\n繁体版 无障碍 注册\n您当前的位置:首页>>政务公开>>统计\n\
                [ 索引号 ] 0140/2021-07 [ 发文字号 ]\n[ 发布机构 ] 区统计局\n[ 成文日期 ] 2021-02-07\n[ 发布日期 ] 2021-02-09\n\
                东湖园区2020年统计公报\n全年总收入152.3亿元。";
    assert_eq!(head(page), ["东湖园区2020年统计公报", "区统计局", "2021-02-09"]);
    let rows = "索引号 | 0140/2021-07 | 主题分类 | 统计\n发布机构 | 区统计局 | 发布日期 | 2021-02-09\n名称 | 东湖园区2020年统计公报\n全年总收入152.3亿元，增长4%。";
    assert_eq!(head(rows), ["东湖园区2020年统计公报", "区统计局", "2021-02-09"]);
    let table = "东湖园区数据\n名称 | 数值\n总收入 | 152.3亿元\n税收 | 12亿元";
    assert!(shape(table).iter().all(|(kind, _)| *kind != BlockKind::Byline));
}

/// The cells of all rows, joined.
fn rows(text: &str) -> Vec<String> {
    let document = cleaned(text);
    let rows = document.articles.iter().flat_map(|article| &article.blocks).flat_map(|block| &block.rows);
    let shown = |range: std::ops::Range<usize>| document.text.text()[range].to_owned();
    rows.map(|row| row.cells.iter().map(|cell| shown(cell.range())).collect::<Vec<_>>().join("¦")).collect()
}

#[test]
fn spaces_divide_the_cells_of_a_table() {
    let text = "主要指标\n单位：亿元、%\n指标名称 单位 2020年 增长\n一、综合\n（一） 总收入 亿元 152.3 -7.4\n其中：税收 亿元 -- 12\n企业数 家 68 112";
    let expected =
        ["指标名称¦单位¦2020年¦增长", "一、综合", "(一) 总收入¦亿元¦152.3¦-7.4", "其中:税收¦亿元¦--¦12", "企业数¦家¦68¦112"];
    assert_eq!(rows(text), expected);
    assert_eq!(rows("指标\t数值\t\t位次\n总收入\t152.3\t\t2"), ["指标¦数值¦¦位次", "总收入¦152.3¦¦2"]);
}

#[test]
fn rules_of_a_table_part_nothing_and_rules_between_texts_do() {
    let rule = "----------------";
    let text = format!(
        "园区数据\n{rule}\n指    标        2017    2018\n{rule}\n总收入    152.3    160.1\n税收    12.0    13.5\n{rule}\n园区稳步发展。"
    );
    assert_eq!(rows(&text), ["指标¦2017¦2018", "总收入¦152.3¦160.1", "税收¦12.0¦13.5"]);
    assert_eq!(cleaned(&text).articles.len(), 1);
    let text = "园区数据\n┌────┬────┐\n│指标│数值│\n├────┼────┤\n│税收│12亿元│\n└────┴────┘\n园区稳步发展。";
    assert_eq!(rows(text), ["指标¦数值", "税收¦12亿元"]);
    let text = format!(
        "甲园区快报\n总收入12亿元，增长5%。\n{rule}\n乙园区快报\n总收入13亿元，增长6%。\n{rule}\n丙园区快报\n总收入14亿元，增长7%。"
    );
    assert_eq!(cleaned(&text).articles.len(), 3);
}

#[test]
fn words_set_apart_are_no_table() {
    for text in [
        "第一章 发展基础 3\n第二章 总体要求 8\n第三章 重点任务 12",
        "GDP 增长6.6%\n总收入 增长6.1%\n税收 增长8.5%",
        "完成总收入3 934.66亿元\n上缴税收1 052.3亿元",
        "发布时间 2021-03-01 15:20\n更新时间 2021-03-02 09:10",
    ] {
        assert!(rows(text).is_empty(), "{text}: {:?}", rows(text));
    }
}

#[test]
fn the_levels_of_headings_follow_their_numbers() {
    let text = "某园区发展规划\n第一章    总则\n第一节 现状\n一、基础\n园区稳步发展。\n(一)产业\n产业集聚。\n看准方向 做强产业\n企业增多。";
    let document = cleaned(text);
    let headings: Vec<_> = blocks(&document)
        .into_iter()
        .filter(|block| block.0 == BlockKind::Heading)
        .map(|(_, level, text)| (level, text))
        .collect();
    assert_eq!(headings, [(1, "第一章\t总则"), (2, "第一节 现状"), (3, "一、基础"), (4, "(一)产业"), (5, "看准方向 做强产业")]);
}

#[test]
fn a_signature_dates_the_document_and_begins_nothing() {
    let text =
        "东湖高新技术产业园\n一、概况\n园区现有企业89家。\n2018年4月17日\n东湖高新技术产业园管理委员会\n相关新闻\n园区召开大会";
    let document = cleaned(text);
    assert_eq!(document.articles.len(), 1);
    assert_eq!(document.head.published_basis.as_deref(), Some("2018年4月17日"));
    assert_eq!(blocks(&document).last().map(|block| block.0), Some(BlockKind::Boilerplate));
}

#[test]
fn a_known_date_stands_and_a_missing_one_is_an_issue() {
    let dated = |basis: &str| {
        let head = DocumentHead {
            published: crate::model::Date::new(2020, 1, 2),
            published_basis: Some(basis.to_owned()),
            ..DocumentHead::default()
        };
        let raw = RawDocument { head, text: "园区快报\n日期:2022-03-01\n园区稳步发展。".to_owned() };
        clean(raw, words()).value.head.published.map(|date| date.to_string())
    };
    assert_eq!(dated("metadata").as_deref(), Some("2020-01-02"));
    for weak in ["file name", "property modified"] {
        assert_eq!(dated(weak).as_deref(), Some("2022-03-01"));
    }
    let staged = clean(RawDocument { text: "园区稳步发展。".to_owned(), ..RawDocument::default() }, words());
    assert_eq!(staged.issues.iter().map(|issue| issue.code).collect::<Vec<_>>(), [IssueCode::DateUnknown]);
}

/// Texts that put together make every kind of mess.
const PIECES: &[&str] = &[
    "园區(qū)產(chǎn)值萬(wàn)元",
    "１，２３４．５",
    "1 052.3 亿 元",
    "增 长",
    "。　　",
    "，",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "\u{3000}",
    "\t",
    " | ",
    "-----\n",
    "——",
    "一、",
    "(一)",
    "1.",
    "附件1：",
    "本报讯",
    "来源：某报",
    "2022-03-01",
    "二〇〇八年三月七日",
    "首页",
    "上一篇：",
    "文章属性•【",
    "正文",
    "高新区关于印发计划的通知\n",
    "税收\n12亿元\n",
    "7.\n9%",
    "，占全市的比重为三成以上",
    "Support Platform",
    "😀",
    "\u{C}",
    "\u{FEFF}",
    "（",
    "）",
    "“",
    "”",
    "第",
    "章",
    "年",
    "%",
    "~",
    "【",
    "】",
    ":",
    ".",
    "<p>税收3亿元</p>",
    "1O2.5亿元",
    "\n— 2 —\n",
    "\n第3页\n",
    "\n3\n",
    "产值[2]12",
    "\n[2]按现价",
    "\n+----+\n",
    "<br>",
    "</p>",
    "&nbsp;",
    "&lt;p&gt;",
    "<table><tr><td>总收入<td>12</table>",
];

/// A fixed sequence of numbers, so that the test is the same on every run.
fn sequence() -> impl FnMut(usize) -> usize {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    move |below| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    }
}

#[test]
fn every_text_is_covered_mapped_and_stable() {
    let mut next = sequence();
    for _ in 0..1500 {
        let length = next(60);
        let source: String = (0..length).map(|_| PIECES[next(PIECES.len())]).collect();
        let document = cleaned(&source);
        let text = document.text.text();
        let mut at = 0;
        for (_, _, block) in blocks(&document) {
            let start = block.as_ptr() as usize - text.as_ptr() as usize;
            assert!(start >= at && text[at..start].trim().is_empty(), "{source:?}");
            at = start + block.len();
        }
        assert!(text[at..].trim().is_empty(), "{source:?}");
        let origins: Vec<u32> = document.text.chars().map(|(_, _, origin)| origin).collect();
        assert!(origins.is_sorted() && origins.iter().all(|&origin| (origin as usize) < source.chars().count()), "{source:?}");
        let again = cleaned(text);
        assert_eq!(again.text.text(), text, "{source:?}");
        assert_eq!(blocks(&again), blocks(&document), "{source:?}");
    }
}

#[test]
fn a_table_of_contents_is_furniture() {
    let text = "某区发展规划\n目    录\n第一章 总则…………………… 1\n第二章 目标.............9\n第三章 保障 · · · · · · (17)\n第一章 总则\n园区稳步发展...";
    let kinds: Vec<BlockKind> = shape(text).into_iter().map(|(kind, _)| kind).collect();
    use BlockKind::{Boilerplate, Heading, Title};
    assert_eq!(kinds[..6], [Title, Boilerplate, Boilerplate, Boilerplate, Boilerplate, Heading]);
}

#[test]
fn nothing_gives_nothing() {
    for text in ["", " \n\t\r\n\u{3000}"] {
        assert!(cleaned(text).articles.is_empty());
    }
}
