//! Bytes to text: the encoding is judged by what the bytes read like, never by what a page declares, which is wrong too often.

use std::{
    io::{self, Read},
    sync::LazyLock,
};

use encoding_rs::{BIG5, Decoder, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use zonefacts_text::model::Span;

use crate::mojibake;

/// The encodings of Chinese reports; of equally good ones the first is taken.
const CANDIDATES: [(&str, &Encoding); 5] =
    [("UTF-8", UTF_8), ("GB18030", GB18030), ("Big5", BIG5), ("UTF-16LE", UTF_16LE), ("UTF-16BE", UTF_16BE)];

/// How much of a file is judged, around its first byte that is not plain ASCII. Even, so that no UTF-16 unit is cut.
const SAMPLE: usize = 1 << 16;

/// A text holds no control characters but white space; bytes of which more than this part reads as such are none.
const CONTROLS: f64 = 0.02;

/// A shorter text may hold one of them all the same.
const SHORT: f64 = 60.0;

/// So many characters of three bytes for each broken place are UTF-8 all the same.
const BROKEN: usize = 2;

/// A file as text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The text without a byte order mark; a place that does not decode holds U+FFFD.
    pub(crate) text: String,
    /// The name of the encoding.
    pub(crate) encoding: &'static str,
}

/// The text of `bytes`, or none when no encoding makes text of them.
pub(crate) fn decode(bytes: &[u8]) -> Option<Decoded> {
    let (encoding, from) = marked(bytes).or_else(|| Some((likeliest(bytes)?, 0)))?;
    let (name, decoder) = CANDIDATES[encoding];
    let (text, _) = decoder.decode_without_bom_handling(&bytes[from..]);
    let (text, encoding) = mojibake::mended(&text).unwrap_or_else(|| (text.into_owned(), name));
    Some(Decoded { text, encoding })
}

/// So much of a stream is looked at for its first byte that is not plain ASCII.
const LOOK: usize = 4 << 20;

/// A stream of bytes as a stream of UTF-8, by one encoding that its beginning tells.
pub(crate) struct Stream<R> {
    bytes: R,
    encoding: usize,
    decoder: Decoder,
    /// Bytes that were looked at and not decoded yet.
    head: Vec<u8>,
    /// Decoded text, and how much of it has been read.
    text: String,
    read: usize,
    ended: bool,
}

impl<R: Read> Stream<R> {
    /// Looks at the beginning of a stream; none of its bytes are lost. An error when no encoding makes text of them.
    pub(crate) fn open(mut bytes: R) -> io::Result<Self> {
        let mut head = Vec::new();
        while head.len() < LOOK && bytes.by_ref().take(SAMPLE as u64).read_to_end(&mut head)? > 0 {
            let telling = head.iter().position(|byte| !byte.is_ascii() || *byte == 0);
            if telling.is_some_and(|first| first + SAMPLE <= head.len()) {
                break;
            }
        }
        let judged = marked(&head).or_else(|| Some((likeliest(&head)?, 0)));
        let (encoding, from) = judged.ok_or_else(|| io::Error::other("the bytes are no text in any known encoding"))?;
        let decoder = CANDIDATES[encoding].1.new_decoder_without_bom_handling();
        let head = head.split_off(from);
        Ok(Self { bytes, encoding, decoder, head, text: String::new(), read: 0, ended: false })
    }

    /// The name of the encoding.
    pub(crate) fn encoding(&self) -> &'static str {
        CANDIDATES[self.encoding].0
    }

    fn refill(&mut self) -> io::Result<()> {
        let mut bytes = std::mem::take(&mut self.head);
        if bytes.is_empty() {
            self.ended = self.bytes.by_ref().take(SAMPLE as u64).read_to_end(&mut bytes)? == 0;
        }
        self.text.clear();
        self.read = 0;
        // Room for all of it, so that one call decodes all of it.
        self.text.reserve(self.decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3 + 16));
        let _ = self.decoder.decode_to_string(&bytes, &mut self.text, self.ended);
        Ok(())
    }
}

