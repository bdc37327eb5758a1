//! Amounts and counts: 地区生产总值72.6亿元, 新增高新技术企业6家, 19家高新技术企业, 比2008年增加300户.

use super::super::token::Token;
use super::super::view::{Figure, Outcome, View};
use super::super::{context, narrower};
use crate::model::{Decimal, Disposition, Measure};
use crate::vocab::{Cue, Narrower, Role};

mod aside;
mod behind;
mod gain;
mod group;
mod part;
mod programme;
mod unnamed;

use aside::{among, joins, moved, project, rented, served};
use behind::behind;
use gain::measured;
pub(super) use group::{counted_projects, inherited};
pub(super) use part::elliptic;

/// Characters of the words for what happened between a base and the figure: 机构改革前.
const LONGEST_EVENT: usize = 8;

/// The metric stands before the figure, right behind it, or is still in force; its unit must fit.
pub(super) fn read(view: &View<'_, '_, '_>) -> Outcome {
    if view.quantity.is("ratio") || view.quantity.is("points") || view.quantity.is("times") {
        return Outcome::Pass;
    }
    // 一个, 一张, 两位: a small Chinese numeral counts only what stands right behind it.
    let loose = !view.quantity.arabic && view.quantity.number < Decimal::TEN;
    if loose && view.quantity.number <= Decimal::ONE && !scaled(view) {
        return Outcome::Drop(Disposition::Label);
    }
    // 新能源、生物医药两个主要产业分别增长9%和8%: a count that tallies what was listed.
    let named =
        |next: usize| view.at(next).range.start == view.quantity.range.end && view.at(next).narrower() == Some(Narrower::Suffix);
    if loose && view.tokens.names_each(view.token) {
        return Outcome::Drop(Disposition::Label);
    }
    let tallies = || view.tokens.tallies(view.token) || view.right.clone().next().is_some_and(named);
    if loose && tallies() && near(view).is_none() && behind(view).is_none() {
        return Outcome::Drop(Disposition::Label);
    }
    // 桂林、南宁两个国家高新区…: so does one of zones that were named, unless something has them (全省有桂林、南宁两个…).
    if unnamed::named_zones(view) {
        return Outcome::Drop(Disposition::Label);
    }
    // 前十户企业产值占比: the first so many are a part, not a count.
    if view.quantity.is("number") && view.touches(&[Cue::Top]) {
        return Outcome::Drop(Disposition::Label);
    }
    // 项目审批64个关键环节: what stands right behind is counted, and no metric counts it.
    let next = view.right.clone().next().map(|next| view.at(next)).filter(|next| next.range.start == view.quantity.range.end);
    // 307国道: nor does a bare number count what it names.
    let counts = view.quantity.is("number") || view.quantity.dimension.is_empty();
    if counts && next.is_some_and(|next| next.cue(Cue::Drop)) {
        return Outcome::Drop(Disposition::NoMetric);
    }
    // 审批最长要经过5个部门: departments are counted where they are set up or merged.
    let rebuilt = || view.vocab.label_in("rebuilt", view.tokens.text);
    let departments = |metric: u16| view.vocab.has_role(metric, Role::Departments);
    if next.is_some_and(|next| next.metrics().any(|(metric, _)| departments(metric))) && !rebuilt() {
        return Outcome::Drop(Disposition::NoMetric);
    }
    // 国家级孵化器、众创空间各2家: one figure for each.
    let tight =
        |each: &usize| (each + 1..view.token).all(|index| view.at(index).any(&[Cue::Light, Cue::To, Cue::Over, Cue::Approx]));
    let each = view.cue(&[Cue::Each]).filter(tight);
    if let Some(items) = each.and_then(|each| view.each(each)).filter(|items| items.iter().all(|(metric, _)| view.fits(*metric)))
    {
        return Outcome::Take(items.into_iter().map(|item| view.figure(item, Measure::Level)).collect());
    }
    let fits = |metric: u16| view.fits(metric);
    let near = near(view);
    let (found, anchor) = if let Some(found) = unnamed::scale(view) {
        (Some(found), view.token)
    } else if let Some(found) = group::of_which(view, near) {
        (Some(found), view.token)
    } else if view.dealt.is_some_and(|dealt| dealt.metric.is_some()) {
        (view.in_force(fits), view.left.start)
    } else if let Some(found) = view.dealt.filter(|dealt| dealt.echo.is_some()).and_then(|_| view.in_force(fits)) {
        (Some(found), view.left.start)
    } else if (listed(view, near) || named_before(view))
        && let Some(found) = behind(view)
    {
        (Some(found), view.token)
    } else if let Some((token, metric, own)) = near.filter(|near| !loose || closes(view, near.0)) {
        let narrowed = || level_behind(view, token, kind_behind(view, token, view.narrowed(view.left.start, token, metric, own)));
        // 项目签约10个: the verb may stand behind what it is done to.
        let done = |found| group::done_to(view, token + 1..view.token, group::done_to(view, view.left.start..token, found));
        let found = group::joint(view, token, metric).unwrap_or_else(|| group::inherited(view, token, done(narrowed())));
        (Some(found), token)
    } else if let Some(found) = [
        unnamed::awarded,
        group::counted_part,
        behind,
        behind::founds,
        unnamed::zones,
        unnamed::regions,
        group::deed,
        unnamed::granted,
        programme::people,
        part::of_size,
        elliptic,
        unnamed::total,
        unnamed::sized,
        unnamed::size,
        unnamed::gathered,
        unnamed::spoken_money,
        unnamed::of_the_size,
        unnamed::handled,
    ]
    .iter()
    .find_map(|read| read(view))
    {
        (Some(found), view.token)
    } else if let Some(found) = view.in_force(fits).filter(|_| other_parts(view)) {
        (Some(found), view.left.start)
    } else if let Some(found) = doubled(view) {
        (Some(found), view.left.start)
    } else if let Some(found) = Some(()).filter(|()| carried(view) && !loose).and_then(|()| narrowed(view, view.in_force(fits))) {
        (Some(found), view.left.start)
    } else {
        (unnamed::land(view), view.token)
    };
    // 单位GDP能耗0.21吨标准煤,下降18.6%; 技术合同586项,成交额12.3亿元: of a metric with another unit; what is said next is of it.
    let amount = || {
        let other = |metric: u16| {
            let unit = view.vocab.metric(metric).unit.as_str();
            // 孵化器3栋,面积5.6万平方米: or of houses.
            let houses = || view.vocab.metric(metric).group == "innovation" && unit == "count";
            unit == "percent" || (unit == "CNY" || houses()) && view.quantity.is("number")
        };
        let (token, metric, own) = view.metric_in(view.left.clone(), other)?;
        let only = (token + 1..view.token).all(|index| view.at(index).any(&[Cue::Light, Cue::AllWord]));
        only.then(|| view.narrowed(view.left.start, token, metric, own))
    };
    if let Some(of) = amount().filter(|_| found.is_none()) {
        return Outcome::Aside(view.figure(of, Measure::Level));
    }
    let Some((metric, segment)) = found else {
        let label = view.quantity.dimension.is_empty() && !amounts(view);
        return Outcome::Drop(if label { Disposition::Label } else { Disposition::NoMetric });
    };
    // 在全市四个国家级平台中排第二: those among which somebody stands are a field, as 租了1200平方米厂房 is no floor of the zone.
    if among(view, metric) || rented(view, metric) {
        return Outcome::Drop(Disposition::NoMetric);
    }
    let admitting = || programme::admitting(view).filter(|_| view.vocab.has_role(metric, Role::Support));
    let segment = if segment.is_empty() { admitting().unwrap_or_default() } else { segment };
    // 东部地区58家高新区: those of a part of the country.
    let region = || view.region_before(view.token).filter(|_| view.vocab.has_role(metric, Role::Zones)).map(str::to_owned);
    let segment = if segment.is_empty() { region().unwrap_or_default() } else { segment };
    if departments(metric) && !rebuilt() {
        return Outcome::Drop(Disposition::NoMetric);
    }
    let metric_unit = view.vocab.metric(metric).unit.as_str();
    // 外商项目投资总额: a word for several of them needs no count.
    let one = near.is_none_or(|(.., own)| own.is_empty());
    if metric_unit == "CNY" && one && project(view, metric) {
        return Outcome::Drop(Disposition::EntityFigure);
    }
    if ["enterprises", "people", "governance", "projects"].contains(&view.vocab.metric(metric).group.as_str())
        && (moved(view) || served(view))
    {
        return Outcome::Drop(Disposition::NoMetric);
    }
    // 与西工大等30多所高校合作: partners, whatever they are.
    if ["innovation", "enterprises", "governance"].contains(&view.vocab.metric(metric).group.as_str()) && joins(view) {
        return Outcome::Drop(Disposition::NoMetric);
    }
    // 新增债券资金13亿元,用于9个项目: what money is spent on.
    let clause = view.text(view.left_start()..view.quantity.range.start);
    if view.vocab.metric(metric).group == "projects" && view.vocab.label_in("spent_on", clause) {
        return Outcome::Drop(Disposition::NoMetric);
    }
    // 26个项目入选典型案例: what is shown to others as an example.
    let honoured = || view.right.clone().any(|index| view.at(index).cue(Cue::Honoured));
    let behind = || view.text(view.quantity.range.end..view.clause_end(view.token));
    if view.vocab.metric(metric).group == "projects" && honoured() && view.vocab.label_in("cases", behind()) {
        return Outcome::Drop(Disposition::NoMetric);
    }
    // 完成投资3.2亿元: money spent so far on projects.
    if near.is_some_and(|(token, ..)| view.at(token).cue(Cue::Spent)) {
        return Outcome::Aside(view.figure((metric, segment), Measure::Level));
    }
    let base = metric;
    let (metric, measure, value) = measured(view, (metric, &segment), near, anchor);
    let people = ["person", "count"].contains(&metric_unit).then(|| metric_unit.to_owned());
    let undated = super::change::old(view, view.token);
    let base = Some(base).filter(|base| *base != metric);
    Outcome::Take(vec![Figure { value, unit: people, undated, base, ..view.figure((metric, segment), measure) }])
}

