//! A figure as a candidate observation: with the words around it that may name its subject, date it and tell whether it has happened.

use std::ops::{Deref, Range};

use super::token::Token;
use super::view::{Dealt, Figure, Said, View};
use super::{Reader, context, narrower};
use crate::model::{Candidate, Decimal, Level, MappedStr, Measure, Status, TimeEvidence};
use crate::vocab::{Cue, Role, Vocab};

impl Reader<'_> {
    /// The candidate that a figure makes, read by a rule in a sentence that the tables print as `shown`; `shared` names the zone, where
    /// several share the figure.
    pub(super) fn candidate(
        &self,
        view: &View<'_, '_, '_>,
        figure: Figure,
        shared: Option<usize>,
        rule: &str,
        text: MappedStr<'_>,
        shown: &str,
    ) -> Candidate {
        let quantity = view.quantity;
        let metric = self.vocab.metric(figure.metric);
        let mut subjects: Vec<_> = context::bracketed(view.tokens, view.token, text, self.vocab).into_iter().collect();
        let scopes = view.scopes.borrow();
        // 甲高新区收入165亿元,乙高新区收入184亿元,分别增长22%、20%: whose the figure is to which the change goes.
        let echo = view.dealt.and_then(|dealt| dealt.echo).and_then(|echo| view.said.len().checked_sub(echo));
        let at = echo.and_then(|index| echoed(view, index)).unwrap_or(view.token);
        subjects.extend(view.subjects.before(view.tokens, at, &scopes).map(|(level, subject)| subject.at(level)));
        subjects.extend(self.frame.subjects().cloned());
        let mut times: Vec<TimeEvidence> = view.dealt.and_then(|dealt| dealt_time(view, dealt, text)).into_iter().collect();
        times.extend(context::times(view.tokens, view.token, text));
        if times.is_empty() && (metric.group == "projects" || figure.measure == Measure::Increase) {
            let said = context::lately(view.tokens, view.token, self.published.map(|date| date.month()), text, self.vocab);
            let said = said.or_else(|| self.lately.take());
            times.extend(said.clone());
            self.lately.replace(said);
        }
        // 现有孵化器3家,专利授权800件: what there is now says nothing of what a year has brought, in a clause behind it.
        let brought = !metric.stock && metric.unit != "day" && !matches!(figure.measure, Measure::Rank | Measure::Increase);
        let stands = self.vocab.label_words("stands");
        times.retain(|time| !(brought && time.level == Level::Sentence && stands.iter().any(|word| *word == *time.words)));
        times.extend(self.frame.times().cloned());
        // 甲、乙、丙产值分别为…: a series over places deals out its subjects.
        let one =
            |named: &usize| context::meaning(view.tokens, *named, self.vocab).is_some_and(|meaning| context::is_one(&meaning));
        let within = |named: &usize| match figure.measure {
            // 桂林、南宁高新区增加值占全市比重分别为…: whose part it is stands before the word for it; 占全市、全省比重分别为…: of what.
            Measure::Share => {
                !one(named)
                    || view.tokens.tokens[..*named].iter().rev().take_while(|t| t.quantity().is_none()).any(|t| t.cue(Cue::Share))
            }
            // 在全省、全市分别列第3位和第1位: fields.
            Measure::Rank | Measure::RankChange => !one(named),
            _ => false,
        };
        let named = view.dealt.and_then(|dealt| dealt.named).filter(|named| !within(named)).or(shared);
        subjects.splice(0..0, named.and_then(|index| context::named(view.tokens, index, text, self.vocab)));
        // 在全国高新区中列第51位: the field of a rank is not whom it is about.
        if matches!(figure.measure, Measure::Rank | Measure::RankChange) {
            subjects.retain(|evidence| {
                !context::several(&evidence.meaning) && !["zones:CN", "nation:CN"].contains(&&*evidence.meaning)
            });
        }
        // 获湖北省技术发明奖6项: a place in the name of a prize gives it.
        if self.vocab.has_role(figure.metric, Role::Awards) {
            subjects.retain(|evidence| evidence.level != Level::Clause || !evidence.meaning.starts_with("place:"));
        }
        if self.vocab.has_role(figure.metric, Role::Zones) {
            // 全省有国家高新区9家、省级高新区20家,数量居全国第8位: those counted on in a sentence, and their position, are of those
            // that were counted before.
            let place = context::counted_zones(view, text, self.vocab);
            let onward = figure.measure == Measure::Rank || ["zones-of:main", "zones-of:many"].contains(&&*place.meaning);
            let before = self.candidates.last().filter(|last| onward && last.sentence == shown.trim());
            let zones = |last: &&Candidate| {
                self.vocab.metric_by_id(&last.metric_id).is_some_and(|metric| self.vocab.has_role(metric, Role::Zones))
            };
            let counted = before.filter(zones).and_then(|last| last.subjects.first());
            subjects.insert(0, counted.cloned().unwrap_or(place));
        }
        let scale = figure.value.filter(|_| figure.measure == Measure::Growth && quantity.is("times"));
        let stance = self.stance(view, &figure, &times);
        let aimed = stance.is_some_and(|(status, ..)| status != Status::Actual) && names_field(view, &figure, self.vocab);
        if aimed {
            // 到2015年,在56家高新区中进入前20位: how many they are is no aim of that year.
            times.retain(|time| !(time.meaning.until && matches!(time.level, Level::Clause | Level::Sentence)));
        }
        // 过去要5个工作日,现在1天: an old value has been, whatever verb stands before it.
        let stance = stance.filter(|(status, ..)| !(aimed || figure.undated && *status == Status::Target));
        // 完成年计划71亿元的89.4%: the plan of the time that is told of, which need not lie ahead.
        if context::plan_of(view.tokens, view.token).is_some() {
            times.iter_mut().for_each(|time| time.level = Level::Sentence);
        }
        let (status, status_basis, far) = stance.unwrap_or((Status::Actual, "", true));
        let part = view.part_of(figure.metric);
        let first = context::first_year(view.tokens, view.token, text).filter(|_| figure.undated);
        let undated = figure.undated && first.is_none();
        Candidate {
            number: self.ledger.key(text.span(quantity.range.clone())),
            article: self.article,
            sentence: shown.trim().to_owned(),
            metric_id: metric.metric_id.clone(),
            segment: if figure.aspect.is_empty() { figure.segment } else { figure.aspect },
            measure: figure.measure,
            value: figure.value.unwrap_or(quantity.value),
            value_high: quantity.high,
            unit: figure
                .unit
                .or_else(|| (!quantity.unit.is_empty()).then(|| quantity.unit.to_owned()))
                .unwrap_or_else(|| metric.unit.clone()),
            precision: if scale.is_some() {
                quantity.precision.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(quantity.precision)
            } else {
                quantity.precision
            },
            bound: figure.bound.unwrap_or_else(|| view.bound()),
            status,
            status_by_heading: far,
            status_basis: status_basis.to_owned(),
            scope: figure.scope,
            subarea: if part.is_empty() { narrower::opening(view.tokens, view.token).unwrap_or_default() } else { part },
            rule_id: rule.to_owned(),
            told: self.frame.told(),
            times: if undated { Vec::new() } else { first.map_or(times, |first| vec![first]) },
            base: match figure.measure {
                // 比2010年增长114%,年均增长21%: the average runs over the same years.
                Measure::GrowthAvg => context::base(view.tokens, &(0..view.token)),
                measure if compares(measure) => context::base(view.tokens, &view.left),
                _ => None,
            },
            subjects,
            sums: sums(view, figure.metric, figure.measure),
            stock: (metric.stock || held(view, figure.metric)) && matches!(figure.measure, Measure::Level | Measure::Share),
            undated,
            stated: stated(view, figure.metric),
        }
    }

    /// Whether the figure has happened, the words that tell, and whether they stand far off: in a heading or the title, or before a
    /// clause that names its own year. None where nothing tells.
    fn stance<'s>(
        &'s self,
        view: &'s View<'_, '_, '_>,
        figure: &Figure,
        times: &[TimeEvidence],
    ) -> Option<(Status, &'s str, bool)> {
        let own = context::status(view.tokens, view.token, self.vocab);
        // A share of a plan that was reached is a fact, though it names the plan.
        // 确保完成率达到80%以上: unless that itself is aimed at.
        let rate = |index: usize| view.at(index).cue(Cue::Completion);
        let aimed = |index: usize| view.at(index).cue(Cue::Target) && !rate(index) && index < view.token && !rate(index + 1);
        let fulfilled = figure.measure == Measure::Completion;
        let own = own.filter(|(status, index)| !fulfilled || *status != Status::Target || aimed(*index));
        // 一、过去一年的工作 …全年安排重点项目96项: what a review says was planned has been done, unless a year to come is named.
        let ahead = |time: &TimeEvidence| {
            let near = matches!(time.level, Level::Clause | Level::Sentence);
            near && (time.meaning.year.is_some() || time.meaning.offset.is_some() || time.meaning.ahead.is_some())
        };
        let next = view.tokens.tokens[..view.token].iter().any(|token| token.cue(Cue::TargetHeading));
        let reviewed = self.frame.reviewed() && !next && !times.iter().any(ahead);
        // 离年初预期14%的增长目标还差…: the aim itself it is still.
        let near = |index: usize| index <= view.token + 1;
        let weak = |index: usize| near(index) && view.at(index).cue(Cue::TargetWeak) && !view.at(index).cue(Cue::Target);
        let own = own.filter(|(status, index)| !(reviewed && *status == Status::Target && weak(*index)));
        // 二、2022年预算草案 …支出56亿元,较上年增长5.4%: below a heading of aims, what they are set against makes no fact of them.
        let aims = self.frame.status().is_some_and(|(status, _)| *status == Status::Target);
        let against = |index: usize| self.vocab.label_is("against_last", view.text(view.at(index).range.clone()));
        let own = own.filter(|(status, index)| !(aims && *status == Status::Actual && against(*index)));
        // 要进入前20位,2009年排在第28位: the word stands in a clause before that of the year.
        let dated = times.first().is_some_and(|time| time.level == Level::Clause && time.meaning.year.is_some());
        let crossed = |index: usize| (index..view.token).any(|at| view.at(at).mark() == Some(','));
        let own = own.map(|(status, index)| (status, view.text(view.at(index).range.clone()), dated && crossed(index)));
        own.or_else(|| self.frame.status().map(|(status, words)| (*status, words.deref(), true)))
    }
}

