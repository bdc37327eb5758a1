//! What an article names as a whole: its zones, its places and its years, for words that only point to them.

use std::collections::BTreeMap;

use crate::model::{Article, ArticleFrame, BlockKind, Date, Fingerprint};
use crate::vocab::{Cue, Generic, Sense, Vocab};

use super::time::Time;
use super::token::{Tokens, tokenise};
use super::{Passage, context};

/// A name in the title counts as much as this many in the text.
const TITLE_WEIGHT: u32 = 20;

/// So often at least a text speaks of this year or the last one that counts them from its own date.
const SPOKEN: u32 = 2;

/// Surveys an article, given the passages of its blocks and the year in which it was published. Names in its title weigh more; ties go
/// to what comes first in the text.
pub(super) fn article(article: &Article, blocks: &[Vec<Passage<'_, '_>>], published: Option<i32>, vocab: &Vocab) -> ArticleFrame {
    let mut survey = Survey {
        vocab,
        zones: Tally::default(),
        places: Tally::default(),
        years: Tally::default(),
        this_year: 0,
        last_year: 0,
        dated: false,
        national: 0,
        national_words: String::new(),
        local: 0,
        whole: 0,
    };
    if let Some(title) = &article.title {
        survey.names(&tokenise(title, vocab), TITLE_WEIGHT);
    }
    let mut zone_words = 0;
    for (block, passages) in article.blocks.iter().zip(blocks).filter(|(block, _)| block.kind != BlockKind::Boilerplate) {
        let weight = if block.kind == BlockKind::Title { TITLE_WEIGHT } else { 1 };
        zone_words += passages.iter().map(|passage| survey.names(&passage.tokens, weight)).sum::<u32>();
        // A year in the title frames the figures by itself; here only the text's own count, and no year of aims: 六、2019年打算.
        let aims = block.kind == BlockKind::Heading
            && passages.iter().flat_map(|passage| &passage.tokens.tokens).any(|token| token.cue(Cue::TargetHeading));
        // The columns of a table may be years that are aimed at.
        if !aims && !matches!(block.kind, BlockKind::Byline | BlockKind::Title | BlockKind::Table) {
            survey.years(passages);
            survey.dated |= passages.iter().any(|Passage { tokens, .. }| {
                let spoken = tokens.text.contains('“') && !tokens.quantities.iter().any(|quantity| quantity.arabic);
                let stated = block.kind == BlockKind::Heading || !spoken;
                let year = |time: &Time| time.meaning.year.is_some() && !time.event && !time.meaning.until;
                let digits = |time: &Time| tokens.text[time.range.clone()].starts_with(|c: char| c.is_ascii_digit());
                stated && tokens.times.iter().any(|time| year(time) && digits(time))
            });
        }
    }
    if survey.years.0.is_empty() {
        let tables = article.blocks.iter().zip(blocks).filter(|(block, _)| block.kind == BlockKind::Table);
        tables.for_each(|(_, passages)| survey.years(passages));
        survey.years.0.retain(|year, _| published.is_none_or(|published| *year <= published));
    }
    // “我们2006年搬来时,这里还是菜地”: without a date of publication, 去年 is not counted from a year of which somebody spoke.
    if published.is_none() && !survey.dated && survey.this_year + survey.last_year >= SPOKEN {
        survey.years.0.clear();
    }
    if published.is_none() {
        let titles = article.blocks.iter().zip(blocks).filter(|(block, _)| block.kind == BlockKind::Title);
        let year = titles.flat_map(|(_, passages)| passages).find_map(|passage| paper(&passage.tokens, vocab));
        year.into_iter().for_each(|year| survey.years.add(year - 1, TITLE_WEIGHT));
    }
    let several = survey.zones.several();
    let shared = survey.zones.shared();
    let dimensions = vocab.dimensions();
    let most_named = survey.zones.most().max(survey.places.most()).max(survey.local);
    let zone_id = |zone| match zone {
        Zone::Listed(index) => dimensions.zones[usize::from(index)].zone_id.clone(),
        Zone::Hidden(words) => words,
    };
    ArticleFrame {
        title: article.title.clone(),
        published: article.published,
        opened: opened(article, blocks),
        zones: survey.zones.ranked().map(zone_id).collect(),
        places: survey.places.ranked().map(|place| dimensions.places[usize::from(place)].adcode.clone()).collect(),
        zone_words,
        whole_words: survey.whole,
        national: survey.national,
        national_words: survey.national_words,
        most_named,
        several,
        shared,
        this_year: survey.this_year,
        last_year: survey.last_year,
        years: survey.years.latest_first(),
        fingerprint: Fingerprint::of(body(article, blocks)),
    }
}

