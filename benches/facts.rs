//! How long it takes to join, choose and check many observations, and what they come to: two million synthetic ones, or as many as
//! ZONEFACTS_FIGURES says. Memory: run it under `/usr/bin/time -v`.
//!
//! A seeded generator makes reports of zones whose true values follow a course of their own; they are printed rounded, a few in a
//! wrong unit.

#![allow(clippy::expect_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Instant;

use arrow::array::AsArray;
use zonefacts_tables::contract::Contracts;
use zonefacts_tables::join::join;
use zonefacts_text::model::{
    Bound, Date, Decimal, Dimensions, Disposition, DocumentHead, Fingerprint, LedgerRow, Measure, Metric, Observation, Period,
    Resolved, ResolvedArticle, Span, Status, SubjectKind, Zone,
};
use zonefacts_text::vocab::Vocab;

/// Figures of one report.
const REPORT: usize = 50;
/// The years that reports are about.
const YEARS: std::ops::Range<i32> = 2005..2025;
/// One figure of so many is printed ten thousand times too large.
const SLIPS: u64 = 5000;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let wanted = std::env::var("ZONEFACTS_FIGURES").map_or(2_000_000, |text| text.parse::<usize>().expect("a number of figures"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let mut files = BTreeMap::new();
    for folder in ["", "tables/", "vocab/"] {
        for entry in fs::read_dir(root.join(folder)).expect("the schemas") {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                let name = format!("{folder}{}", path.file_name().expect("a name").to_string_lossy());
                files.insert(name, fs::read_to_string(&path).expect("a schema"));
            }
        }
    }
    let vocab = Vocab::load(&files).expect("the word lists");
    let contracts = Contracts::load(&files).expect("the contracts");
    let dimensions = vocab.dimensions();

    let began = Instant::now();
    let documents = World::new(dimensions).reports(wanted.div_ceil(REPORT));
    println!("made      {} documents, {} observations in {:.1} s", documents.len(), documents.len() * REPORT, seconds(began));
    let began = Instant::now();
    let tables = join(documents, Vec::new(), dimensions, &contracts).expect("the tables");
    println!("joined    in {:.1} s", seconds(began));
    for (name, table) in &tables {
        println!("{name:22} {:>9} rows", table.num_rows());
    }
    let column = |name: &str| tables["fact_check"].column_by_name(name).expect("a column").as_string::<i32>();
    let mut verdicts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (kind, verdict) in column("check_kind").iter().flatten().zip(column("verdict").iter().flatten()) {
        *verdicts.entry((kind, verdict)).or_default() += 1;
    }
    verdicts.iter().for_each(|((kind, verdict), count)| println!("{kind:14} {verdict:13} {count:>9}"));
}

fn seconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64()
}

/// Zones, metrics, and a state of chance.
struct World<'a> {
    zones: Vec<&'a Zone>,
    metrics: Vec<&'a Metric>,
    chance: u64,
}

impl<'a> World<'a> {
    fn new(dimensions: &'a Dimensions) -> Self {
        let flows = |metric: &&Metric| !metric.stock && metric.unit == "CNY";
        Self {
            zones: dimensions.zones.iter().collect(),
            metrics: dimensions.metrics.iter().filter(flows).collect(),
            chance: 0x9e37_79b9_7f4a_7c15,
        }
    }

