//! Positions and moves: 列全省第9位, 居首位, 由第20位上升到第16位, 提升2位, 总量、增速均列全市第二位.

mod field;
mod list;

use super::super::token::Token;
use super::super::view::{Figure, Outcome, Said, View};
use super::super::{context, series};
use crate::model::{Bound, Decimal, Disposition, Measure};
use crate::vocab::{Cue, Generic, Role};
use field::{or_zones, region, scope};
use list::{spoken_rate, top};

/// No field has as many places.
const LAST_PLACE: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// A position of the metric named before; of a zone as a whole where none is and the field is the zones.
pub(super) fn read(view: &View<'_, '_, '_>) -> Outcome {
    if let Some(outcome) = list::moved(view) {
        return outcome;
    }
    let quantity = view.quantity;
    let bare = quantity.dimension.is_empty() && (quantity.ordinal || top(view)) || quantity.is("person") && top(view);
    // 惠及儿童13万名: so many are no position.
    if !quantity.is("rank") && !bare || !quantity.ordinal && quantity.value > LAST_PLACE {
        return Outcome::Pass;
    }
    // 产值前10位企业: some of the firms are no position.
    let counted = |next: usize| {
        view.at(next).range.start == quantity.range.end
            && view.at(next).metrics().any(|(metric, _)| view.vocab.metric(metric).unit == "count" && rankable(view, metric))
    };
    if !quantity.ordinal && view.touches(&[Cue::Top]) && view.right.clone().next().is_some_and(counted) {
        return Outcome::Drop(Disposition::Label);
    }
    if let Some(outcome) = list::read(view) {
        return outcome;
    }
    // 列第58位,低于济南(第12位)、青岛(第16位): the positions of others in the same ranking.
    if let Some(metric) = view.topic.metric.filter(|_| view.topic.measure == Some(Measure::Rank) && view.beside_place().is_some())
    {
        let figure = view.figure((metric, view.topic.segment.clone()), Measure::Rank);
        let (scope, aspect) = (view.topic.scope.clone(), view.topic.aspect.clone());
        return Outcome::Take(vec![Figure { unit: Some("rank".to_owned()), scope, aspect, ..figure }]);
    }
    // 把创新放在首位: what comes first with somebody is no position.
    let before = view.text(0..quantity.range.start);
    if quantity.fixed && view.vocab.label_ends("placed", before) {
        return Outcome::Drop(Disposition::Label);
    }
    // 第一任主任, 第一批企业: what so counts people and things ranks none.
    let behind = view.text(quantity.range.end..view.tokens.text.len());
    let first = quantity.fixed || quantity.ordinal && quantity.dimension.is_empty();
    if first && view.vocab.label_starts("ordinal_units", behind) {
        return Outcome::Drop(Disposition::Ordinal);
    }
    let moved = view.cue(&[Cue::RankMove, Cue::RankFall]).or_else(|| moved_before(view));
    // 分别居第2位、第1位: the verb holds for the whole series.
    let listed = view.topic.measure == Some(Measure::Rank) && (view.dealt.is_some() || view.joined()) && only_joins(view);
    // 综合排名第63位: the name of a ranking says that it is one.
    let ranking_named = view.metric_in(view.left.clone(), |metric| view.vocab.metric(metric).unit == "rank").is_some();
    // 抚州高新区第102位, 吉安高新区与上年持平,仍为第108位: in a sentence about positions.
    let positions = positions(view);
    let zone = quantity.ordinal
        && positions
        && view.left.clone().next_back().is_some_and(|last| {
            view.at(last).range.end == quantity.range.start
                && (view.at(last).is_zone()
                    || view.at(last).cue(Cue::Light)
                    || view.at(last).time().is_some()
                    || opening_place(view, last))
        });
    // 位列全国第41位,中部地区第7位: so may a region before the position.
    let region = region(view);
    let zone = zone || quantity.ordinal && region.is_some() && (positions || view.topic.measure == Some(Measure::Rank));
    // 由第20位升至第16位; but 把1100名员工减到640名 counts people.
    let changed = (quantity.ordinal || positions) && view.touches(&[Cue::From, Cue::To]);
    let ranked = listed || ranking_named || zone || changed || view.has(&[Cue::Rank, Cue::Top]);
    if !quantity.ordinal && !quantity.fixed && !ranked && moved.is_none() {
        return Outcome::Pass;
    }
    let scope = Some(scope(view))
        .filter(|scope| !scope.is_empty() || !(listed || onward(view)))
        .unwrap_or_else(|| view.topic.scope.clone());
    if quantity.ordinal && !ranked && scope.is_empty() && moved.is_none() && !view.has(&[Cue::From, Cue::To]) {
        return Outcome::Drop(Disposition::Ordinal);
    }
    let rate =
        view.cue(&[Cue::Rate, Cue::FallRate]).or_else(|| view.cue(&[Cue::Up]).filter(|up| !view.at(*up).cue(Cue::RankMove)));
    let share = view.cue(&[Cue::Share]);
    let cue = [rate, share, view.first_cue(&[Cue::Rank])].into_iter().flatten().min().unwrap_or(view.token);
    let dealt = view.dealt.filter(|dealt| dealt.metric.is_none() && dealt.echo.is_none());
    let aspect = match (dealt, rate, share) {
        // 收入24.1亿元,增长6.4%,分居第4、第3位: each of what was said of one metric.
        _ if said_grown(view) => view.vocab.label("aspect_rate"),
        // 总量和增速分别居第2位、第1位: the series tells which is which.
        (Some(dealt), _, _) => &dealt.aspect,
        (None, Some(_), _) => view.vocab.label("aspect_rate"),
        (None, None, Some(_)) => view.vocab.label("aspect_share"),
        // 增速居第5位,前移2位: what moved is what was ranked.
        _ if listed || onward(view) || moved.is_some() && !ranking_named && view.topic.measure == Some(Measure::Rank) => {
            &view.topic.aspect
        }
        // 规上工业增加值增速, and below it 居全市第1位: the label above says what.
        _ if view.said.is_empty() && view.topic.token == 0 && view.topic.measure == Some(Measure::Growth) => {
            view.vocab.label("aspect_rate")
        }
        // 生产总值112亿元,增速7.3%,排在全市第二: so it is where the rate was spoken of last.
        _ if cue == view.left.start && spoken_rate(view) => view.vocab.label("aspect_rate"),
        // 规上工业增加值增长13.1%,列全市第2位: where only its growth was said, that is ranked.
        // 高新技术企业数增长1.7倍、从第10位升至第8位: not so what has moved.
        _ if !(changed || numbers_moved(view)) && only_said(view, cue, Measure::Growth) || list::averaged(view) => {
            view.vocab.label("aspect_rate")
        }
        _ if cue == view.left.start && only_said(view, cue, Measure::Share) => view.vocab.label("aspect_share"),
        _ => "",
    };
    // 位列全国第28位,中部地区第6位: the same within another field.
    let same =
        region.is_some() && view.topic.measure == Some(Measure::Rank) && view.metric_in(view.left.clone(), |_| true).is_none();
    let same = view.topic.metric.filter(|_| same).map(|metric| (metric, view.topic.segment.clone()));
    let Some((metric, segment)) = same.or_else(|| ranked_metric(view, cue, rate.is_some() || share.is_some(), &scope)) else {
        return Outcome::Drop(Disposition::NoMetric);
    };
    let unit = Some("rank".to_owned());
    // 进位争先,挺进前28位: 前 makes it a position.
    if let Some(moved) = moved.filter(|_| !quantity.ordinal && !view.touches(&[Cue::Top])) {
        let value = view.at(moved).cue(Cue::RankFall).then(|| -quantity.value);
        let scope = if scope.is_empty() { view.topic.scope.clone() } else { scope };
        let scope = region.unwrap_or_else(|| or_zones(view, metric, scope));
        let aspect = aspect.to_owned();
        return Outcome::Take(vec![Figure { value, unit, scope, aspect, ..view.figure((metric, segment), Measure::RankChange) }]);
    }
    // 2家高新区进入前50名: what each of the zones has reached.
    let number = |count: usize| view.at(count).quantity().is_some_and(|at| view.tokens.quantities[at].is("number"));
    let counted = view.left.start.checked_sub(1).filter(|count| number(*count));
    // 力争3家进入前50强: their name may be left out.
    let of_zones = |next: usize| {
        let zones = view.at(next).is_zone() || view.at(next).metrics().any(|(metric, _)| !rankable(view, metric));
        zones || view.at(next).cue(Cue::Enter) && view.at(next).range.start == view.at(next - 1).range.end
    };
    // 在56家高新区的综合排名中进入前20位: unless the ranking is named behind it.
    if counted.is_some_and(|count| of_zones(count + 1)) && view.has(&[Cue::Top]) && !ranking_named {
        return Outcome::Drop(Disposition::Label);
    }
    // 前三名为甲、乙、丙 names others.
    if quantity.fixed
        && quantity.value > Decimal::ONE
        && view.right.clone().next().is_some_and(|next| view.at(next).cue(Cue::Light))
    {
        return Outcome::Drop(Disposition::Label);
    }
    let bound = (view.touches(&[Cue::Top]) || quantity.fixed && quantity.value > Decimal::ONE || !quantity.ordinal && top(view))
        .then_some(Bound::Under);
    let undated = super::change::old(view, view.token);
    let scope = region.unwrap_or_else(|| or_zones(view, metric, scope));
    let figure = |segment: String, aspect: &str| Figure {
        unit: unit.clone(),
        bound,
        undated,
        scope: scope.clone(),
        aspect: aspect.to_owned(),
        ..view.figure((metric, segment), Measure::Rank)
    };
    // 地区生产总值总量及增幅、进出口总额均居全市第一: one position of each.
    let each = each_ranked(view, aspect);
    if each.len() > 1 {
        let one = |(metric, segment, aspect): (u16, String, String)| Figure { metric, ..figure(segment, &aspect) };
        return Outcome::Take(each.into_iter().map(one).collect());
    }
    // 总量、增速均列第二: one position of the metric and one of its rate.
    if view.has(&[Cue::Each]) && rate.is_some() && joined(view, rate) {
        // 收入42.6亿元,增长28.9%,其中税收占比91.2%,总量和增幅均居第一: of what grew, not of a part that an aside gave the share of.
        let aside = view.topic.measure == Some(Measure::Share) && view.named_here(cue, |_| true).is_none();
        let grown = view.said.iter().rev().find(|said| aside && said.measure == Measure::Growth).map(Said::found);
        let (metric, segment) = grown.unwrap_or((metric, segment));
        let one = |aspect| Figure { metric, ..figure(segment.clone(), aspect) };
        return Outcome::Take(vec![one(""), one(aspect)]);
    }
    // “小巨人”13家、省级企业152家,均居全市首位: one position of each of the joined figures.
    if view.has(&[Cue::Each])
        && rate.is_none()
        && share.is_none()
        && view.named_here(cue, |metric| rankable(view, metric)).is_none()
    {
        let both: Vec<_> =
            joined_said(view).into_iter().map(|(metric, segment)| Figure { metric, ..figure(segment, "") }).collect();
        if both.len() > 1 {
            return Outcome::Take(both);
        }
    }
    Outcome::Take(vec![figure(segment, aspect)])
}

