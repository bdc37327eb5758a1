//! Firms and projects of a size: 年产值超过10亿元的14户, 营业收入过亿元企业300家, 50亿元以上4个. The size is no figure; the count is.

use super::super::token::Token;
use super::super::view::{Outcome, View};
use super::level::counted_projects;
use crate::model::{Bound, Decimal, Disposition, Measure};
use crate::vocab::{Cue, Generic, NumeralClass, Role};

/// Yuan that no zone and no firm earns: ten trillion.
const MOST_OF_ONE: Decimal = Decimal::from_parts(1_316_134_912, 2_328, 0, false, 0);

/// An amount of money that a count of firms or projects follows is a label; the count is of those of that size.
pub(super) fn read(view: &View<'_, '_, '_>) -> Outcome {
    // 支持对象为年营业收入1000万元以上的企业, 小微企业是指…: what the sentence asks of firms, no zone has reached.
    let asks = |token: &Token<'_>| token.cue(Cue::Condition);
    if view.tokens.may_have(&[Cue::Condition]) && view.tokens.tokens[..view.token].iter().any(asks) {
        return Outcome::Drop(Disposition::Label);
    }
    if let Some(outcome) = reach(view).or_else(|| of_a_size(view)) {
        return outcome;
    }
    // 5亿元以上10亿元以下项目25个: both ends of a size.
    if between(view, view.token).is_some_and(|last| follows(view, last).is_some()) {
        return Outcome::Drop(Disposition::Label);
    }
    if sized(view, view.token) && (follows(view, view.token).is_some() || defines(view) || of_money(view)) {
        return Outcome::Drop(Disposition::Label);
    }
    // 新增百亿县区26个: the size tells which counties are meant.
    let field = view.right.clone().next().filter(|next| view.at(*next).cue(Cue::Field));
    let money = view.quantity.is("money") || view.quantity.bare_money();
    if money && field.is_some_and(|field| view.at(field).range.start == view.quantity.range.end) {
        return Outcome::Drop(Disposition::Label);
    }
    let Some(before) = view.left.start.checked_sub(1).filter(|before| sized(view, *before)) else { return Outcome::Pass };
    if follows(view, before) != Some(view.token) {
        return Outcome::Pass;
    }
    // 经济总量超千亿元的县区达12个: no metric counts them.
    if (before + 1..view.token).any(|index| view.at(index).cue(Cue::Field)) {
        return Outcome::Drop(Disposition::NoMetric);
    }
    let group = |role: Role| {
        view.metric_in(before + 1..view.token, |metric| view.vocab.has_role(metric, role)).map(|(_, metric, _)| metric)
    };
    let open = before.checked_sub(2).filter(|open| between(view, *open) == Some(before)).unwrap_or(before);
    let projects =
        done(view, open).or_else(|| counted_projects(view)).or(group(Role::Projects)).filter(|_| group(Role::Firms).is_none());
    // 营业收入超千亿元的高新区7家,超500亿元的12家: zones are counted, and go on being counted.
    let zones = view.vocab.metric_of(Role::Zones);
    // 营业收入超千亿元的高新区有54家,其中…。不足100亿元的仍有3家.
    let of_sizes = || view.said.iter().any(|said| Some(said.metric) == zones && view.vocab.label_in("sizes", &said.segment));
    let counted = || view.said.last().is_some_and(|said| Some(said.metric) == zones) || of_sizes() || of_zones(view, before);
    let zoned = (before + 1..view.token).any(|index| view.at(index).is_zone()) || group(Role::Firms).is_none() && counted();
    let firms = || view.vocab.metric_of(Role::LargeFirms);
    let Some(metric) = projects.or(zones.filter(|_| zoned)).or_else(firms) else { return Outcome::Pass };
    let named = view.metric_in(View::left_of(view.tokens, open), |_| projects.is_none()).map_or(open, |(token, ..)| token);
    // 过10亿元的12家: the word for more is a part of the size.
    let bound = named == before && before > 0 && view.at(before - 1).any(&[Cue::Over, Cue::Under]);
    let named = if bound { before - 1 } else { named };
    let bound = |index: &usize| view.at(*index).any(&[Cue::OverAfter, Cue::UnderAfter]);
    let words = (before + 1..view.token).take_while(bound).last().unwrap_or(before);
    let segment = view.text(view.at(named).range.start..view.at(words).range.end).to_owned();
    Outcome::Take(vec![view.figure((metric, segment), Measure::Level)])
}

