//! Measures how well reprints are told: copies and next year's reports are made of real ones, with a seeded generator, and the work
//! is timed on many made-up articles.
//!
//! `cargo run --release -p zonefacts-facts --example reprints -- schemas FOLDER…`

#[path = "../../text/examples/common/mod.rs"]
mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;
use std::time::Instant;
use std::{env, fs};

use zonefacts_facts::{Policy, families};
use zonefacts_ingest::{Columns, ingest, list};
use zonefacts_text::clean::CleanWords;
use zonefacts_text::model::{DocumentHead, Fingerprint, RawDocument, Resolved, ResolvedArticle};

/// Copies of each kind that are made of one report.
const COPIES: usize = 10;
/// Articles that the work is timed on.
const ARTICLES: usize = 100_000;
/// What site furniture looks like.
const MENU: &str = "首页 | 新闻 | 数据\n您所在的位置：首页 > 新闻 > 正文\n发布时间：2024-05-06 浏览次数：3106\n\n";
const FOOT: &str =
    "\n\n【打印本页】【关闭窗口】\n上一篇：2024年5月6日要闻\n下一篇：12条措施\n版权所有 备案号：京ICP备12345678号\n";

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let engine = Engine::load(&args.next().ok_or("the folder of schemas, then folders of reports")?)?;
    let mut reports = Vec::new();
    for folder in args {
        let root = Path::new(&folder);
        for file in list(root)? {
            ingest(root, &file, &engine.columns, &mut |report| reports.extend(report.value));
        }
    }
    let known: Vec<Resolved> = reports.iter().map(|report| engine.reader.resolved(report.clone())).collect();
    engine.among(&known);
    println!("{:<38}{:>8}{:>8}{:>11}", "made of each report", "texts", "told", "share");
    let mut random = Random(1991);
    for (kind, make) in KINDS {
        engine.copies(kind, &reports, &known, |text| make(text, &engine.reader.words, &mut random));
    }
    timed(&engine.policy, &mut random);
    Ok(())
}

type Make = fn(&str, &CleanWords, &mut Random) -> Option<String>;

/// What is made of a report: first what is a reprint of it, then what is none.
const KINDS: [(&str, Make); 12] = [
    ("retitled", |text, _, _| Some(format!("另一个完全不同的标题\n{}", text.trim_start().split_once('\n')?.1))),
    ("traditional", |text, words, _| Some(traditional(text, words))),
    ("wrapped every 30 characters", |text, _, _| Some(wrapped(text, 30))),
    ("furnished", |text, _, _| Some(format!("{MENU}{text}{FOOT}"))),
    ("1 % of characters wrong", |text, _, random| Some(garbled(text, 10, random))),
    ("3 % of characters wrong", |text, _, random| Some(garbled(text, 30, random))),
    ("3 sentences", |text, _, random| excerpt(text, 3, random)),
    ("10 sentences", |text, _, random| excerpt(text, 10, random)),
    ("10 sentences, furnished, 1 % wrong", |text, _, random| {
        Some(format!("{MENU}{}{FOOT}", garbled(&excerpt(text, 10, random)?, 10, random)))
    }),
    ("next year's: all figures changed", |text, _, random| Some(next_year(text, 0, random))),
    ("next year's: 3 of 10 sentences kept", |text, _, random| Some(next_year(text, 3, random))),
    ("next year's: 5 of 10 sentences kept", |text, _, random| Some(next_year(text, 5, random))),
];

/// The stages of text, the names of columns and the policy.
struct Engine {
    reader: common::Reader,
    columns: Columns,
    policy: Policy,
}

impl Engine {
    fn load(schemas: &str) -> Result<Self, Box<dyn Error>> {
        let schemas = Path::new(schemas);
        Ok(Self {
            reader: common::Reader::load(schemas)?,
            columns: Columns::load(&fs::read_to_string(schemas.join("vocab/columns.csv"))?)?,
            policy: Policy::load(&fs::read_to_string(schemas.join("policy.toml"))?)?,
        })
    }

    /// How many different reports are taken for one text.
    fn among(&self, known: &[Resolved]) {
        let families = families(known, &self.policy.families);
        let mut members: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for document in known {
            for article in 0..document.articles.len() as u32 {
                if let Some(family) = families.of(&document.head.document_id, article) {
                    members.entry(&family.id).or_default().push(format!("{}#{article}", document.head.document));
                }
            }
        }
        let articles: Vec<&ResolvedArticle> = known.iter().flat_map(|document| &document.articles).collect();
        let figures: usize = articles.iter().map(|article| article.fingerprint.figures.len()).sum();
        println!(
            "{} documents, {} articles, {figures} figures, {} families; of several articles:",
            known.len(),
            articles.len(),
            members.len()
        );
        members.values().filter(|members| members.len() > 1).for_each(|members| println!("    {}", members.join(" = ")));
    }

