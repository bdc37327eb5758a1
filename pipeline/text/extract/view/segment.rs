//! What narrows a metric: the words before it, what the sentence spoke of, a kind that makes another metric of it.

use std::ops::Range;

use super::super::narrower;
use super::{Said, View, strong};
use crate::vocab::{Cue, Narrower, Role, Sense};

/// Words from one kind of zones to the next in a list: 9家|国家高新区|、|9家|省级高新区.
const ZONES_APART: usize = 3;
/// Longest name, in characters, of a list that projects stand on.
const LONGEST_LIST: usize = 16;

impl View<'_, '_, '_> {
    /// A metric with what narrows it; some phrases make another metric of it.
    pub(in super::super) fn narrowed(&self, from: usize, token: usize, metric: u16, own: &str) -> (u16, String) {
        let segment = self.segment(from, token, metric, own);
        // 发明专利申请2865件、授权856件: of the kind that was applied for.
        if let Some(found) = self.of_kind(metric).filter(|_| segment.is_empty()) {
            return (found, String::new());
        }
        if !self.vocab.has_compounds(metric) {
            return (metric, segment);
        }
        if let Some(found) = self.vocab.compound(&segment, metric) {
            return found;
        }
        // 规上工业总产值732亿元、增加值118亿元, 规上工业企业营业收入583亿元、利润总额14.8亿元: of what the sentence spoke of before.
        let word = self.text(self.at(token).range.clone());
        let narrowed = if segment.is_empty() { "" } else { "+" };
        // 动力装备规上企业96家,实现产值421亿元: what a named industry makes has no other name.
        let kind = || {
            let mut words = self.vocab.lexicon.find(&self.topic.segment);
            !self.topic.segment.is_empty() && !words.any(|hit| hit.senses.contains(&Sense::Narrower(Narrower::Level)))
        };
        let firms = |topic: u16| self.vocab.metric(topic).group == "enterprises";
        let after = |topic: u16| {
            let words = || format!("{} {word}{narrowed}", self.vocab.metric(topic).metric_id);
            if firms(topic) && kind() { None } else { self.vocab.compound(&words(), metric) }
        };
        let same = || self.vocab.compound(&self.topic.head, metric).filter(|_| segment.is_empty() && self.joined());
        // 新增规上企业30家;营业收入达到600亿元: over a semicolon what firms were counted says nothing.
        let near = || !self.tokens.tokens.get(self.topic.token..token).unwrap_or_default().iter().any(|t| t.mark() == Some(';'));
        // 规上工业企业实现产值860亿元、利税87亿元、利润57亿元: or in the list that 、 joins.
        let list = |said: &&Said| {
            let between = self.tokens.tokens.get(said.token..token).unwrap_or_default();
            said.token > 0 && between.iter().all(|token| token.mark().is_none_or(|mark| mark == '、'))
        };
        let listed = || self.said.iter().rev().skip(1).take_while(list).find_map(|said| after(said.metric));
        let metric = self
            .topic
            .metric
            .filter(|topic| !firms(*topic) || near())
            .and_then(after)
            .or_else(listed)
            .or_else(same)
            .map_or(metric, |(metric, _)| metric);
        (metric, segment)
    }

    /// The metric that another patents' one is of the kind of patents that the figure before counted.
    fn of_kind(&self, metric: u16) -> Option<u16> {
        let kind = self.vocab.metric_of(Role::Inventions).filter(|_| self.joined() && !self.topic.segment.is_empty())?;
        let before = self.topic.metric.filter(|before| self.vocab.has_role(*before, Role::Patents) && *before != metric)?;
        let words = format!("{} {}", self.vocab.metric(metric).metric_id, self.topic.segment);
        let found = self.vocab.compound(&words, kind).map(|(found, _)| found);
        found.filter(|_| self.vocab.metric(before).group == self.vocab.metric(metric).group)
    }

    /// What narrows the metric at a token.
    fn segment(&self, from: usize, token: usize, metric: u16, own: &str) -> String {
        if self.vocab.metric(metric).group == "ranking" && own.is_empty() && self.vocab.metric(metric).unit == "rank" {
            return self.ranked_industry(from..token);
        }
        let flow = !self.vocab.metric_traits(metric).stock && !self.vocab.metric_traits(metric).counts_gains;
        if let Some(part) = narrower::area(self.tokens, from..token) {
            *self.part.borrow_mut() = part;
        }
        let mut phrase = narrower::before(self.tokens, from, token, flow);
        // 9家国家高新区、9家省级高新区共实现营业收入…: of them all.
        let zones = |index: &usize| self.at(*index).metrics().any(|(metric, _)| self.vocab.has_role(metric, Role::Zones));
        let last = if phrase.is_empty() { None } else { (from..token).rfind(zones) };
        if last.is_some_and(|last| (last.saturating_sub(ZONES_APART)..last).any(|index| zones(&index))) {
            phrase.clear();
        }
        // 生物医药产业年产值: in how long it was made is no part of the name.
        if let Some(name) = phrase.strip_suffix(self.vocab.label("year")) {
            phrase.truncate(name.len());
        }
        let named = || {
            let open = ["industry", "enterprises", "projects", "people"].contains(&self.vocab.metric(metric).group.as_str());
            // 磁电产业规模: the size of an industry bears its name.
            let longest = if self.vocab.has_role(metric, Role::ClusterOutput) { 4 } else { 2 };
            if open { narrower::unlisted(self.tokens, from, token, longest) } else { String::new() }
        };
        let phrase = Some(phrase).filter(|phrase| !phrase.is_empty() || !own.is_empty()).unwrap_or_else(named);
        // “英才计划”人才32名: a programme in quotes right before the people or the money that it brings.
        let group = self.vocab.metric(metric).group.as_str();
        // 规上企业“智改数转”项目186个: a name in quotes is not cut inside them.
        let cut = phrase.contains('“') && !phrase.contains('”') && group == "projects";
        let phrase = if cut { String::new() } else { phrase };
        let phrase = if phrase.is_empty() && own.is_empty() && ["people", "finance"].contains(&group) {
            narrower::quoted(self.tokens, token)
        } else if phrase.is_empty() && own.is_empty() && group == "projects" {
            narrower::quoted_head(self.tokens, token)
        } else {
            phrase
        };
        // 新型显示、电子信息分别完成产值312.6亿元、165.9亿元: the metric stands behind the word that deals out.
        let dealt =
            || self.dealt.filter(|dealt| dealt.metric.is_none() && dealt.echo.is_none()).map(|dealt| dealt.segment.clone());
        let listed = || self.listed_by(from..token).filter(|_| group == "projects");
        let spoken_of =
            || dealt().filter(|dealt| !dealt.is_empty()).or_else(listed).unwrap_or_else(|| self.industry(token, metric));
        let phrase = if phrase.is_empty() && own.is_empty() { spoken_of() } else { phrase };
        match (phrase.is_empty(), own.is_empty()) {
            (_, true) => phrase,
            (true, false) => own.to_owned(),
            (false, false) => format!("{phrase}{own}"),
        }
    }

    /// 列入省级年度计划的重大项目: the list of some level on which projects stand.
    fn listed_by(&self, words: Range<usize>) -> Option<String> {
        let verb = words.clone().rfind(|index| self.at(*index).cue(Cue::Honoured))?;
        let level = verb + 1 < words.end && self.at(verb + 1).narrower() == Some(Narrower::Level);
        let start = self.at(verb).range.end;
        let of = (verb + 1..words.end).rfind(|index| self.at(*index).any(&[Cue::Attributive, Cue::AllWord])).unwrap_or(words.end);
        let list = self.text(start..self.at(of).range.start);
        let tight = level && self.at(verb + 1).range.start == start;
        (tight && list.chars().count() <= LONGEST_LIST && !list.contains(strong)).then(|| list.to_owned())
    }

    /// 全国生物医药产业园区竞争力: the industry in which zones are ranked, in the clause of the ranking.
    fn ranked_industry(&self, words: Range<usize>) -> String {
        let clause = words.clone().rev().find(|index| self.at(*index).mark().is_some_and(strong));
        let mut words = clause.map_or(words.start, |mark| mark + 1)..words.end;
        let industry = words.rfind(|index| self.at(*index).narrower() == Some(Narrower::Industry));
        industry.map_or_else(String::new, |index| narrower::alone(self.tokens, index..index + 1))
    }
}
