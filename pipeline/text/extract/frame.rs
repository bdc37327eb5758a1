//! What the place of a sentence in its article says: title, headings and the sentences before it.

use std::ops::Range;

use crate::model::{Level, MappedStr, Status, SubjectEvidence, TimeEvidence, TimeMeaning, Words, YEARS};
use crate::vocab::{Cue, Vocab};

use super::context;
use super::token::{Token, Tokens};
use super::view::industry;

/// The frame of a sentence: evidence that holds until its layer ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    paragraph: Layer,
    headings: Vec<(u8, Layer)>,
    title: Layer,
    latest: Option<i32>,
    /// The industry that the first sentence of the block names for those behind it.
    industry: Option<String>,
    /// The industry that the block is about by its first words.
    framed: Option<String>,
    /// The article is about several zones.
    several: bool,
    /// The time that the paragraph carries was said of one field (服务业方面,1—11月…), not of the report.
    of_field: bool,
    /// The time that the paragraph carries comes from the paragraph before.
    inherited: bool,
    /// It stood in the first sentence of its paragraph.
    opened: bool,
    /// No sentence of the paragraph has been read.
    fresh: bool,
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
}

impl Layer {
    fn of(tokens: &Tokens<'_, '_>, level: Level, text: MappedStr<'_>, vocab: &Vocab) -> Self {
        let end = tokens.tokens.len();
        let subjects =
            context::subjects(tokens, end, &[], text, vocab).map(|evidence| SubjectEvidence { level, ..evidence }).collect();
        let mut times: Vec<TimeEvidence> =
            context::times(tokens, end, text).into_iter().map(|evidence| TimeEvidence { level, ..evidence }).collect();
        // 行动计划(2023—2025年): brackets may hold the span of a plan.
        if times.is_empty() {
            let dated = |index: usize| context::dated(tokens, index, level, text).filter(|time| time.meaning.from.is_some());
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
        Self { subjects, times, stance, industry }
    }
}

/// (三)创新目标。: a heading ends with the word for aims, and does not say that they were met.
fn aims(tokens: &Tokens<'_, '_>, vocab: &Vocab) -> Option<(Status, Words)> {
    let met = tokens.tokens.iter().any(|token| token.any(&[Cue::Done, Cue::Completion, Cue::Over]));
    let words = vocab.label_words("aims");
    let last = tokens.text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let aim = words.iter().find(|aim| last.ends_with(aim.as_str()));
    aim.filter(|_| !met).map(|aim| (Status::Target, aim.as_str().into()))
}

/// True for a word that can name a field: an industry, a metric.
fn opens_field(token: &Token<'_>) -> bool {
    token.narrower().is_some() || token.is_metric()
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

    /// A sentence may name the industry of those behind it.
    pub(super) fn sentence(&mut self, tokens: &Tokens<'_, '_>, vocab: &Vocab) {
        self.industry = industry::label(tokens, vocab).or(self.industry.take());
    }

    /// A heading ends those at its depth and below.
    pub(super) fn heading(&mut self, depth: u8, tokens: &Tokens<'_, '_>, text: MappedStr<'_>, vocab: &Vocab) {
        self.headings.retain(|(other, _)| *other < depth);
        let mut layer = Layer::of(tokens, Level::Heading, text, vocab);
        // ——高质量发展取得显著成效。 among aims is one of them.
        let done = matches!(layer.stance, Some((Status::Actual, _)));
        let above = self.headings.iter().rev().find_map(|(_, above)| above.stance.as_ref());
        if done && layer.times.is_empty() && matches!(above, Some((Status::Target, _))) {
            layer.stance = None;
        }
        self.headings.push((depth, layer));
        self.paragraph = Layer::default();
    }

    /// A new paragraph ends what the last one carried, but for a time that frames the report: a part of a year, or one of the
    /// last two years that it states facts of. An older year was an aside; a part of a year said of one field was that field's.
    pub(super) fn paragraph(&mut self) {
        // Of several zones, each keeps its paragraphs until the next is named.
        self.paragraph.subjects.retain(|evidence| self.several && evidence.meaning.starts_with("zone:"));
        let latest = self.latest.map(|year| year - 1);
        let of_field = std::mem::take(&mut self.of_field);
        self.inherited = true;
        self.fresh = true;
        self.paragraph.times.retain(|time| {
            // 到2025年 goes on where a paragraph opened with it, not where one came to speak of it.
            let said = !time.meaning.until || self.opened;
            let year = time.meaning.year.is_some() && time.meaning.year >= latest && said;
            !time.meaning.part.is_empty() && !of_field || year
        });
        // Of “十三五”期间 goes on its last year, not the span.
        self.paragraph.times.iter_mut().for_each(|time| time.meaning.from = None);
    }

    /// What a sentence adds for the ones after it.
    pub(super) fn carry(&mut self, tokens: &Tokens<'_, '_>, scopes: &[usize], text: MappedStr<'_>, vocab: &Vocab) {
        let (end, level) = (tokens.tokens.len(), Level::Paragraph);
        // A place that stands inside the sentence (株洲中车, 永州紫金) is not what the next one is about.
        let opens = |words: &str| tokens.tokens.iter().take(2).any(|token| tokens.text[token.range.clone()] == *words);
        // Nor does one that is no zone stay in force where the sentence states nothing of it: 省委书记到园区调研.
        let states = tokens.tokens.iter().any(|token| token.quantity().is_some());
        let outside =
            |meaning: &str| ["generic:province", "generic:city", "nation:CN"].contains(&meaning) || meaning.starts_with("place:");
        let token = |evidence: &SubjectEvidence| tokens.tokens.iter().position(|t| text.span(t.range.clone()) == evidence.span);
        // 其中南昌高新区投入83亿元: a part of what the sentence is about; 自治区拨付的…: who has given.
        let passing = |evidence: &SubjectEvidence| {
            token(evidence)
                .is_some_and(|at| tokens.tokens[at].cue(Cue::Tier) || at > 0 && tokens.tokens[at - 1].cue(Cue::OfWhich))
        };
        // 居全省高新区前列: those among which it stands.
        let among = |evidence: &SubjectEvidence| {
            let ranked = |at: usize| tokens.tokens[..at].iter().rev().take(2).any(|t| t.cue(Cue::Rank));
            context::several(&evidence.meaning) && token(evidence).is_some_and(ranked)
        };
        // 【宝鸡】 and 宝鸡: stand for what follows, whether or not a figure does.
        let label = |evidence: &SubjectEvidence| {
            token(evidence).is_some_and(|at| tokens.text[tokens.tokens[at].range.end..].starts_with(['】', ']', ':']))
        };
        let lasts = |evidence: &SubjectEvidence| {
            (!evidence.meaning.starts_with("place:") && &*evidence.meaning != "nation:CN" || opens(&evidence.words))
                && (states || label(evidence) || !outside(&evidence.meaning))
                && !passing(evidence)
                && !among(evidence)
                && !vocab.label_words("anaphors").iter().any(|word| *word == *evidence.words)
        };
        if let Some(last) = context::subjects(tokens, end, scopes, text, vocab).find(lasts) {
            // 全省生产总值…: the zone that was spoken of comes back with the next paragraph.
            let zone = |evidence: &SubjectEvidence| evidence.meaning.starts_with("zone:");
            let mut spoken = || {
                let here = context::subjects(tokens, end, scopes, text, vocab).find(zone);
                here.or_else(|| std::mem::take(&mut self.paragraph.subjects).into_iter().find(zone))
            };
            let before = if self.several && !zone(&last) { spoken() } else { None };
            let before = before.map(|before| SubjectEvidence { level, ..before });
            self.paragraph.subjects = [SubjectEvidence { level, ..last }].into_iter().chain(before).collect();
        }
        // A time before the first figure frames what follows; up to when something is aimed at only where it opens the sentence.
        let opening = tokens
            .tokens
            .iter()
            .take_while(|token| token.quantity().is_none())
            .any(|token| token.time().is_some_and(|time| !tokens.times[time].base && !tokens.times[time].event));
        let first_words = tokens.tokens.iter().take(2).any(|token| token.time().is_some());
        if opening
            && let Some(first) = context::times(tokens, end, text).pop().filter(|time| {
                time.meaning.offset.is_none_or(|offset| (-2..=i32::from(first_words)).contains(&offset))
                    && !time.meaning.now
                    && (first_words || !time.meaning.until && time.meaning.from.is_none())
            })
        {
            let older = |last: &TimeEvidence| first.meaning.year.zip(last.meaning.year).is_some_and(|(first, last)| first < last);
            let aside = self.latest.is_some_and(|latest| first.meaning.year.is_some_and(|year| year < latest - 1));
            // 2024年,工业增加值…: a paragraph that opens with an earlier year is about it.
            let goes_on = !self.inherited || !first_words;
            if !(aside || goes_on && self.paragraph.times.first().is_some_and(older)) {
                self.inherited = false;
                self.opened = self.fresh;
                let before = tokens.tokens.iter().take_while(|token| token.time().is_none());
                self.of_field = before.clone().any(|token| token.mark() == Some(',')) && before.clone().any(opens_field);
                self.paragraph.times = vec![TimeEvidence { level, ..first }];
            }
        }
        self.fresh = false;
    }

    /// Evidence for the subject, nearest layer first.
    pub(super) fn subjects(&self) -> impl Iterator<Item = &SubjectEvidence> {
        let headings = self.headings.iter().rev().flat_map(|(_, layer)| &layer.subjects);
        self.paragraph.subjects.iter().chain(headings).chain(&self.title.subjects)
    }

    /// Evidence for the time, nearest layer first.
    pub(super) fn times(&self) -> impl Iterator<Item = &TimeEvidence> {
        let headings = self.headings.iter().rev().flat_map(|(_, layer)| &layer.times);
        self.paragraph.times.iter().chain(headings).chain(&self.title.times)
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

    /// What the nearest heading that tells says of the figures below it, else the title: aims, or what has been done; and the
    /// words that say so.
    pub(super) fn status(&self) -> Option<&(Status, Words)> {
        let headings = self.headings.iter().rev().map(|(_, layer)| layer);
        headings.chain([&self.title]).find_map(|layer| layer.stance.as_ref())
    }
}
