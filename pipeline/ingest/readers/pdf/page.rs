//! What stands on a page: glyphs and rulings. Lengths are points, from the top left corner of the page.

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
}

impl Area {
    /// What `next` and `self` cover together.
    pub(super) fn with(self, next: Self) -> Self {
        Self {
            left: self.left.min(next.left),
            top: self.top.min(next.top),
            right: self.right.max(next.right),
            bottom: self.bottom.max(next.bottom),
        }
    }

    /// What all of them cover together.
    pub(super) fn around(areas: impl IntoIterator<Item = Self>) -> Option<Self> {
        areas.into_iter().reduce(Self::with)
    }

    pub(super) fn width(&self) -> f32 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// True when the middle of `other` lies inside.
    pub(super) fn holds(&self, other: &Self) -> bool {
        let (x, y) = ((other.left + other.right) / 2.0, (other.top + other.bottom) / 2.0);
        self.left <= x && x <= self.right && self.top <= y && y <= self.bottom
    }

    /// True when one stands beside the other: more than half of the lower one's height is common to both.
    pub(super) fn beside(&self, other: &Self) -> bool {
        let common = self.bottom.min(other.bottom) - self.top.max(other.top);
        common > 0.5 * self.height().min(other.height())
    }
}

/// One printed character.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) c: char,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Where the baseline lies.
    pub(super) base: f32,
    /// The height of the font.
    pub(super) size: f32,
}

/// Which part of the font's height stands above the baseline, in fonts of Chinese.
const ASCENT: f32 = 0.88;

impl Glyph {
    pub(super) fn area(&self) -> Area {
        let top = self.base - ASCENT * self.size;
        Area { left: self.left, top, right: self.right, bottom: top + self.size }
    }
}

/// A straight line drawn on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Rule {
    /// From left to right.
    Across { left: f32, right: f32, at: f32 },
    /// From top to bottom.
    Down { top: f32, bottom: f32, at: f32 },
}

/// A page as it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Page {
    pub(super) height: f32,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
}
