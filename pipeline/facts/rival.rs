//! Why a statement does not stand: the line of the policy that tells it from the one that does.

use zonefacts_text::model::Resolved;

use crate::book::{Book, said};
use crate::choose::against;
use crate::family::Families;
use crate::policy::{Criterion, Policy};

/// A statement that another one of its cell stands before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rival {
    /// The statement.
    pub observation_id: String,
    /// One value satisfies both it and the statement that stands.
    pub agrees: bool,
    /// The line of the policy that it lost by.
    pub lost_by: &'static str,
}

/// All rivals of the statements that stand, by id. The documents hold every statement of the cells that are asked about.
pub fn rivals(documents: &[Resolved], families: &Families, policy: &Policy) -> Vec<Rival> {
    let mut rivals = Vec::new();
    for said in said(documents, families, policy) {
        let book = Book::weigh(said, policy).value;
        for entry in book.entries() {
            let chosen = entry.chosen();
            rivals.extend(entry.statements[1..].iter().map(|other| Rival {
                observation_id: other.figure.observation_id.clone(),
                agrees: other.interval.meets(chosen.interval),
                // The last line tells any two apart.
                lost_by: against(chosen, *other, &entry.statements, policy).unwrap_or(Criterion::FirstStated).as_str(),
            }));
        }
    }
    rivals.sort();
    rivals
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::{POLICY, document, figure};
    use zonefacts_text::model::{Bound, Measure, Observation};

    fn stated(value: &str, precision: &str, bound: Bound) -> Vec<Observation> {
        vec![figure("z", 2016, Measure::Level, value, precision, bound)]
    }

    #[test]
    fn each_rival_names_its_own_line() {
        let policy = Policy::load(POLICY).unwrap();
        let documents = [
            document("a", "", "2017-01-01", stated("72.63", "0.005", Bound::Eq)),
            document("b", "", "2018-01-01", stated("72.6", "0.05", Bound::Eq)),
            document("c", "", "2019-01-01", stated("70", "0.5", Bound::Over)),
            document("d", "", "2016-01-01", stated("99.99", "0.005", Bound::Eq)),
        ];
        let told: Vec<_> = rivals(&documents, &Families::default(), &policy)
            .into_iter()
            .map(|rival| (rival.observation_id, rival.agrees, rival.lost_by))
            .collect();
        let rival = |id: &str, agrees, lost_by| (format!("{id}-0"), agrees, lost_by);
        assert_eq!(told, [rival("b", true, "more_precise"), rival("c", true, "exact_bound"), rival("d", false, "more_families")]);
    }

    #[test]
    fn a_lone_statement_has_no_rival() {
        let policy = Policy::load(POLICY).unwrap();
        let documents = [document("a", "", "2017-01-01", stated("72.6", "0.05", Bound::Eq))];
        assert_eq!(rivals(&documents, &Families::default(), &policy), []);
    }
}
