//! Numbers that are no figures of a zone: dates, ordinals, numbers of documents, one firm's figures, rules, gaps.

mod firm;

use super::super::token::Token;
use super::super::view::{Outcome, View};
use super::super::{context, narrower};
use crate::model::{Decimal, Disposition};
use crate::vocab::{Cue, Narrower, Role, Sense};

/// Characters of a metric's bare head: 产值, 净利润, 销售收入.
const BARE_HEAD: usize = 4;
/// Longest short name of a firm, in characters.
const LONGEST_FIRM: usize = 8;
/// Characters in quotes around a numeral, beyond which it is a quotation, not a slogan.
const LONGEST_SLOGAN: usize = 16;

/// Dates, lengths of time, ordinals, numbers of documents, and bare numbers with nothing to measure.
pub(super) fn not_a_figure(view: &View<'_, '_, '_>) -> Outcome {
    let quantity = view.quantity;
    match quantity.dimension {
        "time" | "clock" => return Outcome::Drop(Disposition::Date),
        "document" => return Outcome::Drop(Disposition::DocumentNumber),
        "price" | "size" => return Outcome::Drop(Disposition::EntityFigure),
        "volume" => return Outcome::Drop(Disposition::NoMetric),
        _ => {}
    }
    if quantity.numbers() {
        return Outcome::Drop(Disposition::Ordinal);
    }
    // “双20条”政策: so are the articles of a paper that is named by them.
    let articles = view.vocab.label_ends("units_of_events", view.text(quantity.range.clone()));
    if (!quantity.arabic && !quantity.fixed || articles) && quoted(view) {
        return Outcome::Drop(Disposition::Slogan);
    }
    // 过千亿的企业一家都没有: none is no figure.
    if !quantity.arabic && view.vocab.label_starts("not_one", view.text(quantity.range.end..view.tokens.text.len())) {
        return Outcome::Drop(Disposition::NoMetric);
    }
    let before = view.text(0..quantity.range.start).trim_end();
    let after = view.text(quantity.range.end..view.tokens.text.len());
    if quantity.dimension.is_empty() && quantity.arabic {
        let digits = view.text(quantity.range.clone()).bytes().filter(u8::is_ascii_digit).count();
        // 游客58421:…: whoever speaks is numbered.
        let speaks = after.starts_with(':') && digits > 4 && before.ends_with(char::is_alphabetic);
        if quantity.number.scale() == 0 && (digits >= 7 || speaks) {
            return Outcome::Drop(Disposition::DocumentNumber);
        }
        // 1. and (1) and 1、 at the head of a sentence number a heading or an item.
        let head = before.is_empty() || before.ends_with('(');
        if head && after.starts_with(['.', '、', ')', ',']) || before.is_empty() && after.is_empty() {
            return Outcome::Drop(Disposition::Ordinal);
        }
    }
    Outcome::Pass
}

/// True inside short quotes: “一区十二园”, “十百千”工程.
fn quoted(view: &View<'_, '_, '_>) -> bool {
    let before = view.text(0..view.quantity.range.start);
    let after = view.text(view.quantity.range.end..view.tokens.text.len());
    let open = before.rfind('“').filter(|open| !before[*open..].contains('”'));
    let close = after.find('”').filter(|close| !after[..*close].contains('“'));
    open.zip(close).is_some_and(|(open, close)| before[open..].chars().count() + after[..close].chars().count() <= LONGEST_SLOGAN)
}

