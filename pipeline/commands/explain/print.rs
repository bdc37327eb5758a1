//! An explanation for a person, one line for each thing known.

use std::{fmt::Display, io::IsTerminal};

use zonefacts_text::extract::{Meant, Mention, Seen};

use super::{Explanation, competition::Competition, decided::Decision};
use crate::{cell, release::ObservationRow, terminal::say};

/// Prints one name and what there is to say of it.
fn line(name: &str, text: impl Display) {
    say!("  {name:13} {text}");
}

/// Prints all that is known of one statement.
pub(super) fn print(explained: &Explanation<'_>) {
    let row = explained.observation;
    let of = explained.cell.as_ref().map_or_else(|| format!("{} {}", row.subject, row.metric_id), ToString::to_string);
    say!("{of}: {}, printed {}", value(row), row.value_text.trim());
    line("sentence", marked(explained.marked));
    line("document", format!("{} [{}, {})", row.document, row.char_start, row.char_end));
    if let Some(document) = explained.document {
        document.title.iter().for_each(|title| line("title", title));
        document.publisher.iter().for_each(|publisher| line("publisher", publisher));
    }
    row.published_date.iter().for_each(|date| line("published", date));
    line("observation", &row.observation_id);
    line("rule", &row.rule_id);
    match &explained.reading {
        Some(reading) => {
            if !reading.same_code {
                line("seen", "by another version of the program than made the release");
            }
            reading.seen.iter().for_each(|seen| print_seen(seen, row));
        }
        None => line("seen", "the cleaned text is not stored as it was; run again"),
    }
    let decided = &explained.decided;
    for (name, decision) in
        [("subject", &decided.subject), ("year", &decided.year), ("period", &decided.period), ("status", &decided.status)]
    {
        line(name, told(decision));
    }
    if !decided.segment.value.is_empty() {
        line("segment", told(&decided.segment));
    }
    match &explained.competition {
        Some(competition) => print_competition(competition),
        None => line("no fact", "it names no single zone, or no year"),
    }
    for check in &explained.proof.checks {
        line("check", format!("{} {} ({}): {}", check.check_kind, check.verdict, check.reason, check.arithmetic));
    }
    for issue in &explained.proof.issues {
        line(&issue.severity, format!("{}: {}", issue.code, issue.message));
    }
}

/// The clauses of a sentence, each mention with what it may mean; `>` before the one that holds the value.
fn print_seen(seen: &Seen, row: &ObservationRow) {
    line("seen", if seen.sentence == row.sentence { "in the sentence" } else { seen.sentence.as_str() });
    for clause in &seen.clauses {
        let sign = if clause.iter().any(|mention| mention.asked) { '>' } else { ' ' };
        say!("  {:13} {sign} {}", "", clause.iter().map(mention).collect::<Vec<_>>().join("  "));
    }
}

fn mention(mention: &Mention) -> String {
    let meant = |meant: &Meant| format!("{} {}", meant.kind, meant.what);
    format!("{} [{}]", mention.words, mention.meant.iter().map(meant).collect::<Vec<_>>().join(" | "))
}

/// A decision: its value, the words, where they stand.
fn told(decision: &Decision) -> String {
    let mut told = if decision.value.is_empty() { "none".to_owned() } else { decision.value.clone() };
    if let Some(otherwise) = decision.otherwise {
        return format!("{told} ({otherwise})");
    }
    if !decision.words.is_empty() {
        told += &format!(" by “{}”", decision.words);
    }
    let at: Vec<String> = decision.at.iter().map(|level| format!("{level:?}").to_lowercase()).collect();
    if at.is_empty() { told } else { format!("{told} ({})", at.join(", ")) }
}

fn print_competition(competition: &Competition) {
    let fact = &competition.fact;
    let counts = (fact.n_observations, fact.n_documents, fact.n_families);
    line("agreement", format!("{}: {} statements in {} documents, {} independent", fact.agreement, counts.0, counts.1, counts.2));
    let because = if competition.because.is_empty() { String::new() } else { format!(": {}", competition.because) };
    line("chosen", format!("{} because {}{because}", fact.observation_id, fact.chosen_because));
    for rival in &competition.rivals {
        let row = &rival.observation;
        let place = format!("{} [{}, {})", row.document, row.char_start, row.char_end);
        line("rival", format!("{}: {} in {place}", row.observation_id, value(row)));
        line("", marked([&rival.marked[0], &rival.marked[1], &rival.marked[2]]));
        if let (Some(agrees), Some(lost_by)) = (rival.agrees, rival.lost_by) {
            line("", format!("{}; lost by {lost_by}: {}", if agrees { "agrees" } else { "contradicts" }, rival.because));
        }
    }
}

fn value(row: &ObservationRow) -> String {
    cell::value(row.value, row.value_high, &row.unit, &row.bound)
}

/// A sentence with the value set off.
fn marked([before, value, after]: [&str; 3]) -> String {
    let (open, close) = if std::io::stdout().is_terminal() { ("\x1b[1;4m", "\x1b[0m") } else { (">>", "<<") };
    format!("{before}{open}{value}{close}{after}")
}
