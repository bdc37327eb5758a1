//! Small hand-made documents for the tests of this crate.

#![allow(clippy::unwrap_used)]

use zonefacts_text::model::{
    Bound, Date, Decimal, DocumentHead, Fingerprint, Measure, Observation, Period, Resolved, ResolvedArticle, Span, Status,
    SubjectKind,
};

/// The policy that the project ships.
pub(crate) const POLICY: &str = include_str!("../../schemas/policy.toml");

/// A figure of a zone's `gdp` for one full year, in CNY.
pub(crate) fn figure(zone: &str, year: i32, measure: Measure, value: &str, precision: &str, bound: Bound) -> Observation {
    Observation {
        observation_id: String::new(),
        article: 0,
        span: Span::new(0, 4),
        value_text: value.to_owned(),
        sentence: format!("{zone}{year}年地区生产总值{value}"),
        subject: zone.to_owned(),
        subject_kind: SubjectKind::Zone,
        subarea: String::new(),
        metric_id: "gdp".to_owned(),
        segment: String::new(),
        measure,
        value: value.parse().unwrap(),
        value_high: None,
        unit: "CNY".to_owned(),
        precision: precision.parse::<Decimal>().unwrap(),
        bound,
        year: Some(year),
        period: Period::Year,
        status: Status::Actual,
        scope: String::new(),
        rule_id: "level".to_owned(),
        year_basis: format!("{year}年"),
        subject_basis: zone.to_owned(),
        published: None,
    }
}

/// A document of a publisher at a date that states these figures, one after the other.
pub(crate) fn document(id: &str, publisher: &str, published: &str, figures: Vec<Observation>) -> Resolved {
    let published = Date::parse(published);
    let observations: Vec<Observation> = figures
        .into_iter()
        .enumerate()
        .map(|(at, figure)| {
            let start = at as u32 * 10;
            Observation { observation_id: format!("{id}-{at}"), span: Span::new(start, start + 4), published, ..figure }
        })
        .collect();
    let publisher = Some(publisher.to_owned()).filter(|name| !name.is_empty());
    let head = DocumentHead {
        document_id: id.to_owned(),
        document: format!("{id}.txt"),
        publisher,
        published,
        ..DocumentHead::default()
    };
    let articles = articles(&observations, published);
    Resolved { head, observations, articles, ..Resolved::default() }
}

/// The articles that are made of the sentences of these observations.
pub(crate) fn articles(observations: &[Observation], published: Option<Date>) -> Vec<ResolvedArticle> {
    let last = observations.iter().map(|figure| figure.article).max().unwrap_or(0);
    let sentences = |article| observations.iter().filter(move |figure| figure.article == article).map(|o| o.sentence.as_str());
    (0..=last).map(|article| ResolvedArticle { published, fingerprint: Fingerprint::of(sentences(article)) }).collect()
}
