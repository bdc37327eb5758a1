//! Spellings of units, each with its canonical unit and the factor to it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::VocabError;
use super::csv_rows::ListRow;
use crate::model::Unit;

/// One spelling of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitSpelling {
    /// As reports print it.
    pub spelling: String,
    /// Canonical unit.
    pub unit: String,
    /// What it measures: `money`, `number`, `ratio`, …
    pub dimension: String,
    /// What one of it is in the canonical unit.
    pub factor: Decimal,
}

/// All spellings by their first character, longest first.
#[derive(Debug)]
pub struct Units {
    by_first: BTreeMap<char, Vec<UnitSpelling>>,
    dimensions: BTreeMap<String, String>,
}

impl Units {
    pub(super) fn load(rows: &[ListRow]) -> Result<(Self, Vec<Unit>), VocabError> {
        let mut by_first: BTreeMap<char, Vec<UnitSpelling>> = BTreeMap::new();
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
                let first = spelling.chars().next().ok_or_else(|| row.fault("empty spelling"))?;
                by_first.entry(first).or_default().push(UnitSpelling {
                    spelling: spelling.to_owned(),
                    unit: unit.unit.clone(),
                    dimension: unit.dimension.clone(),
                    factor,
                });
            }
            units.push(unit);
        }
        for spellings in by_first.values_mut() {
            spellings.sort_by_key(|unit| std::cmp::Reverse(unit.spelling.len()));
        }
        let dimensions = units.iter().map(|unit| (unit.unit.clone(), unit.dimension.clone())).collect();
        Ok((Self { by_first, dimensions }, units))
    }

    /// The longest spelling at the head of a text.
    pub fn head(&self, text: &str) -> Option<&UnitSpelling> {
        self.by_first.get(&text.chars().next()?)?.iter().find(|unit| text.starts_with(unit.spelling.as_str()))
    }

    /// What a canonical unit measures.
    pub fn dimension(&self, unit: &str) -> &str {
        self.dimensions.get(unit).map_or("", String::as_str)
    }
}