/// True for the second of two positions of a metric of which an amount and its growth were said right before.
fn said_grown(view: &View<'_, '_, '_>) -> bool {
    let echo = view.dealt.and_then(|dealt| dealt.echo).filter(|echo| *echo >= 2);
    let said = |back: usize| view.said.len().checked_sub(back).and_then(|at| view.said.get(at));
    let Some((grown, amount)) = echo.and_then(|echo| Some((said(echo)?, said(echo + 1)?))) else { return false };
    let same = amount.metric == grown.metric && amount.segment == grown.segment;
    same && amount.measure == Measure::Level && grown.measure == Measure::Growth
}

/// True where all that the sentence has said of the metric in force is how it grew, or what part it is.
fn only_said(view: &View<'_, '_, '_>, cue: usize, measure: Measure) -> bool {
    let said = view.said.iter().filter(|said| Some(said.metric) == view.topic.metric && said.segment == view.topic.segment);
    view.topic.measure == Some(measure)
        && !view.has(&[Cue::Total, Cue::Enter])
        && !entered(view)
        && said.count() == 1
        && view.named_here(cue, |metric| rankable(view, metric)).is_none()
}

/// 高新技术企业数增长1.7倍、从第10位升至第8位: how many they are has moved; 增加值增长14%,排名由第5位升至第3位: but how it grew.
fn numbers_moved(view: &View<'_, '_, '_>) -> bool {
    view.has(&[Cue::From]) && view.topic.metric.is_some_and(|metric| view.vocab.metric(metric).unit == "count")
}

