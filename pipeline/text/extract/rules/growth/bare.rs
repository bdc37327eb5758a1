//! What a percentage says that no word for a rise, a fall or a part introduces: by the metric in its words, or by what was said before.

use super::super::super::view::{Figure, Outcome, View};
use super::super::super::{context, narrower};
use super::super::change;
use crate::model::{Disposition, Measure};
use crate::vocab::Cue;

/// Most characters that no list knows before the new value of what was said.
const LONGEST_LINK: usize = 2;

/// The readings, the first that fits first.
const READINGS: [fn(&View<'_, '_, '_>) -> Option<Figure>; 13] = [
    signed,
    fastest,
    beside_place,
    averaged,
    amount,
    rate,
    other_time,
    other_place,
    named_before,
    moved_to,
    new_value,
    one_more,
    of_place,
];

/// Reads such a percentage.
pub(super) fn read(view: &View<'_, '_, '_>) -> Outcome {
    let figure = READINGS.iter().find_map(|reading| reading(view));
    figure.map_or(Outcome::Drop(Disposition::NoMetric), |figure| Outcome::Take(vec![figure]))
}

/// True for a metric that is itself a percentage.
fn percent(view: &View<'_, '_, '_>, metric: u16) -> bool {
    view.vocab.metric(metric).unit == "percent"
}

/// True for a word that carries a metric to its figure.
fn plain(view: &View<'_, '_, '_>, index: usize) -> bool {
    view.at(index).time().is_some() || view.at(index).any(&[Cue::Light, Cue::Over, Cue::Approx, Cue::Actual, Cue::AllWord])
}

/// Characters before the figure that no list knows.
fn loose(view: &View<'_, '_, '_>) -> usize {
    view.unlisted(view.left.clone(), view.left_start()..view.quantity.range.start)
}

/// The metric in force with another measure, in the same field where that is a share.
fn goes_on(view: &View<'_, '_, '_>, metric: u16, measure: Measure) -> Figure {
    Figure { scope: view.topic.scope.clone(), ..view.figure((metric, view.topic.segment.clone()), measure) }
}

/// 工业总产值2945亿元,+4.9%; 机械装备-2.7%: a sign alone says that it rose or fell.
fn signed(view: &View<'_, '_, '_>) -> Option<Figure> {
    let plus = view.text(0..view.quantity.range.start).ends_with('+');
    let found = view.rated(view.token).filter(|_| plus || view.quantity.value.is_sign_negative())?;
    let amount = matches!(view.topic.measure, None | Some(Measure::Level | Measure::Growth)) && !percent(view, found.0);
    amount.then(|| view.figure(found, Measure::Growth))
}

/// 锂电增长最快,达到46.5%; 半导体增速居首,达22.4%: the rate that the clause before has praised.
fn fastest(view: &View<'_, '_, '_>) -> Option<Figure> {
    let light = |index: usize| view.at(index).any(&[Cue::Light, Cue::To, Cue::Over, Cue::Approx]);
    let comma = view.left.start.checked_sub(1).filter(|comma| view.at(*comma).mark() == Some(','))?;
    let before = view.before_left();
    let rate = before.clone().rfind(|index| view.at(*index).any(&[Cue::Rate, Cue::Up]))?;
    let words = view.text(view.at(rate).range.end..view.at(comma).range.start).trim();
    let praised = view.vocab.label_is("fastest", words);
    let only = !view.left.is_empty() && view.left.clone().all(light) && loose(view) == 0;
    let like = |metric: &u16| !percent(view, *metric);
    let named = || view.metric_in(before.clone(), |metric| like(&metric)).map(|(_, metric, _)| metric);
    // 营业收入增速高于平均水平的有4家,安康高新区增速最高,达12.4%: or of what its part of the sentence speaks of.
    let spoken =
        || view.metric_in(context::group(view.tokens, view.token)..rate, |metric| like(&metric)).map(|(_, metric, _)| metric);
    let metric = named().or(view.topic.metric).or_else(spoken).filter(|metric| praised && only && like(metric))?;
    let ends = |index: &usize| view.at(*index).mark().is_some_and(|mark| ",;:。".contains(mark));
    let clause = (0..rate).rev().find(ends).map_or(0, |mark| mark + 1);
    Some(view.figure((metric, narrower::alone(view.tokens, clause..rate)), Measure::Growth))
}

/// 增长4.7%,回落0.5个百分点,低于全国(5.0%): of another place, what was said before of how that has changed.
fn beside_place(view: &View<'_, '_, '_>) -> Option<Figure> {
    view.beside_place()?;
    let metric = view.topic.metric.filter(|_| view.topic.measure == Some(Measure::PointChange))?;
    let said = view.said.iter().rev().find(|said| said.metric == metric && said.measure != Measure::PointChange)?;
    Some(goes_on(view, metric, said.measure))
}

/// 增长13.4%,两年平均9.9%: on average over so many years.
fn averaged(view: &View<'_, '_, '_>) -> Option<Figure> {
    let span = view.left.clone().next()?;
    let years = view.at(span).time().is_some_and(|time| view.tokens.times[time].length.is_some());
    let words = view.text(view.at(span).range.end..view.quantity.range.start).trim();

    let average = years && view.vocab.label_is("on_average", words);
    let metric = view.topic.metric.filter(|_| average && view.topic.measure == Some(Measure::Growth))?;
    Some(view.figure((metric, view.topic.segment.clone()), Measure::GrowthAvg))
}

/// 总数达43家,接近全市一半: a fraction of a place, right behind what the zone has, is its part there.
fn of_place(view: &View<'_, '_, '_>) -> Option<Figure> {
    let place = view.left.clone().find(|index| view.at(*index).is_subject())?;
    let light =
        |index: usize| index == place || view.at(index).any(&[Cue::Approx, Cue::Over, Cue::Under, Cue::AllWord, Cue::Light]);
    let stated = view.topic.measure == Some(Measure::Level) && view.topic.token + 2 == view.left.start;
    let only = view.quantity.fixed && stated && view.left.clone().all(light) && loose(view) == 0;
    let metric = view.topic.metric.filter(|_| only)?;
    let scope = view.scope(place..place + 1);
    Some(Figure { scope, ..view.figure((metric, view.topic.segment.clone()), Measure::Share) })
}

/// 规上工业增加值实现7%以上: right behind an amount of a period, its growth.
fn amount(view: &View<'_, '_, '_>) -> Option<Figure> {
    let flow = |metric: u16| {
        view.vocab.metric(metric).unit == "CNY"
            && !view.vocab.metric_traits(metric).stock
            && !view.vocab.metric_traits(metric).of_group
    };
    // GDP逾六成来自高新产业: tenths are a part.
    let (token, metric, own) =
        view.metric_in(view.left.clone(), |_| true).filter(|(_, metric, _)| flow(*metric) && !view.quantity.fixed)?;
    let only =
        (token + 1..view.token).all(|index| view.at(index).any(&[Cue::Light, Cue::Target, Cue::Over, Cue::Approx, Cue::Each]));
    let tight = view.unlisted(token + 1..view.token, view.at(token).range.end..view.quantity.range.start) == 0;
    let found = view.narrowed(view.left.start, token, metric, own);
    (only && tight).then(|| view.figure(found, Measure::Growth))
}

/// 绿化率高于41%, 城镇化率达62%: the level of a metric that is a percentage.
fn rate(view: &View<'_, '_, '_>) -> Option<Figure> {
    let found = view.named(view.left.clone(), |metric| percent(view, metric))?;
    let undated = change::old(view, view.token);
    Some(Figure { undated, ..view.figure(found, Measure::Level) })
}

/// 增长3.5%,其中3月回升至7.2%; 增长10.9%(1—7月为10.2%): the rate of another time.
fn other_time(view: &View<'_, '_, '_>) -> Option<Figure> {
    let dated = |index: usize| view.at(index).time().is_some_and(|time| view.tokens.times[time].dates());
    let only = view.left.clone().all(|index| dated(index) || view.at(index).cue(Cue::Light)) && loose(view) == 0;
    let then = view.left.clone().any(dated) && only && view.touches(&[Cue::Light]) && !view.topic.fell;
    let again = (view.touches(&[Cue::To]) || then) && view.topic.measure == Some(Measure::Growth);
    let none = view.metric_in(view.left.clone(), |_| true).is_none();
    let found = view.in_force(|_| true).filter(|_| again && none)?;
    Some(view.figure(found, Measure::Growth))
}

/// 增长8.7%,而全市为7.4%; 强度4.6%,同期全国为2.3%: the same of another place.
fn other_place(view: &View<'_, '_, '_>) -> Option<Figure> {
    let beside = |index: usize| {
        let token = view.at(index);
        token.is_subject() || token.time().is_some() || token.any(&[Cue::Light, Cue::AllWord, Cue::Approx])
    };
    let place = view.left.clone().any(|index| view.at(index).is_subject());
    // 甲高新区5.9%,乙高新区8.3%: the place may stand right before.
    let last = view.left.clone().next_back().is_some_and(|last| view.at(last).is_subject());
    let only = (last || view.touches(&[Cue::Light, Cue::Approx])) && view.left.clone().all(beside) && loose(view) <= 1;
    let metric = view.topic.metric.filter(|_| place && only)?;
    let measure = match view.topic.measure? {
        Measure::Growth => Measure::Growth,
        Measure::Level | Measure::PointChange if percent(view, metric) => Measure::Level,
        _ => return None,
    };
    Some(view.figure((metric, view.topic.segment.clone()), measure))
}

/// 研发投入占GDP的比重,去年达到6.7%; 研发投入强度,甲高新区5.9%,乙高新区8.3%: the clause before names it.
fn named_before(view: &View<'_, '_, '_>) -> Option<Figure> {
    let only = view.left.clone().all(|index| plain(view, index) || view.at(index).is_subject());
    let found = view.named(view.before_left(), |metric| percent(view, metric)).filter(|_| only)?;
    Some(view.figure(found, Measure::Level))
}

/// 比重提高2个百分点,达到25%: where it has moved to.
fn moved_to(view: &View<'_, '_, '_>) -> Option<Figure> {
    let only = !view.left.is_empty() && view.left.clone().all(|index| plain(view, index) || view.at(index).cue(Cue::To));
    let metric = view.topic.metric.filter(|_| only && loose(view) <= 1)?;
    // 高出全国2.1个百分点,达到4.6%: or where it stands, of what was only compared.
    let compared = view.topic.measure.is_none() && percent(view, metric);
    if view.topic.measure != Some(Measure::PointChange) && !compared {
        return None;
    }
    Some(goes_on(view, metric, if percent(view, metric) { Measure::Level } else { Measure::Share }))
}

/// 由3.1%提高到4.5%, 今年上半年更是达到28.8%: the new value says the same of the same metric.
fn new_value(view: &View<'_, '_, '_>) -> Option<Figure> {
    let measure = view.topic.measure.filter(|measure| matches!(measure, Measure::Level | Measure::Share))?;
    let light = !view.left.is_empty() && view.left.clone().all(|index| view.at(index).cue(Cue::Light));
    let dated = view.left.clone().any(|index| view.at(index).time().is_some())
        && view.touches(&[Cue::Light, Cue::To, Cue::Over, Cue::Approx])
        && loose(view) <= 2;
    // 产值冲刺1000亿元,本地配套率提升到50%: words of its own name what no metric measures.
    let new = view.reaches() && loose(view) <= LONGEST_LINK || dated || measure == Measure::Share && light;
    let level = |metric: &u16| measure == Measure::Share || percent(view, *metric);
    view.topic.metric.filter(|metric| new && level(metric)).map(|metric| goes_on(view, metric, measure))
}

/// 分别增长5%、7%, 确保增长9%、奋斗目标12%: one more of what was said last.
fn one_more(view: &View<'_, '_, '_>) -> Option<Figure> {
    let series =
        view.dealt.is_some() || view.left.clone().all(|index| view.at(index).any(&[Cue::Target, Cue::Approx, Cue::Over]));
    let said = [Measure::Growth, Measure::GrowthAvg, Measure::Share, Measure::Completion];
    // 研发投入强度1.72%,南昌、新余分别达到1.98%、2.13%: of several places.
    let places = |measure: &Measure| {
        let one = view.dealt.is_some_and(|dealt| context::is_one(&dealt.scope));
        *measure == Measure::Level && one && view.topic.metric.is_some_and(|metric| percent(view, metric))
    };
    let measure = view.topic.measure.filter(|measure| series && (said.contains(measure) || places(measure)))?;
    let found = view.in_force(|_| true)?;
    let dealt = view.dealt.map(|dealt| dealt.scope.clone()).filter(|scope| !scope.is_empty());
    let scope = if measure == Measure::Share { dealt.unwrap_or_else(|| view.topic.scope.clone()) } else { String::new() };
    let value = Some(-view.quantity.value).filter(|value| view.topic.fell && value.is_sign_negative());
    Some(Figure { value, scope, ..view.figure(found, measure) })
}
