//! Lookalikes: the letters O and l that a reader of print put for the digits 0 and 1, `1O2.5亿元`, `2O20年`, `l2.6%`.

use super::{CleanWords, replaced};
use crate::clean::words::Class;
use crate::model::Mapped;

pub(super) fn run(text: Mapped, words: &CleanWords) -> Mapped {
    let source = text.text();
    let letters = source.char_indices().filter(|(_, c)| digit_for(*c).is_some());
    let change = |at: usize, c: char| Some(digit_for(c).filter(|_| stands_in_figure(source, at, words)).unwrap_or(c));
    replaced(&text, letters, change).unwrap_or(text)
}

fn digit_for(c: char) -> Option<char> {
    match c {
        'O' | 'o' | 'О' | 'о' => Some('0'),
        'l' | 'I' => Some('1'),
        _ => None,
    }
}

/// True when the letter is part of a figure: with more digits than such letters, no other letter beside it, and a unit behind.
fn stands_in_figure(text: &str, at: usize, words: &CleanWords) -> bool {
    let part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',') || digit_for(c).is_some();
    let start = text[..at].char_indices().rev().take_while(|(_, c)| part(*c)).last().map_or(at, |(start, _)| start);
    let end = text[at..].char_indices().find(|(_, c)| !part(*c)).map_or(text.len(), |(len, _)| at + len);
    let figure = text[start..end].trim_end_matches(['.', ',']);
    let digits = figure.chars().filter(char::is_ascii_digit).count();
    let letters = figure.chars().filter(|c| digit_for(*c).is_some()).count();
    let letter = |c: char| c.is_alphabetic() && c.is_ascii() || matches!(c, '-' | '/' | '_');
    let unit = |c: char| matches!(c, '%' | '‰') || words.has_char(Class::Unit, c) || words.has_char(Class::YearMark, c);
    let before = text[..start].chars().next_back();
    let after = text[start + figure.len()..].chars().find(|c| *c != ' ');
    digits >= letters && digits > 0 && !before.is_some_and(letter) && after.is_some_and(unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::testing::words;

    fn printed(text: &str) -> String {
        run(Mapped::identity(text), words()).text().to_owned()
    }

    #[test]
    fn letters_within_figures_are_digits() {
        assert_eq!(printed("产值1O2.5亿元,到2O20年增长l2.6%,企业10O家"), "产值102.5亿元,到2020年增长12.6%,企业100家");
        assert_eq!(printed("面积3O 平方公里"), "面积30 平方公里");
    }

    #[test]
    fn letters_of_words_stay() {
        for text in [
            "O2O平台3家",
            "CO2减排",
            "ISO9001认证5家",
            "I类企业",
            "5l装",
            "iOS 15版",
            "B2O3材料",
            "AI30强",
            "5G-l2家",
            "II期10亿元",
        ] {
            assert_eq!(printed(text), text);
        }
    }
}
