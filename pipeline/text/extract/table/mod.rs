//! Tables: each figure is read as the sentence that its header, its label and its cell make together.
//!
//! So a table is no second pipeline: `营业总收入 | 79.5亿元 | 50.5%` under `1-4月累计 | 同比增长` reads as 营业总收入79.5亿元 and
//! 营业总收入同比增长50.5%. Where the label only narrows a metric that the header, a row above or the caption names, the sentence
//! states that metric and the label becomes its segment.

mod above;
mod cell;
mod column;
mod grid;
mod label;
mod sentence;
mod words;

use std::ops::Range;

use crate::model::{Block, Cell, Disposition, Row};
use crate::vocab::{Cue, Sense};

use super::token::tokenise;
use super::view::industry;
use super::{Reader, context};
use above::{Above, TablePeriod, caption_metric};
use cell::Line;
use column::{Column, Content, columns};
use grid::Grid;
use label::About;
use sentence::Sentence;
use words::{Known, Words, dash};

/// So many zones in its rows make a table one of zones.
const SEVERAL: usize = 2;

/// Reads a table.
pub(super) fn read(reader: &mut Reader<'_>, block: &Block) {
    let source = &reader.source.text;
    let known = Known::default();
    let words = Words { text: source.text(), vocab: reader.vocab, known: &known };
    let above = Above::of(reader, block, &words);
    let industry = above.captions.iter().find_map(|range| industry::captioned(&words.tokens(range.clone()), reader.vocab));
    reader.frame.table(industry);
    for grid in grid::grids(&block.rows, &words) {
        let table = Table::new(&grid, above.clone(), reader, words);
        let mut state = State::default();
        grid.header.iter().for_each(|row| note_cells(reader, row, &words));
        for row in grid.body {
            table.row(reader, row, &mut state);
            note_cells(reader, row, &words);
        }
    }
}

/// What the rows above leave for those below.
#[derive(Default)]
struct State {
    /// The last row that named a metric: its words, and the depth of its ordinal.
    anchor: Option<(Range<usize>, Option<u8>)>,
    /// A row below it said that it is a part of it, and so are those that follow: 其中.
    parts: bool,
    /// Notes that hold for what follows: 年份 | 2021.
    standing: Vec<(String, Range<usize>)>,
    /// The labels of merged cells on the left, by column.
    merged: Vec<Option<Range<usize>>>,
}

/// One grid with what is known of its columns.
struct Table<'a, 'g> {
    words: Words<'a>,
    grid: &'g Grid<'g>,
    columns: Vec<Column<'a>>,
    above: Above<'a>,
    /// The metric that the caption names: its words.
    caption: Option<Range<usize>>,
    /// Some rows bear ordinals, so that those without are parts.
    numbered: bool,
    /// Its first column holds the positions of the zones in its second.
    ranked: bool,
    /// Its rows are of all zones of a province, as its title says: the whole is of all of them.
    one_province: bool,
    /// Its rows are of several zones, and nothing names the zone or the place that holds them all: the whole is of none.
    open_rows: bool,
    /// The same of its columns.
    open_columns: bool,
    /// What the table is of, for columns of the year before.
    period: TablePeriod,
}

