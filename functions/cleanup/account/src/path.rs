//! Paths into a document and texts with paths in them: `Instances[].Tags[?Key=Name].Value`, `{^.clusterName}/{name}`.
//! They only look; whatever is missing yields nothing, and the reader of a fact decides what that means.

use serde::Deserialize;
use serde_json::Value;

/// A path, parsed once.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Path {
    steps: Vec<Step>,
}

/// One step of a path.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Member(String),
    Each,
    Where { member: String, is: String },
}

impl Path {
    /// Every value the path leads to.
    #[must_use]
    pub fn all<'d>(&self, document: &'d Value) -> Vec<&'d Value> {
        let mut here = vec![document];
        for step in &self.steps {
            here = match step {
                Step::Member(name) => here.into_iter().filter_map(|value| value.get(name)).collect(),
                Step::Each => here.into_iter().filter_map(Value::as_array).flatten().collect(),
                Step::Where { member, is } => {
                    let chosen = |one: &&Value| one.get(member).and_then(text).as_deref() == Some(is);
                    here.into_iter().flat_map(items).filter(chosen).collect()
                }
            };
        }
        here.retain(|value| !value.is_null());
        here
    }

    #[must_use]
    pub fn first<'d>(&self, document: &'d Value) -> Option<&'d Value> {
        self.all(document).into_iter().next()
    }

    /// The member it begins with: a fact's own, or the follow-up call's whose answer it looks into.
    #[must_use]
    pub fn root(&self) -> &str {
        match self.steps.first() {
            Some(Step::Member(name)) => name,
            _ => "",
        }
    }

    /// Its steps, for who holds them against the shapes of an answer.
    #[cfg(test)]
    pub(crate) fn steps(&self) -> &[Step] {
        &self.steps
    }
}

impl TryFrom<String> for Path {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        let mut steps = Vec::new();
        for part in split(&written) {
            let (member, rest) = part.split_once('[').map_or((part, ""), |(member, rest)| (member, rest));
            if !member.is_empty() {
                steps.push(Step::Member(member.to_owned()));
            }
            match rest.strip_suffix(']') {
                None if !part.contains('[') => {}
                Some("") => steps.push(Step::Each),
                Some(filter) => {
                    let (member, is) = filter
                        .strip_prefix('?')
                        .and_then(|filter| filter.split_once('='))
                        .ok_or_else(|| format!("`{written}`: a filter is written [?Member=value]"))?;
                    steps.push(Step::Where { member: member.to_owned(), is: is.to_owned() });
                }
                None => return Err(format!("`{written}`: a bracket is not closed")),
            }
        }
        if steps.is_empty() && written != "@" {
            return Err("an empty path".to_owned());
        }
        Ok(Self { steps })
    }
}

/// The elements of a list; anything else is its own only element.
fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
}

/// At the dots that are not inside a filter.
fn split(written: &str) -> Vec<&str> {
    let (mut parts, mut from, mut inside) = (Vec::new(), 0, false);
    for (at, sign) in written.char_indices() {
        match sign {
            '[' => inside = true,
            ']' => inside = false,
            '.' if !inside => {
                parts.extend(written.get(from..at));
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(written.get(from..));
    parts.retain(|part| *part != "@");
    parts
}

/// A scalar as people write it.
#[must_use]
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// A text with paths in braces; `|` between alternatives, `~/` for what follows the last `/`.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
enum Part {
    Plain(String),
    Hole(Vec<Path>, Option<String>),
}

impl Template {
    /// The text, when everything it needs is there.
    pub fn fill(&self, document: &Value) -> Option<String> {
        match self.value(document)? {
            Value::String(text) => Some(text),
            other => text(&other),
        }
    }

    /// The same, as the value it stands for: a text that is nothing but one hole keeps its type.
    pub fn value(&self, document: &Value) -> Option<Value> {
        let filled = |paths: &[Path]| {
            let empty = |value: &&Value| value.as_str().is_some_and(str::is_empty);
            paths.iter().find_map(|path| path.first(document).filter(|value| !empty(value)))
        };
        if let [Part::Hole(paths, None)] = self.parts.as_slice() {
            return filled(paths).cloned();
        }
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Plain(plain) => out.push_str(plain),
                Part::Hole(paths, cut) => {
                    let whole = text(filled(paths)?)?;
                    let end = cut.as_deref().and_then(|cut| whole.rsplit(cut).next());
                    out.push_str(end.unwrap_or(&whole));
                }
            }
        }
        Some(Value::String(out))
    }

    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.parts.iter().flat_map(|part| match part {
            Part::Hole(paths, _) => paths.as_slice(),
            Part::Plain(_) => &[],
        })
    }
}

