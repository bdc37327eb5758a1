//! Reading order: a page falls into regions, regions into columns and bands, until each is one column of lines or a table.
//!
//! White space decides. A region is cut, in this order of preference, where a rule or a headline begins something new over its
//! whole width; at a gutter that runs through all of it; and around the lines that stand across its gutters.

use super::aligned::{self, Aligned};
use super::grid::Table;
use super::lines::{Line, Piece, in_lines};
use super::page::{Area, Rule};

/// In parts of the usual height of a letter: white space narrower than this is no gutter.
const GUTTER: f32 = 0.8;
/// A line in letters so much larger than the usual ones is a headline.
const HEADLINE: f32 = 1.25;
/// A headline that begins something new has so much more white above it than lines usually have.
const ABOVE: f32 = 1.3;
/// A rule that parts two articles runs over so much of their width.
const OVER: f32 = 0.8;
/// Nothing is cut more often, …
const DEPTH: usize = 64;
/// … and a page of more pieces is a drawing: it is read from top to bottom.
const PIECES: usize = 5000;

/// A part of the page that is read from top to bottom.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    /// The lines of a column that reaches from `left` to `right`.
    Column { left: f32, right: f32, lines: Vec<Line> },
    /// The rows of a table.
    Table(Vec<Vec<String>>),
}

/// What is put in order: a piece of a line, or a table that was found before.
#[derive(Clone, Debug)]
enum Item {
    Piece(Piece),
    Table(Table),
}

impl Item {
    fn area(&self) -> Area {
        match self {
            Self::Piece(piece) => piece.area,
            Self::Table(table) => table.area,
        }
    }

    fn size(&self) -> Option<f32> {
        match self {
            Self::Piece(piece) => Some(piece.size),
            Self::Table(_) => None,
        }
    }
}

/// The blocks of a page in reading order.
pub(super) fn read(pieces: Vec<Piece>, tables: Vec<Table>, rules: &[Rule]) -> Vec<Block> {
    let items: Vec<Item> = pieces.into_iter().map(Item::Piece).chain(tables.into_iter().map(Item::Table)).collect();
    let mut blocks = Vec::new();
    if let Some(area) = Area::around(items.iter().map(Item::area)) {
        let depth = if items.len() > PIECES { 0 } else { DEPTH };
        Region::new(items, area.left, area.right).read(rules, depth, &mut blocks);
    }
    blocks
}

/// A part of a page; its column may be wider than what stands in it.
struct Region {
    /// From top to bottom.
    items: Vec<Item>,
    left: f32,
    right: f32,
    /// The usual height of a letter in it.
    size: f32,
}

impl Region {
    fn new(mut items: Vec<Item>, left: f32, right: f32) -> Self {
        items.sort_by(|a, b| a.area().top.total_cmp(&b.area().top).then(a.area().left.total_cmp(&b.area().left)));
        // Of the characters rather than of the pieces, so that a page of small print has its own.
        let mut sizes: Vec<(f32, usize)> = Vec::new();
        for item in &items {
            if let Item::Piece(piece) = item {
                sizes.push((piece.size, piece.text.chars().count()));
            }
        }
        sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let half = sizes.iter().map(|(_, chars)| chars).sum::<usize>() / 2;
        let mut seen = 0;
        let usual = sizes.iter().find(|(_, chars)| {
            seen += chars;
            seen > half
        });
        Self { items, left, right, size: usual.map_or(10.0, |(size, _)| *size) }
    }

    fn read(self, rules: &[Rule], depth: usize, blocks: &mut Vec<Block>) {
        if depth == 0 || self.items.len() < 2 {
            return self.finish(blocks);
        }
        let (left, right) = (self.left, self.right);
        if let Some(parts) = self.cut_across(rules) {
            parts.into_iter().for_each(|items| Self::new(items, left, right).read(rules, depth - 1, blocks));
        } else if let Some(gutters) = self.gutters() {
            match self.pieces().and_then(|pieces| aligned::read(&pieces, &gutters)) {
                Some(Aligned::Rows(rows)) => blocks.push(Block::Table(rows)),
                Some(Aligned::Lines) => self.finish(blocks),
                None => self.columns(&gutters).into_iter().for_each(|column| column.read(rules, depth - 1, blocks)),
            }
        } else if let Some(bands) = self.bands() {
            bands.into_iter().for_each(|items| Self::new(items, left, right).read(rules, depth - 1, blocks));
        } else {
            self.finish(blocks);
        }
    }

