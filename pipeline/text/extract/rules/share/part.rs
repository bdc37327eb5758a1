//! Which part of a whole a share is of, where it is not the metric in force: a sector, an industry, a kind, some of the firms.

use super::super::super::narrower;
use super::super::super::view::{Said, View, industry};
use crate::model::Measure;
use crate::vocab::{Cue, Narrower, Role};

/// Characters of the name of a part: 大专以上学历.
const LONGEST_KIND: usize = 12;

/// Characters of the name of those who give a part: 规模以上民营工业企业.
const LONGEST_GIVER: usize = 10;

/// 二产占比64.1%: a sector's part, with no metric named, is of the whole economy.
pub(in super::super) fn sector(view: &View<'_, '_, '_>, share: usize) -> Option<(u16, String)> {
    let structure = view.vocab.metric_of(Role::Structure)?;
    let part = narrower::alone(view.tokens, view.left.start..share);
    let only = view.metric_in(view.left.start..share, |_| true).is_none();
    view.vocab.compound(&part, structure).filter(|_| only && !part.is_empty()).map(|(metric, _)| (metric, part))
}

/// 新材料产业占工业总产值的82%: the part that an industry is of a metric which only stands behind the word for it.
pub(super) fn industry_part(view: &View<'_, '_, '_>, share: usize) -> Option<(u16, String)> {
    // 战略性新兴产业占规上工业总产值的比重,由19%提高到57%: the clause before may say it.
    let open = if share < view.left.start { view.before_left().start } else { view.left.start };
    let before = open..share;
    let part = industry::list_of(view.tokens, before.clone()).unwrap_or_else(|| narrower::alone(view.tokens, before.clone()));
    let named = view.metric_in(before.clone(), |_| true).is_some() || view.dealt.is_some();
    let industry = before.clone().any(|index| view.at(index).narrower() == Some(Narrower::Industry));
    let earned = |metric: u16| ["industry", "revenue"].contains(&view.vocab.metric(metric).group.as_str());
    let (metric, whole) = view.named(share + 1..view.token, earned)?;
    let only = industry
        && !named
        && !part.is_empty()
        && whole.is_empty()
        && view.touches(&[Cue::Attributive, Cue::Share, Cue::To, Cue::Light, Cue::Approx, Cue::Over]);
    // Some industries' part has a metric of its own.
    only.then(|| view.vocab.compound(&part, metric).unwrap_or((metric, part)))
}

/// 研发经费支出与生产总值之比为6.7%: what is set against what has a metric of its own.
pub(super) fn to_another(view: &View<'_, '_, '_>, share: usize) -> Option<(u16, String)> {
    let whole = (view.left.start..share).rfind(|index| view.at(*index).is_metric())?;
    let joint =
        (view.left.start..whole).rfind(|index| !view.at(*index).is_subject()).filter(|at| view.at(*at).cue(Cue::Joint))?;
    let part = joint.checked_sub(1).filter(|part| *part >= view.left.start && view.at(*part).is_metric())?;
    let behind = view.text(view.at(whole).range.end..view.at(share).range.start);
    let bare = behind.split(['(', ')']).step_by(2).all(|words| words.chars().count() <= 1);
    let ratio = view.at(part).metrics().find_map(|(metric, _)| view.vocab.metric_traits(metric).ratio_metric.as_deref())?;
    let metric = view.vocab.metric_by_id(ratio).filter(|_| bare)?;
    Some((metric, view.text(view.at(whole).range.clone()).to_owned()))
}

/// 申请专利5418件,其中发明专利占39.5%: a kind of the patents that the sentence has counted.
pub(super) fn kind_of_patents(view: &View<'_, '_, '_>, share: usize) -> Option<(u16, String)> {
    let applied = view.topic.metric.filter(|metric| view.vocab.has_role(*metric, Role::Patents))?;
    let kind = |metric: u16| view.vocab.has_role(metric, Role::Inventions);
    let (token, ..) = view.metric_in(view.left.start..share, kind).filter(|_| view.has(&[Cue::OfWhich]) || view.joined())?;
    Some((applied, view.text(view.at(token).range.clone()).to_owned()))
}

/// 新登记经营主体1640户,其中民营企业占96%; 税收20亿元,其中民营企业占80%: what some firms are, or have, of what was stated last.
pub(super) fn firms_of(view: &View<'_, '_, '_>, share: usize) -> Option<(u16, String)> {
    let of_which = (view.left.start..share).find(|index| view.at(*index).cue(Cue::OfWhich));
    let next = view.topic.measure == Some(Measure::Share) && view.joined() && !view.topic.segment.is_empty();
    let open = of_which.map_or(view.left.start, |of_which| of_which + 1);
    let firms = |metric: u16| view.vocab.metric(metric).group == "enterprises";
    let (token, ..) =
        view.metric_in(open..share, |_| true).filter(|(_, metric, _)| (of_which.is_some() || next) && firms(*metric))?;
    let stated = matches!(view.topic.measure, Some(Measure::Level | Measure::Increase | Measure::Share));
    let whole = view.topic.metric.filter(|_| stated && view.metric_in(share + 1..view.token, |_| true).is_none())?;
    let start = if of_which.is_some() { view.at(open - 1).range.end } else { view.left_start() };
    let who = view.text(start..view.at(token).range.end).trim_matches(['、', ' ']);
    (2..=LONGEST_KIND).contains(&who.chars().count()).then(|| (whole, who.to_owned()))
}

