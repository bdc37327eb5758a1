//! One longest-match automaton over every surface form of every word list.

use std::collections::BTreeMap;
use std::ops::Range;

use daachorse::MatchKind;
use daachorse::charwise::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};

use super::{Cue, Generic, Narrower, TimeWord, VocabError};

/// What a word can mean; a surface form may have several senses, and grammar decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sense {
    /// A metric, by index, and the segment that the word itself names (empty when none): 幼儿园 is the schools' own kind.
    Metric(u16, Box<str>),
    /// A zone, by index; a landmark stands for its zone.
    Zone(u16),
    /// A place, by index.
    Place(u16),
    /// A word for a subject that the context names.
    Generic(Generic),
    /// A word that narrows a metric.
    Narrower(Narrower),
    /// A word of grammar.
    Cue(Cue),
    /// A word for a time.
    Time(TimeWord),
}

/// A word found in a text: its byte range and its senses.
#[derive(Clone, Debug)]
pub struct Hit<'v> {
    /// Byte range in the searched text.
    pub range: Range<usize>,
    /// What it can mean; never empty.
    pub senses: &'v [Sense],
    /// The grammar among its senses.
    pub cues: CueSet,
}

/// A set of cues, so that grammar asks for one without looking through all senses of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CueSet(u64);

// The last cue of the list must have a bit of its own.
const _: () = assert!((Cue::NoteHead as u8) < 64);

impl CueSet {
    fn of(senses: &[Sense]) -> Self {
        let bit = |sense: &Sense| if let Sense::Cue(cue) = sense { 1 << *cue as u8 } else { 0 };
        Self(senses.iter().map(bit).fold(0, |set, bit| set | bit))
    }

    /// True when the cue is in the set.
    pub fn has(self, cue: Cue) -> bool {
        self.0 & (1 << cue as u8) != 0
    }
}

/// Surface forms gathered from the word lists, before the automaton is built.
#[derive(Default)]
pub(super) struct Entries(BTreeMap<String, Vec<Sense>>);

impl Entries {
    /// Adds one sense of one surface form.
    pub(super) fn add(&mut self, word: &str, sense: Sense) {
        let senses = self.0.entry(word.to_owned()).or_default();
        if !senses.contains(&sense) {
            senses.push(sense);
        }
    }

    /// Builds the automaton.
    pub(super) fn build(self) -> Result<Lexicon, VocabError> {
        let (words, senses): (Vec<String>, Vec<Vec<Sense>>) = self.0.into_iter().unzip();
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&words)
            .map_err(|error| VocabError::Automaton(error.to_string()))?;
        let cues = senses.iter().map(|senses| CueSet::of(senses)).collect();
        Ok(Lexicon { automaton, senses, cues })
    }
}

/// The automaton with the senses of each of its words.
pub struct Lexicon {
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    senses: Vec<Vec<Sense>>,
    cues: Vec<CueSet>,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Lexicon({} words)", self.senses.len())
    }
}

impl Lexicon {
    /// The words of a text from left to right, longest first, not overlapping.
    pub fn find<'v, 't>(&'v self, text: &'t str) -> impl Iterator<Item = Hit<'v>> + use<'v, 't> {
        self.automaton
            .leftmost_find_iter(text)
            .map(|hit| (hit.start()..hit.end(), hit.value() as usize))
            .map(|(range, word)| Hit { range, senses: &self.senses[word], cues: self.cues[word] })
    }

    /// The senses of a text that is exactly one word.
    pub fn word(&self, text: &str) -> &[Sense] {
        match self.automaton.leftmost_find_iter(text).next() {
            Some(hit) if hit.start() == 0 && hit.end() == text.len() => &self.senses[hit.value() as usize],
            _ => &[],
        }
    }
}