/// Most characters that no list knows between what was stated and its position.
const LONGEST_LINK: usize = 2;

/// 投入强度1.72%,…,在全国的位次由第17位前移至第16位: what the sentence has stated before the rank of a zone.
fn stated(view: &View<'_, '_, '_>, metric: u16) -> Option<(String, String)> {
    let own = |said: &&Said| said.token > 0 && view.vocab.metric(said.metric).group != "ranking";
    // 人工智能产业发展评价居第5位: words of its own say what else is ranked.
    let other = || {
        let words = view.unlisted(view.left.clone(), view.left_start()..view.quantity.range.start);
        words > LONGEST_LINK || view.words(&view.left).iter().any(|token| token.narrower().is_some())
    };
    let said = view.said.iter().rfind(own).filter(|_| view.vocab.has_role(metric, Role::Standing) && !other())?;
    Some((view.vocab.metric(said.metric).metric_id.clone(), said.segment.clone()))
}

/// The token of the figure that a change goes to, where the list of changes names no other subject.
fn echoed(view: &View<'_, '_, '_>, said: usize) -> Option<usize> {
    let joins = |token: &Token<'_>| token.mark() == Some('、') || token.cue(Cue::Joint) || token.quantity().is_some();
    let run = view.tokens.tokens[..view.token].iter().rev().take_while(|token| joins(token)).count();
    let own = View::left_of(view.tokens, view.token - run).any(|index| view.at(index).is_subject());
    Some(view.said[said].token).filter(|at| *at > 0 && !own)
}