/// 营业收入从全国第12位跃升至第5位: the new position is of what the old one was of, in the same field.
fn onward(view: &View<'_, '_, '_>) -> bool {
    let moves = [Cue::To, Cue::Light, Cue::RankMove];
    view.touches(&[Cue::To])
        && view.topic.measure == Some(Measure::Rank)
        && view.left.clone().all(|index| view.at(index).any(&moves))
}

/// True where nothing but 和 stands before the figure in its clause.
fn only_joins(view: &View<'_, '_, '_>) -> bool {
    view.left.clone().all(|index| view.at(index).cue(Cue::Joint))
}

/// 位次分别提升4位、3位和8位: the move of the first figure of a series is that of the others.
fn moved_before(view: &View<'_, '_, '_>) -> Option<usize> {
    let goes_on = view.topic.measure == Some(Measure::RankChange)
        && !view.quantity.ordinal
        && (view.dealt.is_some() || view.joined())
        && only_joins(view);
    let moves = |token: &Token<'_>| token.any(&[Cue::RankMove, Cue::RankFall]);
    view.tokens.tokens[..view.token].iter().rposition(moves).filter(|_| goes_on)
}

/// The metrics that 均 ranks alike, each with what narrows it and what of it is ranked; an item may only name the rate of the one before.
fn each_ranked(view: &View<'_, '_, '_>, aspect: &str) -> Vec<(u16, String, String)> {
    let Some(each) = view.cue(&[Cue::Each]) else { return Vec::new() };
    let mut ranked: Vec<(u16, String, String)> = Vec::new();
    for item in series::each(view.tokens, view.left.start, each, view.vocab) {
        match (item.metric, ranked.last().cloned()) {
            (Some(metric), _) if rankable(view, metric) => ranked.push((metric, item.segment, item.aspect)),
            (None, Some((metric, segment, _))) if !item.aspect.is_empty() => ranked.push((metric, segment, item.aspect)),
            _ => {}
        }
    }
    // …;…;…。三项增速均列全市第一: those that were stated before.
    if ranked.is_empty() {
        let said = view.each(each).into_iter().flatten().filter(|(metric, _)| rankable(view, *metric));
        ranked.extend(said.map(|(metric, segment)| (metric, segment, String::new())));
    }
    // 工业增加值、固定资产投资增速均居第一: a rate that no item has to itself is of all.
    if ranked.iter().all(|(.., own)| own.is_empty()) {
        ranked.iter_mut().for_each(|(.., own)| aspect.clone_into(own));
    }
    ranked
}

