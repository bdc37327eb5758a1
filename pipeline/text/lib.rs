//! From text to observations: cleaning, extraction and resolution of Chinese indicator prose.
//!
//! Pure: no files, no clock, no polars. The stages are plain functions from one type of [`model`] to the next, over one
//! immutable set of word lists (`vocab`).

pub mod clean;
pub mod extract;
pub mod model;
pub mod printed;
pub mod resolve;
pub mod vocab;
