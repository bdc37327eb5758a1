//! Lines: the glyphs of one baseline make pieces, the pieces that stand beside each other make a line.

use std::collections::BTreeMap;

use super::page::{Area, Glyph};

/// Glyphs on one baseline without a wide gap between them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) area: Area,
    pub(super) size: f32,
    pub(super) text: String,
}

/// In parts of the font's height: a gap wider than this parts two pieces …
const GAP: f32 = 0.9;
/// … also one that is filled with blanks, when it is wider than this.
const BLANKS: f32 = 2.3;
/// A gap between two Latin letters or digits that is wider than this is a space.
const SPACE: f32 = 0.2;
/// Glyphs whose baselines differ by more do not stand on one line.
const SHIFT: f32 = 0.4;
/// The same character nearer to itself than this was printed twice, to make it bold.
const TWICE: f32 = 0.3;
/// A glyph may reach into the one before by so much: half-width punctuation in a full-width box.
const OVERLAP: f32 = 0.7;

/// A glyph goes on with one of so many runs at its height that began last.
const OPEN: usize = 16;

/// The glyphs as pieces of lines, in no order that means anything.
pub(super) fn pieces(glyphs: &[Glyph]) -> Vec<Piece> {
    let mut sorted: Vec<&Glyph> = glyphs.iter().collect();
    sorted.sort_by(|a, b| a.left.total_cmp(&b.left).then(a.base.total_cmp(&b.base)));
    let mut runs: Vec<Run> = Vec::new();
    // Runs by the height at which they stand, so that a glyph looks for its own only among its neighbours.
    let mut shelves: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
    for glyph in sorted {
        let reach = glyph.size * SHIFT;
        let near = shelves
            .range(shelf(glyph.base - reach) - 1..=shelf(glyph.base + reach) + 1)
            .flat_map(|(_, runs)| runs.iter().rev().take(OPEN));
        let near = near.copied().filter(|&run| runs[run].takes(glyph));
        match near.min_by(|&a, &b| runs[a].shift(glyph).total_cmp(&runs[b].shift(glyph))) {
            Some(run) => runs[run].push(*glyph),
            None if glyph.c.is_whitespace() => {}
            None => {
                shelves.entry(shelf(glyph.base)).or_default().push(runs.len());
                runs.push(Run { glyphs: vec![*glyph], end: glyph.right });
            }
        }
    }
    runs.iter().map(Run::piece).collect()
}

fn shelf(base: f32) -> i32 {
    (base / 4.0) as i32
}

/// A piece in the making.
struct Run {
    glyphs: Vec<Glyph>,
    /// Where its last character that is no blank ends.
    end: f32,
}

impl Run {
    fn last(&self) -> &Glyph {
        &self.glyphs[self.glyphs.len() - 1]
    }

    fn shift(&self, glyph: &Glyph) -> f32 {
        (self.glyphs[0].base - glyph.base).abs()
    }

    fn takes(&self, glyph: &Glyph) -> bool {
        let last = self.last();
        let size = last.size.max(glyph.size);
        let gap = glyph.left - last.right;
        let level = self.shift(glyph) <= SHIFT * size;
        level && gap <= GAP * size && gap >= -OVERLAP * size && glyph.left - self.end <= BLANKS * size
            || level && self.twice(glyph)
    }

    /// True when the glyph is one of the last ones again, a little beside it.
    fn twice(&self, glyph: &Glyph) -> bool {
        let near = |other: &&Glyph| (other.left - glyph.left).abs() < TWICE * glyph.size && other.c == glyph.c;
        self.glyphs.iter().rev().take(2).any(|other| near(&other))
    }

    fn push(&mut self, glyph: Glyph) {
        if !self.twice(&glyph) {
            self.end = if glyph.c.is_whitespace() { self.end } else { glyph.right };
            self.glyphs.push(glyph);
        }
    }

    fn piece(&self) -> Piece {
        let printed = || self.glyphs.iter().filter(|glyph| !glyph.c.is_whitespace());
        let area = Area::around(printed().map(Glyph::area)).unwrap_or_else(|| self.glyphs[0].area());
        let mut sizes: Vec<f32> = printed().map(|glyph| glyph.size).collect();
        sizes.sort_by(f32::total_cmp);
        let size = sizes.get(sizes.len() / 2).copied().unwrap_or(self.glyphs[0].size);
        let mut text = String::new();
        let mut before: Option<&Glyph> = None;
        let mut blank = None;
        for glyph in &self.glyphs {
            if glyph.c.is_whitespace() {
                blank = blank.or(Some(glyph.c));
                continue;
            }
            if let Some(before) = before {
                let gap = glyph.left - before.right;
                text.extend(space(before.c, glyph.c, gap / glyph.size, blank));
            }
            text.push(glyph.c);
            (before, blank) = (Some(glyph), None);
        }
        Piece { area, size, text }
    }
}

/// The blank between two characters: in Latin text a narrow one counts, beside Chinese only one as wide as a character, since
/// setting a line to the full width opens narrow ones anywhere.
fn space(before: char, after: char, gap: f32, blank: Option<char>) -> Option<char> {
    let latin = |c: char| c.is_ascii_alphanumeric();
    let wide = gap > GAP - SPACE;
    let narrow = latin(before) && latin(after) && gap > SPACE;
    (wide || narrow).then(|| blank.unwrap_or(' '))
}

/// A line of a column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) area: Area,
    pub(super) size: f32,
    pub(super) text: String,
}

/// The pieces as lines from top to bottom; a blank stands where two pieces meet in one line.
pub(super) fn in_lines(mut pieces: Vec<Piece>) -> Vec<Line> {
    pieces.sort_by(|a, b| a.area.top.total_cmp(&b.area.top).then(a.area.left.total_cmp(&b.area.left)));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        // A line stands beside few others: the last ones that were begun.
        match rows.iter_mut().rev().take(4).find(|row| row[0].area.beside(&piece.area)) {
            Some(row) => row.push(piece),
            None => rows.push(vec![piece]),
        }
    }
    rows.into_iter().filter_map(line).collect()
}

fn line(mut pieces: Vec<Piece>) -> Option<Line> {
    pieces.sort_by(|a, b| a.area.left.total_cmp(&b.area.left));
    let area = Area::around(pieces.iter().map(|piece| piece.area))?;
    let size = pieces.iter().map(|piece| piece.size).fold(0.0, f32::max);
    let text = pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ");
    Some(Line { area, size, text })
}
