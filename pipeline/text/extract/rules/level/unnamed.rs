//! Figures whose metric no word names: 陕西共有高新区23家, 规模突破200亿元, 核心区仅8平方公里, 兑现了3.6亿元, 入驻电商126户.

use std::ops::Range;

use super::super::super::token::Token;
use super::super::super::view::{Said, View};
use super::super::super::{context, narrower};
use super::carried;
use crate::model::Decimal;
use crate::vocab::{Cue, Generic, Narrower, Role, Sense};

/// No country has as many zones.
const MOST_ZONES: Decimal = Decimal::ONE_THOUSAND;

/// Longest name, in characters, of what an authority handles.
const LONGEST_MATTER: usize = 12;

/// Yuan that a zone speaks of without the unit.
const LEAST_SPOKEN: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// Square metres of a square kilometre.
const SQUARE_KILOMETRE: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// 陕西共有高新区23家: the word for a zone before a count counts zones; not so 全市高新技术企业1260家,其中高新区512家.
pub(super) fn zones(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let other = |metric: u16| view.fits(metric) && !view.vocab.has_role(metric, Role::Zones);
    if view.has(&[Cue::OfWhich]) && view.topic.metric.is_some_and(other) {
        return None;
    }
    let word = view
        .left
        .clone()
        .rev()
        .find(|index| matches!(view.at(*index).generic(), Some(Generic::Zone | Generic::Zones | Generic::ZonesOfPlace)))?;
    let only = (word + 1..view.token)
        .all(|index| view.at(index).any(&[Cue::Light, Cue::Total, Cue::AllWord, Cue::Over, Cue::Approx, Cue::To, Cue::Target]));
    // 全省高新区数量将达到30家: the word may say that their number is meant.
    let behind = &view.tokens.text[view.at(word).range.end..view.quantity.range.start];
    let number = view.vocab.label_words("numbers_of").iter().find(|number| behind.starts_with(number.as_str()));
    let number = number.map_or(0, |number| number.chars().count());
    let tight = view.unlisted(word + 1..view.token, view.at(word).range.end..view.quantity.range.start) <= number;
    // 高新区二次创业: what counts occasions counts no zones.
    let printed = view.text(view.quantity.range.clone());
    let unit = view.vocab.label_ends("units_of_zones", printed);
    let counted = unit && view.quantity.number > Decimal::ONE && view.quantity.number < MOST_ZONES;
    let own = view.at(word).metrics().find(|(metric, _)| view.vocab.has_role(*metric, Role::Zones)).map_or("", |(_, own)| own);
    let segment = Some(narrower::before(view.tokens, view.left.start, word, false)).filter(|segment| !segment.is_empty());
    let segment = segment.unwrap_or_else(|| own.to_owned());
    view.vocab.metric_of(Role::Zones).filter(|_| only && tight && counted).map(|metric| (metric, segment))
}

/// 国家高新区115家,其中东部51家、中部27家: those of a part of the country.
pub(super) fn regions(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let said = view.said.iter().map(|said| said.metric).find(|metric| view.vocab.has_role(*metric, Role::Zones));
    // 东部48家、中部26家、西部23家高新区: the list may end in what is counted.
    let listed = |token: &Token<'_>| token.mark() == Some('、') || token.cue(Cue::Joint) || token.quantity().is_some();
    let behind = || view.tokens.tokens[view.token + 1..].iter().find(|token| !listed(token));
    let ends = || behind().filter(|token| token.is_zone()).and(view.vocab.metric_of(Role::Zones));
    let zones = said.or_else(ends)?;
    let counted = view.vocab.label_ends("units_of_zones", view.text(view.quantity.range.clone()));
    let region = view.region_before(view.token).filter(|_| counted)?;
    Some((zones, region.to_owned()))
}

