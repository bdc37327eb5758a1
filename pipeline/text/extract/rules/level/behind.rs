//! Counts whose metric stands behind them: 19家高新技术企业, 全国147个高新区, 5人被评为省高级专家.

use super::super::super::narrower;
use super::super::super::token::Token;
use super::super::super::view::View;
use super::group::done_to;
use crate::model::Bound;
use crate::vocab::{Cue, Generic, Narrower, Role};

/// True where a word for what is counted, or for its kind, stands right behind the figure.
fn touched(view: &View<'_, '_, '_>) -> bool {
    let next = view.right.clone().next().map(|next| view.at(next)).filter(|next| next.range.start == view.quantity.range.end);
    // 20万以上人口县: how large a county is.
    let counties = |token: &Token<'_>| token.any(&[Cue::Field, Cue::Drop]) || token.is_subject();
    let sized = view.right.clone().any(|index| view.at(index).cue(Cue::OverAfter) || counties(view.at(index)));
    next.is_some_and(|next| next.is_metric() || next.narrower().is_some()) && !sized && view.quantity.bound != Bound::Over
}

/// 19家高新技术企业, 3个国家级孵化器: nothing but what narrows it stands between the figure and the metric.
pub(super) fn behind(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    if !(view.quantity.is("number")
        || view.quantity.is("person")
        || view.quantity.is("rank")
        || view.quantity.is("money")
        || view.quantity.is("area")
        || view.quantity.is("duration")
        // 3亿产业基金: money without its unit.
        || view.quantity.bare_money()
        // 2.6万从业人员: people without theirs.
        || view.quantity.dimension.is_empty() && super::amounts(view) && touched(view))
    {
        return None;
    }
    if let Some(found) = zones(view).or_else(|| honoured(view)).or_else(|| purpose(view)).or_else(|| shared(view)) {
        return Some(found);
    }
    // 2家“一带一路”联合实验室: a name in quotes narrows what stands behind it.
    let quoted = narrower::quoted_behind(view.tokens.text, view.quantity.range.end);
    let mut end = quoted.map_or(view.quantity.range.end, |(_, close)| close);
    let named = |index: &usize| view.at(*index).range.end > end && view.at(*index).metrics().any(|(metric, _)| view.fits(metric));
    let first = view.right.clone().find(named)?;
    for index in view.right.start..first {
        let token = view.at(index);
        if token.range.end <= end {
            continue;
        }
        let said = token.narrower().is_some()
            || token.any(&[Cue::AllWord, Cue::Whole, Cue::OverAfter, Cue::UnderAfter, Cue::ApproxAfter, Cue::Gain])
            // 出资2亿元设立人才发展基金.
            || token.cue(Cue::Founding) && view.quantity.is("money")
            || token.is_subject()
            // 2个产值过百亿元的产业集群: what the size is of.
            || token.is_metric() && view.at(index + 1).narrower() == Some(Narrower::Kind);
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
                && !view.at(*index).cue(Cue::Completion)
        })
        .last()
        .unwrap_or(first);
    let (metric, own) = view.at(last).metrics().find(|(metric, _)| view.fits(*metric))?;
    // 42个市重点项目已开工35个: what is done to some of them is the next figure's; 21个省重点项目全部开工: to all of those on a list.
    let others = view.tokens.tokens.get(view.right.end).is_some_and(|next| next.quantity().is_some());
    let verbs = view.text(view.at(last).range.end..view.clause_end(view.token));
    let listed = || view.vocab.has_role(metric, Role::Projects) && view.vocab.label_in("all_of_them", verbs);
    let verbs = if others || listed() { view.right.end } else { last + 1 };
    let found = done_to(view, verbs..view.right.end, view.narrowed(view.right.start, last, metric, own));
    // 签约46个项目: the verb may stand before the count.
    // 对已经签约的38个项目: 的 may follow it.
    let verb =
        view.left.clone().rfind(|verb| !view.at(*verb).cue(Cue::Attributive)).map_or(view.left.clone(), |verb| verb..verb + 1);
    let (metric, segment) = if found.0 == metric { done_to(view, verb, found) } else { found };
    // 签约直升机、制氢等27个项目: what is done to a list is done to all that 等 sums up.
    let listed = || view.left.clone().find(|verb| view.at(*verb).cue(Cue::Deed)).filter(|_| view.touches(&[Cue::AndSo]));
    let (metric, segment) = match listed().filter(|_| view.vocab.has_role(metric, Role::Projects)) {
        Some(verb) => done_to(view, verb..verb + 1, (metric, segment)),
        None => (metric, segment),
    };
    let segment = if segment.is_empty() { quoted.map_or(segment, |(name, _)| name.to_owned()) } else { segment };
    Some((metric, format!("{}{segment}", owner(view, metric))))
}