impl<R: Read> Read for Stream<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.read == self.text.len() {
            if self.ended {
                return Ok(0);
            }
            self.refill()?;
        }
        let count = (&self.text.as_bytes()[self.read..]).read(buffer)?;
        self.read += count;
        Ok(count)
    }
}

/// How many places of a text were not decoded, and the first of them.
pub(crate) fn replaced(text: &str) -> Option<(usize, Span)> {
    let mut places = text.chars().enumerate().filter(|(_, c)| *c == char::REPLACEMENT_CHARACTER);
    let first = u32::try_from(places.next()?.0).unwrap_or(u32::MAX - 1);
    Some((1 + places.count(), Span::new(first, first + 1)))
}

/// The candidate that a byte order mark names, and the mark's length.
fn marked(bytes: &[u8]) -> Option<(usize, usize)> {
    let (encoding, length) = Encoding::for_bom(bytes)?;
    Some((CANDIDATES.iter().position(|(_, candidate)| *candidate == encoding)?, length))
}

fn likeliest(bytes: &[u8]) -> Option<usize> {
    let Some(first) = bytes.iter().position(|byte| !byte.is_ascii() || *byte == 0) else {
        return Some(0);
    };
    let sample = &bytes[first.saturating_sub(SAMPLE / 2) & !1..];
    let sample = &sample[..sample.len().min(SAMPLE)];
    let mut best = None;
    for (at, (_, encoding)) in CANDIDATES.iter().enumerate() {
        let text = encoding.decode_without_bom_handling(sample).0;
        let reading = if *encoding == UTF_8 { Reading::of_utf8(&text) } else { Reading::of(&text) };
        // UTF-16 makes letters of any bytes: without a mark it is believed only where the letters are Chinese.
        let plausible = reading.controls < CONTROLS && (reading.weight > 0.0 || encoding.is_ascii_compatible());
        if plausible && best.is_none_or(|(_, most)| reading.weight > most) {
            best = Some((at, reading.weight));
        }
    }
    best.map(|(at, _)| at)
}

/// How one candidate reads the sample.
pub(crate) struct Reading {
    /// How much it looks like Chinese: the mean over the characters that tell, since plain ASCII reads alike in most encodings.
    pub(crate) weight: f64,
    /// Which part of all characters are control characters.
    controls: f64,
}

impl Reading {
    /// UTF-8 does not happen by chance: beside its characters a broken place counts little. Where it was once taken for another
    /// encoding, what counts is what it was.
    fn of_utf8(text: &str) -> Self {
        let broken = text.matches(char::REPLACEMENT_CHARACTER).count();
        let whole = || text.replace(char::REPLACEMENT_CHARACTER, "");
        let long = text.chars().filter(|c| *c >= '\u{800}').count() - broken;
        let reading = if broken > 0 && long >= BROKEN * broken { Self::of(&whole()) } else { Self::of(text) };
        let was = mojibake::mended(text).map(|(text, _)| Self::of(&text)).filter(|was| was.weight > reading.weight);
        was.unwrap_or(reading)
    }

    pub(crate) fn of(text: &str) -> Self {
        let (mut all, mut controls, mut telling, mut weights) = (0.0, 0.0, 0.0, 0.0);
        for c in text.chars() {
            let control = c.is_control() && !c.is_ascii_whitespace();
            all += 1.0;
            controls += f64::from(u8::from(control));
            if control || !c.is_ascii() {
                telling += 1.0;
                weights += weight(c);
            }
        }
        Self { weight: weights / f64::max(telling, 1.0), controls: controls / f64::max(all, SHORT) }
    }
}