/// 有21项成果获省级以上科技进步奖: what has won prizes is counted for them.
pub(super) fn awarded(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let behind = view.text(view.quantity.range.end..view.tokens.text.len());
    let won = view.quantity.is("number") && view.vocab.label_starts("prized", behind);
    let award = |metric: u16| view.vocab.has_role(metric, Role::Awards);
    let (token, metric, own) = view.metric_in(view.right.clone(), award).filter(|_| won)?;
    let verb =
        view.right.clone().take_while(|index| *index < token).find(|index| view.at(*index).any(&[Cue::Honoured, Cue::Light]));
    verb.map(|verb| view.narrowed(verb + 1, token, metric, own))
}

/// 吉安、景德镇、新余三家高新区排名前移: true for a count of zones that tallies with the places and zones which open its clause.
pub(super) fn named_zones(view: &View<'_, '_, '_>) -> bool {
    let zones = |index: usize| {
        let named = view.at(index).metrics().any(|(metric, _)| view.vocab.has_role(metric, Role::Zones));
        named || view.at(index).generic() == Some(Generic::Zone)
    };
    if !view.quantity.is("number") || !view.right.clone().next().is_some_and(zones) {
        return false;
    }
    let names = view.left.clone().rev().take_while(|index| view.at(*index).is_subject() || view.at(*index).mark() == Some('、'));
    let (first, count) =
        names.fold((view.token, 0u32), |(_, count), index| (index, count + u32::from(view.at(index).is_subject())));
    let opens = first == 0 || view.at(first - 1).mark().is_some() || view.at(first - 1).cue(Cue::OfWhich);
    opens && count > 1 && Decimal::from(count) == view.quantity.value
}

/// 生物医药产业发展迅猛,规模突破200亿元: the size of an industry that the sentence is about.
pub(super) fn sized(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let metric = view.vocab.metric_of(Role::ClusterOutput).filter(|metric| view.fits(*metric))?;
    let scale = |index: &usize| view.text(view.at(*index).range.clone()) == view.vocab.label("scale");
    let word = view.left.clone().rfind(scale)?;
    let only = view.metric_in(view.left.clone(), |_| true).is_none();
    Some(view.narrowed(view.left.start, word, metric, "")).filter(|(_, segment)| only && !segment.is_empty())
}

/// 电子信息产业突破1000亿元, 先进装备做到500亿元: what an industry itself has come to is its size.
pub(super) fn size(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let metric = view.vocab.metric_of(Role::ClusterOutput).filter(|metric| view.fits(*metric) && view.dealt.is_none())?;
    // 电子信息产业产值突破1000亿元,生物医药达到300亿元: unless the sentence speaks of a metric.
    if view.topic.metric.is_some_and(|last| ["industry", "revenue"].contains(&view.vocab.metric(last).group.as_str())) {
        return None;
    }
    let mark = view.left.clone().rev().find(|index| view.at(*index).mark().is_some_and(|mark| mark != '、'));
    let start = mark.map_or(view.left.start, |mark| mark + 1);
    let passes = |index: &usize| {
        view.at(*index).time().is_some() || view.at(*index).is_zone() || view.at(*index).any(&[Cue::Whole, Cue::Stop])
    };
    let first = (start..view.token).find(|index| !passes(index))?;
    let name = (first..view.token).take_while(|index| view.at(*index).narrower().is_some()).count();
    let industry = view.at(first).narrower() == Some(Narrower::Industry) && !view.at(first).is_metric();
    let says =
        [Cue::Light, Cue::Over, Cue::To, Cue::Approx, Cue::AllWord, Cue::Target, Cue::TargetNear, Cue::TargetWeak, Cue::Estimate];
    let verbs = first + name..view.token;
    let reaches =
        verbs.clone().all(|index| view.at(index).any(&says)) && view.touches(&[Cue::Over, Cue::To, Cue::Light, Cue::Target]);
    let end = view.at(first + name.max(1) - 1).range.end;
    let tight = view.unlisted(verbs, end..view.quantity.range.start) <= 2;
    let segment = narrower::alone(view.tokens, first..first + name);
    (industry && reaches && tight).then(|| view.vocab.compound(&segment, metric).unwrap_or((metric, segment)))
}

