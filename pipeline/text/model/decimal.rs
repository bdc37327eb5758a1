//! Exact decimal numbers, and how they are stored: as text, never as floats.

pub use rust_decimal::Decimal;

/// `#[serde(with = "decimal_text")]`: a decimal as its digits.
pub mod decimal_text {
    use super::Decimal;
    use serde::{Deserialize, Deserializer, Serializer};

    /// Writes the digits.
    pub fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    /// Reads digits; an empty text reads as 0, since schema tracing asks for one value with empty text.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.is_empty() {
            return Ok(Decimal::ZERO);
        }
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// `#[serde(with = "decimal_text_option")]`: the same for an optional decimal.
pub mod decimal_text_option {
    use super::Decimal;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    struct Text(#[serde(with = "super::decimal_text")] Decimal);

    /// Writes the digits, or nothing.
    pub fn serialize<S: Serializer>(value: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
        value.map(Text).serialize(serializer)
    }

    /// Reads digits, or nothing.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
        Ok(Option::<Text>::deserialize(deserializer)?.map(|text| text.0))
    }
}
