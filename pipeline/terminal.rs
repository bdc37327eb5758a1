//! What a person or a machine is told while a run goes on: a bar for each stage, plain lines, or JSON lines.

use std::{
    io::IsTerminal,
    ops::RangeInclusive,
    sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed},
    time::{Duration, Instant},
};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use serde_json::json;

use crate::{
    cli::Log,
    stage::{Makes, Stage},
};

/// Prints a line; a reader that has gone away (`| head`) is no reason to stop.
macro_rules! say {
    ($($text:tt)*) => {{
        use std::io::Write;
        let _ = writeln!(std::io::stdout(), $($text)*);
    }};
}

pub(crate) use say;

/// So many things of a list are named; the rest is counted.
const NAMED: usize = 5;

/// The first few of these things, and how many more there are.
pub(crate) fn first_few(things: &[impl ToString]) -> String {
    let named: Vec<String> = things.iter().take(NAMED).map(ToString::to_string).collect();
    let more = things.len() - named.len();
    named.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
}

/// Counts what the stages do, and tells it.
#[derive(Debug)]
pub(crate) struct Terminal {
    form: Form,
    tallies: [Tally; Stage::ALL.len()],
    /// How many parts there are.
    parts: AtomicUsize,
    began: Instant,
    /// So many lines of progress are due already.
    told: AtomicU64,
}

/// Without bars, progress is told this often.
const TELL: Duration = Duration::from_secs(5);

#[derive(Debug)]
enum Form {
    Bars { area: MultiProgress, bars: [ProgressBar; Stage::ALL.len()] },
    Plain,
    Json,
}

/// What one stage did.
#[derive(Debug, Default)]
struct Tally {
    made: AtomicUsize,
    rows: AtomicUsize,
    stood: AtomicUsize,
    gone: AtomicUsize,
    nanoseconds: AtomicU64,
}

impl Terminal {
    /// The form that was asked for; bars only where someone can see them move.
    pub(crate) fn new(log: Log) -> Self {
        let form = match log {
            Log::Json => Form::Json,
            Log::Auto if std::io::stderr().is_terminal() => {
                Form::Bars { area: MultiProgress::new(), bars: std::array::from_fn(|_| ProgressBar::new(0)) }
            }
            Log::Auto | Log::Plain => Form::Plain,
        };
        Self { form, tallies: Default::default(), parts: AtomicUsize::new(0), began: Instant::now(), told: AtomicU64::new(0) }
    }

    /// Something to know while waiting; machines do not wait.
    pub(crate) fn note(&self, text: &str) {
        if !matches!(self.form, Form::Json) {
            eprintln!("{text}");
        }
    }

    /// A run over these stages begins, with so many parts.
    pub(crate) fn begin(&self, stages: RangeInclusive<Stage>, parts: usize) {
        self.parts.store(parts, Relaxed);
        match &self.form {
            Form::Bars { area, bars } => {
                for stage in Stage::ALL.into_iter().filter(|stage| stages.contains(stage)) {
                    let steps = if stage.makes() == Makes::Parts { parts } else { 1 };
                    let bar = area.add(bars[stage as usize].clone());
                    bar.set_length(steps as u64);
                    if let Ok(style) = ProgressStyle::with_template("{prefix:8} {bar:32} {pos}/{len} {msg}") {
                        bar.set_style(style);
                    }
                    bar.set_prefix(stage.name());
                }
            }
            Form::Plain => eprintln!("{} to {}: {parts} parts", stages.start(), stages.end()),
            Form::Json => {
                say!("{}", json!({"event": "begin", "from": stages.start().name(), "to": stages.end().name(), "parts": parts}))
            }
        }
    }

    /// A stage has made so many rows more.
    pub(crate) fn rows(&self, stage: Stage, rows: usize) {
        let tally = &self.tallies[stage as usize];
        let rows = tally.rows.fetch_add(rows, Relaxed) + rows;
        let (made, stood, _) = tally.counts();
        let (done, parts) = (made + stood, self.parts.load(Relaxed));
        match &self.form {
            Form::Bars { bars, .. } => bars[stage as usize].set_message(format!("{rows} documents")),
            _ if !self.is_time_to_tell() => {}
            Form::Plain => eprintln!("{stage}: {done} of {parts} parts, {rows} documents"),
            Form::Json => {
                let event = json!({"event": "progress", "stage": stage.name(), "done": done, "parts": parts, "rows": rows});
                say!("{event}");
            }
        }
    }

