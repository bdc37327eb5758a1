//! What the reader saw in the sentence of one number: its mentions, clause by clause, each with all that it may mean.

use serde::Serialize;

use super::token::{Kind, Token};
use super::view::{View, strong};
use crate::model::Candidate;
use crate::vocab::{Sense, Vocab};

/// A sentence as the families of sentences were asked about one number in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Seen {
    /// The sentence as cleaned; in a table, the one that header, label and cell make together.
    pub sentence: String,
    /// Its mentions by clause, in order.
    pub clauses: Vec<Vec<Mention>>,
    /// The family that took the number or dropped it; none where all passed.
    pub rule_id: Option<String>,
    /// The figures that it states, with the words that may tell whom and when they are about.
    pub candidates: Vec<Candidate>,
}

/// Words that mean something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mention {
    /// The words as cleaned.
    pub words: String,
    /// It is the number that was asked about.
    pub asked: bool,
    /// All that it may mean; grammar decides.
    pub meant: Vec<Meant>,
}

/// One thing that words may mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Meant {
    /// `quantity`, `time`, `metric`, `zone`, `place`, `subject`, `segment` or `cue`.
    pub kind: &'static str,
    /// Which one, in the notation of the word lists and tables; a quantity in its canonical unit.
    pub what: String,
}

impl Seen {
    /// What is seen through this view, once a family has answered; its figures are still to be entered.
    pub(super) fn of(view: &View<'_, '_, '_>, rule: Option<&str>) -> Self {
        let tokens = &view.tokens.tokens;
        let mut clauses = vec![Vec::new()];
        for (index, token) in tokens.iter().enumerate() {
            if let Some(mark) = token.mark() {
                if strong(mark) {
                    clauses.push(Vec::new());
                }
            } else if let Some(clause) = clauses.last_mut() {
                let words = view.text(token.range.clone()).to_owned();
                clause.push(Mention { words, asked: index == view.token, meant: meant(view, token) });
            }
        }
        clauses.retain(|clause| !clause.is_empty());
        Self { sentence: view.tokens.text.trim().to_owned(), clauses, rule_id: rule.map(str::to_owned), candidates: Vec::new() }
    }
}

/// All that a mention may mean.
fn meant(view: &View<'_, '_, '_>, token: &Token<'_>) -> Vec<Meant> {
    let one = |kind, what| vec![Meant { kind, what }];
    match &token.kind {
        Kind::Quantity(index) => {
            let quantity = &view.tokens.quantities[*index];
            let number = quantity.high.map_or(quantity.value.normalize().to_string(), |high| {
                format!("{} to {}", quantity.value.normalize(), high.normalize())
            });
            one("quantity", format!("{number} {}", quantity.unit).trim_end().to_owned())
        }
        Kind::Time(index) => {
            let time = &view.tokens.times[*index];
            let length = time.length.map(|years| format!("{years} years")).filter(|_| time.is_empty());
            let said = [
                Some(time.meaning.to_string()).filter(|said| !said.is_empty()),
                length,
                time.base.then(|| "base of a comparison".to_owned()),
                time.event.then(|| "event".to_owned()),
            ];
            one("time", said.into_iter().flatten().collect::<Vec<_>>().join(", "))
        }
        Kind::Word(word) => word.senses.iter().map(|sense| sensed(sense, view.vocab)).collect(),
        Kind::Tier => one("segment", "level".to_owned()),
        Kind::Mark(_) => Vec::new(),
    }
}

fn sensed(sense: &Sense, vocab: &Vocab) -> Meant {
    let dimensions = vocab.dimensions();
    let (kind, what) = match sense {
        Sense::Metric(index, own) => {
            let metric = &vocab.metric(*index).metric_id;
            ("metric", if own.is_empty() { metric.clone() } else { format!("{metric} of {own}") })
        }
        Sense::Zone(zone) => ("zone", dimensions.zones[usize::from(*zone)].zone_id.clone()),
        Sense::Place(place) => ("place", dimensions.places[usize::from(*place)].adcode.clone()),
        Sense::Generic(generic) => ("subject", generic.name().to_owned()),
        Sense::Narrower(narrower) => ("segment", narrower.name().to_owned()),
        Sense::Parts(parts) => ("segment", parts.join(" | ")),
        Sense::Cue(cue) => ("cue", cue.name().to_owned()),
        Sense::Time(time) => ("time", time.kind.name().to_owned()),
    };
    Meant { kind, what }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::extract::seen;
    use crate::model::{Article, Block, BlockKind, Document, DocumentHead, Mapped, Span};
    use std::{collections::BTreeMap, fs, path::Path};

    fn vocab() -> Vocab {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/vocab");
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let named = |path: std::path::PathBuf| {
            (format!("vocab/{}", path.file_name().unwrap().to_str().unwrap()), fs::read_to_string(&path).unwrap())
        };
        Vocab::load(&files.map(named).collect::<BTreeMap<_, _>>()).unwrap()
    }

    fn document(text: &str) -> Document {
        let block = Block { kind: BlockKind::Paragraph, level: 0, start: 0, end: text.len() as u32, rows: Vec::new() };
        Document {
            head: DocumentHead::default(),
            source: text.to_owned(),
            text: Mapped::identity(text),
            dropped: Vec::new(),
            articles: vec![Article { title: None, published: None, blocks: vec![block] }],
        }
    }

    #[test]
    fn the_sentence_of_a_number_is_told_clause_by_clause() {
        let text = "2017年,锦州高新区力争地区生产总值达到72.6亿元,增长15.8%。";
        let found = seen(document(text), &vocab(), Span::new(21, 27));
        assert_eq!(found.len(), 1);
        let Seen { sentence, clauses, rule_id, candidates } = &found[0];
        assert_eq!((sentence.as_str(), rule_id.as_deref(), candidates.len()), (text, Some("level"), 1));
        assert_eq!(clauses.len(), 3);
        assert_eq!(clauses[0][0].meant, [Meant { kind: "time", what: "2017".to_owned() }]);
        let asked: Vec<_> = clauses.iter().flatten().filter(|mention| mention.asked).collect();
        assert_eq!((asked.len(), asked[0].words.as_str()), (1, "72.6亿元"));
        assert_eq!(asked[0].meant, [Meant { kind: "quantity", what: "7260000000 CNY".to_owned() }]);
        let metric = Meant { kind: "metric", what: "gdp".to_owned() };
        assert!(clauses[1].iter().any(|mention| mention.meant.contains(&metric)));
        assert_eq!(candidates[0].status_basis, "力争");
    }

    #[test]
    fn where_no_number_stands_nothing_is_seen() {
        assert_eq!(seen(document("锦州高新区地区生产总值72.6亿元。"), &vocab(), Span::new(0, 2)), []);
    }
}
