//! One quantity in its sentence, as a rule sees it: the words before it, the words after it, and what is still in force.

mod figure;
pub(super) mod industry;
mod metric;
mod segment;
mod shared;

use std::cell::RefCell;
use std::ops::Range;

use super::context::Subjects;
use super::quantity::Quantity;
use super::token::{Token, Tokens};
use crate::model::{Bound, Measure};
use crate::vocab::{Cue, CueSet, Vocab};

pub(super) use figure::{Dealt, Figure, Outcome, Said, Topic};

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
    /// The figures of the sentence so far.
    pub said: &'a [Said],
    /// The industry that a heading, or the first sentence of the paragraph, has named for it.
    pub industry: &'a str,
    /// The industry that the paragraph is about by its first words.
    pub framed: Option<&'a str>,
    /// The sentence goes on about a firm that an earlier one named.
    pub firm: bool,
    /// A firm's people speak the sentence.
    pub spoken: bool,
    /// The part of the zone that the words name, if one; whoever reads the metric fills it.
    pub part: RefCell<String>,
    /// The words of the sentence that may name its subject.
    pub subjects: &'a Subjects,
    /// Words that name a scope, not a subject; rules add to them.
    pub scopes: &'a RefCell<Vec<usize>>,
}

/// Marks that end what belongs to a figure.
pub(super) fn strong(mark: char) -> bool {
    matches!(mark, ',' | ';' | ':' | '。' | '(' | ')' | '|' | '\t' | '\n' | '!' | '?')
}

/// The token that opens the bracket which closes right before this token and holds a single figure.
fn bracket(tokens: &Tokens<'_, '_>, at: usize) -> Option<usize> {
    let close = at.checked_sub(1).filter(|close| tokens.tokens[*close].mark() == Some(')'))?;
    let open = tokens.tokens[..close].iter().rposition(|t| t.mark() == Some('('))?;
    let figures = tokens.tokens[open..close].iter().filter(|t| t.quantity().is_some()).count();
    let bare = tokens.tokens[open..close].iter().all(|t| t.mark().is_none_or(|mark| mark == '(') && !t.is_subject());
    let goes_on = tokens
        .tokens
        .get(at)
        .is_some_and(|next| next.cue(Cue::Attributive) && next.range.start == tokens.tokens[close].range.end);
    (figures == 1 && bare && goes_on).then_some(open)
}

/// Characters in brackets, with the brackets: 独角兽企业(含培育)226家, 瞪羚企业[1]2家.
fn bracketed(text: &str) -> usize {
    let between = |(open, close)| {
        let ends = text.find(open).zip(text.rfind(close)).filter(|(open, close)| open < close);
        ends.map_or(0, |(open, close)| text[open..=close].chars().count())
    };
    [('(', ')'), ('[', ']')].into_iter().map(between).sum()
}

impl<'a, 'v, 't> View<'a, 'v, 't> {
    /// The tokens before a quantity that belong to it.
    pub(super) fn left_of(tokens: &Tokens<'_, '_>, token: usize) -> Range<usize> {
        // 增速连续30个月居前10位: how long it has been so is no figure.
        let months = |t: &Token<'_>| t.quantity().is_some_and(|at| tokens.quantities[at].is("time"));
        let boundary = |t: &Token<'_>| tokens.is_figure(t) && !months(t) || t.mark().is_some_and(strong);
        let tally = |at: &usize| tokens.tallies(*at);
        let open = (0..token).rev().find(|at| boundary(&tokens.tokens[*at]) && !tally(at));
        let mut start = open.map_or(0, |at| at + 1);
        // 占全市(1012家)的28.6%: a figure in brackets is passed over.
        if let Some(open) = bracket(tokens, start) {
            start = tokens.tokens[..open].iter().rposition(boundary).map_or(0, |at| at + 1);
        }
        // The 、 right behind the last figure joins two figures; it is no part of the second.
        let start = start + usize::from(tokens.tokens[start..token].first().is_some_and(|t| t.mark() == Some('、')));
        start..token
    }

