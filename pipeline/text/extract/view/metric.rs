//! Which metric a figure is of: named in its words, dealt by a series, or still in force.

use std::ops::Range;

use rust_decimal::prelude::ToPrimitive;

use super::super::token::Token;
use super::super::{narrower, series};
use super::{Said, View, strong};
use crate::model::{Decimal, Measure};
use crate::vocab::{Cue, Narrower, Role, Sense};

/// Square metres.
const LEAST_AREA: Decimal = Decimal::ONE_THOUSAND;
/// Characters of a word for a group that says nothing of its kind: 项目, 企业.
const BARE_HEAD: usize = 2;
/// Longest name, in characters, that no list knows around a part that one does: 甲某电子集成电路封测规模.
const LONGEST_NAME: usize = 6;

impl<'a> View<'a, '_, '_> {
    /// True when the metric at this index can have the quantity as its level.
    pub(in super::super) fn fits(&self, metric: u16) -> bool {
        let wants = self.vocab.measures(metric);
        let has = self.quantity.dimension;
        let measures = self.vocab.takes(metric, has)
            || (has == "rank" && !self.quantity.ordinal && wants == "person")
            || (has.is_empty() && wants == "person")
            || (wants == "money" && self.quantity.bare_money());
        let printed = self.text(self.quantity.range.clone());
        let unit_of = |label: &str| self.vocab.label_ends(label, printed);
        // 世界500强企业设立项目31家: firms are counted, not projects.
        let firms = || self.vocab.has_role(metric, Role::Projects) && unit_of("units_of_firms");
        // 留学人员创办的520家: nor are people.
        let firms_named = || wants == "person" && unit_of("units_of_firms");
        // 召开企业座谈会9场: occasions are no firms.
        let group = self.vocab.metric(metric).group.as_str();
        let events = || ["enterprises", "projects"].contains(&group) && unit_of("units_of_events");
        // 城镇新增就业4120人,…;安置房3268套: nor are things, or people; nor a team a project (签约项目42个,组建招商队伍8支).
        let things = || ["enterprises", "people", "projects"].contains(&group) && unit_of("units_of_things");
        // 建成孵化器3栋: nor are the houses of a platform.
        let houses = || group == "innovation" && unit_of("units_of_houses");
        // 小学的学生从430人增加到2100人: no person is a school or a firm.
        let people = || {
            firms_named()
                || wants == "number"
                    && has == "person"
                    && self.vocab.metric(metric).unit == "count"
                    && printed.ends_with(self.vocab.label("unit_person"))
        };
        // 周转住房90平方米: no zone, and none of its buildings, is so small.
        let small = self.quantity.is("area") && self.quantity.value < LEAST_AREA && self.vocab.metric(metric).unit == "m2";
        // 分4批认定高新技术企业120家: the times that it was done.
        let times = || self.quantity.is("number") && unit_of("units_of_batches");
        measures && !(firms() || people() || events() || things() || houses() || small || times())
    }

    /// The last metric among these tokens that passes a test: its token, index and own segment.
    pub(in super::super) fn metric_in(&self, range: Range<usize>, test: impl Fn(u16) -> bool) -> Option<(usize, u16, &'a str)> {
        range.rev().find_map(|index| {
            self.at(index).metrics().find(|(metric, _)| test(*metric)).map(|(metric, own)| (index, metric, own))
        })
    }

    /// The metric that these tokens name, with what narrows it.
    pub(in super::super) fn named(&self, range: Range<usize>, test: impl Fn(u16) -> bool) -> Option<(u16, String)> {
        let from = range.start;
        self.metric_in(range, test).map(|(token, metric, own)| self.narrowed(from, token, metric, own))
    }