fn weight(c: char) -> f64 {
    match c {
        _ if COMMON.contains(c) => 1.0,
        // Marks that reports use: general and Chinese punctuation, signs, numbers in circles, full-width forms.
        '\u{a0}'..='\u{bf}' | '×' | '÷' | '\u{2000}'..='\u{214f}' | '\u{2150}'..='\u{22ff}' | '\u{2460}'..='\u{27bf}' => 0.2,
        '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff5e}' | '\u{ffe0}'..='\u{ffe6}' => 0.5,
        // Pinyin.
        'à'..='ü' | 'ā' | 'ē' | 'ě' | 'ī' | 'ń' | 'ň' | 'ō' | 'ū' | 'ǎ'..='ǜ' => 0.0,
        '\u{4e00}'..='\u{9fff}' => -0.2,
        // Rare characters of names, which Big5 with its Hong Kong supplement writes too.
        '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{3134f}' => -0.5,
        char::REPLACEMENT_CHARACTER | '\u{e000}'..='\u{f8ff}' => -4.0,
        _ if c.is_control() => -4.0,
        _ => -1.0,
    }
}

/// The characters that the first levels of the two national standards hold: those in common use on either side.
static COMMON: LazyLock<Common> = LazyLock::new(|| {
    let mut common = Common(vec![false; 0x1_0000]);
    common.add(GB18030, 0xb0..=0xd7, &[0xa1..=0xfe]);
    common.add(BIG5, 0xa4..=0xc6, &[0x40..=0x7e, 0xa1..=0xfe]);
    common
});

/// A set of characters of the basic plane.
struct Common(Vec<bool>);

