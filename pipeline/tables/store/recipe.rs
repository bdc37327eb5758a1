//! What a part was made from, and what makes it stale.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

/// Everything that a part's content depends on: equal recipes give equal parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// Hash of each input: raw files by path, or parts of the stage before as `stage/part`.
    pub inputs: BTreeMap<String, String>,
    /// Hash of each schema file and setting that the stage reads.
    pub schemas: BTreeMap<String, String>,
    /// Version of the stage's code.
    pub code: String,
}

/// A finished part: its recipe and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// What it was made from.
    pub recipe: Recipe,
    /// Hash of its file: an equal one lets the next stage stand.
    pub hash: String,
    /// Size of its file.
    pub bytes: u64,
}

/// Why a part has to be made again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// An input was added.
    NewInput(String),
    /// An input has other bytes.
    ChangedInput(String),
    /// An input is gone.
    RemovedInput(String),
    /// A schema file or a setting differs.
    SchemaChanged(String),
    /// The code of the stage differs.
    CodeChanged,
    /// The stage before will make this part again; if it comes out equal, this one stands.
    Upstream(String),
    /// Its file is missing.
    Missing,
    /// It was asked for.
    Forced,
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NewInput(name) => write!(f, "{name} is new"),
            Self::ChangedInput(name) => write!(f, "{name} has changed"),
            Self::RemovedInput(name) => write!(f, "{name} is gone"),
            Self::SchemaChanged(name) => write!(f, "{name} has changed"),
            Self::CodeChanged => f.write_str("the stage's code has changed"),
            Self::Upstream(name) => write!(f, "waits for {name}"),
            Self::Missing => f.write_str("its file is missing"),
            Self::Forced => f.write_str("--force"),
        }
    }
}

impl Recipe {
    /// How this recipe differs from the one that a part was made by, if there is one.
    pub fn differs(&self, made: Option<&Recipe>) -> Vec<Cause> {
        let nothing = Recipe::default();
        let old = made.unwrap_or(&nothing);
        let mut causes: Vec<Cause> = changes(&old.inputs, &self.inputs)
            .map(|(name, change)| match change {
                Change::New => Cause::NewInput(name),
                Change::Other => Cause::ChangedInput(name),
                Change::Gone => Cause::RemovedInput(name),
            })
            .collect();
        if made.is_some() {
            causes.extend(changes(&old.schemas, &self.schemas).map(|(name, _)| Cause::SchemaChanged(name)));
            causes.extend((old.code != self.code).then_some(Cause::CodeChanged));
        }
        causes
    }
}

enum Change {
    New,
    Other,
    Gone,
}

fn changes<'a>(
    old: &'a BTreeMap<String, String>,
    new: &'a BTreeMap<String, String>,
) -> impl Iterator<Item = (String, Change)> + 'a {
    let gone = old.keys().filter(|name| !new.contains_key(*name)).map(|name| (name.clone(), Change::Gone));
    let come = new.iter().filter_map(|(name, hash)| match old.get(name) {
        None => Some((name.clone(), Change::New)),
        Some(before) if before != hash => Some((name.clone(), Change::Other)),
        Some(_) => None,
    });
    come.chain(gone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recipe(inputs: &[(&str, &str)], schemas: &[(&str, &str)], code: &str) -> Recipe {
        let map = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect();
        Recipe { inputs: map(inputs), schemas: map(schemas), code: code.to_owned() }
    }

    #[test]
    fn each_difference_is_named() {
        let old = recipe(&[("a", "1"), ("b", "1")], &[("units.csv", "1"), ("gone.csv", "1")], "x");
        assert_eq!(old.differs(Some(&old)), []);
        let new = recipe(&[("b", "2"), ("c", "1")], &[("units.csv", "2")], "y");
        assert_eq!(
            new.differs(Some(&old)),
            [
                Cause::ChangedInput("b".into()),
                Cause::NewInput("c".into()),
                Cause::RemovedInput("a".into()),
                Cause::SchemaChanged("units.csv".into()),
                Cause::SchemaChanged("gone.csv".into()),
                Cause::CodeChanged,
            ]
        );
        assert_eq!(new.differs(None), [Cause::NewInput("b".into()), Cause::NewInput("c".into())]);
    }
}