    /// 高于全省(3.9%)、全市(3.2%): the place or zone right before the brackets that hold nothing but the figure.
    pub(super) fn beside_place(&self) -> Option<usize> {
        let open = self.token.checked_sub(1).filter(|_| self.left.is_empty())?;
        let place = open.checked_sub(1).filter(|place| self.at(*place).is_subject())?;
        (self.tokens.alone_in_brackets(self.token) && self.at(place).range.end == self.at(open).range.start).then_some(place)
    }

    /// 百亿元级产业: true where a size ends behind the figure.
    pub(super) fn is_scale(&self) -> bool {
        self.text(self.quantity.range.end..self.tokens.text.len()).starts_with(self.vocab.label("size_end"))
    }

    /// The tokens after a quantity up to the next figure or mark.
    pub(super) fn right_of(tokens: &Tokens<'_, '_>, token: usize) -> Range<usize> {
        let boundary = |t: &Token<'_>| tokens.is_figure(t) || t.mark().is_some();
        let end = tokens.tokens[token + 1..].iter().position(boundary).map_or(tokens.tokens.len(), |at| token + 1 + at);
        token + 1..end
    }

    /// The tokens of a range.
    pub(super) fn words(&self, range: &Range<usize>) -> &'a [Token<'v>] {
        &self.tokens.tokens[range.clone()]
    }

    /// The token at an index.
    pub(super) fn at(&self, index: usize) -> &'a Token<'v> {
        &self.tokens.tokens[index]
    }

    /// The tokens from the last figure up to those that belong to the quantity.
    pub(super) fn before_left(&self) -> Range<usize> {
        let last = self.tokens.tokens[..self.left.start].iter().rposition(|t| self.tokens.is_figure(t));
        last.map_or(0, |at| at + 1)..self.left.start
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
        let cues = CueSet::of(cues);
        self.words(&self.left).iter().rposition(|token| token.among(cues)).map(|at| self.left.start + at)
    }

    /// True when a token before the quantity has one of these cues.
    pub(super) fn has(&self, cues: &[Cue]) -> bool {
        self.cue(cues).is_some()
    }

    /// The first token before the quantity with one of these cues.
    pub(super) fn first_cue(&self, cues: &[Cue]) -> Option<usize> {
        let cues = CueSet::of(cues);
        self.words(&self.left).iter().position(|token| token.among(cues)).map(|at| self.left.start + at)
    }

    /// The first word for a part before the quantity: its own, or one in the clause before that has no figure of its own
    /// (…的比重, 已从61.2%提升到76.4%).
    pub(super) fn share_cue(&self) -> Option<usize> {
        self.first_cue(&[Cue::Share]).or_else(|| {
            let plain = self.left.clone().all(|index| {
                self.at(index).any(&[
                    Cue::From,
                    Cue::To,
                    Cue::Light,
                    Cue::Actual,
                    Cue::AllWord,
                    Cue::Under,
                    Cue::Over,
                    Cue::Approx,
                ]) || self.at(index).time().is_some()
            });
            let found = self.before_left().find(|index| self.at(*index).cue(Cue::Share));
            // 研发投入占销售收入的比重,3.6%: or nothing but a comma stands between.
            let said = self.token.checked_sub(2).is_some_and(|last| self.at(last).cue(Cue::Share));
            let comma = |_: &usize| said && self.at(self.token - 1).mark() == Some(',');
            found.filter(|share| plain && (!self.left.is_empty() || comma(share)))
        })
    }

    /// True when the token right before the quantity has one of these cues, nothing between.
    pub(super) fn touches(&self, cues: &[Cue]) -> bool {
        self.left.clone().next_back().is_some_and(|index| {
            self.at(index).any(cues) && self.text(self.at(index).range.end..self.quantity.range.start).trim().is_empty()
        })
    }

    /// True when a word for where a change leads stands before the figure, with no more than a time between: 提高到, 提高到2019年的.
    pub(super) fn reaches(&self) -> bool {
        self.cue(&[Cue::To]).is_some_and(|to| {
            let between = to + 1..self.token;
            let dated = |index: usize| self.at(index).time().is_some() || self.at(index).cue(Cue::Attributive);
            between.clone().all(dated) && self.unlisted(between, self.at(to).range.end..self.quantity.range.start) == 0
        })
    }

    /// True when 的 ties a word with one of these cues to the figure: 7%左右的目标, 31%的平均值.
    pub(super) fn tied_to(&self, cues: &[Cue]) -> bool {
        let bounds = [Cue::OverAfter, Cue::UnderAfter, Cue::ApproxAfter];
        let mut behind = self.right.clone().map(|index| self.at(index)).filter(|token| !token.any(&bounds));
        behind.next().is_some_and(|of| of.cue(Cue::Attributive)) && behind.next().is_some_and(|word| word.any(cues))
    }

    /// A figure of a metric with the quantity's own value.
    pub(super) fn figure(&self, (metric, segment): (u16, String), measure: Measure) -> Figure {
        // 沙文园完成工业总产值82.6亿元: a part of the zone is no kind of output.
        let segment = if self.vocab.names_area(&segment) {
            self.part.replace(segment);
            String::new()
        } else {
            segment
        };
        Figure {
            metric,
            segment,
            aspect: String::new(),
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
        if count == 0 {
            return 0;
        }
        count.saturating_sub(bracketed(self.text(bytes.start.min(bytes.end)..bytes.end)))
    }

    /// What the sentence is about once it has stated this figure.
    pub(super) fn topic_after(&self, figure: &Figure) -> Topic {
        Topic {
            metric: Some(figure.metric),
            segment: figure.segment.clone(),
            aspect: figure.aspect.clone(),
            measure: Some(figure.measure),
            scope: figure.scope.clone(),
            token: self.token,
            gain: self.has(&[Cue::Gain, Cue::NetGain]) && !self.ever()
                || self.topic.gain && (self.joined() || self.has(&[Cue::OfWhich])),
            fell: figure.value.is_some_and(|value| value.is_sign_negative()),
            base: figure.base,
            head: self.qualifier().unwrap_or_else(|| self.topic.head.clone()),
            phrase: self.phrase().unwrap_or_else(|| self.topic.phrase.clone()),
            part: self.part_of(figure.metric),
            unmeasured: false,
            firm: false,
        }
    }

    /// The part of the zone that a figure of a metric is of: named in its own words, or by the figure before that it goes on about.
    pub(super) fn part_of(&self, metric: u16) -> String {
        let own = self.part.borrow().clone();
        let between = self.tokens.tokens.get(self.topic.token..self.token).unwrap_or_default();
        let same = self.topic.metric == Some(metric) && !between.iter().any(Token::is_zone);
        if own.is_empty() && same { self.topic.part.clone() } else { own }
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
        // A light verb may stand between: 突破了, 将达, 约占全市, 至少再添.
        let light = [Cue::Over, Cue::Under, Cue::Approx, Cue::Light, Cue::AllWord, Cue::Gain];
        let near = self.left.clone().rev().take(3).take_while(|index| {
            let token = self.at(*index);
            token.any(&light) || token.is_subject()
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
        let meaning = |index: usize| super::context::meaning(self.tokens, index, self.vocab);
        let Some((last, scope)) = range.clone().rev().find_map(|index| Some((index, meaning(index)?))) else {
            return String::new();
        };
        // 全国高新区: words that touch are one name; 高新区集聚了全国36%的…: one further off is whom the figure is about.
        let touches = |index: &usize| self.at(*index).range.end == self.at(index + 1).range.start && meaning(*index).is_some();
        let before = (range.start..last).rev().take_while(touches);
        self.scopes.borrow_mut().extend(before.chain([last]));
        scope.into_owned()
    }
}