/// 12家企业产值超10亿元, 9家企业增速超过100%, 37家高新区的研发投入强度不到2%: a count of firms or zones, and behind it what each of them
/// reaches, or does not.
fn reach(view: &View<'_, '_, '_>) -> Option<Outcome> {
    let before = view.left.start.checked_sub(1);
    if before.is_some_and(|count| reached(view, count) == Some(view.token) || unnamed(view, count) == Some(view.token)) {
        return Some(Outcome::Drop(Disposition::Label));
    }
    if let Some(amount) = unnamed(view, view.token) {
        let zones = view.vocab.metric_of(Role::Zones)?;
        let zoned = view.topic.metric == Some(zones) || of_zones(view, view.token);
        let metric = if zoned { zones } else { view.vocab.metric_of(Role::LargeFirms)? };
        let segment = view.text(view.quantity.range.end..view.at(amount).range.end).to_owned();
        return Some(Outcome::Take(vec![view.figure((metric, segment), Measure::Level)]));
    }
    let amount = reached(view, view.token)?;
    let firms = firms(view, view.token)?;
    let own = view.at(firms).metrics().next().map(|(metric, _)| metric);
    let own = own.or_else(|| view.vocab.metric_of(Role::Zones).filter(|_| view.at(firms).is_zone()));
    let metric = own.filter(|metric| !view.vocab.has_role(*metric, Role::Firms)).or(view.vocab.metric_of(Role::LargeFirms))?;
    let more = view.tokens.tokens[amount + 1..].iter().take_while(|token| token.cue(Cue::OverAfter)).count();
    let of = view.tokens.tokens.get(firms + 1).filter(|of| of.cue(Cue::Attributive)).map_or(view.at(firms), |of| of);
    let segment = view.text(of.range.end..view.at(amount + more).range.end).trim().to_owned();
    Some(Outcome::Take(vec![view.figure((metric, segment), Measure::Level)]))
}

/// 3个产值超500亿元的产业集群, 5个10亿元以上的项目: what is counted stands behind its size.
fn of_a_size(view: &View<'_, '_, '_>) -> Option<Outcome> {
    let amount = Some(view.right.end).filter(|amount| *amount < view.tokens.tokens.len() && sized(view, *amount))?;
    let size = View::right_of(view.tokens, amount);
    let earned = |metric: u16| ["industry", "revenue", "fiscal"].contains(&view.vocab.metric(metric).group.as_str());
    let of = size.clone().find(|index| view.at(*index).any(&[Cue::Attributive, Cue::AllWord]))?;
    let (token, metric, _) = view.metric_in(of + 1..size.end, |metric| view.fits(metric))?;
    let words = |index: usize| view.at(index).cue(Cue::Over) || view.at(index).metrics().any(|(metric, _)| earned(metric));
    let tight = view.unlisted(view.right.clone(), view.quantity.range.end..view.at(amount).range.start) == 0
        && view.unlisted(of + 1..token, view.at(of).range.end..view.at(token).range.start) <= 4;
    let segment = view.text(view.quantity.range.end..view.at(of).range.start).trim().to_owned();
    let counted = view.quantity.is("number") && view.right.clone().all(words) && tight;
    // 开工6个10亿元以上的项目: the verb tells which.
    let metric = done(view, view.token).filter(|_| view.vocab.has_role(metric, Role::Projects)).unwrap_or(metric);
    counted.then(|| Outcome::Take(vec![view.figure((metric, segment), Measure::Level)]))
}

/// The word for firms right behind a count.
fn firms(view: &View<'_, '_, '_>, count: usize) -> Option<usize> {
    let firms = |metric: u16| {
        let metric_of = view.vocab.metric(metric);
        let counts = ["enterprises", "projects"].contains(&metric_of.group.as_str()) && metric_of.unit == "count";
        counts || view.vocab.has_role(metric, Role::Zones)
    };
    let next = view.tokens.tokens.get(count + 1)?;
    let counted = view.at(count).quantity().is_some_and(|quantity| view.tokens.quantities[quantity].is("number"));
    let named = next.metrics().any(|(metric, _)| firms(metric)) || next.is_zone();
    (counted && next.range.start == view.at(count).range.end && named).then_some(count + 1)
}