    /// The metric in force for a figure whose own words name none: dealt by a series, named earlier in the sentence
    /// without a figure, or the topic.
    pub(in super::super) fn in_force(&self, test: impl Fn(u16) -> bool) -> Option<(u16, String)> {
        if let Some(dealt) = self.dealt {
            if let Some(echo) = dealt.echo {
                let said = self.said.len().checked_sub(echo).and_then(|index| self.said.get(index));
                // 西部33家、东北16家分别占12.6%和6.8%: of what the sentence has stated, in that part of the country.
                let region = said.map(|said| said.segment.as_str()).filter(|segment| self.is_region(segment));
                if let Some(region) = region.filter(|_| dealt.segment.is_empty()) {
                    let stated =
                        self.said.iter().rev().find(|said| test(said.metric) && !self.vocab.has_role(said.metric, Role::Zones));
                    return stated.map(|said| (said.metric, region.to_owned()));
                }
                // 申请4236件,授权2518件,其中发明专利分别为1704件和486件: a part of each.
                let part = |(metric, segment): (u16, String)| match dealt.metric.filter(|_| !dealt.segment.is_empty()) {
                    Some(kind) => {
                        let words = format!("{} {}", self.vocab.metric(metric).metric_id, dealt.segment);
                        self.vocab.compound(&words, kind).unwrap_or((metric, dealt.segment.clone()))
                    }
                    None if !dealt.segment.is_empty() => (metric, dealt.segment.clone()),
                    None => (metric, segment),
                };
                return said.map(Said::found).map(part).filter(|(metric, _)| test(*metric));
            }
            let metric = dealt.metric.or(self.topic.metric).filter(|metric| test(*metric))?;
            return Some((metric, dealt.segment.clone()));
        }
        // 剔除土地增值税因素,同口径增长14.9%: what is left out of the reckoning has not changed.
        let before = self.before_left();
        let left_out = before.clone().find(|index| self.at(*index).cue(Cue::Qualifier)).unwrap_or(before.end);
        let named = self.named(before.start..left_out, &test);
        // 省级以上园区收入5120亿元,其中高新区一家就突破2100亿元: one of the zones is no kind of zones.
        let one = || self.left.clone().any(|index| self.at(index).is_zone());
        let kind = |segment: &str| if self.names_zones(segment) && one() { String::new() } else { segment.to_owned() };
        let topic = || self.topic.metric.filter(|metric| test(*metric)).map(|metric| (metric, kind(&self.topic.segment)));
        // 中部34家为4.2万亿元: of what the sentence has stated, in the part of the country whose zones it has just counted.
        let zones =
            self.said.last().filter(|said| self.vocab.has_role(said.metric, Role::Zones) && self.is_region(&said.segment));
        let said = || self.said.iter().rev().find(|said| test(said.metric)).map(Said::found);
        let region = |(metric, segment)| (metric, zones.map_or(segment, |zones| zones.segment.clone()));
        named.or_else(|| topic().or_else(said).map(region))
    }

    /// True for the name of a part of the country.
    fn is_region(&self, words: &str) -> bool {
        !words.is_empty() && self.vocab.region(words) == Some(words.len())
    }

    /// The part of the country that is all that stands before a token of the clause: 中部|增长9.8%, 其中东部|58家.
    pub(in super::super) fn region_before(&self, token: usize) -> Option<&str> {
        let open = self.cue(&[Cue::OfWhich]).map_or(self.left_start(), |open| self.at(open).range.end);
        let end = if token < self.token { self.at(token).range.start } else { self.quantity.range.start };
        Some(self.text(open..end.max(open)).trim()).filter(|words| self.is_region(words))
    }

    /// True for the name of a kind of zones: 省级以上园区.
    fn names_zones(&self, segment: &str) -> bool {
        let zones = |sense: &Sense| match sense {
            Sense::Metric(metric, _) => self.vocab.has_role(*metric, Role::Zones),
            sense => matches!(sense, Sense::Generic(_)),
        };
        !segment.is_empty()
            && self.vocab.lexicon.find(segment).any(|hit| hit.range.end == segment.len() && hit.senses.iter().any(zones))
    }

    /// The metric that the sentence names for the figure: in its own words, or before them without a figure.
    pub(in super::super) fn named_here(&self, cue: usize, test: impl Fn(u16) -> bool) -> Option<(u16, String)> {
        let own = self.named(self.left.start..cue.max(self.left.start), &test);
        own.or_else(|| self.named(self.before_left(), &test))
    }

