//! The one file that knows the PDF library: from its document to our pages. What the library is given is bounded by counts, and
//! where it panics on a broken file the panic ends here.

use std::collections::{BTreeMap, BTreeSet};

use pdf_oxide::{
    PdfDocument,
    elements::{PathContent, PathOperation},
    layout::TextChar,
};

use super::guard;
use super::page::{Glyph, Page, Rule};
use crate::{charset, panics::guarded, source::Rejected};

/// A longer document is a shelf of books.
const PAGES: usize = 3000;
/// A page with more characters is a drawing.
const GLYPHS: usize = 60_000;
/// A filled shape that is no thicker, in points, is a rule.
const THICK: f32 = 2.5;
/// In parts of its height: the digits of a font differ by less in width.
const UNEQUAL: f32 = 0.1;
/// No page is longer or wider, in points: the format allows no more.
const PAGE: f32 = 14_400.0;
/// No font is larger, in points; a larger value is a mistake of the file.
const LARGEST: f32 = 400.0;

/// A document that was opened.
pub(super) struct File {
    document: PdfDocument,
    /// How many pages it has.
    pub(super) pages: usize,
}

impl File {
    /// Rejects what is no PDF, what a password closes, and what has too many pages.
    pub(super) fn open(bytes: &[u8]) -> Result<Self, Rejected> {
        let opened = guarded(|| {
            let document =
                PdfDocument::from_bytes(bytes.to_vec()).map_err(|error| Rejected(format!("not readable as PDF: {error}")))?;
            // A file that only forbids printing or changing opens with the empty password, which the library has tried.
            if document.is_encrypted() && !document.is_authenticated() {
                return Err(Rejected::because("the PDF is encrypted and needs a password"));
            }
            let pages = document.page_count().map_err(|error| Rejected(format!("the PDF has no readable pages: {error}")))?;
            Ok(Self { document, pages })
        });
        let file = opened.ok_or_else(|| Rejected::because("not readable as PDF: the file is damaged"))??;
        match file.pages {
            0 => Err(Rejected::because("the PDF has no pages")),
            pages if pages > PAGES => Err(Rejected(format!("the PDF has {pages} pages, more than {PAGES}"))),
            _ => Ok(file),
        }
    }

    /// What stands on a page, counted from 0; none when it is damaged or holds too much.
    pub(super) fn page(&self, number: usize) -> Option<Page> {
        guarded(|| {
            if self.document.get_page_content_data(number).is_ok_and(|content| guard::is_endless(&content)) {
                return None;
            }
            let chars = self.document.extract_chars(number).ok().filter(|chars| chars.len() <= GLYPHS)?;
            let seen = self.document.get_page_visible_box(number).unwrap_or((0.0, 0.0, PAGE, PAGE));
            let paths = self.document.extract_paths(number).unwrap_or_default();
            let turned = sideways(&chars, orientation(&chars));
            let frame = Frame::new(seen, turned);
            let distrusted = distrusted(&chars);
            let upright = chars.iter().filter(|c| {
                turn(c.rotation_degrees).is_some_and(|turn| turn == turned || is_sideways(turn) && is_sideways(turned))
            });
            let glyphs = narrow(upright.filter_map(|c| Some((frame.glyph(c)?, distrusted.contains(c.font_name.as_str())))));
            Some(Page { height: frame.height, glyphs, rules: frame.rules(&paths) })
        })?
    }

    /// The title that the file gives itself.
    pub(super) fn title(&self) -> Option<String> {
        self.info("Title")
    }

    /// When it says that it was made, as it says it: `D:20220218093000+08'00'`.
    pub(super) fn made(&self) -> Option<String> {
        self.info("CreationDate")
    }

    fn info(&self, key: &str) -> Option<String> {
        guarded(|| {
            let info = self.document.resolve_object(self.document.trailer().as_dict()?.get("Info")?).ok()?;
            let value = self.document.resolve_object(info.as_dict()?.get(key)?).ok()?;
            Some(charset::decode(value.as_string()?)?.text)
        })?
    }
}

