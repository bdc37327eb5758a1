//! A number as its cell shows it: percent, thousands, decimals and dates by the cell's format, never by the bits it is kept in.

use ssfmt::{DateSystem, FormatOptions, NumberFormat};

/// Formats that every workbook knows by number, and that programs in China give to dates.
const DATES: &[(u32, &str)] = &[
    (14, "yyyy-mm-dd"),
    (22, "yyyy-mm-dd"),
    (27, "yyyy-mm"),
    (28, "mm-dd"),
    (29, "mm-dd"),
    (30, "yyyy-mm-dd"),
    (31, "yyyy-mm-dd"),
    (36, "yyyy-mm"),
    (50, "yyyy-mm"),
    (51, "mm-dd"),
    (52, "yyyy-mm"),
    (53, "mm-dd"),
    (54, "mm-dd"),
    (57, "yyyy-mm"),
    (58, "mm-dd"),
];

/// The code of a format that a workbook names by number only.
pub(super) fn built_in(id: u32) -> Option<&'static str> {
    DATES.iter().find(|(known, _)| *known == id).map(|(_, code)| *code).or_else(|| ssfmt::format_code_from_id(id))
}

/// The formats of a workbook, by the style of a cell, and the day that its dates count from.
#[derive(Debug, Default)]
pub(super) struct Formats {
    pub(super) codes: Vec<Option<NumberFormat>>,
    pub(super) since_1904: bool,
}

impl Formats {
    /// Reads the codes of all styles; one that cannot be read shows numbers as they are.
    pub(super) fn new(codes: impl IntoIterator<Item = Option<String>>, since_1904: bool) -> Self {
        let parse = |code: Option<String>| NumberFormat::parse(&code?).ok();
        Self { codes: codes.into_iter().map(parse).collect(), since_1904 }
    }

    /// The number as a cell of this style shows it.
    pub(super) fn show(&self, value: f64, style: usize) -> String {
        let Some(format) = self.codes.get(style).and_then(Option::as_ref) else { return plain(value) };
        let date_system = if self.since_1904 { DateSystem::Date1904 } else { DateSystem::Date1900 };
        let Ok(shown) = format.try_format(value, &FormatOptions { date_system, ..FormatOptions::default() }) else {
            return plain(value);
        };
        let shown = shown.trim();
        let exponent = |at: usize| shown[..at].ends_with(|c: char| c.is_ascii_digit());
        match () {
            () if format.is_date_format() => shown.to_owned(),
            // Nobody's report says 1.2E+04 or 3/4.
            () if shown.contains('/') || shown.match_indices('E').any(|(at, _)| exponent(at)) => plain(value),
            () if value < 0.0 => negative(shown),
            () => shown.to_owned(),
        }
    }
}

/// Red ink and brackets say less than nothing too; text only knows the sign.
fn negative(shown: &str) -> String {
    let zero = !shown.contains(|c: char| ('1'..='9').contains(&c));
    if zero || shown.contains('-') {
        return shown.to_owned();
    }
    let inner = shown.strip_prefix('(').and_then(|shown| shown.strip_suffix(')')).unwrap_or(shown);
    format!("-{inner}")
}

/// A number without a format, in the fifteen digits that a sheet keeps.
pub(super) fn plain(value: f64) -> String {
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: f64, code: &str) -> String {
        Formats::new([Some(code.to_owned())], false).show(value, 0)
    }

    #[test]
    fn numbers_as_cells_show_them() {
        for (value, code, expected) in [
            (0.158, "0.0%", "15.8%"),
            (0.158, "0%", "16%"),
            (1052.3000000000002, "General", "1052.3"),
            (1052.3000000000002, "0.0_ ", "1052.3"),
            (123456.0, "#,##0", "123,456"),
            (1234567.891, "#,##0.00", "1,234,567.89"),
            (72.6, "0.0\"亿元\"", "72.6亿元"),
            (72.6, "General\"亿元\"", "72.6亿元"),
            (-1234.5, "#,##0.0_);(#,##0.0)", "-1,234.5"),
            (-3.2, "0.0_);[Red]\\(0.0\\)", "-3.2"),
            (-3.2, "0.0;[Red]0.0", "-3.2"),
            (-0.031, "0.0%;[Red]-0.0%", "-3.1%"),
            (-0.01, "0.0;(0.0)", "(0.0)"),
            (0.0, "#,##0;-#,##0;\"-\"", "-"),
            (5.0, "@", "5"),
            (123456789012.0, "General", "123456789012"),
            (12345.0, "0.00E+00", "12345"),
            (0.75, "# ?/?", "0.75"),
            (44286.0, "yyyy\"年\"m\"月\"d\"日\"", "2021年3月31日"),
            (44286.0, "yyyy\"年\"m\"月\";@", "2021年3月"),
            (44286.0, "[$-804]yyyy\"年\"", "2021年"),
            (44286.0, "yyyy/m/d", "2021/3/31"),
            (72.6, "[红色]0.0", "72.6"),
        ] {
            assert_eq!(shown(value, code), expected, "{value} as {code}");
        }
    }

    #[test]
    fn numbers_without_a_format() {
        for (value, expected) in
            [(1052.3000000000002, "1052.3"), (0.1 + 0.2, "0.3"), (-0.0, "0"), (21179.0, "21179"), (1e12, "1000000000000")]
        {
            assert_eq!(Formats::default().show(value, 7), expected);
        }
    }
}