    /// The metric of a rate, a share or a rank that stands before token `cue`: named there, narrowed there, or in force.
    pub(in super::super) fn rated(&self, cue: usize) -> Option<(u16, String)> {
        let before = self.left.start..cue.max(self.left.start);
        let own = self.dealt.is_some_and(|dealt| dealt.metric.is_some() || dealt.echo.is_some());
        if let Some(found) = self.in_force(|_| true).filter(|_| own) {
            return Some(found);
        }
        let rankable = |metric: u16| !self.vocab.has_role(metric, Role::Zones);
        // 上缴税费682亿元,受留抵退税影响下降2.5%: why it changed says nothing of what changed.
        let before = before.clone().rev().find(|index| self.at(*index).cue(Cue::Cause)).map_or(before.start, |cause| cause + 1)
            ..before.end;
        // 承诺时限比法定时限压缩76%: what stands behind 比 is what it is compared with, where something stands before.
        let compare = before.clone().find(|index| self.at(*index).cue(Cue::Compare));
        let compared = compare.filter(|compare| self.metric_in(before.start..*compare, |_| true).is_some());
        let before = compared.map_or(before.clone(), |compare| before.start..compare);
        let why = self.opens_with_cause(&before);
        let before = if why { before.end..before.end } else { before };
        // 打印机产量占全球的三分之一, 产品产量增势良好,其中机器人增长12%: of a thing that no metric measures.
        let whole = before.start == self.left.start && before.end > before.start;
        let spoken = if whole { self.before_left().start } else { before.start }..before.end;
        if spoken
            .rev()
            .find(|index| self.at(*index).is_metric() || self.at(*index).cue(Cue::Drop))
            .is_some_and(|index| self.at(index).cue(Cue::Drop))
        {
            return None;
        }
        let named = || self.named(before.clone(), rankable).or_else(|| self.caused(&before, rankable));
        if let Some((metric, segment)) = named() {
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
        if let Some(region) = self.region_before(cue) {
            return Some((metric, region.to_owned()));
        }
        let own = narrower::alone(self.tokens, before.clone());
        // 固定资产抵扣增长127%: unlisted words name something else than the metric in force.
        let end = if cue < self.token { self.at(cue).range.start } else { self.quantity.range.start };
        let start = before.start.checked_sub(1).map_or(0, |at| self.at(at).range.end);
        let unlisted = self.unlisted(before, start..end);
        let qualified = self.left.clone().next().is_some_and(|index| self.at(index).cue(Cue::Qualifier));
        // 创新平台346家。信访总量下降9.6%: what the sentence before has stated goes on only where nothing is named.
        let here = || self.said.iter().any(|said| said.token > 0) || self.metric_in(0..self.token, |_| true).is_some();
        let most = match own.is_empty() {
            true if unlisted > 1 && !here() => 1,
            true => 3,
            false if unlisted > 2 && !here() => 2,
            false => LONGEST_NAME,
        };
        let dealt = self.dealt.is_some() && most > 2;
        if unlisted > most && !dealt && !qualified && !why {
            return None;
        }
        Some(if own.is_empty() { (metric, segment) } else { self.other_industry(metric, own) })
    }

    /// 因国际物流不畅下降9%, 受出口订单集中交付带动增长31%: the clause of these words opens with why.
    fn opens_with_cause(&self, words: &Range<usize>) -> bool {
        let mark = words.clone().rev().find(|index| self.at(*index).mark().is_some_and(strong));
        let start = mark.map_or(self.left_start(), |mark| self.at(mark).range.end);
        let clause = self.text(start..self.quantity.range.start).trim_start();
        // 受房地产投资下降16.8%拖累: a figure inside the cause is said of what fell.
        let inside = || self.right.clone().next().is_some_and(|next| self.at(next).any(&[Cue::Cause, Cue::Pull]));
        self.vocab.label_starts("because", clause) && !(inside() && self.metric_in(words.clone(), |_| true).is_some())
    }

    /// 产值受价格影响回落18.3%: the metric right before the words that open the cause.
    fn caused(&self, before: &Range<usize>, test: impl Fn(u16) -> bool) -> Option<(u16, String)> {
        let cause = before.start.checked_sub(1).filter(|cause| *cause >= self.left.start && self.at(*cause).cue(Cue::Cause))?;
        let (token, metric, own) = self.metric_in(self.left.start..cause, test)?;
        let why = self.text(self.at(token).range.end..self.at(cause).range.start);
        let opens = self.vocab.label_starts("because", why);
        opens.then(|| self.narrowed(self.left.start, token, metric, own))
    }

    /// 高技术制造业增加值增长9%,专用设备制造业增长11.7%: an industry beside one that has a metric to itself has the common one.
    fn other_industry(&self, metric: u16, own: String) -> (u16, String) {
        let industry = self.vocab.lexicon.word(&own).contains(&Sense::Narrower(Narrower::Industry));
        if let Some(found) = self.vocab.compound(&own, metric) {
            return found;
        }
        // 服务业 is not beside 高技术服务业, but holds it; an industry beside another one has the same metric.
        let industry = industry && self.topic.segment.is_empty();
        let beside = |common: &u16| industry && self.vocab.metric(*common).group != "revenue";
        let Some(common) = self.vocab.common(metric).filter(beside) else { return (metric, own) };
        // 规上工业增加值增长8%,其中…: of the whole that the sentence has stated.
        let group = &self.vocab.metric(common).group;
        let whole =
            |said: &&Said| said.segment.is_empty() && said.metric != metric && self.vocab.metric(said.metric).group == *group;
        let whole = self.said.iter().rev().find(whole).map(|said| said.metric);
        self.vocab.compound(&own, common).unwrap_or_else(|| (whole.unwrap_or(common), own))
    }

    /// The metrics that the word at `each` (均, 各) gives the same figure, each with what narrows it; none unless there are several.
    pub(in super::super) fn each(&self, each: usize) -> Option<Vec<(u16, String)>> {
        let items = series::each(self.tokens, self.left.start, each, self.vocab);
        // 产值超800亿元,电子信息、装备制造两个产业均达200亿元: parts of what is in force.
        let parts = items.iter().all(|item| item.metric.is_none() && !item.segment.is_empty() && item.scope.is_empty());
        let held = self.topic.metric.filter(|metric| parts && self.dealt.is_none() && self.fits(*metric));
        let named: Vec<_> = items.into_iter().filter_map(|item| Some((item.metric.or(held)?, item.segment))).collect();
        if named.len() > 1 { Some(named) } else { self.each_said(each) }
    }

    /// 产值280亿元,利税20亿元,均增长3%; …,两项指标都增长3%: the metrics that the sentence has stated, where nothing before the word
    /// names one.
    fn each_said(&self, each: usize) -> Option<Vec<(u16, String)>> {
        let start = self.left_start();
        let words = self.text(start..self.at(each).range.start).trim_matches(|c: char| !c.is_alphanumeric());
        let summed = self.vocab.label_is("indicators", words);
        let counted = self.left.start.checked_sub(1).and_then(|count| self.at(count).quantity()).filter(|_| summed);
        let count = counted.and_then(|count| self.tokens.quantities[count].value.to_usize());
        if !words.is_empty() && !summed {
            return None;
        }
        let stated = |from: usize| {
            let mut named: Vec<(u16, String)> = Vec::new();
            // 占比降到58%,三个新兴产业产值接近600亿元,增速都在20%以上: a part of something grows by points.
            let grows = self.quantity.is("ratio") && self.has(&[Cue::Up, Cue::Down, Cue::Rate, Cue::FallRate]);
            let fits = |said: &&Said| said.token >= from && !(grows && said.measure == Measure::Share);
            for said in self.said.iter().rev().filter(fits) {
                let item = said.found();
                if !named.contains(&item) && count.is_none_or(|count| named.len() < count) {
                    named.push(item);
                }
            }
            named.reverse();
            (named.len() > 1 && count.is_none_or(|count| named.len() == count)).then_some(named)
        };
        // 产值达2100亿元;专利申请量和授权量分别达7500件和3900件,均占全省的60%: of the clause before, or of its part of the sentence, if that
        // states several.
        let behind = |marks: &str| {
            let before = &self.tokens.tokens[..self.left.start.saturating_sub(1)];
            before.iter().rposition(|token| token.mark().is_some_and(|mark| marks.contains(mark))).map_or(0, |mark| mark + 1)
        };
        let near = || [",;", ";"].into_iter().find_map(|marks| stated(behind(marks)));
        if count.is_none() { near().or_else(|| stated(0)) } else { stated(0) }
    }

    /// 累计引进外商投资企业860家: all that were ever brought in; not what some years have brought (2015年以来累计引进88名).
    pub(in super::super) fn ever(&self) -> bool {
        let Some(gain) = self.cue(&[Cue::Gain]).filter(|gain| *gain > 0) else { return false };
        let new = self.text(self.at(gain).range.clone()).starts_with(self.vocab.label("newly"));
        let total = self.at(gain - 1).cue(Cue::Total) && self.at(gain - 1).range.end == self.at(gain).range.start;
        let span = || {
            self.tokens.tokens[..self.token].iter().filter_map(Token::time).any(|time| {
                let meaning = &self.tokens.times[time].meaning;
                meaning.from.is_some() || meaning.back.is_some()
            })
        };
        total && !new && !span()
    }

    /// What stands before the metric of the figure and narrows it.
    pub(in super::super) fn qualifier(&self) -> Option<String> {
        let (token, ..) = self.metric_in(self.left.clone(), |_| true)?;
        Some(narrower::before(self.tokens, self.left.start, token, true))
    }

    /// The words that name a counted group: from its verb or what narrows it to the metric.
    pub(in super::super) fn phrase(&self) -> Option<String> {
        let (words, (token, ..)) = [&self.left, &self.right]
            .into_iter()
            .find_map(|words| Some((words, self.metric_in(words.clone(), |metric| self.fits(metric))?)))?;
        let start = words
            .clone()
            .find(|index| self.at(*index).cue(Cue::Gain) || self.at(*index).narrower().is_some() || *index == token)?;
        let phrase = self.text(self.at(start).range.start..self.at(token).range.end);
        if phrase.chars().count() > BARE_HEAD {
            return Some(phrase.to_owned());
        }
        // 签约52个项目: a bare head is told by what was done to it; 实施项目38个: else it names no kind of them.
        let verb =
            |index: &usize| self.vocab.compound(self.text(self.at(*index).range.clone()), self.vocab.metric_of(Role::Projects)?);
        let done = self.left.clone().rev().find(|index| self.at(*index).cue(Cue::Deed) && verb(index).is_some());
        Some(done.map_or_else(String::new, |done| format!("{}{phrase}", self.text(self.at(done).range.clone()))))
    }
}
