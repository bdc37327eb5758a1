//! One quantity in its sentence, as a rule sees it: the words before it, the words after it, and what is still in force.

use std::cell::RefCell;
use std::ops::Range;

use super::narrower;
use super::quantity::Quantity;
use super::token::{Token, Tokens};
use crate::model::{Bound, Decimal, Disposition, Measure, TimeMeaning};
use crate::vocab::{Cue, Generic, Narrower, Role, Vocab};

/// The metric that a sentence is still about, with what was last said of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Topic {
    /// The metric.
    pub metric: Option<u16>,
    /// What narrows it.
    pub segment: String,
    /// What was last said of it.
    pub measure: Option<Measure>,
    /// Within what.
    pub scope: String,
    /// The token of the quantity that said it.
    pub token: usize,
    /// It was read as a gain of the period.
    pub gain: bool,
    /// It was a fall.
    pub fell: bool,
    /// The metric whose gains were counted, where it is another one.
    pub base: Option<u16>,
    /// What narrowed the metric by name, before both made another: 规上工业企业 of 规上工业企业实现营业收入.
    pub head: String,
    /// The words that named the metric, with what narrows it and the verb of its gain.
    pub phrase: String,
}

/// What a series (分别) dealt to one quantity.
#[derive(Clone, Debug, Default)]
pub(super) struct Dealt {
    /// The metric, where the item names one.
    pub metric: Option<u16>,
    /// What narrows it.
    pub segment: String,
    /// The scope, where the item names one.
    pub scope: String,
    /// The time of its figure, where the series runs over years.
    pub time: Option<TimeMeaning>,
    /// It goes to the figure so many figures before (甲1亿元、乙2亿元,分别增长3%和4%).
    pub echo: Option<usize>,
}

/// A figure that a rule read.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// The metric.
    pub metric: u16,
    /// What narrows it.
    pub segment: String,
    /// What it says of the metric.
    pub measure: Measure,
    /// The value, where it is not the quantity's own.
    pub value: Option<Decimal>,
    /// The unit, where it is not the quantity's own.
    pub unit: Option<String>,
    /// The bound, where it is not the quantity's own.
    pub bound: Option<Bound>,
    /// Within what.
    pub scope: String,
    /// The sentence gives the old value of a change without its year.
    pub undated: bool,
    /// The metric that this one counts the gains of, where the sentence named that.
    pub base: Option<u16>,
}

/// What a rule makes of a quantity.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It states these figures.
    Take(Vec<Figure>),
    /// It is no observation, but what is said next may be of its metric: 完成投资32.7亿元,完成年度计划的104.6%.
    Aside(Figure),
    /// It is no observation, for this reason.
    Drop(Disposition),
    /// Not this rule's family.
    Pass,
}

/// One quantity in its sentence.
pub(super) struct View<'a, 'v, 't> {
    /// The word lists.
    pub vocab: &'v Vocab,
    /// The sentence.
    pub tokens: &'a Tokens<'v, 't>,
    /// The token of the quantity.
    pub token: usize,
    /// The quantity.
    pub quantity: &'a Quantity<'v>,
    /// Tokens before it that belong to it: from the last figure or strong mark.
    pub left: Range<usize>,
    /// Tokens after it up to the next figure or mark.
    pub right: Range<usize>,
    /// The metric in force.
    pub topic: &'a Topic,
    /// What a series dealt to it.
    pub dealt: Option<&'a Dealt>,
    /// The figures of the sentence so far: metric and what narrows it.
    pub said: &'a [(u16, String)],
    /// Words that name a scope, not a subject; rules add to them.
    pub scopes: &'a RefCell<Vec<usize>>,
}

/// Half of the last printed digit's worth from which a bare number can be money: 300亿, 千亿.
const LEAST_BARE_MONEY: u32 = 5_000_000;

/// Marks that end what belongs to a figure.
fn strong(mark: char) -> bool {
    ",;:。()|\t\n!?".contains(mark)
}

/// Characters in brackets, with the brackets: 独角兽企业(含培育)226家.
fn bracketed(text: &str) -> usize {
    let Some((open, close)) = text.find('(').zip(text.rfind(')')).filter(|(open, close)| open < close) else { return 0 };
    text[open..=close].chars().count()
}

