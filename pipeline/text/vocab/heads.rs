//! Words found at the head of a text, by their first character.

/// A value for each character; what was never set has the default.
#[derive(Debug, Default)]
pub(super) struct ByChar<T>(Vec<T>);

impl<T: Copy + Default> ByChar<T> {
    /// The value of a character.
    pub(super) fn get(&self, c: char) -> T {
        self.0.get(c as usize).copied().unwrap_or_default()
    }

    /// Gives a character its value.
    pub(super) fn set(&mut self, c: char, value: T) {
        let room = self.0.len().max(c as usize + 1);
        self.0.resize(room, T::default());
        self.0[c as usize] = value;
    }
}

/// Words with what they mean, by their first character, longest first.
#[derive(Debug)]
pub(super) struct Heads<T> {
    /// Where in `lists` the words of a character stand; at 0 for none.
    places: ByChar<u16>,
    lists: Vec<Vec<(String, T)>>,
}

impl<T> FromIterator<(String, T)> for Heads<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(words: I) -> Self {
        let mut heads = Self { places: ByChar::default(), lists: vec![Vec::new()] };
        for (word, meaning) in words {
            let Some(first) = word.chars().next() else { continue };
            if heads.places.get(first) == 0 {
                heads.places.set(first, heads.lists.len() as u16);
                heads.lists.push(Vec::new());
            }
            heads.lists[usize::from(heads.places.get(first))].push((word, meaning));
        }
        for list in &mut heads.lists {
            list.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        heads
    }
}

impl<T> Heads<T> {
    /// True when some word begins with this character.
    pub(super) fn begins(&self, c: char) -> bool {
        self.places.get(c) > 0
    }

    /// The longest word at the head of a text that passes a test: its length in bytes and its meaning.
    pub(super) fn head(&self, text: &str, test: impl Fn(&T) -> bool) -> Option<(usize, &T)> {
        self.lists[usize::from(self.places.get(text.chars().next()?))]
            .iter()
            .find(|(word, meaning)| test(meaning) && text.starts_with(word.as_str()))
            .map(|(word, meaning)| (word.len(), meaning))
    }
}
