//! From a document to what the engine knows of a resource. A fact that could not be read is unknown; no default stands
//! in for it.

use crate::ids::respelt;
use crate::path::{Path, text};
use crate::read::{TAGS, UNREAD, holds, is_like};
use crate::row::{Check, Place, Relation, Row};
use crate::stacks::Stacks;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use sundown_cleanup_engine::ask::Failure;
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::found::{Fact, Found, Key, Price, State, Tags};
use sundown_cleanup_engine::moment::Moment;
use sundown_cleanup_engine::survey::GLOBAL;

/// What is the same for all resources of a listing.
pub(crate) struct Around<'a> {
    pub(crate) row: &'static Row,
    pub(crate) region: &'a str,
    pub(crate) account: &'a str,
    /// What CloudFormation says is whose; unknown when it could not be asked.
    pub(crate) stacks: &'a Fact<Stacks>,
}

impl Around<'_> {
    /// The resource of a document. One without an id is no resource but a broken listing.
    pub(crate) fn found(&self, document: &mut Value, price: Price) -> Result<Found, Failure> {
        let row = self.row;
        let tags = self.tags(document);
        if let Some(members) = document.as_object_mut() {
            members.insert("@region".to_owned(), self.region.into());
        }
        if let (Fact::Known(tags), Some(members)) = (&tags, document.as_object_mut()) {
            let map: Map<String, Value> =
                tags.iter().map(|(key, value)| (key.clone(), value.as_str().into())).collect();
            members.insert(TAGS.to_owned(), Value::Object(map));
        }
        let document = &*document;
        let id = row.id.fill(document).ok_or(Failure::Inconsistent)?;
        let generation = row.generation.fill(document).ok_or(Failure::Inconsistent)?;
        let key = Key::new(self.region, row.kind, &id);
        let name = row.name.as_ref().and_then(|name| name.fill(document)).unwrap_or_else(|| id.clone());
        let is_stack = row.kind == Kind::STACK;
        Ok(Found {
            owners: self.owners(document, &tags, &key),
            uses: self.related(document, &row.uses, &key),
            account: self.account_of(document),
            created: self.created(document),
            locked: self.locked(document),
            managed_by: self.managed_by(document),
            is_default: row.default.iter().any(|check| holds(check, document)),
            state: self.state(document),
            objects: row.objects.as_ref().and_then(|at| at.first(document)?.as_u64()).unwrap_or_default(),
            ours: is_stack && deployed_by_us(document),
            recorded_expiry: if is_stack { recorded_expiry(document) } else { None },
            key,
            name,
            generation,
            tags,
            price,
        })
    }

    /// Was the call that a path looks into not answered?
    fn unread(&self, document: &Value, path: &Path) -> bool {
        document.get(UNREAD).and_then(|unread| unread.get(path.root())).is_some()
    }

    fn tags(&self, document: &Value) -> Fact<Tags> {
        let Some(path) = &self.row.tags else {
            // A type that has no tags: known to have none.
            return Fact::Known(Tags::new());
        };
        if self.unread(document, path) {
            return Fact::Unknown;
        }
        let mut tags = Tags::new();
        for value in path.all(document) {
            match value {
                Value::Array(list) => {
                    for tag in list {
                        let Some((key, value)) = pair(tag) else { return Fact::Unknown };
                        tags.insert(key, value);
                    }
                }
                Value::Object(map) => {
                    for (key, value) in map {
                        let Some(value) = value.as_str() else { return Fact::Unknown };
                        tags.insert(key.clone(), value.to_owned());
                    }
                }
                _ => return Fact::Unknown,
            }
        }
        Fact::Known(tags)
    }

    fn account_of(&self, document: &Value) -> Fact<String> {
        match &self.row.account {
            None => Fact::Known(self.account.to_owned()),
            Some(path) => path.first(document).and_then(text).map_or(Fact::Unknown, Fact::Known),
        }
    }

    fn created(&self, document: &Value) -> Fact<Option<Moment>> {
        let Some(path) = &self.row.created else { return Fact::Known(None) };
        let moment = path.first(document).and_then(|value| moment(value, self.row.created_ms));
        moment.map_or(Fact::Unknown, |moment| Fact::Known(Some(moment)))
    }

    fn locked(&self, document: &Value) -> Fact<bool> {
        let checks = &self.row.locked;
        if checks.iter().any(|check| holds(check, document)) {
            return Fact::Known(true);
        }
        let missing = |check: &Check| {
            self.unread(document, &check.at) || check.must && check.at.first(document).is_none()
        };
        if checks.iter().any(missing) { Fact::Unknown } else { Fact::Known(false) }
    }

    fn managed_by(&self, document: &Value) -> Fact<Option<String>> {
        for check in &self.row.managed {
            if self.unread(document, &check.at) {
                return Fact::Unknown;
            }
            let says = |value: &&Value| match (&check.is, value) {
                (Some(is), value) => is.iter().any(|one| is_like(one, value)),
                (None, Value::String(who)) => !who.is_empty(),
                (None, Value::Bool(truth)) => *truth,
                _ => false,
            };
            if let Some(value) = check.at.all(document).into_iter().find(says) {
                let who = check.by.clone().or_else(|| value.as_str().map(str::to_owned));
                return Fact::Known(Some(who.unwrap_or_else(|| "AWS".into())));
            }
        }
        Fact::Known(None)
    }

    fn state(&self, document: &Value) -> State {
        let Some(states) = &self.row.state else { return State::Ready };
        let words: Vec<String> = states.at.all(document).into_iter().filter_map(text).collect();
        let among = |known: &[String]| words.iter().any(|word| known.contains(word));
        if among(&states.deleting) {
            State::Deleting
        } else if !words.is_empty() && words.iter().all(|word| states.ready.contains(word)) {
            State::Ready
        } else {
            State::Busy
        }
    }

    /// By its own fields, by the stack's tag, and by the stack's list.
    fn owners(&self, document: &Value, tags: &Fact<Tags>, key: &Key) -> Fact<BTreeSet<Key>> {
        let Fact::Known(mut owners) = self.related(document, &self.row.owners, key) else {
            return Fact::Unknown;
        };
        if self.row.kind == Kind::STACK {
            return Fact::Known(owners);
        }
        let (Fact::Known(stacks), Fact::Known(tags)) = (self.stacks, tags) else { return Fact::Unknown };
        let physical = self.row.physical.iter().filter_map(|template| template.fill(document));
        let usual = [
            Some(key.id.to_string()),
            self.named(document),
            self.row.arn.as_ref().and_then(|arn| arn.fill(document)),
        ];
        let listed =
            physical.chain(usual.into_iter().flatten()).filter_map(|id| stacks.owner_of(self.row.kind, &id));
        let tagged = tags.get("aws:cloudformation:stack-id").cloned();
        // A global resource belongs to a stack of some region: the stack's id says which.
        owners.extend(listed.chain(tagged).map(|stack| {
            let region =
                stack.split(':').nth(3).filter(|region| !region.is_empty()).unwrap_or(self.region).to_owned();
            Key::new(&region, Kind::STACK, &stack)
        }));
        Fact::Known(owners)
    }

    fn named(&self, document: &Value) -> Option<String> {
        self.row.name.as_ref()?.fill(document)
    }

    fn related(&self, document: &Value, relations: &[Relation], key: &Key) -> Fact<BTreeSet<Key>> {
        let mut related = BTreeSet::new();
        for relation in relations {
            if relation.when.as_ref().is_some_and(|check| !holds(check, document)) {
                continue;
            }
            let ids: Vec<String> = match &relation.at {
                Place::Path(path) if self.unread(document, path) => return Fact::Unknown,
                Place::Path(path) => path.all(document).into_iter().filter_map(text).collect(),
                Place::Text(template) if template.paths().any(|path| self.unread(document, path)) => {
                    return Fact::Unknown;
                }
                Place::Text(template) => template.fill(document).into_iter().collect(),
            };
            let region = if relation.kind.row().global { GLOBAL } else { self.global_home() };
            for written in &ids {
                let cut = relation.cut.as_deref().and_then(|cut| written.rsplit(cut).next());
                let spelt = respelt(relation.kind, written)
                    .unwrap_or_else(|| vec![cut.unwrap_or(written).to_owned()]);
                for id in spelt.into_iter().filter(|id| !id.is_empty()) {
                    let id = match &relation.prefix {
                        None => id,
                        Some(prefix) => match prefix.fill(document) {
                            Some(prefix) => prefix + &id,
                            None => return Fact::Unknown,
                        },
                    };
                    related.insert(Key::new(region, relation.kind, &id));
                }
            }
        }
        related.remove(key);
        Fact::Known(related)
    }

    /// What a global resource relates to by a bare id is taken to be in Virginia, where global services live.
    fn global_home(&self) -> &str {
        if self.region == GLOBAL { "us-east-1" } else { self.region }
    }
}

