//! The words of a sentence that stand where a subject stands: looked up once, asked for by each of its figures.

use super::super::token::{Token, Tokens};
use super::standing::in_place;
use super::{evidence, group, is_one, meaning, outside_brackets};
use crate::model::{Level, MappedStr, SubjectEvidence};
use crate::vocab::{Cue, Generic, Sense, Vocab};

/// What 我们 means, in the notation of evidence: all that the article is about.
const OURS: &str = "generic:whole";

/// These words, in order.
pub(in super::super) struct Subjects(Vec<Subject>);

/// One of them.
pub(in super::super) struct Subject {
    /// The token.
    pub(in super::super) token: usize,
    /// As evidence for a figure of its own clause.
    pub(in super::super) evidence: SubjectEvidence,
}

impl Subject {
    /// As evidence from so near.
    pub(in super::super) fn at(&self, level: Level) -> SubjectEvidence {
        SubjectEvidence { level, ..self.evidence.clone() }
    }
}

impl Subjects {
    /// Those of a sentence.
    pub(in super::super) fn of(tokens: &Tokens<'_, '_>, text: MappedStr<'_>, vocab: &Vocab) -> Self {
        let named = |token: usize| {
            let meaning = meaning(tokens, token, vocab)?;
            let evidence = || evidence(tokens, token, &meaning, text, vocab);
            in_place(tokens, token, &meaning, vocab).then(|| Subject { token, evidence: evidence() })
        };
        // 郑州有高新技术企业400家,我们是163家: behind another zone or place, the one that speaks.
        let words = vocab.label_words("ourselves");
        let speaks =
            |token: &Token<'_>| token.cue(Cue::Light) && words.iter().any(|word| *word == tokens.text[token.range.clone()]);
        let one = |index: usize| tokens.tokens[index].is_subject() && meaning(tokens, index, vocab).is_some_and(|of| is_one(&of));
        let ours = |token: usize| speaks(&tokens.tokens[token]) && (0..token).any(one);
        let own = |token: usize| Subject { token, evidence: evidence(tokens, token, OURS, text, vocab) };
        let subject = |(index, token): (usize, &Token<'_>)| {
            if token.is_subject() { named(index) } else { Some(index).filter(|index| ours(*index)).map(own) }
        };
        Self(tokens.tokens.iter().enumerate().filter_map(subject).collect())
    }

    /// Those that may name the subject of the figure at a token, nearest first, with how near they stand; `scopes` name fields.
    pub(in super::super) fn before<'s>(
        &'s self,
        tokens: &'s Tokens<'_, '_>,
        at: usize,
        scopes: &'s [usize],
    ) -> impl Iterator<Item = (Level, &'s Subject)> {
        let mut level = Level::Clause;
        let mut group = group(tokens, at);
        let mut aside = false;
        let first = self.0.first().map_or(at, |first| first.token);
        outside_brackets(tokens, at).take_while(move |(index, _)| *index >= first).filter_map(move |(index, token)| {
            if matches!(token.mark(), Some(',' | ';' | ':')) {
                level = Level::Sentence;
            }
            let subject = self.0.binary_search_by_key(&index, |subject| subject.token);
            if !token.is_subject() && subject.is_err() {
                return None;
            }
            if index < group {
                group = super::group(tokens, index);
                aside = true;
            }
            // 全区…1183亿元,其中高新区1046亿元;…: over a semicolon a part is not the subject any more.
            let part = || {
                (group..index).any(|at| {
                    tokens.tokens[at].cue(Cue::OfWhich) && tokens.tokens[group..at].iter().any(|t| t.quantity().is_some())
                })
            };
            let subject = subject.ok()?;
            let names =
                !scopes.contains(&index) && (!aside || !part()) && !compared(tokens, index, at) && !passing(tokens, index, at);
            names.then_some((level, &self.0[subject]))
        })
    }
}

/// 投资增长16.4%,甲市、乙市获批国家物流枢纽,快递业务量增长20.8%: a place that a clause without a figure names, between clauses that
/// have one, has only what that clause says.
fn passing(tokens: &Tokens<'_, '_>, index: usize, at: usize) -> bool {
    let list = &tokens.tokens;
    let figure = |token: &Token<'_>| tokens.is_figure(token);
    let place = |token: &Token<'_>| token.senses().iter().any(|sense| matches!(sense, Sense::Place(_)));
    let nation = list[index].generic() == Some(Generic::Nation);
    if !(place(&list[index]) || nation) || list[index].is_zone() {
        return false;
    }
    let clause = list[index..at].iter().position(|t| matches!(t.mark(), Some(',' | ';')));
    let silent = clause.is_some_and(|mark| !list[index..index + mark].iter().any(figure));
    // 全国综合试点省启动建设,兑付资金64亿元: the country has no more than its clause says.
    silent && (nation || list[group(tokens, at).min(index)..index].iter().any(figure))
}

/// 增长17.7%,全市为13%,固定资产投资增长26.5%: the place at a token only has its own figure of what was stated before; the metric that
/// a later clause names is not its.
fn compared(tokens: &Tokens<'_, '_>, index: usize, at: usize) -> bool {
    let list = &tokens.tokens;
    let outside = !list[index].is_zone();
    let light = list[index + 1..at]
        .iter()
        .take_while(|t| t.any(&[Cue::Light, Cue::AllWord, Cue::Approx, Cue::Rate, Cue::Up, Cue::Down]))
        .count();
    let figure = index + 1 + light;
    let own = figure < at && tokens.is_figure(&list[figure]);
    let clause = list[figure..at].iter().position(|t| matches!(t.mark(), Some(',' | ';')));
    let names = clause.is_some_and(|mark| list[figure + mark..at].iter().any(Token::is_metric));
    outside && own && names && list[..index].iter().any(|t| t.quantity().is_some())
}
