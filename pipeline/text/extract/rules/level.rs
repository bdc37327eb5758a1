//! Amounts and counts: 地区生产总值72.6亿元, 新增高新技术企业6家, 19家高新技术企业, 比2008年增加300户.

use super::super::narrower;
use super::super::view::{Figure, Outcome, View};
use crate::model::{Decimal, Disposition, Measure};
use crate::vocab::{Cue, Generic};

/// The metric stands before the figure, right behind it, or is still in force; its unit must fit.
pub(super) fn read(view: &View<'_, '_, '_>) -> Outcome {
    if view.quantity.is("ratio") || view.quantity.is("points") || view.quantity.is("times") {
        return Outcome::Pass;
    }
    // 一个, 一张, 两位: a small Chinese numeral counts only what stands right behind it.
    let loose = !view.quantity.arabic && view.quantity.number < Decimal::TEN;
    if loose && view.quantity.number <= Decimal::ONE {
        return Outcome::Drop(Disposition::Label);
    }
    let fits = |metric: u16| view.fits(metric);
    let (found, anchor) = if let Some(found) = of_which(view) {
        (Some(found), view.token)
    } else if view.dealt.is_some_and(|dealt| dealt.metric.is_some()) {
        (view.in_force(fits), view.left.start)
    } else if let Some(found) = behind(view).filter(|_| near(view).is_some_and(|(token, ..)| listed(view, token))) {
        (Some(found), view.token)
    } else if let Some((token, metric, own)) = near(view).filter(|_| !loose) {
        (Some(inherited(view, token, done_to(view, token, view.narrowed(view.left.start, token, metric, own)))), token)
    } else if let Some(found) = behind(view) {
        (Some(found), view.token)
    } else if carried(view) && !loose {
        (narrowed(view, view.in_force(fits)), view.left.start)
    } else {
        (None, view.token)
    };
    let Some((metric, segment)) = found else {
        let reason = if view.quantity.dimension.is_empty() { Disposition::Label } else { Disposition::NoMetric };
        return Outcome::Drop(reason);
    };
    let metric_unit = view.vocab.metric(metric).unit.clone();
    if metric_unit == "CNY" && project(view, metric) {
        return Outcome::Drop(Disposition::EntityFigure);
    }
    let (metric, measure, value) = measured(view, metric, anchor);
    let people = ["person", "count"].contains(&metric_unit.as_str()).then(|| metric_unit.clone());
    let undated = super::change::old(view, view.token);
    Outcome::Take(vec![Figure { value, unit: people, undated, ..view.figure((metric, segment), measure) }])
}

/// The nearest metric before the figure that fits its unit, unless a part (其中) opens behind it.
fn near<'a>(view: &View<'a, '_, '_>) -> Option<(usize, u16, &'a str)> {
    let (token, metric, own) = view.metric_in(view.left.clone(), |metric| view.fits(metric))?;
    // Unlisted words behind the metric make it part of another name: 校企合作 联盟成员单位 60个.
    let counted = view.quantity.is("number") || view.quantity.is("person");
    let loose = unknown(view, token + 1..view.token, view.at(token).range.end..view.quantity.range.start);
    (loose <= if counted { 2 } else { 8 }).then_some((token, metric, own))
}

/// 486家高新技术企业、3个国家级孵化器: the metric before the figure is that of the figure before.
fn listed(view: &View<'_, '_, '_>, metric: usize) -> bool {
    let after_figure = view.left.start.checked_sub(1).is_some_and(|before| view.at(before).quantity().is_some());
    after_figure && (metric..view.token).any(|index| view.at(index).mark() == Some('、') || view.at(index).cue(Cue::Joint))
}

/// 19家高新技术企业, 3个国家级孵化器: nothing but what narrows it stands between the figure and the metric.
fn behind(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    if !(view.quantity.is("number")
        || view.quantity.is("person")
        || view.quantity.is("rank")
        || view.quantity.is("money")
        || view.quantity.is("area"))
    {
        return None;
    }
    if let Some(found) = zones(view).or_else(|| honoured(view)).or_else(|| purpose(view)) {
        return Some(found);
    }
    let first = view.right.clone().find(|index| view.at(*index).metrics().any(|(metric, _)| view.fits(metric)))?;
    let mut end = view.quantity.range.end;
    for index in view.right.start..first {
        let token = view.at(index);
        let said = token.narrower().is_some()
            || token.any(&[Cue::AllWord, Cue::Whole, Cue::OverAfter, Cue::UnderAfter, Cue::ApproxAfter, Cue::Gain])
            || token.is_subject();
        if !said || view.text(end..token.range.start).chars().count() > 6 {
            return None;
        }
        end = token.range.end;
    }
    if view.text(end..view.at(first).range.start).chars().count() > 8 {
        return None;
    }
    // 重点产业 集群 and the like: the last of several metrics in a row is the head of the phrase.
    let last = (first + 1..view.right.end)
        .take_while(|index| {
            view.at(*index).range.start == view.at(index - 1).range.end
                && view.at(*index).metrics().any(|(metric, _)| view.fits(metric))
        })
        .last()
        .unwrap_or(first);
    let (metric, own) = view.at(last).metrics().find(|(metric, _)| view.fits(*metric))?;
    Some(view.narrowed(view.right.start, last, metric, own))
}

