//! A sentence as mentions: words of the lists, quantities and times, in order, with the text between them left alone.

mod beside;
mod told;

use std::ops::Range;

use super::number::number;
use super::quantity::{Quantity, quantities};
use super::time::{self, Time};
use crate::model::YEARS;
use crate::vocab::{Cue, CueSet, Generic, Narrower, Sense, TimeWordKind, Vocab, Word};

/// One mention.
#[derive(Clone, Debug)]
pub(super) struct Token<'v> {
    /// Byte range in the sentence.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind<'v>,
    /// The grammar in it; none but for words.
    cues: CueSet,
}

/// What a mention is.
#[derive(Clone, Debug)]
pub(super) enum Kind<'v> {
    /// A word of the lists.
    Word(&'v Word),
    /// A quantity, by index into [`Tokens::quantities`].
    Quantity(usize),
    /// A time, by index into [`Tokens::times`].
    Time(usize),
    /// A punctuation mark.
    Mark(char),
    /// A level of government that narrows the metric behind it: 省科技型中小企业.
    Tier,
}

impl<'v> Token<'v> {
    fn new(range: Range<usize>, kind: Kind<'v>) -> Self {
        Self { range, kind, cues: CueSet::default() }
    }

    /// True for a word with this cue.
    #[inline]
    pub(super) fn cue(&self, cue: Cue) -> bool {
        self.cues.has(cue)
    }

    /// True for a word with one of these cues.
    #[inline]
    pub(super) fn any(&self, cues: &[Cue]) -> bool {
        self.among(CueSet::of(cues))
    }

    /// True for a word with a cue of this set; for whoever asks many words for the same ones.
    #[inline]
    pub(super) fn among(&self, cues: CueSet) -> bool {
        self.cues.meets(cues)
    }

    /// The senses of a word; none for others.
    pub(super) fn senses(&self) -> &'v [Sense] {
        if let Kind::Word(word) = self.kind { &word.senses } else { &[] }
    }

    /// The subject that the context names for this word (全区, 全市), if it is such a word.
    pub(super) fn generic(&self) -> Option<Generic> {
        if let Kind::Word(word) = self.kind { word.generic } else { None }
    }

    /// The metrics that the word may name.
    pub(super) fn metrics(&self) -> impl Iterator<Item = (u16, &str)> {
        self.senses()
            .iter()
            .filter_map(|sense| if let Sense::Metric(index, own) = sense { Some((*index, own.as_ref())) } else { None })
    }

    /// True for a word that names a metric.
    pub(super) fn is_metric(&self) -> bool {
        matches!(self.kind, Kind::Word(word) if word.metric)
    }

    /// The parts that the word stands for at once.
    pub(super) fn parts(&self) -> Option<&'v [Box<str>]> {
        self.senses().iter().find_map(|sense| if let Sense::Parts(parts) = sense { Some(parts.as_ref()) } else { None })
    }

    /// The way in which the word narrows a metric.
    pub(super) fn narrower(&self) -> Option<Narrower> {
        match self.kind {
            Kind::Word(word) => word.narrower,
            Kind::Tier => Some(Narrower::Level),
            _ => None,
        }
    }

    /// True for a word that stands before a number of years and means up to now.
    fn recent(&self) -> bool {
        let recent = |sense: &Sense| matches!(sense, Sense::Time(time) if time.kind == TimeWordKind::Recent);
        matches!(self.kind, Kind::Word(word) if word.time && word.senses.iter().any(recent))
    }

    /// True for a word that stands before a date and means up to it.
    pub(super) fn until(&self) -> bool {
        let until = |sense: &Sense| matches!(sense, Sense::Time(time) if time.kind == TimeWordKind::Until);
        matches!(self.kind, Kind::Word(word) if word.time && word.senses.iter().any(until))
    }

    /// True for a word that can end a phrase that narrows.
    pub(super) fn closes_phrase(&self) -> bool {
        self.senses().contains(&Sense::Narrower(Narrower::Suffix))
    }

    /// True for a word that names a subject: a zone, a place, or a word that points to one.
    pub(super) fn is_subject(&self) -> bool {
        matches!(self.kind, Kind::Word(word) if word.subject)
    }

    /// True for a word that names a zone or points to one.
    pub(super) fn is_zone(&self) -> bool {
        let zone =
            |sense: &Sense| matches!(sense, Sense::Zone(_) | Sense::Generic(Generic::Zone | Generic::Whole | Generic::Park));
        self.is_subject() && self.senses().iter().any(zone)
    }

    /// The mark, if it is one.
    pub(super) fn mark(&self) -> Option<char> {
        if let Kind::Mark(c) = self.kind { Some(c) } else { None }
    }

    /// The quantity's index, if it is one.
    pub(super) fn quantity(&self) -> Option<usize> {
        if let Kind::Quantity(index) = self.kind { Some(index) } else { None }
    }

    /// The time's index, if it is one.
    pub(super) fn time(&self) -> Option<usize> {
        if let Kind::Time(index) = self.kind { Some(index) } else { None }
    }
}

