//! `explain`: one value back to the characters that state it, the rule that read them, the words that decided year and
//! subject, and the statements that it stands against.

use std::{collections::BTreeMap, io::IsTerminal, path::Path};

use crate::{
    config,
    failure::Failure,
    release::{self, FactRow, MetricRow, ObservationRow, TableRow, ZoneRow},
    terminal::say,
};

/// Prints the derivation of an observation, or of every fact of a zone, year and metric.
pub(crate) fn explain(what: &[String], output: &Path) -> Result<(), Failure> {
    let current = config::current(output);
    release::manifest(&current)?;
    let book = Book::open(&current)?;
    match what {
        [id] => book.one(id),
        [zone, year, metric] => {
            let year = year.parse().map_err(|_| Failure::usage(format!("{year} is no year")))?;
            book.cell(zone_id(&current, zone)?, year, metric_id(&current, metric)?)
        }
        _ => Err(Failure::usage("explain takes an observation's id, or a zone, a year and a metric")),
    }
}

/// The observations and facts of a release.
struct Book {
    observations: Vec<ObservationRow>,
    facts: Vec<FactRow>,
}

/// What statements of one fact have in common.
type Cell<'a> = (&'a str, i32, &'a str, &'a str, &'a str, &'a str, &'a str, &'a str, Option<i32>, &'a str, &'a str);

impl Book {
    fn open(release: &Path) -> Result<Self, Failure> {
        Ok(Self { observations: ObservationRow::read(release)?, facts: FactRow::read(release)? })
    }

    fn one(&self, id: &str) -> Result<(), Failure> {
        let found: Vec<_> = self.observations.iter().filter(|row| row.observation_id.starts_with(id)).collect();
        match found[..] {
            [] => Err(Failure::work(format!("no observation has the id {id}"))),
            [row] => {
                self.print(row);
                match self.facts.iter().find(|fact| cell_of_observation(row) == Some(cell_of_fact(fact))) {
                    Some(fact) => self.print_rivals(fact),
                    None => say!("  no fact: it names no single zone, or no year"),
                }
                Ok(())
            }
            _ => Err(Failure::usage(format!("{} observations have ids that begin with {id}", found.len()))),
        }
    }

    fn cell(&self, zone: String, year: i32, metric: String) -> Result<(), Failure> {
        let mut facts =
            self.facts.iter().filter(|fact| fact.zone_id == zone && fact.year == year && fact.metric_id == metric).peekable();
        if facts.peek().is_none() {
            return Err(Failure::work(format!("no report states {metric} of {zone} for {year}")));
        }
        for fact in facts {
            let what = [&fact.measure, &fact.status, &fact.period, &fact.segment, &fact.subarea, &fact.scope];
            let against = fact.base_year.map(|year| format!("against {year}"));
            let what = what.into_iter().chain(&against).map(String::as_str).filter(|text| !text.is_empty());
            let what = what.collect::<Vec<_>>().join(", ");
            let value = value(fact.value, fact.value_high, &fact.unit, &fact.bound);
            say!("{zone} {year} {metric} ({what}): {value}");
            if let Some(row) = self.observations.iter().find(|row| row.observation_id == fact.observation_id) {
                self.print(row);
            }
            self.print_rivals(fact);
        }
        Ok(())
    }

    fn print(&self, row: &ObservationRow) {
        say!("  observation   {}: {}", row.observation_id, value(row.value, row.value_high, &row.unit, &row.bound));
        say!("  document      {} [{}, {})", row.document, row.char_start, row.char_end);
        say!("  sentence      {}", self.marked(row));
        say!("  rule          {}", row.rule_id);
        say!("  subject       {} by {}", row.subject, quoted(&row.subject_basis));
        say!("  year          {} by {}", row.year.map_or("none".to_owned(), |year| year.to_string()), quoted(&row.year_basis));
        if let Some(date) = &row.published_date {
            say!("  published     {date}");
        }
    }

