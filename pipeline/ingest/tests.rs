//! Files on disk in, documents and issues out.
#![allow(clippy::unwrap_used)]

use std::{fs, path::Path};

use zonefacts_text::model::{IssueCode, RawDocument};

use super::*;
use crate::testing::{columns, read_all, read_one};

fn text_of(name: &str, content: impl AsRef<[u8]>) -> String {
    let (documents, issues) = read_one(name, content);
    assert_eq!(issues, []);
    documents[0].text.clone()
}

#[test]
fn text_stays_as_it_is() {
    let text = "\u{feff}某高新区　 ２０２１年\r\n\r\n产值１ ２３４亿元\n";
    let (documents, issues) = read_one("2022-01-05.txt", text);
    assert_eq!(issues, []);
    let RawDocument { head, text: ingested } = &documents[0];
    assert_eq!(ingested, text.trim_start_matches('\u{feff}'));
    assert_eq!((head.document.as_str(), head.format.as_str(), head.encoding.as_str()), ("2022-01-05.txt", "txt", "UTF-8"));
    assert_eq!((head.chars as usize, head.file_bytes as usize), (ingested.chars().count(), text.len()));
    assert_eq!(
        (head.published.unwrap().to_string().as_str(), head.published_basis.as_deref()),
        ("2022-01-05", Some("file name"))
    );
    assert_eq!((head.document_id.len(), head.file_hash.len()), (16, 16));
    assert_ne!(head.document_id, head.file_hash);
}

#[test]
fn every_bad_file_is_an_issue_and_the_run_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in [
        ("a.txt", &b""[..]),
        ("b.txt", b" \n"),
        ("c.pdf", b"%PDF"),
        ("d", b"x"),
        ("e.txt", &[0; 99]),
        ("f.html", b"<p>"),
        ("g.txt", "甲".as_bytes()),
    ] {
        fs::write(folder.path().join(name), content).unwrap();
    }
    for hidden in [".hidden.txt", "~$report.docx"] {
        fs::write(folder.path().join(hidden), "甲").unwrap();
    }
    let staged = read_all(folder.path(), &columns());
    let found: Vec<_> = staged.issues.iter().map(|issue| (issue.document.as_str(), issue.code)).collect();
    let (rejected, unknown) = (IssueCode::FileRejected, IssueCode::FormatUnknown);
    assert_eq!(
        found,
        [
            ("a.txt", rejected),
            ("b.txt", rejected),
            ("c.pdf", rejected),
            ("d", unknown),
            ("e.txt", rejected),
            ("f.html", rejected)
        ]
    );
    assert_eq!(staged.value.iter().map(|document| document.head.document.as_str()).collect::<Vec<_>>(), ["g.txt"]);
}

#[test]
fn a_missing_folder_stops_the_run() {
    assert!(list(Path::new("no/such/folder")).is_err());
}

#[test]
fn a_file_that_changes_during_the_run_is_rejected() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "甲").unwrap();
    let files = list(folder.path()).unwrap();
    fs::write(&path, "乙").unwrap();
    let mut given = Vec::new();
    ingest(folder.path(), &files[0], &columns(), &mut |one| given.push(one));
    assert_eq!((given.len(), given[0].value.is_none(), given[0].issues[0].code), (1, true, IssueCode::FileRejected));
}

#[cfg(unix)]
#[test]
fn links_are_followed_but_not_round_in_a_circle() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir(root.join("b")).unwrap();
    fs::write(root.join("b/x.txt"), "甲").unwrap();
    symlink(root, root.join("b/up")).unwrap();
    symlink(root.join("b"), root.join("c")).unwrap();
    symlink(root.join("gone"), root.join("a.txt")).unwrap();
    let paths: Vec<_> = list(root).unwrap().into_iter().map(|file| file.path).collect();
    assert_eq!(paths, ["a.txt", "b/x.txt", "c/x.txt"]);
    let staged = read_all(root, &columns());
    assert_eq!((staged.value.len(), staged.issues.len()), (2, 1));
}

#[test]
fn damage_is_reported_with_its_count_and_place() {
    let mut bytes = "某高新区实现地区生产总值72.6亿元，同比增长15.8%。".repeat(2).into_bytes();
    bytes.insert(12, 0xff);
    let (documents, issues) = read_one("a.txt", bytes);
    assert_eq!((documents.len(), issues.len(), issues[0].code), (1, 1, IssueCode::CharsetDoubtful));
    assert_eq!(issues[0].span.unwrap().start, 4);
    assert!(issues[0].message.starts_with("1 "));
}

#[test]
fn a_csv_of_reports() {
    let csv = "\u{feff}Title,Source URL,Publish-Date,full_text\n甲区,https://a.example/1,2018/4/17,\"第一行\n\"\"第二\"\"行\"\n乙区,,,\n丙区,,不详,正文\n丁区,,,半句,另半句\n";
    let (documents, issues) = read_one("reports.csv", csv);
    assert_eq!(documents.iter().map(|d| d.head.document.as_str()).collect::<Vec<_>>(), ["reports.csv#1", "reports.csv#3"]);
    assert_eq!(documents[0].text, "第一行\n\"第二\"行");
    let head = &documents[0].head;
    assert_eq!((head.title.as_deref(), head.url.as_deref()), (Some("甲区"), Some("https://a.example/1")));
    assert_eq!(
        (head.published.unwrap().to_string().as_str(), head.published_basis.as_deref()),
        ("2018-04-17", Some("column publish_date"))
    );
    assert_eq!((documents[1].head.published, &documents[1].head.url), (None, &None));
    assert_eq!(
        issues.iter().map(|i| (i.document.as_str(), i.code)).collect::<Vec<_>>(),
        [("reports.csv#2", IssueCode::RecordRejected), ("reports.csv#4", IssueCode::RecordRejected)]
    );
}