/// 上市公司两家,…: a small Chinese numeral that ends its clause counts what stands right before it.
fn closes(view: &View<'_, '_, '_>, metric: usize) -> bool {
    let light = (metric + 1..view.token).all(|index| view.at(index).cue(Cue::Light));
    let tight = view.unlisted(metric + 1..view.token, view.at(metric).range.end..view.quantity.range.start) == 0;
    let behind = view.text(view.quantity.range.end..view.tokens.text.len());
    light && tight && view.quantity.is("number") && !behind.starts_with(|c: char| c.is_alphanumeric() || c == '(' || c == '“')
}

/// 打造一个千亿级产业集群: one of a scale is a count.
fn scaled(view: &View<'_, '_, '_>) -> bool {
    let next = view.right.clone().next().filter(|next| view.at(*next).range.start == view.quantity.range.end);
    next.is_some_and(|next| view.at(next).narrower() == Some(Narrower::Kind)) && behind(view).is_some()
}

/// 用户突破3500万, 浓度27.4: what has a scale or a fraction is an amount, though no unit is said; 工业4.0, G679线 are names.
fn amounts(view: &View<'_, '_, '_>) -> bool {
    let fraction = !view.quantity.number.fract().is_zero();
    view.quantity.arabic && (fraction || !view.tokens.text[view.quantity.range.clone()].ends_with(|c: char| c.is_ascii_digit()))
}

