//! The policy by which rivals are weighed, as `schemas/policy.toml` states it.

use serde::Deserialize;
use zonefacts_text::model::{Decimal, decimal_text};

/// What `chosen_because` says when nothing had to be chosen.
pub const ONLY_STATEMENT: &str = "only_statement";

/// What a line of the policy looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// How exact the figure claims to be.
    ExactBound,
    /// No later report of the same publisher states it differently.
    NotRestated,
    /// No report of a government, a zone's administration or a statistics office contradicts it.
    OfficialPublisher,
    /// How many families agree with it.
    MoreFamilies,
    /// How fine its last printed digit is.
    MorePrecise,
    /// When it was published.
    LaterPublished,
    /// Where it stands; tells any two statements apart.
    FirstStated,
}

impl Criterion {
    /// The name in `chosen_because` and in the policy.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ExactBound => "exact_bound",
            Self::NotRestated => "not_restated",
            Self::OfficialPublisher => "official_publisher",
            Self::MoreFamilies => "more_families",
            Self::MorePrecise => "more_precise",
            Self::LaterPublished => "later_published",
            Self::FirstStated => "first_stated",
        }
    }
}

/// One line of the policy.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Line {
    pub(crate) criterion: Criterion,
    /// The reason, for a person.
    because: String,
}

/// When articles are reprints of one text.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FamilyPolicy {
    /// Least number of shared figures, each in its context.
    pub min_shared: u32,
    /// Least share of the shorter article's figures.
    #[serde(with = "decimal_text")]
    pub containment: Decimal,
    /// A figure in its context that more families than this print is a commonplace.
    pub max_families: usize,
}

/// How statements of one cell are weighed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Share of the value that an approximate figure allows to either side.
    #[serde(with = "decimal_text")]
    pub approx_tolerance: Decimal,
    /// What the names of official publishers contain.
    pub(crate) official: Vec<String>,
    /// When articles are reprints of one text.
    pub families: FamilyPolicy,
    pub(crate) choose: Vec<Line>,
}

/// Why a policy cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// The text is not TOML, or not of this shape.
    #[error("policy.toml: {0}")]
    Shape(#[from] toml::de::Error),
    /// The lines do not always decide.
    #[error("policy.toml: the last line must be `first_stated`, which tells any two statements apart")]
    Undecided,
    /// A line stands twice.
    #[error("policy.toml: criterion `{0}` stands twice")]
    Twice(&'static str),
}

impl Policy {
    /// Reads the text of `policy.toml`.
    pub fn load(text: &str) -> Result<Self, PolicyError> {
        let policy: Self = toml::from_str(text)?;
        for (at, line) in policy.choose.iter().enumerate() {
            if policy.choose[..at].iter().any(|other| other.criterion == line.criterion) {
                return Err(PolicyError::Twice(line.criterion.as_str()));
            }
        }
        match policy.choose.last() {
            Some(line) if line.criterion == Criterion::FirstStated => Ok(policy),
            _ => Err(PolicyError::Undecided),
        }
    }

    /// The lines in order: name of the criterion and the reason.
    pub fn lines(&self) -> impl Iterator<Item = (Criterion, &str)> {
        self.choose.iter().map(|line| (line.criterion, line.because.as_str()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::POLICY;

    #[test]
    fn the_shipped_policy_loads_and_always_decides() {
        let policy = Policy::load(POLICY).unwrap();
        assert_eq!(policy.lines().last().unwrap().0, Criterion::FirstStated);
        assert!(policy.lines().all(|(_, because)| because.ends_with('.')));
    }

    #[test]
    fn a_policy_that_may_not_decide_is_refused() {
        let cut = POLICY.rsplit_once("[[choose]]").unwrap().0;
        assert!(matches!(Policy::load(cut), Err(PolicyError::Undecided)));
        let twice = POLICY.replace("\"more_precise\"", "\"exact_bound\"");
        assert!(matches!(Policy::load(&twice), Err(PolicyError::Twice("exact_bound"))));
        assert!(matches!(Policy::load(&POLICY.replace("more_precise", "luck")), Err(PolicyError::Shape(_))));
    }
}
