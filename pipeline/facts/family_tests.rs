//! Which articles are one text, what a family is named for, and what unites nothing.

#![allow(clippy::unwrap_used)]

use zonefacts_text::model::{Bound, Date, Measure, Observation, Resolved};

use super::families;
use crate::Policy;
use crate::policy::FamilyPolicy;
use crate::testing::{POLICY, document, figure};

fn policy() -> FamilyPolicy {
    Policy::load(POLICY).unwrap().families
}

/// A sentence of a value of its own for each of these numbers, in the first article.
fn report(numbers: std::ops::Range<i32>) -> Vec<Observation> {
    let sentence = |n: i32| format!("各项工作取得明显进展,全年累计完成投资{}.{}亿元。", 100 + 7 * n, n % 9);
    let numbered = |n| Observation { sentence: sentence(n), ..figure("changchun", 2020, Measure::Level, "1", "0.5", Bound::Eq) };
    numbers.map(numbered).collect()
}

fn in_article(article: u32, figures: Vec<Observation>) -> Vec<Observation> {
    figures.into_iter().map(|figure| Observation { article, ..figure }).collect()
}

/// The family of each document, in the order of the documents.
fn of(documents: &[Resolved]) -> Vec<String> {
    let families = families(documents, &policy());
    documents.iter().map(|document| families.of_document(&document.head.document_id).unwrap().id.clone()).collect()
}

#[test]
fn a_reprint_with_other_points_is_of_the_family() {
    let mut reprint = document("b", "", "", report(0..9));
    let repointed: Vec<Observation> =
        reprint.observations.iter().map(|o| Observation { sentence: format!(" {};", o.sentence), ..o.clone() }).collect();
    reprint.articles = crate::testing::articles(&repointed, None);
    assert_eq!(of(&[document("a", "", "", report(0..9)), reprint]), ["a#0", "a#0"]);
}

#[test]
fn an_excerpt_belongs_to_its_source_and_unites_no_two_sources() {
    let source = || document("c", "", "", report(0..20));
    assert_eq!(of(&[document("a", "", "", report(3..9)), source()]), ["c#0", "c#0"]);
    // Both print the excerpt; each has more of its own.
    let other = document("d", "", "", [report(3..9), report(100..111)].concat());
    assert_eq!(of(&[document("a", "", "", report(3..9)), source(), other]), ["c#0", "c#0", "d#0"]);
}

#[test]
fn an_article_of_a_page_has_a_family_of_its_own() {
    let page = [in_article(0, report(0..9)), in_article(1, report(20..25)), in_article(2, report(40..45))].concat();
    let documents = [document("page", "", "2020-05-02", page), document("mirror", "", "2020-05-03", report(20..25))];
    let families = families(&documents, &policy());
    let id = |document, article| families.of(document, article).unwrap().id.as_str();
    assert_eq!([id("page", 0), id("page", 1), id("page", 2), id("mirror", 0)], ["page#0", "page#1", "page#2", "page#1"]);
    assert_eq!(families.of_document("page").unwrap().id, "page#0", "its largest article");
    assert_eq!((families.of("page", 3), families.of("none", 0)), (None, None));
}

#[test]
fn a_family_is_named_for_its_first_source() {
    let dated = |id, published| document(id, "", published, report(0..9));
    let later_but_whole = document("a", "", "2021-01-01", report(0..12));
    let documents = [later_but_whole, dated("b", "2020-06-01"), dated("c", "2020-05-01"), dated("d", "")];
    let families = families(&documents, &policy());
    let family = families.of("a", 0).unwrap();
    assert_eq!((family.id.as_str(), family.first_published), ("c#0", Date::parse("2020-05-01")));
    assert!(["b", "c", "d"].iter().all(|id| families.of(id, 0) == Some(family)));
}

#[test]
fn few_shared_figures_make_no_family() {
    assert_eq!(of(&[document("a", "", "", report(0..10)), document("b", "", "", report(6..16))]), ["a#0", "b#0"]);
    let blank = Resolved { articles: Vec::new(), ..document("c", "", "", vec![]) };
    assert_eq!(of(&[document("a", "", "", vec![]), document("b", "", "", vec![]), blank]), ["a#0", "b#0", "c#0"]);
}

#[test]
fn articles_of_the_same_letters_are_one_text_however_short() {
    let short = |id| document(id, "", "", report(0..2));
    assert_eq!(of(&[short("a"), short("b"), document("c", "", "", report(0..3))]), ["a#0", "a#0", "c#0"]);
}

#[test]
fn commonplaces_unite_nothing() {
    // What every page of a site prints, and a figure of its own.
    let page = |n: i32| document(&format!("{n:03}"), "", "", [report(0..5), report(n..n + 1)].concat());
    let larger = |n: i32| document(&format!("{n:03}"), "", "", [report(0..5), report(n * 20..n * 20 + 20)].concat());
    let documents: Vec<Resolved> = (100..125).map(larger).chain((200..210).map(page)).collect();
    let named = of(&documents);
    assert!(named.iter().zip(&documents).all(|(family, document)| *family == format!("{}#0", document.head.document_id)));
}

#[test]
fn the_order_of_documents_does_not_matter() {
    let mut documents =
        vec![document("c", "", "", report(0..20)), document("b", "", "", report(3..9)), document("a", "", "", report(15..29))];
    let one = families(&documents, &policy());
    documents.reverse();
    let two = families(&documents, &policy());
    assert!(["a", "b", "c"].iter().all(|id| one.of(id, 0) == two.of(id, 0)));
}