impl<'a, 'v, 't> View<'a, 'v, 't> {
    /// The tokens before a quantity that belong to it.
    pub(super) fn left_of(tokens: &Tokens<'_, '_>, token: usize) -> Range<usize> {
        let boundary = |t: &Token<'_>| t.quantity().is_some() || t.mark().is_some_and(strong);
        let start = tokens.tokens[..token].iter().rposition(boundary).map_or(0, |at| at + 1);
        // The 、 right behind the last figure joins two figures; it is no part of the second.
        let start = start + usize::from(tokens.tokens[start..token].first().is_some_and(|t| t.mark() == Some('、')));
        start..token
    }

    /// The tokens after a quantity up to the next figure or mark.
    pub(super) fn right_of(tokens: &Tokens<'_, '_>, token: usize) -> Range<usize> {
        let boundary = |t: &Token<'_>| t.quantity().is_some() || t.mark().is_some();
        let end = tokens.tokens[token + 1..].iter().position(boundary).map_or(tokens.tokens.len(), |at| token + 1 + at);
        token + 1..end
    }

    /// The token at an index.
    pub(super) fn at(&self, index: usize) -> &'a Token<'v> {
        &self.tokens.tokens[index]
    }

    /// The byte at which the words before the quantity begin.
    pub(super) fn left_start(&self) -> usize {
        self.left.start.checked_sub(1).map_or(0, |before| self.at(before).range.end)
    }