/// 新登记2335户,其中企业880户: what is counted among new firms is a part of them, not all firms.
fn of_which(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let topic = view.topic.metric.filter(|metric| view.fits(*metric))?;
    let (token, metric, _) = near(view)?;
    let entities = ["enterprises_new", "market_entities"].contains(&view.vocab.metric(topic).metric_id.as_str());
    let part = view.vocab.metric(metric).metric_id == "enterprise_count" && (view.has(&[Cue::OfWhich]) || view.joined());
    let net = view.has(&[Cue::NetGain]);
    (entities && part && !net).then(|| (topic, view.text(view.at(token).range.clone()).to_owned()))
}

/// 生物医药企业发展到108家,实现产值58亿元: a clause without a head goes on about what the last one narrowed; a metric of a
/// group (总投资) is narrowed by the group that was just counted.
fn inherited(view: &View<'_, '_, '_>, token: usize, (metric, segment): (u16, String)) -> (u16, String) {
    let Some(last) = view.topic.metric.filter(|_| segment.is_empty() && view.topic.token < view.token) else {
        return (metric, segment);
    };
    let start = view.left_start();
    let headless = (view.left.start..token)
        .all(|index| view.at(index).any(&[Cue::Light, Cue::AllWord, Cue::Whole, Cue::Gain]) || view.at(index).time().is_some())
        && unknown(view, view.left.start..token, start..view.at(token).range.start) <= 1;
    let near = !view.tokens.tokens[view.topic.token..view.token].iter().any(|t| t.mark() == Some(';'));
    if !headless || !near {
        return (metric, segment);
    }
    let (last_metric, this) = (view.vocab.metric(last), view.vocab.metric(metric));
    if view.vocab.metric_traits(metric).of_group
        && ["projects", "enterprises", "finance"].contains(&last_metric.group.as_str())
        && last != metric
    {
        return (metric, view.topic.phrase.clone());
    }
    let generic = ["industry", "revenue"].contains(&this.group.as_str()) || this.metric_id == "tax_paid";
    if generic && last_metric.group == "enterprises" { (metric, view.topic.segment.clone()) } else { (metric, segment) }
}

/// Characters between these tokens that no list knows.
fn unknown(view: &View<'_, '_, '_>, tokens: std::ops::Range<usize>, bytes: std::ops::Range<usize>) -> usize {
    let mut at = bytes.start;
    let mut count = 0;
    for index in tokens {
        let range = &view.at(index).range;
        count += view.text(at.min(range.start)..range.start).trim().chars().count();
        at = range.end;
    }
    count + view.text(at.min(bytes.end)..bytes.end).trim().chars().count()
}

/// 新招引亿元以上项目75个: what was done to the projects tells which of their metrics it is.
fn done_to(view: &View<'_, '_, '_>, token: usize, (metric, segment): (u16, String)) -> (u16, String) {
    let verb =
        (view.left.start..token).rev().find_map(|index| view.vocab.compound(view.text(view.at(index).range.clone()), metric));
    // 新签约亿元以上项目70个、50亿元以上项目3个, 其中过亿元项目6个: the verb holds on.
    let held = view.said.iter().rev().map(|(metric, _)| *metric).find(|said| {
        let projects = view.vocab.metric(*said).group == "projects" && view.vocab.metric(*said).unit == "count";
        let part = (view.joined() || view.has(&[Cue::OfWhich])) && !segment.is_empty();
        projects && part && view.vocab.metric(metric).metric_id == "projects_key"
    });
    (verb.map(|(other, _)| other).or(held).unwrap_or(metric), segment)
}

/// 全国147个高新区: zones are counted by the word that elsewhere names one of them.
fn zones(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let next = view.right.clone().next().filter(|index| view.at(*index).generic() == Some(Generic::Zone))?;
    let touching = view.text(view.quantity.range.end..view.at(next).range.start).is_empty();
    let counted = view.quantity.is("number") && touching;
    view.vocab.metric_by_id("zone_count").filter(|_| counted).map(|metric| (metric, String::new()))
}

/// 有5人被评为省高级专家: people with a title are talents of that kind.
fn honoured(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let next = view.right.clone().next().filter(|index| view.at(*index).cue(Cue::Honoured))?;
    let touching = view.text(view.quantity.range.end..view.at(next).range.start).is_empty();
    let end = view.tokens.tokens.get(view.right.end).map_or(view.tokens.text.len(), |end| end.range.start);
    let title = view.text(view.at(next).range.end..end).trim().to_owned();
    let talents = view.vocab.metric_by_id("talents").filter(|_| touching && view.quantity.is("person") && !title.is_empty());
    talents.map(|metric| (metric, title))
}

