//! Families of documents: reprints of one text, which speak with one voice.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use zonefacts_text::model::{Decimal, Resolved};

use crate::policy::FamilyPolicy;

/// The family of each document: the smallest id among its reprints.
pub type Families = BTreeMap<String, String>;

/// Finds the reprints among `documents` by the sentences that state figures; a document without such sentences is alone.
pub fn families(documents: &[Resolved], policy: &FamilyPolicy) -> Families {
    let mut sentences: Vec<BTreeSet<u64>> = documents.iter().map(sentence_hashes).collect();
    drop_commonplaces(&mut sentences, policy.max_documents);
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    let mut groups = Groups::new(documents.len());
    for (document, hashes) in sentences.iter().enumerate() {
        // Each document is compared with those before it that share a sentence.
        let mut shared: BTreeMap<usize, u32> = BTreeMap::new();
        for hash in hashes {
            let earlier = holders.entry(*hash).or_default();
            earlier.iter().for_each(|other| *shared.entry(*other).or_default() += 1);
            earlier.push(document);
        }
        for (other, count) in shared {
            let shorter = Decimal::from(hashes.len().min(sentences[other].len()));
            if count >= policy.min_shared && Decimal::from(count) >= shorter * policy.containment {
                groups.unite(document, other);
            }
        }
    }
    let mut names: BTreeMap<usize, &str> = BTreeMap::new();
    for (document, resolved) in documents.iter().enumerate() {
        let id = resolved.head.document_id.as_str();
        names.entry(groups.root(document)).and_modify(|name| *name = id.min(name)).or_insert(id);
    }
    let named =
        |(document, resolved): (usize, &Resolved)| (resolved.head.document_id.clone(), names[&groups.root(document)].to_owned());
    documents.iter().enumerate().map(named).collect()
}

/// Hashes of the letters and digits of each sentence that states a figure: layout and punctuation differ between reprints.
fn sentence_hashes(document: &Resolved) -> BTreeSet<u64> {
    let hash = |sentence: &str| {
        let mut hasher = DefaultHasher::new();
        sentence.chars().filter(|c| c.is_alphanumeric()).for_each(|c| c.hash(&mut hasher));
        hasher.finish()
    };
    document.observations.iter().map(|observation| hash(&observation.sentence)).collect()
}

/// Removes the sentences that more than `max_documents` documents print, which also bounds the work.
fn drop_commonplaces(sentences: &mut [BTreeSet<u64>], max_documents: usize) {
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    sentences.iter().flatten().for_each(|hash| *counts.entry(*hash).or_default() += 1);
    sentences.iter_mut().for_each(|hashes| hashes.retain(|hash| counts[hash] <= max_documents));
}

/// Disjoint sets of documents.
struct Groups(Vec<usize>);

impl Groups {
    fn new(len: usize) -> Self {
        Self((0..len).collect())
    }

    fn root(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }

    /// The smaller root becomes the root of both; paths are shortened on the way.
    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.shorten(a), self.shorten(b));
        self.0[a.max(b)] = a.min(b);
    }

    fn shorten(&mut self, at: usize) -> usize {
        let root = self.root(at);
        let mut at = at;
        while self.0[at] != root {
            at = std::mem::replace(&mut self.0[at], root);
        }
        root
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Policy;
    use crate::testing::{POLICY, document, figure};
    use zonefacts_text::model::{Bound, Measure, Observation};

    fn years(range: std::ops::Range<i32>) -> Vec<Observation> {
        range.map(|year| figure("changchun", year, Measure::Level, "72.6", "0.05", Bound::Eq)).collect()
    }

    fn family_of(documents: &[Resolved]) -> Vec<String> {
        families(documents, &Policy::load(POLICY).unwrap().families).into_values().collect()
    }

    #[test]
    fn a_reprint_with_other_punctuation_is_of_the_family() {
        let mut reprint = document("b", "", "", years(2010..2015));
        reprint.observations.iter_mut().for_each(|o| o.sentence = format!("  {}。", o.sentence));
        assert_eq!(family_of(&[document("a", "", "", years(2010..2014)), reprint]), ["a", "a"]);
    }

    #[test]
    fn an_excerpt_joins_two_reprints_and_the_smallest_id_names_them() {
        let documents = [
            document("c", "", "", years(2010..2016)),
            document("b", "", "", years(2013..2019)),
            document("a", "", "", years(2010..2019)),
        ];
        assert_eq!(family_of(&documents), ["a", "a", "a"]);
    }

    #[test]
    fn commonplaces_make_no_family() {
        let policy = FamilyPolicy { max_documents: 2, ..Policy::load(POLICY).unwrap().families };
        let documents = ["a", "b", "c"].map(|id| document(id, "", "", years(2010..2014)));
        assert!(families(&documents, &policy).iter().all(|(id, family)| id == family));
        assert_eq!(families(&documents[..2], &policy)["b"], "a");
    }

    #[test]
    fn few_shared_sentences_make_no_family() {
        assert_eq!(family_of(&[document("a", "", "", years(2010..2012)), document("b", "", "", years(2010..2012))]), ["a", "b"]);
        assert_eq!(family_of(&[document("a", "", "", years(2000..2010)), document("b", "", "", years(2006..2016))]), ["a", "b"]);
        assert_eq!(family_of(&[document("a", "", "", vec![]), document("b", "", "", vec![])]), ["a", "b"]);
    }
}