/// 安排5亿元,设立产业引导基金: what the money sets up, in the clause behind it.
pub(super) fn founds(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let comma = Some(view.right.end)
        .filter(|comma| view.quantity.is("money") && view.right.is_empty() && *comma < view.tokens.tokens.len())?;
    let verb = comma + 1;
    let founding = view.tokens.tokens.get(verb)?.cue(Cue::Founding) && view.at(verb).range.start == view.at(comma).range.end;
    let listed = view.tokens.tokens[verb..].iter().take_while(|token| token.mark().is_none_or(|mark| mark == '、')).count();
    let (.., metric, _) = view.metric_in(verb..verb + listed, |metric| view.fits(metric))?;
    (founding && view.at(comma).mark() == Some(',')).then(|| (metric, String::new()))
}

/// 生物医药产业的29家规上企业: the industry whose firms they are.
fn owner(view: &View<'_, '_, '_>, metric: u16) -> String {
    let of = view.left.clone().next_back().filter(|_| view.touches(&[Cue::Attributive]));
    let firms = view.vocab.metric(metric).group == "enterprises";
    of.filter(|of| firms && *of > view.left.start && view.at(of - 1).range.end == view.at(*of).range.start)
        .map_or_else(String::new, |of| narrower::alone(view.tokens, view.left.start..of))
}

/// 1个千亿级、4个百亿级产业集群: the metric stands behind the last of several counts.
fn shared(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let only = view.right.clone().all(|index| view.at(index).narrower().is_some()) && !view.right.is_empty();
    let mark = view.tokens.tokens.get(view.right.end).filter(|next| next.mark() == Some('、') || next.quantity().is_some())?;
    let tight = view.unlisted(view.right.clone(), view.quantity.range.end..mark.range.start) == 0;
    let next = view.right.end + usize::from(mark.quantity().is_none());
    let quantity = view.tokens.tokens.get(next)?.quantity().map(|index| &view.tokens.quantities[index])?;
    let alike = quantity.dimension == view.quantity.dimension && quantity.unit == view.quantity.unit;
    let last = View::right_of(view.tokens, next);
    let metric = last.clone().find_map(|index| view.at(index).metrics().find(|(metric, _)| view.fits(*metric)))?.0;
    let segment = view.text(view.at(view.right.start).range.start..view.at(view.right.end - 1).range.end).to_owned();
    (only && tight && alike).then_some((metric, segment))
}

/// 全国147个高新区: zones are counted by the word that elsewhere names one of them.
fn zones(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let next = view
        .right
        .clone()
        .next()
        .filter(|index| matches!(view.at(*index).generic(), Some(Generic::Zone | Generic::Zones | Generic::ZonesOfPlace)))?;
    let touching = view.text(view.quantity.range.end..view.at(next).range.start).is_empty();
    let counted = view.quantity.is("number") && touching;
    // 全省6家国家级高新区: the word may say of which level they are.
    let own = view.at(next).metrics().find(|(metric, _)| view.vocab.has_role(*metric, Role::Zones)).map_or("", |(_, own)| own);
    view.vocab.metric_of(Role::Zones).filter(|_| counted).map(|metric| (metric, own.to_owned()))
}

/// 5人被评为省高级专家, 45家企业入选“市百强”, 21个项目列入省技术创新项目: what is counted bears the title behind the verb, which may
/// itself name a metric.
fn honoured(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let verb = view.right.clone().take(3).find(|index| view.at(*index).cue(Cue::Honoured))?;
    let counted = view.metric_in(view.right.start..verb, |metric| view.fits(metric)).map(|(_, metric, _)| metric);
    let between = view.unlisted(view.right.start..verb, view.quantity.range.end..view.at(verb).range.start);
    let end = view.clause_end(verb);
    let title = narrower::tidy(view.text(view.at(verb).range.end..end));
    let titled = verb + 1..view.tokens.tokens.partition_point(|token| token.range.end <= end);
    if title.is_empty() || between > if counted.is_some() { 6 } else { 0 } {
        return None;
    }
    let specific = |metric: u16| {
        view.fits(metric) && !view.vocab.has_role(metric, Role::Firms) && !view.vocab.has_role(metric, Role::Projects)
    };
    match titled.clone().next_back().filter(|last| view.at(*last).range.end == end) {
        Some(last) if view.at(last).metrics().any(|(metric, _)| specific(metric)) => view.named(titled, specific),
        _ if view.quantity.is("person") => view.vocab.metric_of(Role::Talents).map(|metric| (metric, title)),
        _ => counted.map(|metric| (metric, title)),
    }
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