/// 1229万元的…专项资金: the metric ends the phrase that 的 opens; what stands between narrows it.
fn purpose(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let first = view.right.clone().next().filter(|index| view.at(*index).cue(Cue::AllWord))?;
    let (last, end) = (
        view.right.end.checked_sub(1)?,
        view.tokens.tokens.get(view.right.end).map_or(view.tokens.text.len(), |end| end.range.start),
    );
    let closes = last > first && view.text(view.at(last).range.end..end).trim().is_empty();
    let (metric, own) = view.at(last).metrics().find(|(metric, _)| closes && view.quantity.is("money") && view.fits(*metric))?;
    let between = view.text(view.at(first).range.end..view.at(last).range.start);
    (between.chars().count() <= 24).then(|| (metric, format!("{between}{own}")))
}

/// True when nothing but light words stands around the figure, so that the metric in force is meant: 累计40家, 净增114户.
fn carried(view: &View<'_, '_, '_>) -> bool {
    let end = view.right.clone().next_back().map_or(view.quantity.range.end, |index| view.at(index).range.end);
    let close = view.tokens.tokens.get(view.right.end).map_or(view.tokens.text.len(), |next| next.range.start);
    let mut at = view.quantity.range.end;
    for index in view.right.clone() {
        if !view.text(at..view.at(index).range.start).trim().is_empty() || view.at(index).is_metric() {
            return false;
        }
        at = view.at(index).range.end;
    }
    if !view.text(end.max(at)..close).trim().is_empty() {
        return false;
    }
    // 其中高新南区87平方公里: parts of an area bear names that no list knows.
    let part = view.quantity.is("area") && (view.has(&[Cue::OfWhich]) || view.joined());
    let firm = view.has(&[Cue::Entity, Cue::Project, Cue::Drop]);
    !firm && unknown(view, view.left.clone(), view.left_start()..view.quantity.range.start) <= if part { 8 } else { 1 }
}

/// 其中工业333亿元: the words before the figure narrow the metric in force.
fn narrowed(view: &View<'_, '_, '_>, found: Option<(u16, String)>) -> Option<(u16, String)> {
    let (metric, segment) = found?;
    let own = narrower::alone(view.tokens, view.left.clone());
    Some((metric, if own.is_empty() { segment } else { own }))
}

/// Level or increase, with the metric that a gain of it belongs to.
fn measured(view: &View<'_, '_, '_>, metric: u16, anchor: usize) -> (u16, Measure, Option<Decimal>) {
    let traits = view.vocab.metric_traits(metric);
    let net = view.has(&[Cue::NetGain]);
    let gain = view.topic.gain && (view.joined() || view.has(&[Cue::OfWhich]))
        || view
            .cue(&[Cue::Gain])
            .filter(|gain| *gain < anchor.max(view.left.start + 1) || anchor == view.left.start || *gain > anchor)
            .is_some();
    let up = view.touches(&[Cue::Up]) || view.cue(&[Cue::Up]).is_some_and(|up| up > anchor && !view.touches(&[Cue::To]));
    let down = view.touches(&[Cue::Down]);
    if traits.counts_gains {
        return (metric, Measure::Level, None);
    }
    let before = view.cue(&[Cue::Gain]).is_some_and(|gain| gain < anchor) || anchor == view.left.start || view.topic.gain;
    if gain
        && before
        && !net
        && let Some(other) = traits.gain_metric.as_deref().and_then(|id| view.vocab.metric_by_id(id))
    {
        return (other, Measure::Level, None);
    }
    if down {
        return (metric, Measure::Increase, Some(-view.quantity.value));
    }
    if net || up || (gain && traits.stock) {
        return (metric, Measure::Increase, None);
    }
    (metric, Measure::Level, None)
}

/// An investment of one project: no count of projects stands before it.
fn project(view: &View<'_, '_, '_>, metric: u16) -> bool {
    if view.vocab.metric(metric).metric_id != "project_investment" {
        return false;
    }
    let counted = |index: usize| {
        view.at(index).quantity().is_some_and(|quantity| {
            let quantity = &view.tokens.quantities[quantity];
            quantity.is("number") && quantity.number > Decimal::ONE
        })
    };
    // 总投资30亿元的将军机械项目: 的 ties it to one.
    let tied = view.right.clone().next().is_some_and(|index| view.at(index).cue(Cue::AllWord))
        && view.right.clone().any(|index| view.at(index).cue(Cue::Project));
    tied || !(0..view.token).any(counted) && !(view.token + 1..view.tokens.tokens.len()).take(2).any(counted)
}
