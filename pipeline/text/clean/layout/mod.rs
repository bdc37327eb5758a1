//! Layout: from cleaned text to articles and their blocks. Nothing is removed here; every line gets a role.

mod articles;
mod blocks;
mod bylines;
mod dates;
mod dividers;
mod head;
mod lines;
mod masthead;
mod parts;
mod spaced;
mod tables;
mod titles;

use std::ops::Range;

pub(super) use head::fill as fill_head;
pub(super) use lines::{is_separator, opens_item};
pub(super) use spaced::{is_row, label, row};

use super::words::CleanWords;
use crate::model::Article;

/// An article, and where its date of publication stands in the cleaned text.
pub(super) struct Laid {
    pub article: Article,
    pub published_at: Option<Range<usize>>,
}

/// The articles of a cleaned text, with their blocks.
pub(super) fn articles(text: &str, words: &CleanWords) -> Vec<Laid> {
    let lines = lines::read(text, words);
    articles::cut(&lines, words).into_iter().map(|range| blocks::build(&lines[range], words)).collect()
}
