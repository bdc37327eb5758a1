//! The `resolve` stage: from what the text says to what it means.
//!
//! It weighs the evidence that `extract` handed over and never reads the text again.

mod about;
mod corrections;
mod scope;
mod subject;
mod year;

use crate::model::{
    ArticleFrame, Candidate, Date, Disposition, Issue, IssueCode, LedgerRow, Level, Measure, Observation, Observed, Period,
    Resolved, ResolvedArticle, Severity, Span, Staged, Status, SubjectKind, TimeEvidence, YEARS,
};
use crate::vocab::{Role, Sense, Vocab};

pub use corrections::{CorrectionError, Corrections};

/// Decides subject, year and period of every candidate of a document.
pub fn resolve(observed: Observed, vocab: &Vocab) -> Staged<Resolved> {
    let Observed { head, articles, candidates, numbers, .. } = observed;
    let mut issues = Vec::new();
    let mut observations: Vec<Observation> = Vec::with_capacity(candidates.len());
    let mut ledger: Vec<LedgerRow> = numbers
        .into_iter()
        .map(|seen| LedgerRow {
            span: seen.span,
            text: seen.text,
            number: seen.number,
            disposition: seen.disposition,
            observation_ids: Vec::new(),
        })
        .collect();
    let mains: Vec<_> = articles.iter().map(|frame| about::main(frame, &articles, &head, vocab)).collect();
    // The date of a newspaper page stands above its first article only.
    let later = |date: &Date| articles.iter().skip(1).any(|article| article.published == Some(*date));
    let page = articles.first().and_then(|first| first.published).or(head.published.filter(|date| !later(date)));
    let fits = |date: &Date, frame: &ArticleFrame| articles.len() == 1 || year::plausible(*date, frame);
    // A text that opens with a day, and tells of no later year, was written then.
    let opened = |frame: &ArticleFrame| frame.opened.filter(|date| frame.years.iter().all(|year| *year <= date.year()));
    let dated = |frame: &ArticleFrame| frame.published.or(page.filter(|date| fits(date, frame))).or_else(|| opened(frame));
    let dates: Vec<Option<Date>> = articles.iter().map(dated).collect();
    for mut candidate in candidates {
        let Some(row) = ledger.get_mut(candidate.number as usize) else { continue };
        let Some(frame) = articles.get(candidate.article as usize) else { continue };
        let main = mains.get(candidate.article as usize).and_then(Option::as_ref);
        let Some(mut subject) = subject::decide(&candidate, main, frame, vocab) else {
            issues.push(issue(&head.document, row.span, IssueCode::SubjectUnknown, "no zone or place is named for", &row.text));
            continue;
        };
        // 研发投入强度1.72%,在全国的位次前移至第16位, in a province's report: what was stated is ranked.
        if matches!(subject.kind, SubjectKind::Place | SubjectKind::Nation)
            && let Some((metric, segment)) = candidate.stated.take()
        {
            (candidate.metric_id, candidate.segment) = (metric, segment);
            if candidate.scope == "zones" {
                "nation:CN".clone_into(&mut candidate.scope);
            }
            subject = subject::decide(&candidate, main, frame, vocab).unwrap_or(subject);
        }
        // 光储产业竞争力居全国第3位, in a province's report: only zones stand in a ranking of zones.
        let standing = vocab.metric_by_id(&candidate.metric_id).is_some_and(|metric| vocab.has_role(metric, Role::Standing));
        if standing && matches!(subject.kind, SubjectKind::Place | SubjectKind::Nation) {
            issues.push(issue(&head.document, row.span, IssueCode::SubjectUnknown, "no zone is named for the rank", &row.text));
            continue;
        }
        // 国家高新区已达114家: all national zones are all zones of the country.
        let counts = vocab.metric_by_id(&candidate.metric_id).is_some_and(|metric| vocab.has_role(metric, Role::Zones));
        if counts && subject.subject == "zones:CN" && candidate.segment == vocab.label("level_national") {
            candidate.segment.clear();
        }
        // 东部高新区: the part of the country narrows what all zones have; a rank is among them.
        let ranked = matches!(candidate.measure, Measure::Rank | Measure::RankChange);
        if let Some(region) = vocab.region(&subject.basis).filter(|_| subject.kind == SubjectKind::Zones && !ranked)
            && vocab.region(&candidate.segment).is_none()
        {
            candidate.segment.insert_str(0, &subject.basis[..region]);
        }
        // 省级高新区实现营业收入…, in a report of their province: what narrows the figure says that it is of zones.
        if subject.kind == SubjectKind::Place && names_zones(&candidate.segment, vocab) {
            subject.subject = subject.subject.replacen("place:", "zones:", 1);
            subject.kind = SubjectKind::Zones;
        }
        // 在中部地区排第5: nor is that in which it stands a part of it.
        if ranked && vocab.region(&candidate.segment) == Some(candidate.segment.len()) {
            candidate.segment.clear();
        }
        let published = dates.get(candidate.article as usize).copied().flatten();
        let mut time = year::decide(&candidate, frame, published);
        time.year = time.year.filter(|year| YEARS.contains(year));
        if time.year.is_none() && !candidate.undated {
            issues.push(issue(&head.document, row.span, IssueCode::YearUnknown, "the report leaves the year open of", &row.text));
        }
        let scope = scope::name(&candidate.scope, &subject.subject, main, vocab);
        let most = frame.years.first().copied();
        // The date of the page may be another article's.
        let own = frame.published.or(head.published.filter(|_| articles.len() == 1)).or_else(|| opened(frame));
        let now = own.map(|date| most.map_or(date.year(), |most| most.max(date.year()))).or(most.map(|year| year + 1));
        let so_far = vocab.label_in("so_far", &time.basis);
        let decided = Decided { subject, time, scope, published, now, so_far };
        let observation = observation(&head.document_id, candidate, row, decided);
        if observations
            .iter()
            .rev()
            .take_while(|other| other.span == observation.span)
            .all(|other| other.observation_id != observation.observation_id)
        {
            row.observation_ids.push(observation.observation_id.clone());
            observations.push(observation);
        }
    }
    for row in &mut ledger {
        if row.disposition == Disposition::Observation && row.observation_ids.is_empty() {
            row.disposition = Disposition::NoSubject;
        }
    }
    let resolved = |(frame, published): (ArticleFrame, _)| ResolvedArticle { published, fingerprint: frame.fingerprint };
    let articles = articles.into_iter().zip(dates).map(resolved).collect();
    Staged { value: Resolved { head, observations, ledger, articles }, issues }
}

