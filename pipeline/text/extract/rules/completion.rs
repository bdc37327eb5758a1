//! Shares of a plan: 完成年度任务的148.8%, 为全年任务的194%, 投资完成率103%.

use super::super::context;
use super::super::view::{Outcome, View};
use crate::model::{Disposition, Measure};
use crate::vocab::{Cue, Role};

/// A percentage of a task, plan or target, of the metric in force.
pub(super) fn read(view: &View<'_, '_, '_>) -> Outcome {
    if !view.quantity.is("ratio") {
        return Outcome::Pass;
    }
    // 完成全年地区生产总值增长7%的目标: what the plan is, not how far it is done.
    if view.has(&[Cue::Up, Cue::Rate]) && view.tied_to(&[Cue::Target, Cue::TargetWeak]) {
        return Outcome::Pass;
    }
    let bare = !view.has(&[Cue::Up, Cue::Down, Cue::Rate, Cue::Share]) && view.metric_in(view.left.clone(), |_| true).is_none();
    // 对照年度任务,规上工业产值、固定资产投资分别完成104.2%和98.6%: where the sentence speaks of tasks, its metrics may be named.
    let tasked = || {
        let before = view.text(0..view.quantity.range.start);
        let goes_on = view.topic.measure == Some(Measure::Completion) && (view.joined() || view.dealt.is_some());
        (view.touches(&[Cue::Done]) || goes_on)
            && !view.has(&[Cue::Up, Cue::Down, Cue::Rate, Cue::Share])
            && view.vocab.label_in("tasks", before)
    };
    let done = bare && view.touches(&[Cue::Done]) || tasked();
    if let Some(found) = of_amount(view) {
        return Outcome::Take(vec![view.figure(found, Measure::Completion)]);
    }
    let Some(cue) = view.first_cue(&[Cue::Completion]).or(done.then_some(view.token)) else { return Outcome::Pass };
    // 二者均完成全年计划的78%: one figure for each.
    let each = view.cue(&[Cue::Each]).filter(|each| *each < cue);
    if let Some(items) = each.and_then(|each| view.each(each)) {
        return Outcome::Take(items.into_iter().map(|item| view.figure(item, Measure::Completion)).collect());
    }
    // 投资完成率, 开工率: the word names its metric too.
    let named = view.left.contains(&cue) && view.at(cue).is_metric();
    match view.rated(if named { cue + 1 } else { cue }) {
        Some((metric, segment)) => {
            // 21个市级重点项目开工率为100%: of the projects that were just counted.
            let projects = |metric: u16| view.vocab.metric(metric).group == "projects";
            let counted = named && segment.is_empty() && projects(metric) && view.topic.metric.is_some_and(projects);
            // 竣工投产37个,完成年度投资计划的106%: what was planned for them is money.
            let money = view.vocab.metric_of(Role::ProjectMoney).filter(|_| !named && projects(metric));
            let invested = || {
                view.text(view.at(cue.min(view.token)).range.start..view.quantity.range.start)
                    .contains(view.vocab.label("investment"))
            };
            if let Some(money) = money.filter(|_| invested()) {
                return Outcome::Take(vec![view.figure((money, segment), Measure::Completion)]);
            }
            let segment = if counted { view.topic.phrase.clone() } else { segment };
            Outcome::Take(vec![view.figure((metric, segment), Measure::Completion)])
        }
        None => Outcome::Drop(Disposition::NoMetric),
    }
}

/// 完成年计划71亿元的89.4%: how much of the plan, whose amount stands between.
fn of_amount(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let amount = view.left.start.checked_sub(1)?;
    let only = view.left.len() == 1 && view.touches(&[Cue::Attributive]);
    let planned = only && view.topic.token == amount && context::plan_of(view.tokens, amount).is_some();
    view.topic.metric.filter(|_| planned).map(|metric| (metric, view.topic.segment.clone()))
}