/// Fonts whose Latin widths are not their own: their digits differ in width, or are as wide as they are high. The library looks
/// the widths of a font that is not embedded up by the wrong numbers.
fn distrusted(chars: &[TextChar]) -> BTreeSet<&str> {
    let mut digits: BTreeMap<&str, (f32, f32)> = BTreeMap::new();
    for c in chars.iter().filter(|c| c.char.is_ascii_digit() && c.font_size > 0.0) {
        let width = c.advance_width / c.font_size;
        let (least, most) = digits.entry(&c.font_name).or_insert((width, width));
        (*least, *most) = (least.min(width), most.max(width));
    }
    digits
        .into_iter()
        .filter(|(_, (least, most))| most - least > UNEQUAL || *least > 1.0 - UNEQUAL)
        .map(|(font, _)| font)
        .collect()
}

/// Gives the Latin letters of distrusted fonts the usual widths, and moves what follows up to them.
fn narrow(glyphs: impl Iterator<Item = (Glyph, bool)>) -> Vec<Glyph> {
    let (mut end, mut base, mut shift) = (f32::MIN, f32::MIN, 0.0);
    let narrowed = glyphs.map(|(mut glyph, distrusted)| {
        let near = |a: f32, b: f32| (a - b).abs() < 0.05 * glyph.size;
        shift = if near(glyph.left, end) && near(glyph.base, base) { shift } else { 0.0 };
        (end, base) = (glyph.right, glyph.base);
        glyph.left -= shift;
        if distrusted && glyph.c.is_ascii() {
            shift += glyph.right - shift - glyph.left - usual_width(glyph.c) * glyph.size;
        }
        glyph.right -= shift;
        glyph
    });
    narrowed.collect()
}

/// How wide a character usually is, in parts of its height.
fn usual_width(c: char) -> f32 {
    match c {
        '!' | '\'' | ',' | '.' | ':' | ';' | '|' | ' ' | 'i' | 'j' | 'l' => 0.25,
        '%' | '@' | 'M' | 'W' | 'm' | 'w' => 0.8,
        _ if c.is_ascii() => 0.48,
        _ => 1.0,
    }
}

/// How text is turned, in quarters against the clock; none for slanted text, which is a stamp or a watermark.
fn turn(degrees: f32) -> Option<u8> {
    let quarters = degrees.rem_euclid(360.0) / 90.0;
    let near = quarters.round();
    ((quarters - near).abs() < 0.1).then_some(near as u8 % 4)
}

/// True for text that runs up or down the page.
fn is_sideways(turn: u8) -> bool {
    matches!(turn, 1 | 3)
}

/// How most of the text is turned.
fn orientation(chars: &[TextChar]) -> u8 {
    let mut counts = [0_usize; 4];
    chars.iter().filter_map(|c| turn(c.rotation_degrees)).for_each(|turn| counts[usize::from(turn)] += 1);
    (0..4).max_by_key(|&turn| (counts[usize::from(turn)], 4 - turn)).unwrap_or(0)
}

/// Whether sideways text runs up or down the page. The library mistakes one for the other where the page was flipped, so the
/// places decide: from each character the next one is as far away as that character is wide.
fn sideways(chars: &[TextChar], told: u8) -> u8 {
    if !is_sideways(told) {
        return told;
    }
    let mut chars: Vec<&TextChar> = chars.iter().filter(|c| turn(c.rotation_degrees).is_some_and(is_sideways)).collect();
    chars.sort_by(|a, b| a.origin_x.total_cmp(&b.origin_x).then(a.origin_y.total_cmp(&b.origin_y)));
    let mut votes = 0;
    for pair in chars.windows(2) {
        let (lower, upper) = (pair[0], pair[1]);
        let step = (upper.origin_y - lower.origin_y) / lower.font_size;
        let (up, down) = ((step - usual_width(lower.char)).abs(), (step - usual_width(upper.char)).abs());
        if (lower.origin_x - upper.origin_x).abs() < 0.1 * lower.font_size && step < 1.2 && (up - down).abs() > 0.2 {
            votes += if up < down { 1 } else { -1 };
        }
    }
    match votes {
        0 => told,
        1.. => 1,
        _ => 3,
    }
}

/// The page turned so that its text stands upright, measured from its top left corner.
struct Frame {
    turned: u8,
    left: f32,
    top: f32,
    width: f32,
    height: f32,
}

