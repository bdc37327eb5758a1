//! What a figure takes from the group that its sentence has just counted: 其中企业880户, 总投资58亿元, 实现产值58亿元.

use std::ops::Range;

use super::super::super::context;
use super::super::super::token::Token;
use super::super::super::view::View;
use super::Near;
use crate::vocab::{Cue, Narrower, Role, Sense};

/// Longest name, in characters, of a part of the projects that no list names: 增资项目.
const LONGEST_PART: usize = 4;

/// 新登记2335户,其中企业880户: what is counted among new firms is a part of them, not all firms; 申请专利412件,其中发明专利205件.
pub(super) fn of_which(view: &View<'_, '_, '_>, near: Option<Near<'_>>) -> Option<(u16, String)> {
    let topic = view.topic.metric.filter(|metric| view.fits(*metric))?;
    let (token, metric, _) = near?;
    let kinds = [(Role::NewFirms, Role::Firms), (Role::NewFirms, Role::Entities), (Role::Patents, Role::Inventions)];
    let kind = kinds.iter().any(|(whole, part)| view.vocab.has_role(topic, *whole) && view.vocab.has_role(metric, *part));
    let part = kind && (view.has(&[Cue::OfWhich]) || view.joined());
    let net = view.has(&[Cue::NetGain]);
    (part && !net).then(|| (topic, view.text(view.at(token).range.clone()).to_owned()))
}

/// 医药产业规模突破120亿元,其中47家规上企业…: firms that are counted as a part of an industry are of it.
pub(super) fn counted_part(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let industry = view.has(&[Cue::OfWhich]) && industrial(view, &view.topic.segment);
    let (metric, segment) = super::behind(view).filter(|_| industry)?;
    let whole = segment.is_empty() && view.vocab.metric(metric).group == "enterprises" && view.topic.token < view.token;
    whole.then(|| view.vocab.compound(&view.topic.segment, metric).unwrap_or((metric, view.topic.segment.clone())))
}

/// True for words that name an industry.
fn industrial(view: &View<'_, '_, '_>, segment: &str) -> bool {
    view.vocab.lexicon.find(segment).any(|hit| hit.senses.contains(&Sense::Narrower(Narrower::Industry)))
}

/// 生物医药企业发展到108家,实现产值58亿元: a clause without a head goes on about what the last one narrowed; a metric of a
/// group (总投资) is narrowed by the group that was just counted.
pub(in super::super) fn inherited(view: &View<'_, '_, '_>, token: usize, (metric, segment): (u16, String)) -> (u16, String) {
    let Some(last) = view.topic.metric.filter(|_| segment.is_empty() && view.topic.token < view.token) else {
        return (metric, segment);
    };
    // 47家规上企业实现产值…: what the figure before counts stands before the verb.
    let mut start = view.left_start();
    let mut from = view.left.start;
    while from < token && view.at(from).is_metric() && view.at(from).range.start == start {
        (start, from) = (view.at(from).range.end, from + 1);
    }
    let headless = (from..token).all(|index| {
        // 产业营收460亿元: what only ends a name says nothing of whose it is.
        let suffix = view.at(index).narrower() == Some(Narrower::Suffix);
        let light = view.at(index).any(&[Cue::Light, Cue::AllWord, Cue::Whole, Cue::Gain]);
        suffix || light || view.at(index).time().is_some()
    }) && view.unlisted(from..token, start..view.at(token).range.start) <= 1;
    // 规模以上工业企业实现主营业务收入2215亿元;实现利润128亿元: firms that have a metric to themselves.
    let earned = view.vocab.metric(metric).group == "revenue" && !view.topic.segment.is_empty();
    let own = || view.vocab.compound(&view.topic.segment, metric).filter(|(_, rest)| rest.is_empty());
    if let Some(found) = own().filter(|_| headless && earned) {
        return found;
    }
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
    // 新开工亿元以上项目68个、竣工52个: of the same projects.
    if is_count(view, last) && is_count(view, metric) && view.at(token).cue(Cue::Deed) {
        return (metric, view.topic.segment.clone());
    }
    let generic = ["industry", "revenue"].contains(&this.group.as_str()) || view.vocab.has_role(metric, Role::Tax);
    let firms = generic && last_metric.group == "enterprises";
    let employed = view.vocab.has_role(metric, Role::Employees)
        && ["industry", "revenue", "enterprises"].contains(&last_metric.group.as_str());
    // 服务外包从业人员2.1万人,实现收入62亿元.
    let industry = employed
        || generic && view.vocab.has_role(last, Role::Employees)
        || (generic || view.vocab.has_role(metric, Role::Firms)) && ["industry", "revenue"].contains(&last_metric.group.as_str());
    if firms || industry && last != metric && industrial(view, &view.topic.segment) {
        let segment = view.topic.segment.clone();
        return view.vocab.compound(&segment, metric).unwrap_or((metric, segment));
    }
    (metric, segment)
}

