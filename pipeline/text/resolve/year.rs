//! When a figure is about: the nearest words that date it; relative words against the report's own date.

use crate::model::{ArticleFrame, Candidate, Date, Level, Measure, Period, Status, TimeEvidence, TimeMeaning};

/// Up to this month a report cannot know the figures of its whole year.
pub(super) const FIRST_MONTHS: u32 = 3;
/// No article on what has been done looks out farther, in years.
const MOST_AHEAD: i32 = 3;

/// A decided time.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    /// The year; none where the report leaves it open.
    pub year: Option<i32>,
    /// The period.
    pub period: Period,
    /// The words that decided.
    pub basis: String,
    /// They name the year, rather than now.
    pub named: bool,
    /// They say that it lies ahead.
    pub ahead: bool,
}

/// True when an article that prints no date can have appeared with the document: its last year is that of the date or the one before, or
/// so near that what it counts from now (去年) fits beside it (2017年…,去年…; 到2021年…).
pub(super) fn plausible(date: Date, frame: &ArticleFrame) -> bool {
    let later = frame.years.iter().filter(|year| **year > date.year()).count();
    let near = frame.years.iter().any(|year| *year == date.year() || *year == date.year() - 1);
    let counted = frame.last_year + frame.this_year > 0
        && frame.years.iter().all(|year| (date.year() - 2..=date.year() + MOST_AHEAD).contains(year));
    frame.years.is_empty() || near && later * 2 <= frame.years.len() || counted
}

/// The first words that give a year; a part of a year may stand nearer than its year does.
pub(super) fn decide(candidate: &Candidate, frame: &ArticleFrame, published: Option<Date>) -> Decision {
    if candidate.undated {
        return Decision {
            year: None,
            period: if candidate.stock { Period::AsOf(None) } else { Period::Year },
            basis: String::new(),
            named: false,
            ahead: false,
        };
    }
    let report = report_year(frame, published);
    let mut inner: Option<&TimeMeaning> = None;
    let mut length: Option<i32> = None;
    let mut words: Vec<&str> = Vec::new();
    let mut prior = false;
    for evidence in &candidate.times {
        let meaning = &evidence.meaning;
        // What is aimed at lies ahead: a past year in force around it is not its own.
        let around = !matches!(evidence.level, Level::Clause | Level::Sentence | Level::Table);
        let past = meaning.year.zip(published).is_some_and(|(year, published)| year < published.year())
            || meaning.offset.is_some_and(|offset| offset < 0);
        if candidate.status == Status::Target && around && past {
            continue;
        }
        // What has been done does not lie in a year to come: the span of a plan around it is not its own.
        let now = published.map(Date::year).or(report.map(|year| year + 1));
        // 2023年运行情况: the title of a text without a date says when it was written, whatever older years the text names.
        let own = evidence.level == Level::Title && published.is_none() && !meaning.until && meaning.from.is_none();
        if candidate.status == Status::Actual && around && !own && meaning.year.zip(now).is_some_and(|(year, now)| year > now) {
            continue;
        }
        // 上半年 in a report of this year's second half is this year's, whatever year was spoken of before.
        let parted = inner.is_some_and(|inner| !matches!(inner.part.as_str(), "" | "year") || inner.stock_month.is_some());
        if parted
            && past
            && evidence.level == Level::Paragraph
            && published.is_some_and(|published| inner.is_some_and(|inner| months(inner) < published.month()))
        {
            continue;
        }
        // 到2015年…。全年铺排项目126个: the whole year is that of the report, not the one that the paragraph looked out to.
        let whole = inner.is_some_and(|inner| inner.part == "year");
        if whole && evidence.level == Level::Paragraph && meaning.until {
            continue;
        }
        // 5年来累计…: an older year that was spoken of before does not end the years up to now.
        let older = meaning.year.zip(report).is_some_and(|(year, report)| year < report);
        if length.is_some() && older && evidence.level == Level::Paragraph {
            continue;
        }
        // 两年平均, 5年来: how long is said here, up to when farther out.
        if let Some(back) = meaning.back.filter(|_| meaning.year.is_none() && meaning.offset.is_none()) {
            if length.is_none() {
                length = Some(back);
                words.push(&evidence.words);
            }
            continue;
        }
        if meaning.prior {
            prior = true;
            words.push(&evidence.words);
            continue;
        }
        if let Some(year) = year(meaning, evidence.level, candidate, report, published) {
            let year = year - i32::from(prior);
            words.push(&evidence.words);
            // 5年内引进人才200名: from now up to then.
            let ahead =
                meaning.ahead.filter(|ahead| *ahead > 1).map(|ahead| TimeMeaning { from: Some(year - ahead), ..meaning.clone() });
            let far = ahead.as_ref().unwrap_or(meaning);
            let period = period(inner.unwrap_or(far), far, length, Some(year), candidate, inner.is_some());
            // 年内签约项目96个: a text without a date may have been written when the year was over.
            let later = |years: i32| published.map_or(years > 0, |date| year >= date.year());
            return Decision {
                year: Some(year),
                period,
                basis: words.join(" "),
                named: !meaning.now,
                ahead: meaning.ahead.is_some_and(later),
            };
        }
        // 去年, in a text that tells of no year at all: whatever was named farther out is not its own.
        let near = matches!(evidence.level, Level::Clause | Level::Sentence);
        if near && meaning.offset.is_some() && published.is_none() && report.is_none() {
            words.push(&evidence.words);
            let period = period(inner.unwrap_or(meaning), meaning, length, None, candidate, inner.is_some());
            return Decision { year: None, period, basis: words.join(" "), named: true, ahead: false };
        }
        if inner.is_none() && (!meaning.part.is_empty() || meaning.stock_month.is_some()) {
            inner = Some(meaning);
            words.push(&evidence.words);
        }
    }
    // A part of a year without a year: the last one that had passed when the report appeared.
    let year = match (inner, published) {
        (Some(meaning), Some(published)) if meaning.part != "year" => {
            // What is aimed at or expected lies ahead.
            let ahead = candidate.status != Status::Actual;
            Some(published.year() - i32::from(months(meaning) > published.month() && !ahead))
        }
        (_, Some(published)) if candidate.status == Status::Target => Some(published.year()),
        // 高新区管辖78平方公里,有孵化器12家: a text that sums up no year says what there is when it appears.
        (None, Some(published))
            if candidate.stock && length.is_none() && published.month() > 4 && frame.years.is_empty() && frame.last_year == 0 =>
        {
            Some(published.year())
        }
        // 预计全年 in the second half of a year is of that year.
        (_, Some(published)) if candidate.status == Status::Estimate && published.month() >= 7 => Some(published.year()),
        _ => report,
    };
    let year = year.map(|year| year - i32::from(prior));
    let nothing = TimeMeaning::default();
    let meaning = inner.unwrap_or(&nothing);
    let period = period(meaning, meaning, length, year, candidate, true);
    let basis = if words.is_empty() { published.map_or_else(String::new, |date| date.to_string()) } else { words.join(" ") };
    Decision { year, period, basis, named: false, ahead: false }
}

