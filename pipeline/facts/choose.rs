//! Which of several statements stands: the lines of the policy, one after the other.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use zonefacts_text::model::Bound;

use crate::cell::Statement;
use crate::interval::Interval;
use crate::policy::{Criterion, ONLY_STATEMENT, Policy};

/// The statement that stands, and the last line of the policy that told it from one of another value; where all print the same
/// value, the last line that told any apart. None when there is none.
pub(crate) fn choose<'a>(statements: &[Statement<'a>], policy: &Policy) -> Option<(Statement<'a>, &'static str)> {
    let mut left = statements.to_vec();
    let mut lost: Vec<(&'static str, Vec<Statement<'a>>)> = Vec::new();
    for (criterion, _) in policy.lines() {
        let (best, rest) = divide(left, criterion, statements, policy);
        left = best;
        if !rest.is_empty() {
            lost.push((criterion.as_str(), rest));
        }
    }
    let chosen = *left.first()?;
    let differs = |statement: &Statement<'a>| statement.interval != chosen.interval;
    let decided = lost.iter().rev().find(|(_, lost)| lost.iter().any(differs)).or(lost.last());
    Some((chosen, decided.map_or(ONLY_STATEMENT, |(line, _)| line)))
}

/// The first line of the policy by which the statement that stands does better than another one of its cell.
pub(crate) fn against<'a>(
    stands: Statement<'a>,
    rival: Statement<'a>,
    all: &[Statement<'a>],
    policy: &Policy,
) -> Option<Criterion> {
    policy
        .lines()
        .map(|(criterion, _)| criterion)
        .find(|criterion| !divide(vec![stands, rival], *criterion, all, policy).1.is_empty())
}

/// The candidates that do best by one criterion, weighed against `all` statements of the cell, and the rest.
fn divide<'a>(
    candidates: Vec<Statement<'a>>,
    criterion: Criterion,
    all: &[Statement<'a>],
    policy: &Policy,
) -> (Vec<Statement<'a>>, Vec<Statement<'a>>) {
    match criterion {
        Criterion::ExactBound => lowest(candidates, |s| vagueness(s.figure.bound)),
        Criterion::NotRestated => lowest(candidates, |s| s.restated),
        Criterion::OfficialPublisher => {
            let voices = || candidates.iter().filter(|s| is_official(s, policy)).map(|s| s.interval);
            // What misses one of them misses the greatest of the low ends or the least of the high ones.
            let all = Interval { low: voices().filter_map(|i| i.low).max(), high: voices().filter_map(|i| i.high).min() };
            lowest(candidates, |s| !all.meets(s.interval) && !is_official(s, policy))
        }
        Criterion::MoreFamilies => {
            let supporters = supporters(all);
            lowest(candidates, |s| Reverse(supporters.get(&s.interval).copied()))
        }
        Criterion::MorePrecise => lowest(candidates, |s| s.figure.precision),
        Criterion::LaterPublished => lowest(candidates, |s| Reverse(s.published)),
        Criterion::FirstStated => lowest(candidates, |s| (&s.head.document, s.figure.span, &s.figure.observation_id)),
    }
}

fn lowest<'a, K: Ord>(
    candidates: Vec<Statement<'a>>,
    key: impl Fn(&Statement<'a>) -> K,
) -> (Vec<Statement<'a>>, Vec<Statement<'a>>) {
    let least = candidates.iter().map(&key).min();
    candidates.into_iter().partition(|candidate| Some(key(candidate)) == least)
}

/// For each interval that is stated, how many families state one that meets it. Many statements print the same few values.
fn supporters(all: &[Statement]) -> BTreeMap<Interval, usize> {
    let mut voices: BTreeMap<Interval, BTreeSet<&str>> = BTreeMap::new();
    for statement in all {
        voices.entry(statement.interval).or_default().insert(statement.family);
    }
    let families = |interval: Interval| -> BTreeSet<&str> {
        voices.iter().filter(|(other, _)| other.meets(interval)).flat_map(|(_, families)| families.iter().copied()).collect()
    };
    voices.keys().map(|interval| (*interval, families(*interval).len())).collect()
}

fn is_official(statement: &Statement<'_>, policy: &Policy) -> bool {
    let publisher = statement.head.publisher.as_deref().unwrap_or_default();
    policy.official.iter().any(|name| publisher.contains(name.as_str()))
}

fn vagueness(bound: Bound) -> u8 {
    match bound {
        Bound::Eq => 0,
        Bound::Range => 1,
        Bound::Approx => 2,
        Bound::Over | Bound::Under => 3,
    }
}
