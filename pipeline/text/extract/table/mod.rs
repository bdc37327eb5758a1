//! Tables: each figure is read as the sentence that its header, its label and its cell make together.
//!
//! So a table is no second pipeline: `营业总收入 | 79.5亿元 | 50.5%` under `1-4月累计 | 同比增长` reads as 营业总收入79.5亿元 and
//! 营业总收入同比增长50.5%. Where the label only narrows a metric that the header, a row above or the caption names, the sentence
//! states that metric and the label becomes its segment.

mod column;
mod grid;
mod label;
mod sentence;
mod words;

use std::ops::Range;

use crate::model::{Block, BlockKind, Candidate, Disposition, Row};
use crate::vocab::{Cue, Vocab};

use super::Reader;
use super::token::tokenise;
use super::view::Topic;
use column::{Column, Role, columns};
use grid::Grid;
use label::{About, Label};
use sentence::Sentence;
use words::{Words, dash};

/// So many blocks above a table at most are its caption and its notes.
const MAX_CAPTION: usize = 4;
/// Behind the metric of a caption stand so many characters at most: 地区生产总值构成情况.
const MAX_BEHIND: usize = 8;

/// Reads a table.
pub(super) fn read(reader: &mut Reader<'_>, block: &Block) {
    let source = &reader.source.text;
    let words = Words { text: source.text(), vocab: reader.vocab };
    let above = above(reader, block, &words);
    for grid in grid::grids(&block.rows, &words) {
        let table = Table::new(&grid, above.clone(), words);
        let mut state = State::default();
        for row in grid.header.iter().chain(grid.body) {
            if std::ptr::eq(row, grid.body.first().unwrap_or(row)) {
                state = State::default();
            }
            if !grid.header.iter().any(|header| std::ptr::eq(header, row)) {
                table.row(reader, row, &mut state);
            }
            note_cells(reader, row);
        }
    }
}

/// What stands above a table: the units that it is in, and what it is named.
#[derive(Clone, Default)]
struct Above<'a> {
    units: Vec<&'a str>,
    captions: Vec<Range<usize>>,
}

/// Reads the short blocks right above a table.
fn above<'a>(reader: &Reader<'_>, block: &Block, words: &Words<'a>) -> Above<'a> {
    let mut above = Above::default();
    let Some(article) = reader.source.articles.get(reader.article as usize) else { return above };
    let here = article.blocks.partition_point(|other| other.start < block.start);
    for other in article.blocks[..here].iter().rev().take(MAX_CAPTION) {
        let range = other.range();
        let units = noted_units(range.clone(), words);
        match other.kind {
            _ if !units.is_empty() => above.units = units,
            BlockKind::Heading | BlockKind::Title => {
                above.captions.push(range);
                break;
            }
            BlockKind::Table | BlockKind::ListItem => break,
            _ => {}
        }
    }
    above
}

/// The units that a note names: 单位:亿元、%.
fn noted_units<'a>(range: Range<usize>, words: &Words<'a>) -> Vec<&'a str> {
    let text = words.text(range.clone());
    let tokens = tokenise(text, words.vocab);
    let ends = |token: &super::token::Token<'_>| token.cue(Cue::UnitHead) && text[token.range.end..].starts_with([':', ' ']);
    let Some(head) = tokens.tokens.iter().find(|token| ends(token)) else { return Vec::new() };
    words.units(text[head.range.end..].trim_start_matches([':', ' ']).trim_end_matches(')'))
}

/// What the rows above leave for those below.
#[derive(Default)]
struct State {
    /// The last row that named a metric: its words, and the depth of its ordinal.
    anchor: Option<(Range<usize>, Option<u8>)>,
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
}

/// Where the metric of a figure is named.
enum Source {
    /// In the row's own label.
    Label,
    /// Elsewhere: in the header, in a row above, in the caption. The label narrows it.
    Words(Range<usize>),
}

impl<'a, 'g> Table<'a, 'g> {
    fn new(grid: &'g Grid<'g>, mut above: Above<'a>, words: Words<'a>) -> Self {
        above.captions.splice(0..0, grid.caption.clone());
        let caption = above.captions.iter().find_map(|range| caption_metric(range.clone(), &words));
        let columns = columns(grid, &words);
        let numbered = |row: &Row| row.cells.first().is_some_and(|cell| label::read(cell.range(), None, &words).depth.is_some());
        let numbered = grid.body.iter().any(numbered);
        Self { words, grid, columns, above, caption, numbered }
    }

