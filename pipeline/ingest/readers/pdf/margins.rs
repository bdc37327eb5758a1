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
        if number || repeated(row) && !states_figure(&row.text) {
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

/// A part of a hundred, or one decimal point: no head or foot has these, a date has more points.
fn states_figure(text: &str) -> bool {
    let points = text.as_bytes().windows(3).filter(|w| w[0].is_ascii_digit() && w[1] == b'.' && w[2].is_ascii_digit()).count();
    points == 1 || text.contains(['%', '％'])
}

/// `3`, `— 3 —`, `3/12`: digits and marks.
fn is_page_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (1..=DIGITS).contains(&digits)
        && text.chars().all(|c| c.is_ascii_digit() || !c.is_alphanumeric())
        && !text.contains(['.', '%'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, left: f32, top: f32) -> Piece {
        let area = Area { left, top, right: left + 10.0 * text.chars().count() as f32, bottom: top + 10.0 };
        Piece { area, size: 10.0, text: text.to_owned() }
    }

    /// What is left of pages of 500 points, and the heads.
    fn taken(mut pieces: Vec<Vec<Piece>>) -> (Vec<Vec<String>>, Vec<String>) {
        let pages = vec![Page { height: 500.0, ..Page::default() }; pieces.len()];
        let heads = take(&pages, &mut pieces);
        (pieces.into_iter().map(|page| page.into_iter().map(|piece| piece.text).collect()).collect(), heads)
    }

    #[test]
    fn heads_and_page_numbers_go() {
        let page = |number: usize, text: &str| {
            let head = piece(&format!("某报 2021年11月{number}日"), 20.0, 20.0);
            vec![head, piece(text, 20.0, 100.0), piece(&format!("— {number} —"), 200.0, 480.0)]
        };
        let (left, heads) = taken(vec![page(2, "甲"), page(3, "乙")]);
        assert_eq!((left, heads), (vec![vec!["甲".to_owned()], vec!["乙".to_owned()]], vec!["某报 2021年11月2日".to_owned()]));
    }

    #[test]
    fn what_stands_close_to_the_text_stays() {
        let page = |text: &str| vec![piece("指标 数值", 20.0, 40.0), piece(text, 20.0, 54.0), piece("产值12.5", 20.0, 480.0)];
        let (left, heads) = taken(vec![page("甲"), page("乙")]);
        assert_eq!((left[1].len(), heads.len()), (3, 0));
        let (left, _) = taken(vec![vec![piece("甲", 20.0, 100.0), piece("12.5", 20.0, 480.0)]]);
        assert_eq!(left[0].len(), 2);
    }
}