/// A sentence with its mentions.
#[derive(Debug)]
pub(super) struct Tokens<'v, 't> {
    /// The sentence.
    pub text: &'t str,
    /// Mentions by position, not overlapping.
    pub tokens: Vec<Token<'v>>,
    /// The quantities among them.
    pub quantities: Vec<Quantity<'v>>,
    /// The times among them.
    pub times: Vec<Time>,
    /// Numbers inside a word of the lists (世界500强): part of a name.
    pub inner_numbers: Vec<Range<usize>>,
    /// The grammar in it: for a cue that no word of it has, no word need be asked.
    cues: CueSet,
    /// It has a word for a part of the zone.
    pub names_part: bool,
}

impl Tokens<'_, '_> {
    /// True for a quantity that can state something; “5020” is a name.
    pub(super) fn is_figure(&self, token: &Token<'_>) -> bool {
        let name = |quantity: &Quantity<'_>| {
            let (before, behind) = (&self.text[..quantity.range.start], &self.text[quantity.range.end..]);
            quantity.dimension.is_empty() && before.ends_with('“') && behind.starts_with('”')
        };
        token.quantity().map(|quantity| &self.quantities[quantity]).is_some_and(|quantity| !quantity.numbers() && !name(quantity))
    }

    /// True when a word of it may have one of these cues; false when none has.
    pub(super) fn may_have(&self, cues: &[Cue]) -> bool {
        self.cues.meets(CueSet::of(cues))
    }
}

/// Marks that the grammar sees; brackets without a figure inside are dropped with what they hold.
fn as_mark(c: char) -> Option<char> {
    match c {
        ',' | ';' | ':' | '、' | '。' | '(' | ')' | '!' | '?' | '|' | '\t' | '\n' => Some(c),
        '→' => Some(','),
        // ● 产值:986亿元 ● 税收:46亿元: entries on one line, each behind its bullet.
        '●' | '◆' | '■' | '◇' | '○' | '★' | '※' | '▶' | '►' | '➢' | '√' | '✓' => Some(';'),
        _ => None,
    }
}

/// Room for the mentions of a sentence of usual length.
const USUAL_MENTIONS: usize = 40;
/// A mention has so many bytes of text at least, but for marks.
const SHORT_MENTION: usize = 4;
/// A sentence of so many mentions ends at any mark, one of twice as many anywhere: each figure is asked about all the others.
const LONGEST_SENTENCE: usize = 256;

/// Finds the mentions of a text.
pub(super) fn tokenise<'v, 't>(text: &'t str, vocab: &'v Vocab) -> Tokens<'v, 't> {
    tokenise_until(text, |_, _| false, vocab)
}

/// Finds the mentions of the first sentence of a text.
pub(super) fn sentence<'v, 't>(text: &'t str, vocab: &'v Vocab) -> Tokens<'v, 't> {
    let full = |mark| matches!(mark, Some('。' | '!' | '?' | '\n'));
    tokenise_until(text, |mark, mentions| full(mark) || mentions > LONGEST_SENTENCE * if mark.is_some() { 1 } else { 2 }, vocab)
}