/// Gaps to other places and averages, contributions and pulls.
pub(super) fn comparison(view: &View<'_, '_, '_>) -> Outcome {
    // 高耗能产业增加值占比下降0.5个百分点: 高 before what is measured sets nothing against another.
    let moved = view.touches(&[Cue::Up, Cue::Down]);
    let measured = |gap: usize| (gap + 1..view.token).any(|at| view.at(at).is_metric() || view.at(at).cue(Cue::Share));
    let gap = view.has(&[Cue::Pull]) || view.cue(&[Cue::Gap]).is_some_and(|gap| !(moved && measured(gap)));
    let points = view.quantity.is("points");
    let percent = view.quantity.is("ratio");
    // 只有全国平均水平的2/3: in parts of what others have.
    let part = percent || view.quantity.is("times");
    let norm = view.cue(&[Cue::Norm]).filter(|_| part && !view.has(&[Cue::Up, Cue::Down, Cue::Rate]));
    let of_norm = norm.is_some_and(|norm| (norm + 1..view.token).all(|index| view.at(index).any(&[Cue::AllWord, Cue::Approx])));
    // 高于其他城市31%的平均值: what others have.
    let others = view.has(&[Cue::Gap, Cue::Compare, Cue::Over]) && view.tied_to(&[Cue::Norm]);
    // 数量不到长沙高新区的四分之一: in parts of what another zone has.
    // 是我们的近三倍: a bound may stand before the figure.
    let bound = usize::from(view.touches(&[Cue::Approx, Cue::Over, Cue::Under]));
    let zone = view.token.checked_sub(2 + bound);
    let zone = zone.filter(|zone| part && *zone > view.left.start && view.at(zone + 1).cue(Cue::Attributive));
    // 高企2200家,是我们的4倍多: or in ours of what it has.
    let ours = |zone: usize| view.vocab.label_is("ourselves", view.text(view.at(zone).range.clone()));
    let another = zone.is_some_and(|zone| {
        let named = view.at(zone).senses().iter().any(|sense| matches!(sense, Sense::Zone(_)));
        // 仅为先进高新区的五分之一: or in those of zones that do better.
        let better = view.at(zone).is_zone() && view.vocab.label_ends("peers", view.text(0..view.at(zone).range.start));
        (named || better || ours(zone)) && view.at(zone - 1).any(&[Cue::Under, Cue::Over, Cue::Approx, Cue::Compare, Cue::Light])
    });
    // 与西安高新区相差6倍多.
    let differs = || view.cue(&[Cue::Gap]).is_some_and(|gap| view.at(gap).cue(Cue::Drop));
    if of_norm
        || others
        || another
        || (points && gap)
        // 人均GDP相差近两倍.
        || (view.quantity.is("times") && gap && (!view.has(&[Cue::Compare]) || differs()))
        // 比全市平均高出1500元.
        || (view.quantity.is("money") && gap && (view.has(&[Cue::Norm, Cue::Average]) || above_place(view)))
        || (percent && (view.has(&[Cue::Pull]) && !suffered(view) || pulled(view)))
        || (percent && gap && !view.touches(&[Cue::Over, Cue::Under]) && view.has(&[Cue::Compare]))
    {
        view.scope(view.left.clone());
        return Outcome::Drop(Disposition::Comparison);
    }
    Outcome::Pass
}

/// 比全市高出1100多元, 高出全省1200元: the gap is set against a place, not against a year.
fn above_place(view: &View<'_, '_, '_>) -> bool {
    let Some(gap) = view.cue(&[Cue::Gap]) else { return false };
    let place = |index: usize| view.at(index).is_subject();
    let behind = (gap + 1..view.token).any(place);
    let against = view.left.clone().find(|index| view.at(*index).cue(Cue::Compare));
    behind || against.is_some_and(|against| (against + 1..gap).any(place))
}

/// 受市场拖累下滑6.2%: what weighed on it is the cause of the fall, not a part of it.
fn suffered(view: &View<'_, '_, '_>) -> bool {
    let Some(pull) = view.cue(&[Cue::Pull]) else { return false };
    let falls = (pull + 1..view.token).any(|index| view.at(index).any(&[Cue::Up, Cue::Down]));
    falls && view.vocab.label_in("suffering", view.text(view.left_start()..view.at(pull).range.start))
}

