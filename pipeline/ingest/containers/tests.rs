//! The same report out of every container, names, nesting, damage and bombs.
#![allow(clippy::unwrap_used)]

use zonefacts_text::model::{Issue, IssueCode, Severity};

use crate::{
    LIMITS, Limits,
    testing::{gz, made, read_one, read_one_within, report, tar, warc, zip, zst},
};

const PAGE: &str = "HTTP/1.1 200 OK\nContent-Type: text/html";

fn names(found: &[zonefacts_text::model::RawDocument]) -> Vec<&str> {
    found.iter().map(|document| document.head.document.as_str()).collect()
}

fn noted(issues: &[Issue]) -> Vec<(&str, IssueCode)> {
    issues.iter().map(|issue| (issue.document.as_str(), issue.code)).collect()
}

#[test]
fn every_container_gives_the_same_report() {
    let text = report();
    let bytes = text.as_bytes();
    let (plain, _) = read_one("a.txt", bytes);
    let files: &[(&str, &[u8])] = &[("in/a.txt", bytes)];
    for (name, content, document) in [
        ("b.zip", zip(files), "b.zip!/in/a.txt"),
        ("b.tar", tar(files), "b.tar!/in/a.txt"),
        ("b.tar.gz", gz(&tar(files)), "b.tar.gz!/in/a.txt"),
        ("b.tgz", gz(&tar(files)), "b.tgz!/in/a.txt"),
        ("b.tar.zst", zst(&tar(files)), "b.tar.zst!/in/a.txt"),
        ("a.txt.gz", gz(bytes), "a.txt.gz!/a.txt"),
        ("a.TXT.ZST", zst(bytes), "a.TXT.ZST!/a.TXT"),
        ("c.warc", warc("http://a.cn/a.txt", "HTTP/1.1 200 OK\nContent-Type: text/plain", bytes), "c.warc!/1/a.cn/a.txt"),
        ("c.warc.gz", gz(&warc("http://a.cn/a.txt", "HTTP/1.1 200 OK", bytes)), "c.warc.gz!/1/a.cn/a.txt"),
        ("d.zip", zip(&[("e.tar.gz", &gz(&tar(files)))]), "d.zip!/e.tar.gz!/in/a.txt"),
        ("d.tgz", gz(&tar(&[("e.txt.zst", &zst(bytes))])), "d.tgz!/e.txt.zst!/e.txt"),
        ("unnamed", zip(files), "unnamed!/in/a.txt"),
        ("a.txt", gz(bytes), "a.txt!/a.txt"),
    ] {
        let (documents, issues) = read_one(name, &content);
        assert_eq!(issues, [], "{name}");
        assert_eq!(names(&documents), [document]);
        let head = &documents[0].head;
        assert_eq!((&documents[0].text, &head.document_id), (&text, &plain[0].head.document_id), "{name}");
        assert_eq!((head.file_bytes, head.format.as_str()), (content.len() as u64, "txt"), "{name}");
    }
}

#[test]
fn what_other_programs_packed() {
    let text = report();
    for (name, document) in [
        ("utf8.zip", "utf8.zip!/高新区/锦州2018-04-17.txt"),
        ("gbk.zip", "gbk.zip!/高新区/锦州2018-04-17.txt"),
        ("gbk.tar", "gbk.tar!/高新区/锦州2018-04-17.txt"),
        ("utf8.tar.gz", "utf8.tar.gz!/高新区/锦州2018-04-17.txt"),
        ("utf8.tar.zst", "utf8.tar.zst!/高新区/锦州2018-04-17.txt"),
        ("2018-04-17.txt.gz", "2018-04-17.txt.gz!/2018-04-17.txt"),
        ("2018-04-17.txt.zst", "2018-04-17.txt.zst!/2018-04-17.txt"),
    ] {
        let (documents, issues) = read_one(name, made(name));
        assert_eq!((names(&documents), issues), (vec![document], vec![]));
        assert_eq!((documents[0].text.as_str(), documents[0].head.published.unwrap().year()), (text.as_str(), 2018), "{name}");
    }
}

#[test]
fn a_crawl_by_wget() {
    for name in ["crawl.warc.gz", "plain.warc"] {
        let (documents, issues) = read_one(name, made(name));
        let head = &documents[0].head;
        assert_eq!(names(&documents), [format!("{name}!/3/127.0.0.1:8799/art/2018/4/17/a.html")]);
        assert_eq!(
            (head.url.as_deref(), head.published.unwrap().to_string().as_str(), head.published_basis.as_deref()),
            (Some("http://127.0.0.1:8799/art/2018/4/17/a.html"), "2018-04-17", Some("address"))
        );
        let lines = |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        assert_eq!((lines(&documents[0].text), head.encoding.as_str()), (lines(&report()), "GB18030"));
        assert_eq!(noted(&issues), [(name, IssueCode::PartUnread)]);
        assert_eq!((issues[0].severity, issues[0].message.contains("1 image/png")), (Severity::Info, true));
    }
}