    /// The next number of a fixed row of numbers that look like chance, below `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.chance ^= self.chance << 13;
        self.chance ^= self.chance >> 7;
        self.chance ^= self.chance << 17;
        self.chance % end
    }

    fn reports(&mut self, count: usize) -> Vec<Resolved> {
        (0..count).map(|number| self.report(number)).collect()
    }

    /// A report of one zone on one year.
    fn report(&mut self, number: usize) -> Resolved {
        let at = self.below(self.zones.len() as u64) as usize;
        let zone = self.zones[at];
        let year = YEARS.start + self.below((YEARS.end - YEARS.start) as u64) as i32;
        let published = Date::new(year + 1, 1 + self.below(12) as u32, 1);
        let head = DocumentHead {
            document_id: format!("{number:016x}"),
            document: format!("{}/{number}.txt", zone.zone_id),
            publisher: Some(format!("outlet {}", self.below(50))),
            published,
            ..DocumentHead::default()
        };
        let (observations, ledger) = (Vec::with_capacity(REPORT), Vec::with_capacity(REPORT));
        let mut report = Resolved { head, observations, ledger, ..Resolved::default() };
        let mut fingerprint = Fingerprint { text: number as u64, ..Fingerprint::default() };
        for at in 0..REPORT {
            let figure = self.figure(zone, year, number, at, published);
            // What stands before it is nobody else's.
            fingerprint.figures.push(((number as u64) << 8) | at as u64);
            fingerprint.letters += figure.sentence.chars().count() as u32;
            report.ledger.push(LedgerRow {
                span: figure.span,
                text: figure.value_text.clone(),
                number: Some(figure.value),
                disposition: Disposition::Observation,
                observation_ids: vec![figure.observation_id.clone()],
            });
            report.observations.push(figure);
        }
        report.articles.push(ResolvedArticle { published, fingerprint });
        report
    }

    fn figure(&mut self, zone: &Zone, year: i32, report: usize, at: usize, published: Option<Date>) -> Observation {
        let metric = self.below(self.metrics.len() as u64) as usize;
        let (now, before) = (course(zone, metric, year), course(zone, metric, year - 1));
        let base = YEARS.start - 1;
        let (measure, value, digits, unit, scope) = match self.below(20) {
            0..=9 => (Measure::Level, now, 2, "CNY", ""),
            10..=15 => (Measure::Growth, (now / before - Decimal::ONE) * Decimal::ONE_HUNDRED, 1, "percent", ""),
            16 => (Measure::Multiple, now / course(zone, metric, base), 1, "times", ""),
            17 => (Measure::Increase, now - before, 2, "CNY", ""),
            _ => (Measure::Share, Decimal::from(1 + self.below(60)), 0, "percent", "city"),
        };
        let slip = if measure == Measure::Level && self.below(SLIPS) == 0 { Decimal::from(10_000) } else { Decimal::ONE };
        let shown = value.round_dp(digits) * slip;
        let scale = if unit == "CNY" { Decimal::from(100_000_000) } else { Decimal::ONE };
        let metric = self.metrics[metric];
        // Texts that take no more room than those read from a store.
        let year_basis = format!("{year}年");
        let value_text = [shown.to_string().as_str(), if unit == "CNY" { "亿元" } else { unit }].concat();
        let sentence = [
            &*year_basis,
            "，",
            &zone.name_zh,
            "紧紧围绕高质量发展，全年实现",
            &metric.name_zh,
            &value_text,
            "，呈现稳中有进的良好态势。",
        ]
        .concat();
        let start = at as u32 * 30;
        Observation {
            observation_id: format!("{report:08x}{at:08x}"),
            article: 0,
            span: Span::new(start, start + value_text.chars().count() as u32),
            sentence,
            value_text,
            subject: zone.zone_id.clone(),
            subject_kind: SubjectKind::Zone,
            subarea: String::new(),
            metric_id: metric.metric_id.clone(),
            segment: String::new(),
            measure,
            value: (shown * scale).normalize(),
            value_high: None,
            unit: unit.to_owned(),
            precision: (Decimal::new(5, digits + 1) * slip * scale).normalize(),
            bound: Bound::Eq,
            year: Some(year),
            base_year: (measure == Measure::Multiple).then_some(base),
            period: Period::Year,
            status: Status::Actual,
            scope: scope.to_owned(),
            rule_id: "level".to_owned(),
            year_basis,
            subject_basis: zone.short_zh.clone(),
            published,
        }
    }
}

/// The true value of a metric of a zone in a year, in 亿元: it grows by 1 to 16 % a year.
fn course(zone: &Zone, metric: usize, year: i32) -> Decimal {
    let seed = zone.zone_id.bytes().fold(metric as u64 + 1, |seed, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let start = Decimal::from(50 + seed % 2000);
    (YEARS.start..=year).fold(start, |value: Decimal, at: i32| {
        let percent = 1 + (seed.wrapping_mul(at as u64) >> 3) % 16;
        (value * (Decimal::ONE + Decimal::new(percent as i64, 2))).round_dp(6)
    })
}
