//! Dates in metadata and in file names. Dates in the words of a report are not read here.

use zonefacts_text::model::Date;

/// Years in which a report can have been published; other digits are no date.
const YEARS: std::ops::RangeInclusive<u32> = 1980..=2100;

/// One run of ASCII digits, and the text between it and the run before.
struct Run<'a> {
    before: &'a str,
    digits: &'a str,
}

/// The first full date of a metadata value: `2018-04-17`, `2018/4/17`, `20180417`, a time after it, or any other
/// separators that are no digits.
pub(crate) fn in_metadata(value: &str) -> Option<Date> {
    let runs = runs(value);
    runs.iter().enumerate().find_map(|(at, run)| compact(run.digits).or_else(|| spelled(&runs[at..], |_| true)))
}

/// The date in a file's name: a full one, else a month, which stands for its last day.
pub(crate) fn in_file_name(path: &str) -> Option<Date> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let runs = runs(stem);
    let full = |at: usize| {
        (runs[at].digits.len() == 8).then(|| compact(runs[at].digits)).flatten().or_else(|| spelled(&runs[at..], is_separator))
    };
    (0..runs.len()).find_map(full).or_else(|| (0..runs.len()).find_map(|at| month(&runs[at..])))
}

/// The date in an address: in the name of the page, else in the folders above it (`/2018-04/17/`, `/art/2018/4/17/`).
pub(crate) fn in_address(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let (_, path) = path.split_once('/')?;
    let (folders, page) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = page.rsplit_once('.').map_or(page, |(stem, _)| stem);
    let compact_in =
        |text: &str| runs(text).iter().find_map(|run| (run.digits.len() == 8).then(|| compact(run.digits)).flatten());
    compact_in(stem).or_else(|| compact_in(folders)).or_else(|| {
        let runs = runs(folders);
        (0..runs.len()).find_map(|at| spelled(&runs[at..], |between| matches!(between, "/" | "-" | "_")))
    })
}

/// `20180417`, and a time after it without a gap.
fn compact(digits: &str) -> Option<Date> {
    matches!(digits.len(), 8 | 12 | 14).then(|| date(&digits[..4], &digits[4..6], &digits[6..8]))?
}

/// Year, month and day in three runs; `between` must accept what stands between them.
fn spelled(runs: &[Run], between: fn(&str) -> bool) -> Option<Date> {
    let [year, month, day, ..] = runs else { return None };
    let spelled = year.digits.len() == 4 && month.digits.len() <= 2 && day.digits.len() <= 2;
    (spelled && between(month.before) && between(day.before)).then(|| date(year.digits, month.digits, day.digits))?
}

/// `2019_07`: two digits for the month, since `2019_7` may be a number of its own.
fn month(runs: &[Run]) -> Option<Date> {
    let [year, month, ..] = runs else { return None };
    let spelled = year.digits.len() == 4 && month.digits.len() == 2 && is_separator(month.before);
    let year = year.digits.parse().ok().filter(|year| spelled && YEARS.contains(year))?;
    Date::last_of_month(i32::try_from(year).ok()?, month.digits.parse().ok()?)
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let year = year.parse().ok().filter(|year| YEARS.contains(year))?;
    Date::new(i32::try_from(year).ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// One sign between the parts of a date in a file name; a letter of the alphabet would begin a word.
fn is_separator(between: &str) -> bool {
    let mut chars = between.chars();
    chars.next().is_some_and(|c| !c.is_ascii_alphabetic()) && chars.next().is_none()
}

fn runs(text: &str) -> Vec<Run<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, tail) = rest.split_at(start);
        let end = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        found.push(Run { before, digits: &tail[..end] });
        rest = &tail[end..];
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn metadata_dates() {
        for value in [
            "2018-04-17",
            "2018/4/17",
            "2018.04.17",
            "20180417",
            "20180417093000",
            "2018-04-17T09:30:00+08:00",
            "2018年4月17日",
            "2018年04月17日 09:30",
            "发布时间：2018-04-17 09:30",
            "2018-04-17 ~ 2018-05-01",
        ] {
            assert_eq!(in_metadata(value).unwrap().to_string(), "2018-04-17", "{value}");
        }
        for value in ["", "2018", "2018-13-01", "1523923200000", "第18号", "0018-04-17", "2018-04"] {
            assert_eq!(in_metadata(value), None, "{value}");
        }
    }

    #[test]
    fn address_dates() {
        for url in [
            "http://www.example.cn/zwgk/201804/t20180417_123456.html",
            "https://www.example.cn/art/2018/4/17/art_12_34567.html",
            "http://paper.example.cn/html/2018-04/17/content_8.htm?div=-1",
            "http://example.cn/20180417/a.html",
        ] {
            assert_eq!(in_address(url).unwrap().to_string(), "2018-04-17", "{url}");
        }
        for url in [
            "http://www.example.cn/",
            "http://20180417.example.cn/a.html",
            "http://a.cn/2016-2020/a.html",
            "http://a.cn/a.html?d=20180417",
        ] {
            assert_eq!(in_address(url), None, "{url}");
        }
    }

    #[test]
    fn file_name_dates() {
        for (path, expected) in [
            ("jinan/2019-07-05.txt", "2019-07-05"),
            ("t20190705_123456.html", "2019-07-05"),
            ("a_2019_07.md", "2019-07-31"),
            ("大连2019年7月5日.txt", "2019-07-05"),
            ("2019-06 report 2019-07-05.txt", "2019-07-05"),
        ] {
            assert_eq!(in_file_name(path).unwrap().to_string(), expected, "{path}");
        }
        for path in [
            "2019-07-05/report.txt",
            "2016-2020-plan.txt",
            "2014-review.txt",
            "12345678.txt",
            "2019-7.txt",
            "2026_云南省.csv",
            "2019v07.txt",
        ] {
            assert_eq!(in_file_name(path), None, "{path}");
        }
    }
}
