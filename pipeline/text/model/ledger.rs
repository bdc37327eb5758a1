//! What became of a number: an observation, or the reason why it is none.

use serde::{Deserialize, Serialize};

use super::{Decimal, Span, decimal_text_option};

/// The closed set of fates of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    /// It states at least one observation.
    Observation,
    /// A date, a year, a time of day, or a length of time.
    Date,
    /// A numbered heading, a list ordinal, an ordinal of an event or an edition.
    Ordinal,
    /// A document, telephone, licence or version number, or an address.
    DocumentNumber,
    /// A count inside a name or a title.
    Label,
    /// A slogan or the name of a programme.
    Slogan,
    /// A figure of one enterprise, project, building, person, product or event.
    EntityFigure,
    /// A rule for one case.
    PerCaseRule,
    /// A gap to another place or average, a contribution, a pull, a streak.
    Comparison,
    /// No metric of the vocabulary is named for it.
    NoMetric,
    /// No zone or place is named for it.
    NoSubject,
    /// It stands in navigation, a byline or a disclaimer.
    Boilerplate,
    /// A correction says that it is none.
    Corrected,
    /// It stands in a passage that the text prints twice in a row.
    DuplicateText,
    /// The engine has no reading for it.
    Unparsed,
}

impl Disposition {
    /// The name in `number_ledger`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Observation => "observation",
            Self::Date => "date",
            Self::Ordinal => "ordinal",
            Self::DocumentNumber => "document_number",
            Self::Label => "label",
            Self::Slogan => "slogan",
            Self::EntityFigure => "entity_figure",
            Self::PerCaseRule => "per_case_rule",
            Self::Comparison => "comparison",
            Self::NoMetric => "no_metric",
            Self::NoSubject => "no_subject",
            Self::Boilerplate => "boilerplate",
            Self::Corrected => "corrected",
            Self::DuplicateText => "duplicate_text",
            Self::Unparsed => "unparsed",
        }
    }
}

/// One number of one document, with its fate: a row of `number_ledger`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LedgerRow {
    /// Where it stands, unit included.
    pub span: Span,
    /// What is printed there.
    pub text: String,
    /// The bare number, unscaled by a unit, where it is one.
    #[serde(with = "decimal_text_option")]
    pub number: Option<Decimal>,
    /// What became of it.
    pub disposition: Disposition,
    /// The observations that it states, in order; empty unless the disposition is `observation`.
    pub observation_ids: Vec<String>,
}
