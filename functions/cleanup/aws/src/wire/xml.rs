//! XML as a tree, strictly: every element closed by its own name, one root, no entity that is not known, nothing after.
//!
//! The SDK's own reader gives what it has when a document ends early. Half a page would then read as a short list.

use xmlparser::{ElementEnd, Token, Tokenizer};

use super::{Bad, Result};

/// Deeper than any reply of AWS, and shallow enough to walk by recursion.
const DEEPEST: usize = 64;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// Without its prefix.
    pub name: String,
    /// With their prefixes.
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Element>,
    pub text: String,
    /// Some of the text is plain: not blank and not CDATA, which may stand beside elements.
    pub plain: bool,
}

impl Element {
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }
}

/// The root of a whole document.
pub fn parse(text: &str) -> Result<Element> {
    let mut builder = Builder::default();
    for token in Tokenizer::from(text) {
        let token = token.map_err(|error| Bad::new(format!("the body is not whole XML: {error}")))?;
        builder.take(&token)?;
    }
    match (builder.open.last(), builder.root) {
        (Some(open), _) => Err(Bad::new(format!("the XML ends inside <{}>", open.name))),
        (None, Some(root)) => Ok(root),
        (None, None) => Err(Bad::new("the body has no XML element")),
    }
}

#[derive(Default)]
struct Builder {
    open: Vec<Element>,
    root: Option<Element>,
}

impl Builder {
    fn take(&mut self, token: &Token<'_>) -> Result<()> {
        match token {
            Token::ElementStart { local, .. } if self.open.len() >= DEEPEST => {
                Err(Bad::new(format!("<{local}> is nested too deep")))
            }
            Token::ElementStart { local, .. } if self.root.is_some() => {
                Err(Bad::new(format!("<{local}> stands after the root")))
            }
            Token::ElementStart { local, .. } => {
                self.open.push(Element { name: local.to_string(), ..Element::default() });
                Ok(())
            }
            Token::Attribute { prefix, local, value, .. } => {
                let name = if prefix.is_empty() { local.to_string() } else { format!("{prefix}:{local}") };
                let value = unescaped(value)?;
                self.innermost()?.attributes.push((name, value));
                Ok(())
            }
            Token::ElementEnd { end: ElementEnd::Open, .. } => Ok(()),
            Token::ElementEnd { end: ElementEnd::Empty, .. } => self.close(None),
            Token::ElementEnd { end: ElementEnd::Close(_, local), .. } => self.close(Some(local)),
            Token::Text { text } if self.open.is_empty() && text.trim().is_empty() => Ok(()),
            Token::Text { text } => {
                let text = unescaped(text)?;
                let element = self.innermost()?;
                element.plain |= !text.trim().is_empty();
                element.text.push_str(&text);
                Ok(())
            }
            Token::Cdata { text, .. } => {
                self.innermost()?.text.push_str(text);
                Ok(())
            }
            Token::Declaration { .. } | Token::ProcessingInstruction { .. } | Token::Comment { .. } => Ok(()),
            Token::DtdStart { .. }
            | Token::EmptyDtd { .. }
            | Token::EntityDeclaration { .. }
            | Token::DtdEnd { .. } => Err(Bad::new("the XML declares a document type, which AWS never does")),
        }
    }

    fn innermost(&mut self) -> Result<&mut Element> {
        self.open.last_mut().ok_or_else(|| Bad::new("text outside of the XML's root"))
    }

    fn close(&mut self, name: Option<&str>) -> Result<()> {
        let element = self.open.pop().ok_or_else(|| Bad::new("an XML element ends that never began"))?;
        if let Some(name) = name.filter(|name| *name != element.name) {
            return Err(Bad::new(format!("<{}> is closed by </{name}>", element.name)));
        }
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
        Ok(())
    }
}

/// Character references resolved, line ends made one.
fn unescaped(text: &str) -> Result<String> {
    let mut rest = text;
    let mut clear = String::with_capacity(text.len());
    while let Some((before, after)) = rest.split_once('&') {
        push_lines(&mut clear, before);
        let (name, after) = after.split_once(';').ok_or_else(|| Bad::new("`&` without `;` in the XML"))?;
        clear.push(
            reference(name).ok_or_else(|| Bad::new(format!("unknown reference `&{name};` in the XML")))?,
        );
        rest = after;
    }
    push_lines(&mut clear, rest);
    Ok(clear)
}

fn push_lines(clear: &mut String, text: &str) {
    if text.contains('\r') {
        clear.push_str(&text.replace("\r\n", "\n").replace('\r', "\n"));
    } else {
        clear.push_str(text);
    }
}

fn reference(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}
