//! What the sentences of a paragraph hand on: whom and when they speak of.

use super::super::context::{self, Subject, Subjects};
use super::super::quantity::Quantity;
use super::super::token::{Token, Tokens};
use crate::model::{Decimal, Level, MappedStr, SubjectEvidence, TimeEvidence, TimeMeaning};
use crate::vocab::{Cue, Role, Vocab};

/// What has been said so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    subjects: Vec<SubjectEvidence>,
    time: Option<Carried>,
    /// The zone that was spoken of last, in whatever paragraph.
    zone: Option<SubjectEvidence>,
    /// The year with which it opened.
    told: Option<i32>,
    /// No sentence of the paragraph has been read.
    fresh: bool,
}

/// A time that frames what follows.
#[derive(Clone, Debug)]
struct Carried {
    evidence: TimeEvidence,
    /// It was said of one field (服务业方面,1—11月…), not of the report.
    of_field: bool,
    /// It comes from the paragraph before.
    inherited: bool,
    /// It stood in the first sentence of its paragraph.
    opened: bool,
}

/// True for a name in a list of those who came before: 继西安、宝鸡、杨凌之后.
fn preceded(tokens: &Tokens<'_, '_>, at: usize, vocab: &Vocab) -> bool {
    let name = &tokens.tokens[at].range;
    let parts = |c: char| matches!(c, ',' | ';' | ':' | '。');
    let before = tokens.text[..name.start].rsplit(parts).next().unwrap_or_default();
    let behind = tokens.text[name.end..].split(parts).next().unwrap_or_default();
    before.contains(vocab.label("following")) && vocab.label_in("after", behind)
}

/// True for a word that can name a field: an industry, a metric.
fn opens_field(token: &Token<'_>) -> bool {
    token.narrower().is_some() || token.is_metric()
}

impl Paragraph {
    /// A new paragraph ends what the last one carried, but for a time that frames the report: a part of a year, or one of the
    /// last two years that it states facts of. An older year was an aside; a part of a year said of one field was that field's.
    pub(super) fn next(&mut self, latest: Option<i32>, several: bool) {
        // Of several zones, each keeps its paragraphs until the next is named.
        self.subjects.retain(|evidence| several && evidence.meaning.starts_with("zone:"));
        (self.fresh, self.told) = (true, None);
        let latest = latest.map(|year| year - 1);
        let lasts = |carried: &Carried| {
            let meaning = &carried.evidence.meaning;
            // 到2025年 goes on where a paragraph opened with it, not where one came to speak of it.
            let said = !meaning.until || carried.opened;
            let year = meaning.year.is_some() && meaning.year >= latest && said;
            !meaning.part.is_empty() && !carried.of_field || year
        };
        self.time = self.time.take().filter(lasts).map(|mut carried| {
            // Of “十三五”期间 goes on its last year, not the span.
            carried.evidence.meaning.from = None;
            Carried { of_field: false, inherited: true, ..carried }
        });
    }

