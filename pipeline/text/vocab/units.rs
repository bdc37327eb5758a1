//! Spellings of units, each with its canonical unit and the factor to it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::VocabError;
use super::csv_rows::ListRow;
use super::heads::Heads;
use crate::model::Unit;

/// What one spelling of a unit means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitSpelling {
    /// Canonical unit.
    pub unit: String,
    /// What it measures: `money`, `number`, `ratio`, …
    pub dimension: String,
    /// What one of it is in the canonical unit.
    pub factor: Decimal,
}

/// What counters measure.
const COUNTS: &str = "number";

/// All spellings.
#[derive(Debug)]
pub struct Units {
    spellings: Heads<UnitSpelling>,
    dimensions: BTreeMap<String, String>,
}

impl Units {
    pub(super) fn load(rows: &[ListRow]) -> Result<(Self, Vec<Unit>), VocabError> {
        let mut spellings = Vec::new();
        let mut units = Vec::new();
        for row in rows {
            let unit = Unit {
                unit: row.get("unit").to_owned(),
                dimension: row.get("dimension").to_owned(),
                name_zh: row.get("name_zh").to_owned(),
                name_en: row.get("name_en").to_owned(),
                spellings: row.words("spellings").map(str::to_owned).collect(),
            };
            for item in &unit.spellings {
                let (spelling, factor) = item.rsplit_once('=').ok_or_else(|| row.fault(format!("no factor in {item}")))?;
                let factor = factor.parse().map_err(|_| row.fault(format!("bad factor in {item}")))?;
                if spelling.is_empty() {
                    return Err(row.fault("empty spelling"));
                }
                let meaning = UnitSpelling { unit: unit.unit.clone(), dimension: unit.dimension.clone(), factor };
                spellings.push((spelling.to_owned(), meaning));
            }
            units.push(unit);
        }
        let dimensions = units.iter().map(|unit| (unit.unit.clone(), unit.dimension.clone())).collect();
        Ok((Self { spellings: spellings.into_iter().collect(), dimensions }, units))
    }

    /// The longest spelling at the head of a text, and its length in bytes.
    pub fn head(&self, text: &str) -> Option<(usize, &UnitSpelling)> {
        self.spellings.head(text, |_| true)
    }

    /// The longest spelling of a counter at the head of a text.
    pub fn counter(&self, text: &str) -> Option<(usize, &UnitSpelling)> {
        self.spellings.head(text, |unit| unit.dimension == COUNTS)
    }

    /// What a canonical unit measures.
    pub fn dimension(&self, unit: &str) -> &str {
        self.dimensions.get(unit).map_or("", String::as_str)
    }
}
