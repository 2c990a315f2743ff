//! A listing to its very end. Every page is read; a token that comes back again, or a promise of more without a token,
//! is an incomplete listing and never a finished one.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::call;
use crate::error::{CallError, Cause};
use crate::shape::Page;
use crate::target::Target;

#[derive(Debug)]
pub struct Pages {
    target: Target,
    input: Map<String, Value>,
    seen: BTreeSet<String>,
    state: State,
}

#[derive(Debug)]
enum State {
    Reading,
    Finished,
    /// What broke the listing, told again to whoever asks again: a broken listing never looks finished.
    Broken(CallError),
}

impl Pages {
    pub(crate) fn new(target: Target, input: Map<String, Value>) -> Pages {
        Pages { target, input, seen: BTreeSet::new(), state: State::Reading }
    }

    /// The next page; `None` after the last, and only then.
    pub async fn next(&mut self) -> Result<Option<Value>, CallError> {
        match &self.state {
            State::Finished => return Ok(None),
            State::Broken(error) => return Err(error.clone()),
            State::Reading => {}
        }
        let page = self.read().await;
        if let Err(error) = &page {
            self.state = State::Broken(error.clone());
        }
        page.map(Some)
    }

    async fn read(&mut self) -> Result<Value, CallError> {
        let page = call::send(&self.target, self.input.clone()).await?.value;
        let plan = self.target.operation.page.as_ref();
        let tokens =
            plan.map_or(Ok(None), |plan| following(plan, &page)).map_err(|why| self.incomplete(why))?;
        let (Some(plan), Some(tokens)) = (plan, tokens) else {
            self.state = State::Finished;
            return Ok(page);
        };
        if !self.seen.insert(Value::Array(tokens.clone()).to_string()) {
            return Err(self.incomplete("the listing goes round: a page token came back again"));
        }
        for (name, token) in plan.send.iter().zip(tokens) {
            self.input.insert(name.clone(), token);
        }
        Ok(page)
    }

    /// All pages as if they were one.
    pub async fn all(mut self) -> Result<Value, CallError> {
        let mut whole = Value::Null;
        while let Some(page) = self.next().await? {
            match (&self.target.operation.page, whole.is_null()) {
                (Some(plan), false) => append(plan, &mut whole, page),
                _ => whole = page,
            }
        }
        if let Some(plan) = &self.target.operation.page {
            for path in plan.take.iter().chain(&plan.more) {
                remove(path, &mut whole);
            }
        }
        Ok(whole)
    }

    fn incomplete(&self, why: &str) -> CallError {
        self.target.error(1, Cause::Incomplete(why.to_owned()))
    }
}

/// The tokens of the page after this one, null for those that it does not have.
fn following(plan: &Page, page: &Value) -> Result<Option<Vec<Value>>, &'static str> {
    let present = |token: &Value| !token.is_null() && token.as_str() != Some("");
    let tokens: Vec<Value> = plan
        .take
        .iter()
        .map(|path| at(path, page).filter(|token| present(token)).cloned().unwrap_or_default())
        .collect();
    let any = tokens.iter().any(|token| !token.is_null());
    match plan.more.as_ref().map(|path| at(path, page) == Some(&Value::Bool(true))) {
        Some(false) => Ok(None),
        Some(true) if !any => Err("the service says that there is more, and not where"),
        None if !any => Ok(None),
        Some(true) | None => Ok(Some(tokens)),
    }
}

fn at<'a>(path: &str, value: &'a Value) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, name| value.get(name))
}

/// Lists grow, counts add up.
fn append(plan: &Page, whole: &mut Value, mut page: Value) {
    for path in &plan.items {
        let pointer = format!("/{}", path.replace('.', "/"));
        let Some(more) = page.pointer_mut(&pointer).map(Value::take) else { continue };
        let sum = |one: &Value, other: &Value| Some(Value::from(one.as_i64()?.checked_add(other.as_i64()?)?));
        match (whole.pointer_mut(&pointer), more) {
            (Some(Value::Array(items)), Value::Array(more)) => items.extend(more),
            (Some(count), more) => *count = sum(count, &more).unwrap_or(more),
            (None, more) => put(path, whole, more),
        }
    }
}

fn put(path: &str, whole: &mut Value, value: Value) {
    let mut here = whole;
    for name in path.split('.') {
        if !here.is_object() {
            *here = Value::Object(Map::new());
        }
        let Value::Object(members) = here else { return };
        here = members.entry(name).or_insert(Value::Null);
    }
    *here = value;
}

fn remove(path: &str, whole: &mut Value) {
    let (parent, name) = path.rsplit_once('.').unwrap_or(("", path));
    let pointer = if parent.is_empty() { String::new() } else { format!("/{}", parent.replace('.', "/")) };
    if let Some(Value::Object(members)) = whole.pointer_mut(&pointer) {
        members.remove(name);
    }
}