    /// One column: its lines from top to bottom, tables between them.
    fn finish(self, blocks: &mut Vec<Block>) {
        let (left, right) = (self.left, self.right);
        let mut open = Vec::new();
        let close = |open: &mut Vec<Piece>, blocks: &mut Vec<Block>| {
            let lines = in_lines(std::mem::take(open));
            if !lines.is_empty() {
                blocks.push(Block::Column { left, right, lines });
            }
        };
        for item in self.items {
            match item {
                Item::Piece(piece) => open.push(piece),
                Item::Table(table) => {
                    close(&mut open, blocks);
                    blocks.push(Block::Table(table.rows));
                }
            }
        }
        close(&mut open, blocks);
    }

    /// What stands in it when that is nothing but pieces.
    fn pieces(&self) -> Option<Vec<Piece>> {
        self.items.iter().map(|item| if let Item::Piece(piece) = item { Some(piece.clone()) } else { None }).collect()
    }

    fn is_headline(&self, item: &Item) -> bool {
        item.size().is_some_and(|size| size >= HEADLINE * self.size)
    }

    /// The region above and below the first white space over its whole width that parts two things.
    fn cut_across(&self, rules: &[Rule]) -> Option<Vec<Vec<Item>>> {
        let usual = self.usual_gap();
        let mut bottom = self.items[0].area().bottom;
        for (at, item) in self.items.iter().enumerate().skip(1) {
            let (top, gap) = (item.area().top, item.area().top - bottom);
            let ruled = || self.is_ruled(bottom, top, rules) && !self.is_inside_table(at);
            if gap >= 0.0 && (ruled() || self.is_under_headline(at) || self.begins(at, gap, usual)) {
                let (above, below) = self.items.split_at(at);
                return Some(vec![above.to_vec(), below.to_vec()]);
            }
            bottom = bottom.max(item.area().bottom);
        }
        None
    }

    /// True when nothing stands above item `at` but headlines with nothing beside them, which span what is below.
    fn is_under_headline(&self, at: usize) -> bool {
        !self.is_headline(&self.items[at])
            && self.items[..at].iter().all(|item| self.is_headline(item) && self.stands_alone(item))
    }

    fn is_ruled(&self, bottom: f32, top: f32, rules: &[Rule]) -> bool {
        let over = |left: f32, right: f32| right.min(self.right) - left.max(self.left) >= OVER * (self.right - self.left);
        let slack = 0.2 * self.size;
        rules.iter().any(|rule| matches!(*rule, Rule::Across { left, right, at } if over(left, right) && bottom - slack <= at && at <= top + slack))
    }

    /// True when the lines around item `at` stand in common columns: a rule between them belongs to their table.
    fn is_inside_table(&self, at: usize) -> bool {
        let line = |items: &mut dyn Iterator<Item = &Item>| -> Vec<Area> {
            let Some(first) = items.next() else { return Vec::new() };
            let first = first.area();
            std::iter::once(first).chain(items.map(Item::area).take_while(|area| area.beside(&first))).collect()
        };
        let above = line(&mut self.items[..at].iter().rev());
        let below = line(&mut self.items[at..].iter());
        let both = above.len() > 1 && below.len() > 1 && !self.is_headline(&self.items[at]);
        both && gaps(above.into_iter().chain(below), GUTTER * self.size).len() > 2
    }

    /// A headline under enough white space, which is not the first thing of its region.
    fn begins(&self, at: usize, gap: f32, usual: f32) -> bool {
        let item = self.items[at].area();
        let beside = self.items[at..].iter().take_while(|other| other.area().top < item.bottom);
        let headline = beside.filter(|other| other.area().beside(&item)).any(|item| self.is_headline(item));
        let above = self.items[..at].iter().any(|item| !self.is_headline(item));
        headline && above && gap >= ABOVE * usual + 0.3 * self.size
    }

    /// The usual white space between a line and the one below it.
    fn usual_gap(&self) -> f32 {
        let mut found: Vec<f32> = Vec::new();
        for (at, item) in self.items.iter().enumerate() {
            let area = item.area();
            let below = self.items[at + 1..]
                .iter()
                .map(Item::area)
                .find(|next| next.top >= area.bottom - 0.3 * self.size && next.left < area.right && area.left < next.right);
            found.extend(below.map(|below| (below.top - area.bottom).max(0.0)));
        }
        found.sort_by(f32::total_cmp);
        found.get(found.len() / 2).copied().unwrap_or(0.0)
    }