/// Finds the mentions of a text up to what ends it, by the mark that was read last, if any, and the number of mentions so far.
fn tokenise_until<'v, 't>(text: &'t str, ends: impl Fn(Option<char>, usize) -> bool, vocab: &'v Vocab) -> Tokens<'v, 't> {
    let tokens = Vec::with_capacity(USUAL_MENTIONS.min(text.len() / SHORT_MENTION + 1));
    let mut out = Tokens {
        text,
        tokens,
        quantities: Vec::new(),
        times: Vec::new(),
        inner_numbers: Vec::new(),
        cues: CueSet::default(),
        names_part: false,
    };
    let mut brackets = false;
    let mut ahead = text.chars();
    while let rest = ahead.as_str()
        && let Some(c) = ahead.next()
    {
        let at = text.len() - rest.len();
        let mut mark = None;
        let hit = if vocab.lexicon.opens(c) { vocab.lexicon.head(rest) } else { None };
        let hit = hit
            .and_then(|word| if reaches(&out, at, word, vocab) { vocab.lexicon.head(&rest[..c.len_utf8()]) } else { Some(word) });
        // A word that begins with a numeral and means something (一季度, 第三产业, 4月) is that word, unless it is a bare cue.
        let named = hit.is_some_and(|word| word.named);
        // 一度, 一举: so is any listed word where no number with a unit is longer.
        let worded = |end: usize| hit.is_some_and(|word| !c.is_ascii_digit() && word.len >= end - at);
        if !named
            && vocab.numerals.opens(c)
            && let Some(end) = numeric(&mut out, at, worded, vocab)
        {
            ahead = text[end..].chars();
        } else if !named && c.is_ascii_digit() {
            // Digits that no number can hold are still numbers that were seen.
            let len = rest.bytes().take_while(u8::is_ascii_digit).count();
            out.inner_numbers.push(at..at + len);
            ahead = rest[len..].chars();
        } else if let Some(word) = hit {
            ahead = text[listed(&mut out, at, word, vocab)..].chars();
        } else if let Some(seen) = as_mark(c) {
            out.tokens.push(Token::new(at..at + c.len_utf8(), Kind::Mark(seen)));
            mark = Some(c);
            brackets |= c == ')';
        }
        if ends(mark, out.tokens.len()) {
            break;
        }
    }
    out.text = &text[..text.len() - ahead.as_str().len()];
    if brackets {
        beside::drop_empty_brackets(&mut out);
        beside::join_over_brackets(&mut out, vocab);
    }
    beside::share_zone_names(&mut out, vocab);
    beside::sizes_of_industries(&mut out, vocab);
    beside::share_ordinals(&mut out);
    beside::drop_fields(&mut out);
    if !out.times.is_empty() {
        beside::join_times(&mut out);
        if out.may_have(&[Cue::Founding]) {
            beside::mark_foundings(&mut out);
        }
        beside::mark_spans(&mut out, vocab);
        beside::mark_bases(&mut out);
    }
    out
}

/// 财政收入过百亿元。: true for a word for a size right behind what is measured and at the end of its clause, where it states how much.
fn reaches(out: &Tokens<'_, '_>, at: usize, word: &Word, vocab: &Vocab) -> bool {
    word.narrower == Some(Narrower::Kind)
        && out.text[at + word.len..].chars().next().is_none_or(|next| ",;。".contains(next))
        && out.tokens.last().is_some_and(|last| {
            let money = |(metric, _)| vocab.measures(metric) == "money";
            last.range.end == at && last.metrics().any(money)
        })
        && vocab.label_in("sizes", &out.text[at..at + word.len])
}