/// 贡献率分别为2.1%、63.2%和34.7%: the word stands before the first of the list.
fn pulled(view: &View<'_, '_, '_>) -> bool {
    let joins = |token: &Token<'_>| token.mark() == Some('、') || token.cue(Cue::Joint) || token.quantity().is_some();
    let list = view.tokens.tokens[..view.token].iter().rev().take_while(|token| joins(token)).count();
    let first = view.token - list;
    view.dealt.is_some() && list > 1 && View::left_of(view.tokens, first).any(|index| view.at(index).cue(Cue::Pull))
}

/// 长沙、株洲两家高新区合计实现收入7439亿元: the sum of zones or places that are named is of none of them.
pub(super) fn sum_of_several(view: &View<'_, '_, '_>) -> Outcome {
    let one = |index: &usize| {
        view.at(*index).is_subject()
            && context::meaning(view.tokens, *index, view.vocab).is_some_and(|meaning| context::is_one(&meaning))
    };
    let joint = |token: &Token<'_>| token.mark() == Some('、') || token.cue(Cue::Joint);
    if !view.tokens.tokens[..view.token].iter().any(joint) {
        return Outcome::Pass;
    }
    let clause = context::group(view.tokens, view.token)..view.token;
    let Some(last) = clause.clone().rfind(one) else { return Outcome::Pass };
    let several = last >= clause.start + 2 && one(&(last - 2)) && joint(view.at(last - 1));
    let words = view.text(view.at(last).range.end..view.quantity.range.start);
    if several && !words.contains([',', ';']) && view.vocab.label_in("summed_up", words) {
        return Outcome::Drop(Disposition::NoMetric);
    }
    Outcome::Pass
}

/// A rule for one case: 最高给予500万元, 每家奖励20万元.
pub(super) fn per_case(view: &View<'_, '_, '_>) -> Outcome {
    // 对首次进入前50名的园区,一次性奖励500万元: what is asked for the reward.
    // 对产值首次达到1亿元、5亿元的企业,分别奖励10万元、50万元: nor is any other of the list.
    let (first, last) = listed(view);
    let (left, right) = (View::left_of(view.tokens, first), View::right_of(view.tokens, last));
    // 固定资产投资在5000万元以上的新建项目,按3%给予奖励: nor need a preposition open it.
    let behind = right.clone().find(|index| !view.at(*index).cue(Cue::OverAfter));
    let sized = view.quantity.is("money") && behind.is_some_and(|of| view.at(of).any(&[Cue::Attributive, Cue::AllWord]));
    let asked = (sized || left.clone().next().is_some_and(|first| view.at(first).cue(Cue::Stop)))
        && right.clone().any(|index| view.at(index).cue(Cue::Attributive))
        && view.tokens.tokens[view.token..].iter().any(|token| token.cue(Cue::PerCase));
    // 年缴税超500万元的,前2年按50%奖励: nor a word for one case, where the amount is a size.
    let size =
        sized && (view.touches(&[Cue::Over]) || view.tokens.tokens.get(last + 1).is_some_and(|next| next.cue(Cue::OverAfter)));
    let behind = || view.text(view.quantity.range.end..view.tokens.text.len());
    let rewarded = size && view.vocab.label_in("rewards", behind());
    let asked = asked || rewarded;
    // 对产值下降超过20%的企业一对一包联: those that a measure is for are picked by what they have.
    let picked = || {
        let object = left.clone().next().is_some_and(|first| view.at(first).cue(Cue::Stop));
        let of = right.clone().find(|index| !view.at(*index).cue(Cue::OverAfter)).filter(|of| view.at(*of).cue(Cue::Attributive));
        let firms = |index: usize| view.at(index).metrics().any(|(metric, _)| view.vocab.has_role(metric, Role::Firms));
        let touches =
            of.is_some_and(|of| of + 1 < right.end && firms(of + 1) && view.at(of).range.end == view.at(of + 1).range.start);
        object && touches && (view.quantity.is("money") || view.quantity.is("ratio"))
    };
    if asked || picked() {
        return Outcome::Drop(Disposition::PerCaseRule);
    }
    // 每人3万: a bare number is money, too.
    let money = view.quantity.is("money") || view.quantity.is("ratio") || view.quantity.dimension.is_empty();
    let given = left.clone().any(|index| view.at(index).cue(Cue::PerCase));
    // 产量每减少100万吨,生产总值就减少2个百分点: what each step brings.
    let step = || {
        let before = view.text(0..view.quantity.range.start);
        view.has(&[Cue::Up, Cue::Down]) && view.vocab.label_in("each_step", before)
    };
    // 每毕业1家高新技术企业: for each.
    // 每出口100元商品,就有27元来自高新区: nor is the unit of a ratio an amount.
    let unit = || {
        let before = view.token.checked_sub(1).map(|before| &view.at(before).range);
        let touches = before.filter(|before| before.end == view.quantity.range.start);
        touches.is_some_and(|before| view.vocab.label_ends("each", view.text(0..before.start)))
    };
    if view.vocab.label_ends("each_one", view.text(0..view.quantity.range.start)) || view.quantity.is("money") && unit() {
        return Outcome::Drop(Disposition::PerCaseRule);
    }
    // 日均新增企业96家: a rate of one day is no total.
    if money && given || view.has(&[Cue::PerUnit]) || step() {
        return Outcome::Drop(Disposition::PerCaseRule);
    }
    Outcome::Pass
}