/// The day that opens the text of an article; not of how a zone was founded.
fn opened(article: &Article, blocks: &[Vec<Passage<'_, '_>>]) -> Option<Date> {
    // A paragraph that tells of no time may stand above.
    let dated = |passages: &[Passage<'_, '_>]| passages.iter().any(|passage| !passage.tokens.times.is_empty());
    let mut texts = article.blocks.iter().zip(blocks).filter(|(block, _)| block.kind == BlockKind::Paragraph);
    let tokens = &texts.find(|(_, passages)| dated(passages))?.1.first()?.tokens;
    let first = tokens.tokens.first().filter(|first| tokens.text[..first.range.start].trim().is_empty())?;
    let meaning = &tokens.times[first.time()?].meaning;
    let date = Date::new(meaning.year?, meaning.stock_month?, meaning.stock_day?);
    date.filter(|_| !tokens.may_have(&[Cue::Founding]))
}

/// The year in the title of a paper, which sums up the year before: 2024年政府工作报告; not so 2023年度工作报告, 2021—2025年规划.
fn paper(tokens: &Tokens<'_, '_>, vocab: &Vocab) -> Option<i32> {
    let titled = tokens.tokens.iter().any(|token| token.cue(Cue::ReportTitle));
    let of_figures =
        |time: &Time| time.meaning.from.is_some() || tokens.text[time.range.clone()].ends_with(vocab.label("annual"));
    let mut times = tokens.times.iter().filter(|time| time.meaning.year.is_some());
    let time = times.next().filter(|time| titled && !of_figures(time) && times.next().is_none())?;
    time.meaning.year
}

/// The text of an article that a reprint keeps: no title, byline or furniture.
fn body<'t>(article: &Article, blocks: &[Vec<Passage<'_, 't>>]) -> impl Iterator<Item = &'t str> {
    let kept = |kind| !matches!(kind, BlockKind::Title | BlockKind::Byline | BlockKind::Boilerplate);
    let blocks = article.blocks.iter().zip(blocks).filter(move |(block, _)| kept(block.kind));
    blocks.flat_map(|(_, passages)| passages.iter().map(|passage| passage.text.text()))
}

/// What was counted so far.
struct Survey<'v> {
    vocab: &'v Vocab,
    zones: Tally<Zone>,
    places: Tally<u16>,
    years: Tally<i32>,
    /// Mentions of the year of writing.
    this_year: u32,
    /// Mentions of the year before it.
    last_year: u32,
    /// It names a year itself, not somebody who is quoted.
    dated: bool,
    /// Mentions of the national zones as such, outside titles.
    national: u32,
    /// The first words of them.
    national_words: String,
    /// Words for the host place: 全市, 全省.
    local: u32,
    /// Words for all of it: 全区.
    whole: u32,
}

/// A zone by index, or by the words that hide its name.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Zone {
    Listed(u16),
    Hidden(String),
}

/// Weights by name, with the order of first mention.
struct Tally<N>(BTreeMap<N, (u32, u32)>);

impl<N> Default for Tally<N> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<N: Ord> Tally<N> {
    fn add(&mut self, name: N, weight: u32) {
        let order = self.0.len() as u32;
        self.0.entry(name).or_insert((0, order)).0 += weight;
    }

    /// The greatest weight.
    fn most(&self) -> u32 {
        self.0.values().map(|(weight, _)| *weight).max().unwrap_or_default()
    }

    /// True for three names or more of which none has half of the weight.
    fn several(&self) -> bool {
        let sum: u32 = self.0.values().map(|(weight, _)| weight).sum();
        self.0.len() >= 3 && self.most() * 2 < sum
    }

