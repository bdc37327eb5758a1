//! What the place of a sentence in its article says: title, headings and the sentences before it.

mod paragraph;

use std::ops::Range;

use crate::model::{Level, MappedStr, Status, SubjectEvidence, TimeEvidence, TimeMeaning, Words, YEARS};
use crate::vocab::{Cue, Vocab};

use super::context::{self, Subjects};
use super::token::Tokens;
use super::view::industry;
use paragraph::Paragraph;

/// No heading that says something of its aims is longer, in characters.
const MAX_SAID: usize = 16;

/// The frame of a sentence: evidence that holds until its layer ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    paragraph: Paragraph,
    headings: Vec<(u8, Layer)>,
    title: Layer,
    /// The last year that the article states facts of.
    latest: Option<i32>,
    /// The article is about several zones.
    several: bool,
    /// The industry that a sentence of the block names for those behind it.
    industry: Option<String>,
    /// The industry that the block is about by its first words.
    framed: Option<String>,
}

/// What one layer says.
#[derive(Clone, Debug, Default)]
struct Layer {
    subjects: Vec<SubjectEvidence>,
    times: Vec<TimeEvidence>,
    /// What has been done or is aimed at, and the words that say so.
    stance: Option<(Status, Words)>,
    /// The industry that is spoken of.
    industry: Option<String>,
    /// The part of a year that the words above its first part were about, where it names no time itself.
    lead: Option<TimeEvidence>,
}

impl Layer {
    fn of(tokens: &Tokens<'_, '_>, level: Level, text: MappedStr<'_>, vocab: &Vocab) -> Self {
        let end = tokens.tokens.len();
        let subjects = Subjects::of(tokens, text, vocab);
        let subjects = subjects.before(tokens, end, &[]).map(|(_, subject)| subject.at(level)).collect();
        let mut times: Vec<TimeEvidence> =
            context::times(tokens, end, text).into_iter().map(|evidence| TimeEvidence { level, ..evidence }).collect();
        // 行动计划(2023—2025年): brackets may hold the span of a plan.
        if times.is_empty() {
            // 主要指标(2022年1-5月): or alone the part of a year that it is of.
            let part = |at: usize, meaning: &TimeMeaning| !meaning.part.is_empty() && tokens.alone_in_brackets(at);
            let of = |at: usize, meaning: &TimeMeaning| meaning.from.is_some() || part(at, meaning);
            let dated = |index: usize| context::dated(tokens, index, level, text).filter(|time| of(index, &time.meaning));
            times.extend((0..end).filter_map(dated));
        }
        // 2025,目标已锁定: a heading may name its year without the word for it. So may a title, but of what is to come, unless 的
        // ties the year to the zone: 高新区的2024,数字会说话.
        if times.is_empty() {
            let tied = |time: &TimeEvidence| {
                let token = tokens.tokens.iter().position(|token| text.span(token.range.clone()) == time.span);
                token.is_some_and(|at| at > 0 && tokens.tokens[at - 1].cue(Cue::Attributive))
            };
            times.extend(bare_year(tokens, level, text).filter(|time| level == Level::Heading || tied(time)));
        }
        // 一、2025年和“十四五”时期工作回顾: the year first, the span behind it.
        times.sort_by_key(|time| time.meaning.from.is_some());
        let said = |status: Status, cue: Cue| {
            let token = tokens.tokens.iter().find(|t| t.cue(cue))?;
            Some((status, tokens.text[token.range.clone()].into()))
        };
        // 2025,目标已锁定: a word that is often a name tells only beside a time.
        let weak = level == Level::Heading && !times.is_empty();
        let stance = said(Status::Actual, Cue::ActualHeading)
            .or_else(|| said(Status::Target, Cue::TargetHeading))
            .or_else(|| said(Status::Target, Cue::TargetWeak).filter(|_| weak))
            .or_else(|| aims(tokens, vocab).filter(|_| level == Level::Heading));
        let industry = industry::label(tokens, vocab).filter(|_| level == Level::Heading);
        Self { subjects, times, stance, industry, lead: None }
    }
}