/// 市场主体新增1.1万户,总量达7.3万户: all there are, of what the gain before was counted of.
pub(super) fn total(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let new = view.topic.metric.is_some_and(|metric| view.vocab.has_role(metric, Role::NewFirms));
    let base = view.topic.base.or_else(|| view.vocab.metric_of(Role::Entities).filter(|_| new));
    let base = base.filter(|metric| view.fits(*metric) && view.has(&[Cue::Total]) && carried(view))?;
    Some((base, view.topic.segment.clone()))
}

/// 南区55平方公里, 核心区仅8平方公里: square kilometres of a zone or a part of it, whatever is said of them, are its land.
pub(super) fn land(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let large = view.quantity.is("area") && view.quantity.value == view.quantity.number * SQUARE_KILOMETRE;
    let own = || {
        let named = view.metric_in(view.left.clone(), |_| true).is_some();
        !named && !view.has(&[Cue::Entity, Cue::Project, Cue::Drop, Cue::Compare])
    };
    let close = || view.unlisted(view.left.clone(), view.left_start()..view.quantity.range.start) <= 8;
    let area = view.vocab.metric_of(Role::Area).filter(|_| large && own() && close())?;
    Some((built(view).map_or(area, |(built, _)| built), String::new()))
}

/// 已建成31平方公里: the land that a verb before the figure tells.
pub(super) fn built(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let area = view.vocab.metric_of(Role::Area)?;
    view.left.clone().rev().find_map(|index| view.vocab.compound(view.text(view.at(index).range.clone()), area))
}

/// 全区一共兑现了3.6亿元: money paid out, with no name but the verb.
pub(super) fn granted(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let verb = view.cue(&[Cue::Grant]).filter(|_| view.quantity.is("money") && !view.has(&[Cue::Entity, Cue::PerCase]))?;
    // 超额完成市下达的120亿元目标: an aim is handed down, too.
    if view.right.clone().next().is_some_and(|next| view.at(next).any(&[Cue::Target, Cue::TargetWeak])) {
        return None;
    }
    let close = view.unlisted(verb + 1..view.token, view.at(verb).range.end..view.quantity.range.start) <= 4;
    // 兑现股改奖励300万元, 每年列支1亿元,专项用于人才特区建设: between or behind stands what for.
    let between = view.text(view.at(verb).range.end..view.quantity.range.start).trim();
    let named = verb + 1 == view.token && between.chars().count() >= 2;
    let next = (view.token + 1..view.tokens.tokens.len()).take(2).find(|index| view.at(*index).cue(Cue::Purpose));
    let behind = next.map_or("", |next| view.text(view.at(next).range.end..view.clause_end(next)).trim());
    let purpose = if named { between } else { behind };
    view.vocab.metric_of(Role::Support).filter(|_| close).map(|metric| (metric, purpose.to_owned()))
}

/// 入驻电商126户, 集聚新材料86家: an industry right before a count of firms, and before it a verb that brings them together.
pub(super) fn gathered(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let firms = view.vocab.metric_of(Role::Firms)?;
    let households = view.vocab.label_ends("units_of_firms", view.text(view.quantity.range.clone()));
    let verb = view.left.clone().rev().find(|index| view.at(*index).narrower().is_none())?;
    let gathers = view.vocab.label_ends("gathers", view.text(view.at(verb).range.clone()));
    let industry = (verb + 1..view.token).any(|index| view.at(index).narrower() == Some(Narrower::Industry));
    let tight = view.unlisted(verb + 1..view.token, view.at(verb).range.end..view.quantity.range.start) == 0;
    let segment = narrower::alone(view.tokens, verb + 1..view.token);
    (households && gathers && industry && tight).then(|| view.vocab.compound(&segment, firms).unwrap_or((firms, segment)))
}

