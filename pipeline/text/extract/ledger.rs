//! The numbers of a document as they are met, each with its fate; none is entered twice.

use std::collections::BTreeMap;

use crate::model::{Candidate, Decimal, Disposition, NumberSeen, Span};

/// Numbers by where they begin.
#[derive(Default)]
pub(super) struct Ledger {
    seen: BTreeMap<u32, (u32, Option<Decimal>, Disposition)>,
}

impl Ledger {
    /// Enters a number. One that is there already keeps its fate unless the new one makes it an observation.
    pub(super) fn note(&mut self, span: Span, number: Option<Decimal>, disposition: Disposition) {
        let overlapping = self
            .seen
            .range(..span.end)
            .next_back()
            .filter(|(_, (end, ..))| *end > span.start)
            .map(|(start, seen)| (*start, *seen));
        match overlapping {
            Some((start, (_, _, Disposition::Observation))) if start != span.start => {}
            Some((_, (_, _, Disposition::Observation))) if disposition != Disposition::Observation => {}
            Some((start, (..))) if disposition == Disposition::Observation || start == span.start => {
                self.seen.remove(&start);
                self.seen.insert(span.start, (span.end, number, disposition));
            }
            Some(_) => {}
            None => {
                self.seen.insert(span.start, (span.end, number, disposition));
            }
        }
    }

    /// The key of a number in a candidate until [`Self::finish`] makes it an index.
    pub(super) fn key(&self, span: Span) -> u32 {
        span.start
    }

    /// The numbers in order, and the candidates by number, each pointing to its number's index.
    pub(super) fn finish(self, source: &str, mut candidates: Vec<Candidate>) -> (Vec<NumberSeen>, Vec<Candidate>) {
        let index: BTreeMap<u32, u32> = self.seen.keys().copied().zip(0..).collect();
        candidates.retain_mut(|candidate| match index.get(&candidate.number) {
            Some(number) => {
                candidate.number = *number;
                true
            }
            None => false,
        });
        candidates.sort_by_key(|candidate| candidate.number);
        // The numbers come in order: one walk through the text finds where they begin.
        let byte = |from: usize, count: u32| {
            let mut chars = source[from..].chars();
            if let Some(last) = count.checked_sub(1) {
                chars.nth(last as usize);
            }
            source.len() - chars.as_str().len()
        };
        let (mut at, mut char) = (0, 0);
        let numbers = self
            .seen
            .into_iter()
            .map(|(start, (end, number, disposition))| {
                (at, char) = (byte(at, start - char), start);
                let span = Span::new(start, end);
                NumberSeen { span, text: source[at..byte(at, end - start)].to_owned(), number, disposition }
            })
            .collect();
        (numbers, candidates)
    }
}