/// (三)创新目标。: a heading ends with the word for aims, and does not say that they were met.
fn aims(tokens: &Tokens<'_, '_>, vocab: &Vocab) -> Option<(Status, Words)> {
    let met = tokens.tokens.iter().any(|token| token.any(&[Cue::Done, Cue::Completion, Cue::Over]));
    let words = vocab.label_words("aims");
    let last = tokens.text.trim_end_matches(|c: char| !c.is_alphanumeric());
    // 再出发,目标清清楚楚: so does a short one that says how clear they are.
    let short = last.chars().count() <= MAX_SAID && tokens.quantities.is_empty();
    let said = |aim: &str| short && last.rsplit(',').next().is_some_and(|clause| clause.starts_with(aim));
    let aim = words.iter().find(|aim| last.ends_with(aim.as_str()) || said(aim));
    aim.filter(|_| !met).map(|aim| (Status::Target, aim.as_str().into()))
}

/// The only bare number of a heading that can be a year.
fn bare_year(tokens: &Tokens<'_, '_>, level: Level, text: MappedStr<'_>) -> Option<TimeEvidence> {
    let bare = tokens.quantities.iter().filter(|quantity| quantity.dimension.is_empty() && quantity.range.len() == 4);
    let year = |range: &Range<usize>| tokens.text[range.clone()].parse().ok().filter(|year| YEARS.contains(year));
    let mut years = bare.filter_map(|quantity| Some((year(&quantity.range)?, quantity.range.clone())));
    let (year, range) = years.next().filter(|_| years.next().is_none())?;
    let words = &tokens.text[range.clone()];
    let meaning = TimeMeaning { year: Some(year), ..TimeMeaning::default() };
    Some(TimeEvidence { level, words: words.into(), meaning, span: text.span(range) })
}

impl Frame {
    /// The frame of an article; `latest` is the last year that it states facts of, `several` that it is about several zones.
    pub(super) fn new(latest: Option<i32>, several: bool) -> Self {
        Self { latest, several, ..Self::default() }
    }

    /// A line of the article's title.
    pub(super) fn title(&mut self, tokens: &Tokens<'_, '_>, text: MappedStr<'_>, vocab: &Vocab) {
        let layer = Layer::of(tokens, Level::Title, text, vocab);
        self.title.stance = self.title.stance.take().or(layer.stance);
        self.title.subjects.extend(layer.subjects);
        // 合肥新闻 above 合肥高新区给创业当“月老”: the zone says more than a place in a line beside it.
        self.title.subjects.sort_by_key(|evidence| !evidence.meaning.starts_with("zone:"));
        // The year of 2024年政府工作报告 is the paper's, its figures are of the year before; that of 2023年度工作报告 is theirs.
        if !tokens.tokens.iter().any(|token| token.cue(Cue::ReportTitle)) {
            // A title says first what its figures are of: 2022年工作总结及2023年工作打算.
            self.title.times.extend(layer.times.into_iter().rev());
        } else {
            // 第十四个五年规划纲要: what a plan aims at, it aims at for its last year.
            let of_figures = |time: &TimeEvidence| time.meaning.from.is_some() || time.words.ends_with(vocab.label("annual"));
            self.title.times.extend(layer.times.into_iter().rev().filter(of_figures));
        }
    }

    /// A block begins with a sentence.
    pub(super) fn opens(&mut self, first: Option<&Tokens<'_, '_>>, vocab: &Vocab) {
        self.industry = None;
        self.framed = first.and_then(|first| industry::framed(first, vocab));
    }

    /// A table is about the industry that its caption names.
    pub(super) fn table(&mut self, industry: Option<String>) {
        (self.industry, self.framed) = (None, industry);
    }

    /// A sentence may name the industry of those behind it, or point to the zone of those before.
    pub(super) fn sentence(&mut self, tokens: &Tokens<'_, '_>, vocab: &Vocab) {
        self.industry = industry::label(tokens, vocab).or(self.industry.take());
        self.paragraph.points_back(tokens, vocab);
    }

