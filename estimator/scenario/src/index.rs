//! Where each word of a file stands, by its path: kept after reading, so that what turns out wrong later (a size that
//! does not exist, a region without a price) still points at the word.

use std::collections::BTreeMap;

use toml::de::DeTable;

use crate::node::entries;
use crate::source::Span;

/// No scenario is nested deeper; a file that is, is not one.
pub(crate) const DEEPEST: usize = 16;

#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    spans: BTreeMap<Vec<String>, Spans>,
}

#[derive(Clone, Debug)]
struct Spans {
    key: Span,
    /// Of a table only its name is worth pointing at.
    value: Option<Span>,
}

impl Index {
    /// All words of a table, or the place where it is nested too deep.
    pub(crate) fn of(table: &DeTable<'_>) -> Result<Self, Span> {
        let mut index = Self::default();
        index.add(&mut Vec::new(), table)?;
        Ok(index)
    }

    fn add(&mut self, path: &mut Vec<String>, table: &DeTable<'_>) -> Result<(), Span> {
        for (key, value) in entries(table) {
            path.push(key.get_ref().to_string());
            if path.len() > DEEPEST {
                return Err(key.span());
            }
            let inner = value.get_ref().as_table();
            let spans = Spans { key: key.span(), value: inner.is_none().then(|| value.span()) };
            self.spans.insert(path.clone(), spans);
            if let Some(inner) = inner {
                self.add(path, inner)?;
            }
            path.pop();
        }
        Ok(())
    }

    /// The value at a path, or the name of the nearest table on the way to it.
    pub(crate) fn nearest(&self, path: &[&str]) -> Option<Span> {
        (1..=path.len()).rev().find_map(|length| self.exact(path.get(..length)?))
    }

    /// The value at a path; of a table, its name.
    pub(crate) fn exact(&self, path: &[&str]) -> Option<Span> {
        let path: Vec<_> = path.iter().map(|step| (*step).to_owned()).collect();
        let spans = self.spans.get(&path)?;
        Some(spans.value.clone().unwrap_or_else(|| spans.key.clone()))
    }
}
