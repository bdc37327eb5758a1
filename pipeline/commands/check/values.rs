//! Whether what is printed at each span is the value that the tables state, as far as the print alone proves it.

use rayon::prelude::*;
use zonefacts_text::{
    model::{CORRECTED, Decimal},
    printed::Printed,
    vocab::Vocab,
};

use crate::release::ObservationRow;

/// What came of reading every printed value again.
#[derive(Default)]
pub(super) struct Proof {
    /// Prints that state their value.
    pub(super) proven: usize,
    /// Prints that leave it open: words that the second reader does not know, values that a person has corrected.
    pub(super) open: usize,
    /// Prints that state another value, each with its observation.
    pub(super) refuted: Vec<String>,
}

/// Reads every printed value again.
pub(super) fn prove(observations: &[ObservationRow], vocab: &Vocab) -> Proof {
    let verdicts: Vec<Option<bool>> = observations.par_iter().map(|row| verdict(row, vocab)).collect();
    let mut proof = Proof::default();
    for (row, verdict) in observations.iter().zip(verdicts) {
        match verdict {
            Some(true) => proof.proven += 1,
            Some(false) if !row.rule_id.ends_with(CORRECTED) => proof.refuted.push(format!(
                "{} in {} [{}, {}) prints {:?}, which is not {} {}",
                row.observation_id, row.document, row.char_start, row.char_end, row.value_text, row.value, row.unit
            )),
            Some(false) | None => proof.open += 1,
        }
    }
    proof
}

fn verdict(row: &ObservationRow, vocab: &Vocab) -> Option<bool> {
    // The shortest digits of a float are the decimal that it was made from.
    let decimal = |number: f64| number.to_string().parse::<Decimal>().ok();
    let high = match row.value_high {
        Some(high) => Some(decimal(high)?),
        None => None,
    };
    Printed::read(&row.value_text, vocab)?.states(decimal(row.value)?, high, &row.unit, vocab)
}
