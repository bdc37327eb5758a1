//! A cleaned report: articles, and in each article blocks of text over one mapped text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Date, DocumentHead, Mapped, Span};

/// What `clean` makes of one document. All ranges are byte offsets into `text.text()`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// What is known of it.
    pub head: DocumentHead,
    /// The text as ingested, so that later stages can print what a span covers.
    pub source: String,
    /// The cleaned text with its offset map.
    pub text: Mapped,
    /// The digits of the text as ingested that the cleaned text leaves out: in tags, in marks of footnotes.
    pub dropped: Vec<Span>,
    /// Its articles in order; together their blocks cover every character that is not white space.
    pub articles: Vec<Article>,
}

/// One article of a document: a newspaper page and joined documents hold several.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Its own title, as cleaned.
    pub title: Option<String>,
    /// Its own date, where it prints one; else none (the document's date then holds).
    pub published: Option<Date>,
    /// Its blocks in order.
    pub blocks: Vec<Block>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The article's title.
    Title,
    /// A heading inside it; `level` tells how deep.
    Heading,
    /// Running text, hard wraps joined.
    Paragraph,
    /// One entry of a list.
    ListItem,
    /// Rows of cells.
    Table,
    /// Date, source, author, reading count: facts about the article, not of it.
    Byline,
    /// Navigation, disclaimers, site furniture.
    Boilerplate,
}

/// A stretch of cleaned text with one role.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// Its role.
    pub kind: BlockKind,
    /// Depth of a heading from 1; 0 otherwise.
    pub level: u8,
    /// First byte in the cleaned text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The rows of a table; empty otherwise.
    pub rows: Vec<Row>,
}

impl Block {
    /// Its byte range in the cleaned text.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its cells from left to right.
    pub cells: Vec<Cell>,
}

/// One cell of a table: a byte range of the cleaned text, without the white space around it; empty when the cell is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Cell {
    /// Its byte range in the cleaned text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}