/// The first and the last quantity of the list of nothing but quantities that this one stands in: 1亿元、5亿元、10亿元.
fn listed(view: &View<'_, '_, '_>) -> (usize, usize) {
    let quantity = |index: usize| view.tokens.tokens.get(index).is_some_and(|token| token.quantity().is_some());
    let joins = |index: usize| view.tokens.tokens.get(index).is_some_and(|token| token.mark() == Some('、'));
    let (mut first, mut last) = (view.token, view.token);
    while first >= 2 && joins(first - 1) && quantity(first - 2) {
        first -= 2;
    }
    while joins(last + 1) && quantity(last + 2) {
        last += 2;
    }
    (first, last)
}

/// A figure of one firm, building or project: its name stands before the figure, and the zone does not come back.
pub(super) fn entity(view: &View<'_, '_, '_>) -> Outcome {
    // 汽车电子产业园入驻企业18家: a part of the zone is no firm.
    if narrower::opening(view.tokens, view.token).is_some() {
        return Outcome::Pass;
    }
    // 海康精密股份公司现有职工860人: a sentence that begins with a firm is about it, whatever it counts.
    let opens = view.tokens.opening_firm(view.vocab).filter(|index| *index < view.token);
    let firm = |entity: usize| {
        !(entity..view.token).any(|index| named(view, index) || view.at(index).cue(Cue::AndSo))
            && !(0..entity).any(|index| named(view, index))
    };
    if opens.is_some_and(firm) {
        return Outcome::Drop(Disposition::EntityFigure);
    }
    if firm::is_about_one(view) {
        return Outcome::Drop(Disposition::EntityFigure);
    }
    // “去年我们研发投入11.2亿元。”公司副总裁介绍: nor what its people say, as long as they name no zone.
    if view.spoken && !(0..view.token).any(|index| named(view, index)) {
        return Outcome::Drop(Disposition::EntityFigure);
    }
    // 某公司出口增长26%,用工1300多人: whom a firm employs are the firm's.
    let employed = |metric: u16| view.vocab.has_role(metric, Role::Employees);
    let people = || view.metric_in(view.left.clone(), |_| true).is_some_and(|(_, metric, _)| !employed(metric));
    let counted = view.quantity.is("number") || view.quantity.is("person") && people();
    if counted {
        return Outcome::Pass;
    }
    // 产值超过1亿元 in a paragraph about a firm: a bare head is the firm's.
    let bare = |token: usize| view.text(view.at(token).range.clone()).chars().count() <= BARE_HEAD;
    let earned = |metric: u16| ["industry", "revenue", "fiscal"].contains(&view.vocab.metric(metric).group.as_str());
    if view.firm && view.metric_in(view.left.clone(), |_| true).is_some_and(|(token, metric, _)| bare(token) && earned(metric)) {
        return Outcome::Drop(Disposition::EntityFigure);
    }
    if !view.tokens.may_have(&[Cue::Entity, Cue::Project]) {
        return Outcome::Pass;
    }
    let start = context::group(view.tokens, view.token);
    // 项目投产后…: a project that opens its clause is the subject; 工程规划许可审批: a name that goes on to a metric is none.
    let opens = |index: usize| {
        let before = index.checked_sub(1).map(|before| view.at(before));
        // 【项目建设】: a label names what is spoken of.
        let label = view.text(0..view.at(index).range.start).ends_with(['【', '[']);
        !label && before.is_none_or(|before| before.mark().is_some() && before.range.end == view.at(index).range.start)
    };
    let goes_on = |index: usize| {
        let ends = |at: &usize| view.at(*at).mark().is_some() || view.at(*at).any(&[Cue::Deed, Cue::Light, Cue::AllWord]);
        // 一期项目占地320亩: the word for projects ends its own name, and what it covers is no part of that.
        let area = |at: usize| view.at(at).metrics().any(|(metric, _)| view.vocab.metric(metric).group == "space");
        let end = (index + 1..view.token).find(ends).unwrap_or(view.token);
        let named = view.vocab.label_in("project_names", view.text(view.at(index).range.start..view.at(end).range.start));
        let metric = |at: usize| view.at(at).is_metric() && !(named && area(at));
        (index + 1..end).any(metric)
    };
    // 去年引进的一个稀土项目达产后…: so is the one that is picked out.
    let one = |index: usize| {
        let before = (start..index).rev().take_while(|at| view.at(*at).mark().is_none());
        before.filter_map(|at| view.at(at).quantity()).any(|at| {
            let quantity = &view.tokens.quantities[at];
            quantity.number == Decimal::ONE && !quantity.arabic && quantity.is("number")
        })
    };
    let project = |index: usize| view.at(index).cue(Cue::Project) && (opens(index) && !goes_on(index) || one(index));
    // 深圳产业园规划面积26平方公里: a park is a part of the zone, whoever built it; what it costs is not read anyway.
    let park = |index: usize| view.at(index).narrower() == Some(Narrower::Area);
    let stands_for = |index: usize| view.tokens.stands_for(index, view.vocab);
    let named_one =
        |index: usize| view.at(index).cue(Cue::Entity) && !park(index) && !view.tokens.is_counted(index) && !stands_for(index);
    let entity = (start..view.token).rev().find(|index| named_one(*index) || project(*index));
    let Some(entity) = entity else { return Outcome::Pass };
    // A rank is a zone's as soon as its sentence names one.
    let entity =
        if view.quantity.is("rank") || view.quantity.dimension.is_empty() || view.quantity.is("person") { 0 } else { entity };
    let back = (entity..view.token).any(|index| named(view, index) || view.at(index).cue(Cue::AllWord) && group(view, index));
    if back { Outcome::Pass } else { Outcome::Drop(Disposition::EntityFigure) }
}

/// True for a word that names a subject; 市 and 省 alone are parts of other words (沪深两市).
fn named(view: &View<'_, '_, '_>, index: usize) -> bool {
    view.at(index).is_subject() && view.text(view.at(index).range.clone()).chars().count() > 1
}

/// 等 behind the names of firms makes a group of them: what it counts follows at once (等研发机构31家).
fn group(view: &View<'_, '_, '_>, index: usize) -> bool {
    let next = view.at(index + 1).range.start;
    // 等7个外资项目,合计总投资12亿美元: or a number of it.
    let counted = |at: usize| {
        let quantity = view.at(at).quantity().map(|quantity| &view.tokens.quantities[quantity]);
        at < view.token
            && quantity.is_some_and(|quantity| quantity.is("number"))
            && view.tokens.tokens[at + 1..].iter().take(2).any(Token::is_metric)
    };
    view.text(view.at(index).range.end..next).is_empty() && (view.at(index + 1).is_metric() || counted(index + 1))
}