    /// True when the table is one of firms, projects, people.
    fn of_entities(&self, label: usize) -> bool {
        let heads = self.columns.iter().take(label + 1).filter_map(|column| column.heads.last());
        heads.into_iter().any(|head| self.words.listed(head.clone(), "entity_heads"))
    }

    /// Reads a row.
    fn row(&self, reader: &mut Reader<'_>, row: &Row, state: &mut State) {
        let words = &self.words;
        let cells: Vec<Range<usize>> = row.cells.iter().map(|cell| cell.range()).collect();
        let aside = |index: usize| self.columns.get(index).is_some_and(|column| column.units || column.notes);
        let empty = |index: usize| cells[index].is_empty() || dash(words.text(cells[index].clone()));
        let figure = |index: &usize| !aside(*index) && words.has_figure(cells[*index].clone());
        let first = (1..cells.len()).find(figure).unwrap_or_else(|| self.grid.labels.min(cells.len()));
        let is_label = |index: &usize| {
            !empty(*index)
                && !aside(*index)
                && !words.has_figure(cells[*index].clone())
                && words.unit(words.text(cells[*index].clone())).is_none()
        };
        let Some(at) = (0..first).rev().find(is_label).or((!cells.is_empty()).then_some(0)) else { return };
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
        for index in 0..at {
            if is_label(&index) {
                state.merged[index] = Some(cells[index].clone());
            }
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
        if !self.of_entities(at) {
            for index in at + 1..cells.len() {
                if !empty(index) && !aside(index) {
                    self.cell(reader, &line, index, dimension, state);
                }
            }
        }
        if !matches!(label.about, About::Time | About::Subject) && words.metric(label.range.clone(), dimension).is_some() {
            let part = label.part || self.numbered && label.depth.is_none();
            if !part || state.anchor.is_none() {
                state.anchor = Some((label.range.clone(), label.depth));
            }
        }
    }

    /// The notes that hold for a row: of its own columns of notes, and those that stand.
    fn notes(&self, cells: &[Range<usize>], state: &State) -> Vec<Range<usize>> {
        let own = self.columns.iter().position(|column| column.notes).and_then(|index| cells.get(index)).cloned();
        own.into_iter().filter(|range| !range.is_empty()).chain(state.standing.iter().map(|(_, range)| range.clone())).collect()
    }

    /// What the levels of a row measure, where a unit tells.
    fn dimension(&self, line: &Line<'_, 'a>) -> Option<&'a str> {
        let words = &self.words;
        let known =
            |unit: &'a str| words.units(unit).first().and_then(|unit| words.unit(unit)).map(|unit| unit.dimension.as_str());
        let levels = || self.columns.iter().enumerate().filter(|(index, column)| *index > line.at && column.role == Role::Level);
        let printed = || {
            let cells = (line.at + 1..line.cells.len())
                .filter(|index| self.columns.get(*index).is_none_or(|column| column.role == Role::Level));
            cells.map(|index| words.tokens(line.cells[index].clone())).find_map(|tokens| {
                let name = tokens.quantities.first().map(|quantity| quantity.unit).filter(|unit| !unit.is_empty())?;
                Some(words.vocab.units.dimension(&name))
            })
        };
        let listed = || {
            let mut dimensions = self.above.units.iter().filter_map(|unit| known(unit)).filter(|dimension| *dimension != "ratio");
            let first = dimensions.next()?;
            dimensions.all(|other| other == first).then_some(first)
        };
        let found = line.unit.and_then(known);
        let found = found.or_else(|| words.bracket(line.label.range.clone()).and_then(known));
        let found = found.or_else(printed).or_else(|| levels().find_map(|(_, column)| column.unit).and_then(known));
        found.or_else(listed).filter(|dimension| *dimension != "ratio")
    }

