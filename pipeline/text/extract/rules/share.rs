//! Parts of a whole: 占全市39%, 占比达五成, 研发投入占GDP比重3.5%, 占市52%、省30%, 全市近43%的工业总产值.

mod part;

use super::super::narrower;
use super::super::view::{Figure, Outcome, Said, View};
use crate::model::{Disposition, Measure};
use crate::vocab::{Cue, Generic, Role};
pub(super) use part::sector;
use part::{dealt_parts, firms_of, given, gives, industry_part, kind_inside, kind_of_patents, part_of, to_another};

/// Words that end the name of a parent.
const CLOSES: [Cue; 6] = [Cue::Share, Cue::Light, Cue::AllWord, Cue::Over, Cue::Under, Cue::Approx];

/// Words that say how a share moved.
const MOVES: [Cue; 5] = [Cue::From, Cue::To, Cue::Up, Cue::Down, Cue::Respectively];

/// Characters of what an amount is spent on: 民生领域.
const LONGEST_PURPOSE: usize = 6;

/// What a place means that is the zone itself.
const OWN: [&str; 2] = ["generic:whole", "generic:zone"];

/// A percentage behind a word for a part; a ratio that has a metric of its own (R&D to GDP) is that metric's level.
pub(super) fn read(view: &View<'_, '_, '_>) -> Outcome {
    if !view.quantity.is("ratio") {
        return Outcome::Pass;
    }
    // 以占全市2%的土地,贡献了16%的增量: of what was gained.
    let gained = view.right.clone().take(2).any(|index| view.at(index).cue(Cue::NetGain));
    if gained && view.right.clone().next().is_some_and(|of| view.at(of).cue(Cue::Attributive)) {
        return Outcome::Drop(Disposition::Comparison);
    }
    let growing = view.cue(&[Cue::Up, Cue::Down, Cue::Rate, Cue::FallRate, Cue::Average]);
    let Some(share) = view.share_cue().filter(|share| growing.is_none_or(|up| up < *share || view.at(up).cue(Cue::To))) else {
        if let Some(found) = super::level::elliptic(view).filter(|_| growing.is_none()) {
            return Outcome::Take(vec![view.figure(found, Measure::Share)]);
        }
        let other = || if growing.is_some() { Outcome::Pass } else { continued(view) };
        let readings = [resumed, spent_on, of_several, dealt_whole];
        return readings.iter().find_map(|read| read(view)).unwrap_or_else(other);
    };
    // 占全国市场份额的60%: of what all sell, which no metric measures.
    let of = view.text(view.at(share).range.start..view.quantity.range.start);
    if view.vocab.label_in("markets", of) {
        return Outcome::Drop(Disposition::NoMetric);
    }
    if let Some(found) = inside(view, share) {
        return found;
    }
    // 某企业年产值达86亿元,占全区工业总产值的四分之一: a clause that goes on about the firm; not so a base or a park.
    let before = view.text(0..view.at(share).range.start);
    let firm = || view.vocab.label_in("firm_words", before);
    if view.topic.firm && share == view.left.start && view.dealt.is_none() && firm() {
        return Outcome::Drop(Disposition::EntityFigure);
    }
    if let Some((found, scope)) = given(view, share) {
        return Outcome::Take(vec![Figure { scope, ..view.figure(found, Measure::Share) }]);
    }
    if let Some((metric, scope)) = to_another(view, share) {
        return Outcome::Take(vec![Figure { scope, ..view.figure((metric, String::new()), Measure::Level) }]);
    }
    let (scope, parent) = parent(view, share);
    // 研发投入、发明专利均占全国的50%: one figure for each.
    // 装备制造业、高技术制造业增加值占规上工业增加值的比重均达50%: the word may stand behind.
    let each = view.cue(&[Cue::Each]).map(|each| each.min(share));
    if let Some(items) = each.and_then(|each| view.each(each)) {
        let figure = |item| Figure { scope: scope.clone(), ..view.figure(item, Measure::Share) };
        return Outcome::Take(items.into_iter().map(figure).collect());
    }
    // 贡献了全市出口的43.6%: the part of a place's metric is the zone's of the same metric.
    if parent
        && view.metric_in(view.left.start..share, |_| true).is_none()
        && let place = view.scope(share + 1..view.token)
        && !place.is_empty()
        && let Some(found) = view.named(share + 1..view.token, |metric| !view.vocab.has_role(metric, Role::Zones))
    {
        // 高技术制造业增加值增长9%,占全区规上工业增加值的65.7%: of the zone's whole, what was spoken of is the part; so is an amount
        // that was just stated: 增加值486亿元,占全省生产总值的7.5%.
        let own = OWN.contains(&place.as_str());
        let stated = matches!(view.topic.measure, Some(Measure::Level | Measure::Growth | Measure::GrowthAvg | Measure::Rank))
            && view.topic.token + 2 == view.left.start;
        // 电子信息产业占全区总产值的80%: the part is the industry's.
        let part = narrower::alone(view.tokens, view.left.start..share);
        let spoken = || {
            let metric = view
                .topic
                .metric
                .filter(|metric| (own || stated) && view.vocab.measures(*metric) == view.vocab.measures(found.0))?;
            let whole = metric == found.0 && view.topic.segment.is_empty();
            (!whole).then(|| (metric, view.topic.segment.clone()))
        };
        // 研发经费支出39亿元,占全省企业的9.4%: of what all firms have of it.
        let other = |metric: &u16| view.vocab.measures(*metric) != view.vocab.measures(found.0);
        let measured = view.topic.metric.filter(|metric| stated && other(metric) && view.vocab.has_role(found.0, Role::Firms));
        let firms = measured.map(|metric| (metric, view.topic.segment.clone()));
        let outside = own || stated && view.topic.metric != Some(found.0) && firms.is_none();
        let scope = if outside { scope } else { place };
        // 电子信息产业一枝独秀,占全区工业总产值的62%: so it is where the clause before speaks of it.
        let of_industry = || {
            let industry = view.industry(share, found.0);
            (own && !industry.is_empty()).then_some((found.0, industry))
        };
        let found = if part.is_empty() { spoken().or(firms).or_else(of_industry).unwrap_or(found) } else { (found.0, part) };
        return Outcome::Take(vec![Figure { scope, ..view.figure(found, Measure::Share) }]);
    }
    // 东部高新区贡献了全部营业收入的62.5%: of the whole metric, whoever has it.
    if parent
        && view.metric_in(view.left.start..share, |_| true).is_none()
        && view.vocab.label_is("all_of", view.text(view.at(share).range.end..view.at(share + 1).range.end))
        && let Some(found) = view.named(share + 1..view.token, |_| true)
    {
        let part = narrower::alone(view.tokens, view.left.start..share);
        let found = if part.is_empty() { found } else { (found.0, part) };
        return Outcome::Take(vec![Figure { scope, ..view.figure(found, Measure::Share) }]);
    }
    // 以占全市1.1%的土地创造了…: what stands behind the figure is the part; 土地 is that of the figure before.
    let own = if tied(view) { share } else { view.left.start };
    if view.metric_in(own..share, |_| true).is_none()
        && let Outcome::Take(figures) = behind_or_pass(
            view,
            if scope.is_empty() && view.topic.measure == Some(Measure::Share) { &view.topic.scope } else { &scope },
        )
    {
        return Outcome::Take(figures);
    }
    if let Some(found) = industry_part(view, share) {
        return Outcome::Take(vec![Figure { scope, ..view.figure(found, Measure::Share) }]);
    }
    let part_of = |found: (u16, String)| part_of(view, share).or_else(|| dealt_parts(view)).unwrap_or(found);
    let kind_of = |found: (u16, String)| match kind_of_patents(view, share) {
        Some(kind) => kind,
        None if found.1.is_empty() => (found.0, kind_inside(view, share).unwrap_or_default()),
        None => found,
    };
    let Some((metric, segment)) =
        sector(view, share).or_else(|| firms_of(view, share)).or_else(|| whole(view, share).map(part_of).map(kind_of))
    else {
        return behind(view, &scope);
    };
    let traits = view.vocab.metric_traits(metric);
    // Percentages of their own: a rate that 占 introduces is its level.
    // 财政科技支出占一般公共预算支出的8.6%: of what the budget spends, it is a part.
    let spent = view.metric_in(share + 1..view.token, |_| true).is_some_and(|(_, of, _)| view.vocab.metric(of).group == "fiscal");
    let ratio = traits.ratio_metric.as_deref().filter(|_| parent && !spent).and_then(|id| view.vocab.metric_by_id(id));
    let rate = view.vocab.metric(metric).unit == "percent" && !view.vocab.has_role(metric, Role::Structure);
    let measure = if ratio.is_some() || rate { Measure::Level } else { Measure::Share };
    let undated = super::change::old(view, view.token);
    Outcome::Take(vec![Figure { scope, undated, ..view.figure((ratio.unwrap_or(metric), segment), measure) }])
}