#[test]
fn folders_and_hidden_files_are_no_files() {
    let archive = zip(&[
        ("a/", b""),
        ("__MACOSX/._a.txt", b"x"),
        (".DS_Store", b"x"),
        ("a/.hidden/b.txt", b"x"),
        ("..\\up\\b.txt", "甲".as_bytes()),
        ("a/c.exe", b"MZ"),
        ("empty.txt", b""),
    ]);
    let (documents, issues) = read_one("a.zip", archive);
    assert_eq!(names(&documents), ["a.zip!/up/b.txt"]);
    assert_eq!(noted(&issues), [("a.zip!/a/c.exe", IssueCode::FormatUnknown), ("a.zip!/empty.txt", IssueCode::FileRejected)]);
    let (documents, issues) = read_one("b.zip", zip(&[("a/", b"")]));
    assert_eq!((documents.len(), noted(&issues)), (0, vec![("b.zip", IssueCode::FileRejected)]));
}

#[test]
fn a_name_that_comes_twice_stays_two_documents() {
    let (documents, _) = read_one("a.tar", tar(&[("a.txt", "甲".as_bytes()), ("./a.txt", "乙".as_bytes())]));
    assert_eq!(names(&documents), ["a.tar!/a.txt", "a.tar!/(2)/a.txt"]);
}

#[test]
fn answers_of_servers() {
    let text = "某高新区产值58亿元";
    let page = format!("<html><body><p>{text}</p></body></html>");
    let packed = gz(page.as_bytes());
    let chunks = format!("{:x};x=y\r\n", 20).into_bytes();
    let chunked = [
        &chunks,
        &page.as_bytes()[..20],
        b"\r\n",
        format!("{:X}\r\n", page.len() - 20).as_bytes(),
        &page.as_bytes()[20..],
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let good: Vec<Vec<u8>> = [
        (PAGE.to_owned(), page.as_bytes()),
        (format!("{PAGE}\nContent-Encoding: gzip"), &packed[..]),
        (format!("{PAGE}\nContent-Encoding: gzip"), page.as_bytes()),
        (format!("{PAGE}\nContent-Encoding: br"), page.as_bytes()),
        (format!("{PAGE}\nTransfer-Encoding: chunked"), &chunked),
        (format!("{PAGE}\nTransfer-Encoding: chunked"), page.as_bytes()),
        ("HTTP/1.0 200\nContent-Type: application/octet-stream".to_owned(), page.as_bytes()),
    ]
    .iter()
    .map(|(head, body)| warc("http://a.cn/show.aspx?id=1", head, body))
    .chain([warc("https://a.cn/", PAGE, page.as_bytes()), warc("", PAGE, page.as_bytes())])
    .collect();
    let bad = [
        warc("http://a.cn/old", "HTTP/1.1 404 Not Found\nContent-Type: text/html", page.as_bytes()),
        warc("http://a.cn/b.js", "HTTP/1.1 200 OK\nContent-Type: application/x-javascript", b"var a"),
        warc("http://a.cn/c", &format!("{PAGE}\nContent-Encoding: br"), b"\x8b\x02\x80"),
    ];
    let (documents, issues) = read_one("a.warc", [good.concat(), bad.concat()].concat());
    assert_eq!(documents.len(), good.len());
    assert!(documents.iter().all(|document| document.text == text && document.head.format == "html"), "{documents:?}");
    assert_eq!(names(&documents)[6..], ["a.warc!/7/a.cn/show.aspx?id=1", "a.warc!/8/a.cn", "a.warc!/9"]);
    assert_eq!(noted(&issues), [("a.warc!/12/a.cn/c", IssueCode::FileRejected), ("a.warc", IssueCode::PartUnread)]);
    assert!(issues[1].message.ends_with("1 application/x-javascript, 1 status 404"), "{}", issues[1].message);
}

#[test]
fn a_crawl_goes_on_after_a_lost_record() {
    let page = warc("http://a.cn/a.txt", "HTTP/1.1 200 OK\nContent-Type: text/plain", "甲".as_bytes());
    let (documents, issues) = read_one("a.warc", [&page[..], b"rubbish\r\nmore\r\n", &page].concat());
    assert_eq!(names(&documents), ["a.warc!/1/a.cn/a.txt", "a.warc!/2/a.cn/a.txt"]);
    assert_eq!(noted(&issues), [("a.warc", IssueCode::PartUnread)]);
    let huge = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 18446744073709551615\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx";
    let (documents, issues) = read_one("a.warc", huge);
    assert!(documents.is_empty() && !issues.is_empty());
}

#[test]
fn what_stands_before_damage_is_read() {
    // Noise, so that the files do not shrink to nothing.
    let mut state = 1_u32;
    let mut letter = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'a' + (state >> 24) as u8 % 26)
    };
    let noise: String = (0..20_000).map(|_| letter()).collect();
    let (one, two) = (format!("甲{noise}"), format!("乙{noise}"));
    let files: &[(&str, &[u8])] = &[("1.txt", one.as_bytes()), ("2.txt", two.as_bytes())];
    for (name, content) in
        [("a.zip", zip(files)), ("a.tar", tar(files)), ("a.tar.gz", gz(&tar(files))), ("a.tar.zst", zst(&tar(files)))]
    {
        let (documents, issues) = read_one(name, &content[..content.len() * 3 / 4]);
        let found: Vec<_> = documents.iter().map(|document| document.text.chars().next()).collect();
        // The whole stream is one block of zstd; all of it is lost.
        let kept = if name == "a.tar.zst" { vec![] } else { vec![Some('甲')] };
        assert_eq!(found, kept, "{name}");
        assert!(issues.iter().any(|issue| issue.document == name && issue.severity == Severity::Error), "{name}: {issues:?}");
    }
    let (documents, issues) = read_one("a.txt.gz", &gz(one.as_bytes())[..5000]);
    assert_eq!((documents.len(), noted(&issues)), (0, vec![("a.txt.gz!/a.txt", IssueCode::FileRejected)]));
}