    /// Reads one cell.
    fn cell(&self, reader: &mut Reader<'_>, line: &Line<'_, 'a>, index: usize, row_dimension: Option<&str>, state: &State) {
        let words = &self.words;
        let column = self.columns.get(index);
        let role = column.map_or(Role::Level, |column| column.role);
        if role == Role::Aside {
            return;
        }
        let cell = line.cells[index].clone();
        let own = words.tokens(cell.clone()).quantities.first().map(|quantity| quantity.dimension).filter(|own| !own.is_empty());
        let column_unit = column.and_then(|column| column.unit);
        let dimension = match role {
            Role::Level | Role::Target => own
                .as_deref()
                .or_else(|| column_unit.and_then(|unit| words.unit(unit)).map(|unit| unit.dimension.as_str()))
                .or(row_dimension),
            _ => row_dimension,
        };
        let dimension = dimension.filter(|dimension| !["ratio", "points", "rank", "times"].contains(dimension));
        let Some(source) = self.source(line, column, dimension, state) else { return };
        let metric = match &source {
            Source::Label => {
                words.metric(line.label.range.clone(), dimension).or_else(|| words.metric(line.label.range.clone(), None))
            }
            Source::Words(range) => words.metric(range.clone(), dimension),
        };
        let unit = self.unit(line, column, role, metric);
        let mut sentence = Sentence::default();
        line.notes.iter().for_each(|note| sentence.note(note.clone()));
        let level = matches!(role, Role::Level | Role::Target);
        let heads = column.map(|column| column.heads.as_slice()).unwrap_or_default();
        let measures: Vec<&Range<usize>> = heads.iter().filter(|head| !level && words.names_measure((*head).clone())).collect();
        for head in heads.iter().filter(|head| !measures.contains(head)) {
            sentence.frame(words, head.clone());
        }
        for group in &line.groups {
            sentence.frame(words, group.clone());
        }
        if role == Role::Target {
            sentence.word(words.vocab.label("table_target"), cell.start);
        }
        let segment = match &source {
            Source::Label => {
                sentence.part(line.label.range.clone());
                None
            }
            Source::Words(range) => {
                if matches!(line.label.about, About::Subject | About::Time) {
                    sentence.part(line.label.range.clone());
                }
                sentence.part(words.without_unit(range.clone()));
                let measure = self.measures(line.label);
                if measure {
                    sentence.part(line.label.range.clone());
                }
                let segment = matches!(line.label.about, About::Segment { .. }) && !measure;
                segment.then(|| words.text(words.without_unit(line.label.range.clone())))
            }
        };
        let says_itself = matches!(&source, Source::Words(range) if measures.contains(&range));
        for head in measures.into_iter().filter(|_| !says_itself) {
            let range = words.without_unit(head.clone());
            if role == Role::Rate
                && words.has(range.clone(), &[Cue::Up, Cue::Rate])
                && words.has(range.clone(), &[Cue::Down, Cue::FallRate])
            {
                sentence.word(words.vocab.label("table_rate"), head.start);
            } else {
                sentence.part(range);
            }
        }
        sentence.value(cell, unit);
        let before = reader.candidates.len();
        reader.topic = Topic::default();
        sentence.read(reader, &line.shown);
        let whole = matches!(source, Source::Words(_));
        for candidate in &mut reader.candidates[before..] {
            self.settle(candidate, line, segment, whole.then_some(&source), reader.vocab);
        }
    }

    /// Gives a candidate what the table says and its sentence could not.
    fn settle(
        &self,
        candidate: &mut Candidate,
        line: &Line<'_, 'a>,
        segment: Option<&str>,
        source: Option<&Source>,
        vocab: &Vocab,
    ) {
        if let Some(segment) = segment {
            candidate.segment = segment.trim().to_owned();
            let compound = vocab.metric_by_id(&candidate.metric_id).and_then(|metric| vocab.compound(&candidate.segment, metric));
            if let Some((metric, rest)) = compound {
                candidate.metric_id.clone_from(&vocab.metric(metric).metric_id);
                candidate.segment = rest;
            }
        }
        if line.label.about == About::Area {
            candidate.subarea = self.words.text(line.label.range.clone()).to_owned();
        }
        // The whole of a column of shares is what the table is of.
        if let (crate::model::Measure::Share, true, Some(Source::Words(range))) =
            (candidate.measure, candidate.scope.is_empty(), source)
        {
            candidate.scope = self.words.text(self.words.without_unit(range.clone())).to_owned();
        }
    }