/// A metric before the figure: its token, index and own segment.
type Near<'a> = (usize, u16, &'a str);

/// The nearest metric before the figure that fits its unit, unless a part (其中) opens behind it.
fn near<'a>(view: &View<'a, '_, '_>) -> Option<Near<'a>> {
    let (token, metric, own) = view.metric_in(view.left.clone(), |metric| view.fits(metric))?;
    // 新增普惠性幼儿园学位900个: a word behind it counts something else.
    // 人均体育场地面积2.9平方米: a word before it makes another measure of it.
    // 高技术领域产值: one that only ends what narrows makes none.
    let per_head = token > view.left.start
        && view.at(token - 1).cue(Cue::Drop)
        && view.at(token - 1).narrower().is_none()
        && view.at(token - 1).range.end == view.at(token).range.start;
    if per_head || (token + 1..view.token).any(|index| view.at(index).cue(Cue::Drop)) {
        return None;
    }
    // 世界500强设立的41家: they have founded what is counted.
    if view.vocab.label_starts("founded_by", view.text(view.at(token).range.end..view.quantity.range.start)) {
        return None;
    }
    // Unlisted words behind the metric make it part of another name: 校企合作 联盟成员单位 60个.
    // 国家高新区建有128个产业集群: what stands right behind is counted, not the zones that have it.
    if view.vocab.has_role(metric, Role::Zones) && behind(view).is_some_and(|(behind, _)| behind != metric) {
        return None;
    }
    let counted = view.quantity.is("number") || view.quantity.is("person");
    let loose = view.unlisted(token + 1..view.token, view.at(token).range.end..view.quantity.range.start);
    (loose <= if counted { 2 } else { 8 }).then_some((token, metric, own))
}