/// 电子信息产业在规上工业总产值中的占比达41.6%: a part of the metric that 中 stands behind; without a part, of what was stated last.
fn inside(view: &View<'_, '_, '_>, share: usize) -> Option<Outcome> {
    let (token, metric, own) = view.metric_in(view.left.start..share, |_| true)?;
    let behind = view.text(view.at(token).range.end..view.at(share).range.start);
    let words = view.vocab.label_starts("inside", behind);
    // 在 right before the whole, and before that the part.
    let open = (view.left.start..token).rfind(|index| view.at(*index).cue(Cue::Stop)).filter(|_| words)?;
    let (metric, _) = view.narrowed(open + 1, token, metric, own);
    let part = narrower::alone(view.tokens, view.left.start..open);
    let found = if part.is_empty() {
        let like = |last: &u16| view.vocab.measures(*last) == view.vocab.measures(metric);
        (view.topic.metric.filter(like)?, view.topic.segment.clone())
    } else {
        (metric, part)
    };
    let scope = view.text(view.at(open).range.end..view.at(token).range.end).to_owned();
    Some(Outcome::Take(vec![Figure { scope, ..view.figure(found, Measure::Share) }]))
}

/// True where the words before the figure go on about a share before them: 2.5%的土地贡献了11.6%的生产总值.
fn tied(view: &View<'_, '_, '_>) -> bool {
    let before = view.left.start.checked_sub(1).map(|before| view.at(before)).filter(|before| view.tokens.is_figure(before));
    let touches = |end: usize| view.left.clone().next().is_some_and(|first| view.at(first).range.start == end);
    before.is_some_and(|before| touches(before.range.end)) && view.topic.measure == Some(Measure::Share)
}

