//! What an article names as a whole: its zones, its places and its years, for words that only point to them.

use std::collections::BTreeMap;

use crate::model::{Article, ArticleFrame, BlockKind, Mapped};
use crate::vocab::{Cue, Generic, Sense, Vocab};

use super::context;
use super::token::{Kind, tokenise};

/// A name in the title counts as much as this many in the text.
const TITLE_WEIGHT: u32 = 20;

/// Surveys an article. Names in its title weigh more; ties go to what comes first in the text.
pub(super) fn article(article: &Article, text: &Mapped, vocab: &Vocab) -> ArticleFrame {
    let (mut zones, mut places, mut years) = (Tally::default(), Tally::default(), Tally::default());
    let mut zone_words = 0;
    if let Some(title) = &article.title {
        count(title, TITLE_WEIGHT, vocab, &mut zones, &mut places, &mut Tally::default());
    }
    for block in article.blocks.iter().filter(|block| block.kind != BlockKind::Boilerplate) {
        // A year in the title frames the figures by itself; here only the text's own count.
        let aside = matches!(block.kind, BlockKind::Byline | BlockKind::Title);
        let mut none = Tally::default();
        let weight = if block.kind == BlockKind::Title { TITLE_WEIGHT } else { 1 };
        zone_words += count(
            &text.text()[block.range()],
            weight,
            vocab,
            &mut zones,
            &mut places,
            if aside { &mut none } else { &mut years },
        );
    }
    ArticleFrame {
        title: article.title.clone(),
        published: article.published,
        zones: zones.ranked(),
        places: places.ranked(),
        zone_words,
        this_year: years.this_year,
        years: years.latest_first(),
    }
}

/// Weights by name, with the order of first mention.
#[derive(Default)]
struct Tally {
    names: BTreeMap<String, (u32, u32)>,
    /// Mentions of the year of writing.
    this_year: u32,
}

impl Tally {
    fn add(&mut self, name: &str, weight: u32) {
        let order = self.names.len() as u32;
        self.names.entry(name.to_owned()).or_insert((0, order)).0 += weight;
    }

    /// Numbers by weight, of equals the greatest first.
    fn latest_first(self) -> Vec<i32> {
        let mut years: Vec<(u32, i32)> =
            self.names.into_iter().filter_map(|(year, (weight, _))| Some((weight, year.parse().ok()?))).collect();
        years.sort_unstable_by(|a, b| b.cmp(a));
        years.into_iter().map(|(_, year)| year).collect()
    }

    fn ranked(self) -> Vec<String> {
        let mut names: Vec<_> = self.names.into_iter().collect();
        names.sort_by_key(|(_, (weight, order))| (std::cmp::Reverse(*weight), *order));
        names.into_iter().map(|(name, _)| name).collect()
    }
}

fn count(text: &str, weight: u32, vocab: &Vocab, zones: &mut Tally, places: &mut Tally, years: &mut Tally) -> u32 {
    let mut zone_words = 0;
    let tokens = tokenise(text, vocab);
    let paper = tokens.tokens.iter().any(|token| token.cue(Cue::ReportTitle)) && weight > 1;
    // The years of a sentence count only when it states facts, not aims.
    let mut sentence: Vec<i32> = Vec::new();
    let mut aims = false;
    for (index, token) in tokens.tokens.iter().enumerate() {
        aims |= token.cue(Cue::Target);
        match token.kind {
            Kind::Word(senses) => {
                zone_words += u32::from(senses.contains(&Sense::Generic(Generic::Zone)));
                if let Some(hidden) = context::meaning(&tokens, index, vocab).filter(|meaning| meaning.starts_with("anon:")) {
                    zones.add(&hidden, weight);
                }
                for sense in senses {
                    match sense {
                        Sense::Zone(zone) => zones.add(&vocab.dimensions().zones[usize::from(*zone)].zone_id, weight),
                        Sense::Place(place) => places.add(&vocab.dimensions().places[usize::from(*place)].adcode, weight),
                        _ => {}
                    }
                }
            }
            Kind::Time(time) => {
                let time = &tokens.times[time];
                if time.meaning.offset == Some(0) {
                    years.this_year += 1;
                }
                let plain = !time.base && !time.event && !time.meaning.until && time.meaning.from.is_none() && !paper;
                sentence.extend(time.meaning.year.filter(|_| plain));
            }
            Kind::Mark('。' | '\n') => {
                let facts = std::mem::take(&mut sentence);
                if !std::mem::take(&mut aims) {
                    facts.iter().for_each(|year| years.add(&year.to_string(), weight.min(3)));
                }
            }
            _ => {}
        }
    }
    if !aims {
        sentence.iter().for_each(|year| years.add(&year.to_string(), weight.min(3)));
    }
    zone_words
}