/// A time or a quantity at this byte, unless it ends where a word does; returns where it ends.
fn numeric<'v>(out: &mut Tokens<'v, '_>, at: usize, worded: impl Fn(usize) -> bool, vocab: &'v Vocab) -> Option<usize> {
    let rest = &out.text[at..];
    // [2] is a footnote's mark.
    if out.text[..at].ends_with('[')
        && let Some(close) = rest.find(']').filter(|close| rest[..*close].bytes().all(|b| b.is_ascii_digit()) && *close > 0)
    {
        out.inner_numbers.push(at..at + close);
        return Some(at + close);
    }
    // A Latin letter or a hyphen before the digits makes them part of a name: H.264, BD-2, CS-6400.
    // GDP191.72亿元: but not the name of a metric.
    let metric = out.tokens.last().is_some_and(|last| last.range.end == at && last.is_metric());
    let named = !metric
        && rest.starts_with(|c: char| c.is_ascii_digit())
        && out.text[..at].trim_end_matches(['-', '.']).ends_with(|c: char| c.is_ascii_alphabetic());
    if named {
        let len = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        out.inner_numbers.push(at..at + len);
        return Some(at + len);
    }
    // 3.2002年底,…: an item's number, and the year that its sentence opens with.
    if let Some(len) = item_number(rest, vocab) {
        out.inner_numbers.push(at..at + len);
        return Some(at + len);
    }
    let first = number(rest, vocab);
    if let Some(time) = first.as_ref().and_then(|first| time::dated(out.text, at, first, vocab)) {
        let end = time.range.end;
        out.tokens.push(Token::new(time.range.clone(), Kind::Time(out.times.len())));
        out.times.push(time);
        return Some(end);
    }
    let known = out.quantities.len();
    quantities(out.text, at, first, vocab, &mut out.quantities);
    let end = out.quantities[known..].last()?.range.end;
    if worded(end) {
        out.quantities.truncate(known);
        return None;
    }
    for (quantity, index) in out.quantities[known..].iter().zip(known..) {
        out.tokens.push(Token::new(quantity.range.clone(), Kind::Quantity(index)));
    }
    Some(end)
}

/// Bytes of an item's number with a dot right before a year: 3.2002年底.
fn item_number(rest: &str, vocab: &Vocab) -> Option<usize> {
    let dot = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&dot) || !rest[dot..].starts_with('.') {
        return None;
    }
    let digits = rest[dot + 1..].bytes().take_while(u8::is_ascii_digit).count();
    let year: i32 = rest[dot + 1..dot + 1 + digits].parse().ok()?;
    let marked = || vocab.times.head(&rest[dot + 1 + digits..], &[TimeWordKind::YearMark]).is_some();
    (YEARS.contains(&year) && marked()).then_some(dot)
}

/// A word of the lists; returns where it ends.
fn listed<'v>(out: &mut Tokens<'v, '_>, at: usize, word: &'v Word, vocab: &Vocab) -> usize {
    let range = at..at + word.len;
    let mut senses = word.senses.iter();
    if word.time
        && let Some(time) = senses.find_map(|sense| if let Sense::Time(time) = sense { Some(time) } else { None })
    {
        let other = word.senses.iter().any(|sense| matches!(sense, Sense::Cue(_)));
        let bare = matches!(time.kind, TimeWordKind::Until | TimeWordKind::Recent | TimeWordKind::SamePeriod);
        // 到, 比上年 and their like are grammar first; they stay words, and times join them later.
        if !(other && bare) {
            let mention = time::worded(out.text, range, time, vocab);
            let end = mention.range.end;
            out.tokens.push(Token::new(mention.range.clone(), Kind::Time(out.times.len())));
            out.times.push(mention);
            return end;
        }
    }
    let end = range.end;
    let mut at = range.start;
    while word.digits
        && let Some(offset) = out.text[at..end].bytes().position(|b| b.is_ascii_digit())
    {
        let start = at + offset;
        // PM2.5: a point inside belongs to the number.
        let number = &out.text[start..end];
        let len = number.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(number.len());
        out.inner_numbers.push(start..start + len);
        at = start + len;
    }
    let token = Token { range, kind: Kind::Word(word), cues: word.cues };
    // 上10亿元, but not 上市潜质: a bound of one character stands right before a number, else it is part of another word.
    let single = || out.text[token.range.clone()].chars().nth(1).is_none();
    let number = || out.text[end..].trim_start().starts_with(|c: char| c.is_ascii_digit() || vocab.numerals.begins(c));
    if token.cue(Cue::Over) && single() && !number() {
        return end;
    }
    // 省科技型中小企业118家: what is counted by title is of that level, not of the province.
    if let Some(last) = out.tokens.last_mut().filter(|last| last.cue(Cue::Tier) && last.range.end == token.range.start)
        && token.metrics().any(|(metric, _)| vocab.metric(metric).unit == "count")
    {
        *last = Token::new(last.range.clone(), Kind::Tier);
    }
    out.cues = out.cues.with(word.cues);
    out.names_part |= word.narrower == Some(Narrower::Area);
    out.tokens.push(token);
    end
}