/// 新招引亿元以上项目75个, 8个项目已经签约: what was done to the projects, among these tokens, tells which of their metrics it is.
pub(super) fn done_to(view: &View<'_, '_, '_>, verbs: Range<usize>, (metric, segment): (u16, String)) -> (u16, String) {
    let end = verbs.end;
    // 续建和新建重点项目: two verbs tell nothing.
    let joins = |next: &Token<'_>| next.any(&[Cue::Joint, Cue::AndSo]) || next.mark() == Some('、');
    let one = |index: &usize| !view.tokens.tokens.get(index + 1).is_some_and(joins);
    let mut verbs =
        verbs.rev().filter(one).filter_map(|index| view.vocab.compound(view.text(view.at(index).range.clone()), metric));
    // 招商引资的目标是新引进…: unless both tell the same.
    let verb = verbs.next().filter(|(first, _)| verbs.all(|(other, _)| other == *first));
    // 新签约亿元以上项目70个、50亿元以上项目3个, 其中过亿元项目6个: the verb holds on.
    // So does all that a sentence counts which 其中 opens.
    let opens = view.tokens.tokens.first().is_some_and(|first| first.cue(Cue::OfWhich));
    // 签约项目91个,超亿元项目69个: so does one that only their size tells from those counted right before.
    let counted = view.said.last().is_some_and(|said| said.token > 0 && is_count(view, said.metric));
    let part = opens || view.joined() || view.has(&[Cue::OfWhich]) || counted && view.vocab.label_in("sizes", &segment);
    let part = part && view.vocab.has_role(metric, Role::Projects);
    // 其中1亿美元项目2个、增资项目74个: so it does for parts that no list names.
    let segment = if part && verb.is_none() && segment.is_empty() { named_part(view, end) } else { segment };
    let held = counted_projects(view).filter(|_| part && !segment.is_empty());
    (verb.map(|(other, _)| other).or(held).unwrap_or(metric), segment)
}

/// The short words right before the projects at a token, up to the mark or the word for a part before them; their size.
fn named_part(view: &View<'_, '_, '_>, projects: usize) -> String {
    let named = view.tokens.tokens.get(projects).filter(|token| token.is_metric());
    let before = projects.checked_sub(1).filter(|before| *before >= view.left.start.saturating_sub(1));
    let (Some(start), Some(before)) = (named.map(|token| token.range.start), before) else { return String::new() };
    // 增资 is a word of its own.
    let word = before >= view.left.start && view.at(before).mark().is_none() && !view.at(before).cue(Cue::OfWhich);
    let word = word && view.at(before).range.end == start && before > 0;
    let before = view.at(if word { before - 1 } else { before });
    if before.quantity().is_some_and(|size| view.tokens.quantities[size].is("money")) && before.range.end == start {
        return view.text(before.range.clone()).to_owned();
    }
    let opens = before.mark().is_some() || before.cue(Cue::OfWhich);
    let words = view.text(before.range.end..start).trim();
    if opens && words.chars().count() <= LONGEST_PART { words.to_owned() } else { String::new() }
}