impl<'a, 'g> Table<'a, 'g> {
    fn new(grid: &'g Grid<'g>, mut above: Above<'a>, reader: &Reader<'_>, words: Words<'a>) -> Self {
        above.captions.splice(0..0, grid.caption.clone());
        above.note(grid.header, &words);
        let caption = above.captions.iter().find_map(|range| caption_metric(range.clone(), &words));
        let columns = columns(grid, &words);
        let figures = |row: &Row| row.cells.iter().skip(1).any(|cell| words.has_figure(cell.range()));
        let ordinal = |row: &Row| row.cells.first().is_some_and(|cell| label::read(cell.range(), None, &words).depth.is_some());
        let numbered = |row: &Row| ordinal(row) && figures(row);
        let numbered = grid.body.iter().any(numbered);
        let period = TablePeriod::of(&columns, reader, &words);
        let of_zone = |row: &Row| {
            let head = columns.get(1).and_then(|column| column.heads.last());
            row.cells.get(1).is_some_and(|cell| label::read(cell.range(), head, &words).about == About::Subject)
        };
        let ranks = columns.first().is_some_and(|column| column.content == Content::Rank);
        let ranked = ranks && grid.body.first().is_some_and(|row| words.has_figure(row.cells[0].range()) && of_zone(row));
        let named = |meaning: &str| ["place:", "zone:"].iter().any(|kind| meaning.starts_with(kind));
        let open = !reader.frame.subjects().any(|evidence| named(&evidence.meaning));
        let zones = zones_of_rows(grid, &words);
        let several = zones.len() >= SEVERAL;
        let title = reader.source.articles.get(reader.article as usize).and_then(|article| article.title.as_deref());
        let titles = above.captions.iter().map(|range| words.text(range.clone())).chain(title);
        let all = || titles.into_iter().any(|title| names_all(title, &words));
        let one_province = several && zones.iter().all(|zone| zone.get(..2) == zones[0].get(..2)) && all();
        let open_rows = !one_province && (several || open) && rows_of_zones(grid, &words);
        let open_columns = open && columns.iter().skip(grid.labels).any(|column| column.of_zone);
        Self { words, grid, columns, above, caption, numbered, ranked, period, one_province, open_rows, open_columns }
    }

    /// True when the table is one of firms, projects, people.
    fn of_entities(&self, label: usize) -> bool {
        let heads = self.columns.iter().take(label + 1).filter_map(|column| column.heads.last());
        heads.into_iter().any(|head| self.words.listed(head.clone(), "entity_heads"))
    }

    /// True for a column of the whole beside others of zones.
    fn is_open_total(&self, column: &Column<'a>) -> bool {
        let whole = |head: &Range<usize>| self.words.listed(head.clone(), "whole_rows");
        self.open_columns && !column.of_zone && column.heads.iter().any(whole)
    }

    /// Reads a row.
    fn row(&self, reader: &mut Reader<'_>, row: &Row, state: &mut State) {
        let words = &self.words;
        let cells: Vec<Range<usize>> = row.cells.iter().map(|cell| cell.range()).collect();
        let aside = |index: usize| self.columns.get(index).is_some_and(|column| column.units || column.notes || column.ordinals);
        let empty = |index: usize| cells[index].is_empty() || dash(words.text(cells[index].clone()));
        let figure = |index: &usize| !aside(*index) && words.has_figure(cells[*index].clone());
        let first = (1..cells.len()).find(figure).unwrap_or_else(|| self.grid.labels.min(cells.len()));
        let is_label = |index: &usize| {
            !empty(*index)
                && !aside(*index)
                && !words.has_figure(cells[*index].clone())
                && words.unit(words.text(cells[*index].clone())).is_none()
        };
        let at = if self.ranked && cells.len() > 1 { Some(1) } else { (0..first).rev().find(is_label) };
        let Some(at) = at.or((!cells.is_empty()).then_some(0)) else { return };
        if self.grid.header.is_empty() && self.cards(&cells) {
            cells.iter().for_each(|cell| Sentence::of(cell).read(reader, words.text(cell.clone())));
            return;
        }
        let heads = self.columns.get(at).map(|column| &column.heads);
        let label = label::read(cells[at].clone(), heads.and_then(|heads| heads.last()), words);
        // A label and its note hold for the rows that follow: 年份 | 2021.
        if self.grid.header.is_empty() && cells.len() == 2 && words.whole(label.range.clone(), Cue::NoteHead) {
            let name = words.text(label.range.clone()).trim().to_owned();
            state.standing.retain(|(other, _)| *other != name);
            state.standing.push((name, cells[1].clone()));
            return;
        }
        state.merged.resize(cells.len().max(state.merged.len()), None);
        for (index, merged) in state.merged.iter_mut().enumerate().take(at).filter(|(index, _)| is_label(index)) {
            *merged = Some(cells[index].clone());
        }
        if words.has_figure(label.range.clone()) {
            Sentence::of(&label.range).read(reader, words.text(label.range.clone()));
        }
        let line = Line {
            shown: cells.iter().map(|cell| words.text(cell.clone())).collect::<Vec<_>>().join(" | "),
            groups: state.merged[..at].iter().flatten().cloned().collect(),
            notes: self.notes(&cells, state),
            unit: self
                .columns
                .iter()
                .position(|column| column.units)
                .and_then(|index| cells.get(index))
                .map(|cell| words.text(cell.clone())),
            cells: &cells,
            label: &label,
            at,
        };
        let dimension = self.dimension(&line);
        let open_total = self.open_rows && label.about == About::Whole;
        if !self.of_entities(at) && !open_total {
            let position = (self.ranked && figure(&0)).then_some(0);
            for index in position.into_iter().chain(at + 1..cells.len()) {
                if !empty(index) && !aside(index) {
                    self.cell(reader, &line, index, dimension, state);
                }
            }
        }
        // What heads a part of the table ends what stood above it.
        if label.depth.is_some() && !(at + 1..cells.len()).any(|index| figure(&index)) {
            state.anchor = None;
        }
        if !matches!(label.about, About::Time | About::Subject) && words.metric(label.range.clone(), dimension).is_some() {
            let part = label.part || self.numbered && label.depth.is_none();
            if !part || state.anchor.is_none() {
                state.anchor = Some((label.range.clone(), label.depth));
                state.parts = false;
            }
        }
        state.parts |= label.part;
    }