/// 营业收入超过千亿元的高新区54家,其中中关村2.5万亿元: of one of those that were counted by how much of it they have.
pub(super) fn of_the_size(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let counted = |said: &&Said| view.vocab.has_role(said.metric, Role::Zones) && !said.segment.is_empty();
    let size = &view.said.iter().rfind(counted).filter(|_| view.quantity.is("money"))?.segment;
    let one = view.dealt.is_some_and(|dealt| context::is_one(&dealt.scope))
        || view.left.clone().any(|index| view.at(index).senses().iter().any(|sense| matches!(sense, Sense::Zone(_))));
    let light = view.left.clone().all(|index| {
        let token = view.at(index);
        token.is_subject()
            || token.any(&[Cue::OfWhich, Cue::Light, Cue::Over, Cue::Approx, Cue::Joint, Cue::Respectively])
            || token.mark().is_some()
    });
    let money = |sense: &Sense| match sense {
        Sense::Metric(metric, own) if own.is_empty() && view.vocab.measures(*metric) == "money" => Some(*metric),
        _ => None,
    };
    let metric = view.vocab.lexicon.find(size).find_map(|hit| hit.senses.iter().find_map(money));
    metric.filter(|_| one && light).map(|metric| (metric, String::new()))
}

/// 内资企业设立登记由15个工作日减为5个: what has come to take fewer working days is handled by an authority.
pub(super) fn handled(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let printed = view.text(view.quantity.range.clone());
    let days = view.quantity.is("duration") && view.vocab.label_in("working_days", printed);
    let change = view.cue(&[Cue::From, Cue::To]).filter(|_| days)?;
    let words = view.text(view.left_start()..view.at(change).range.start).trim();
    let named = (2..=LONGEST_MATTER).contains(&words.chars().count()) && words.chars().all(char::is_alphanumeric);
    let built = view.vocab.label_in("building_time", words);
    let zone = view.left.clone().any(|index| view.at(index).is_subject());
    view.vocab.metric_of(Role::Handling).filter(|_| named && !built && !zone).map(|metric| (metric, words.to_owned()))
}

/// 税收只有6000来万: an amount in ten thousands right behind a metric of money needs no unit, where people speak.
pub(super) fn spoken_money(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let scaled = view.quantity.dimension.is_empty() && view.quantity.value >= LEAST_SPOKEN;
    let money = |metric: u16| view.vocab.measures(metric) == "money";
    let (token, metric, own) = view.metric_in(view.left.clone(), |_| true).filter(|(_, metric, _)| scaled && money(*metric))?;
    let says = [Cue::Light, Cue::Approx, Cue::Over, Cue::Under, Cue::To];
    let tight = (token + 1..view.token).all(|index| view.at(index).any(&says) || view.at(index).time().is_some())
        && view.unlisted(token + 1..view.token, view.at(token).range.end..view.quantity.range.start) == 0;
    let ends = !view.text(view.quantity.range.end..view.tokens.text.len()).starts_with(char::is_alphanumeric);
    (tight && ends).then(|| view.narrowed(view.left.start, token, metric, own))
}

/// 打造500亿级半导体光电产业集群: the size of the industry behind it, or of the one before that is made into it.
pub(super) fn scale(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let money = view.quantity.is("money") || view.quantity.bare_money();
    let metric = view.vocab.metric_of(Role::ClusterOutput).filter(|_| view.is_scale() && money)?;
    let industry = |words: &Range<usize>| words.clone().any(|at| view.at(at).narrower() == Some(Narrower::Industry));
    let words = Some(view.right.clone()).filter(industry).or(Some(view.left.clone()).filter(industry))?;
    let segment = narrower::alone(view.tokens, words);
    let name = segment.strip_prefix(view.vocab.label("size_end")).unwrap_or(&segment);
    Some((metric, name.to_owned()))
}