/// The year that words for a base name, seen from the `year` of the figure. A change against the year before needs no base; a
/// multiple of that year does.
pub(super) fn base(meaning: &TimeMeaning, year: i32, measure: Measure) -> Option<i32> {
    let since = meaning.offset.or(meaning.prior.then_some(-1)).or(meaning.back.map(|back| -back));
    let last = if measure == Measure::Multiple { year - 1 } else { year - 2 };
    meaning.year.or(since.map(|since| year + since)).filter(|base| *base <= last)
}

/// The latest full year that the report sums up: a report of the first months of a year sums up the year before. `years` come
/// by frequency; without a date of publication the most frequent holds, of equals the latest.
fn report_year(frame: &ArticleFrame, published: Option<Date>) -> Option<i32> {
    let Some(date) = published else { return frame.years.first().copied() };
    // From May on, a report that speaks of this year gives this year's figures so far.
    if date.month() > 4 && frame.this_year > 0 {
        return Some(date.year());
    }
    // In its first months, it sums up the year before, whatever older year it compares that with.
    if date.month() <= 4 {
        return Some(date.year() - 1);
    }
    let past = frame.years.iter().copied().filter(|year| *year <= date.year() && *year >= date.year() - 2).max();
    Some(past.unwrap_or(date.year() - 1))
}

