//! Injected pinyin: pages that print a reading after many characters, `區(qū)`. A gloss that an author gave, 亳(bó)州, stays.

use std::{collections::BTreeSet, ops::Range};

use super::{CleanWords, is_han, marks};
use crate::model::{Mapped, MappedBuilder};

/// A page has the habit when it glosses one in at most so many of its Han characters, and at least so many: an author glosses a
/// few rare ones; machines gloss what they converted from traditional characters.
const MAX_HAN_PER_GLOSS: usize = 400;
const MIN_GLOSSES: usize = 6;
const MIN_CONVERTED: usize = 3;
/// Readings without tones may be abbreviations: they need many of them, and different ones.
const MAX_HAN_PER_PLAIN: usize = 100;
const MIN_PLAIN: usize = 4;
/// `zhuāng` is the longest reading.
const MAX_LETTERS: usize = 6;

const TONED: &str = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ";
const INITIALS: &[&str] =
    &["zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y", "w"];
const FINALS: &[&str] = &[
    "a", "o", "e", "i", "u", "v", "ü", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "er", "ia", "ie", "iao", "iu",
    "ian", "in", "iang", "ing", "iong", "ua", "uo", "uai", "ui", "uan", "un", "uang", "ue", "ve", "üe",
];

/// A bracket with a reading behind a Han character.
struct Gloss<'a> {
    /// The bracket, in bytes.
    range: Range<usize>,
    /// The character that is glossed.
    glossed: char,
    reading: &'a str,
    /// The reading bears a tone mark.
    toned: bool,
}

pub(super) fn run(text: Mapped, words: &CleanWords) -> Mapped {
    let all = glosses(text.text());
    if all.is_empty() {
        return text;
    }
    let han = text.text().chars().filter(|&c| is_han(c)).count();
    let (toned, plain): (Vec<Gloss>, Vec<Gloss>) = all.into_iter().partition(|gloss| gloss.toned);
    let mut injected: Vec<Range<usize>> = Vec::new();
    if is_habit(&toned, han, words) {
        injected.extend(toned.iter().map(|gloss| gloss.range.clone()));
    }
    if is_plain_habit(&plain, han) {
        injected.extend(plain.iter().map(|gloss| gloss.range.clone()));
    }
    injected.sort_unstable_by_key(|range| range.start);
    let mut out = MappedBuilder::with_capacity(text.text().len());
    let mut at = 0;
    for range in injected {
        out.extend(text.slice(at..range.start));
        at = range.end;
    }
    out.extend(text.slice(at..text.text().len()));
    out.finish(text.source_chars())
}

fn is_habit(glosses: &[Gloss], han: usize, words: &CleanWords) -> bool {
    let converted = || glosses.iter().filter(|gloss| words.simplified(gloss.glossed) != gloss.glossed).count();
    let many = glosses.len() >= MIN_GLOSSES || glosses.len() >= MIN_CONVERTED && converted() * 2 > glosses.len();
    many && glosses.len() * MAX_HAN_PER_GLOSS >= han
}

fn is_plain_habit(glosses: &[Gloss], han: usize) -> bool {
    let readings: BTreeSet<&str> = glosses.iter().map(|gloss| gloss.reading).collect();
    glosses.len() >= MIN_GLOSSES && readings.len() >= MIN_PLAIN && glosses.len() * MAX_HAN_PER_PLAIN >= han
}

/// Brackets of any style that hold one reading and stand behind a Han character.
fn glosses(text: &str) -> Vec<Gloss<'_>> {
    let mut found = Vec::new();
    for (at, c) in marks(text).filter(|(_, c)| matches!(c, '(' | '（' | '[' | '［' | '【' | '〔' | '〈' | '<')) {
        let glossed = text[..at].chars().next_back().filter(|before| is_han(*before));
        found.extend(glossed.and_then(|glossed| gloss(text, at, c, glossed)));
    }
    found
}

/// The gloss that opens at byte `at` with the bracket `open`, when there is one.
fn gloss(text: &str, at: usize, open: char, glossed: char) -> Option<Gloss<'_>> {
    let start = at + open.len_utf8();
    let (len, close) = text[start..]
        .char_indices()
        .take(MAX_LETTERS + 2)
        .find(|(_, c)| matches!(c, ')' | '）' | ']' | '］' | '】' | '〕' | '〉' | '>'))?;
    let reading = &text[start..start + len];
    let letters = || reading.chars().all(|c| c.is_ascii_lowercase() || matches!(c, 'ü' | 'ê') || TONED.contains(c));
    let tones = || reading.chars().filter(|&c| TONED.contains(c)).count();
    let toned = reading.chars().count() <= MAX_LETTERS && letters() && tones() == 1;
    let plain = reading.strip_suffix(['1', '2', '3', '4', '5']).unwrap_or(reading);
    (toned || is_syllable(plain)).then(|| Gloss { range: at..start + len + close.len_utf8(), glossed, reading, toned })
}

/// A syllable of pinyin without its tone; one letter is rather the number of an entry.
fn is_syllable(text: &str) -> bool {
    if text.len() < 2 {
        return false;
    }
    let initial = INITIALS.iter().find(|initial| text.starts_with(*initial)).map_or("", |initial| initial);
    FINALS.contains(&&text[initial.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::testing::words;

    fn kept(text: &str) -> String {
        let out = run(Mapped::identity(text), words());
        assert_eq!(run(out.clone(), words()), out);
        out.text().to_owned()
    }

    #[test]
    fn readings_go_where_the_page_has_the_habit() {
        let text = Mapped::identity("園區(qū)產(chǎn)值萬(wàn)元,女（nǚ）工(IT)、(一)項");
        let out = run(text.clone(), words());
        assert_eq!(out.text(), "園區產值萬元,女工(IT)、(一)項");
        let at = out.text().find("元").unwrap_or_default();
        assert_eq!(out.span(at..at + 3).slice(text.text()), "元");
    }

    #[test]
    fn brackets_of_every_style() {
        for (open, close) in
            [("(", ")"), ("（", "）"), ("[", "]"), ("［", "］"), ("【", "】"), ("〔", "〕"), ("〈", "〉"), ("<", ">")]
        {
            let text = "園區{qū}產{chǎn}值12萬{wàn}元".replace('{', open).replace('}', close);
            assert_eq!(kept(&text), "園區產值12萬元");
        }
    }

    #[test]
    fn readings_without_tone_marks() {
        assert_eq!(kept("园(yuan)区(qu)产(chan)值(zhi)12万(wan)元(yuan)"), "园区产值12万元");
        assert_eq!(kept("园(yuan2)区(qu1)产(chan3)值(zhi2)12万(wan4)元(yuan2)"), "园区产值12万元");
        // Units, abbreviations and a repeated one are no readings.
        let text = "面积(km)、重量(kg)、智能(ai)、智造(ai)、智库(ai)、智网(ai)、智联(ai)、智算(ai)";
        assert_eq!(kept(text), text);
    }

    #[test]
    fn glosses_that_an_author_gave_stay() {
        for text in [
            "睢(suī)县高新区位于县城东部",
            "亳(bó)州、睢(suī)县、濮(pú)阳三地高新区",
            "大连(dàlián)、沈阳(shěnyáng)、瀋陽(shěnyáng)、大連(dàlián)",
        ] {
            assert_eq!(kept(text), text);
        }
        let rare = format!("瀏(liú)陽、亳(bó)州、東莞(guǎn){}", "，完成产值12亿元".repeat(300));
        assert_eq!(kept(&rare), rare);
    }
}
