//! Relative change: 同比增长15.8%, 下降3.2%, 增速11.7%, 年均增长5.7%; and rates that are a metric's own level.

mod bare;

use super::super::series;
use super::super::view::{Figure, Outcome, View};
use super::level;
use crate::model::{Disposition, Measure};
use crate::vocab::{Cue, Role};

/// Characters of a metric's bare head: 产值, 营收.
const BARE_HEAD: usize = 2;
/// No name of an industry, or of a list of some, is longer.
const LONGEST_NAME: usize = 16;

/// A percentage behind a word for a rise, a fall or a rate; or the level of a metric that is itself a percentage.
pub(super) fn read(view: &View<'_, '_, '_>) -> Outcome {
    if !view.quantity.is("ratio") {
        return Outcome::Pass;
    }
    // 受煤炭价格回落影响下降2.7%: what fell in the cause is not what is said.
    let rates = [Cue::Up, Cue::Down, Cue::Rate, Cue::FallRate, Cue::Average];
    let caused = view.cue(&[Cue::Cause]).and_then(|cause| (cause..view.token).find(|index| view.at(*index).any(&rates)));
    let cue = caused.or_else(|| view.first_cue(&rates));
    let Some(cue) = cue else { return below(view).or_else(|| behind(view)).unwrap_or_else(|| bare::read(view)) };
    if view.has(&[Cue::Gap]) && !view.touches(&[Cue::Over, Cue::Under, Cue::Up, Cue::Down]) && view.has(&[Cue::Compare]) {
        return Outcome::Drop(Disposition::Comparison);
    }
    let rounded = view.touches(&[Cue::To]) && view.has(&[Cue::Rate]);
    let falls = view.has(&[Cue::Down, Cue::FallRate]) && view.quantity.value.is_sign_positive() && !rounded;
    let value = falls.then(|| -view.quantity.value);
    let measure = if view.has(&[Cue::Average]) { Measure::GrowthAvg } else { Measure::Growth };
    // 集成电路产值增长10.9%,甲微、乙光、丙电子分别增长…: names that no list knows, behind an industry, are its firms'.
    if view.dealt.is_some_and(|dealt| series::unknown(view, dealt)) {
        return Outcome::Drop(Disposition::EntityFigure);
    }
    // 规上工业增加值、固定资产投资均增长8%: one figure for each.
    if let Some(items) = view.cue(&[Cue::Each]).and_then(|each| view.each(each)) {
        let figure = |item| Figure { value, ..view.figure(item, measure) };
        return Outcome::Take(items.into_iter().map(figure).collect());
    }
    // 餐饮业营业额1.4亿元,增长17.4%: it grew, not what was said before it.
    let other = view.topic.unmeasured && view.dealt.is_none() && view.named_here(cue, |_| true).is_none();
    let Some(found) = invested(view, cue).or_else(|| view.rated(cue)).filter(|_| !other) else {
        return Outcome::Drop(Disposition::NoMetric);
    };
    let found = of_industry(view, cue, found);
    Outcome::Take(vec![Figure { value, ..view.figure(grown(view, found), measure) }])
}

/// 新材料产业总产值增长19%,销售收入增长29%: what is earned, in a clause without a head, is the industry's that was spoken of.
fn of_industry(view: &View<'_, '_, '_>, cue: usize, (metric, segment): (u16, String)) -> (u16, String) {
    let earned = view.vocab.metric(metric).group == "revenue" || view.vocab.has_role(metric, Role::Tax);
    let named = view.metric_in(view.left.start..cue.max(view.left.start), |named| named == metric);
    match named.filter(|(token, ..)| earned || view.text(view.at(*token).range.clone()).chars().count() <= BARE_HEAD) {
        Some((token, ..)) if view.dealt.is_none() => level::inherited(view, token, (metric, segment)),
        _ => (metric, segment),
    }
}

/// 税收97.6亿元,低于上年同期4.4%: a gap to its own last value is its growth.
fn below(view: &View<'_, '_, '_>) -> Option<Outcome> {
    let gap = view.cue(&[Cue::Gap])?;
    let last = |index: usize| {
        view.at(index).time().is_some_and(|time| view.tokens.times[time].base || view.tokens.times[time].meaning.prior)
    };
    let own = gap + 1 < view.token && (gap + 1..view.token).all(last);
    let found = view.rated(gap).filter(|_| own)?;
    let word = view.text(view.at(gap).range.clone());
    let value = view.vocab.label_is("gap_below", word).then(|| -view.quantity.value);
    Some(Outcome::Take(vec![Figure { value, ..view.figure(found, Measure::Growth) }]))
}

