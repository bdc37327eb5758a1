//! Words found at the head of a text, by their first character.

/// Words with what they mean, by their first character, longest first.
#[derive(Debug)]
pub(super) struct Heads<T> {
    /// By character, as far as there are words: where in `lists` its words stand; at 0 for none.
    places: Vec<u16>,
    lists: Vec<Vec<(String, T)>>,
}

impl<T> FromIterator<(String, T)> for Heads<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(words: I) -> Self {
        let mut heads = Self { places: Vec::new(), lists: vec![Vec::new()] };
        for (word, meaning) in words {
            let Some(first) = word.chars().next() else { continue };
            if !heads.begins(first) {
                heads.places.resize(heads.places.len().max(first as usize + 1), 0);
                heads.places[first as usize] = heads.lists.len() as u16;
                heads.lists.push(Vec::new());
            }
            let place = heads.place(first);
            heads.lists[place].push((word, meaning));
        }
        for list in &mut heads.lists {
            list.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        heads
    }
}

impl<T> Heads<T> {
    fn place(&self, first: char) -> usize {
        self.places.get(first as usize).copied().map_or(0, usize::from)
    }

    /// True when some word begins with this character.
    #[inline]
    pub(super) fn begins(&self, c: char) -> bool {
        self.place(c) > 0
    }

    /// The meaning of a text that is a word.
    pub(super) fn word(&self, text: &str) -> Option<&T> {
        self.lists[self.place(text.chars().next()?)].iter().find(|(word, _)| word == text).map(|(_, meaning)| meaning)
    }

    /// The longest word at the head of a text that passes a test: its length in bytes and its meaning.
    #[inline]
    pub(super) fn head(&self, text: &str, test: impl Fn(&T) -> bool) -> Option<(usize, &T)> {
        // Few words end where they stand as the text does there: most are told from it by one byte.
        let ends = |word: &str| text.as_bytes().get(word.len() - 1) == word.as_bytes().last();
        self.lists[self.place(text.chars().next()?)]
            .iter()
            .find(|(word, meaning)| ends(word) && test(meaning) && text.starts_with(word.as_str()))
            .map(|(word, meaning)| (word.len(), meaning))
    }
}