/// The metric that is ranked, before the word `cue`; `aspect` when a rate or a share of it is.
fn ranked_metric(view: &View<'_, '_, '_>, cue: usize, aspect: bool, scope: &str) -> Option<(u16, String)> {
    // 制造业发展指数升至全国第6位: of a thing that no metric measures.
    if view.cue(&[Cue::Drop]).is_some_and(|drop| view.metric_in(drop + 1..view.token, |_| true).is_none()) {
        return None;
    }
    if let Some(found) = field::of_number(view).or_else(|| field::of_next_zone(view)) {
        return Some(found);
    }
    // Without a metric of its own, a place among the zones is the zone's rank, whatever the sentence before was about.
    let here = aspect || view.dealt.is_some() || view.named_here(cue, |metric| rankable(view, metric)).is_some() || ranking(view);
    let silent = view.said.iter().all(|said| !rankable(view, said.metric));
    let zone = || view.tokens.tokens[..view.token].iter().any(Token::is_zone) || field::counted(view);
    let anew = (silent || entered(view)) && zone();
    // 营业收入3217亿元,在国家高新区中位居第四: what the sentence has stated is ranked, unless the zone enters a field (跻身).
    let stated = view.said.iter().any(|said| rankable(view, said.metric));
    let going_on = stated
        && view.has(&[Cue::Rank])
        && !view.has(&[Cue::Enter])
        && !entered(view)
        && !view.has(&[Cue::From])
        && !view.touches(&[Cue::To])
        || onward(view);
    // 培育两个千亿级产业集群,力争进入国家高新区前30名: a clause of its own says who enters which field.
    let alone = view.metric_in(view.left.clone(), |metric| rankable(view, metric)).is_none();
    let own = view.metric_in(view.left.start..cue.min(view.token), |metric| rankable(view, metric)).is_none();
    let enters = view.has(&[Cue::Enter]) && alone && !aspect && view.dealt.is_none();
    let among =
        zone_rank(view, scope).filter(|_| enters || !here && !going_on).or_else(|| standing(view).filter(|_| !here && anew));
    // 进入全国…指数排名前100名: the ranking stands behind the verb.
    let behind = || view.named(cue.min(view.token)..view.token, |metric| view.vocab.metric(metric).unit == "rank");
    // 获批示范基地;2018年列国家高新区综合排名第127位: where no metric stands before the verb, the ranking's own name tells.
    let ranking = || behind().filter(|_| own);
    // 从2016年的第58位到2020年的第35位,高新区排名…: the clause behind says of what.
    let later = || {
        let rank = |metric: u16| view.vocab.metric(metric).unit == "rank";
        let opens = view.said.is_empty() && view.left.clone().any(|index| view.at(index).any(&[Cue::From, Cue::To]));
        let behind = view.token + 1..view.tokens.tokens.len();
        let place = || {
            let words = view.words(&behind);
            let zone = words.iter().any(Token::is_zone) && words.iter().any(|token| token.cue(Cue::Rank));
            view.vocab.metric_of(Role::Standing).filter(|_| zone).map(|metric| (metric, String::new()))
        };
        view.named(behind.clone(), rank).or_else(place).filter(|_| opens)
    };
    let found = among.or_else(ranking).or_else(|| view.rated(cue)).or_else(behind);
    // 综合排名居全国56个国家级高新区前列,2009年居第5位: the ranking that the sentence has named, and said no position of.
    let earlier = || {
        let rank = |metric: u16| view.vocab.metric(metric).unit == "rank";
        let group = context::group(view.tokens, view.token).min(view.left.start);
        view.named(group..view.left.start, rank).filter(|_| view.has(&[Cue::Rank]) && !positions(view))
    };
    found.or_else(|| zone_rank(view, scope)).or_else(earlier).or_else(later)
}