/// The metric whose part it is: named before the word for a part, or in force.
pub(super) fn whole(view: &View<'_, '_, '_>, share: usize) -> Option<(u16, String)> {
    // 研发投入占销售收入的比重,3.6%: the clause before may say it.
    let before = || view.named(view.before_left().start..share, |metric| !view.vocab.has_role(metric, Role::Zones));
    if share < view.left.start {
        return before().or_else(|| view.rated(share));
    }
    let found = view.rated(share)?;
    // 产值超亿元企业76家,其产值占规上工业总产值的78%: of the firms that were counted.
    let firms = view.topic.metric.is_some_and(|metric| view.vocab.metric(metric).group == "enterprises");
    let named = view.metric_in(view.left.start..share, |metric| metric == found.0).filter(|_| firms && view.dealt.is_none());
    Some(match named {
        Some((token, ..)) => super::level::inherited(view, token, found),
        None => found,
    })
}

/// Within what, and whether that is a metric (占GDP比重) rather than a place (占全市).
pub(super) fn parent(view: &View<'_, '_, '_>, share: usize) -> (String, bool) {
    if let Some(dealt) = view.dealt.filter(|dealt| !dealt.scope.is_empty() && dealt.named.is_none_or(|named| named >= share)) {
        view.scope(view.left.clone());
        return (dealt.scope.clone(), false);
    }
    let range = share + 1..view.token;
    let own = view.metric_in(range.clone(), |_| true).map(|(token, ..)| view.text(view.at(token).range.clone()).to_owned());
    let place = view.scope(range);
    if let Some(own) = own {
        return (own, true);
    }
    if !place.is_empty() {
        return (place, false);
    }
    // 占销售收入比重: a parent that no list knows is named by its words.
    let ends = |index: &usize| view.at(*index).any(&CLOSES) || view.at(*index).any(&MOVES) || view.at(*index).time().is_some();
    let close = (share + 1..view.token).find(ends);
    let end = close.map_or(view.quantity.range.start, |close| view.at(close).range.start);
    let words = view.text(view.at(share).range.end.min(end)..end).trim();
    // 高企占比不高,只有31%: a clause of its own says nothing of what it is a part of.
    let words = if words.contains(',') { "" } else { words };
    // 比重进一步提升至11.8%: before a word that says how the share moved stands no parent; nor does one that says against what.
    let against = || view.vocab.label_starts("more_than", words);
    let moved = close.is_some_and(|close| view.at(close).any(&MOVES)) || against();
    if words.chars().count() >= 2 && !moved {
        return (words.to_owned(), true);
    }
    // 全市占比39%: the place stands before; 其中高新区占九成: a zone there is the part.
    let before = share.saturating_sub(1).max(view.left.start)..share;
    let zone = before.clone().any(|index| matches!(view.at(index).generic(), Some(Generic::Zone | Generic::Whole)));
    (if zone { String::new() } else { view.scope(before) }, false)
}

