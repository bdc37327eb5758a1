//! Every surface form of every word list in one tree: the longest word that stands here.

use std::collections::BTreeMap;
use std::ops::Range;

use crawdad::Trie;

use super::{Cue, Generic, Narrower, TimeWord, VocabError};
use crate::model::Dimensions;

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
    /// Several parts at once (城乡居民), in order: nothing by itself, but 分别 deals them out.
    Parts(Box<[Box<str>]>),
    /// A word of grammar.
    Cue(Cue),
    /// A word for a time.
    Time(TimeWord),
}

/// A word of the lists.
#[derive(Debug)]
pub struct Word {
    /// Bytes of its surface form.
    pub len: usize,
    /// What it can mean.
    pub senses: Box<[Sense]>,
    /// The grammar among its senses.
    pub cues: CueSet,
    /// The first way among its senses to narrow a metric.
    pub narrower: Option<Narrower>,
    /// The first subject among its senses that the context names.
    pub generic: Option<Generic>,
    /// It names a metric.
    pub metric: bool,
    /// The zone, else the places, else the subject that it means, in the notation of `SubjectEvidence`; empty where it means none,
    /// or letters that hide one.
    pub meaning: Box<str>,
    /// It means more than grammar, or holds a number that states nothing (两位数).
    pub named: bool,
    /// It names a subject: a zone, a place, or what the context makes one.
    pub subject: bool,
    /// It is a word for a time.
    pub time: bool,
    /// It holds digits: a number that is part of a name.
    pub digits: bool,
}

impl Word {
    fn new(form: &str, senses: Vec<Sense>, dimensions: &Dimensions) -> Self {
        let any = |test: fn(&Sense) -> bool| senses.iter().any(test);
        Self {
            len: form.len(),
            cues: CueSet::among(&senses),
            narrower: senses.iter().find_map(|sense| if let Sense::Narrower(narrower) = sense { Some(*narrower) } else { None }),
            generic: senses.iter().find_map(|sense| if let Sense::Generic(generic) = sense { Some(*generic) } else { None }),
            metric: any(|sense| matches!(sense, Sense::Metric(..))),
            meaning: meaning(&senses, dimensions).into(),
            named: any(|sense| !matches!(sense, Sense::Cue(cue) if *cue != Cue::Drop)),
            subject: any(|sense| matches!(sense, Sense::Zone(_) | Sense::Place(_) | Sense::Generic(_))),
            time: any(|sense| matches!(sense, Sense::Time(_))),
            digits: form.contains(|c: char| c.is_ascii_digit()),
            senses: senses.into(),
        }
    }
}

/// What the senses of a word make of a subject.
fn meaning(senses: &[Sense], dimensions: &Dimensions) -> String {
    let zone = senses.iter().find_map(|sense| match sense {
        Sense::Zone(zone) => Some(format!("zone:{}", dimensions.zones[usize::from(*zone)].zone_id)),
        _ => None,
    });
    let places: Vec<&str> = senses
        .iter()
        .filter_map(|sense| match sense {
            Sense::Place(place) => Some(dimensions.places[usize::from(*place)].adcode.as_str()),
            _ => None,
        })
        .collect();
    let place = (!places.is_empty()).then(|| format!("place:{}", places.join("|")));
    let generic = || senses.iter().find_map(|sense| if let Sense::Generic(generic) = sense { Some(*generic) } else { None });
    zone.or(place).unwrap_or_else(|| generic().map_or("", Generic::meaning).to_owned())
}

/// A word found in a text.
#[derive(Clone, Debug)]
pub struct Hit<'v> {
    /// Byte range in the searched text.
    pub range: Range<usize>,
    /// What it can mean.
    pub senses: &'v [Sense],
}

/// A set of cues, so that grammar asks for one without looking through all senses of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CueSet(u128);

// The last cue of the list must have a bit of its own.
const _: () = assert!((Cue::NoteHead as u8) < 128);

impl CueSet {
    /// The set of these cues.
    #[inline]
    pub fn of(cues: &[Cue]) -> Self {
        Self(cues.iter().fold(0, |set, cue| set | 1 << *cue as u8))
    }

    fn among(senses: &[Sense]) -> Self {
        let bit = |sense: &Sense| if let Sense::Cue(cue) = sense { 1 << *cue as u8 } else { 0 };
        Self(senses.iter().map(bit).fold(0, |set, bit| set | bit))
    }

    /// The cues of both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True when the sets share a cue.
    #[inline]
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// True when the cue is in the set.
    #[inline]
    pub fn has(self, cue: Cue) -> bool {
        self.0 & (1 << cue as u8) != 0
    }
}

/// Surface forms gathered from the word lists, before the tree is built.
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

    /// Builds the tree.
    pub(super) fn build(self, dimensions: &Dimensions) -> Result<Lexicon, VocabError> {
        let trie = Trie::from_keys(self.0.keys()).map_err(|error| VocabError::Lexicon(error.to_string()))?;
        let firsts = self.0.keys().filter_map(|form| form.chars().next()).map(|first| first as usize);
        let mut opens = vec![false; firsts.clone().max().map_or(0, |last| last + 1)];
        firsts.for_each(|first| opens[first] = true);
        let word = |(form, senses): (String, _)| Word::new(&form, senses, dimensions);
        Ok(Lexicon { trie, opens, words: self.0.into_iter().map(word).collect() })
    }
}

/// The tree, and its words in order.
pub struct Lexicon {
    trie: Trie,
    /// By character, as far as there are words: whether one begins with it.
    opens: Vec<bool>,
    words: Vec<Word>,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Lexicon({} words)", self.words.len())
    }
}

impl Lexicon {
    /// True when some word begins with this character.
    #[inline]
    pub fn opens(&self, c: char) -> bool {
        self.opens.get(c as usize).is_some_and(|opens| *opens)
    }

    /// The longest word at the head of a text.
    pub fn head(&self, text: &str) -> Option<&Word> {
        let mut longest = None;
        for (word, _) in self.trie.common_prefix_search(text.chars()) {
            longest = Some(word);
        }
        longest.map(|word| &self.words[word as usize])
    }

    /// The words of a text from left to right, longest first, not overlapping.
    pub fn find<'v, 't>(&'v self, text: &'t str) -> impl Iterator<Item = Hit<'v>> + use<'v, 't> {
        let mut at = 0;
        std::iter::from_fn(move || {
            while let Some(c) = text[at..].chars().next() {
                let start = at;
                if let Some(word) = self.head(&text[at..]) {
                    at += word.len;
                    return Some(Hit { range: start..at, senses: &word.senses });
                }
                at += c.len_utf8();
            }
            None
        })
    }

    /// The senses of a text that is exactly one word.
    pub fn word(&self, text: &str) -> &[Sense] {
        match self.head(text) {
            Some(word) if word.len == text.len() => &word.senses,
            _ => &[],
        }
    }
}