    /// True when two or more share the article.
    fn shared(&self) -> bool {
        let sum: u32 = self.0.values().map(|(weight, _)| weight).sum();
        self.0.len() >= 2 && self.most() * 3 < sum * 2
    }

    /// Names by weight, of equals the first.
    fn ranked(self) -> impl Iterator<Item = N> {
        let mut names: Vec<_> = self.0.into_iter().collect();
        names.sort_by_key(|(_, (weight, order))| (std::cmp::Reverse(*weight), *order));
        names.into_iter().map(|(name, _)| name)
    }
}

impl Tally<i32> {
    /// Numbers by weight, of equals the greatest first.
    fn latest_first(self) -> Vec<i32> {
        let mut years: Vec<(u32, i32)> = self.0.into_iter().map(|(year, (weight, _))| (weight, year)).collect();
        years.sort_unstable_by(|a, b| b.cmp(a));
        years.into_iter().map(|(_, year)| year).collect()
    }
}

impl Survey<'_> {
    /// Counts zones and places; returns how often 高新区 or the like stands there.
    fn names(&mut self, tokens: &Tokens<'_, '_>, weight: u32) -> u32 {
        let mut zone_words = 0;
        for (index, token) in tokens.tokens.iter().enumerate().filter(|(_, token)| token.is_subject()) {
            for sense in token.senses() {
                match sense {
                    // 72家东部高新区: those of a part of the country are some of all.
                    Sense::Generic(Generic::Zone)
                        if context::meaning(tokens, index, self.vocab).is_some_and(|meaning| meaning == context::ALL_ZONES) =>
                    {
                        self.national += u32::from(weight == 1);
                    }
                    Sense::Generic(Generic::Zone) => {
                        // 国家高新区 is counted with the national zones.
                        zone_words += u32::from(!token.senses().contains(&Sense::Generic(Generic::NationalZone)));
                        let hidden = context::meaning(tokens, index, self.vocab).filter(|meaning| meaning.starts_with("anon:"));
                        if let Some(hidden) = hidden {
                            self.zones.add(Zone::Hidden(hidden.into_owned()), weight);
                        }
                    }
                    Sense::Generic(Generic::NationalZone | Generic::Zones) if weight == 1 => {
                        self.national += 1;
                        if self.national_words.is_empty() {
                            tokens.text[token.range.clone()].clone_into(&mut self.national_words);
                        }
                    }
                    Sense::Generic(Generic::City | Generic::Province | Generic::County) => self.local += 1,
                    Sense::Generic(Generic::Whole) => self.whole += 1,
                    Sense::Zone(zone) => self.zones.add(Zone::Listed(*zone), weight),
                    Sense::Place(place) => self.places.add(*place, weight),
                    _ => {}
                }
            }
        }
        zone_words
    }

    /// Counts years. Those of a sentence count only when it states facts, not aims.
    fn years(&mut self, passages: &[Passage<'_, '_>]) {
        if passages.iter().all(|passage| passage.tokens.times.is_empty()) {
            return;
        }
        let mut sentence: Vec<i32> = Vec::new();
        let mut aims = false;
        for tokens in passages.iter().map(|passage| &passage.tokens) {
            for token in &tokens.tokens {
                aims |= token.cue(Cue::Target);
                if let Some(time) = token.time().map(|time| &tokens.times[time]) {
                    self.this_year += u32::from(time.meaning.offset == Some(0));
                    self.last_year += u32::from(time.meaning.offset == Some(-1) && !time.base);
                    let told = time.base || time.event || time.narrated.is_some();
                    let plain = !told && !time.meaning.until && time.meaning.from.is_none();
                    sentence.extend(time.meaning.year.filter(|_| plain));
                } else if matches!(token.mark(), Some('。' | '\n')) {
                    self.facts(&mut sentence, std::mem::take(&mut aims));
                }
            }
        }
        self.facts(&mut sentence, aims);
    }

    fn facts(&mut self, sentence: &mut Vec<i32>, aims: bool) {
        for year in sentence.drain(..).filter(|_| !aims) {
            self.years.add(year, 1);
        }
    }
}
