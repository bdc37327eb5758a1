//! Small hand-made documents and word lists, and the contracts that the project ships, for the tests of this crate.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::Path;

use zonefacts_text::model::{
    Bound, Date, Dimensions, Disposition, DocumentHead, LedgerRow, Measure, Metric, Observation, Period, Place, PlaceLevel,
    Resolved, ResolvedArticle, Span, Status, SubjectKind, Unit, Zone,
};

use crate::Tables;
use crate::contract::Contracts;
use crate::join::join;

/// The contracts in `schemas/`.
pub(crate) fn contracts() -> Contracts {
    Contracts::load(&schemas()).unwrap()
}

/// The files of `schemas/` that contracts are read from.
pub(crate) fn schemas() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas");
    let mut files = BTreeMap::new();
    for under in ["", "tables/"] {
        for entry in std::fs::read_dir(folder.join(under)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                let name = format!("{under}{}", path.file_name().unwrap().to_str().unwrap());
                files.insert(name, std::fs::read_to_string(path).unwrap());
            }
        }
    }
    files
}

/// Two zones in one city, three metrics, of which two are headlines.
pub(crate) fn dimensions() -> Dimensions {
    let zone = |zone_id: &str, name_zh: &str| Zone {
        zone_id: zone_id.into(),
        name_zh: name_zh.into(),
        short_zh: name_zh.into(),
        name_en: zone_id.into(),
        level: "national".into(),
        approved_year: Some(1991),
        adcode: "220100".into(),
        province_zh: "吉林省".into(),
        city_zh: "长春市".into(),
        county_zh: String::new(),
        aliases: vec!["甲".into(), "乙".into()],
    };
    let place = |adcode: &str, name: &str, level, parent: &str| Place {
        adcode: adcode.into(),
        name_zh: name.into(),
        short_zh: name.into(),
        level,
        parent_adcode: parent.into(),
        name_en: String::new(),
    };
    let metric = |metric_id: &str, unit: &str, stock, headline, name_zh: &str, name_en: &str| Metric {
        metric_id: metric_id.into(),
        group: "output".into(),
        unit: unit.into(),
        stock,
        headline,
        name_zh: name_zh.into(),
        name_en: name_en.into(),
        aliases: Vec::new(),
    };
    let unit = |unit: &str| Unit {
        unit: unit.into(),
        dimension: "money".into(),
        name_zh: String::new(),
        name_en: String::new(),
        spellings: Vec::new(),
    };
    Dimensions {
        zones: vec![zone("changchun", "长春高新区"), zone("jingyue", "长春净月高新区")],
        places: vec![
            place("220100", "长春市", PlaceLevel::Prefecture, "220000"),
            place("220000", "吉林省", PlaceLevel::Province, ""),
        ],
        metrics: vec![
            metric("gdp", "CNY", false, true, "地区生产总值", "Gross regional product"),
            metric("gdp_per_capita", "CNY", false, false, "人均地区生产总值", "GRP per capita"),
            metric("listed_companies", "count", true, true, "上市公司", "Listed companies"),
        ],
        units: ["CNY", "USD", "count", "percent"].map(unit).into(),
    }
}

/// A level of a metric in a full year.
pub(crate) fn figure(zone: &str, year: i32, metric: &str, value: &str) -> Observation {
    Observation {
        observation_id: String::new(),
        article: 0,
        span: Span::default(),
        value_text: value.into(),
        sentence: format!("{zone}{year}{metric}{value}"),
        subject: zone.into(),
        subject_kind: SubjectKind::Zone,
        subarea: String::new(),
        metric_id: metric.into(),
        segment: String::new(),
        measure: Measure::Level,
        value: value.parse().unwrap(),
        value_high: None,
        unit: if metric == "listed_companies" { "count" } else { "CNY" }.into(),
        precision: "0.05".parse().unwrap(),
        bound: Bound::Eq,
        year: Some(year),
        period: Period::Year,
        status: Status::Actual,
        scope: String::new(),
        rule_id: "level".into(),
        year_basis: format!("{year}年"),
        subject_basis: zone.into(),
        published: None,
    }
}

/// The growth of a metric in a full year.
pub(crate) fn growth(zone: &str, year: i32, metric: &str, value: &str) -> Observation {
    Observation { measure: Measure::Growth, unit: "percent".into(), ..figure(zone, year, metric, value) }
}

/// A document that states these figures one after the other, and a date.
pub(crate) fn document(id: &str, published: &str, figures: Vec<Observation>) -> Resolved {
    let published = Date::parse(published);
    let place = |at: usize| Span::new(at as u32 * 10 + 10, at as u32 * 10 + 14);
    let named = |(at, figure): (usize, Observation)| Observation {
        observation_id: format!("{id}-{at}"),
        span: place(at),
        published,
        ..figure
    };
    let observations: Vec<Observation> = figures.into_iter().enumerate().map(named).collect();
    let row = |span, text: &str, disposition, observation_ids| LedgerRow {
        span,
        text: text.into(),
        number: text.parse().ok(),
        disposition,
        observation_ids,
    };
    let stated =
        observations.iter().map(|o| row(o.span, &o.value_text, Disposition::Observation, vec![o.observation_id.clone()]));
    let ledger = [row(Span::new(0, 4), "2016", Disposition::Date, Vec::new())].into_iter().chain(stated).collect();
    let head = DocumentHead {
        document_id: id.into(),
        document: format!("{id}.txt"),
        format: "txt".into(),
        encoding: "UTF-8".into(),
        published,
        script: "zh-Hans".into(),
        ..DocumentHead::default()
    };
    Resolved { head, observations, ledger, articles: vec![ResolvedArticle::default()] }
}

/// The tables that the documents make.
pub(crate) fn tables(documents: Vec<Resolved>) -> Tables {
    join(documents, Vec::new(), &dimensions(), &contracts()).unwrap()
}