/// The amount that each of the firms counted at a token reaches: only what is measured and 超 stand between.
fn reached(view: &View<'_, '_, '_>, count: usize) -> Option<usize> {
    let firms = firms(view, count)?;
    let right = View::right_of(view.tokens, count);
    let quantity = view.tokens.tokens.get(right.end)?.quantity().map(|quantity| &view.tokens.quantities[quantity])?;
    // 146家国家高新区营业收入超27万亿元: more than one zone has.
    if quantity.is("money") && quantity.value > MOST_OF_ONE {
        return None;
    }
    let earned = |metric: u16| {
        ["output", "industry", "revenue", "fiscal", "innovation"].contains(&view.vocab.metric(metric).group.as_str())
    };
    let cost = |metric: u16| view.vocab.has_role(metric, Role::ProjectMoney);
    let measured = |index: usize| {
        view.at(index).metrics().any(|(metric, _)| earned(metric) || cost(metric)) || view.at(index).cue(Cue::Rate)
    };
    let over = right.end.checked_sub(1).filter(|over| *over > firms && view.at(*over).any(&[Cue::Over, Cue::Under]));
    // 13家高新区年均增速在30%以上: the bound may stand behind.
    let after = view.tokens.tokens.get(right.end + 1).is_some_and(|token| token.cue(Cue::OverAfter));
    let over = over.or(Some(right.end).filter(|_| after))?;
    let tight = view.unlisted(firms + 1..over, view.at(firms).range.end..view.at(over).range.start) <= 2;
    let amount = quantity.is("money") || quantity.is("ratio");
    (amount
        && tight
        && (firms + 1..over).any(measured)
        && (firms + 1..over).all(|index| {
            measured(index) || view.at(index).time().is_some() || view.at(index).any(&[Cue::Average, Cue::Attributive])
        }))
    .then_some(right.end)
}

/// 全省高新区中,…: true where the sentence speaks of several zones, and of no firms, before a token.
fn of_zones(view: &View<'_, '_, '_>, at: usize) -> bool {
    let before = &view.tokens.tokens[..at];
    let counted = |token: &Token<'_>| token.metrics().any(|(metric, _)| view.vocab.has_role(metric, Role::Zones));
    let zones = |token: &Token<'_>| matches!(token.generic(), Some(Generic::Zones | Generic::ZonesOfPlace)) || counted(token);
    let firms = |token: &Token<'_>| token.metrics().any(|(metric, _)| view.vocab.metric(metric).group == "enterprises");
    before.iter().any(zones) && !before.iter().any(firms)
}

/// 有12家营业收入超过500亿元: the amount that each of those counted at a token reaches, where no word says what they are.
fn unnamed(view: &View<'_, '_, '_>, count: usize) -> Option<usize> {
    let quantity = view.at(count).quantity().map(|quantity| &view.tokens.quantities[quantity])?;
    let households = view.vocab.label_ends("units_of_firms", view.text(quantity.range.clone()));
    let [earned, over, amount] = view.tokens.tokens.get(count + 1..count + 4)? else { return None };
    let earns = |metric: u16| ["industry", "revenue", "fiscal"].contains(&view.vocab.metric(metric).group.as_str());
    let tight =
        earned.range.start == quantity.range.end && earned.range.end == over.range.start && over.range.end == amount.range.start;
    let said = earned.metrics().any(|(metric, _)| earns(metric)) && over.cue(Cue::Over);
    let money = amount.quantity().map(|at| &view.tokens.quantities[at]).is_some_and(|at| at.is("money") || at.bare_money());
    (quantity.is("number") && households && tight && said && money).then_some(count + 3)
}

/// 新开工5亿元以上项目9个: the metric of the projects that the verb before the size names.
fn done(view: &View<'_, '_, '_>, before: usize) -> Option<u16> {
    let left = View::left_of(view.tokens, before);
    let projects = |metric: u16| view.vocab.metric(metric).group == "projects" && view.vocab.metric(metric).unit == "count";
    let verb = |index: usize| view.vocab.compound(view.text(view.at(index).range.clone()), view.vocab.metric_of(Role::Projects)?);
    view.metric_in(left.clone(), projects)
        .map(|(_, metric, _)| metric)
        .or_else(|| left.rev().find_map(verb).map(|(metric, _)| metric))
}

