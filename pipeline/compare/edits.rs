//! What was edited in a list of the schemas folder: which rows, and which words came or went.

use std::collections::{BTreeMap, BTreeSet};

/// The column that no stage reads.
const NOTE: &str = "note";

/// The rows of a list that open with the same field, and how they differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// The file below the schemas folder.
    pub(super) file: String,
    /// What the rows open with: an id, a class.
    pub(super) row: String,
    /// Words and other values that one side has alone.
    pub(super) words: BTreeSet<String>,
}

/// How a list in CSV differs between two texts; an unreadable row counts as no row.
pub(super) fn edits(file: &str, old: &str, new: &str) -> Vec<Edit> {
    let (old, new) = (rows(old), rows(new));
    let nothing = BTreeSet::new();
    let mut edits = Vec::new();
    for row in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let (old, new) = (old.get(row).unwrap_or(&nothing), new.get(row).unwrap_or(&nothing));
        let words: BTreeSet<String> = old.symmetric_difference(new).cloned().collect();
        if !words.is_empty() {
            edits.push(Edit { file: file.to_owned(), row: row.clone(), words });
        }
    }
    edits
}

/// All words of a list, by what their rows open with: `|` parts them, `=` and `>` tie a value or a segment to one.
fn rows(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let noted = reader.headers().ok().and_then(|head| head.iter().position(|name| name == NOTE));
    let mut rows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in reader.records().flatten() {
        let fields = row.iter().enumerate().filter(|(at, _)| Some(*at) != noted).map(|(_, field)| field);
        let words = fields.flat_map(|field| field.split(['|', '>'])).map(|word| word.trim().to_owned());
        rows.entry(row.get(0).unwrap_or_default().to_owned()).or_default().extend(words.filter(|word| !word.is_empty()));
    }
    rows
}

impl Edit {
    /// The edited words that stand in one of these texts; a unit's word stands before its factor.
    pub(super) fn words_in(&self, texts: &[&str]) -> BTreeSet<String> {
        let bare = |word: &str| word.split('=').next().unwrap_or_default().to_owned();
        let stands = |word: &String| !word.is_empty() && texts.iter().any(|text| text.contains(word.as_str()));
        self.words.iter().map(|word| bare(word)).filter(stands).collect()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_names_the_row_and_the_words() {
        let old = "metric_id,kind,aliases,note\ngdp,flow,生产总值|GDP,old\ntax,flow,税收,\n";
        let new = "metric_id,kind,aliases,note\ngdp,flow,经济盘子|生产总值,new\ntax,flow,税收,\n";
        let found = edits("vocab/metrics.csv", old, new);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].row.as_str(), found[0].words.len()), ("gdp", 2));
        assert_eq!(found[0].words_in(&["经济盘子达100亿元"]), ["经济盘子".to_owned()].into());
        assert!(found[0].words_in(&["税收"]).is_empty());
    }

    #[test]
    fn a_row_more_and_a_factor_are_edits() {
        let old = "unit,spellings\nCNY,亿元=100000000|元=1\n";
        let new = "unit,spellings\nCNY,亿元=1000000000|元=1\nUSD,美元=1\n";
        let found = edits("vocab/units.csv", old, new);
        assert_eq!(found.iter().map(|edit| edit.row.as_str()).collect::<Vec<_>>(), ["CNY", "USD"]);
        assert_eq!(found[0].words_in(&["72.6亿元"]), ["亿元".to_owned()].into());
    }

    #[test]
    fn a_note_and_the_order_of_rows_change_nothing() {
        let old = "class,words,note\nup,增|升,a\ndown,降,\n";
        let new = "class,words,note\ndown,降,b\nup,升,\nup,增,\n";
        assert_eq!(edits("vocab/cues.csv", old, new), []);
    }
}