    /// The white stretches that run through the whole region from top to bottom, more than a line on both sides of each.
    fn gutters(&self) -> Option<Vec<f32>> {
        let found = gutters(self.items.iter().map(Item::area), GUTTER * self.size);
        let tall = |left: bool, at: f32| {
            let side = self.items.iter().filter(|item| (item.area().left < at) == left);
            let mut rows = side.clone().map(Item::area);
            let first = rows.next();
            side.clone().any(|item| matches!(item, Item::Table(_)))
                || first.is_some_and(|first| rows.any(|area| !area.beside(&first)))
        };
        let found: Vec<f32> = found.into_iter().filter(|at| tall(true, *at) && tall(false, *at)).collect();
        (!found.is_empty()).then_some(found)
    }

    /// What stands between the gutters, from left to right.
    fn columns(&self, gutters: &[f32]) -> Vec<Self> {
        let mut columns: Vec<Vec<Item>> = vec![Vec::new(); gutters.len() + 1];
        for item in &self.items {
            let area = item.area();
            columns[gutters.partition_point(|at| *at < (area.left + area.right) / 2.0)].push(item.clone());
        }
        let columns = columns.into_iter().filter(|items| !items.is_empty());
        columns
            .map(|items| {
                let area = Area::around(items.iter().map(Item::area));
                let (left, right) = area.map_or((self.left, self.right), |area| (area.left, area.right));
                Self::new(items, left, right)
            })
            .collect()
    }

    /// The region as stretches from top to bottom, those with gutters and those without; none when it is all one.
    fn bands(&self) -> Option<Vec<Vec<Item>>> {
        let mut bands: Vec<Vec<Item>> = Vec::new();
        let (mut plain, mut at) = (Vec::new(), 0);
        while at < self.items.len() {
            let end = self.band_end(at);
            if end > at {
                if !plain.is_empty() {
                    bands.push(std::mem::take(&mut plain));
                }
                bands.push(self.items[at..end].to_vec());
                at = end;
            } else {
                plain.push(self.items[at].clone());
                at += 1;
            }
        }
        if !plain.is_empty() {
            bands.push(plain);
        }
        (bands.len() > 1).then_some(bands)
    }

    /// Where the longest stretch from item `start` on ends that a gutter runs through; `start` when there is none.
    fn band_end(&self, start: usize) -> usize {
        if self.stands_alone(&self.items[start]) {
            return start;
        }
        let least = GUTTER * self.size;
        let mut covered: Vec<(f32, f32)> = Vec::new();
        let mut end = start;
        let mut found = start;
        while let Some(item) = self.items.get(end).filter(|item| !(self.is_headline(item) && self.stands_alone(item))) {
            cover(&mut covered, item.area(), least);
            if covered.len() < 2 && end > start && !self.may_part(start, end) {
                break;
            }
            end += 1;
            if covered.len() > 1 {
                found = end;
            }
        }
        let band = Self::new(self.items[start..found].to_vec(), self.left, self.right);
        if band.gutters().is_some() { found } else { start }
    }

    /// Nothing but the beginning of a band: it may still part into columns.
    fn may_part(&self, start: usize, end: usize) -> bool {
        let first = self.items[start].area();
        self.items[start..=end].iter().all(|item| item.area().beside(&first))
    }

    fn stands_alone(&self, item: &Item) -> bool {
        let area = item.area();
        self.items.iter().filter(|other| other.area().beside(&area)).count() == 1
    }
}

/// Adds a stretch to the covered ones; those that are less than `least` apart become one.
fn cover(covered: &mut Vec<(f32, f32)>, area: Area, least: f32) {
    let (mut left, mut right) = (area.left, area.right);
    covered.retain(|(from, to)| {
        let near = *from < right + least && left < *to + least;
        if near {
            left = left.min(*from);
            right = right.max(*to);
        }
        !near
    });
    covered.push((left, right));
}

/// The covered stretches, from left to right.
fn gaps(areas: impl IntoIterator<Item = Area>, least: f32) -> Vec<(f32, f32)> {
    let mut covered = Vec::new();
    areas.into_iter().for_each(|area| cover(&mut covered, area, least));
    covered.sort_by(|a, b| a.0.total_cmp(&b.0));
    covered
}

/// The middles of the white stretches.
fn gutters(areas: impl IntoIterator<Item = Area>, least: f32) -> Vec<f32> {
    gaps(areas, least).windows(2).map(|pair| (pair[0].1 + pair[1].0) / 2.0).collect()
}
