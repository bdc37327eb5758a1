//! Parts that only a phrase names: 其中列入省级的9个, 规上工业企业中有研发活动的86家, 其中本地吸纳的不足三成.

use super::super::super::narrower;
use super::super::super::view::View;
use super::group::counted_projects;
use crate::vocab::{Cue, Narrower, Role};

/// Characters of a phrase that names a part.
const PHRASE: std::ops::RangeInclusive<usize> = 2..=14;

/// The words before 的 narrow what 中 stands behind, or what the sentence has stated last.
pub(in super::super) fn elliptic(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let of = view.left.clone().rfind(|of| view.at(*of).cue(Cue::Attributive))?;
    let bounds = [Cue::Under, Cue::Over, Cue::Approx, Cue::Light];
    let tight = (of + 1..view.token).all(|index| view.at(index).any(&bounds))
        && view.unlisted(of + 1..view.token, view.at(of).range.end..view.quantity.range.start) == 0;
    let dated = (view.left.start..of).any(|index| view.at(index).time().is_some() || view.at(index).any(&[Cue::To, Cue::From]));
    if !tight || dated || !(view.quantity.is("number") || view.quantity.is("ratio")) {
        return None;
    }
    inside(view, of).or_else(|| stated(view, of))
}

/// 产值超亿元的93家, 投资过亿元的有21个: those of a size that words name, whatever the sentence counted before.
pub(super) fn of_size(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let of = view.left.clone().rfind(|of| view.at(*of).any(&[Cue::Attributive, Cue::AllWord]))?;
    let size =
        of.checked_sub(1).filter(|size| *size >= view.left.start && view.at(*size).range.end == view.at(of).range.start)?;
    let words = view.text(view.at(size).range.clone());
    let large = view.vocab.metric_of(Role::LargeFirms)?;
    let named = |role: Role| view.vocab.metric_of(role).and_then(|metric| view.vocab.compound(words, metric));
    let firms = named(Role::Firms).is_some_and(|(metric, _)| metric == large);
    let light = (of + 1..view.token).all(|index| view.at(index).any(&[Cue::Light, Cue::Approx, Cue::Over]));
    let tight = view.unlisted(of + 1..view.token, view.at(of).range.end..view.quantity.range.start) == 0;
    let counted = view.quantity.is("number") && firms && light && tight;
    let measured = size.checked_sub(1).filter(|before| {
        *before >= view.left.start && view.at(*before).is_metric() && view.at(*before).range.end == view.at(size).range.start
    });
    // 投资过亿元的有21个: projects are so dear, where the sentence has counted some.
    let printed = view.text(view.quantity.range.clone());
    let households = view.vocab.label_ends("units_of_firms", printed);
    let projects = counted_projects(view).filter(|_| !households);
    let start = if projects.is_some() { size } else { measured.unwrap_or(size) };
    let segment = view.text(view.at(start).range.start..view.at(size).range.end).to_owned();
    counted.then(|| (projects.unwrap_or(large), segment))
}

/// 其中磁电产业142亿元: an industry that no list knows, told by the word that ends its name; or by the clause before it, which ends in
/// what it is a part of: 工业产值中,动力装备318亿元.
pub(super) fn of_industry<'t>(view: &View<'_, '_, 't>) -> Option<&'t str> {
    let Some(of) = view.cue(&[Cue::OfWhich]) else { return inside_clause(view) };
    let suffix = view.left.clone().next_back().filter(|last| view.at(*last).narrower() == Some(Narrower::Suffix))?;
    let name = view.text(view.at(of).range.end..view.at(suffix).range.end).trim();
    let ends = view.at(suffix).range.end == view.quantity.range.start && of + 1 == suffix;
    (ends && PHRASE.contains(&name.chars().count()) && name.chars().all(char::is_alphabetic)).then_some(name)
}

/// The short name of nothing that the lists know between a clause that ends in a metric with 中 and the figure.
fn inside_clause<'t>(view: &View<'_, '_, 't>) -> Option<&'t str> {
    let comma = view.left.start.checked_sub(1).filter(|comma| view.at(*comma).mark() == Some(','))?;
    let whole = comma.checked_sub(1).filter(|whole| view.at(*whole).is_metric())?;
    let behind = view.text(view.at(whole).range.end..view.at(comma).range.start);
    let name = view.text(view.at(comma).range.end..view.quantity.range.start);
    let plain = PHRASE.contains(&name.chars().count()) && name.chars().all(char::is_alphabetic);
    let own = view.left.clone().all(|index| view.at(index).narrower().is_some());
    (view.quantity.is("money") && view.vocab.label_is("inside", behind) && plain && own).then_some(name)
}

/// 规上工业企业中有研发活动的: of the metric that 中 stands behind.
fn inside(view: &View<'_, '_, '_>, of: usize) -> Option<(u16, String)> {
    let counted = |metric: u16| view.quantity.is("ratio") || view.fits(metric);
    let (token, metric, own) = view.metric_in(view.left.start..of, counted)?;
    let behind = view.text(view.at(token).range.end..view.at(of).range.start);
    let words = view.vocab.label_words("inside").iter().find_map(|inside| behind.strip_prefix(inside.as_str()))?.trim();
    let (metric, segment) = view.narrowed(view.left.start, token, metric, own);
    PHRASE.contains(&words.chars().count()).then(|| (metric, format!("{segment}{words}")))
}

/// 其中列入省级的, 具备申报条件的: of what was stated last.
fn stated(view: &View<'_, '_, '_>, of: usize) -> Option<(u16, String)> {
    let open = view.left.clone().find(|index| !view.at(*index).cue(Cue::OfWhich)).unwrap_or(of);
    let start = if open > view.left.start { view.at(open - 1).range.end } else { view.left_start() };
    let words = view.text(start..view.at(of).range.start).trim();
    let ratio = view.quantity.is("ratio");
    let counted = !ratio || view.has(&[Cue::OfWhich]);
    let founded = view.vocab.label_in("founded_by", view.text(start..view.quantity.range.start));
    let named = PHRASE.contains(&words.chars().count()) && (founded || view.metric_in(open..of, |_| true).is_none());
    let (metric, _) = view
        .in_force(|metric| ratio || view.fits(metric))
        .filter(|_| counted && named && view.topic.metric.is_some() && view.topic.token < view.token)?;
    // 上市的只有2户: a kind of firms that has a metric of its own.
    let firms = view.vocab.metric_of(Role::Firms).filter(|_| view.vocab.metric(metric).group == "enterprises");
    if let Some(kind) = firms.and_then(|firms| view.vocab.compound(words, firms)) {
        return Some(kind);
    }
    // 新开工项目23个;竣工投产的9个: what was done to the projects.
    let projects = view.vocab.metric_of(Role::Projects).filter(|_| counted_projects(view) == Some(metric));
    if let Some(done) = projects.and_then(|projects| view.vocab.compound(words, projects)) {
        return Some(done);
    }
    let kind = narrower::alone(view.tokens, open..of);
    Some((metric, if kind.is_empty() { words.to_owned() } else { kind }))
}
