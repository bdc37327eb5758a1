//! Who belongs to whom, and the counts that follow.

use super::figure::{FIELDS, Field, Figure, Gold};

/// One document: what was found in it, and what is annotated.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) found: Vec<Figure>,
    pub(super) golds: Vec<Gold>,
}

/// Who belongs to whom.
pub(super) struct Pairing<'a> {
    pub(super) pairs: Vec<(&'a Figure, &'a Gold)>,
    pub(super) extras: Vec<&'a Figure>,
    pub(super) misses: Vec<&'a Gold>,
}

impl Sheet {
    pub(super) fn pair(&self) -> Pairing<'_> {
        let mut candidates = Vec::new();
        for (i, figure) in self.found.iter().enumerate() {
            for (j, gold) in self.golds.iter().enumerate() {
                if figure.start < gold.figure.end && gold.figure.start < figure.end {
                    // A core field weighs ten of the others.
                    let weight = |field: &Field| if field.core { 10 } else { 1 };
                    let agreement: i32 = FIELDS.iter().filter(|field| gold.agrees(field, figure)).map(weight).sum();
                    candidates.push((-agreement, figure.start.abs_diff(gold.figure.start), i, j));
                }
            }
        }
        candidates.sort_unstable();
        let (mut used, mut taken) = (vec![false; self.found.len()], vec![false; self.golds.len()]);
        let mut pairs = Vec::new();
        for (_, _, i, j) in candidates {
            if !used[i] && !taken[j] {
                (used[i], taken[j]) = (true, true);
                pairs.push((&self.found[i], &self.golds[j]));
            }
        }
        let extras = self.found.iter().zip(used).filter(|(_, used)| !used).map(|(figure, _)| figure).collect();
        let misses =
            self.golds.iter().zip(taken).filter(|(gold, taken)| !taken && !gold.optional).map(|(gold, _)| gold).collect();
        Pairing { pairs, extras, misses }
    }
}

impl<'a> Pairing<'a> {
    /// The pairs that count.
    pub(super) fn counted(&self) -> impl Iterator<Item = (&'a Figure, &'a Gold)> + '_ {
        self.pairs.iter().copied().filter(|(_, gold)| !gold.optional)
    }
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub(super) gold: usize,
    pub(super) predicted: usize,
    pub(super) pairs: usize,
    pub(super) core: usize,
    pub(super) right: [usize; FIELDS.len()],
}

impl Counts {
    pub(super) fn of(sheet: &Sheet, pairing: &Pairing<'_>) -> Self {
        let free = pairing.pairs.iter().filter(|(_, gold)| gold.optional).count();
        let mut counts = Self {
            gold: sheet.golds.iter().filter(|gold| !gold.optional).count(),
            predicted: sheet.found.len() - free,
            ..Self::default()
        };
        for (figure, gold) in pairing.counted() {
            counts.pair(figure, gold);
        }
        counts
    }

    pub(super) fn pair(&mut self, figure: &Figure, gold: &Gold) {
        self.pairs += 1;
        self.core += usize::from(gold.wrong(figure).next().is_none());
        for (right, field) in self.right.iter_mut().zip(&FIELDS) {
            *right += usize::from(gold.agrees(field, figure));
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.gold += other.gold;
        self.predicted += other.predicted;
        self.pairs += other.pairs;
        self.core += other.core;
        self.right.iter_mut().zip(other.right).for_each(|(sum, right)| *sum += right);
    }

    /// Precision, recall and F1 of so many hits.
    pub(super) fn rates(&self, hits: usize) -> (f64, f64, f64) {
        let share = |of: usize| if of == 0 { 0.0 } else { hits as f64 / of as f64 };
        let (precision, recall) = (share(self.predicted), share(self.gold));
        let f1 = if hits == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
        (precision, recall, f1)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::commands::score::figure::figure_of;
    use serde_json::{Map, Value};

    fn gold(line: &str) -> Gold {
        let row: Map<String, Value> = serde_json::from_str(line).unwrap();
        Gold { figure: figure_of(&row), others: vec![], optional: row.contains_key("optional") }
    }

    fn figure(start: u32, value: f64) -> Figure {
        Figure { start, end: start + 3, value: Some(value), metric: "gdp".into(), ..Figure::default() }
    }

    #[test]
    fn each_is_used_once_and_the_better_reading_first() {
        let golds = vec![gold(r#"{"char_start":0,"char_end":3,"metric":"gdp","value":5}"#)];
        let sheet = Sheet { found: vec![figure(0, 4.0), figure(1, 5.0), figure(3, 5.0)], golds };
        let pairing = sheet.pair();
        assert_eq!(pairing.pairs.iter().map(|(found, _)| found.start).collect::<Vec<_>>(), [1]);
        let counts = Counts::of(&sheet, &pairing);
        assert_eq!((counts.gold, counts.predicted, counts.pairs, counts.core), (1, 3, 1, 1));
    }

    #[test]
    fn an_optional_annotation_counts_for_nothing() {
        let golds = vec![gold(r#"{"char_start":0,"char_end":3,"value":5,"optional":true}"#)];
        let sheet = Sheet { found: vec![figure(0, 5.0)], golds };
        let counts = Counts::of(&sheet, &sheet.pair());
        assert_eq!((counts.gold, counts.predicted, counts.pairs), (0, 0, 0));
    }

    #[test]
    fn an_absent_year_is_right_only_where_it_is_absent() {
        let gold = gold(r#"{"char_start":0,"char_end":3,"metric":"gdp","value":5,"year":null}"#);
        assert_eq!(gold.wrong(&figure(0, 5.0)).count(), 0);
        let dated = Figure { year: Some(2020), ..figure(0, 5.0) };
        assert_eq!(gold.wrong(&dated).map(|field| field.name).collect::<Vec<_>>(), ["year"]);
    }
}