impl TryFrom<String> for Template {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = written.as_str();
        while let Some((plain, after)) = rest.split_once('{') {
            if !plain.is_empty() {
                parts.push(Part::Plain(plain.to_owned()));
            }
            let (hole, after) =
                after.split_once('}').ok_or_else(|| format!("`{written}`: a brace is not closed"))?;
            let (hole, cut) = hole.split_once('~').map_or((hole, None), |(hole, cut)| (hole, Some(cut)));
            let paths: Result<Vec<Path>, String> =
                hole.split('|').map(|path| Path::try_from(path.to_owned())).collect();
            parts.push(Part::Hole(paths?, cut.map(str::to_owned)));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Plain(rest.to_owned()));
        }
        Ok(Self { parts })
    }
}

/// An input with every text in it filled.
///
/// # Errors
/// With the text that needs something the document does not have.
pub fn filled(input: &Value, document: &Value) -> Result<Value, String> {
    Ok(match input {
        Value::String(written) if written.contains('{') => Template::try_from(written.clone())?
            .value(document)
            .ok_or_else(|| format!("nothing for `{written}`"))?,
        Value::Array(items) => {
            Value::Array(items.iter().map(|item| filled(item, document)).collect::<Result<_, _>>()?)
        }
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| Ok((name.clone(), filled(value, document)?));
            Value::Object(members.iter().map(member).collect::<Result<_, String>>()?)
        }
        other => other.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn path(written: &str) -> Path {
        Path::try_from(written.to_owned()).unwrap()
    }

    #[test]
    fn paths_find_filter_and_miss() {
        let document =
            json!({ "A": [{ "K": "x", "V": 1 }, { "K": "y", "V": 2 }], "#": { "aws:a": "b" }, "N": null });
        assert_eq!(path("A[].V").all(&document), [&json!(1), &json!(2)]);
        assert_eq!(path("A[?K=y].V").all(&document), [&json!(2)]);
        assert_eq!(path("#[?aws:a=b]").all(&document).len(), 1);
        assert_eq!(path("#.aws:a").first(&document), Some(&json!("b")));
        assert!(path("N").first(&document).is_none() && path("A.V").first(&document).is_none());
        assert!(Path::try_from("A[?K]".to_owned()).is_err() && Path::try_from("A[".to_owned()).is_err());
    }

    #[test]
    fn templates_take_the_first_that_is_there() {
        let document = json!({ "Name": "", "Id": "i-1", "^": { "n": 7 } });
        let fill = |written: &str| Template::try_from(written.to_owned()).unwrap().fill(&document);
        assert_eq!(fill("{Name|Id}").as_deref(), Some("i-1"));
        assert_eq!(fill("{^.n}/{Id}").as_deref(), Some("7/i-1"));
        assert_eq!(fill("{Missing}-x"), None);
        assert_eq!(fill("{Id~-}").as_deref(), Some("1"));
        assert_eq!(filled(&json!({ "a": ["{^.n}", 1] }), &document), Ok(json!({ "a": [7, 1] })));
        assert!(filled(&json!("{Gone}"), &document).is_err());
    }
}
