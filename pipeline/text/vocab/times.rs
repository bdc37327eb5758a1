//! Words for times: those that stand alone, and those that only follow a number.

use super::VocabError;
use super::classes::TimeWordKind;
use super::csv_rows::ListRow;
use super::heads::Heads;
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

/// All words for times.
#[derive(Debug)]
pub struct TimeWords(Heads<TimeWord>);

impl TimeWords {
    /// Reads the list; words that stand alone go into the lexicon too.
    pub(super) fn load(rows: &[ListRow], entries: &mut Entries) -> Result<Self, VocabError> {
        let mut words = Vec::new();
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
                words.push((text.to_owned(), word.clone()));
            }
        }
        Ok(Self(words.into_iter().collect()))
    }

    /// True when some word begins with this character.
    pub fn begins(&self, c: char) -> bool {
        self.0.begins(c)
    }

    /// The longest word of one of these kinds at the head of a text, and its length in bytes.
    pub fn head(&self, text: &str, kinds: &[TimeWordKind]) -> Option<(usize, &TimeWord)> {
        self.0.head(text, |word| kinds.contains(&word.kind))
    }
}