/// 从业人员中大专以上学历占68.4%: the words behind 中 name a part that no list knows.
pub(super) fn kind_inside(view: &View<'_, '_, '_>, share: usize) -> Option<String> {
    let (token, metric, _) = view.metric_in(view.left.start..share, |_| true)?;
    // 有研发活动的占38%: the word that ties it is no part of the name.
    let end = if view.at(share - 1).cue(Cue::Attributive) { share - 1 } else { share };
    let behind = view.text(view.at(token).range.end..view.at(end).range.start);
    let words = view.vocab.label_words("inside").iter().find_map(|inside| behind.strip_prefix(inside.as_str()))?.trim();
    let counted = ["enterprises", "people"].contains(&view.vocab.metric(metric).group.as_str());
    let plain = (2..=LONGEST_KIND).contains(&words.chars().count()) && words.chars().all(char::is_alphanumeric);
    (counted && plain).then(|| words.to_owned())
}

/// 四大产业占工业总产值八成五: what an industry is a part of, behind a count of firms, measures the industry.
pub(super) fn part_of(view: &View<'_, '_, '_>, share: usize) -> Option<(u16, String)> {
    let part = narrower::alone(view.tokens, view.left.start..share);
    let named = view.metric_in(view.left.start..share, |_| true).is_some() || view.dealt.is_some();
    if let Some(found) = first_firms(view, share) {
        return Some(found);
    }
    let (_, parent, _) = view.metric_in(share + 1..view.token, |_| true).filter(|_| !part.is_empty() && !named)?;
    let measures = |metric: u16| view.vocab.measures(metric);
    let other = view.topic.metric.is_some_and(|last| measures(last) == "number" && measures(parent) == "money");
    other.then_some((parent, part))
}

/// 电子信息、装备制造产值分别突破300亿元和200亿元,占比82%: of both, in a clause of its own behind what a series dealt out.
pub(super) fn dealt_parts(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let last = view.said.last().filter(|last| last.measure == Measure::Level && !last.segment.is_empty())?;
    let alone = view.metric_in(view.left.start..view.share_cue()?, |_| true).is_none() && view.dealt.is_none();
    let joins = |at: usize| view.at(at).mark() == Some('、') || view.at(at).cue(Cue::Joint) || view.at(at).quantity().is_some();
    let same = |said: &&Said| said.metric == last.metric && !said.segment.is_empty() && (said.token..=last.token).all(&joins);
    let parts = view.said.iter().rev().take_while(same).count();
    let near = last.token + 2 == view.left.start && parts > 1 && alone;
    let named: Vec<&str> = view.said[view.said.len() - parts..].iter().map(|said| said.segment.as_str()).collect();
    near.then(|| (last.metric, named.join("、")))
}

/// 产值前10位企业合计占规上工业总产值的36.8%: what the first so many firms have of it.
fn first_firms(view: &View<'_, '_, '_>, share: usize) -> Option<(u16, String)> {
    let count = view.left.start.checked_sub(1).filter(|count| view.at(*count).quantity().is_some())?;
    let top = count
        .checked_sub(1)
        .filter(|top| view.at(*top).cue(Cue::Top) && view.at(*top).range.end == view.at(count).range.start)?;
    let (firms, ..) = view.metric_in(view.left.start..share, |metric| view.vocab.has_role(metric, Role::Firms))?;
    let money = |metric: u16| view.vocab.measures(metric) == "money";
    // 前10强企业产值合计占比63%: or of the metric that is named with them.
    let parent = view.metric_in(share + 1..view.token, money).or_else(|| view.metric_in(firms + 1..share, money));
    let (_, parent, _) = parent?;
    Some((parent, view.text(view.at(top).range.start..view.at(firms).range.end).to_owned()))
}

/// 民营企业贡献了全区70%的税收: the metric behind the figure, of which those before the verb give a part; and within what.
pub(super) fn given(view: &View<'_, '_, '_>, share: usize) -> Option<((u16, String), String)> {
    let (metric, own) = if is_gift(view, share) { super::named_behind(view)? } else { return None };
    let words = view.left.start..share;
    let kind = |index: usize| {
        view.at(index).narrower().is_some() || view.at(index).is_metric() || view.at(index).any(&[Cue::Whole, Cue::AllWord])
    };
    let who = view.text(view.left_start()..view.at(share).range.start).trim();
    let opens = words.start.checked_sub(1).is_none_or(|before| view.at(before).mark().is_some());
    let named = opens && !words.is_empty() && words.clone().all(|index| kind(index) && !view.at(index).is_subject());
    let whole = own.is_empty() && named && (2..=LONGEST_GIVER).contains(&who.chars().count());
    whole.then(|| ((metric, who.to_owned()), view.scope(share + 1..view.token)))
}

/// True behind a word that gives a part of something in the sentence.
pub(super) fn gives(view: &View<'_, '_, '_>) -> bool {
    view.left.start > 0 && (0..view.left.start).any(|index| is_gift(view, index))
}

/// True for a word that gives a part of something.
fn is_gift(view: &View<'_, '_, '_>, index: usize) -> bool {
    view.at(index).cue(Cue::Share) && view.vocab.label_is("gifts", view.text(view.at(index).range.clone()))
}