#[test]
fn an_unclosed_quotation_mark_is_not_silent() {
    let (documents, issues) = read_one("a.csv", "title,text\n甲,\"正文\n乙,正文\n");
    assert_eq!((documents.len(), issues.len()), (1, 1));
}

#[test]
fn columns_can_be_mapped() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.tsv"), "text\tzhengwen\twhen\n摘要\t全文\t20180417\n").unwrap();
    let mut columns = columns();
    assert_eq!(read_all(folder.path(), &columns).value[0].text, "摘要");
    columns.map("text", "zhengwen").unwrap();
    columns.map("date", "When").unwrap();
    assert!(columns.map("colour", "x").is_err());
    let document = &read_all(folder.path(), &columns).value[0];
    assert_eq!((document.text.as_str(), document.head.published.unwrap().year()), ("全文", 2018));
}

#[test]
fn a_sheet_of_figures_is_one_document() {
    let csv = "海口高新区主要指标,,\n指标,累计,\"同比\n(%)\"\n工业增加值,24.9亿元,15.0\n,,\n从业人员,21179人,\n";
    assert_eq!(
        text_of("sheet.csv", csv),
        "海口高新区主要指标\n指标 | 累计 | 同比 (%)\n工业增加值 | 24.9亿元 | 15.0\n从业人员 | 21179人"
    );
}

#[test]
fn json_lines() {
    let lines = "{\"title\":\"甲区\",\"content\":\"正文一\",\"date\":20180417,\"publisher\":\"甲报\"}\n{broken\n\n[1]\n{\"title\":\"无文\"}\n{\"正文\":\"正文二\"}";
    let (documents, issues) = read_one("dump.jsonl", lines);
    assert_eq!(
        documents.iter().map(|d| (d.head.document.as_str(), d.text.as_str())).collect::<Vec<_>>(),
        [("dump.jsonl#1", "正文一"), ("dump.jsonl#5", "正文二")]
    );
    assert_eq!(
        (documents[0].head.published_basis.as_deref(), documents[0].head.publisher.as_deref()),
        (Some("field date"), Some("甲报"))
    );
    assert_eq!(issues.iter().map(|i| i.document.as_str()).collect::<Vec<_>>(), ["dump.jsonl#2", "dump.jsonl#3", "dump.jsonl#4"]);
}

#[test]
fn a_page_as_lines() {
    let page = "<html><head><title>甲区成绩单_园区网</title><meta name=PubDate content='2022-01-26 09:00'>\
        <meta property='og:site_name' content=园区网><link rel=canonical href=https://a.example/p></head><body>\
        <header>站头</header><nav><ul><li>首页</ul></nav><form><script>if(a<b)x()</script><div>位置&gt;正文\
        <article><header><h1>甲区成绩单</h1><p>来源：甲报　　日期：今天</p></header>\
        <p>全年 <b>GDP</b>\n  72.6&nbsp;亿元<br>增长<font>15.8</font>%&amp;以上</p><ul><li><p>一</p><p>二</p></li><li>三</ul></article></div></form>\
        <pre>甲\n  乙</pre><footer>备案</footer></body></html>";
    let (documents, _) = read_one("p.html", page);
    assert_eq!(
        documents[0].text,
        "位置>正文\n甲区成绩单\n来源：甲报 日期：今天\n全年 GDP 72.6 亿元\n增长15.8%&以上\n- 一\n二\n- 三\n甲\n乙"
    );
    let head = &documents[0].head;
    assert_eq!(
        (head.title.as_deref(), head.publisher.as_deref(), head.url.as_deref()),
        (Some("甲区成绩单"), Some("园区网"), Some("https://a.example/p"))
    );
    assert_eq!(
        (head.published.unwrap().to_string().as_str(), head.published_basis.as_deref()),
        ("2022-01-26", Some("meta pubdate"))
    );
}

#[test]
fn tables_keep_their_grid() {
    let page = "<table><caption>指标表</caption><tr><th rowspan=2>指标<th colspan=2>2021年<th>说明<tr><td>数值<td>增长<td>\
        <tr><td><p>GDP</p><script>x</script><td>1510.3<br>亿元<td><td>甲</table>";
    assert_eq!(text_of("t.html", page), "指标表\n指标 | 2021年 |  | 说明\n | 数值 | 增长\nGDP | 1510.3 亿元 |  | 甲");
}

#[test]
fn layout_tables_are_no_tables() {
    let page = "<table><tr><td>左栏<td><h1>标题</h1><table><tr><td>a<td>b</table><p>正文</table>";
    assert_eq!(text_of("l.htm", page), "左栏\n标题\na | b\n正文");
}

#[test]
fn the_bytes_decide_against_a_wrong_declaration() {
    let page = "<meta charset=utf-8><p>某高新区产值58亿元";
    let (bytes, ..) = encoding_rs::GB18030.encode(page);
    let (documents, issues) = read_one("g.html", &bytes);
    assert_eq!(
        (documents[0].text.as_str(), documents[0].head.encoding.as_str(), issues.len()),
        ("某高新区产值58亿元", "GB18030", 0)
    );
}

#[test]
fn a_page_that_would_hang_a_parser_is_rejected() {
    let (documents, issues) = read_one("deep.html", "<div>".repeat(20_000));
    assert_eq!((documents.len(), issues[0].code), (0, IssueCode::FileRejected));
}
