//! Script: traditional characters become simplified ones, one for one; radicals become the characters they stand for.

use super::{CleanWords, is_han, replaced};
use crate::model::Mapped;

pub(super) fn run(text: Mapped, words: &CleanWords) -> Mapped {
    replaced(&text, text.text().char_indices(), |_, c| Some(words.simplified(c))).unwrap_or(text)
}

/// The script of a text, by how many of its Han characters change: `zh-Hant`, `zh-Hans`, or `und` without Han.
///
/// Converted pages keep some simplified characters and simplified pages quote traditional names, hence the share.
pub(in crate::clean) fn detect(text: &str, words: &CleanWords) -> &'static str {
    let (mut han, mut changed) = (0usize, 0usize);
    for c in text.chars().filter(|&c| is_han(c)) {
        han += 1;
        changed += usize::from(words.simplified(c) != c);
    }
    match (han, changed) {
        (0, _) => "und",
        _ if changed * 20 > han => "zh-Hant",
        _ => "zh-Hans",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::testing::words;

    fn simplified(text: &str) -> String {
        run(Mapped::identity(text), words()).text().to_owned()
    }

    #[test]
    fn names_of_places_come_out_as_the_lists_write_them() {
        assert_eq!(simplified("瀋陽、臺州、餘杭、後海、裏水、於"), "沈阳、台州、余杭、后海、里水、于");
        assert_eq!(simplified("⾼新区⼯业"), "高新区工业");
    }

    #[test]
    fn simplified_text_stays_as_it_is() {
        let text = "磐石市、乾安县的著名园区捍卫阵地,面积3亩,于2010年后再启程";
        assert_eq!(simplified(text), text);
    }

    #[test]
    fn the_script_is_told_by_its_share() {
        assert_eq!(detect("園區規劃與經濟開發", words()), "zh-Hant");
        assert_eq!(detect("园区规划与经济开发,瀋", words()), "zh-Hant");
        assert_eq!(detect("全区完成工业总产值一百二十亿元,同比增长百分之五,居全市首位,瀋", words()), "zh-Hans");
        assert_eq!(detect("GDP 12%", words()), "und");
    }
}
