//! PDF files with a text layer: the characters of each page in reading order, as paragraphs and rows of tables.
//!
//! The library gives characters and rulings with their places; `lines` makes pieces of lines of them, `grid` finds the ruled
//! tables, `margins` takes out running heads and page numbers, `region` puts what is left in order, and `paragraphs` joins the
//! lines. A scanned page holds no characters: it is reported, never guessed at.

mod aligned;
mod foreign;
mod grid;
mod guard;
mod lines;
mod margins;
mod page;
mod paragraphs;
mod region;

use std::thread;

use zonefacts_text::model::{Date, Issue, IssueCode, Severity, Span};

use crate::{
    date,
    source::{About, Read, Rejected, Source},
};

/// A page with fewer characters has no text layer, but at most a stamp or a number.
const CHARS: usize = 16;
/// Of so many characters one that has no meaning, or one that is odd in a report, shows a font without a map.
const PRIVATE_IN: usize = 50;
const ODD_IN: usize = 8;
/// How the text came out of the file, as documents carry it.
const ENCODING: &str = "PDF";
/// No title is longer, in characters.
const TITLE: usize = 100;

/// Deep enough for every object that the guard lets pass: the library goes down one call for each of its levels.
const STACK: usize = 256 << 20;

pub(super) fn read(source: &Source) -> Read {
    guard::check(source.bytes)?;
    let failed = |_| Rejected::because("the PDF reader failed on this file");
    thread::scope(|scope| {
        let reader =
            thread::Builder::new().name("PDF reader".to_owned()).stack_size(STACK).spawn_scoped(scope, || read_file(source))?;
        reader.join().map_err(failed)?
    })
}

fn read_file(source: &Source) -> Read {
    let file = foreign::File::open(source.bytes)?;
    let (mut pages, mut damaged) = (Vec::new(), Vec::new());
    for number in 0..file.pages {
        match file.page(number) {
            Some(page) => pages.push(page),
            None => {
                damaged.push(number + 1);
                pages.push(page::Page::default());
            }
        }
    }
    let tables: Vec<_> = pages.iter_mut().map(|page| grid::tables(&page.rules, &mut page.glyphs)).collect();
    let mut pieces: Vec<_> = pages.iter().map(|page| lines::pieces(&page.glyphs)).collect();
    let heads = margins::take(&pages, &mut pieces);
    let printed: Vec<usize> = pieces.iter().zip(&tables).map(|(pieces, tables)| printed(pieces, tables)).collect();
    if printed.iter().all(|chars| *chars < CHARS) {
        return Err(Rejected(match damaged.len() {
            0 => "the PDF has no text layer: its pages are pictures; run a text recognition over it first".to_owned(),
            count => format!("{count} of {} pages are damaged, and no other holds text", file.pages),
        }));
    }
    let ordered = pieces.into_iter().zip(tables).zip(&pages);
    let blocks: Vec<_> = ordered.map(|((pieces, tables), page)| region::read(pieces, tables, &page.rules)).collect();
    let text = paragraphs::text(&blocks);
    let about = About { title: title(&file, &text), published: published(source, &file, &heads), ..About::default() };
    let mut staged = source.whole(text, ENCODING, about)?;
    let text = staged.value.first().map_or("", |document| document.text.as_str());
    let unread = unread(text);
    let blank: Vec<usize> = (1..)
        .zip(&printed)
        .filter(|(number, chars)| **chars == 0 && !damaged.contains(number))
        .map(|(number, _)| number)
        .collect();
    let issue = |code, severity, span, message| Issue { document: source.file.path.clone(), span, code, severity, message };
    if !damaged.is_empty() {
        let message = format!("pages {} are damaged and were left out", list(&damaged));
        staged.issues.push(issue(IssueCode::RecordRejected, Severity::Warning, None, message));
    }
    if !blank.is_empty() {
        let message = format!("pages {} hold no text; a picture of text is not read", list(&blank));
        staged.issues.push(issue(IssueCode::RecordRejected, Severity::Info, None, message));
    }
    staged.issues.extend(unread.map(|(message, span)| issue(IssueCode::CharsetDoubtful, Severity::Warning, Some(span), message)));
    Ok(staged)
}

/// How many characters stand on a page, blanks not counted.
fn printed(pieces: &[lines::Piece], tables: &[grid::Table]) -> usize {
    let cells = tables.iter().flat_map(|table| &table.rows).flatten();
    pieces.iter().map(|piece| &piece.text).chain(cells).map(|text| text.chars().filter(|c| !c.is_whitespace()).count()).sum()
}

/// Signs that make no text, where they are too many to be ornaments: a message with their count, and where the first stands.
fn unread(text: &str) -> Option<(String, Span)> {
    let private = |c: char| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}') || c.is_control() && c != '\n';
    // Read without its map, a font gives codes one after the other: marks and letters that hardly occur in reports.
    let odd = |c: char| matches!(c, '!'..='$' | '&' | '\'' | '*' | '+' | ';'..='@' | '['..='`' | '{' | '}' | '~' | '\u{a1}'..='\u{24f}');
    let printed = text.chars().filter(|c| !c.is_whitespace()).count();
    let count = |signs: fn(char) -> bool| text.chars().filter(|c| signs(*c)).count();
    let (private_signs, odd_signs) = (count(private), count(odd));
    let found = private_signs * PRIVATE_IN > printed || odd_signs * ODD_IN > printed;
    let first = u32::try_from(text.chars().position(|c| private(c) || odd(c))?).ok()?;
    let all = private_signs + odd_signs;
    let message =
        format!("{all} signs make no text: a font of the PDF does not say which characters they are; the first is here");
    found.then(|| (message, Span::new(first, first + 1)))
}

/// The title that the file gives itself, where its text has it too; many a file carries that of another one, or a file's name.
fn title(file: &foreign::File, text: &str) -> Option<String> {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let title = file.title()?.trim().to_owned();
    let sane = !title.is_empty() && title.chars().count() <= TITLE && bare(text).contains(&bare(&title));
    sane.then_some(title)
}

/// The date in a running head; else when the file was made, which is the weakest of all signs.
fn published(source: &Source, file: &foreign::File, heads: &[String]) -> Option<(Date, String)> {
    let head = heads.iter().find_map(|head| date::in_metadata(head)).map(|date| (date, "running head".to_owned()));
    let made = || {
        let none = date::in_file_name(&source.file.path).is_none();
        let date = date::in_metadata(file.made().filter(|_| none)?.as_str())?;
        Some((date, "file made".to_owned()))
    };
    head.or_else(made)
}

/// Numbers of pages for a message.
fn list(pages: &[usize]) -> String {
    const SHOWN: usize = 10;
    let shown: Vec<String> = pages.iter().take(SHOWN).map(usize::to_string).collect();
    let more = if pages.len() > SHOWN { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

#[cfg(test)]
mod tests;
