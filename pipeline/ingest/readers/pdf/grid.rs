//! Tables that rulings show: lines that cross make a grid, and the glyphs between them its cells.

use super::lines::{in_lines, pieces};
use super::page::{Area, Glyph, Rule};

/// Lines that miss each other by less still meet.
const MEET: f32 = 3.0;
/// A shorter line is an ornament.
const SHORTEST: f32 = 6.0;
/// A cell that holds more characters is a part of the page that stands in a frame, not of a table.
const CELL: usize = 160;
/// A page with more rulings is a drawing.
const RULES: usize = 2000;
/// No table has more cells.
const CELLS: usize = 10_000;

/// A table with its rows of cells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    pub(super) area: Area,
    pub(super) rows: Vec<Vec<String>>,
}

/// The tables that the rulings of a page show. Their glyphs are taken out of `glyphs`.
pub(super) fn tables(rules: &[Rule], glyphs: &mut Vec<Glyph>) -> Vec<Table> {
    let mut found = Vec::new();
    if rules.len() > RULES {
        return found;
    }
    for rules in groups(rules) {
        let Some(grid) = Grid::new(&rules) else { continue };
        let (inside, outside) = glyphs.iter().partition::<Vec<Glyph>, _>(|glyph| grid.area.holds(&glyph.area()));
        if let Some(rows) = grid.rows(&inside) {
            found.push(Table { area: grid.area, rows });
            *glyphs = outside;
        }
    }
    found
}

fn area(rule: &Rule) -> Area {
    match *rule {
        Rule::Across { left, right, at } => Area { left, right, top: at, bottom: at },
        Rule::Down { top, bottom, at } => Area { left: at, right: at, top, bottom },
    }
}

/// The rules that touch each other, directly or through others.
fn groups(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let long = |rule: &&Rule| area(rule).width().max(area(rule).height()) >= SHORTEST;
    let rules: Vec<Rule> = rules.iter().filter(long).copied().collect();
    let touch = |a: &Rule, b: &Rule| {
        let (a, b) = (area(a), area(b));
        a.left <= b.right + MEET && b.left <= a.right + MEET && a.top <= b.bottom + MEET && b.top <= a.bottom + MEET
    };
    let mut group: Vec<usize> = vec![usize::MAX; rules.len()];
    let mut groups = Vec::new();
    for start in 0..rules.len() {
        if group[start] != usize::MAX {
            continue;
        }
        let number = groups.len();
        group[start] = number;
        let (mut members, mut open) = (Vec::new(), vec![start]);
        while let Some(at) = open.pop() {
            members.push(rules[at]);
            for other in 0..rules.len() {
                if group[other] == usize::MAX && touch(&rules[at], &rules[other]) {
                    group[other] = number;
                    open.push(other);
                }
            }
        }
        groups.push(members);
    }
    groups
}

/// The lines of one table: where its rows and columns begin and end.
struct Grid<'a> {
    rules: &'a [Rule],
    area: Area,
    xs: Vec<f32>,
    ys: Vec<f32>,
}

impl<'a> Grid<'a> {
    /// None where the lines make no two cells.
    fn new(rules: &'a [Rule]) -> Option<Self> {
        let area = Area::around(rules.iter().map(area))?;
        let mut xs = vec![area.left, area.right];
        let mut ys = vec![area.top, area.bottom];
        for rule in rules {
            match *rule {
                Rule::Across { at, .. } => ys.push(at),
                Rule::Down { at, .. } => xs.push(at),
            }
        }
        let down = rules.iter().filter(|rule| matches!(rule, Rule::Down { .. })).count();
        let (xs, ys) = (apart(xs), apart(ys));
        let cells = xs.len().saturating_sub(1) * ys.len().saturating_sub(1);
        (down > 0 && xs.len() > 2 && (2..=CELLS).contains(&cells)).then_some(Self { rules, area, xs, ys })
    }

    /// The text in each row's cells; none where a cell holds running text, or only one holds anything.
    fn rows(&self, glyphs: &[Glyph]) -> Option<Vec<Vec<String>>> {
        let (columns, rows) = (self.xs.len() - 1, self.ys.len() - 1);
        let mut inside: Vec<Vec<Glyph>> = vec![Vec::new(); columns * rows];
        for glyph in glyphs {
            let middle = glyph.area();
            let column = between(&self.xs, (middle.left + middle.right) / 2.0).min(columns - 1);
            let row = between(&self.ys, (middle.top + middle.bottom) / 2.0).min(rows - 1);
            inside[row * columns + column].push(*glyph);
        }
        for cell in (0..inside.len()).rev().filter(|cell| !inside[*cell].is_empty()).collect::<Vec<_>>() {
            let (row, column) = self.first(cell / columns, cell % columns);
            let merged = std::mem::take(&mut inside[cell]);
            inside[row * columns + column].extend(merged);
        }
        let cells: Vec<String> = inside.iter().map(|glyphs| cell(glyphs)).collect();
        let used = cells.iter().filter(|cell| !cell.is_empty()).count();
        let table = used > 1 && cells.iter().all(|cell| cell.chars().count() <= CELL);
        table.then(|| cells.chunks(columns).map(<[String]>::to_vec).collect())
    }

