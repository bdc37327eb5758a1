//! What a figure takes from the group that its sentence has just counted: 其中企业880户, 总投资58亿元, 实现产值58亿元.

use super::super::super::view::View;
use crate::vocab::{Cue, Role};

/// 新登记2335户,其中企业880户: what is counted among new firms is a part of them, not all firms.
pub(super) fn of_which(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let topic = view.topic.metric.filter(|metric| view.fits(*metric))?;
    let (token, metric, _) = super::near(view)?;
    let entities = [Role::NewFirms, Role::Entities].iter().any(|role| view.vocab.has_role(topic, *role));
    let part = view.vocab.has_role(metric, Role::Firms) && (view.has(&[Cue::OfWhich]) || view.joined());
    let net = view.has(&[Cue::NetGain]);
    (entities && part && !net).then(|| (topic, view.text(view.at(token).range.clone()).to_owned()))
}

/// 生物医药企业发展到108家,实现产值58亿元: a clause without a head goes on about what the last one narrowed; a metric of a
/// group (总投资) is narrowed by the group that was just counted.
pub(super) fn inherited(view: &View<'_, '_, '_>, token: usize, (metric, segment): (u16, String)) -> (u16, String) {
    let Some(last) = view.topic.metric.filter(|_| segment.is_empty() && view.topic.token < view.token) else {
        return (metric, segment);
    };
    let start = view.left_start();
    let headless = (view.left.start..token)
        .all(|index| view.at(index).any(&[Cue::Light, Cue::AllWord, Cue::Whole, Cue::Gain]) || view.at(index).time().is_some())
        && view.unlisted(view.left.start..token, start..view.at(token).range.start) <= 1;
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
    let generic = ["industry", "revenue"].contains(&this.group.as_str()) || view.vocab.has_role(metric, Role::Tax);
    if generic && last_metric.group == "enterprises" { (metric, view.topic.segment.clone()) } else { (metric, segment) }
}

/// 新招引亿元以上项目75个: what was done to the projects tells which of their metrics it is.
pub(super) fn done_to(view: &View<'_, '_, '_>, token: usize, (metric, segment): (u16, String)) -> (u16, String) {
    let verb =
        (view.left.start..token).rev().find_map(|index| view.vocab.compound(view.text(view.at(index).range.clone()), metric));
    // 新签约亿元以上项目70个、50亿元以上项目3个, 其中过亿元项目6个: the verb holds on.
    let held = view.said.iter().rev().map(|(metric, _)| *metric).find(|said| {
        let projects = view.vocab.metric(*said).group == "projects" && view.vocab.metric(*said).unit == "count";
        let part = (view.joined() || view.has(&[Cue::OfWhich])) && !segment.is_empty();
        projects && part && view.vocab.has_role(metric, Role::Projects)
    });
    (verb.map(|(other, _)| other).or(held).unwrap_or(metric), segment)
}
