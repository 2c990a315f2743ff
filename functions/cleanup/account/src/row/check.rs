//! Holds every row against the shapes of AWS's operations: a member that no answer has would be read as "nothing there".

use super::{Check, Follow, Operation, Place, Row, Stage, row, rows};
use crate::path::{Path, Step, Template};
use serde_json::Value;
use std::collections::BTreeMap;
use sundown_cleanup_aws::shape::{self, Service, Structure, Type};
use sundown_cleanup_engine::catalog::{Kind, StepName};

/// What a document is made of, as far as the models tell.
#[derive(Clone)]
enum Made {
    Any,
    Of(&'static Service, Type<'static>),
    With(BTreeMap<String, Made>, Option<Box<Made>>),
}

struct Checker<'r> {
    row: &'r Row,
    wrong: Vec<String>,
}

fn operation(named: &Operation) -> Result<(&'static Service, &'static shape::Operation), String> {
    let Operation { service, name } = named;
    let found = shape::service(service).ok_or_else(|| format!("no service {service}"))?.unwrap();
    let operation = found.operations.get(name).ok_or_else(|| format!("no operation {service}.{name}"))?;
    Ok((found, operation))
}

fn structure<'s>(service: &'s Service, reference: Option<&shape::Reference>) -> Type<'s> {
    service.structure(reference).map_or(Type::Document, Type::Structure)
}

impl Made {
    fn member(&self, name: &str) -> Option<Made> {
        match self {
            Made::Any => Some(Made::Any),
            Made::With(own, rest) => {
                own.get(name).cloned().or_else(|| rest.as_ref().and_then(|rest| rest.member(name)))
            }
            Made::Of(service, Type::Structure(Structure { members, .. })) => {
                let member = members.iter().find(|member| member.name == name)?;
                Some(Made::Of(service, service.resolve(&member.value.kind)))
            }
            Made::Of(service, Type::Map(_, value)) => Some(Made::Of(service, service.resolve(&value.kind))),
            Made::Of(_, Type::Document) => Some(Made::Any),
            Made::Of(..) => None,
        }
    }

    fn each(&self) -> Option<Made> {
        match self {
            Made::Any => Some(Made::Any),
            Made::Of(service, Type::List(each)) => Some(Made::Of(service, service.resolve(&each.kind))),
            _ => None,
        }
    }

    fn walk(&self, path: &Path) -> Option<Made> {
        path.steps().iter().try_fold(self.clone(), |here, step| match step {
            Step::Member(name) => here.member(name),
            Step::Each => here.each(),
            Step::Where { member, .. } => {
                here.each().or(Some(here)).filter(|each| each.member(member).is_some())
            }
        })
    }
}

impl Checker<'_> {
    fn says(&mut self, what: impl std::fmt::Display) {
        self.wrong.push(format!("{}: {what}", self.row.kind));
    }

    fn path(&mut self, made: &Made, path: &Path, of: &str) {
        if made.walk(path).is_none() {
            self.says(format!("{of}: no answer has {path:?}"));
        }
    }

    fn template(&mut self, made: &Made, template: &Template, of: &str) {
        let paths: Vec<Path> = template.paths().cloned().collect();
        for path in paths {
            self.path(made, &path, of);
        }
    }

    fn input(&mut self, named: &Operation, input: &Value, made: &Made) {
        let (service, operation) = match operation(named) {
            Ok(found) => found,
            Err(why) => return self.says(why),
        };
        self.texts(input, made);
        let Some(wanted) = service.structure(operation.input.as_ref()) else { return };
        let given: Vec<&String> = input.as_object().into_iter().flat_map(|map| map.keys()).collect();
        for name in &given {
            if !wanted.members.iter().any(|member| member.name == **name) {
                self.says(format!("{named:?} takes no {name}"));
            }
        }
        for must in &wanted.must {
            let defaulted = operation.defaults.contains_key(must);
            let token = wanted.members.iter().any(|one| one.name == *must && one.value.traits.token);
            if !given.contains(&must) && !defaulted && !token {
                self.says(format!("{named:?} wants {must}"));
            }
        }
    }

    fn texts(&mut self, input: &Value, made: &Made) {
        match input {
            Value::String(text) if text.contains('{') => match Template::try_from(text.clone()) {
                Ok(template) => self.template(made, &template, "an input"),
                Err(why) => self.says(why),
            },
            Value::Array(items) => items.iter().for_each(|item| self.texts(item, made)),
            Value::Object(members) => members.values().for_each(|value| self.texts(value, made)),
            _ => {}
        }
    }

    fn stages(&mut self, stages: &[Stage], start: Made) -> Made {
        let mut made = start;
        for (number, stage) in stages.iter().enumerate() {
            self.input(&stage.call, &stage.input, &made);
            let Ok((service, operation)) = operation(&stage.call) else { return Made::Any };
            let answer = Made::Of(service, structure(service, operation.output.as_ref()));
            let Some(item) = answer.walk(&stage.items) else {
                self.says(format!("{:?} does not answer {:?}", stage.call, stage.items));
                return Made::Any;
            };
            let mut own = BTreeMap::new();
            if number > 0 {
                own.insert("^".to_owned(), made.clone());
            }
            made = match &stage.wrapped_as {
                Some(name) => Made::With(own.into_iter().chain([(name.clone(), item)]).collect(), None),
                None => Made::With(own, Some(Box::new(item))),
            };
        }
        made
    }

    fn row(&mut self) {
        let row = self.row;
        let names = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), Made::Any)).collect();
        let start: BTreeMap<String, Made> = names(&["region"]);
        let by_id = names(&["region", "id", "0", "1", "2", "3", "4"]);
        if !row.one.is_empty() {
            let one = self.stages(&row.one, Made::With(by_id, None));
            self.facts(&one);
        }
        let listed = self.stages(&row.list, Made::With(start, None));
        self.facts(&listed);
    }

    fn facts(&mut self, item: &Made) {
        let row = self.row;
        let mut own: BTreeMap<String, Made> =
            ["#", "Objects", "@region"].map(|name| (name.to_owned(), Made::Any)).into();
        let with_own = |own: &BTreeMap<String, Made>, more: &[&str]| {
            let more = more.iter().map(|name| ((*name).to_owned(), Made::Any));
            Made::With(own.clone().into_iter().chain(more).collect(), Some(Box::new(item.clone())))
        };
        for follow in &row.each {
            self.follow(follow, &with_own(&own, &["id", "name", "arn"]));
            if let Ok((service, operation)) = operation(&follow.call) {
                let answer = Made::Of(service, structure(service, operation.output.as_ref()));
                own.insert(follow.attached_as().to_owned(), answer);
            }
        }
        let document = with_own(&own, &[]);
        let templates = [Some(&row.id), row.name.as_ref(), Some(&row.generation), row.arn.as_ref()];
        for template in templates.into_iter().flatten().chain(&row.physical) {
            self.template(&document, template, "a name");
        }
        let paths = [&row.account, &row.created, &row.tags, &row.objects].into_iter().flatten();
        for path in paths.chain(row.state.iter().map(|state| &state.at)) {
            self.path(&document, path, "a fact");
        }
        let groups = [&row.locked, &row.managed, &row.default, &row.skip];
        for check in groups.into_iter().flatten() {
            self.path(&document, &check.at, "a check");
        }
        for relation in row.owners.iter().chain(&row.uses) {
            match &relation.at {
                Place::Path(path) => self.path(&document, path, "a relation"),
                Place::Text(template) => self.template(&document, template, "a relation"),
            }
            self.when(relation.when.as_ref(), &document);
        }
        let changed = with_own(&own, &["id", "name", "arn"]);
        for call in row.steps.values().flatten() {
            self.input(&call.call, &call.input, &changed);
        }
        self.input(&row.delete.call, &row.delete.input, &changed);
    }

    fn follow(&mut self, follow: &Follow, document: &Made) {
        self.input(&follow.call, &follow.input, document);
        self.when(follow.when.as_ref(), document);
    }

    fn when(&mut self, check: Option<&Check>, document: &Made) {
        if let Some(check) = check {
            self.path(document, &check.at, "a condition");
        }
    }
}

