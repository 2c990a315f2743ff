//! One value of the file with its name and the places of both. What is asked of it either is there, or is a fault that
//! points at the word.

use serde::de::DeserializeOwned;
use sundown_engine::text::Sentence;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::fault::{Fault, What};
use crate::problem::is_steering;
use crate::source::Span;
use crate::wanted::{Wanted, one_of};

#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'a> {
    key: &'a Spanned<DeString<'a>>,
    value: &'a Spanned<DeValue<'a>>,
}

/// A table of which every name is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table<'a>(&'a DeTable<'a>);

/// A table's entries in the order of the file, which the parser does not keep.
pub(crate) fn entries<'a>(
    table: &'a DeTable<'a>,
) -> impl Iterator<Item = (&'a Spanned<DeString<'a>>, &'a Spanned<DeValue<'a>>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries.into_iter()
}

impl<'a> Node<'a> {
    pub(crate) fn new(key: &'a Spanned<DeString<'a>>, value: &'a Spanned<DeValue<'a>>) -> Self {
        Self { key, value }
    }

    pub(crate) fn name(&self) -> &'a str {
        self.key.get_ref()
    }

    pub(crate) fn value(&self) -> &'a DeValue<'a> {
        self.value.get_ref()
    }

    pub(crate) fn key_span(&self) -> Span {
        self.key.span()
    }

    /// The value; of a table, its name.
    pub(crate) fn span(&self) -> Span {
        if self.value().is_table() { self.key_span() } else { self.value.span() }
    }

    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        T::deserialize(*self)
    }

    pub(crate) fn table(&self, allowed: &'static [&'static str]) -> Result<Table<'a>, Fault> {
        Table::of(self.inner()?, allowed)
    }

    /// What a table holds under names that the writer chose.
    pub(crate) fn children(&self) -> Result<impl Iterator<Item = Self>, Fault> {
        Ok(entries(self.inner()?).map(|(key, value)| Self::new(key, value)))
    }

    /// Words for people, in one language for all or in each.
    pub(crate) fn words(&self) -> Result<Sentence, Fault> {
        if !self.value().is_table() {
            let both = self.text()?;
            return Ok(Sentence::new(both.clone(), both));
        }
        let table = self.table(&["en", "ko"])?;
        let [en, ko] = ["en", "ko"].map(|lang| table.get(lang).map(|node| node.text()).transpose());
        match (en?, ko?) {
            (Some(en), Some(ko)) => Ok(Sentence::new(en, ko)),
            _ => Err(self.fault(
                Sentence::new(
                    "words in two languages have `en` and `ko`",
                    "두 언어로 쓸 때는 `en`, `ko`가 모두 필요합니다",
                ),
                Some(Sentence::new(
                    "write it like `{ en = \"…\", ko = \"…\" }`",
                    "예: `{ en = \"…\", ko = \"…\" }`",
                )),
            )),
        }
    }

    /// One of the words a caller knows.
    pub(crate) fn choice<T: Copy>(&self, choices: &[(&str, T)]) -> Result<T, Fault> {
        let written: String = self.read()?;
        choices.iter().find(|(word, _)| *word == written).map(|(_, meant)| *meant).ok_or_else(|| {
            let allowed: Vec<_> = choices.iter().map(|(word, _)| *word).collect();
            let message =
                Sentence::new(format!("unknown value `{written}`"), format!("알 수 없는 값: `{written}`"));
            self.fault(message, Some(one_of(&written, &allowed)))
        })
    }

    pub(crate) fn fault(&self, message: Sentence, help: Option<Sentence>) -> Fault {
        Fault::at(self.span(), What::Said { message, help })
    }

    pub(crate) fn fault_at_name(&self, message: Sentence, help: Option<Sentence>) -> Fault {
        Fault::at(self.key_span(), What::Said { message, help })
    }

    fn text(&self) -> Result<String, Fault> {
        let text: String = self.read()?;
        if text.chars().any(is_steering) {
            let message = Sentence::new(
                "words for people have no control characters",
                "제목과 설명에는 제어 문자를 쓸 수 없습니다",
            );
            let help = Sentence::new("write it on one line", "한 줄로 쓰세요");
            return Err(self.fault(message, Some(help)));
        }
        Ok(text)
    }

    fn inner(&self) -> Result<&'a DeTable<'a>, Fault> {
        self.value().as_table().ok_or_else(|| self.wrong_type(Wanted::Table))
    }
}

impl<'a> Table<'a> {
    /// Refuses names nobody asks for: a misspelt one would silently be its default.
    pub(crate) fn of(table: &'a DeTable<'a>, allowed: &'static [&'static str]) -> Result<Self, Fault> {
        let unknown = entries(table).find(|(key, _)| !allowed.contains(&key.get_ref().as_ref()));
        match unknown {
            Some((key, _)) => {
                let written = key.get_ref().to_string();
                Err(Fault::at(key.span(), What::UnknownField { written, allowed }))
            }
            None => Ok(Self(table)),
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<Node<'a>> {
        self.0.get_key_value(name).map(|(key, value)| Node::new(key, value))
    }

    /// The value of that name, read by `how`.
    pub(crate) fn maybe<T>(
        &self,
        name: &str,
        how: impl FnOnce(&Node<'a>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        self.get(name).map(|node| how(&node)).transpose()
    }
}
