//! What a programme in quotes narrows: the people whom it takes (“英才计划”54人) and the money that they are given.

use std::ops::Range;

use super::super::super::narrower;
use super::super::super::view::View;
use crate::vocab::{Cue, Role};

/// Most characters between the verb that admits and the name: 入选国家“…”.
const MOST_BETWEEN: usize = 6;
/// Most characters, which no list knows, of what ends the name: “海纳”英才计划.
const LONGEST_UNLISTED: usize = 4;
/// Most clauses from the name to the money.
const MOST_CLAUSES: usize = 2;

/// “草原英才”23人, 入选“海纳”人才工程的54人: the people of a programme that bears their name, which no word counts.
pub(super) fn people(view: &View<'_, '_, '_>) -> Option<(u16, String)> {
    let people = view.quantity.is("person") || view.quantity.is("rank");
    let metric = view.vocab.metric_of(Role::Talents).filter(|metric| people && view.fits(*metric))?;
    let own = view.left_start()..view.quantity.range.start;
    let (name, end) = last_quoted(view, own)?;
    // “长江学者”5人、“杰青”8人: the next of a list.
    let listed = view.joined() && view.topic.metric == Some(metric);
    let named = listed || view.vocab.label_in("talent_names", &name);
    let first = view.left.clone().find(|index| view.at(*index).range.start >= end).unwrap_or(view.token);
    let light =
        (first..view.token).all(|index| view.at(index).any(&[Cue::Light, Cue::Attributive, Cue::AllWord, Cue::Over, Cue::Total]));
    let tight = view.unlisted(first..view.token, end..view.quantity.range.start) == 0;
    (named && light && tight).then_some((metric, name))
}

/// 对入选“海纳”英才计划的54人给予1600万元资助: the programme to which those who are given the money have been admitted.
pub(super) fn admitting(view: &View<'_, '_, '_>) -> Option<String> {
    let before = view.text(0..view.quantity.range.start);
    let start = before.rmatch_indices([',', ';', '。']).nth(MOST_CLAUSES - 1).map_or(0, |(mark, _)| mark);
    let (name, _) = last_quoted(view, start..view.quantity.range.start)?;
    let open = before.rfind(name.trim_start_matches('“'))?;
    let verbs = view.tokens.tokens[..view.token].iter().filter(|token| token.cue(Cue::Honoured) && token.range.end <= open);
    let verb = verbs.map(|token| token.range.end).next_back()?;
    let between = before.get(verb..open)?;
    let close = between.chars().count() <= MOST_BETWEEN && !between.contains(|c: char| c.is_ascii_punctuation() || c == '”');
    (verb >= start && close).then_some(name)
}

/// The last name in quotes of a stretch, with the words that end it (“海纳”英才计划), and where it ends.
fn last_quoted(view: &View<'_, '_, '_>, stretch: Range<usize>) -> Option<(String, usize)> {
    let text = view.text(stretch.clone());
    let close = text.rfind('”')?;
    let open = text[..close].rfind('“')?;
    let (open, mut end) = (stretch.start + open, stretch.start + close + '”'.len_utf8());
    let quoted = end;
    for token in view.tokens.tokens.iter().filter(|token| token.range.start >= quoted) {
        let gap = view.text(end..token.range.start);
        let plain = gap.chars().all(char::is_alphabetic) && gap.chars().count() <= LONGEST_UNLISTED;
        if !plain || token.narrower().is_none() {
            break;
        }
        end = token.range.end;
    }
    Some((narrower::tidy(view.text(open..end)), end))
}