/// True for a number of zones that only names the field of a position behind it.
fn names_field(view: &View<'_, '_, '_>, figure: &Figure, vocab: &Vocab) -> bool {
    let placed = |token: &Token<'_>| {
        let place = token.quantity().map(|at| &view.tokens.quantities[at]).is_some_and(|at| at.ordinal || at.is("rank"));
        place || token.any(&[Cue::Rank, Cue::Enter, Cue::Top])
    };
    let mut clause = view.tokens.tokens[view.token + 1..].iter().take_while(|token| token.mark().is_none());
    let behind = clause.find(|token| token.quantity().is_some() || placed(token)).is_some_and(placed);
    behind && vocab.has_role(figure.metric, Role::Zones) && figure.measure == Measure::Level
}

/// True for what is said against a base.
fn compares(measure: Measure) -> bool {
    matches!(measure, Measure::Increase | Measure::Growth | Measure::PointChange | Measure::Multiple | Measure::RankChange)
}

/// True for what stands now, however it came year by year: rights that somebody holds (拥有授权专利330余件), projects of today
/// (目前8个项目已经签约).
fn held(view: &View<'_, '_, '_>, metric: u16) -> bool {
    let words = view.vocab.label_words("held");
    let verb = || view.left.clone().any(|index| words.iter().any(|word| *word == view.text(view.at(index).range.clone())));
    let now = |at: usize| {
        let meaning = view.at(at).time().map(|time| &view.tokens.times[time].meaning);
        meaning.is_some_and(|meaning| meaning.now && !meaning.until)
    };
    view.vocab.measures(metric) == "number"
        && match view.vocab.metric(metric).group.as_str() {
            "innovation" => verb(),
            "projects" => view.before_left().chain(view.left.clone()).any(now),
            _ => false,
        }
}