    /// 该区现有企业74户: a sentence that points to the zone named before, where its paragraph has named none.
    pub(super) fn points_back(&mut self, tokens: &Tokens<'_, '_>, vocab: &Vocab) {
        if !self.subjects.is_empty() || self.zone.is_none() {
            return;
        }
        let anaphors = vocab.label_words("anaphors");
        let anaphor = |token: &Token<'_>| {
            let words = &tokens.text[token.range.clone()];
            token.is_subject() && anaphors.iter().any(|word| word == words)
        };
        if tokens.tokens.iter().any(anaphor) {
            self.subjects.extend(self.zone.clone());
        }
    }

    /// Whom a sentence speaks of, for the ones after it; `several` where the article is about several zones.
    pub(super) fn carry_subject(
        &mut self,
        tokens: &Tokens<'_, '_>,
        subjects: &Subjects,
        scopes: &[usize],
        several: bool,
        vocab: &Vocab,
    ) {
        // A place that stands inside the sentence (株洲中车, 永州紫金) is not what the next one is about.
        let opens = |words: &str| tokens.tokens.iter().take(2).any(|token| tokens.text[token.range.clone()] == *words);
        // Nor does one that is no zone stay in force where the sentence states nothing of it: 省委书记到园区调研.
        let states = tokens.tokens.iter().any(|token| token.quantity().is_some());
        let outside =
            |meaning: &str| ["generic:province", "generic:city", "nation:CN"].contains(&meaning) || meaning.starts_with("place:");
        // 其中南昌高新区投入83亿元: a part of what the sentence is about; 自治区拨付的…: who has given.
        // 成为陕西继西安、宝鸡之后的第三个国家高新区: those that came before it.
        let passing = |at: usize| {
            tokens.tokens[at].cue(Cue::Tier) || at > 0 && tokens.tokens[at - 1].cue(Cue::OfWhich) || preceded(tokens, at, vocab)
        };
        // 千亿以上的高新区54家,…,中关村居首位: one of several that the sentence has counted.
        let zones = |token: &Token<'_>| token.metrics().any(|(metric, _)| vocab.has_role(metric, Role::Zones));
        let picked = |at: usize, meaning: &str| several && meaning.starts_with("zone:") && tokens.tokens[..at].iter().any(zones);
        // 居全省高新区前列: those among which it stands.
        let among = |at: usize, meaning: &str| {
            context::several(meaning) && tokens.tokens[..at].iter().rev().take(2).any(|t| t.cue(Cue::Rank))
        };
        // 【宝鸡】 and 宝鸡: stand for what follows, whether or not a figure does.
        let label = |at: usize| tokens.text[tokens.tokens[at].range.end..].starts_with(['】', ']', ':']);
        let lasts = |(_, Subject { token, evidence }): &(Level, &Subject)| {
            (!evidence.meaning.starts_with("place:") && &*evidence.meaning != "nation:CN" || opens(&evidence.words))
                && (states || label(*token) || !outside(&evidence.meaning))
                && !passing(*token)
                && !picked(*token, &evidence.meaning)
                && !among(*token, &evidence.meaning)
                && !vocab.label_is("anaphors", &evidence.words)
        };
        let spoken_of = || subjects.before(tokens, tokens.tokens.len(), scopes);
        let level = if self.fresh { Level::Paragraph } else { Level::Aside };
        if let Some((_, last)) = spoken_of().find(lasts) {
            // 全省生产总值…: the zone that was spoken of comes back with the next paragraph; 区内 may stand for it.
            let zone = |evidence: &SubjectEvidence| evidence.meaning.starts_with("zone:");
            let mut spoken = || {
                let own = |(_, subject): &(Level, &Subject)| !picked(subject.token, &subject.evidence.meaning);
                let here = spoken_of().filter(own).map(|(_, subject)| subject.at(level)).find(zone);
                here.or_else(|| std::mem::take(&mut self.subjects).into_iter().find(zone))
            };
            let whole = &*last.evidence.meaning == "generic:whole";
            let before = if (several || whole) && !zone(&last.evidence) { spoken() } else { None };
            self.subjects = [last.at(level)].into_iter().chain(before).collect();
            self.zone = self.subjects.iter().find(|evidence| zone(evidence)).cloned().or(self.zone.take());
        }
    }

    /// When a sentence speaks of, for the ones after it: a time before its first figure; up to when something is aimed at only where
    /// that opens the sentence.
    pub(super) fn carry_time(&mut self, tokens: &Tokens<'_, '_>, latest: Option<i32>, text: MappedStr<'_>, vocab: &Vocab) {
        let fresh = std::mem::take(&mut self.fresh);
        let level = Level::Paragraph;
        let one = |quantity: &Quantity<'_>| !quantity.arabic && quantity.number <= Decimal::ONE;
        let opening = tokens
            .tokens
            .iter()
            // 一份资料显示,2016年,…: one of something states nothing yet.
            .take_while(|token| token.quantity().is_none_or(|at| one(&tokens.quantities[at])))
            .any(|token| token.time().is_some_and(|time| !tokens.times[time].base && !tokens.times[time].event));
        let first_words = tokens.tokens.iter().take(2).any(|token| token.time().is_some());
        // 从2012年的356亿元到2021年的1123亿元: a year of which facts are stated is not looked out to.
        let ahead = |meaning: &TimeMeaning| {
            meaning.until && (meaning.year.is_none() || meaning.year > latest)
                // 力争“十四五”末…: so is the end of a plan.
                || meaning.at_end && meaning.year > latest.map(|year| year + 1)
        };
        // 4月份新入库项目9个;1—4月累计入库31个: the months so far go on, not the last of them.
        let so_far = |time: &&TimeEvidence| time.meaning.part.starts_with("ytd");
        let times = || {
            let mut times = context::times(tokens, tokens.tokens.len(), text);
            let first = times.pop()?;
            let month = first.meaning.part.starts_with("month:");
            // 到2008年,收入300亿元;到2010年,收入500亿元。…: the last year that is aimed at goes on.
            let aimed = |time: &&TimeEvidence| ahead(&first.meaning) && time.meaning.until && time.meaning.year.is_some();
            let last = times.first().filter(aimed).or_else(|| times.iter().find(so_far).filter(|_| month));
            Some(last.cloned().unwrap_or(first))
        };
        if opening
            && let Some(first) = times().filter(|time| {
                time.meaning.offset.is_none_or(|offset| (-2..=i32::from(first_words)).contains(&offset))
                    && !time.meaning.now
                    && (first_words || !ahead(&time.meaning) && time.meaning.from.is_none())
            })
        {
            let year = first.meaning.year;
            self.told = self.told.or(year.filter(|_| fresh && first_words && !first.meaning.until));
            let last = self.time.as_ref();
            let older = last.is_some_and(|last| year.zip(last.evidence.meaning.year).is_some_and(|(year, last)| year < last));
            let aside = latest.zip(year).is_some_and(|(latest, year)| year < latest - 1);
            // 11月当月: beside the months so far, it is its sentence's alone.
            let lone = |token: &Token<'_>| vocab.label_ends("month_heads", &tokens.text[token.range.clone()]);
            let month = first.meaning.part.starts_with("month:") && tokens.tokens.iter().any(lone);
            // 2024年,工业增加值…: a paragraph that opens with an earlier year is about it.
            let goes_on = !(first_words && last.is_some_and(|last| last.inherited));
            if !(aside || month || goes_on && older) {
                let before = tokens.tokens.iter().take_while(|token| token.time().is_none());
                let of_field = before.clone().any(|token| token.mark() == Some(',')) && before.clone().any(opens_field);
                // 到2013年底: its day is of the figure that it dates, its year goes on.
                let reached = first.meaning.until && !ahead(&first.meaning);
                let meaning = if reached { TimeMeaning { year, ..TimeMeaning::default() } } else { first.meaning };
                let evidence = TimeEvidence { level, meaning, ..first };
                self.time = Some(Carried { evidence, of_field, inherited: false, opened: fresh });
            }
        }
    }

    /// Whom the last sentences spoke of, nearest first.
    pub(super) fn subjects(&self) -> &[SubjectEvidence] {
        &self.subjects
    }

    /// The year with which the first of them opened.
    pub(super) fn told(&self) -> Option<i32> {
        self.told
    }

    /// The part of a year that they spoke of, where it was not said of one field.
    pub(super) fn part_of_year(&self) -> Option<TimeEvidence> {
        let part = |carried: &&Carried| {
            let part = carried.evidence.meaning.part.as_str();
            !["", "year"].contains(&part) && !part.starts_with("month:") && !carried.of_field
        };
        self.time.as_ref().filter(part).map(|carried| TimeEvidence { level: Level::Heading, ..carried.evidence.clone() })
    }

    /// When they spoke of.
    pub(super) fn time(&self) -> Option<&TimeEvidence> {
        self.time.as_ref().map(|carried| &carried.evidence)
    }
}