    /// 瞪羚企业 12家 | 国家级创新平台 11个、省级 63个: true for a row of cells that each name what they state.
    fn cards(&self, cells: &[Range<usize>]) -> bool {
        let states = |cell: &Range<usize>| {
            let tokens = self.words.tokens(cell.clone());
            let figure = tokens.tokens.iter().position(|token| tokens.is_figure(token));
            figure.is_some_and(|figure| tokens.tokens[..figure].iter().any(|token| token.is_metric()))
        };
        cells.len() > 1 && cells.iter().all(states)
    }

    /// The notes that hold for a row: of its own columns of notes, and those that stand.
    fn notes(&self, cells: &[Range<usize>], state: &State) -> Vec<Range<usize>> {
        let own = self.columns.iter().position(|column| column.notes).and_then(|index| cells.get(index)).cloned();
        own.into_iter().filter(|range| !range.is_empty()).chain(state.standing.iter().map(|(_, range)| range.clone())).collect()
    }
}

/// True for a title that names all zones of a province: 陕西省国家高新区主要指标, 全省高新区主要指标.
fn names_all(title: &str, words: &Words<'_>) -> bool {
    let tokens = tokenise(title, words.vocab);
    let zones = |index: usize| {
        let meaning = context::meaning(&tokens, index, words.vocab);
        meaning.is_some_and(|meaning| context::several(&meaning) || meaning.starts_with("zones:"))
    };
    (0..tokens.tokens.len()).any(zones)
}

/// The codes of the zones that label its rows.
fn zones_of_rows<'v>(grid: &Grid<'_>, words: &Words<'v>) -> Vec<&'v str> {
    let zones = &words.vocab.dimensions().zones;
    let named = |cell: &Cell| {
        let tokens = words.tokens(cell.range());
        tokens.tokens.iter().flat_map(|token| token.senses()).find_map(|sense| match sense {
            Sense::Zone(zone) => Some(zones[usize::from(*zone)].adcode.as_str()),
            _ => None,
        })
    };
    grid.body.iter().filter_map(|row| row.cells.iter().take(grid.labels).find_map(named)).collect()
}

/// True when labels of its rows name zones or places.
fn rows_of_zones(grid: &Grid<'_>, words: &Words<'_>) -> bool {
    let zone = |(index, cell): (usize, &Cell)| {
        let head = grid.heads.get(index).and_then(|heads| heads.last());
        label::read(cell.range(), head, words).about == About::Subject
    };
    grid.body.iter().any(|row| row.cells.iter().enumerate().take(grid.labels).any(zone))
}

/// Enters the numbers of cells that no figure came from.
fn note_cells(reader: &mut Reader<'_>, row: &Row, words: &Words<'_>) {
    for cell in &row.cells {
        let text = reader.source.text.slice(cell.range());
        let tokens = words.tokens(cell.range());
        reader.note_all(&tokens, text, Disposition::Date);
        for quantity in &tokens.quantities {
            let fate = if quantity.dimension.is_empty() { Disposition::Label } else { Disposition::NoMetric };
            reader.ledger.note(text.span(quantity.range.clone()), Some(quantity.number), fate);
        }
    }
}