/// True for a figure that several years can have summed up: 五年累计完成投资2035亿元, not 五年来生产总值突破1000亿元, 占全市的14%.
fn sums(view: &View<'_, '_, '_>, metric: u16, measure: Measure) -> bool {
    // 两年来共制定政策100多项.
    let words = view.vocab.label_words("summed");
    let summed = |token: &Token<'_>| words.iter().any(|word| *word == view.text(token.range.clone()));
    let total = |tokens: Range<usize>| view.tokens.tokens[tokens].iter().any(|token| token.cue(Cue::Total) || summed(token));
    let words = || view.left.clone().next_back().map(|last| view.text(view.at(last).range.clone()));
    let named = || words().is_some_and(|last| view.vocab.label_is("reached", last));
    let reached = || view.has(&[Cue::To, Cue::Over]) || named();
    let traits = view.vocab.metric_traits(metric);
    match measure {
        Measure::Level if traits.stock => total(view.left.clone()),
        Measure::Level => traits.counts_gains || !reached() || total(0..view.token),
        Measure::Share => total(0..view.token),
        Measure::Rank | Measure::Multiple | Measure::PointChange => false,
        _ => true,
    }
}

/// The time that a series over years dealt to the figure.
fn dealt_time(view: &View<'_, '_, '_>, dealt: &Dealt, text: MappedStr<'_>) -> Option<TimeEvidence> {
    let meaning = dealt.time.clone()?;
    let words = meaning.year.map(|year| year.to_string()).unwrap_or_default().into();
    Some(TimeEvidence { level: Level::Clause, words, meaning, span: text.span(view.quantity.range.clone()) })
}