fn pair(tag: &Value) -> Option<(String, String)> {
    let member = |names: [&str; 3]| names.into_iter().find_map(|name| tag.get(name)?.as_str());
    let key = member(["Key", "key", "TagKey"])?;
    Some((key.to_owned(), member(["Value", "value", "TagValue"]).unwrap_or_default().to_owned()))
}

/// RFC 3339, or seconds since 1970 as AWS's JSON writes them.
fn moment(value: &Value, milliseconds: bool) -> Option<Moment> {
    let written = text(value)?;
    if let Some(moment) = Moment::parse(&written) {
        return Some(moment);
    }
    let whole: i64 = written.split('.').next()?.parse().ok()?;
    Some(Moment::from_seconds(if milliseconds { whole / 1_000 } else { whole }))
}

/// The record that our deployment leaves in its stack: an output, which no tag can imitate.
fn deployed_by_us(document: &Value) -> bool {
    named(document, "Outputs", "OutputKey", "SundownDeployment").is_some()
}

fn recorded_expiry(document: &Value) -> Option<Moment> {
    if !deployed_by_us(document) {
        return None;
    }
    let parameter = named(document, "Parameters", "ParameterKey", "ExpiresAt")?;
    Moment::parse(parameter.get("ParameterValue")?.as_str()?)
}

fn named<'d>(document: &'d Value, list: &str, member: &str, name: &str) -> Option<&'d Value> {
    document.get(list)?.as_array()?.iter().find(|one| one.get(member).and_then(Value::as_str) == Some(name))
}
