//! Text that was once read in a wrong encoding and saved so: UTF-8 that shows as `æ–°` or as `鏂板尯`. What can be turned back
//! without loss is; the rest is told from rare prose by what it would have been.

use encoding_rs::{GB18030, WINDOWS_1252};
use zonefacts_text::model::{Issue, IssueCode, RawDocument, Severity};

use crate::charset::Reading;

/// The names of the encodings that such texts went through.
const LATIN: &str = "UTF-8 by windows-1252";
const CHINESE: &str = "UTF-8 by GB18030";

/// So many characters show whether a text went through GB18030.
const SAMPLE: usize = 4096;
/// Three characters show for two; of a text with more than this part lost nothing can be told.
const LOST: usize = 2;
/// What it would have been reads at least so much like Chinese …
const LIKELY: f64 = 0.4;
/// … and so much more than what stands there.
const LIKELIER: f64 = 0.3;

/// The text as it was before it was saved wrong, and by way of which encoding; none when nothing can be turned back.
pub(crate) fn mended(text: &str) -> Option<(String, &'static str)> {
    from_latin(text).map(|text| (text, LATIN)).or_else(|| Some((from_chinese(text)?, CHINESE)))
}

/// The issue of a text that was mended, or that could not be.
pub(crate) fn issue(document: &RawDocument) -> Option<Issue> {
    let by = &document.head.encoding;
    let (severity, message) = if is_garbled(&document.text) {
        let message =
            "parts read like UTF-8 that was once taken for GB18030; characters were lost, so that they stay as they are";
        (Severity::Warning, message.to_owned())
    } else if [LATIN, CHINESE].contains(&by.as_str()) {
        (Severity::Info, format!("the text was saved as {by}; it was turned back without loss"))
    } else {
        return None;
    };
    let document = document.head.document.clone();
    Some(Issue { document, span: None, code: IssueCode::CharsetDoubtful, severity, message })
}

/// Turns back every run of Latin letters and signs that is UTF-8 of Chinese.
fn from_latin(text: &str) -> Option<String> {
    // The first bytes of Chinese characters.
    if !text.contains(|c| matches!(c, '\u{e3}'..='\u{ef}')) {
        return None;
    }
    let mut out = String::new();
    let mut run: (String, Vec<u8>) = Default::default();
    let mut mended = false;
    let mut end = |run: &mut (String, Vec<u8>), out: &mut String| {
        let (printed, bytes) = std::mem::take(run);
        match String::from_utf8(bytes) {
            Ok(text) if text.contains(is_chinese) => {
                mended = true;
                out.push_str(&text);
            }
            _ => out.push_str(&printed),
        }
    };
    for c in text.chars() {
        match latin_byte(c) {
            Some(byte) => {
                run.0.push(c);
                run.1.push(byte);
            }
            None => {
                end(&mut run, &mut out);
                out.push(c);
            }
        }
    }
    end(&mut run, &mut out);
    mended.then_some(out)
}

/// The byte that shows as `c` in Latin-1 or in windows-1252; none for ASCII, which never is a part of a longer character.
fn latin_byte(c: char) -> Option<u8> {
    match c {
        '\u{80}'..='\u{ff}' => u8::try_from(c).ok(),
        '\u{100}'..='\u{2122}' => {
            let mut buffer = [0; 4];
            let (bytes, _, unknown) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
            (!unknown && bytes.len() == 1).then(|| bytes[0])
        }
        _ => None,
    }
}

/// A Han character or a mark of Chinese print.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// Turns back the lines of a text that has the habit; a line of which something was lost stays.
fn from_chinese(text: &str) -> Option<String> {
    if !is_garbled(text) {
        return None;
    }
    let back = |line: &str| {
        let (bytes, _, unknown) = GB18030.encode(line);
        let back = String::from_utf8(bytes.into_owned()).ok().filter(|_| !unknown)?;
        (Reading::of(&back).weight > Reading::of(line).weight).then_some(back)
    };
    let lines: Vec<Option<String>> = text.split('\n').map(back).collect();
    let any = lines.iter().any(Option::is_some);
    any.then(|| {
        text.split('\n').zip(lines).map(|(line, back)| back.unwrap_or_else(|| line.to_owned())).collect::<Vec<_>>().join("\n")
    })
}

/// True when the text, written as GB18030, reads far more like Chinese as UTF-8 than it does itself.
fn is_garbled(text: &str) -> bool {
    let sample: String = text.chars().filter(|c| !c.is_ascii() && *c != char::REPLACEMENT_CHARACTER).take(SAMPLE).collect();
    if sample.is_empty() {
        return false;
    }
    // What was lost between two characters does not count against them.
    let back = String::from_utf8_lossy(&GB18030.encode(&sample).0).replace(char::REPLACEMENT_CHARACTER, "");
    if back.chars().count() * LOST < sample.chars().count() {
        return false;
    }
    let (was, back) = (Reading::of(&sample).weight, Reading::of(&back).weight);
    back > LIKELY && back > was + LIKELIER
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::{prelude::*, test_runner::RngSeed};

    use super::*;

    const TEXT: &str = "2017年，锦州高新区生产总值72.6亿元，“同比”增长15.8%。\n税收 6.3亿元；";

    /// The text as a program shows it that takes its bytes for Latin-1.
    fn latin(text: &str) -> String {
        text.bytes().map(char::from).collect()
    }

    #[test]
    fn latin_letters_are_turned_back() {
        let windows = WINDOWS_1252.decode_without_bom_handling(TEXT.as_bytes()).0.into_owned();
        for garbled in [latin(TEXT), windows] {
            assert_eq!(mended(&garbled), Some((TEXT.to_owned(), LATIN)));
        }
        let part = format!("{}，正文完好。café ©", latin("标题"));
        assert_eq!(mended(&part).unwrap().0, "标题，正文完好。café ©");
    }

    #[test]
    fn what_went_through_gb18030_is_turned_back_where_nothing_was_lost() {
        let garbled = |text: &str| GB18030.decode_without_bom_handling(text.as_bytes()).0.into_owned();
        let even = "税收收入外贸出口\n研发机构从业人员";
        assert_eq!(mended(&garbled(even)), Some((even.to_owned(), CHINESE)));
        // The last byte of 区 was lost with the digit behind it.
        let odd = garbled(&format!("{even}\n高新区12亿元"));
        let (text, _) = mended(&odd).unwrap();
        assert!(text.starts_with(even) && text.contains('\u{fffd}'), "{text}");
    }

    #[test]
    fn good_text_stays() {
        for text in [TEXT, "", "café, Ångström ©2019 “quoted” – 5€", "浙江联通", "臺灣積體電路", "鏂、瑭、镕、堃"]
        {
            assert_eq!(mended(text), None, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(20_261_122), failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_chinese_comes_back(text in "[一-龥，。、 a-z0-9%\\n]{0,60}") {
            let chinese = text.contains(is_chinese);
            prop_assert_eq!(mended(&latin(&text)), chinese.then(|| (text.clone(), LATIN)));
        }
    }
}