/// 占全市比重从2016年的11.1%增长至2020年的12.8%: the new value of the same part.
fn resumed(view: &View<'_, '_, '_>) -> Option<Outcome> {
    let to = view.cue(&[Cue::To]).filter(|to| *to == view.left.start)?;
    let dated = (to + 1..view.token).all(|index| view.at(index).time().is_some() || view.at(index).cue(Cue::AllWord));
    let metric = view.topic.metric.filter(|_| dated && to + 1 < view.token && view.topic.measure == Some(Measure::Share))?;
    let scope = view.topic.scope.clone();
    Some(Outcome::Take(vec![Figure { scope, ..view.figure((metric, view.topic.segment.clone()), Measure::Share) }]))
}

/// 总量占8家的一成半, 占全省12家高新区的三成: the part of several zones, counted, of what was stated right before.
fn of_several(view: &View<'_, '_, '_>) -> Option<Outcome> {
    let count = view.left.start.checked_sub(1).filter(|_| view.touches(&[Cue::Attributive]))?;
    let counted = view.at(count).quantity().is_some_and(|at| view.tokens.quantities[at].is("number"));
    let zones = view.vocab.label_ends("units_of_zones", view.text(view.at(count).range.clone()));
    // 占七家之和的41%.
    let words = view.text(view.at(count).range.end..view.at(view.token - 1).range.start);
    let named = view.vocab.label_is("sums", words) || (view.left.start..view.token - 1).all(|index| view.at(index).is_zone());
    let share = View::left_of(view.tokens, count).any(|index| view.at(index).cue(Cue::Share));
    let near = |said: &Said| view.words(&(said.token..count)).iter().filter(|token| token.mark().is_some()).count() <= 1;
    let ranked = |said: &&Said| !view.vocab.has_role(said.metric, Role::Zones) && said.token > 0;
    let found = view.said.iter().rev().find(ranked).filter(|said| counted && zones && named && share && near(said))?.found();
    view.scope(count..view.token);
    Some(Outcome::Take(vec![Figure { scope: "zones".to_owned(), ..view.figure(found, Measure::Share) }]))
}

/// 分别占国内生产总值的12%、税收收入的11%: the next part that a series deals out, of a whole of its own.
fn dealt_whole(view: &View<'_, '_, '_>) -> Option<Outcome> {
    let echo = view.dealt.is_some_and(|dealt| dealt.echo.is_some()) && view.topic.measure == Some(Measure::Share);
    let of = view.token.checked_sub(1).filter(|_| echo && view.touches(&[Cue::Attributive]))?;
    let scope = view.text(view.left_start()..view.at(of).range.start).trim_start_matches('、').to_owned();
    let found = view.in_force(|_| true)?;
    Some(Outcome::Take(vec![Figure { scope, ..view.figure(found, Measure::Share) }]))
}

/// 财政支出的七成以上用于民生, 把75%以上的财政支出用于民生: the part of an amount that goes to what the verb names.
fn spent_on(view: &View<'_, '_, '_>) -> Option<Outcome> {
    let verb = view.right.clone().find(|index| view.at(*index).cue(Cue::Purpose))?;
    let purpose = view.text(view.at(verb).range.end..view.clause_end(verb)).trim();
    let behind = view.metric_in(view.right.start..verb, |_| true);
    let before = || view.metric_in(view.left.clone(), |_| true).filter(|_| view.touches(&[Cue::Attributive, Cue::Over]));
    let (token, metric, own) = behind.or_else(before)?;
    let (metric, segment) = view.narrowed(token.min(view.left.start), token, metric, own);
    let named = (2..=LONGEST_PURPOSE).contains(&purpose.chars().count()) && segment.is_empty();
    let money = view.vocab.measures(metric) == "money";
    (named && money).then(|| Outcome::Take(vec![view.figure((metric, purpose.to_owned()), Measure::Share)]))
}