#[test]
fn a_locked_archive_says_so() {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("a.txt", zip::write::SimpleFileOptions::default()).unwrap();
    writer.write_all("甲".as_bytes()).unwrap();
    let mut bytes = writer.finish().unwrap().into_inner();
    // The flag of encryption, in both heads of the file.
    let central = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bytes[6] |= 1;
    bytes[central + 8] |= 1;
    let (documents, issues) = read_one("a.zip", bytes);
    assert_eq!((documents.len(), noted(&issues)), (0, vec![("a.zip!/a.txt", IssueCode::FileRejected)]));
    assert!(issues[0].message.contains("password"), "{}", issues[0].message);
}

#[test]
fn bombs_are_stopped() {
    let zeros = vec![0; 5 << 20];
    let many: Vec<(String, Vec<u8>)> = (0..30).map(|n| (format!("{n}.txt"), format!("甲{n}").into_bytes())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    let deep = zip(&[("b.zip", &zip(&[("c.zip", &zip(&[("d.txt", "甲".as_bytes())]))]))]);
    let small = Limits { free: 1 << 20, entries: 20, held: 4 << 20, ..LIMITS };
    for (what, limits, content, at, says, kept) in [
        ("ratio", small, zip(&[("a.txt", &zeros)]), "a.zip", "250 times its size", 0),
        ("ratio", small, gz(&zeros), "a.zip", "250 times its size", 0),
        ("ratio", small, zst(&zeros), "a.zip", "250 times its size", 0),
        ("total", Limits { total: 100, ..LIMITS }, zip(&many), "a.zip", "more than 100 bytes", 25),
        ("count", small, zip(&many), "a.zip", "more than 20 files", 20),
        ("count", small, tar(&many), "a.zip", "more than 20 files", 20),
        ("depth", LIMITS, deep, "a.zip!/b.zip!/c.zip", "2 deep", 0),
        ("held", Limits { held: 1000, ..LIMITS }, zip(&[("a.txt", &[b'a'; 2000])]), "a.zip!/a.txt", "larger than 1000 bytes", 0),
        ("record", Limits { record: 1000, ..LIMITS }, zip(&[("a.txt", &[b'a'; 2000])]), "a.zip!/a.txt", "no report", 0),
    ] {
        let (documents, issues) = read_one_within(limits, "a.zip", content);
        assert!(documents.len() <= kept && (kept == 0 || !documents.is_empty()), "{what}: {}", documents.len());
        let stopped = issues.iter().any(|issue| issue.document == at && issue.message.contains(says));
        assert!(stopped, "{what}: {issues:?}");
    }
}