/// The year that words give, if they give one.
fn year(meaning: &TimeMeaning, level: Level, candidate: &Candidate, report: Option<i32>, published: Option<Date>) -> Option<i32> {
    // A report without a date was written in the year after the last full one that it sums up.
    let own = published.map(Date::year).or(report.map(|year| year + 1));
    if meaning.year.is_some() {
        return meaning.year;
    }
    if let Some(ahead) = meaning.ahead.filter(|ahead| *ahead > 0) {
        // 2011年出台了计划:5年内…: from the year that is told of, where that is not about now.
        let told = |time: &&TimeEvidence| time.level == Level::Sentence && !time.meaning.until;
        let told = candidate.times.iter().filter(told).find_map(|time| time.meaning.year).or(candidate.told);
        if let Some(told) = told.filter(|told| own.is_some_and(|own| *told < own - 1)) {
            return Some(told + ahead);
        }
        // The first months of a year are counted as part of the years to come.
        let first = published.is_some_and(|date| date.month() <= FIRST_MONTHS);
        return own.map(|year| year + ahead - i32::from(first));
    }
    // 年内: the year that title or heading name; else, without a date, the one that the report sums up.
    if meaning.ahead == Some(0) {
        let framing = |time: &&TimeEvidence| matches!(time.level, Level::Title | Level::Heading) && time.meaning.from.is_none();
        let framed = candidate.times.iter().filter(framing).find_map(|time| time.meaning.year);
        // 2005年,…。高新技术企业68家,年内新认定9家, in a speech of March: still of the year that is spoken of.
        let first = published.is_some_and(|date| date.month() <= FIRST_MONTHS) && candidate.status == Status::Actual;
        let told = |time: &&TimeEvidence| time.level == Level::Paragraph && time.meaning.year == report;
        let framed = framed.or_else(|| candidate.times.iter().find(told).and(report).filter(|_| first));
        return framed.or_else(|| published.map_or(report, |date| Some(date.year())));
    }
    // 今年首次跻身前50强: in the first months of a year, in the ranking of the year before.
    let first = published.is_some_and(|date| date.month() <= FIRST_MONTHS);
    if meaning.offset == Some(0) && first && ranks(candidate.measure) && candidate.status == Status::Actual {
        return report;
    }
    if let Some(offset) = meaning.offset {
        return own.map(|year| year + offset);
    }
    // 2009年以来: up to the report's year; 2023年以来 in a report of 2023: up to then.
    if let Some(from) = meaning.from {
        return report.map(|report| report.max(from));
    }
    // 目前 dates a stock, a rank, or what its own sentence says; elsewhere a flow keeps the period of the report.
    let near = matches!(level, Level::Clause | Level::Sentence);
    if meaning.now && (candidate.stock || near || matches!(candidate.measure, Measure::Rank | Measure::Increase)) {
        // 2023年,…,目前共有…: without a date of publication, the one year that the sentence names.
        let inside = |time: &&TimeEvidence| matches!(time.level, Level::Clause | Level::Sentence) && time.meaning.from.is_none();
        let named = || candidate.times.iter().filter(inside).filter_map(|time| time.meaning.year);
        let said = named().next().filter(|said| published.is_none() && named().all(|year| year == *said));
        return if candidate.measure == Measure::Rank { report } else { said.or(published.map(Date::year)) };
    }
    None
}

/// True for a position, or a change of it.
fn ranks(measure: Measure) -> bool {
    matches!(measure, Measure::Rank | Measure::RankChange)
}

/// The last month of a part of a year.
fn months(meaning: &TimeMeaning) -> u32 {
    match Period::parse(&meaning.part) {
        Some(Period::YearToDate(month) | Period::Month(month)) => month,
        Some(Period::Quarter(quarter)) => quarter * 3,
        _ => meaning.stock_month.unwrap_or(1),
    }
}

/// The period: `near` are the words that give the part, `far` those that give the year.
fn period(
    near: &TimeMeaning,
    far: &TimeMeaning,
    length: Option<i32>,
    year: Option<i32>,
    candidate: &Candidate,
    split: bool,
) -> Period {
    let average = candidate.measure == Measure::GrowthAvg;
    // 近三年新增…: where the year is open, so are the years of a span and the date of a stock.
    let Some(year) = year else {
        let part = Period::parse(&near.part).or(near.stock_month.map(Period::YearToDate));
        return part.filter(|_| !candidate.stock).unwrap_or(if candidate.stock { Period::AsOf(None) } else { Period::Year });
    };
    if let Some(years) = length.filter(|years| average && *years > 1) {
        return Period::Years(year - years + 1, year);
    }
    let since = candidate.base.as_ref().filter(|_| average && far.from.is_none());
    if let Some(base) = since.and_then(|meaning| base(meaning, year, candidate.measure)) {
        return Period::Years(base + 1, year);
    }
    // 到2025年…,年均增长9%: over the years of the plan that ends so.
    let planned =
        |time: &TimeEvidence| time.meaning.from.filter(|from| *from < year && time.meaning.year.is_none_or(|last| last == year));
    if let Some(from) = candidate.times.iter().find_map(planned).filter(|_| average && far.from.is_none()) {
        return Period::Years(from, year);
    }
    if let Some(month) = near.stock_month {
        return if candidate.stock { Period::AsOf(Some((year, month, near.stock_day))) } else { Period::YearToDate(month) };
    }
    // A part of a year is no date of a stock.
    if let Some(part) = Period::parse(&near.part).filter(|part| *part != Period::Year && !candidate.stock) {
        return part;
    }
    let from = length.map(|years| year - years + 1).or(far.from.filter(|_| !split)).filter(|from| *from < year);
    if let Some(from) = from.filter(|_| candidate.sums) {
        return Period::Years(from, year);
    }
    if candidate.stock {
        return if near.at_end { Period::AsOf(Some((year, 12, None))) } else { Period::AsOf(None) };
    }
    Period::Year
}