    /// The text between two bytes of the sentence; none when the second stands before the first.
    pub(super) fn text(&self, range: Range<usize>) -> &'t str {
        self.tokens.text.get(range).unwrap_or_default()
    }

    /// The last token before the quantity with one of these cues.
    pub(super) fn cue(&self, cues: &[Cue]) -> Option<usize> {
        self.left.clone().rev().find(|index| self.at(*index).any(cues))
    }

    /// True when a token before the quantity has one of these cues.
    pub(super) fn has(&self, cues: &[Cue]) -> bool {
        self.cue(cues).is_some()
    }

    /// The first token before the quantity with one of these cues.
    pub(super) fn first_cue(&self, cues: &[Cue]) -> Option<usize> {
        self.left.clone().find(|index| self.at(*index).any(cues))
    }

    /// The first word for a part before the quantity: its own, or one in the clause before that has no figure of its own
    /// (…的比重, 已从61.2%提升到76.4%).
    pub(super) fn share_cue(&self) -> Option<usize> {
        self.first_cue(&[Cue::Share]).or_else(|| {
            let plain = self.left.clone().all(|index| {
                self.at(index).any(&[Cue::From, Cue::To, Cue::Light, Cue::Actual, Cue::AllWord])
                    || self.at(index).time().is_some()
            });
            let open = self.tokens.tokens[..self.left.start].iter().rposition(|t| t.quantity().is_some()).map_or(0, |at| at + 1);
            let found = (open..self.left.start).find(|index| self.at(*index).cue(Cue::Share));
            found.filter(|_| plain && !self.left.is_empty())
        })
    }

    /// True when the token right before the quantity has one of these cues, nothing between.
    pub(super) fn touches(&self, cues: &[Cue]) -> bool {
        self.left.clone().next_back().is_some_and(|index| {
            self.at(index).any(cues) && self.text(self.at(index).range.end..self.quantity.range.start).trim().is_empty()
        })
    }

    /// True when the metric at this index can have the quantity as its level.
    pub(super) fn fits(&self, metric: u16) -> bool {
        let wants = self.vocab.units.dimension(&self.vocab.metric(metric).unit);
        let has = self.quantity.dimension;
        let countable = |dimension: &str| ["number", "person"].contains(&dimension);
        wants == has
            || (countable(wants) && countable(has))
            || (has == "rank" && !self.quantity.ordinal && wants == "person")
            || (has.is_empty() && wants == "person")
            // 收入过千亿: a bare number in hundreds of millions is money.
            || (has.is_empty() && wants == "money" && self.quantity.precision >= Decimal::from(LEAST_BARE_MONEY))
    }

    /// The last metric among these tokens that passes a test: its token, index and own segment.
    pub(super) fn metric_in(&self, range: Range<usize>, test: impl Fn(u16) -> bool) -> Option<(usize, u16, &'a str)> {
        range.rev().find_map(|index| {
            self.at(index).metrics().find(|(metric, _)| test(*metric)).map(|(metric, own)| (index, metric, own))
        })
    }

    /// The metric that these tokens name, with what narrows it.
    pub(super) fn named(&self, range: Range<usize>, test: impl Fn(u16) -> bool) -> Option<(u16, String)> {
        let from = range.start;
        self.metric_in(range, test).map(|(token, metric, own)| self.narrowed(from, token, metric, own))
    }

    /// A metric with what narrows it; some phrases make another metric of it.
    pub(super) fn narrowed(&self, from: usize, token: usize, metric: u16, own: &str) -> (u16, String) {
        let segment = self.segment(from, token, metric, own);
        if let Some(found) = self.vocab.compound(&segment, metric) {
            return found;
        }
        // 规上工业总产值732亿元、增加值118亿元, 规上工业企业营业收入583亿元、利润总额14.8亿元: of what the sentence spoke of before.
        let word = self.text(self.at(token).range.clone());
        let after = |topic: u16| self.vocab.compound(&format!("{} {word}", self.vocab.metric(topic).metric_id), metric);
        let same = || self.vocab.compound(&self.topic.head, metric).filter(|_| segment.is_empty() && self.joined());
        let metric = self.topic.metric.and_then(after).or_else(same).map_or(metric, |(metric, _)| metric);
        (metric, segment)
    }

    /// What narrows the metric at a token.
    fn segment(&self, from: usize, token: usize, metric: u16, own: &str) -> String {
        if self.vocab.metric(metric).group == "ranking" && own.is_empty() && self.vocab.metric(metric).unit == "rank" {
            return String::new();
        }
        let flow = !self.vocab.metric_traits(metric).stock && !self.vocab.metric_traits(metric).counts_gains;
        let phrase = narrower::before(self.tokens, from, token, flow);
        let named = || {
            let open = ["industry", "enterprises", "projects", "people"].contains(&self.vocab.metric(metric).group.as_str());
            if open { narrower::unlisted(self.tokens, from, token) } else { String::new() }
        };
        let phrase = Some(phrase).filter(|phrase| !phrase.is_empty() || !own.is_empty()).unwrap_or_else(named);
        let phrase = if phrase.is_empty() && own.is_empty() { self.head(token, metric) } else { phrase };
        match (phrase.is_empty(), own.is_empty()) {
            (_, true) => phrase,
            (true, false) => own.to_owned(),
            (false, false) => format!("{phrase}{own}"),
        }
    }

    /// The industry that an earlier clause named as what the sentence is about: 服务外包后来居上,从业1.3万人,实现收入21亿元.
    fn head(&self, token: usize, metric: u16) -> String {
        if !["industry", "revenue", "enterprises"].contains(&self.vocab.metric(metric).group.as_str()) {
            return String::new();
        }
        let tokens = &self.tokens.tokens;
        let open =
            tokens[..token].iter().rposition(|t| t.mark().is_some_and(|mark| ";:".contains(mark))).map_or(0, |mark| mark + 1);
        let passes =
            |t: &Token<'_>| t.mark().is_some() || t.time().is_some() || t.is_subject() || t.any(&[Cue::AllWord, Cue::Whole]);
        let Some(first) = (open..token).find(|index| !passes(&tokens[*index])) else { return String::new() };
        let close = (first..token).find(|index| tokens[*index].mark().is_some_and(strong));
        let industry = tokens[first].narrower().is_some_and(|narrower| matches!(narrower, Narrower::Industry | Narrower::Suffix));
        let Some(close) = close.filter(|_| industry && !tokens[first].is_metric()) else { return String::new() };
        let silent = |t: &Token<'_>| t.quantity().is_none() && !t.is_metric();
        let zone =
            |t: &Token<'_>| matches!(t.generic(), Some(Generic::Zone | Generic::Whole)) || t.any(&[Cue::Entity, Cue::Project]);
        if tokens[first..close].iter().all(silent) && !tokens[first..token].iter().any(zone) {
            // 新能源、新材料等战略性新兴产业取得突破: what 等 sums up.
            let sum = (first..close).rev().find(|index| tokens[*index].cue(Cue::AndSo)).map_or(first, |and_so| and_so + 1);
            narrower::alone(self.tokens, sum..close)
        } else {
            String::new()
        }
    }

    /// The metric in force for a figure whose own words name none: dealt by a series, named earlier in the sentence
    /// without a figure, or the topic.
    pub(super) fn in_force(&self, test: impl Fn(u16) -> bool) -> Option<(u16, String)> {
        if let Some(dealt) = self.dealt {
            if let Some(echo) = dealt.echo {
                let said = self.said.len().checked_sub(echo).and_then(|index| self.said.get(index));
                return said.cloned().filter(|(metric, _)| test(*metric));
            }
            let metric = dealt.metric.or(self.topic.metric).filter(|metric| test(*metric))?;
            return Some((metric, dealt.segment.clone()));
        }
        let start = self.left.start;
        let open = self.tokens.tokens[..start].iter().rposition(|t| t.quantity().is_some()).map_or(0, |at| at + 1);
        let named = self.named(open..start, &test);
        let topic = || self.topic.metric.filter(|metric| test(*metric)).map(|metric| (metric, self.topic.segment.clone()));
        let said = || self.said.iter().rev().find(|(metric, _)| test(*metric)).cloned();
        named.or_else(topic).or_else(said)
    }

    /// The metric that the sentence names for the figure: in its own words, or before them without a figure.
    pub(super) fn named_here(&self, cue: usize, test: impl Fn(u16) -> bool) -> Option<(u16, String)> {
        let own = self.named(self.left.start..cue.max(self.left.start), &test);
        let start = self.left.start;
        let open = self.tokens.tokens[..start].iter().rposition(|t| t.quantity().is_some()).map_or(0, |at| at + 1);
        own.or_else(|| self.named(open..start, &test))
    }

    /// The metric of a rate, a share or a rank that stands before token `cue`: named there, narrowed there, or in force.
    pub(super) fn rated(&self, cue: usize) -> Option<(u16, String)> {
        let before = self.left.start..cue.max(self.left.start);
        let own = self.dealt.is_some_and(|dealt| dealt.metric.is_some() || dealt.echo.is_some());
        if let Some(found) = self.in_force(|_| true).filter(|_| own) {
            return Some(found);
        }
        let rankable = |metric: u16| !self.vocab.has_role(metric, Role::Zones);
        // 打印机产量占全球的三分之一: of a thing that no metric measures.
        if before
            .clone()
            .rev()
            .find(|index| self.at(*index).is_metric() || self.at(*index).cue(Cue::Drop))
            .is_some_and(|index| self.at(index).cue(Cue::Drop))
        {
            return None;
        }
        if let Some((metric, segment)) = self.named(before.clone(), rankable) {
            let segment = match self.dealt {
                Some(dealt) if !dealt.segment.is_empty() => dealt.segment.clone(),
                _ => segment,
            };
            return Some((metric, segment));
        }
        let (metric, segment) = self.in_force(rankable)?;
        if self.dealt.is_some_and(|dealt| !dealt.segment.is_empty()) {
            return Some((metric, segment));
        }
        let own = narrower::alone(self.tokens, before.clone());
        // 固定资产抵扣增长127%: unlisted words name something else than the metric in force.
        let end = if cue < self.token { self.at(cue).range.start } else { self.quantity.range.start };
        let unlisted = self.unlisted(before, self.left_start()..end);
        let qualified = self.left.clone().next().is_some_and(|index| self.at(index).cue(Cue::Qualifier));
        if own.is_empty() && unlisted > 3 && self.dealt.is_none() && !qualified {
            return None;
        }
        Some((metric, if own.is_empty() { segment } else { own }))
    }

    /// A figure of a metric with the quantity's own value.
    pub(super) fn figure(&self, (metric, segment): (u16, String), measure: Measure) -> Figure {
        Figure {
            metric,
            segment,
            measure,
            value: None,
            unit: None,
            bound: None,
            scope: String::new(),
            undated: false,
            base: None,
        }
    }

    /// True when nothing stronger than 、 stands between the quantity and the figure before.
    pub(super) fn joined(&self) -> bool {
        self.left.start > 0
            && (self.at(self.left.start - 1).mark() == Some('、') || self.at(self.left.start - 1).quantity().is_some())
    }

    /// The byte at which the clause of a token ends: the next strong mark.
    pub(super) fn clause_end(&self, token: usize) -> usize {
        let rest = &self.tokens.tokens[token..];
        rest.iter().find(|t| t.mark().is_some_and(strong)).map_or(self.tokens.text.len(), |mark| mark.range.start)
    }

    /// What stands before the metric of the figure and narrows it.
    fn qualifier(&self) -> Option<String> {
        let (token, ..) = self.metric_in(self.left.clone(), |_| true)?;
        Some(narrower::before(self.tokens, self.left.start, token, true))
    }

    /// Characters between these tokens that no list knows.
    pub(super) fn unlisted(&self, tokens: Range<usize>, bytes: Range<usize>) -> usize {
        let mut at = bytes.start;
        let mut count = 0;
        for index in tokens {
            let range = &self.at(index).range;
            count += self.text(at.min(range.start)..range.start).trim().chars().count();
            at = range.end;
        }
        count += self.text(at.min(bytes.end)..bytes.end).trim().chars().count();
        count.saturating_sub(bracketed(self.text(bytes.start.min(bytes.end)..bytes.end)))
    }

    /// The words that name a counted group: from its verb or what narrows it to the metric.
    pub(super) fn phrase(&self) -> Option<String> {
        let (words, (token, ..)) = [&self.left, &self.right]
            .into_iter()
            .find_map(|words| Some((words, self.metric_in(words.clone(), |metric| self.fits(metric))?)))?;
        let start = words
            .clone()
            .find(|index| self.at(*index).cue(Cue::Gain) || self.at(*index).narrower().is_some() || *index == token)?;
        Some(self.text(self.at(start).range.start..self.at(token).range.end).to_owned())
    }

    /// What the sentence is about once it has stated this figure.
    pub(super) fn topic_after(&self, figure: &Figure) -> Topic {
        Topic {
            metric: Some(figure.metric),
            segment: figure.segment.clone(),
            measure: Some(figure.measure),
            scope: figure.scope.clone(),
            token: self.token,
            gain: self.has(&[Cue::Gain]) || self.topic.gain && self.joined(),
            fell: figure.value.is_some_and(|value| value.is_sign_negative()),
            base: figure.base,
            head: self.qualifier().unwrap_or_else(|| self.topic.head.clone()),
            phrase: self.phrase().unwrap_or_else(|| self.topic.phrase.clone()),
        }
    }

    /// The bound that the words around the quantity give it.
    pub(super) fn bound(&self) -> Bound {
        if self.quantity.bound != Bound::Eq {
            return self.quantity.bound;
        }
        let touching_after = |cues: &[Cue]| {
            self.tokens
                .tokens
                .get(self.token + 1)
                .is_some_and(|next| next.any(cues) && self.text(self.quantity.range.end..next.range.start).trim().is_empty())
        };
        if touching_after(&[Cue::OverAfter]) {
            return Bound::Over;
        }
        if touching_after(&[Cue::UnderAfter]) {
            return Bound::Under;
        }
        if touching_after(&[Cue::ApproxAfter]) {
            return Bound::Approx;
        }
        // A light verb may stand between: 突破了, 将达, 约占全市.
        let near = self.left.clone().rev().take(3).take_while(|index| {
            let token = self.at(*index);
            token.any(&[Cue::Over, Cue::Under, Cue::Approx, Cue::Light, Cue::AllWord]) || token.is_subject()
        });
        for index in near {
            let token = self.at(index);
            if token.cue(Cue::Under) {
                return Bound::Under;
            }
            if token.cue(Cue::Over) {
                return Bound::Over;
            }
            if token.cue(Cue::Approx) {
                return Bound::Approx;
            }
        }
        Bound::Eq
    }

    /// The words that say within what a share or a rank is, among these tokens: the last subject, marked as no subject.
    pub(super) fn scope(&self, range: Range<usize>) -> String {
        let mut scope = String::new();
        for index in range {
            if let Some(meaning) = super::context::meaning(self.tokens, index, self.vocab) {
                self.scopes.borrow_mut().push(index);
                scope = meaning;
            }
        }
        scope
    }
}