    /// The sentence with the value set off: the n-th place where it is printed, for the n-th value printed like it.
    fn marked(&self, row: &ObservationRow) -> String {
        let earlier = self.observations.iter().filter(|other| {
            let same =
                (&other.document_id, &other.sentence, &other.value_text) == (&row.document_id, &row.sentence, &row.value_text);
            same && other.char_start < row.char_start
        });
        let nth = earlier.map(|other| other.char_start).collect::<std::collections::BTreeSet<_>>().len();
        let Some((at, text)) =
            row.sentence.match_indices(&row.value_text).nth(nth).or_else(|| row.sentence.match_indices(&row.value_text).next())
        else {
            return format!("{} | value printed as {}", row.sentence, row.value_text);
        };
        let (open, close) = if std::io::stdout().is_terminal() { ("\x1b[1;4m", "\x1b[0m") } else { (">>", "<<") };
        format!("{}{open}{text}{close}{}", &row.sentence[..at], &row.sentence[at + text.len()..])
    }

    fn print_rivals(&self, fact: &FactRow) {
        say!(
            "  agreement     {}: {} statements in {} documents, {} independent",
            fact.agreement,
            fact.n_observations,
            fact.n_documents,
            fact.n_families
        );
        say!("  chosen        {} because {}", fact.observation_id, fact.chosen_because);
        let cell = cell_of_fact(fact);
        let rivals = self
            .observations
            .iter()
            .filter(|row| row.observation_id != fact.observation_id && cell_of_observation(row) == Some(cell));
        for row in rivals {
            let value = value(row.value, row.value_high, &row.unit, &row.bound);
            say!("  rival         {}: {value} in {} [{}, {})", row.observation_id, row.document, row.char_start, row.char_end);
            say!("                {}", self.marked(row));
        }
    }
}

fn cell_of_fact(fact: &FactRow) -> Cell<'_> {
    let FactRow { zone_id, year, period, metric_id, segment, subarea, scope, measure, base_year, status, unit, .. } = fact;
    (zone_id, *year, period, metric_id, segment, subarea, scope, measure, *base_year, status, unit)
}

fn cell_of_observation(row: &ObservationRow) -> Option<Cell<'_>> {
    let ObservationRow { zone_id, year, period, metric_id, segment, subarea, scope, measure, base_year, status, unit, .. } = row;
    Some((zone_id.as_deref()?, (*year)?, period, metric_id, segment, subarea, scope, measure, *base_year, status, unit))
}

fn value(low: f64, high: Option<f64>, unit: &str, bound: &str) -> String {
    let number = high.map_or(low.to_string(), |high| format!("{low} to {high}"));
    let bound = if bound == "eq" { String::new() } else { format!(" ({bound})") };
    format!("{number} {unit}{bound}")
}

fn quoted(words: &str) -> String {
    if words.is_empty() { "nothing".to_owned() } else { format!("“{words}”") }
}

fn zone_id(release: &Path, name: &str) -> Result<String, Failure> {
    let zones = ZoneRow::read(release)?.into_iter().map(|zone| {
        let names = [zone.name_zh, zone.short_zh, zone.name_en].into_iter().chain(zone.aliases).collect();
        (zone.zone_id, names)
    });
    named("zone", name, zones.collect())
}

fn metric_id(release: &Path, name: &str) -> Result<String, Failure> {
    let metrics = MetricRow::read(release)?.into_iter().map(|metric| {
        let names = [metric.name_zh, metric.name_en].into_iter().chain(metric.aliases).collect();
        (metric.metric_id, names)
    });
    named("metric", name, metrics.collect())
}

/// The one thing of that id or name; the id goes first.
fn named(kind: &str, name: &str, things: BTreeMap<String, Vec<String>>) -> Result<String, Failure> {
    if things.contains_key(name) {
        return Ok(name.to_owned());
    }
    let wanted = name.to_lowercase();
    let bears = |names: &Vec<String>| names.iter().any(|name| name.to_lowercase() == wanted);
    let found: Vec<String> = things.into_iter().filter(|(_, names)| bears(names)).map(|(id, _)| id).collect();
    match &found[..] {
        [id] => Ok(id.clone()),
        [] => Err(Failure::usage(format!("no {kind} is called {name}"))),
        _ => Err(Failure::usage(format!("several are called {name}: {}", found.join(", ")))),
    }
}