/// 园区挺进全省开发区前十强,排名第9位: the clause before says which field the zone has entered.
fn entered(view: &View<'_, '_, '_>) -> bool {
    let Some(end) = view.left.start.checked_sub(1).filter(|end| view.at(*end).mark() == Some(',')) else { return false };
    let before = view.tokens.tokens[..end].iter().rev().take_while(|token| token.mark().is_none());
    before.into_iter().any(|token| token.cue(Cue::Enter))
}

/// True for a metric of the zone, against the count of zones that only names the field.
fn rankable(view: &View<'_, '_, '_>, metric: u16) -> bool {
    !view.vocab.has_role(metric, Role::Zones)
}

/// What the two figures before were of, where 、 joins them.
fn joined_said(view: &View<'_, '_, '_>) -> Vec<(u16, String)> {
    let figures: Vec<usize> = (0..view.token).filter(|index| view.at(*index).quantity().is_some()).collect();
    let [.., first, second] = figures[..] else { return Vec::new() };
    let joined = view.at(first + 1).mark() == Some('、')
        && (first..second).all(|index| view.at(index).mark().is_none_or(|mark| mark == '、'));
    let said = view.said.len().checked_sub(2).map(|from| &view.said[from..]);
    let both = said.filter(|_| joined).unwrap_or_default();
    both.iter().map(Said::found).collect()
}

