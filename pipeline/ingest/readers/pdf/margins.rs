//! What stands in the margins of every page and belongs to none: running heads and feet, page numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::Piece;
use super::page::{Area, Page, Rule};

/// So many rows from the top and from the bottom of a page may be heads or feet.
const ROWS: usize = 2;
/// They stand within this part of the page's height.
const MARGIN: f32 = 0.16;
/// They stand at the same height on all pages, up to so many points.
const LEVEL: f32 = 4.0;
/// They stand on so many pages at least, and on one in so many.
const PAGES: usize = 2;
const ONE_IN: usize = 3;
/// White space under a head, in parts of the height of its letters; a rule does as well.
const WHITE: f32 = 0.7;
/// No page number has more digits.
const DIGITS: usize = 4;

/// A row of pieces in the margin of a page.
struct Row {
    page: usize,
    /// Indexes of its pieces.
    pieces: Vec<usize>,
    area: Area,
    text: String,
    /// The first or the last row of its page.
    outermost: bool,
}

impl Row {
    /// By what it is known on other pages: its words, and the step at which it stands; near the edge of a step, of both sides.
    fn places(&self) -> [(String, i32); 2] {
        let step = |shift: f32| (self.area.top / LEVEL + shift) as i32 * 2 + i32::from(shift > 0.0);
        [0.0, 0.5].map(|shift| (without_digits(&self.text), step(shift)))
    }
}

/// Takes running heads, feet and page numbers out of the pages; returns the text of those that hold more than a number, the
/// first of each.
pub(super) fn take(pages: &[Page], pieces: &mut [Vec<Piece>]) -> Vec<String> {
    let rows: Vec<Row> =
        pages.iter().zip(pieces.iter()).enumerate().flat_map(|(at, (page, pieces))| margin(at, page, pieces)).collect();
    let mut seen: BTreeMap<(String, i32), BTreeSet<usize>> = BTreeMap::new();
    for row in &rows {
        row.places().into_iter().for_each(|place| _ = seen.entry(place).or_default().insert(row.page));
    }
    let enough = PAGES.max(pages.len().div_ceil(ONE_IN));
    let repeated = |row: &Row| row.places().iter().any(|place| seen.get(place).is_some_and(|pages| pages.len() >= enough));
    let (mut heads, mut taken) = (Vec::<String>::new(), vec![Vec::new(); pieces.len()]);
    for row in &rows {
        let number = row.outermost && is_page_number(&row.text);
        if number || repeated(row) {
            if !number && !heads.iter().any(|head| without_digits(head) == without_digits(&row.text)) {
                heads.push(row.text.clone());
            }
            taken[row.page].extend(&row.pieces);
        }
    }
    for (pieces, taken) in pieces.iter_mut().zip(&taken) {
        let mut at = 0;
        pieces.retain(|_| {
            at += 1;
            !taken.contains(&(at - 1))
        });
    }
    heads
}

/// The rows in the margins of a page that white space or a rule parts from the text.
fn margin(at: usize, page: &Page, pieces: &[Piece]) -> Vec<Row> {
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by(|&a, &b| {
        pieces[a].area.top.total_cmp(&pieces[b].area.top).then(pieces[a].area.left.total_cmp(&pieces[b].area.left))
    });
    let upward: Vec<usize> = order.iter().rev().copied().collect();
    let mut found: Vec<Row> = rows(at, page, pieces, &order);
    for row in rows(at, page, pieces, &upward) {
        if !found.iter().any(|other| other.pieces.iter().any(|piece| row.pieces.contains(piece))) {
            found.push(row);
        }
    }
    found
}

/// The first rows in an order of pieces, from the edge of the page inwards.
fn rows(at: usize, page: &Page, pieces: &[Piece], order: &[usize]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut rest = order;
    while let Some((&first, _)) = rest.split_first().filter(|_| rows.len() < ROWS) {
        let anchor = pieces[first].area;
        let end = rest.iter().take_while(|&&piece| pieces[piece].area.beside(&anchor)).count();
        let (row, inner) = rest.split_at(end.max(1));
        let mut row = row.to_vec();
        row.sort_by(|&a, &b| pieces[a].area.left.total_cmp(&pieces[b].area.left));
        let Some(area) = Area::around(row.iter().map(|&piece| pieces[piece].area)) else { break };
        let margin = MARGIN * page.height;
        let in_margin = area.bottom < margin || area.top > page.height - margin;
        let next = inner.first().map(|&piece| pieces[piece].area);
        if !in_margin || next.is_some_and(|next| !is_parted(&area, &next, &page.rules)) {
            break;
        }
        let text = row.iter().map(|&piece| pieces[piece].text.as_str()).collect::<Vec<_>>().join(" ");
        rows.push(Row { page: at, pieces: row, area, text, outermost: rows.is_empty() });
        rest = inner;
    }
    rows
}

fn is_parted(row: &Area, next: &Area, rules: &[Rule]) -> bool {
    let (upper, lower) = if row.top < next.top { (row, next) } else { (next, row) };
    let ruled = rules.iter().any(|rule| matches!(*rule, Rule::Across { at, .. } if upper.bottom <= at && at <= lower.top));
    ruled || lower.top - upper.bottom >= WHITE * row.height()
}

fn without_digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_numeric() && !c.is_whitespace()).collect()
}

/// `3`, `— 3 —`, `3/12`: digits and marks.
fn is_page_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (1..=DIGITS).contains(&digits)
        && text.chars().all(|c| c.is_ascii_digit() || !c.is_alphanumeric())
        && !text.contains(['.', '%'])
}
