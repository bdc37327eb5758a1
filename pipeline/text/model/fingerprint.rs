//! What an article is recognised by when it is printed again: a hash of its text, and one of each figure with the letters before it.

use serde::{Deserialize, Serialize};

/// Letters and digits of a shingle: a figure and what stands before it.
const LETTERS: usize = 16;
/// Bytes of an ideograph.
const IDEOGRAPH: usize = 3;

/// What makes an article recognisable, whoever prints it under whatever title, and however wrapped, pointed and encoded.
///
/// Everything is of letters and digits only. A shingle is the 16 of them that end with a figure; where the sentence begins
/// later, its first 16. A figure in its context is what tells texts apart: prose and commonplaces are written alike year
/// after year, figures are not. No shingle reaches beyond its sentence, so that the sentences of an excerpt have those of its source;
/// the end of a line ends no sentence, since reprints wrap as they like.
///
/// Nothing is sampled: an article has no more shingles than numbers, and each takes 8 bytes, a tenth of what the number itself
/// takes in the ledger. So the share of figures that two articles have in common is exact, but for hashes that collide (one pair in
/// 2⁶⁴).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Number of letters and digits.
    pub letters: u32,
    /// Hash of all of them.
    pub text: u64,
    /// Hashes of the shingles, ascending, each once.
    pub figures: Vec<u64>,
}

impl Fingerprint {
    /// The fingerprint of an article of these lines or sentences, as cleaned (one script, narrow digits).
    pub fn of<'t>(parts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut article = Letters::default();
        for part in parts {
            article.read(part);
        }
        article.end_sentence();
        let Letters { text, letters, mut figures, .. } = article;
        figures.sort_unstable();
        figures.dedup();
        Self { letters, text: hash(&text), figures }
    }

    /// The article has words enough for its text to be nobody else's by chance.
    pub fn is_text(&self) -> bool {
        self.letters as usize >= 2 * LETTERS
    }
}

/// The letters and digits of an article as far as it is read, with the figures among them.
#[derive(Default)]
struct Letters {
    text: String,
    /// How many they are.
    letters: u32,
    /// The byte at which its last sentence begins.
    sentence: usize,
    /// The bytes at which a figure of that sentence ends.
    ends: Vec<usize>,
    in_figure: bool,
    /// The shingles of the sentences before.
    figures: Vec<u64>,
}

impl Letters {
    /// Reads a line or a sentence; no figure goes on behind it.
    fn read(&mut self, mut part: &str) {
        loop {
            let run = ideographs(part);
            if run > 0 {
                self.text.push_str(&part[..run]);
                self.letters += (run / IDEOGRAPH) as u32;
                self.in_figure = false;
            }
            let Some(c) = part[run..].chars().next() else { break };
            self.read_one(c);
            part = &part[run + c.len_utf8()..];
        }
        self.in_figure = false;
    }

    fn read_one(&mut self, c: char) {
        if !matches!(c, '、' | '。' | '“' | '”') && c.is_alphanumeric() {
            self.text.push(c.to_ascii_lowercase());
            self.letters += 1;
        }
        if c.is_ascii_digit() {
            if self.in_figure {
                self.ends.pop();
            }
            self.ends.push(self.text.len());
        }
        self.in_figure = c.is_ascii_digit() || self.in_figure && matches!(c, '.' | ',');
        if matches!(c, '。' | '!' | '?') {
            self.end_sentence();
        }
    }

    fn end_sentence(&mut self) {
        let sentence = &self.text[self.sentence..];
        self.figures.extend(self.ends.drain(..).map(|end| {
            let before = &sentence[..end - self.sentence];
            match before.char_indices().nth_back(LETTERS - 1) {
                Some((start, _)) => hash(&before[start..]),
                None => hash(sentence.char_indices().nth(LETTERS).map_or(sentence, |(end, _)| &sentence[..end])),
            }
        }));
        self.sentence = self.text.len();
    }
}

/// Bytes of the ideographs (U+4E00 to U+9FFF) that the text begins with: most of a Chinese text is letters by their first two
/// bytes, without a look into the tables of Unicode.
pub(crate) fn ideographs(text: &str) -> usize {
    let ideograph = |bytes: &&[u8]| matches!(bytes, [0xe5..=0xe9, ..] | [0xe4, 0xb8..=0xbf, ..]);
    IDEOGRAPH * text.as_bytes().chunks_exact(IDEOGRAPH).take_while(ideograph).count()
}

/// The first 8 bytes of the hash of a text.
fn hash(text: &str) -> u64 {
    let [a, b, c, d, e, f, g, h, ..] = *blake3::hash(text.as_bytes()).as_bytes();
    u64::from_be_bytes([a, b, c, d, e, f, g, h])
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: [&str; 3] = [
        "2021年,济南高新区实现地区生产总值1510.3亿元,比上年增长9.3%。",
        "一般公共预算收入148亿元,增长12.4%;社会消费品零售总额405.3亿元。",
        "全年新增高新技术企业386家。",
    ];

    fn shared(a: &Fingerprint, b: &Fingerprint) -> usize {
        a.figures.iter().filter(|figure| b.figures.binary_search(figure).is_ok()).count()
    }

    #[test]
    fn points_wraps_and_case_do_not_matter() {
        let plain = Fingerprint::of(REPORT);
        assert_eq!((plain.letters, plain.figures.len()), (79, 7));
        let other = REPORT.map(|sentence| sentence.replace(',', " , ").replace('。', "!"));
        assert_eq!(Fingerprint::of(other.iter().map(String::as_str)), plain);
        let wrapped = REPORT.concat().chars().map(String::from).collect::<Vec<_>>();
        let wrapped =
            Fingerprint::of(wrapped.chunks(17).map(|line| line.concat()).collect::<Vec<_>>().iter().map(String::as_str));
        assert_eq!((wrapped.text, shared(&plain, &wrapped)), (plain.text, plain.figures.len()));
        assert_eq!(Fingerprint::of(["GDP增长9%"]), Fingerprint::of(["gdp增长9%"]));
    }

    #[test]
    fn an_excerpt_has_the_shingles_of_its_source() {
        let source = Fingerprint::of(REPORT);
        let excerpt = Fingerprint::of([REPORT[1], REPORT[2]]);
        assert_eq!((shared(&excerpt, &source), excerpt.figures.len()), (4, 4));
        assert_ne!(excerpt.text, source.text);
    }

    #[test]
    fn the_same_words_with_other_figures_have_none_of_them() {
        let next = REPORT.map(|sentence| sentence.replace("2021", "2022").replace('3', "7").replace('4', "5"));
        assert_eq!(shared(&Fingerprint::of(REPORT), &Fingerprint::of(next.iter().map(String::as_str))), 0);
    }

    #[test]
    fn figures_end_where_a_reader_ends_them() {
        let figures = |sentence| Fingerprint::of([sentence]).figures.len();
        assert_eq!(figures("全区规模以上工业企业的总产值分别增长2.1%、3.5%和1,200.5%"), 3);
        assert_eq!(figures("GDP增长2.1%、3.5%"), 1, "what stands in the first letters of a sentence is one shingle");
        assert_eq!((figures("没有数字"), figures("")), (0, 0));
    }
}