    /// How many texts that are made of the reports are told to be of the family of their source.
    fn copies(&self, kind: &str, reports: &[RawDocument], known: &[Resolved], mut make: impl FnMut(&str) -> Option<String>) {
        let (mut texts, mut told) = (0_usize, 0_usize);
        for (report, source) in reports.iter().zip(known) {
            let mut documents = known.to_vec();
            for copy in 0..COPIES {
                let Some(text) = make(&report.text) else { continue };
                let document_id = format!("{}-{copy}", report.head.document_id);
                documents
                    .push(self.reader.resolved(RawDocument { text, head: DocumentHead { document_id, ..report.head.clone() } }));
            }
            let families = families(&documents, &self.policy.families);
            let of = |document: &Resolved| -> BTreeSet<String> {
                let id = &document.head.document_id;
                (0..document.articles.len() as u32).filter_map(|n| Some(families.of(id, n)?.id.clone())).collect()
            };
            let own = of(source);
            let copies = &documents[known.len()..];
            let is_told =
                |copy: &&Resolved| families.of_document(&copy.head.document_id).is_some_and(|family| own.contains(&family.id));
            texts += copies.len();
            told += copies.iter().filter(is_told).count();
        }
        println!("{kind:<38}{texts:>8}{told:>8}{:>9.1} %", 100.0 * told as f64 / texts.max(1) as f64);
    }
}

/// Times the uniting of articles of forty figures, each fifth of which are copies of the one before with a tenth of its figures damaged.
fn timed(policy: &Policy, random: &mut Random) {
    let mut source: Vec<u64> = Vec::new();
    let documents: Vec<Resolved> = (0..ARTICLES)
        .map(|n| {
            if n % 5 == 0 {
                source = (0..40).map(|_| random.number()).collect();
            }
            let mut figures: Vec<u64> =
                source.iter().map(|figure| if random.below(10) == 0 { random.number() } else { *figure }).collect();
            figures.sort_unstable();
            let fingerprint = Fingerprint { letters: 2000, text: n as u64, figures };
            let head = DocumentHead { document_id: format!("{n:016x}"), ..DocumentHead::default() };
            Resolved { head, articles: vec![ResolvedArticle { published: None, fingerprint }], ..Resolved::default() }
        })
        .collect();
    let start = Instant::now();
    let found = families(&documents, &policy.families);
    let names: BTreeSet<&str> =
        documents.iter().filter_map(|document| Some(found.of_document(&document.head.document_id)?.id.as_str())).collect();
    println!("{ARTICLES} articles of 40 figures, 5 of a text: {} families in {:.2?}", names.len(), start.elapsed());
}

/// A small generator of numbers (splitmix), the same on every machine.
struct Random(u64);

impl Random {
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.number() % end as u64) as usize
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The other direction of the conversion that cleaning uses: of several traditional characters the first.
fn traditional(text: &str, words: &CleanWords) -> String {
    let pairs = ('\u{4e00}'..='\u{9fff}').map(|c| (words.simplified(c), c)).filter(|(simple, c)| simple != c);
    let table: BTreeMap<char, char> = pairs.rev().collect();
    text.chars().map(|c| table.get(&c).copied().unwrap_or(c)).collect()
}

/// Paragraphs cut into lines.
fn wrapped(text: &str, width: usize) -> String {
    let lines = |line: &str| {
        let chars: Vec<char> = line.chars().collect();
        chars.chunks(width).map(|chars| chars.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
    };
    text.lines().map(lines).collect::<Vec<_>>().join("\n")
}

/// So many characters and digits in a thousand replaced by others.
fn garbled(text: &str, permille: usize, random: &mut Random) -> String {
    let han: Vec<char> = text.chars().filter(|c| is_han(*c)).collect();
    let other = |c: char, random: &mut Random| match c {
        '0'..='9' => char::from(b'0' + random.below(10) as u8),
        c if is_han(c) => han[random.below(han.len())],
        c => c,
    };
    text.chars().map(|c| if random.below(1000) < permille { other(c, random) } else { c }).collect()
}

/// Sentences of a text, each with its stop.
fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['。', '\n']).filter(|sentence| !sentence.trim().is_empty()).collect()
}

/// So many sentences in a row, each with a figure, under another title.
fn excerpt(text: &str, count: usize, random: &mut Random) -> Option<String> {
    let sentences = sentences(text);
    let figured =
        |run: &&[&str]| run.iter().all(|sentence| sentence.contains(|c: char| c.is_numeric()) && sentence.ends_with('。'));
    let runs: Vec<&[&str]> = sentences.windows(count).filter(figured).collect();
    if runs.is_empty() {
        None
    } else {
        Some(format!("另一个完全不同的标题\n\n　　{}\n", runs[random.below(runs.len())].concat()))
    }
}

/// The same words of the year after: so many sentences of ten stay, the others have every figure changed to one of its length.
fn next_year(text: &str, kept: usize, random: &mut Random) -> String {
    sentences(text)
        .into_iter()
        .map(|sentence| if random.below(10) < kept { sentence.to_owned() } else { moved_on(sentence, random) })
        .collect()
}

fn moved_on(sentence: &str, random: &mut Random) -> String {
    let (mut out, mut figure) = (String::new(), String::new());
    for c in sentence.chars().chain(['\0']) {
        match c {
            '0'..='9' => figure.push(c),
            '０'..='９' => figure.extend(char::from_u32(c as u32 - '０' as u32 + '0' as u32)),
            _ => {
                match figure.parse::<u32>() {
                    Ok(year @ 1990..=2050) => out.push_str(&(year + 1).to_string()),
                    _ => out.extend(figure.chars().map(|_| char::from(b'0' + random.below(10) as u8))),
                }
                figure.clear();
                out.push(c);
            }
        }
    }
    out.pop();
    out
}
