//! The scope of a share or a rank, in the words of the tables: `city`, `province`, `nation`, `zones`, or a named parent.

use super::about::Main;
use crate::model::PlaceLevel;
use crate::vocab::Vocab;

/// The scope's name for what `extract` read of this subject; a named parent stays as it is.
pub(super) fn name(scope: &str, subject: &str, main: Option<&Main>, vocab: &Vocab) -> String {
    let (kind, rest) = scope.split_once(':').unwrap_or((scope, ""));
    match (kind, rest) {
        ("generic", "city") => "city".to_owned(),
        ("generic", "province") => "province".to_owned(),
        ("generic", "county") => "county".to_owned(),
        ("generic", "whole") => {
            // 全区6个高新区产值占全区的18%: of the region, in a text about all its zones.
            let all = subject.starts_with("zones:") || main.is_some_and(|main| main.subject.starts_with("zones:"));
            if all { "province" } else { "zone" }.to_owned()
        }
        ("generic", "zone" | "zones") | ("zones" | "zones-of", _) => "zones".to_owned(),
        ("nation", _) => "nation".to_owned(),
        ("place", codes) => {
            let place = codes.split('|').find_map(|code| vocab.place(code));
            match place.map(|place| place.level) {
                Some(PlaceLevel::Province) => "province",
                Some(PlaceLevel::Prefecture) => "city",
                _ => "county",
            }
            .to_owned()
        }
        _ => scope.to_owned(),
    }
}