/// 5亿元以上10亿元以下: the upper end of a size whose lower end stands at this token.
fn between(view: &View<'_, '_, '_>, token: usize) -> Option<usize> {
    let [low, over, high, under] = view.tokens.tokens.get(token..token + 4)? else { return None };
    let money = |token: &Token<'_>| token.quantity().is_some_and(|at| view.tokens.quantities[at].is("money"));
    let tight = [low, over, high, under].windows(2).all(|pair| pair[0].range.end == pair[1].range.start);
    (money(low) && over.cue(Cue::OverAfter) && money(high) && under.cue(Cue::UnderAfter) && tight).then_some(token + 2)
}

/// True when the quantity at this token is money with words that make it a size: 超 before it, 以上 behind it, 上百亿, or a range.
fn sized(view: &View<'_, '_, '_>, token: usize) -> bool {
    let Some(quantity) = view.at(token).quantity().map(|quantity| &view.tokens.quantities[quantity]) else { return false };
    // 产值不足1亿元的企业30家: a size may be small, too.
    let over = token.checked_sub(1).is_some_and(|before| view.at(before).any(&[Cue::Over, Cue::Under]));
    let and_more = view.tokens.tokens.get(token + 1).is_some_and(|next| next.cue(Cue::OverAfter));
    let open = || view.vocab.numerals.head(view.text(quantity.range.clone()), &[NumeralClass::Vague]).is_some();
    let upper = || token.checked_sub(2).is_some_and(|low| between(view, low) == Some(token));
    (quantity.is("money") || quantity.bare_money()) && (upper() || over || and_more || quantity.bound == Bound::Range || open())
}

/// 年主营业务收入2000万元及以上的法人单位, 年营业收入首次超过10亿元的企业: the size tells which firms are meant.
fn defines(view: &View<'_, '_, '_>) -> bool {
    let open = view.right.clone().find(|index| !view.at(*index).cue(Cue::OverAfter));
    let of = open.filter(|open| view.at(*open).cue(Cue::Attributive));
    let counted = |metric: u16| view.vocab.metric(metric).group == "enterprises" || view.vocab.has_role(metric, Role::Clusters);
    let firms = |index: usize| view.at(index).metrics().any(|(metric, _)| counted(metric));
    of.is_some_and(|of| (of + 1..view.right.end).take(2).any(firms))
}

/// 引进省外2000万元以上项目资金86亿元: the size of the projects whose money is added up behind it.
fn of_money(view: &View<'_, '_, '_>) -> bool {
    let open = view.right.clone().find(|index| !view.at(*index).any(&[Cue::OverAfter, Cue::AllWord]));
    let next = view.tokens.tokens.get(view.right.end).and_then(|next| next.quantity()).map(|at| &view.tokens.quantities[at]);
    let over = view.right.clone().next().is_some_and(|over| view.at(over).cue(Cue::OverAfter));
    let tight = view.unlisted(
        view.right.clone(),
        view.quantity.range.end..view.at(view.right.end.min(view.tokens.tokens.len() - 1)).range.start,
    ) == 0;
    let metric = open.is_some_and(|open| {
        (open..view.right.end).any(|index| view.at(index).metrics().any(|(metric, _)| view.vocab.measures(metric) == "money"))
    });
    over && tight && metric && next.is_some_and(|next| next.is("money"))
}

/// The count behind a size: nothing but 以上, 的, the word for firms or projects, and a bound (不少于8个) stands between.
fn follows(view: &View<'_, '_, '_>, amount: usize) -> Option<usize> {
    let right = View::right_of(view.tokens, amount);
    let next = view.tokens.tokens.get(right.end)?;
    let quantity = &view.tokens.quantities[next.quantity()?];
    let counted = |index: usize| {
        let group = |metric: u16| ["enterprises", "projects"].contains(&view.vocab.metric(metric).group.as_str());
        view.at(index).metrics().any(|(metric, _)| group(metric))
            || view.at(index).any(&[
                Cue::AllWord,
                Cue::Light,
                Cue::OverAfter,
                Cue::UnderAfter,
                Cue::Over,
                Cue::Under,
                Cue::Approx,
            ])
            || view.at(index).narrower().is_some()
            || matches!(view.at(index).generic(), Some(Generic::Zone | Generic::Park))
            || view.at(index).cue(Cue::Field)
    };
    let tight = view.unlisted(right.clone(), view.at(amount).range.end..next.range.start) <= 1;
    (quantity.is("number") && right.clone().all(counted) && tight).then_some(right.end)
}
