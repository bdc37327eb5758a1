//! Width: one character for each mark, whether it was printed full width, half width or in another style.

use super::{CleanWords, marks, replaced};
use crate::clean::words::Class;
use crate::model::Mapped;

pub(super) fn run(text: Mapped, words: &CleanWords) -> Mapped {
    let rest = text.text();
    let printed = |c: &char| !is_space(*c) && !is_invisible(*c);
    let narrow = |at: usize, c: char| {
        let before = || rest[..at].chars().rev().find(printed);
        let after = || rest[at + c.len_utf8()..].chars().find(printed);
        match c {
            ' '..='~' if c != '~' => Some(c),
            '\n' | '\t' => Some(c),
            '\r' if rest[at + 1..].starts_with('\n') => None,
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
            _ if is_space(c) => Some(' '),
            _ if is_invisible(c) => None,
            '，' => Some(comma(rest, at, before())),
            '~' | '～' | '〜' | '∼' | '—' | '–' | '―' | '‐' | '‑' | '－' | '─' => {
                Some(dash(c, before(), after(), words))
            }
            '’' | '‘' if before().is_some_and(|c| c.is_ascii_alphabetic()) => Some('\''),
            _ => Some(canonical(c)),
        }
    };
    replaced(&text, marks(rest), narrow).unwrap_or(text)
}

/// The one form of a mark that has several.
fn canonical(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '「' | '『' | '‘' | '〝' | '｢' | '﹁' => '“',
        '」' | '』' | '’' | '〞' | '｣' | '﹂' => '”',
        '∶' | '︰' | '﹕' | 'ː' | '︓' => ':',
        '﹐' | '︐' => ',',
        '﹔' => ';',
        '﹑' | '､' => '、',
        '｡' | '︒' => '。',
        '﹒' => '.',
        '﹗' => '!',
        '﹖' => '?',
        '﹪' => '%',
        '﹙' => '(',
        '﹚' => ')',
        '−' | '﹣' => '-',
        '│' | '┃' | '║' | '┆' | '┊' | '￨' => '|',
        _ => c,
    }
}

/// A full-width comma between two half-width digits parts figures, it never groups thousands.
fn comma(text: &str, at: usize, before: Option<char>) -> char {
    let after = text[at + '，'.len_utf8()..].chars().next();
    let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    if ascii(before) && ascii(after) { '、' } else { ',' }
}

/// A dash between a figure and a digit is a range; any other dash stays.
fn dash(c: char, before: Option<char>, after: Option<char>, words: &CleanWords) -> char {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let opens = before.is_some_and(|c| digit(c) || matches!(c, '%' | '％') || words.has_char(Class::RangeEnd, c));
    match c {
        _ if opens && after.is_some_and(digit) => '-',
        '－' | '‐' | '‑' => '-',
        '～' => '~',
        _ => c,
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}')
}

/// Characters that print nothing: they go, the map remembers where they stood.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::testing::words;

    fn narrowed(text: &str) -> String {
        run(Mapped::identity(text), words()).text().to_owned()
    }

    #[test]
    fn figures_come_out_in_half_width() {
        assert_eq!(narrowed("增长１５．８％，实现１，０５２．３亿元（含南区）；"), "增长15.8%,实现1,052.3亿元(含南区);");
        assert_eq!(narrowed("三产比１．６∶４１．８：56.6"), "三产比1.6:41.8:56.6");
    }

    #[test]
    fn dashes_make_ranges_only_before_digits() {
        assert_eq!(narrowed("1—11月、2万～3万人、2016年－2020年"), "1-11月、2万-3万人、2016年-2020年");
        assert_eq!(narrowed("共12家——其中外资—国资各半\t—\n3月"), "共12家——其中外资—国资各半\t—\n3月");
    }

    #[test]
    fn a_list_of_figures_is_no_thousands_group() {
        assert_eq!(narrowed("分别为120，350，480家"), "分别为120、350、480家");
        assert_eq!(narrowed("1,200万元"), "1,200万元");
    }

    #[test]
    fn quotes_spaces_and_line_ends_have_one_form() {
        assert_eq!(narrowed("「一区」\u{3000}『多园』\r\n甲\u{200B}乙\u{C}Let’s"), "“一区” “多园”\n甲乙\nLet's");
    }
}