    /// A heading ends those at its depth and below.
    pub(super) fn heading(&mut self, depth: u8, tokens: &Tokens<'_, '_>, text: MappedStr<'_>, vocab: &Vocab) {
        // 上半年,…。 一、工业: the words above the first part of a report say when all its parts are about.
        let parent = match self.headings.last_mut() {
            Some((other, parent)) => (*other < depth).then_some(parent),
            None => Some(&mut self.title),
        };
        // 第三季度简报 …1-9月份,…。一、工业。: the months so far, of which the first part speaks, and not that of the title.
        let quarter = |time: &TimeEvidence| time.meaning.part.starts_with("quarter:");
        let so_far = |time: &TimeEvidence| time.meaning.part.starts_with("ytd:");
        let open = |parent: &&mut Layer| parent.times.iter().all(quarter) && parent.lead.is_none();
        if let Some(parent) = parent.filter(open) {
            parent.lead = self.paragraph.part_of_year().filter(|lead| parent.times.is_empty() || so_far(lead));
            if parent.lead.is_some() {
                parent.times.iter_mut().for_each(|time| time.meaning.part.clear());
            }
        }
        self.headings.retain(|(other, _)| *other < depth);
        let mut layer = Layer::of(tokens, Level::Heading, text, vocab);
        // ——高质量发展取得显著成效。 among aims is one of them.
        let done = matches!(layer.stance, Some((Status::Actual, _)));
        let above = self.headings.iter().rev().find_map(|(_, above)| above.stance.as_ref());
        // (一)发展基础。 is what they start from.
        let base = layer.stance.as_ref().is_some_and(|(_, words)| vocab.label_is("bases", words));
        if done && !base && layer.times.is_empty() && matches!(above, Some((Status::Target, _))) {
            layer.stance = None;
        }
        self.headings.push((depth, layer));
        self.paragraph = Paragraph::default();
    }

    /// A new paragraph begins.
    pub(super) fn paragraph(&mut self) {
        self.paragraph.next(self.latest, self.several);
    }

    /// What a sentence adds for the ones after it.
    pub(super) fn carry(
        &mut self,
        tokens: &Tokens<'_, '_>,
        subjects: &Subjects,
        scopes: &[usize],
        text: MappedStr<'_>,
        vocab: &Vocab,
    ) {
        self.paragraph.carry_subject(tokens, subjects, scopes, self.several, vocab);
        self.paragraph.carry_time(tokens, self.latest, text, vocab);
    }

    /// Evidence for the subject, nearest layer first.
    pub(super) fn subjects(&self) -> impl Iterator<Item = &SubjectEvidence> {
        let headings = self.headings.iter().rev().flat_map(|(_, layer)| &layer.subjects);
        self.paragraph.subjects().iter().chain(headings).chain(&self.title.subjects)
    }

    /// Evidence for the time, nearest layer first.
    pub(super) fn times(&self) -> impl Iterator<Item = &TimeEvidence> {
        let layers = self.headings.iter().rev().map(|(_, layer)| layer).chain([&self.title]);
        self.paragraph.time().into_iter().chain(layers.flat_map(|layer| layer.lead.iter().chain(&layer.times)))
    }

    /// The year with which the paragraph opened.
    pub(super) fn told(&self) -> Option<i32> {
        self.paragraph.told()
    }

    /// The industry that the block is about by its first words.
    pub(super) fn framed(&self) -> Option<&str> {
        self.framed.as_deref()
    }

    /// The industry that the block or the nearest heading that names one is about; empty where none is named.
    pub(super) fn industry(&self) -> &str {
        let headings = self.headings.iter().rev().filter_map(|(_, layer)| layer.industry.as_deref());
        self.industry.as_deref().into_iter().chain(headings).next().unwrap_or_default()
    }

    /// True below a heading of what has been done.
    pub(super) fn reviewed(&self) -> bool {
        // 一、过去一年的工作: a year of which facts are stated says so, too.
        let past = |time: &TimeEvidence| {
            let year = time.meaning.year.is_some_and(|year| Some(year) <= self.latest);
            year || time.meaning.offset.is_some_and(|offset| offset < 0)
        };
        let told = |layer: &Layer| match &layer.stance {
            Some((status, _)) => Some(*status == Status::Actual),
            None => layer.times.first().filter(|time| time.meaning.year.or(time.meaning.offset).is_some()).map(past),
        };
        self.headings.iter().rev().find_map(|(_, layer)| told(layer)).unwrap_or_default()
    }

    /// What the nearest heading that tells says of the figures below it, else the title: aims, or what has been done; and the
    /// words that say so.
    pub(super) fn status(&self) -> Option<&(Status, Words)> {
        let headings = self.headings.iter().rev().map(|(_, layer)| layer);
        headings.chain([&self.title]).find_map(|layer| layer.stance.as_ref())
    }
}
