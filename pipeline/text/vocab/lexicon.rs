//! Every surface form of every word list in one tree of characters: which word stands here, the longest first.

use std::collections::BTreeMap;
use std::ops::Range;

use super::heads::ByChar;
use super::{Cue, Generic, Narrower, TimeWord};

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

/// A word of the lists.
#[derive(Debug, Default)]
pub struct Word {
    /// What it can mean.
    pub senses: Vec<Sense>,
    /// The grammar among its senses.
    pub cues: CueSet,
    /// It means more than grammar.
    pub named: bool,
}

/// A word found in a text.
#[derive(Clone, Debug)]
pub struct Hit<'v> {
    /// Byte range in the searched text.
    pub range: Range<usize>,
    /// The word.
    pub word: &'v Word,
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
    pub(super) fn build(self) -> Lexicon {
        let (forms, senses): (Vec<String>, Vec<Vec<Sense>>) = self.0.into_iter().unzip();
        // The first word and the first step stand for none.
        let mut lexicon = Lexicon { words: vec![Word::default()], steps: vec![Step::default()], firsts: ByChar::default() };
        lexicon.words.extend(senses.into_iter().map(|senses| Word {
            cues: CueSet::of(&senses),
            named: senses.iter().any(|sense| !matches!(sense, Sense::Cue(_))),
            senses,
        }));
        let roots = lexicon.grow(&forms, 0..forms.len(), 0);
        for (place, step) in (roots.start..).zip(&lexicon.steps[roots.start as usize..roots.end as usize]) {
            lexicon.firsts.set(step.c, place);
        }
        lexicon
    }
}

/// One more character of a word.
#[derive(Clone, Debug, Default)]
struct Step {
    c: char,
    /// The word that ends with it; at 0 for none.
    word: u32,
    /// The steps that may follow, by character.
    next: Range<u32>,
}

/// The words, and the tree of their characters.
pub struct Lexicon {
    words: Vec<Word>,
    steps: Vec<Step>,
    /// The step that a word begins with; at 0 for none.
    firsts: ByChar<u32>,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Lexicon({} words)", self.words.len() - 1)
    }
}

impl Lexicon {
    /// Adds the steps behind the first `depth` bytes, which these forms share; the forms are sorted.
    fn grow(&mut self, forms: &[String], range: Range<usize>, depth: usize) -> Range<u32> {
        let begin = self.steps.len();
        let mut groups: Vec<Range<usize>> = Vec::new();
        for at in range {
            let Some(c) = forms[at][depth..].chars().next() else { continue };
            match groups.last_mut().filter(|_| self.steps.last().is_some_and(|step| step.c == c)) {
                Some(group) => group.end = at + 1,
                None => {
                    // Only the first form of a group can end with its character.
                    let word = if forms[at].len() == depth + c.len_utf8() { at as u32 + 1 } else { 0 };
                    self.steps.push(Step { c, word, next: 0..0 });
                    groups.push(at..at + 1);
                }
            }
        }
        let end = self.steps.len();
        for (step, group) in (begin..end).zip(groups) {
            self.steps[step].next = self.grow(forms, group, depth + self.steps[step].c.len_utf8());
        }
        begin as u32..end as u32
    }

    /// The longest word at the head of a text, and its length in bytes.
    pub fn head(&self, text: &str) -> Option<(usize, &Word)> {
        let mut chars = text.chars();
        let mut step = &self.steps[self.firsts.get(chars.next()?) as usize];
        let (mut len, mut longest) = (step.c.len_utf8(), None);
        loop {
            if step.word > 0 {
                longest = Some((len, &self.words[step.word as usize]));
            }
            let next = &self.steps[step.next.start as usize..step.next.end as usize];
            let Some(c) = chars.next() else { return longest };
            let Ok(found) = next.binary_search_by_key(&c, |step| step.c) else { return longest };
            step = &next[found];
            len += c.len_utf8();
        }
    }

    /// The words of a text from left to right, longest first, not overlapping.
    pub fn find<'v, 't>(&'v self, text: &'t str) -> impl Iterator<Item = Hit<'v>> + use<'v, 't> {
        let mut at = 0;
        std::iter::from_fn(move || {
            while let Some(c) = text[at..].chars().next() {
                let start = at;
                if let Some((len, word)) = self.head(&text[at..]) {
                    at += len;
                    return Some(Hit { range: start..at, word });
                }
                at += c.len_utf8();
            }
            None
        })
    }

    /// The senses of a text that is exactly one word.
    pub fn word(&self, text: &str) -> &[Sense] {
        match self.head(text) {
            Some((len, word)) if len == text.len() => &word.senses,
            _ => &[],
        }
    }
}