/// 486家高新技术企业、3个国家级孵化器: the metric before the figure is that of the figure before.
fn listed(view: &View<'_, '_, '_>, near: Option<Near<'_>>) -> bool {
    let Some((metric, ..)) = near else { return false };
    let after_figure = view.left.start.checked_sub(1).is_some_and(|before| view.at(before).quantity().is_some());
    after_figure && (metric..view.token).any(|index| view.at(index).mark() == Some('、') || view.at(index).cue(Cue::Joint))
}

/// 检测与研发中心等6个项目: 等 ends the names of what is counted.
fn named_before(view: &View<'_, '_, '_>) -> bool {
    let counted = view.right.clone().next().is_some_and(|index| view.at(index).range.start == view.quantity.range.end);
    counted && view.touches(&[Cue::AndSo])
}

/// True when nothing but light words stands around the figure, so that the metric in force is meant: 累计40家, 净增114户.
fn carried(view: &View<'_, '_, '_>) -> bool {
    // 较2020年的35.7亿元大幅增长: whatever follows, it is the base's own value.
    if context::based(view.tokens, view.token).is_some() {
        return true;
    }
    // 十大类32项实事: another number right behind counts the things.
    let next = view.tokens.tokens.get(view.token + 1);
    let counted = |next: &Token<'_>| next.quantity().is_some() && next.range.start == view.quantity.range.end;
    if view.quantity.is("number") && next.is_some_and(counted) {
        return false;
    }
    let end = view.right.clone().next_back().map_or(view.quantity.range.end, |index| view.at(index).range.end);
    let close = view.tokens.tokens.get(view.right.end).map_or(view.tokens.text.len(), |next| next.range.start);
    let mut at = view.quantity.range.end;
    for index in view.right.clone() {
        if !view.text(at..view.at(index).range.start).trim().is_empty() || view.at(index).is_metric() {
            return false;
        }
        at = view.at(index).range.end;
    }
    if view.unlisted(0..0, end.max(at)..close) > 0 {
        return false;
    }
    // 其中高新南区87平方公里: parts of an area bear names that no list knows.
    // 工业总产值任务:沙文园180亿元: so do parts of the zone with an output of their own.
    let named = narrower::area(view.tokens, view.left.clone());
    let part = named.is_some()
        || part::of_industry(view).is_some()
        || view.quantity.is("area") && (view.has(&[Cue::OfWhich]) || view.joined());
    if let Some(named) = named {
        *view.part.borrow_mut() = named;
    }
    let firm = view.has(&[Cue::Entity, Cue::Project, Cue::Drop, Cue::Event]);
    // 发明专利962件;认定登记技术合同586项: right behind a name of its own it is of that.
    let last = view.left.clone().next_back().filter(|last| view.at(*last).range.end == view.quantity.range.start);
    let money = |metric: u16| view.vocab.metric(metric).unit == "CNY";
    let own = last.is_some_and(|last| view.quantity.is("number") && view.at(last).metrics().any(|(metric, _)| money(metric)));
    // 垫底的平顶山高新区只有244亿元: what 的 ties to a zone only describes it.
    let of = |index: &usize| view.at(*index).is_zone() && *index > view.left.start && view.at(index - 1).cue(Cue::Attributive);
    let zone = view.left.clone().find(of);
    let (from, start) = zone
        .map(|zone| (zone, view.at(zone).range.start))
        .or_else(|| before_event(view))
        .unwrap_or((view.left.start, view.left_start()));
    !firm && !own && view.unlisted(from..view.left.end, start..view.quantity.range.start) <= if part { 8 } else { 1 }
}

/// 比改革前减少20天, 较扩区之初增加75家: the token behind the words for what happened, and its start; they name no metric.
fn before_event(view: &View<'_, '_, '_>) -> Option<(usize, usize)> {
    let verb = view.left.clone().next_back().filter(|verb| *verb > view.left.start)?;
    let start = view.at(verb).range.start;
    let compare = view.at(view.left.start);
    let event = compare.cue(Cue::Compare).then(|| view.text(compare.range.end..start))?;
    let short = event.chars().nth(LONGEST_EVENT).is_none();
    (short && view.vocab.label_ends("before_events", event)).then_some((verb, start))
}