/// 东湖高新区排在第5位,合肥第6位: a place that opens its clause in a sentence about positions is whom one is of.
fn opening_place(view: &View<'_, '_, '_>, index: usize) -> bool {
    index == view.left.start && view.at(index).is_subject() && view.at(index).generic().is_none()
}

/// True in a sentence that has stated positions of zones.
fn positions(view: &View<'_, '_, '_>) -> bool {
    // 高新区的位次一路上行:2016年第34位: or one that is about to give them.
    let announced = || {
        let Some(colon) = (0..view.token).rfind(|index| view.at(*index).mark() == Some(':')) else { return false };
        let words = View::left_of(view.tokens, colon);
        words.clone().any(|index| view.at(index).is_zone()) && words.clone().any(|index| view.at(index).cue(Cue::Rank))
    };
    view.said.iter().any(|said| view.vocab.metric(said.metric).unit == "rank") || announced()
}

/// True when the metric in force is itself a ranking.
fn ranking(view: &View<'_, '_, '_>) -> bool {
    view.topic.metric.is_some_and(|metric| view.vocab.metric(metric).unit == "rank")
}

/// The zone's overall rank, where the field is all zones.
fn zone_rank(view: &View<'_, '_, '_>, scope: &str) -> Option<(u16, String)> {
    // 高新区由第20位上升到第16位: a zone that changes place does so among the zones; 全省排名由第5位升至第3位 says whose only by its metric.
    let one = |index: usize| {
        let field = matches!(view.at(index).generic(), Some(Generic::Nation | Generic::Province | Generic::City));
        view.at(index).is_subject() && !field
    };
    let moves = view.has(&[Cue::From]) && view.left.clone().any(one) || view.touches(&[Cue::To]);
    // 郑州、洛阳2家高新区进入前50名,分别列第17位和第37位: one position of each zone.
    let counted = view.said.last().is_none_or(|said| !rankable(view, said.metric));
    let each = counted && view.dealt.is_some_and(|dealt| dealt.metric.is_none() && context::is_one(&dealt.scope));
    // 南昌高新区进入全国前20名: a zone that enters a field.
    // 营业收入40亿元,要进入全国前21位: so does one that the sentence has named.
    let spoken = || scope == "nation:CN" && view.tokens.tokens[..view.token].iter().any(Token::is_zone);
    let enters = view.has(&[Cue::Enter]) && (view.left.clone().any(|index| view.at(index).is_zone()) || spoken());
    let zones = moves || each || enters || context::several(scope) || ["zones", "zones:CN", "generic:zone"].contains(&scope);
    zones.then(|| view.vocab.metric_of(Role::Standing)).flatten().map(|metric| (metric, String::new()))
}

/// 园区挺进前十强,排名第9位: in a sentence that has named no metric, the place is the zone's.
fn standing(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let verb = view.first_cue(&[Cue::Rank])?;
    // 以88.88分位居全省第一: the unit of a score.
    let score = view.left.start.checked_sub(1).is_some_and(|before| view.at(before).quantity().is_some());
    let bare = view.unlisted(view.left.start..verb, view.left_start()..view.at(verb).range.start) <= usize::from(score);
    view.vocab.metric_of(Role::Standing).filter(|_| bare).map(|metric| (metric, String::new()))
}

/// True when a 、 joins the rate to something before it.
fn joined(view: &View<'_, '_, '_>, rate: Option<usize>) -> bool {
    rate.is_some_and(|rate| {
        (view.left.start..rate).any(|index| view.at(index).mark() == Some('、') || view.at(index).cue(Cue::Joint))
    })
}
