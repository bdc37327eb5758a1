//! Level or increase: 新增高新技术企业6家, 净增114户, 高新技术企业712家(+165家), 累计引进外商投资企业860家.

use super::super::super::view::View;
use super::Near;
use crate::model::{Decimal, Measure};
use crate::vocab::{Cue, Narrower, Role, Sense};

/// Level or increase, with the metric that a gain of it belongs to.
pub(super) fn measured(
    view: &View<'_, '_, '_>,
    (metric, segment): (u16, &str),
    near: Option<Near<'_>>,
    anchor: usize,
) -> (u16, Measure, Option<Decimal>) {
    let traits = view.vocab.metric_traits(metric);
    let net = view.has(&[Cue::NetGain]);
    // 新增高速公路1700公里、突破7000公里: what it has come to.
    let all = |(token, ..): Near<'_>| view.text(view.at(token).range.clone()).starts_with(view.vocab.label("all"));
    let come = || {
        let verb = view.left.clone().next_back().map_or("", |verb| view.text(view.at(verb).range.clone()));
        view.touches(&[Cue::Over, Cue::To]) || view.touches(&[Cue::Light]) && view.vocab.label_is("reached", verb)
    };
    let total = view.has(&[Cue::Total]) || near.is_some_and(all) || view.left.len() == 1 && come();
    let ever = view.ever();
    // 净增1.1万户,其中企业4.8万户: more than were gained are a part of all.
    let gained = view.tokens.tokens.get(view.topic.token).and_then(|token| token.quantity());
    let within =
        !view.has(&[Cue::OfWhich]) || gained.is_none_or(|gained| view.quantity.value <= view.tokens.quantities[gained].value);
    let gain = !ever && view.topic.gain && !total && within && (view.joined() || view.has(&[Cue::OfWhich]))
        || !ever && view.cue(&[Cue::Gain]).is_some();
    // 产值同比增长的72户: 的 makes it tell which are counted.
    let tells = |up: usize| view.at(up + 1).cue(Cue::Attributive) && view.at(up).range.end == view.at(up + 1).range.start;
    let rose = view.cue(&[Cue::Up]).filter(|up| !tells(*up));
    let up = view.touches(&[Cue::Up]) || rose.is_some_and(|up| up > anchor && !view.touches(&[Cue::To]));
    let down = view.touches(&[Cue::Down]);
    // Land is not gained with what was brought in.
    let land = view.vocab.has_role(metric, Role::Area) && !net && !up && !down;
    // 新开工项目21个,较上年同期增加6个: more of them than were new then.
    let then = |index: usize| {
        view.at(index).time().is_some_and(|time| view.tokens.times[time].base || view.tokens.times[time].meaning.prior)
    };
    let against = || {
        let more = view.left.clone().next_back().map_or("", |last| view.text(view.at(last).range.clone()));
        view.vocab.label_starts("more_than", more)
    };
    // 较去年同期多12个: the verb may be one that elsewhere counts.
    let more_by = || {
        let before = view.text(view.left_start()..view.quantity.range.start).trim_start();
        let set = view.left.clone().any(then) || view.has(&[Cue::Compare]) || view.vocab.label_starts("more_than", before);
        set && view.vocab.label_ends("more_by", before)
    };
    let set = || view.left.clone().any(then) || against() || super::before_event(view).is_some();
    let more = (up || view.touches(&[Cue::Gain])) && set() || more_by();
    // 27个,少于去年同期5个: fewer than there were then.
    let fewer = || {
        view.vocab.label_words("gap_below").iter().any(|below| {
            view.first_cue(&[Cue::Gap, Cue::Under, Cue::Down])
                .is_some_and(|first| first == view.left.start && *below == view.text(view.at(first).range.clone()))
        })
    };
    let fewer = view.left.len() == 2 && then(view.left.start + 1) && fewer();
    let down = down || fewer;
    // 独角兽企业46家、瞪羚企业327家,较上年分别多12家、94家: so many of each.
    let echo = view.dealt.is_some_and(|dealt| dealt.echo.is_some());
    if echo && (more_by() || view.joined() && view.topic.measure == Some(Measure::Increase)) {
        return (metric, Measure::Increase, None);
    }
    let compared = (more || down) && view.dealt.is_none() && near.is_none();
    if compared && view.topic.metric.is_some() {
        let counted = view.topic.metric.filter(|of| view.fits(*of)).unwrap_or(metric);
        return (counted, Measure::Increase, down.then(|| -view.quantity.value));
    }
    // 壮大千亿级产业链: a size that something is to have.
    if traits.counts_gains || land || view.is_scale() {
        return (metric, Measure::Level, None);
    }
    let before = view.cue(&[Cue::Gain]).is_some_and(|gain| gain < anchor) || anchor == view.left.start || view.topic.gain;
    if gain
        && before
        && !net
        && !titled(view, segment)
        && let Some(other) = traits.gain_metric.as_deref().and_then(|id| view.vocab.metric_by_id(id))
    {
        return (other, Measure::Level, None);
    }
    if down {
        return (metric, Measure::Increase, Some(-view.quantity.value));
    }
    // 高新技术企业712家(+165家), 孵化器20家(-2家): a sign behind what there is.
    let signed = view.quantity.value.is_sign_negative() || view.text(0..view.quantity.range.start).ends_with('+');
    let alone = view.left.clone().all(|index| view.at(index).cue(Cue::OverAfter));
    if signed && traits.stock && alone && view.topic.metric == Some(metric) {
        return (metric, Measure::Increase, None);
    }
    if net || up || (gain && traits.stock) {
        return (metric, Measure::Increase, None);
    }
    (metric, Measure::Level, None)
}

/// 新增省级创新型企业113家: firms that won a title of some level are not new.
fn titled(view: &View<'_, '_, '_>, segment: &str) -> bool {
    segment.contains('“') || view.vocab.lexicon.find(segment).any(|hit| hit.senses.contains(&Sense::Narrower(Narrower::Level)))
}