    /// Where the metric of a cell is named.
    fn source(&self, line: &Line<'_, 'a>, column: Option<&Column<'a>>, dimension: Option<&str>, state: &State) -> Option<Source> {
        let words = &self.words;
        let label = line.label;
        let names = |range: &Range<usize>| words.metric(range.clone(), dimension).is_some();
        let segment = matches!(label.about, About::Segment { .. });
        if segment && names(&label.range) {
            return Some(Source::Label);
        }
        if let Some(metric) = column.and_then(|column| column.metric.clone()).filter(names) {
            return Some(Source::Words(metric));
        }
        if let Some(group) = line.groups.iter().rev().find(|range| names(range)) {
            return Some(Source::Words((*group).clone()));
        }
        let deeper = |anchor: Option<u8>| label.depth.is_some_and(|depth| anchor.is_some_and(|anchor| depth > anchor));
        let anchor = state.anchor.as_ref().filter(|(range, _)| names(range));
        if let Some((range, depth)) = anchor
            && segment
            && (label.part || deeper(*depth) || self.numbered && label.depth.is_none())
        {
            return Some(Source::Words(range.clone()));
        }
        if let Some(caption) = self.caption.as_ref().filter(|range| names(range)) {
            return Some(Source::Words(caption.clone()));
        }
        // 增速 | 36.3% below 固定资产投资 | 73.9亿元.
        if let Some((range, _)) = anchor
            && (label.about == (About::Segment { known: true }) || self.measures(label))
        {
            return Some(Source::Words(range.clone()));
        }
        segment.then_some(Source::Label)
    }

    /// True for a label that says what is measured, but not of what: 增速.
    fn measures(&self, label: &Label) -> bool {
        self.words.names_measure(label.range.clone()) && self.words.metric(label.range.clone(), None).is_none()
    }

    /// The unit of a bare number in a cell.
    fn unit(&self, line: &Line<'_, 'a>, column: Option<&Column<'a>>, role: Role, metric: Option<u16>) -> Option<&'a str> {
        let words = &self.words;
        let vocab = words.vocab;
        let column_unit = column.and_then(|column| column.unit);
        match role {
            Role::Rank => return Some(vocab.label("unit_rank")),
            Role::Rate | Role::Part => {
                let points = column_unit.filter(|unit| words.unit(unit).is_some_and(|unit| unit.dimension == "points"));
                return Some(points.unwrap_or(vocab.label("unit_percent")));
            }
            Role::Level | Role::Target | Role::Aside => {}
        }
        let label = line.label.range.clone();
        let stated = column_unit.or_else(|| line.unit.and_then(|unit| words.units(unit).first().copied()));
        let stated = stated.or_else(|| words.bracket(label.clone()));
        let rate = || words.names_measure(label.clone()).then(|| vocab.label("unit_percent"));
        if stated.is_some() || metric.is_none() {
            return stated.or_else(rate);
        }
        let metric = vocab.metric(metric?);
        let wants = vocab.units.dimension(&metric.unit);
        let listed = |test: &dyn Fn(&crate::vocab::UnitSpelling) -> bool| {
            self.above.units.iter().copied().find(|unit| words.unit(unit).is_some_and(test))
        };
        let listed = listed(&|unit| unit.unit == metric.unit).or_else(|| listed(&|unit| unit.dimension == wants));
        rate().or(listed).or_else(|| match metric.unit.as_str() {
            "count" => Some(vocab.label("unit_count")),
            "person" => Some(vocab.label("unit_person")),
            "percent" => Some(vocab.label("unit_percent")),
            "rank" => Some(vocab.label("unit_rank")),
            _ => None,
        })
    }
}

/// A row as it is read.
struct Line<'r, 'a> {
    shown: String,
    cells: &'r [Range<usize>],
    label: &'r Label,
    /// The column of the label.
    at: usize,
    /// The labels to the left of it.
    groups: Vec<Range<usize>>,
    notes: Vec<Range<usize>>,
    /// What stands in the column of units.
    unit: Option<&'a str>,
}

/// The words of a caption that name one metric that all of the table is about.
fn caption_metric(range: Range<usize>, words: &Words<'_>) -> Option<Range<usize>> {
    let tokens = words.tokens(range.clone());
    let last = tokens.tokens.iter().rev().find(|token| token.is_metric())?;
    let behind = &tokens.text[last.range.end..];
    let general = words.vocab.label("label_heads").split('|').any(|head| behind.contains(head));
    (!general && behind.chars().count() <= MAX_BEHIND).then(|| range.start + last.range.start..range.start + last.range.end)
}

/// Enters the numbers of cells that no figure came from.
fn note_cells(reader: &mut Reader<'_>, row: &Row) {
    for cell in &row.cells {
        let text = reader.source.text.slice(cell.range());
        let tokens = tokenise(text.text(), reader.vocab);
        reader.note_all(&tokens, text, Disposition::Date);
        for quantity in &tokens.quantities {
            let fate = if quantity.dimension.is_empty() { Disposition::Label } else { Disposition::NoMetric };
            reader.ledger.note(text.span(quantity.range.clone()), Some(quantity.number), fate);
        }
    }
}