/// 航空航天器投资增长61.2%, 能源、旅游投资分别增长9.4%、5%: what is put into a named industry.
fn invested(view: &View<'_, '_, '_>, cue: usize) -> Option<(u16, String)> {
    let metric = view.vocab.metric_of(Role::FixedAssets)?;
    let word = view.vocab.label("investment");
    // 分别 and 年均 stand between the name and the verb.
    let end = view.left.clone().find(|at| view.at(*at).any(&[Cue::Respectively, Cue::Average])).unwrap_or(cue).min(cue);
    let opens = |at: &usize| view.at(*at).mark() == Some(',') || view.at(*at).is_subject() || view.at(*at).time().is_some();
    let start = (view.left.start..end).rev().find(opens).map_or(view.left_start(), |at| view.at(at).range.end);
    let words = view.text(start..view.at(end).range.start).trim();
    let named = words.strip_suffix(word).filter(|named| (2..=LONGEST_NAME).contains(&named.chars().count()))?;
    // 房地产开发项目投资增长32%, 高速公路、电网投资分别增长9%、8%: the word for what is built measures nothing.
    let projects = |metric: u16| view.vocab.has_role(metric, Role::Projects);
    let money = |metric: u16| view.vocab.measures(metric) == "money";
    let own = view.metric_in(view.left.start..end, money).is_none() && !view.has(&[Cue::Drop]);
    let built = view.metric_in(view.left.start..end, projects).map_or("", |(at, ..)| view.text(view.at(at).range.clone()));
    let listed = named.split('、').next().unwrap_or_default();
    let segment = match view.dealt {
        Some(dealt) if dealt.metric.is_some_and(|metric| !money(metric)) => listed,
        Some(dealt) if dealt.metric.is_some() || dealt.segment.is_empty() => return None,
        Some(dealt) => dealt.segment.trim_end_matches(word),
        None => named.strip_suffix(built).unwrap_or(named),
    };
    own.then(|| view.vocab.compound(segment, metric).unwrap_or_else(|| (metric, segment.to_owned())))
}

/// 光电子产业集群年均增长7.4%: a cluster that no figure has counted grows by what it makes.
fn grown(view: &View<'_, '_, '_>, (metric, segment): (u16, String)) -> (u16, String) {
    let counted = view.said.iter().any(|said| said.metric == metric) || view.topic.metric == Some(metric);
    let output = view.vocab.metric_of(Role::ClusterOutput).filter(|_| view.vocab.has_role(metric, Role::Clusters) && !counted);
    (output.unwrap_or(metric), segment)
}

/// True where the word for a rate stands behind the last figure of a series that this one is of.
fn listed_rate(view: &View<'_, '_, '_>) -> bool {
    let token = |at: usize| view.tokens.tokens.get(at);
    let joins = |at: usize| token(at).is_some_and(|token| token.mark() == Some('、') || token.cue(Cue::Joint));
    let mut last = view.token;
    while joins(last + 1) && token(last + 2).is_some_and(|next| next.quantity().is_some()) {
        last += 2;
    }
    let of = token(last + 1).is_some_and(|of| of.cue(Cue::Attributive));
    let named = view.dealt.is_some_and(|dealt| dealt.metric.is_some());
    named && of && token(last + 2).is_some_and(|rate| rate.any(&[Cue::Up, Cue::Rate]))
}

/// GDP保持了6.4%的中高增速: the word for the rate ends the phrase that 的 opens; 保持10%以上增长: or stands right behind.
fn behind(view: &View<'_, '_, '_>) -> Option<Outcome> {
    // 工业投资、技改投资保持7.2%和11.5%的增速: behind the last of those that are dealt out.
    if let Some(found) = view.rated(view.token).filter(|_| listed_rate(view)) {
        let average = view.has(&[Cue::Average]) || view.topic.measure == Some(Measure::GrowthAvg) && view.joined();
        let measure = if average { Measure::GrowthAvg } else { Measure::Growth };
        return Some(Outcome::Take(vec![view.figure(found, measure)]));
    }
    let bound = view.right.clone().take_while(|index| view.at(*index).any(&[Cue::OverAfter, Cue::ApproxAfter])).count();
    let touching = |index: &usize| view.at(*index).range.start == view.at(index - 1).range.end;
    let rate = view.right.clone().nth(bound).filter(|rate| touching(rate) && view.at(*rate).any(&[Cue::Up, Cue::Rate]));
    if let Some(rate) = rate
        && view.touches(&[Cue::Light, Cue::Rank])
        && !view.tokens.tokens.get(rate + 1).is_some_and(|next| next.cue(Cue::To) || next.quantity().is_some())
        && let Some(found) = view.rated(view.token)
    {
        return Some(Outcome::Take(vec![view.figure(found, Measure::Growth)]));
    }
    // 保持7%以上的平均增速.
    let opens = view.right.clone().nth(bound).filter(|opens| touching(opens) && view.at(*opens).cue(Cue::AllWord))?;
    let rates = [Cue::Rate, Cue::FallRate, Cue::Up, Cue::Down, Cue::Average];
    let rate = view.right.clone().find(|index| view.at(*index).any(&rates))?;
    let close = view.unlisted(opens..rate, view.at(opens).range.start..view.at(rate).range.start) <= 4;
    let found = view.rated(view.token).filter(|_| close)?;
    let value = view.at(rate).any(&[Cue::FallRate, Cue::Down]).then(|| -view.quantity.value);
    // 年均实现10%、6%和7%的增长: the last of a series goes on as it began.
    let series = view.dealt.is_some() && view.topic.measure == Some(Measure::GrowthAvg);
    let average = series || view.right.clone().any(|index| view.at(index).cue(Cue::Average));
    let measure = if average { Measure::GrowthAvg } else { Measure::Growth };
    Some(Outcome::Take(vec![Figure { value, ..view.figure(found, measure) }]))
}