    /// The first of the cells that a merged one covers: no line stands between them.
    fn first(&self, mut row: usize, mut column: usize) -> (usize, usize) {
        while column > 0 && !self.parted_left(row, column) {
            column -= 1;
        }
        while row > 0 && !self.parted_above(row, column) {
            row -= 1;
        }
        (row, column)
    }

    fn parted_left(&self, row: usize, column: usize) -> bool {
        let middle = (self.ys[row] + self.ys[row + 1]) / 2.0;
        self.rules.iter().any(|rule| {
            matches!(*rule, Rule::Down { top, bottom, at } if (at - self.xs[column]).abs() < MEET && top <= middle && middle <= bottom)
        })
    }

    fn parted_above(&self, row: usize, column: usize) -> bool {
        let middle = (self.xs[column] + self.xs[column + 1]) / 2.0;
        self.rules.iter().any(|rule| {
            matches!(*rule, Rule::Across { left, right, at } if (at - self.ys[row]).abs() < MEET && left <= middle && middle <= right)
        })
    }
}

/// The places in order, those that meet as one.
fn apart(mut places: Vec<f32>) -> Vec<f32> {
    places.sort_by(f32::total_cmp);
    places.dedup_by(|next, kept| *next - *kept < MEET);
    places
}

/// Which of the stretches between the places holds `at`.
fn between(places: &[f32], at: f32) -> usize {
    places.partition_point(|place| *place <= at).saturating_sub(1)
}

/// The text of a cell, its lines run on.
fn cell(glyphs: &[Glyph]) -> String {
    in_lines(pieces(glyphs)).into_iter().map(|line| line.text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The characters of a text from `left` on, in letters of 10 points, on a baseline.
    fn glyphs(text: &str, left: f32, base: f32) -> Vec<Glyph> {
        let place = |(at, c)| Glyph { c, left: left + at as f32 * 10.0, right: left + at as f32 * 10.0 + 10.0, base, size: 10.0 };
        text.chars().enumerate().map(place).collect()
    }

    fn across(left: f32, right: f32, at: f32) -> Rule {
        Rule::Across { left, right, at }
    }

    fn down(top: f32, bottom: f32, at: f32) -> Rule {
        Rule::Down { top, bottom, at }
    }

    #[test]
    fn a_cell_over_two_columns_is_followed_by_an_empty_one() {
        let rules = [
            across(0.0, 150.0, 0.0),
            across(0.0, 150.0, 20.0),
            across(0.0, 150.0, 40.0),
            down(0.0, 40.0, 0.0),
            down(0.0, 40.0, 50.0),
            down(20.0, 40.0, 100.0),
            down(0.0, 40.0, 150.0),
        ];
        let texts =
            [("指标", 5.0, 14.0), ("二〇二一年", 75.0, 14.0), ("产值", 5.0, 34.0), ("12", 60.0, 34.0), ("8", 110.0, 34.0)];
        let mut page: Vec<Glyph> = texts.iter().flat_map(|(text, left, base)| glyphs(text, *left, *base)).collect();
        page.extend(glyphs("正文", 5.0, 60.0));
        let found = tables(&rules, &mut page);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].rows, [["指标", "二〇二一年", ""], ["产值", "12", "8"]]);
        assert_eq!(page, glyphs("正文", 5.0, 60.0));
    }

    #[test]
    fn a_frame_around_running_text_is_no_table() {
        let rules = [
            across(0.0, 900.0, 0.0),
            across(0.0, 900.0, 90.0),
            down(0.0, 90.0, 0.0),
            down(0.0, 90.0, 450.0),
            down(0.0, 90.0, 900.0),
        ];
        let text = "正".repeat(43);
        let lines = (0..8).flat_map(|row| {
            glyphs(&text, 5.0, 10.0 + row as f32 * 11.0).into_iter().chain(glyphs(&text, 455.0, 10.0 + row as f32 * 11.0))
        });
        let mut page: Vec<Glyph> = lines.collect();
        assert_eq!(tables(&rules, &mut page), []);
        assert_eq!(page.len(), 16 * 43);
    }
}
