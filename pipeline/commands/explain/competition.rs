//! How the statements of a cell stand to each other: the one that was chosen, and by which line of the policy each other lost.

use std::collections::BTreeMap;

use serde::Serialize;
use zonefacts_facts::{Family, Policy, Rival, rivals};
use zonefacts_text::model::{
    Bound, Date, Decimal, DocumentHead, Measure, Observation, Period, Resolved, Span, Status, SubjectKind,
};

use super::Book;
use crate::{
    cell::Cell,
    failure::Failure,
    release::{FactRow, ObservationRow},
};

/// A fact with its rivals.
#[derive(Serialize)]
pub(super) struct Competition {
    pub(super) fact: FactRow,
    /// Why the line of the policy decides so, in its own words; empty for a lone statement.
    pub(super) because: String,
    pub(super) rivals: Vec<Loser>,
}

/// A statement that another one stands before.
#[derive(Serialize)]
pub(super) struct Loser {
    pub(super) observation: ObservationRow,
    pub(super) marked: [String; 3],
    /// One value satisfies both it and the one that stands; none where the release does not keep its policy.
    pub(super) agrees: Option<bool>,
    /// The line of the policy between the two.
    pub(super) lost_by: Option<&'static str>,
    /// Its reason.
    pub(super) because: String,
}

impl Book {
    /// The statements of a fact's cell, weighed again by the policy of the release.
    pub(super) fn competition(&self, fact: &FactRow) -> Result<Competition, Failure> {
        let policy = self.schemas.get("policy.toml").map(|text| Policy::load(text)).transpose().map_err(Failure::work)?;
        let because = |line: &str| {
            let mut lines = policy.iter().flat_map(Policy::lines);
            lines.find(|(criterion, _)| criterion.as_str() == line).map(|(_, because)| because.to_owned()).unwrap_or_default()
        };
        let cell = Some(Cell::of(fact));
        let rows: Vec<&ObservationRow> = self.observations.iter().filter(|row| Cell::stated(row) == cell).collect();
        let lost: BTreeMap<String, Rival> = match &policy {
            Some(policy) => self.weigh(&rows, policy).into_iter().map(|rival| (rival.observation_id.clone(), rival)).collect(),
            None => BTreeMap::new(),
        };
        let losers = rows.into_iter().filter(|row| row.observation_id != fact.observation_id).map(|row| {
            let rival = lost.get(&row.observation_id);
            Loser {
                marked: self.marked(row).map(str::to_owned),
                agrees: rival.map(|rival| rival.agrees),
                lost_by: rival.map(|rival| rival.lost_by),
                because: rival.map(|rival| because(rival.lost_by)).unwrap_or_default(),
                observation: row.clone(),
            }
        });
        Ok(Competition { rivals: losers.collect(), because: because(&fact.chosen_because), fact: fact.clone() })
    }

    fn weigh(&self, rows: &[&ObservationRow], policy: &Policy) -> Vec<Rival> {
        let mut documents: BTreeMap<&str, Resolved> = BTreeMap::new();
        for row in rows {
            let document = documents.entry(&row.document_id).or_insert_with(|| Resolved {
                head: DocumentHead {
                    document_id: row.document_id.clone(),
                    document: row.document.clone(),
                    publisher: self.documents.get(&row.document_id).and_then(|document| document.publisher.clone()),
                    ..DocumentHead::default()
                },
                ..Resolved::default()
            });
            document.observations.extend(statement(row));
        }
        let family = |row: &&ObservationRow| (row.document_id.clone(), row.article, self.family(&row.family_id));
        let families = rows.iter().map(family).collect();
        rivals(&documents.into_values().collect::<Vec<_>>(), &families, policy)
    }

    /// A family, dated as the statements of its articles are.
    fn family(&self, id: &str) -> Family {
        let members = self.observations.iter().filter(|row| row.family_id == id);
        let first_published = members.filter_map(|row| row.published_date.as_deref().and_then(Date::parse)).min();
        Family { id: id.to_owned(), first_published }
    }
}

/// A row of `fact_observation` as what it was; none where it holds a name that this program does not know.
fn statement(row: &ObservationRow) -> Option<Observation> {
    let row = row.clone();
    let exact = |value: f64| value.to_string().parse::<Decimal>().ok();
    Some(Observation {
        subject_kind: SubjectKind::Zone,
        subject: row.zone_id?,
        span: Span::new(row.char_start, row.char_end),
        measure: Measure::parse(&row.measure)?,
        value: exact(row.value)?,
        value_high: row.value_high.and_then(exact),
        precision: exact(row.precision)?,
        bound: Bound::parse(&row.bound)?,
        period: Period::parse(&row.period)?,
        status: Status::parse(&row.status)?,
        published: row.published_date.as_deref().and_then(Date::parse),
        observation_id: row.observation_id,
        article: row.article,
        value_text: row.value_text,
        sentence: row.sentence,
        subarea: row.subarea,
        metric_id: row.metric_id,
        segment: row.segment,
        unit: row.unit,
        year: row.year,
        base_year: row.base_year,
        scope: row.scope,
        rule_id: row.rule_id,
        year_basis: row.year_basis,
        subject_basis: row.subject_basis,
    })
}
