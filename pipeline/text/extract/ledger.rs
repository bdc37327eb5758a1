//! The numbers of a document as they are met, each with its fate; none is entered twice.

use crate::model::{Candidate, Decimal, Disposition, NumberSeen, Span};

/// Numbers in the order in which they begin. They are met nearly in order, so that a new one goes to the end or close to it.
#[derive(Default)]
pub(super) struct Ledger {
    seen: Vec<Met>,
}

/// A number with its fate.
struct Met {
    span: Span,
    number: Option<Decimal>,
    disposition: Disposition,
}

impl Ledger {
    /// Enters a number. One that is there already keeps its fate unless the new one makes it an observation.
    pub(super) fn note(&mut self, span: Span, number: Option<Decimal>, disposition: Disposition) {
        let before = self.seen.partition_point(|met| met.span.start < span.end).checked_sub(1);
        if let Some(at) = before.filter(|at| self.seen[*at].span.end > span.start) {
            let (observed, same) =
                (self.seen[at].disposition == Disposition::Observation, self.seen[at].span.start == span.start);
            let observes = disposition == Disposition::Observation;
            if observed && !(observes && same) || !observes && !same {
                return;
            }
            self.seen.remove(at);
        }
        let met = Met { span, number, disposition };
        match self.seen.binary_search_by_key(&span.start, |met| met.span.start) {
            Ok(at) => self.seen[at] = met,
            Err(at) => self.seen.insert(at, met),
        }
    }

    /// The key of a number in a candidate until [`Self::finish`] makes it an index.
    pub(super) fn key(&self, span: Span) -> u32 {
        span.start
    }

    /// The numbers in order, and the candidates by number, each pointing to its number's index.
    pub(super) fn finish(self, source: &str, mut candidates: Vec<Candidate>) -> (Vec<NumberSeen>, Vec<Candidate>) {
        let index = |start: &u32| self.seen.binary_search_by_key(start, |met| met.span.start);
        candidates.retain_mut(|candidate| match index(&candidate.number) {
            Ok(number) => {
                candidate.number = number as u32;
                true
            }
            Err(_) => false,
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
            .map(|Met { span, number, disposition }| {
                (at, char) = (byte(at, span.start - char), span.start);
                NumberSeen { span, text: source[at..byte(at, span.end - span.start)].to_owned(), number, disposition }
            })
            .collect();
        (numbers, candidates)
    }
}
