//! Families of articles: reprints of one text (mirrors, excerpts, copies under another title), which speak with one voice.
//!
//! Articles come largest first. One belongs to the family that prints most of its figures in their context
//! ([`Fingerprint`]), if these are share enough of them ([`FamilyPolicy`]); else it founds a family. So an excerpt belongs to its
//! source, and a text that two others quote joins one of them without uniting them. The work is one look-up for each figure of
//! each article, whatever their number.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use zonefacts_text::model::{Date, Decimal, Fingerprint, Resolved, ResolvedArticle};

use crate::policy::FamilyPolicy;

/// Articles that print one text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Family {
    /// The article that the others repeat, `document_id#article`: of those with a date the first, then the one with most figures.
    pub id: String,
    /// When the text was first published, as far as its reprints tell.
    pub first_published: Option<Date>,
}

/// The family of each article of each document.
#[derive(Clone, Debug, Default)]
pub struct Families {
    families: Vec<Family>,
    /// By document: the family of each article, and of which article the document's is.
    documents: BTreeMap<String, (Vec<Option<usize>>, usize)>,
}

impl Families {
    /// The family of an article; none for an article that no document has.
    pub fn of(&self, document_id: &str, article: u32) -> Option<&Family> {
        let (articles, _) = self.documents.get(document_id)?;
        let family = articles.get(article as usize).copied().flatten()?;
        Some(&self.families[family])
    }

    /// The family of a document: that of the article with most figures, of equals the first.
    pub fn of_document(&self, document_id: &str) -> Option<&Family> {
        let (_, main) = self.documents.get(document_id)?;
        self.of(document_id, *main as u32)
    }
}

/// Families that are known already: documents by id, with the number and the family of an article each.
impl FromIterator<(String, u32, Family)> for Families {
    fn from_iter<I: IntoIterator<Item = (String, u32, Family)>>(known: I) -> Self {
        let mut out = Self::default();
        let mut places: BTreeMap<Family, usize> = BTreeMap::new();
        for (document, article, family) in known {
            let (articles, _) = out.documents.entry(document).or_default();
            let article = article as usize;
            articles.resize(articles.len().max(article + 1), None);
            articles[article] = Some(*places.entry(family.clone()).or_insert_with(|| {
                out.families.push(family);
                out.families.len() - 1
            }));
        }
        out
    }
}

/// The article of a document that has none.
static BLANK: ResolvedArticle =
    ResolvedArticle { published: None, fingerprint: Fingerprint { letters: 0, text: 0, figures: Vec::new() } };

/// One article.
#[derive(Clone, Copy)]
struct Piece<'a> {
    document: &'a Resolved,
    article: usize,
    published: Option<Date>,
    print: &'a Fingerprint,
}

impl<'a> Piece<'a> {
    fn all(document: &'a Resolved) -> impl Iterator<Item = Self> {
        let articles = if document.articles.is_empty() { std::slice::from_ref(&BLANK) } else { &document.articles[..] };
        articles.iter().enumerate().map(move |(article, seen)| Piece {
            document,
            article,
            published: seen.published,
            print: &seen.fingerprint,
        })
    }

    /// Figures and letters, the most first.
    fn size(&self) -> (Reverse<usize>, Reverse<u32>) {
        (Reverse(self.print.figures.len()), Reverse(self.print.letters))
    }

    /// Tells any two apart.
    fn place(&self) -> (&'a str, usize) {
        (self.document.head.document_id.as_str(), self.article)
    }
}

/// Finds the reprints among the articles of `documents`, whose ids differ.
pub fn families(documents: &[Resolved], policy: &FamilyPolicy) -> Families {
    let mut pieces: Vec<Piece> = documents.iter().flat_map(Piece::all).collect();
    pieces.sort_by_key(|piece| (piece.size(), piece.place()));
    let mut index = Index::new(&pieces);
    let mut texts: BTreeMap<u64, usize> = BTreeMap::new();
    let mut members: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        let text = piece.print.is_text().then_some(piece.print.text);
        let same = text.and_then(|text| texts.get(&text).copied());
        let family = same.or_else(|| index.source(&piece.print.figures, policy)).unwrap_or(members.len());
        if family == members.len() {
            members.push(Vec::new());
        }
        members[family].push(piece);
        index.enter(&piece.print.figures, family, policy);
        texts.extend(text.map(|text| (text, family)));
    }
    let mut out = Families::default();
    for document in documents {
        let main = Piece::all(document).min_by_key(Piece::size).map_or(0, |piece| piece.article);
        out.documents.insert(document.head.document_id.clone(), (vec![None; Piece::all(document).count()], main));
    }
    for (family, members) in members.iter().enumerate() {
        out.families.push(named(members));
        for piece in members {
            if let Some((articles, _)) = out.documents.get_mut(&piece.document.head.document_id) {
                articles[piece.article] = Some(family);
            }
        }
    }
    out
}

/// A family by its members.
fn named(members: &[Piece]) -> Family {
    let source = members.iter().min_by_key(|piece| (piece.published.is_none(), piece.published, piece.size(), piece.place()));
    let id = source.map(|piece| format!("{}#{}", piece.document.head.document_id, piece.article)).unwrap_or_default();
    Family { id, first_published: members.iter().filter_map(|piece| piece.published).min() }
}

/// Which families print a shingle. Those of one article alone, which are most, are left out: nobody repeats them.
struct Index {
    shingles: Vec<u64>,
    holders: Vec<Vec<usize>>,
}

impl Index {
    fn new(pieces: &[Piece]) -> Self {
        let mut all: Vec<u64> = pieces.iter().flat_map(|piece| piece.print.figures.iter().copied()).collect();
        all.sort_unstable();
        let shingles: Vec<u64> = all.chunk_by(|a, b| a == b).filter(|same| same.len() > 1).map(|same| same[0]).collect();
        Self { holders: vec![Vec::new(); shingles.len()], shingles }
    }

    /// The family that an article of these shingles belongs to.
    fn source(&self, shingles: &[u64], policy: &FamilyPolicy) -> Option<usize> {
        let mut telling = 0_u32;
        let mut shared: BTreeMap<usize, u32> = BTreeMap::new();
        for shingle in shingles {
            let holders = self.shingles.binary_search(shingle).map_or(&[][..], |at| &self.holders[at][..]);
            if holders.len() <= policy.max_families {
                telling += 1;
                holders.iter().for_each(|family| *shared.entry(*family).or_default() += 1);
            }
        }
        let (family, shared) = shared.into_iter().max_by_key(|(family, shared)| (*shared, Reverse(*family)))?;
        let enough = shared >= policy.min_shared && Decimal::from(shared) >= Decimal::from(telling) * policy.containment;
        enough.then_some(family)
    }

    /// Notes that a family prints these shingles. Who else prints a commonplace does not matter.
    fn enter(&mut self, shingles: &[u64], family: usize, policy: &FamilyPolicy) {
        for shingle in shingles {
            let Ok(at) = self.shingles.binary_search(shingle) else { continue };
            let holders = &mut self.holders[at];
            if holders.len() <= policy.max_families && !holders.contains(&family) {
                holders.push(family);
            }
        }
    }
}

#[cfg(test)]
#[path = "family_tests.rs"]
mod tests;