/// 占市52%、省30%: a second part follows, and only its scope is new.
fn continued(view: &View<'_, '_, '_>) -> Outcome {
    let last = view.topic.measure == Some(Measure::Share)
        && view.left.clone().all(|index| view.at(index).is_subject() || view.at(index).cue(Cue::AllWord));
    let near = view.topic.token + 2 >= view.left.start && !view.left.is_empty();
    if let (true, true, Some(metric)) = (last, near, view.topic.metric) {
        let scope = view.scope(view.left.clone());
        // 比重17.48%(兰州高新区18.3%、白银高新区15.6%): a zone there is the subject.
        let zone = scope.starts_with("zone:");
        if zone {
            view.scopes.borrow_mut().pop();
        }
        let scope = if zone { view.topic.scope.clone() } else { scope };
        if zone || !scope.is_empty() {
            return Outcome::Take(vec![Figure { scope, ..view.figure((metric, view.topic.segment.clone()), Measure::Share) }]);
        }
    }
    // 产值占全区的88%,出口创汇的96%: the next metric's part of the same whole.
    let of =
        view.left.clone().next_back().filter(|_| view.topic.measure == Some(Measure::Share) && view.touches(&[Cue::Attributive]));
    let next = of.and_then(|of| of.checked_sub(1)).filter(|next| *next == view.left.start && view.at(*next).is_metric());
    if let Some(found) = next.and_then(|next| view.named(next..next + 1, |metric| !view.vocab.has_role(metric, Role::Zones)))
        && view.left_start() <= view.at(view.left.start).range.start
        && view.unlisted(0..0, view.left_start()..view.at(view.left.start).range.start) == 0
    {
        return Outcome::Take(vec![Figure { scope: view.topic.scope.clone(), ..view.figure(found, Measure::Share) }]);
    }
    // 贡献了约三分之一的GDP、四成以上的规上工业增加值: a list of parts of the same whole.
    let joint = view.left.clone().rev().find(|index| view.at(*index).cue(Cue::Joint) || view.at(*index).mark() == Some('、'));
    let open = joint.map_or(view.left.start, |joint| joint + 1);
    let listed = (joint.is_some() || view.joined())
        && (open..view.token).all(|index| view.at(index).any(&[Cue::AllWord, Cue::Approx, Cue::Over, Cue::Under]));
    // 以占全省0.6%的土地,创造了28.7%的GDP: or one behind a verb that brings forth.
    let brings = |index: usize| view.at(index).any(&[Cue::AllWord, Cue::Approx, Cue::Over, Cue::Light, Cue::Gain]);
    let listed = listed || !view.left.is_empty() && view.left.clone().all(brings);
    if listed
        && view.topic.measure == Some(Measure::Share)
        && let Outcome::Take(mut figures) = behind_or_pass(view, &view.topic.scope)
    {
        // 民营企业贡献了七成的税收、八成的就业: of whom gives it.
        let whose = figures.iter_mut().filter(|figure| figure.segment.is_empty() && gives(view));
        whose.for_each(|figure| figure.segment.clone_from(&view.topic.segment));
        return Outcome::Take(figures);
    }
    // 土地面积不到全市的2%: a place right before 的 is the whole.
    let of = view
        .left
        .end
        .checked_sub(2)
        .filter(|of| *of >= view.left.start && view.at(*of).is_subject() && view.touches(&[Cue::AllWord]));
    if let (Some(of), Some(found)) = (of, of.and_then(|of| view.named(view.left.start..of, |_| true))) {
        let scope = view.scope(of..of + 1);
        return Outcome::Take(vec![Figure { scope, ..view.figure(found, Measure::Share) }]);
    }
    let scope = view.scope(view.left.clone());
    let measured = |metric: u16| !view.vocab.has_role(metric, Role::Zones);
    if scope.is_empty() || view.metric_in(view.left.clone(), measured).is_some() {
        Outcome::Pass
    } else {
        behind_or_pass(view, &scope)
    }
}

/// 占全市不到1%的土地, 全市近43%的工业总产值: the metric stands behind the figure.
fn behind(view: &View<'_, '_, '_>, scope: &str) -> Outcome {
    match behind_or_pass(view, scope) {
        Outcome::Pass => Outcome::Drop(Disposition::NoMetric),
        outcome => outcome,
    }
}

fn behind_or_pass(view: &View<'_, '_, '_>, scope: &str) -> Outcome {
    match named_behind(view) {
        Some(found) => Outcome::Take(vec![Figure { scope: scope.to_owned(), ..view.figure(found, Measure::Share) }]),
        None => Outcome::Pass,
    }
}

/// The metric behind the figure: 43%的工业总产值, 43%以上的工业总产值.
fn named_behind(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let touching = |index: &usize| view.at(index - 1).range.end == view.at(*index).range.start;
    let bound = |index: &usize| touching(index) && view.at(*index).any(&[Cue::OverAfter, Cue::UnderAfter, Cue::ApproxAfter]);
    let first = view
        .right
        .clone()
        .find(|index| !bound(index))
        .filter(|index| view.at(*index).cue(Cue::AllWord) || touching(index) && view.at(*index).is_metric());
    view.named(first?..view.right.end, |_| true)
}
