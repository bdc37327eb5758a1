//! What a page tells search engines of its article: JSON-LD, flattened to pairs of a name and a text.

use scraper::Html;
use serde_json::{Map, Value};

use crate::columns::normal;

/// The name, as names are compared, under which the article's text stands.
pub(super) const BODY: &str = "articlebody";

/// Names that only an article has, in the order in which they tell it.
const TELLING: &[&str] = &[BODY, "headline", "datepublished"];

/// The pairs of the first object that describes an article; empty when there is none.
pub(super) fn read(page: &Html) -> Vec<(String, String)> {
    let scripts = page.root_element().descendent_elements().filter(|element| {
        element.value().name() == "script"
            && element.attr("type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"))
    });
    let parsed = scripts.filter_map(|script| serde_json::from_str(&script.text().collect::<String>()).ok());
    let objects: Vec<Vec<(String, String)>> = parsed.flat_map(|value: Value| objects(&value)).collect();
    let tells = |name: &&str| objects.iter().find(|object| object.iter().any(|(key, _)| key == name));
    TELLING.iter().find_map(|name| tells(name)).cloned().unwrap_or_default()
}

/// The objects of a value: itself, the entries of a list, those of its `@graph`.
fn objects(value: &Value) -> Vec<Vec<(String, String)>> {
    match value {
        Value::Array(values) => values.iter().flat_map(objects).collect(),
        Value::Object(object) => {
            let graph = object.get("@graph").map(objects).unwrap_or_default();
            std::iter::once(pairs(object)).chain(graph).collect()
        }
        _ => Vec::new(),
    }
}

fn pairs(object: &Map<String, Value>) -> Vec<(String, String)> {
    object.iter().filter_map(|(name, value)| Some((normal(name), plain(value)?))).collect()
}

/// A text; of an object its name or address, of a list its first entry.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Array(values) => values.iter().find_map(plain),
        Value::Object(object) => ["name", "@id"].iter().find_map(|name| object.get(*name)?.as_str()).map(str::to_owned),
        _ => None,
    }
}