impl Common {
    fn add(&mut self, encoding: &'static Encoding, leads: std::ops::RangeInclusive<u8>, trails: &[std::ops::RangeInclusive<u8>]) {
        for lead in leads {
            for trail in trails.iter().cloned().flatten() {
                let bytes = [lead, trail];
                let (text, _) = encoding.decode_without_bom_handling(&bytes);
                for c in text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)) {
                    self.0[c as usize] = true;
                }
            }
        }
    }

    fn contains(&self, c: char) -> bool {
        self.0.get(c as usize).copied().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::{prelude::*, test_runner::RngSeed};

    use super::*;
    use crate::testing::encoded;

    const SIMPLE: &str = "2017年，全区地区生产总值实现72.6亿元，同比增长15.8%。";
    const TRADITIONAL: &str = "二○一七年，全區生產總值達七十二億元，較上年成長百分之十五。";

    fn detected(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes).unwrap();
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn every_encoding_is_told_from_the_others() {
        for (text, encoding) in [
            (SIMPLE, "UTF-8"),
            (SIMPLE, "GB18030"),
            (SIMPLE, "UTF-16LE"),
            (SIMPLE, "UTF-16BE"),
            (TRADITIONAL, "UTF-8"),
            (TRADITIONAL, "GB18030"),
            (TRADITIONAL, "Big5"),
            (TRADITIONAL, "UTF-16LE"),
        ] {
            assert_eq!(detected(&encoded(text, encoding)), (text.to_owned(), encoding));
        }
    }

    #[test]
    fn short_texts() {
        for text in ["高新区", "增长", "锦州高新区", "全市第一", "产值58亿元", "牛", "联通", "浙江", "同比增长8%"]
        {
            assert_eq!(detected(&encoded(text, "GB18030")), (text.to_owned(), "GB18030"));
            assert_eq!(detected(&encoded(text, "UTF-8")), (text.to_owned(), "UTF-8"));
        }
    }

    #[test]
    fn a_stray_byte_does_not_change_the_encoding() {
        for encoding in ["UTF-8", "GB18030"] {
            let mut bytes = encoded(&SIMPLE.repeat(3), encoding);
            bytes.insert(30, 0xff);
            let (text, found) = detected(&bytes);
            assert_eq!(found, encoding);
            assert!(text.starts_with("2017年，全区") && replaced(&text).is_some());
        }
    }

    #[test]
    fn a_stray_byte_in_a_short_text_neither() {
        for text in ["高新区", "增长8%", "产值58亿元", "锦州高新区全市第一"] {
            for at in text.char_indices().map(|(at, _)| at) {
                let mut bytes = text.as_bytes().to_vec();
                bytes.insert(at, 0xff);
                assert_eq!(detected(&bytes).1, "UTF-8", "{text} {at}");
            }
        }
    }

    #[test]
    fn big5_of_hong_kong() {
        let bytes = [&b"\x9d\xee\xa1\x42\x91\xc1\xa1\x42\x9d\xf2"[..], &encoded(TRADITIONAL, "Big5")].concat();
        assert_eq!(detected(&bytes), (format!("㗎、嚟、𨋢{TRADITIONAL}"), "Big5"));
    }

    #[test]
    fn utf8_saved_wrong_is_read_as_what_it_was() {
        let garbled: String = SIMPLE.bytes().map(char::from).collect();
        assert_eq!(detected(garbled.as_bytes()), (SIMPLE.to_owned(), "UTF-8 by windows-1252"));
        let even = "税收收入外贸出口\n研发机构从业人员";
        let garbled = GB18030.decode_without_bom_handling(even.as_bytes()).0;
        assert_eq!(detected(garbled.as_bytes()), (even.to_owned(), "UTF-8 by GB18030"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(20_261_122), failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn broken_bytes_never_change_the_encoding(
            encoding in prop::sample::select(vec!["UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"]),
            times in 1..6_usize,
            broken in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..2),
        ) {
            // One wrong byte puts all that follow it out of step, up to the next plain one: half of a single sentence of GB18030.
            prop_assume!(times > 1 || encoding != "GB18030");
            let mut bytes = encoded(&SIMPLE.repeat(times), encoding);
            for (at, byte) in &broken {
                // In place, so that units of two bytes stay in step; UTF-8 also keeps its head through an inserted byte.
                let at = at.index(bytes.len());
                if encoding == "UTF-8" { bytes.insert(at, *byte) } else { bytes[at] = *byte }
            }
            prop_assert_eq!(detected(&bytes).1, encoding);
        }

        #[test]
        fn any_text_of_common_characters_is_read_back(pairs in prop::collection::vec((0xb0..=0xd6_u8, 0xa1..=0xfe_u8), 8..60)) {
            let bytes: Vec<u8> = pairs.into_iter().flat_map(|(lead, trail)| [lead, trail]).collect();
            let text = GB18030.decode_without_bom_handling(&bytes).0.into_owned();
            for encoding in ["UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"] {
                prop_assert_eq!(detected(&encoded(&text, encoding)), (text.clone(), encoding));
            }
        }
    }

    #[test]
    fn a_mark_decides_and_is_dropped() {
        let utf8 = [&[0xef, 0xbb, 0xbf][..], "甲".as_bytes()].concat();
        assert_eq!(detected(&utf8), ("甲".to_owned(), "UTF-8"));
        let utf16 = [&[0xff, 0xfe][..], &encoded("a,b\r\n", "UTF-16LE")].concat();
        assert_eq!(detected(&utf16), ("a,b\r\n".to_owned(), "UTF-16LE"));
    }

    #[test]
    fn chinese_after_a_long_plain_head() {
        let page = format!("<style>{}</style>{SIMPLE}", ".a { color: red }\n".repeat(8000));
        assert_eq!(detected(&encoded(&page, "GB18030")).1, "GB18030");
        assert_eq!(detected(&encoded(&page, "UTF-8")).1, "UTF-8");
    }

    #[test]
    fn plain_ascii_is_utf8_and_rubbish_is_no_text() {
        assert_eq!(detected(b"GDP,72.6\n"), ("GDP,72.6\n".to_owned(), "UTF-8"));
        assert_eq!(decode(&[0; 64]), None);
        let noise: Vec<u8> = (0..2000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        assert_eq!(decode(&noise), None);
    }

    #[test]
    fn damage_is_counted_at_its_place() {
        assert_eq!(replaced("完好"), None);
        assert_eq!(replaced("甲\u{fffd}乙\u{fffd}"), Some((2, Span::new(1, 2))));
    }
}