/// 实施重大项目126个,已开工119个, 已有7个破土: what was done to some of the projects that the sentence has counted.
pub(super) fn deed(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    // 竣工投产19个。 by itself counts projects, too.
    let alone = || {
        let verbs = view.left.clone().all(|index| view.at(index).cue(Cue::Deed) || view.at(index).time().is_some());
        verbs && view.right.is_empty() && view.unlisted(0..0, view.quantity.range.end..view.clause_end(view.token)) == 0
    };
    (view.quantity.is("number") && (counted_projects(view).is_some() || alone())).then_some(())?;
    let next = view.right.clone().next().filter(|next| view.at(*next).range.start == view.quantity.range.end);
    let verb = view.left.clone().next_back().into_iter().chain(next).find(|index| view.at(*index).cue(Cue::Deed))?;
    let (metric, _) = view.vocab.compound(view.text(view.at(verb).range.clone()), view.vocab.metric_of(Role::Projects)?)?;
    // 新开工亿元以上项目68个、竣工52个: of those that were counted.
    let start = context::group(view.tokens, view.token);
    let counted = view.said.iter().rfind(|said| said.token >= start && is_count(view, said.metric));
    Some((metric, counted.map(|said| said.segment.clone()).unwrap_or_default()))
}

/// The metric of the projects that the sentence counted last.
pub(in super::super) fn counted_projects(view: &View<'_, '_, '_>) -> Option<u16> {
    view.said.iter().rev().map(|said| said.metric).find(|metric| is_count(view, *metric))
}

/// True for a metric that counts projects.
fn is_count(view: &View<'_, '_, '_>, metric: u16) -> bool {
    let metric = view.vocab.metric(metric);
    metric.group == "projects" && metric.unit == "count"
}

/// 瞪羚企业、独角兽企业10家: one figure for two joined metrics goes to the first, which both then narrow.
pub(super) fn joint(view: &View<'_, '_, '_>, token: usize, metric: u16) -> Option<(u16, String)> {
    let before = token.checked_sub(2).filter(|before| *before >= view.left.start)?;
    let joined = view.at(before + 1).mark() == Some('、') || view.at(before + 1).cue(Cue::Joint);
    let tight = view.at(before).range.end == view.at(before + 1).range.start
        && view.at(before + 1).range.end == view.at(token).range.start;
    // 省级工程实验室、工程研究中心58家: two names of one metric, and what narrows the first narrows both.
    let level = |own: &str| own.is_empty() || view.vocab.lexicon.word(own).contains(&Sense::Narrower(Narrower::Level));
    let same = view.at(before).metrics().find(|(first, _)| *first == metric && joined && tight);
    let level = same
        .filter(|(_, own)| level(own))
        .map(|(_, own)| view.narrowed(view.left.start, before, metric, own))
        .filter(|(_, level)| !level.is_empty());
    // 学校和幼儿园8所, 中小学和幼儿园48所: kinds beside each other narrow nothing.
    let kinds = same.filter(|(_, own)| !view.vocab.lexicon.word(own).contains(&Sense::Narrower(Narrower::Level)));
    let whole = kinds.map(|_| (metric, String::new()));
    if level.is_some() || whole.is_some() {
        return level.or(whole);
    }
    let (first, _) = view.at(before).metrics().find(|(first, _)| view.fits(*first) && *first != metric)?;
    let alike = view.vocab.metric(first).group == view.vocab.metric(metric).group && view.vocab.metric(first).unit == "count";
    let segment = view.text(view.at(before).range.start..view.at(token).range.end).to_owned();
    (joined && tight && alike && view.dealt.is_none() && !view.has(&[Cue::Each])).then_some((first, segment))
}