#[test]
fn every_type_has_its_row_and_every_row_fits_the_api() {
    let mut wrong: Vec<String> = Kind::all()
        .filter(|kind| row(*kind).is_none())
        .map(|kind| format!("{kind}: there is no row"))
        .collect();
    for row in rows().unwrap() {
        let mut checker = Checker { row, wrong: Vec::new() };
        checker.row();
        wrong.extend(checker.wrong);
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_row_that_misspells_is_noticed() {
    let text = r#"{"kind":"ec2:volume","list":[{"call":"ec2.DescribeVolumes","input":{"VolumeIDs":["x"]},"items":"Volumes[]"}],
        "id":"{VolumeID}","generation":"{VolumeId}","tags":"Tags","delete":{"call":"ec2.DeleteVolume","input":{}}}"#;
    let row: Row = serde_json::from_str(text).unwrap();
    let mut checker = Checker { row: &row, wrong: Vec::new() };
    checker.row();
    let said = checker.wrong.join("\n");
    for fault in ["takes no VolumeIDs", "VolumeID", "wants VolumeId"] {
        assert!(said.contains(fault), "{fault}: {said}");
    }
}

#[test]
fn a_lock_that_is_opened_can_be_put_back_as_it_was() {
    let opened = rows().unwrap().filter(|row| row.steps.contains_key("unlock"));
    let mut count = 0;
    for row in opened {
        let opens: Vec<&Check> = row.locked.iter().filter(|lock| !lock.stays).collect();
        let values = |lock: &&Check| lock.is.as_ref().map_or(1, Vec::len);
        assert_eq!(opens.iter().map(values).collect::<Vec<_>>(), [1], "{}: one lock, one value", row.kind);
        for step in ["unlock", "lock"] {
            assert_eq!(row.steps.get(step).map(Vec::len), Some(1), "{}: {step}", row.kind);
        }
        count += 1;
    }
    assert_eq!(count, Kind::all().filter(|kind| kind.row().has_step(StepName::Unlock)).count());
}

#[test]
fn the_engine_knows_of_every_relation_that_a_row_reads() {
    let mut wrong = Vec::new();
    for row in rows().unwrap() {
        let name = row.kind.name().to_owned();
        for used in row.uses.iter().map(|relation| relation.kind) {
            if !used.row().used_by.contains(&name) {
                wrong.push(format!("{used} is used by {name}"));
            }
        }
        for owner in row.owners.iter().map(|relation| relation.kind) {
            if !row.kind.row().owned_by.contains(&owner.name().to_owned()) {
                wrong.push(format!("{name} is owned by {owner}"));
            }
        }
    }
    // The engine asks for the listings of those it knows, and before a deletion for no others.
    assert!(wrong.is_empty(), "{} relations nobody would look for\n{}", wrong.len(), wrong.join("\n"));
}
