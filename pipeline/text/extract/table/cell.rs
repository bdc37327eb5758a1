//! One figure of a table: where its metric is named, in which unit it is, and the sentence that says so.

use std::ops::Range;

use super::super::Reader;
use super::super::view::Topic;
use super::column::{Column, Content};
use super::label::{About, Label};
use super::sentence::Sentence;
use super::{State, Table};
use crate::model::{Candidate, Decimal, Measure, Status};
use crate::vocab::{Cue, Narrower, Sense, UnitSpelling, Vocab};

/// A row as it is read.
pub(super) struct Line<'r, 'a> {
    pub(super) shown: String,
    pub(super) cells: &'r [Range<usize>],
    pub(super) label: &'r Label,
    /// The column of the label.
    pub(super) at: usize,
    /// The labels to the left of it.
    pub(super) groups: Vec<Range<usize>>,
    pub(super) notes: Vec<Range<usize>>,
    /// What stands in the column of units.
    pub(super) unit: Option<&'a str>,
}

/// Where the metric of a figure is named.
enum Source {
    /// In the row's own label.
    Label,
    /// In the label and the header together.
    Joined(Range<usize>),
    /// Elsewhere: in the header, in a row above, in the caption. The label narrows it.
    Words(Range<usize>),
}

impl<'a> Table<'a, '_> {
    /// What the levels of a row measure, where a unit tells.
    pub(super) fn dimension(&self, line: &Line<'_, 'a>) -> Option<&'a str> {
        let words = &self.words;
        let known =
            |unit: &'a str| words.units(unit).first().and_then(|unit| words.unit(unit)).map(|unit| unit.dimension.as_str());
        let levels =
            || self.columns.iter().enumerate().filter(|(index, column)| *index > line.at && column.content == Content::Level);
        let printed = || {
            let cells = (line.at + 1..line.cells.len())
                .filter(|index| self.columns.get(*index).is_none_or(|column| column.content == Content::Level));
            cells.map(|index| words.tokens(line.cells[index].clone())).find_map(|tokens| {
                let name = tokens.quantities.first().map(|quantity| quantity.unit).filter(|unit| !unit.is_empty())?;
                Some(words.vocab.units.dimension(name))
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
        // A table of nothing but rates is of what its caption names.
        let named = || {
            let metric = self.caption.clone().and_then(|range| words.metric(range, None))?;
            Some(words.vocab.measures(metric))
        };
        found.or_else(listed).or_else(named).filter(|dimension| *dimension != "ratio")
    }

    /// Reads one cell.
    pub(super) fn cell(
        &self,
        reader: &mut Reader<'_>,
        line: &Line<'_, 'a>,
        index: usize,
        row_dimension: Option<&str>,
        state: &State,
    ) {
        let words = &self.words;
        let column = self.columns.get(index);
        let content = column.map_or(Content::Level, |column| column.content);
        if content == Content::Aside || column.is_some_and(|column| self.is_open_total(column)) {
            return;
        }
        let cell = line.cells[index].clone();
        let own = words.tokens(cell.clone()).quantities.first().map(|quantity| quantity.dimension).filter(|own| !own.is_empty());
        let column_unit = column.and_then(|column| column.unit);
        let dimension = match content {
            Content::Level | Content::Target => own
                .or_else(|| column_unit.and_then(|unit| words.unit(unit)).map(|unit| unit.dimension.as_str()))
                .or(row_dimension),
            _ => row_dimension,
        };
        let dimension = dimension.filter(|dimension| !["ratio", "points", "rank", "times"].contains(dimension));
        // A unit of the table as a whole is none of a column that names a metric of another kind: 高新技术企业 below 单位:亿元.
        let stated =
            own.is_some() || column_unit.is_some() || line.unit.is_some() || words.bracket(line.label.range.clone()).is_some();
        let fits = |dimension: &&str| {
            let metric = column.and_then(|column| column.metric.clone()).filter(|_| content == Content::Level);
            stated || metric.is_none_or(|range| words.metric(range, Some(*dimension)).is_some())
        };
        let dimension = dimension.filter(fits);
        let Some(source) = self.source(line, column, dimension, state) else { return };
        let metric = match &source {
            Source::Label => {
                words.metric(line.label.range.clone(), dimension).or_else(|| words.metric(line.label.range.clone(), None))
            }
            Source::Joined(head) => words.joined(line.label.range.clone(), head.clone(), dimension),
            Source::Words(range) => words.metric(range.clone(), dimension),
        };
        // The whole is all of itself.
        let hundred =
            words.tokens(cell.clone()).quantities.first().is_some_and(|quantity| quantity.number == Decimal::ONE_HUNDRED);
        let whole = line.label.about == About::Whole || matches!(source, Source::Label);
        if content == Content::Part && hundred && whole && self.shares(column) {
            return;
        }
        // 〔5.8〕 among rates: what it adds up to over the years, of a percentage in points; of what else, no rate.
        let summed = content == Content::Rate && words.text(cell.clone()).starts_with(['〔', '[', '【']);
        if summed
            && metric.is_none_or(|metric| words.vocab.measures(metric) != "ratio")
            && !words.names_measure(line.label.range.clone())
        {
            return;
        }
        let unit =
            if summed { Some(words.vocab.label("unit_points")) } else { self.unit(line, column, content, &source, metric) };
        let month = column.is_some_and(|column| column.month).then_some(self.period.month);
        if month == Some(None) {
            return;
        }
        let mut sentence = Sentence::default();
        line.notes.iter().for_each(|note| sentence.note(note.clone()));
        let level = matches!(content, Content::Level | Content::Target);
        let heads = column.map(|column| column.heads.as_slice()).unwrap_or_default();
        let measures: Vec<&Range<usize>> = heads.iter().filter(|head| !level && words.names_measure((*head).clone())).collect();
        for head in heads.iter().filter(|head| !measures.contains(head)) {
            sentence.frame(words, head.clone(), &self.period);
        }
        // 高新区增速 | 全市增速: whose rate it is; what a part is of or a rank is in is no subject.
        for head in measures.iter().filter(|_| content == Content::Rate) {
            let first =
                words.tokens((*head).clone()).tokens.first().filter(|token| token.is_subject()).map(|token| token.range.clone());
            if let Some(of) = first.filter(|of| of.start == 0) {
                sentence.part(head.start..head.start + of.end);
            }
        }
        for said in column.and_then(|column| column.dated.as_ref()).into_iter().chain(&line.groups) {
            sentence.frame(words, said.clone(), &self.period);
        }
        // 2020年 | 2025年 | 年均增长: over the years between.
        if let Some((first, last, head)) = column.and_then(|column| column.span.as_ref()) {
            sentence.word_for(format!("{}-{last}{}", first + 1, words.vocab.label("year")), head.clone());
        }
        if let Some(month) = month.flatten() {
            sentence.word(format!("{month}{}", words.vocab.label("month")), cell.start);
        } else if let Some(so_far) = &self.period.so_far {
            sentence.word(so_far.clone(), cell.start);
        }
        if content == Content::Target {
            // The aim of the year that the table is of, not of one to come.
            let dated = heads.iter().any(|head| words.tokens(head.clone()).times.iter().any(|time| time.meaning.year.is_some()));
            if let Some(year) = self.period.year.filter(|_| !dated) {
                sentence.word(format!("{year}{}", words.vocab.label("year")), cell.start);
            }
        }
        let segment = match &source {
            Source::Label => {
                let label = words.without_unit(line.label.range.clone());
                // 社会消费品零售总额(限上): what stands in brackets says it as well before the name.
                if let Some(aside) = words.aside(label.clone()) {
                    sentence.part(aside);
                }
                sentence.part(label);
                None
            }
            Source::Joined(head) => {
                sentence.part(line.label.range.clone());
                sentence.part(head.clone());
                None
            }
            Source::Words(range) => {
                match line.label.about {
                    About::Subject => {
                        sentence.part(line.label.range.clone());
                        // Whom the rank is of, not within what it is.
                        let rank = metric.is_some_and(|metric| words.vocab.metric(metric).unit == "rank");
                        if rank || content == Content::Rank {
                            sentence.word(":", line.label.range.end);
                        }
                    }
                    About::Time => sentence.time(words, line.label.range.clone()),
                    About::Whole if self.one_province => {
                        sentence.word_for(words.vocab.label("all_zones"), line.label.range.clone());
                    }
                    _ => {}
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
        if summed {
            sentence.word(words.vocab.label("table_points"), cell.start);
        }
        for head in measures.into_iter().filter(|_| !says_itself && !summed) {
            let range = words.without_unit(head.clone());
            if content == Content::Rate
                && words.has(range.clone(), &[Cue::Up, Cue::Rate])
                && words.has(range.clone(), &[Cue::Down, Cue::FallRate])
            {
                sentence.word(words.vocab.label("table_rate"), head.start);
            } else {
                sentence.part(range);
            }
        }
        // A percentage of what is no percentage is its change: 规上工业增加值 | % | 7.6.
        let percent = |unit: &str| words.unit(unit).is_some_and(|unit| unit.dimension == "ratio");
        let amount = |metric: u16| words.vocab.measures(metric) != "ratio";
        if level
            && own.is_none()
            && unit.is_some_and(percent)
            && metric.is_some_and(amount)
            && !words.names_measure(line.label.range.clone())
        {
            sentence.word(words.vocab.label("table_rate"), cell.start);
        }
        sentence.value(cell, unit);
        let before = reader.candidates.len();
        reader.topic = Topic::default();
        sentence.read(reader, &line.shown);
        let narrowed = matches!(source, Source::Words(_));
        for candidate in &mut reader.candidates[before..] {
            // A column of aims holds aims, whatever stands above it (目标完成情况).
            if content == Content::Target && candidate.status == Status::Actual {
                (candidate.status, candidate.status_by_heading) = (Status::Target, false);
                words.vocab.label("table_target").clone_into(&mut candidate.status_basis);
            }
            self.settle(candidate, line, segment, narrowed.then_some(&source), reader.vocab);
        }
    }

    /// True for a column of parts of a whole, as against parts of a plan.
    fn shares(&self, column: Option<&Column<'a>>) -> bool {
        let heads = column.map(|column| column.heads.as_slice()).unwrap_or_default();
        let has = |cue: Cue| heads.iter().any(|head| self.words.has(head.clone(), &[cue]));
        has(Cue::Share) && !has(Cue::Completion)
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
                let closing = vocab.lexicon.word(&rest).contains(&Sense::Narrower(Narrower::Suffix));
                let rest = if closing { String::new() } else { rest };
                candidate.metric_id.clone_from(&vocab.metric(metric).metric_id);
                candidate.segment = rest;
            }
        }
        if line.label.about == About::Area {
            candidate.subarea = self.words.text(line.label.range.clone()).to_owned();
        }
        // The whole of a column of shares is what the table is of.
        if let (Measure::Share, true, Some(Source::Words(range))) = (candidate.measure, candidate.scope.is_empty(), source) {
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
        // A rate is of the metric that its column follows, whatever the others of its row are of.
        let rate = column.is_some_and(|column| !matches!(column.content, Content::Level | Content::Target));
        if let Some(metric) = column.and_then(|column| column.metric.clone()).filter(|range| rate || names(range)) {
            return Some(Source::Words(metric));
        }
        let joined = column.and_then(|column| column.level.clone()).filter(|_| segment);
        if let Some(head) = joined.filter(|head| words.joined(label.range.clone(), head.clone(), dimension).is_some()) {
            return Some(Source::Joined(head));
        }
        if let Some(group) = line.groups.iter().rev().find(|range| names(range)) {
            return Some(Source::Words((*group).clone()));
        }
        let deeper = |anchor: Option<u8>| label.depth.is_some_and(|depth| anchor.is_some_and(|anchor| depth > anchor));
        let anchor = state.anchor.as_ref().filter(|(range, _)| names(range));
        if let Some((range, depth)) = anchor
            && segment
            && (label.part || state.parts || deeper(*depth) || self.numbered && label.depth.is_none())
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
    fn unit(
        &self,
        line: &Line<'_, 'a>,
        column: Option<&Column<'a>>,
        content: Content,
        source: &Source,
        metric: Option<u16>,
    ) -> Option<&'a str> {
        let words = &self.words;
        let vocab = words.vocab;
        let column_unit = column.and_then(|column| column.unit);
        match content {
            Content::Rank => return Some(vocab.label("unit_rank")),
            Content::Rate | Content::Part => {
                let points = column_unit.filter(|unit| words.unit(unit).is_some_and(|unit| unit.dimension == "points"));
                return Some(points.unwrap_or(vocab.label("unit_percent")));
            }
            Content::Level | Content::Target | Content::Aside => {}
        }
        let label = line.label.range.clone();
        let stated = column_unit.or_else(|| line.unit.and_then(|unit| words.units(unit).first().copied()));
        let stated = stated.or_else(|| words.bracket(label.clone()));
        // A part is in the unit of its whole.
        let whole = || if let Source::Words(range) = source { words.bracket(range.clone()) } else { None };
        let stated = stated.or_else(whole);
        let rate = || words.names_measure(label.clone()).then(|| vocab.label("unit_percent"));
        if stated.is_some() || metric.is_none() {
            return stated.or_else(rate);
        }
        let metric = vocab.metric(metric?);
        let wants = vocab.units.dimension(&metric.unit);
        let listed = |test: &dyn Fn(&UnitSpelling) -> bool| {
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
