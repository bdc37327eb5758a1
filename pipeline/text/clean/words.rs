//! The words that cleaning needs, read once from the word list `clean.csv`: a closed set of classes, each a list.

use serde::Deserialize;

/// The characters that conversion knows: from the first radical to the last Han character of the basic plane.
const CHARACTERS: std::ops::RangeInclusive<u32> = 0x2E80..=0x9FFF;

/// Names the classes once: the enum, its list and the names in the word list.
macro_rules! classes {
    ($($(#[$doc:meta])* $variant:ident => $name:literal),+ $(,)?) => {
        /// What a list of words is for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Class { $($(#[$doc])* $variant),+ }

        impl Class {
            /// Every class, in the order of the enum.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name in the word list.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

classes! {
    /// Characters that simplified text writes too.
    ScriptKeep => "script_keep",
    /// Pairs: a traditional character and the simplified one, where the common table has another.
    ScriptFix => "script_fix",
    /// Pairs: a radical and the character that it stands for.
    Radical => "radical",
    /// First characters of units.
    Unit => "unit",
    /// Characters that scale a unit.
    Scale => "scale",
    /// Characters after which a dash before a digit makes a range.
    RangeEnd => "range_end",
    /// Chinese digits from zero to ten, in order.
    Numeral => "numeral",
    /// Other spellings of zero.
    Zero => "zero",
    /// Follows the year in a date.
    YearMark => "year_mark",
    /// Follows the month in a date.
    MonthMark => "month_mark",
    /// Follows the day in a date.
    DayMark => "day_mark",
    /// Precedes the number of a chapter.
    ChapterOpen => "chapter_open",
    /// Follows the number of a chapter.
    ChapterMark => "chapter_mark",
    /// Follows the number of a section.
    SectionMark => "section_mark",
    /// Opens a fact about the article.
    BylineLabel => "byline_label",
    /// Opens what tells of an event: where it took place, who led it.
    EventLabel => "event_label",
    /// Opens a day of the week.
    Weekday => "weekday",
    /// Ends the name of Sunday.
    WeekEnd => "week_end",
    /// Ends a line that names the author.
    BylineEnd => "byline_end",
    /// Credits the author of text and pictures.
    BylineCredit => "byline_credit",
    /// Office of one who speaks or writes.
    Office => "office",
    /// Opens a note to a table.
    NoteOpen => "note_open",
    /// Precedes the number of a footnote.
    NoteMark => "note_mark",
    /// Opens the publisher.
    SourceLabel => "source_label",
    /// Names no publisher.
    SourceUnknown => "source_unknown",
    /// Opens the date of publication.
    PublishedLabel => "published_label",
    /// Opens a date near that of publication: of writing, of filing.
    WrittenLabel => "written_label",
    /// Beside a date: the line is a byline.
    BylineMark => "byline_mark",
    /// Opens the title.
    TitleLabel => "title_label",
    /// After a date in brackets: it is the date of publication.
    PublishedNote => "published_note",
    /// Opens a news article.
    DatelineOpen => "dateline_open",
    /// Ends the dateline of a news article.
    DatelineClose => "dateline_close",
    /// Begins the record of a legal text.
    RecordOpen => "record_open",
    /// Ends it.
    RecordClose => "record_close",
    /// Opens a disclaimer of any length.
    Disclaimer => "disclaimer",
    /// Last word of the name of a newspaper or agency.
    PaperEnd => "paper_end",
    /// Follows the number of an issue of a magazine.
    IssueMark => "issue_mark",
    /// What follows the body that prints a bulletin.
    PrintedBy => "printed_by",
    /// The letters of a line that numbers a book's page.
    PageFrame => "page_frame",
    /// Counts the texts that a page collects.
    PieceMark => "piece_mark",
    /// Follows the number of a newspaper's page.
    PageMark => "page_mark",
    /// Opening words of site furniture.
    FurnitureStart => "furniture_start",
    /// Words that only site furniture uses.
    FurnitureAnywhere => "furniture_anywhere",
    /// Whole lines of site furniture.
    FurnitureLine => "furniture_line",
    /// Announces links to other pages.
    LinksFollow => "links_follow",
    /// Opens an attached text.
    Attachment => "attachment",
    /// What the title of an article on a newspaper page names.
    TitleSubject => "title_subject",
    /// Last word of the title of an official text.
    TitleEnd => "title_end",
    /// The meeting at which a report was made.
    Congress => "congress",
    /// Word inside the title of an official text.
    TitleLink => "title_link",
    /// Last word of a body that signs.
    OrganEnd => "organ_end",
    /// Opens the title of a table.
    TableTitle => "table_title",
}

/// Why a word list could not be read.
#[derive(Debug, thiserror::Error)]
pub enum WordsError {
    /// It is not the expected CSV.
    #[error("clean.csv: {0}")]
    Csv(#[from] csv::Error),
    /// A row names a class that cleaning does not know.
    #[error("clean.csv: unknown class `{0}`")]
    Unknown(String),
    /// A class has no words.
    #[error("clean.csv: no words for class `{0}`")]
    Missing(&'static str),
}

#[derive(Deserialize)]
struct Row {
    class: String,
    words: String,
}

/// The words of every class.
#[derive(Clone, Debug)]
pub struct CleanWords {
    /// Indexed by [`Class`].
    lists: Vec<Vec<String>>,
    /// Indexed by [`Class`]: first characters, sorted, so that most questions end at once.
    firsts: Vec<Vec<char>>,
    /// Indexed by character from the start of [`CHARACTERS`]: what simplified text writes for it.
    simplified: Vec<char>,
}

impl CleanWords {
    /// Reads the word list: columns `class`, `words` (separated by `|`), `note`.
    pub fn load(csv: &str) -> Result<Self, WordsError> {
        let mut lists = vec![Vec::new(); Class::ALL.len()];
        for row in csv::Reader::from_reader(csv.as_bytes()).deserialize() {
            let Row { class, words } = row?;
            let found = Class::ALL.iter().find(|known| known.as_str() == class).copied();
            let Some(class) = found else { return Err(WordsError::Unknown(class)) };
            lists[class as usize].extend(words.split('|').filter(|word| !word.is_empty()).map(str::to_owned));
        }
        if let Some(class) = Class::ALL.iter().find(|class| lists[**class as usize].is_empty()) {
            return Err(WordsError::Missing(class.as_str()));
        }
        let firsts = lists.iter().map(|list| {
            let mut firsts: Vec<char> = list.iter().filter_map(|word| word.chars().next()).collect();
            firsts.sort_unstable();
            firsts.dedup();
            firsts
        });
        let firsts = firsts.collect();
        let simplified = simplified(&lists);
        Ok(Self { lists, firsts, simplified })
    }

    /// The words of a class, in the order of the list.
    pub fn list(&self, class: Class) -> &[String] {
        &self.lists[class as usize]
    }

    /// True when some word of the class begins with this character; for classes of single characters: is one of them.
    pub fn has_char(&self, class: Class, c: char) -> bool {
        self.firsts[class as usize].binary_search(&c).is_ok()
    }

    /// True when the text is a word of the class.
    pub fn is(&self, class: Class, text: &str) -> bool {
        self.list(class).iter().any(|word| word == text)
    }

    /// The longest word of the class that the text begins with.
    pub fn start<'a>(&self, class: Class, text: &'a str) -> Option<&'a str> {
        let first = text.chars().next()?;
        if !self.has_char(class, first) {
            return None;
        }
        let hits = self.list(class).iter().filter(|word| text.starts_with(word.as_str()));
        hits.map(String::len).max().map(|len| &text[..len])
    }

    /// True when the text ends with a word of the class.
    pub fn ends(&self, class: Class, text: &str) -> bool {
        self.list(class).iter().any(|word| text.ends_with(word.as_str()))
    }

    /// The byte range of the first word of the class in the text.
    pub fn find(&self, class: Class, text: &str) -> Option<std::ops::Range<usize>> {
        let hits = self.list(class).iter().filter_map(|word| text.find(word.as_str()).map(|at| at..at + word.len()));
        hits.min_by_key(|range| (range.start, std::cmp::Reverse(range.end)))
    }

    /// True when the text holds a word of the class.
    pub fn within(&self, class: Class, text: &str) -> bool {
        self.list(class).iter().any(|word| text.contains(word.as_str()))
    }

    /// The simplified character for this one, or itself.
    pub fn simplified(&self, c: char) -> char {
        let index = u32::from(c).checked_sub(*CHARACTERS.start());
        index.and_then(|index| self.simplified.get(index as usize)).copied().unwrap_or(c)
    }
}

/// The conversion crate's answer for every character, asked once, with the exceptions of the word list.
fn simplified(lists: &[Vec<String>]) -> Vec<char> {
    let mut buffer = [0; 4];
    let one = |c: char| fast2s::convert(c.encode_utf8(&mut buffer)).chars().next().unwrap_or(c);
    let mut table: Vec<char> = CHARACTERS.map(|code| char::from_u32(code).unwrap_or_default()).map(one).collect();
    let exceptions = [Class::ScriptFix, Class::Radical, Class::ScriptKeep].into_iter().flat_map(|class| &lists[class as usize]);
    for pair in exceptions {
        let mut chars = pair.chars();
        let Some(from) = chars.next() else { continue };
        let index = u32::from(from).wrapping_sub(*CHARACTERS.start()) as usize;
        if let Some(entry) = table.get_mut(index) {
            *entry = chars.next().unwrap_or(from);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::clean::testing::words;

    #[test]
    fn the_list_of_the_project_has_every_class() {
        let words = words();
        assert!(words.is(Class::FurnitureLine, "打印"));
        assert_eq!(words.start(Class::FurnitureStart, "您的位置:首页"), Some("您的位置"));
        assert_eq!(words.find(Class::RecordOpen, "通知文章属性"), Some(6..18));
        assert_eq!((words.simplified('瀋'), words.simplified('磐'), words.simplified('A')), ('沈', '磐', 'A'));
    }

    #[test]
    fn a_word_list_with_a_foreign_class_is_refused() {
        assert!(matches!(CleanWords::load("class,words,note\nnonsense,甲,\n"), Err(WordsError::Unknown(_))));
        assert!(matches!(CleanWords::load("class,words,note\nunit,元,\n"), Err(WordsError::Missing(_))));
    }
}