/// True for the name of a kind of zones: 省级高新区.
fn names_zones(segment: &str, vocab: &Vocab) -> bool {
    let zones = |sense: &Sense| matches!(sense, Sense::Metric(metric, _) if vocab.has_role(*metric, Role::Zones));
    vocab.lexicon.word(segment).iter().any(zones)
}

fn issue(document: &str, span: Span, code: IssueCode, what: &str, value: &str) -> Issue {
    let message = format!("{what} {}", value.replace('\n', " "));
    Issue { document: document.to_owned(), span: Some(span), code, severity: Severity::Info, message }
}

/// What was decided of one candidate.
struct Decided {
    subject: subject::Decision,
    time: year::Decision,
    scope: String,
    published: Option<Date>,
    /// The year of writing, as far as the article tells.
    now: Option<i32>,
    /// The words that date it count what a year has brought so far: 今年以来.
    so_far: bool,
}

fn observation(document_id: &str, candidate: Candidate, row: &LedgerRow, decided: Decided) -> Observation {
    let Decided { subject, time, scope, published, now, so_far } = decided;
    // What a sentence says up to a year to come (到2024年…,2026年达到…) has not happened, whatever its verb.
    let until = |time: &TimeEvidence| {
        let near = matches!(time.level, Level::Clause | Level::Sentence | Level::Table);
        // 研发投入占比2028年达到1.5%: nor has what its clause, or its column, dates so in a report with a date.
        let own = matches!(time.level, Level::Clause | Level::Sentence | Level::Table);
        let said = published.is_some() && own && time.meaning.year.is_some();
        said || time.meaning.until && near || time.meaning.from.is_some() && (near || time.level == Level::Paragraph)
    };
    let ahead = matches!(time.period, Period::Years(..)) || candidate.times.iter().any(until);
    // 到2025年,…, in a text that states no year of facts and bears no date.
    let named = |time: &TimeEvidence| time.meaning.year.is_some() && until(time);
    let alone = now.is_none() && candidate.status_by_heading && candidate.times.iter().any(named);
    let future = alone || ahead && time.year.zip(now).is_some_and(|(year, now)| year > now);
    // What a report of the first months says of its whole year is planned.
    let planned = published
        .is_some_and(|date| date.month() <= year::FIRST_MONTHS && time.named && time.year == Some(date.year()))
        && (matches!(time.period, Period::Year) || candidate.stock)
        && candidate.measure != Measure::Completion
        && candidate.status_by_heading
        && !so_far;
    // The table of a plan opens with the year before its span.
    let begun = candidate.times.iter().filter(|time| time.level != Level::Table).find_map(|time| time.meaning.from);
    let past = candidate.status_by_heading
        && time
            .year
            .is_some_and(|year| published.is_some_and(|date| year < date.year()) || begun.is_some_and(|from| year < from));
    // 附:上半年全市生产总值…, below a heading of aims: a part of this year that had passed when the report appeared.
    let own = candidate
        .times
        .iter()
        .any(|time| matches!(time.level, Level::Clause | Level::Sentence) && !matches!(time.meaning.part.as_str(), "" | "year"));
    let passed = own && published.is_some_and(|date| time.period.bounds(time.year).1.is_some_and(|last| last < date));
    let past = past || candidate.status_by_heading && passed;
    let status = if candidate.undated || past && candidate.status == Status::Target {
        Status::Actual
    } else if (future || planned || time.ahead && candidate.status_by_heading) && candidate.status == Status::Actual {
        Status::Target
    } else {
        candidate.status
    };
    // What is aimed at is aimed at for a year, also where it is a stock; a limit of time holds from then on.
    let limit = candidate.unit == "day";
    let aimed = status == Status::Target && time.period == Period::AsOf(None) && time.year.is_some() && !limit;
    let period = if aimed { Period::Year } else { time.period };
    let mut observation = Observation {
        observation_id: String::new(),
        article: candidate.article,
        span: row.span,
        value_text: row.text.clone(),
        sentence: candidate.sentence,
        subject_kind: subject.kind,
        subject: subject.subject,
        subarea: candidate.subarea,
        scope,
        metric_id: candidate.metric_id,
        segment: candidate.segment,
        measure: candidate.measure,
        value: candidate.value.normalize(),
        value_high: candidate.value_high.map(|high| high.normalize()),
        unit: candidate.unit,
        precision: candidate.precision.normalize(),
        bound: candidate.bound,
        year: time.year,
        // What an average runs over is its period.
        base_year: candidate
            .base
            .filter(|_| candidate.measure != Measure::GrowthAvg)
            .and_then(|base| year::base(&base, time.year?, candidate.measure)),
        period,
        status,
        rule_id: candidate.rule_id,
        year_basis: time.basis,
        subject_basis: subject.basis,
        published,
    };
    observation.observation_id = observation_id(document_id, &observation);
    observation
}

/// The stable id of a figure: document content, span, subject, metric, segment, measure.
fn observation_id(document_id: &str, of: &Observation) -> String {
    let Observation { span, subject, metric_id, segment, measure, .. } = of;
    let (start, end) = (span.start.to_string(), span.end.to_string());
    let key = [document_id, &start, &end, subject, metric_id, segment, measure.as_str()].join("\u{1f}");
    blake3::hash(key.as_bytes()).to_hex()[..16].to_owned()
}
