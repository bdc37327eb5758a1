//! One figure for several zones: 长沙、株洲高新区营业收入均超过3000亿元; 甲、乙、丙高新区分列前三名.

use super::super::{context, series};
use super::{Figure, View};
use crate::model::{Bound, Decimal};
use crate::vocab::Cue;

impl View<'_, '_, '_> {
    /// The figures that a rule has read, for each of the zones or places that share them, with the token that names it; as they are
    /// where the words share out nothing.
    pub(in super::super) fn shared_out(&self, mut figures: Vec<Figure>) -> Vec<(Option<usize>, Figure)> {
        // 第3名 唐山高新区: whom the line names behind its position.
        if let Some(named) = self.heads_zone() {
            return figures.into_iter().map(|figure| (Some(named), figure)).collect();
        }
        let Some(first) = figures.first() else { return Vec::new() };
        let of =
            |figure: &Figure| figure.metric == first.metric && figure.segment == first.segment && figure.aspect == first.aspect;
        let one = figures.iter().all(of);
        let all = if one { self.sharing(&[Cue::Each]) } else { Vec::new() };
        let places = if one { self.placed() } else { Vec::new() };
        if all.is_empty() && places.is_empty() {
            return figures.into_iter().map(|figure| (None, figure)).collect();
        }
        figures.truncate(1);
        let shared = all.into_iter().map(|named| (named, None));
        let placed = (1i64..).zip(places).map(|(place, named)| (named, Some(Decimal::from(place))));
        let figure = |(named, place): (usize, Option<Decimal>)| {
            let figure = figures.first()?.clone();
            let bound = if place.is_some() { Some(Bound::Eq) } else { figure.bound };
            Some((Some(named), Figure { value: place.or(figure.value), bound, ..figure }))
        };
        shared.chain(placed).filter_map(figure).collect()
    }

    /// The zone that stands alone behind the ordinal with which a line opens.
    pub(in super::super) fn heads_zone(&self) -> Option<usize> {
        let opens = self.token == 0 && self.quantity.ordinal && (self.quantity.is("rank") || self.quantity.dimension.is_empty());
        let zone = 1;
        let named = opens
            && self.tokens.tokens.get(zone).is_some_and(|next| {
                context::meaning(self.tokens, zone, self.vocab)
                    .is_some_and(|meaning| meaning.starts_with("zone:") && next.is_zone())
            });
        let end = self.quantity.range.end;
        let apart = named && self.text(end..self.at(zone).range.start).chars().all(|c| c == ' ' || c == ':');
        let rest = |named: usize| !self.tokens.tokens[named + 1..].iter().any(|token| token.is_metric());
        Some(zone).filter(|zone| apart && rest(*zone))
    }

    /// The zones or places that end right before a word, several of them and nothing else in a list.
    fn sharing(&self, words: &[Cue]) -> Vec<usize> {
        let Some(word) = self.cue(words).filter(|_| self.dealt.is_none()) else { return Vec::new() };
        let items = series::each(self.tokens, self.left.start, word, self.vocab);
        let one =
            |named: &usize| context::meaning(self.tokens, *named, self.vocab).is_some_and(|meaning| context::is_one(&meaning));
        let mut named: Vec<usize> = items.iter().rev().map_while(|item| item.named.filter(one)).collect();
        named.reverse();
        if named.len() > 1 { named } else { Vec::new() }
    }

    /// Of those who come in the first places, as many as the places: in order.
    fn placed(&self) -> Vec<usize> {
        let named =
            if self.quantity.is("rank") || self.quantity.ordinal { self.sharing(&[Cue::Respectively]) } else { Vec::new() };
        if Decimal::from(named.len()) == self.quantity.value { named } else { Vec::new() }
    }
}