impl Frame {
    fn new((left, bottom, right, top): (f32, f32, f32, f32), turned: u8) -> Self {
        let [left, bottom, right, top] = [left, bottom, right, top].map(|side| side.clamp(-PAGE, PAGE));
        let mut frame = Self { turned, left: 0.0, top: 0.0, width: 0.0, height: 0.0 };
        let ((ax, ay), (bx, by)) = (frame.place(left, bottom), frame.place(right, top));
        frame.left = ax.min(bx);
        frame.top = ay.min(by);
        frame.width = (ax - bx).abs();
        frame.height = (ay - by).abs();
        frame
    }

    /// Where a point of the file stands, from left and from the top.
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        let (x, y) = match self.turned {
            0 => (x, -y),
            1 => (y, x),
            2 => (-x, y),
            _ => (-y, -x),
        };
        (x - self.left, y - self.top)
    }

    /// None for a character outside of the page, or one without a place.
    fn glyph(&self, c: &TextChar) -> Option<Glyph> {
        let (left, base) = self.place(c.origin_x, c.origin_y);
        // Of sideways text the library does not tell the widths.
        let width = if is_sideways(self.turned) { usual_width(c.char) * c.font_size } else { c.advance_width };
        let inside = (-1.0..=self.width + 1.0).contains(&left) && (-1.0..=self.height + 1.0).contains(&base);
        let sane = c.font_size > 0.0 && c.font_size < LARGEST && (0.0..LARGEST).contains(&width);
        (inside && sane).then_some(Glyph { c: c.char, left, right: left + width, base, size: c.font_size })
    }

    fn rules(&self, paths: &[PathContent]) -> Vec<Rule> {
        let mut rules = Vec::new();
        for path in paths {
            let mut here = (0.0, 0.0);
            let mut corners: Vec<(f32, f32)> = Vec::new();
            for operation in &path.operations {
                match *operation {
                    PathOperation::MoveTo(x, y) => {
                        rules.extend(self.filled(path, &std::mem::take(&mut corners)));
                        here = (x, y);
                        corners.push(here);
                    }
                    PathOperation::LineTo(x, y) => {
                        rules.extend(path.has_stroke().then(|| self.rule(here, (x, y))).flatten());
                        here = (x, y);
                        corners.push(here);
                    }
                    PathOperation::Rectangle(x, y, width, height) => {
                        let (a, b, c, d) = ((x, y), (x + width, y), (x + width, y + height), (x, y + height));
                        if path.has_stroke() {
                            rules.extend(
                                [(a, b), (b, c), (c, d), (d, a)].into_iter().filter_map(|(from, to)| self.rule(from, to)),
                            );
                        } else {
                            rules.extend(self.filled(path, &[a, c]));
                        }
                    }
                    PathOperation::CurveTo(..) => corners.clear(),
                    PathOperation::ClosePath => {}
                }
            }
            rules.extend(self.filled(path, &corners));
        }
        rules
    }

    /// The rule that a thin filled shape is.
    fn filled(&self, path: &PathContent, corners: &[(f32, f32)]) -> Option<Rule> {
        if !path.has_fill() || corners.len() < 2 {
            return None;
        }
        let least = |values: &dyn Fn(&(f32, f32)) -> f32| corners.iter().map(values).fold(f32::MAX, f32::min);
        let most = |values: &dyn Fn(&(f32, f32)) -> f32| corners.iter().map(values).fold(f32::MIN, f32::max);
        let (left, right, bottom, top) = (least(&|c| c.0), most(&|c| c.0), least(&|c| c.1), most(&|c| c.1));
        let (x, y) = ((left + right) / 2.0, (bottom + top) / 2.0);
        if top - bottom <= THICK && right - left > THICK {
            self.rule((left, y), (right, y))
        } else if right - left <= THICK && top - bottom > THICK {
            self.rule((x, bottom), (x, top))
        } else {
            None
        }
    }

    /// A line that runs straight across or down.
    fn rule(&self, from: (f32, f32), to: (f32, f32)) -> Option<Rule> {
        let ((ax, ay), (bx, by)) = (self.place(from.0, from.1), self.place(to.0, to.1));
        let (across, down) = ((ax - bx).abs(), (ay - by).abs());
        match () {
            () if across > THICK && down <= 1.0 => {
                Some(Rule::Across { left: ax.min(bx), right: ax.max(bx), at: (ay + by) / 2.0 })
            }
            () if down > THICK && across <= 1.0 => Some(Rule::Down { top: ay.min(by), bottom: ay.max(by), at: (ax + bx) / 2.0 }),
            () => None,
        }
    }
}