/// 新开工15个亿元以上项目: what the verb right before the figure is done to stands behind it, with its kind.
fn kind_behind(view: &View<'_, '_, '_>, token: usize, (metric, segment): (u16, String)) -> (u16, String) {
    let projects = |metric: u16| view.vocab.metric(metric).group == "projects";
    let touches = view.at(token).range.end == view.quantity.range.start;
    if segment.is_empty()
        && touches
        && projects(metric)
        && let Some((counted, kind)) = behind(view)
        && projects(counted)
    {
        return (metric, kind);
    }
    (metric, segment)
}

/// 孵化器国家级5家、省级9家: the level of what is counted stands between it and the figure.
fn level_behind(view: &View<'_, '_, '_>, token: usize, (metric, segment): (u16, String)) -> (u16, String) {
    let level = (token + 2 == view.token).then(|| view.at(token + 1)).filter(|level| {
        let tight = level.range.start == view.at(token).range.end && level.range.end == view.quantity.range.start;
        tight && level.narrower() == Some(Narrower::Level)
    });
    match level.filter(|_| segment.is_empty() && view.quantity.is("number")) {
        Some(level) => (metric, view.text(level.range.clone()).to_owned()),
        None => (metric, segment),
    }
}

/// 光电子产值412亿元,先进装备、汽车零部件分别达到336亿元、218.5亿元: a series of other parts of what one part was said of.
fn other_parts(view: &View<'_, '_, '_>) -> bool {
    let part = view.dealt.is_some_and(|dealt| dealt.metric.is_none() && dealt.echo.is_none() && !dealt.segment.is_empty());
    let only = view.metric_in(view.left.clone(), |_| true).is_none();
    part && only && !view.topic.segment.is_empty() && !view.has(&[Cue::Entity, Cue::Project, Cue::Drop, Cue::Event])
}

/// 道路36条、58公里, 标准厂房12栋、8万平方米: two measures of what stands before the first.
fn doubled(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let mark = view.left.start.checked_sub(1).filter(|mark| view.left.is_empty() && view.at(*mark).mark() == Some('、'))?;
    let other = |quantity: usize| view.tokens.quantities[quantity].dimension != view.quantity.dimension;
    let first = mark.checked_sub(1).filter(|first| view.at(*first).quantity().is_some_and(other))?;
    let words = View::left_of(view.tokens, first);
    let (token, metric, own) = view.metric_in(words.clone(), |metric| view.fits(metric))?;
    let tight = view.unlisted(token + 1..first, view.at(token).range.end..view.at(first).range.start) <= 2;
    tight.then(|| view.narrowed(words.start, token, metric, own))
}

/// 其中工业333亿元: the words before the figure narrow the metric in force.
fn narrowed(view: &View<'_, '_, '_>, found: Option<(u16, String)>) -> Option<(u16, String)> {
    let (metric, segment) = found?;
    // 总面积49.8平方公里,已建成31平方公里: the verb tells which land.
    if let Some((built, _)) = unnamed::built(view).filter(|_| view.vocab.has_role(metric, Role::Area)) {
        return Some((built, String::new()));
    }
    let own = narrower::alone(view.tokens, view.left.clone());
    // 其中省重点11个: a level that only stands beside 重点.
    let opens = view.cue(&[Cue::OfWhich]).map(|open| view.at(open).range.end).or(view.joined().then(|| view.left_start()));
    let tier = opens.map(|open| view.text(open..view.quantity.range.start).trim());
    let tier = tier.filter(|tier| own.is_empty() && view.vocab.label_is("tiers", tier));
    let own = tier.map_or(own, str::to_owned);
    let own = if own.is_empty() { part::of_industry(view).unwrap_or_default().to_owned() } else { own };
    let own = if own.is_empty() { view.region_before(view.token).unwrap_or_default().to_owned() } else { own };
    // 其中4家为国家级: the kind follows.
    let follows =
        view.has(&[Cue::OfWhich]) && view.right.clone().next().is_some_and(|next| view.at(next).any(&[Cue::Light, Cue::Compare]));
    let behind = if follows { narrower::alone(view.tokens, view.right.clone()) } else { String::new() };
    let own = if own.is_empty() { behind } else { own };
    // 零部件企业130家,其中规上78家: a kind that has a metric of its own.
    if let Some((kind, rest)) = view.vocab.compound(&own, metric) {
        return Some((kind, if rest.is_empty() { segment } else { rest }));
    }
    Some((metric, if own.is_empty() { segment } else { own }))
}
