//! What the words of a sentence tell together: the firm that it opens with, a count that only tallies a list.

use super::Tokens;
use crate::model::Decimal;
use crate::vocab::{Cue, Narrower, Vocab};

/// Characters between a small count and the word for what it counts: 主要, 支柱.
const LONGEST_KIND: usize = 2;

/// Characters of the short name of a firm.
const LONGEST_FIRM: usize = 6;

/// Mentions in the name of a firm.
const LONGEST_NAME: usize = 5;

impl Tokens<'_, '_> {
    /// 新能源、生物医药两个主要产业: true for a small count of what was listed right before it.
    pub(in super::super) fn tallies(&self, at: usize) -> bool {
        let Some(quantity) = self.tokens[at].quantity().map(|quantity| &self.quantities[quantity]) else { return false };
        let small = quantity.is("number") && quantity.number < Decimal::TEN;
        let listed = at.checked_sub(1).map(|before| &self.tokens[before]);
        let listed = listed.is_some_and(|last| last.narrower().is_some() && last.range.end == quantity.range.start);
        let kind = self.tokens[at + 1..].iter().find(|next| !next.any(&[Cue::Whole, Cue::AllWord]));
        small
            && listed
            && kind.is_some_and(|kind| {
                let gap = &self.text[quantity.range.end..kind.range.start];
                kind.narrower() == Some(Narrower::Suffix) && gap.chars().count() <= LONGEST_KIND
            })
    }

    /// 凌云、烽火、长岭三家企业: true for a small count of as many names, which no list knows, right before it.
    pub(in super::super) fn names_each(&self, at: usize) -> bool {
        let Some(quantity) = self.tokens[at].quantity().map(|quantity| &self.quantities[quantity]) else { return false };
        let small = quantity.is("number") && !quantity.arabic && quantity.number > Decimal::ONE && quantity.number < Decimal::TEN;
        if !small {
            return false;
        }
        let clause = self.text[..quantity.range.start].rsplit([',', '。', ';', ':']).next().unwrap_or_default();
        let start = quantity.range.start - clause.len();
        let names: Vec<&str> = clause.split('、').map(str::trim).collect();
        let plain = |name: &&str| (2..=LONGEST_FIRM).contains(&name.chars().count()) && name.chars().all(char::is_alphabetic);
        let known = self.tokens[..at]
            .iter()
            .any(|token| token.range.start >= start && (token.is_metric() || token.is_subject() || token.narrower().is_some()));
        !known && names.iter().all(plain) && quantity.number == Decimal::from(names.len())
    }

    /// 480家(2018年底): true for a token with nothing beside it in its brackets.
    pub(in super::super) fn alone_in_brackets(&self, at: usize) -> bool {
        let mark = |at: Option<usize>| at.and_then(|at| self.tokens.get(at)).and_then(|token| token.mark());
        mark(at.checked_sub(1)) == Some('(') && mark(Some(at + 1)) == Some(')')
    }

    /// 银行6家, 建成图书馆3座, 12家医院: true for a token with a count of several that touches it, and nothing behind them: it names
    /// none of them. 9家银行投放贷款18亿元 tells what they did.
    pub(in super::super) fn is_counted(&self, at: usize) -> bool {
        let several = |at: usize| self.quantities[at].is("number") && self.quantities[at].number > Decimal::ONE;
        let figure = |at: usize| self.tokens[at].quantity().is_some_and(several);
        let touches = |at: usize| self.tokens[at].range.end == self.tokens[at + 1].range.start;
        let ends = |at: usize| {
            let rest = &self.text[self.tokens[at].range.end..];
            rest.chars().next().is_none_or(|c| !c.is_alphanumeric())
        };
        let behind = at + 1 < self.tokens.len() && figure(at + 1) && touches(at) && ends(at + 1);
        behind || at > 0 && figure(at - 1) && touches(at - 1) && ends(at)
    }

    /// 以歌尔为龙头的声学产业, 代表企业有甲集团、乙新材等: true for the name of a firm that stands for an industry, which is spoken of.
    pub(in super::super) fn stands_for(&self, at: usize, vocab: &Vocab) -> bool {
        let ends = |c: char| matches!(c, ',' | ';' | '。');
        let name = &self.tokens[at].range;
        let behind = self.text[name.end..].split(ends).next().unwrap_or_default();
        let before = self.text[..name.start].rsplit(ends).next().unwrap_or_default();
        vocab.label_in("headed_by", behind) || vocab.label_in("such_as", before)
    }

    /// The name of a firm that opens the sentence: among its first mentions besides marks and times.
    pub(in super::super) fn opening_firm(&self, vocab: &Vocab) -> Option<usize> {
        if !self.may_have(&[Cue::Entity]) {
            return None;
        }
        let heads = self.tokens.iter().enumerate().filter(|(_, token)| token.mark().is_none() && token.time().is_none());
        let first = heads.clone().take(2).find(|(index, token)| token.cue(Cue::Entity) && !self.is_counted(*index));
        // 湖北新火炬科技有限公司: a name may be made of listed words; no grammar stands between them.
        let name = || {
            let mut words = heads.skip_while(|(_, token)| token.any(&[Cue::AllWord])).take(LONGEST_NAME);
            let found = words.find(|(_, token)| token.cue(Cue::Entity) || !token.is_subject() && token.narrower().is_none());
            found.filter(|(index, token)| token.cue(Cue::Entity) && !self.is_counted(*index))
        };
        first.or_else(name).map(|(index, _)| index).filter(|firm| !self.stands_for(*firm, vocab))
    }
}