    /// A stage begins that makes one thing of so many documents: the longest wait of a large run.
    pub(crate) fn gathers(&self, stage: Stage, documents: usize) {
        match &self.form {
            Form::Bars { bars, .. } => bars[stage as usize].set_message(format!("{documents} documents")),
            _ if !self.is_time_to_tell() => {}
            Form::Plain => eprintln!("{stage}: {documents} documents"),
            Form::Json => {
                say!("{}", json!({"event": "progress", "stage": stage.name(), "done": 0, "parts": 1, "rows": documents}))
            }
        }
    }

    /// True once in each stretch of time.
    fn is_time_to_tell(&self) -> bool {
        let due = self.began.elapsed().as_secs() / TELL.as_secs();
        self.told.fetch_max(due, Relaxed) < due
    }

    /// A stage has made a part.
    pub(crate) fn made(&self, stage: Stage, part: &str, rows: usize, began: Instant) {
        let spent = u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX);
        let tally = &self.tallies[stage as usize];
        tally.made.fetch_add(1, Relaxed);
        tally.nanoseconds.fetch_add(spent, Relaxed);
        self.step(stage);
        if let Form::Json = self.form {
            say!("{}", json!({"event": "made", "stage": stage.name(), "part": part, "rows": rows}));
        }
    }

    /// A part of a stage stands as it is.
    pub(crate) fn stood(&self, stage: Stage) {
        self.tallies[stage as usize].stood.fetch_add(1, Relaxed);
        self.step(stage);
    }

    /// So many parts of a stage went, since their input is gone.
    pub(crate) fn gone(&self, stage: Stage, parts: usize) {
        self.tallies[stage as usize].gone.fetch_add(parts, Relaxed);
    }

    fn step(&self, stage: Stage) {
        if let Form::Bars { bars, .. } = &self.form {
            bars[stage as usize].inc(1);
        }
    }

    /// True when no stage made or removed anything.
    pub(crate) fn nothing_done(&self) -> bool {
        self.tallies.iter().all(|tally| tally.made.load(Relaxed) + tally.gone.load(Relaxed) == 0)
    }

    /// The run is over: clears the bars, and tells machines what each stage did.
    pub(crate) fn end(&self) {
        match &self.form {
            Form::Bars { bars, .. } => bars.iter().for_each(ProgressBar::finish_and_clear),
            Form::Plain => {}
            Form::Json => {
                for (stage, tally) in Stage::ALL.iter().zip(&self.tallies) {
                    let (made, stood, gone) = tally.counts();
                    say!("{}", json!({"event": "stage", "stage": stage.name(), "made": made, "stood": stood, "removed": gone}));
                }
            }
        }
    }

    /// Lines for a person, or one object for a machine: each line's name and text.
    pub(crate) fn summary(&self, lines: &[(String, String)]) {
        if let Form::Json = self.form {
            let fields = lines.iter().map(|(name, text)| (name.clone(), text.clone().into()));
            let mut event: serde_json::Map<_, _> = [("event".to_owned(), "summary".into())].into_iter().collect();
            event.extend(fields);
            say!("{}", serde_json::Value::Object(event));
        } else {
            lines.iter().for_each(|(name, text)| say!("{name:13} {text}"));
        }
    }

    /// What each stage did and how long it worked, summed over threads: `clean 2 made, 5 stood, 0.1 s`.
    pub(crate) fn stages_line(&self) -> String {
        let told = Stage::ALL.iter().zip(&self.tallies).filter_map(|(stage, tally)| {
            let (made, stood, gone) = tally.counts();
            let seconds = Duration::from_nanos(tally.nanoseconds.load(Relaxed)).as_secs_f64();
            let counts = [(made, "made"), (stood, "stood"), (gone, "removed")];
            let counts: Vec<_> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
            (!counts.is_empty()).then(|| format!("{stage} {} ({seconds:.2} s)", counts.join(", ")))
        });
        told.collect::<Vec<_>>().join(" · ")
    }
}

impl Tally {
    fn counts(&self) -> (usize, usize, usize) {
        (self.made.load(Relaxed), self.stood.load(Relaxed), self.gone.load(Relaxed))
    }
}
