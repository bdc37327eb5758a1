//! Collections: a header that names a column of texts, and one report in each record below it.

use crate::{
    columns::{Columns, Role, normal},
    source::About,
};

/// The names of the columns, in the form in which names are compared.
pub(super) struct Header(Vec<String>);

impl Header {
    pub(super) fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self(names.into_iter().map(normal).collect())
    }

    /// True when a column holds texts, so that what follows is a collection.
    pub(super) fn has_text(&self, columns: &Columns) -> bool {
        columns.names(Role::Text).iter().any(|name| self.0.contains(name))
    }

    /// The report in a record, or why there is none.
    pub(super) fn report(&self, record: &[&str], columns: &Columns) -> Result<(String, About), String> {
        if let Some(surplus) = record.iter().skip(self.0.len()).find(|field| !field.trim().is_empty()) {
            let (fields, names) = (record.len(), self.0.len());
            let surplus: String = surplus.chars().take(20).collect();
            return Err(format!(
                "{fields} fields under {names} column names, beginning with {surplus:?}: an unquoted separator?"
            ));
        }
        let value = |name: &str| record.get(self.0.iter().position(|column| column == name)?).map(|field| (*field).to_owned());
        let text = columns.first(Role::Text, |name| value(name).filter(|text| !text.trim().is_empty()));
        let (_, text) = text.ok_or("the record holds no text")?;
        Ok((text, columns.about("column", value)))
    }
}
