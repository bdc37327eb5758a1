//! Words for times: those that stand alone, and those that only follow a number.

use std::collections::BTreeMap;

use super::VocabError;
use super::classes::TimeWordKind;
use super::csv_rows::ListRow;
use super::lexicon::{Entries, Sense};

/// A word for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeWord {
    /// What it does.
    pub kind: TimeWordKind,
    /// A year counted from the report's (-1 is the year before).
    pub offset: Option<i32>,
    /// First and last year of a plan.
    pub years: Option<(i32, i32)>,
    /// A part of a year in the notation of the tables (`ytd:06`).
    pub part: String,
}

/// All words for times by their first character, longest first.
#[derive(Debug)]
pub struct TimeWords {
    by_first: BTreeMap<char, Vec<(String, TimeWord)>>,
}

impl TimeWords {
    /// Reads the list; words that stand alone go into the automaton too.
    pub(super) fn load(rows: &[ListRow], entries: &mut Entries) -> Result<Self, VocabError> {
        let mut by_first: BTreeMap<char, Vec<(String, TimeWord)>> = BTreeMap::new();
        for row in rows {
            let kind = TimeWordKind::parse(row, "class")?;
            let (offset, years) = match row.get("year").split_once('-') {
                Some((from, to)) if !from.is_empty() => {
                    let year = |text: &str| text.parse::<i32>().map_err(|_| row.fault(format!("no year: {text}")));
                    (None, Some((year(from)?, year(to)?)))
                }
                _ => (row.number("year")?, None),
            };
            let word = TimeWord { kind, offset, years, part: row.get("part").to_owned() };
            for text in row.words("words") {
                if kind.stands_alone() {
                    entries.add(text, Sense::Time(word.clone()));
                }
                if let Some(first) = text.chars().next() {
                    by_first.entry(first).or_default().push((text.to_owned(), word.clone()));
                }
            }
        }
        for words in by_first.values_mut() {
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        Ok(Self { by_first })
    }

    /// The longest word of one of these kinds at the head of a text, and its length in bytes.
    pub fn head(&self, text: &str, kinds: &[TimeWordKind]) -> Option<(usize, &TimeWord)> {
        self.by_first
            .get(&text.chars().next()?)?
            .iter()
            .find(|(word, time)| kinds.contains(&time.kind) && text.starts_with(word.as_str()))
            .map(|(word, time)| (word.len(), time))
    }
}
