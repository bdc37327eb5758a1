//! Under which names things go: columns of a table, keys of a record, `meta` elements of a page, classes of its parts.

use std::fmt;

use crate::{date, source::About};

/// What a column, a key, a `meta` element or a part of a page can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The report itself.
    Text,
    /// Its title.
    Title,
    /// Its date of publication.
    Published,
    /// Who published it.
    Publisher,
    /// Where it was published.
    Url,
    /// Of a page's parts, by their class or id: what is none of its report.
    Beside,
}

impl Role {
    /// Every role, in the order of the enumeration.
    pub const ALL: [Self; 6] = [Self::Text, Self::Title, Self::Published, Self::Publisher, Self::Url, Self::Beside];

    /// Its id in the word list.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Title => "title",
            Self::Published => "published",
            Self::Publisher => "publisher",
            Self::Url => "url",
            Self::Beside => "beside",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is wrong with a word list of columns or a mapping.
#[derive(Debug, thiserror::Error)]
pub enum ColumnsError {
    /// The word list is no table of the expected shape.
    #[error("the list of column names cannot be read: {0}")]
    Unreadable(#[from] csv::Error),
    /// No such role.
    #[error("{name:?} names no role; roles are text, title, published, publisher, url, beside, or any of their listed names")]
    UnknownRole {
        /// The name that was given.
        name: String,
    },
}

/// The names of each role, the preferred ones first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    names: [Vec<String>; Role::ALL.len()],
}

impl Columns {
    /// Reads the word list: columns `role` and `names`, the names `|`-separated and the preferred ones first.
    pub fn load(csv_text: &str) -> Result<Self, ColumnsError> {
        let mut columns = Self::default();
        for row in csv::Reader::from_reader(csv_text.as_bytes()).into_records() {
            let (id, names): (String, String) = row?.deserialize(None)?;
            let role = Role::ALL.into_iter().find(|role| role.as_str() == id).ok_or(ColumnsError::UnknownRole { name: id })?;
            columns.names[role as usize].extend(names.split('|').map(normal));
        }
        Ok(columns)
    }

    /// Puts `name` before all other names of a role; the role is named by its id or by any of its names.
    pub fn map(&mut self, role: &str, name: &str) -> Result<(), ColumnsError> {
        let wanted = normal(role);
        let found = Role::ALL.into_iter().find(|role| role.as_str() == wanted || self.names(*role).contains(&wanted));
        let role = found.ok_or_else(|| ColumnsError::UnknownRole { name: role.to_owned() })?;
        self.names[role as usize].insert(0, normal(name));
        Ok(())
    }

    /// The names of a role.
    pub fn names(&self, role: Role) -> &[String] {
        &self.names[role as usize]
    }

    /// The most preferred name of a role that `value` knows, and what it holds.
    pub(crate) fn first<T>(&self, role: Role, value: impl Fn(&str) -> Option<T>) -> Option<(&str, T)> {
        self.names(role).iter().find_map(|name| Some((name.as_str(), value(name)?)))
    }

    /// Everything but the text; `kind` says where the values come from (`column`, `meta`), for the basis of the date.
    pub(crate) fn about(&self, kind: &str, value: impl Fn(&str) -> Option<String>) -> About {
        let value = |name: &str| value(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let plain = |role| self.first(role, value).map(|(_, text)| text);
        let published = self.first(Role::Published, |name| date::in_metadata(&value(name)?));
        About {
            title: plain(Role::Title),
            publisher: plain(Role::Publisher),
            published: published.map(|(name, date)| (date, format!("{kind} {name}"))),
            url: plain(Role::Url),
            ..About::default()
        }
    }
}

/// The form in which names are compared: lower case, `_` for blanks and hyphens.
pub(crate) fn normal(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}
