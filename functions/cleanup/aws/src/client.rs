//! The two clients. A `Reader` cannot change anything, whatever it is asked; a `Writer` is made on purpose.

use serde_json::{Map, Value};

use crate::call::{self, Answer};
use crate::error::{CallError, Cause};
use crate::pages::Pages;
use crate::session::Session;
use crate::shape::{self, Kind, Operation, Service};
use crate::target::Target;

/// Calls only what the data marks as reading.
#[derive(Debug, Clone)]
pub struct Reader {
    session: Session,
}

/// Calls what changes an account, too. Whoever holds one has decided to.
#[derive(Debug, Clone)]
pub struct Writer {
    session: Session,
}

impl Reader {
    pub fn new(session: Session) -> Reader {
        Reader { session }
    }

    #[must_use]
    pub fn in_region(&self, region: &str) -> Reader {
        Reader { session: self.session.in_region(region) }
    }

    pub fn region(&self) -> &str {
        self.session.region()
    }

    /// The host that a service has in this region; `None` where an endpoint was named instead, or nobody knows.
    pub fn host(&self, service: &str) -> Option<String> {
        if self.session.shared.options.endpoint.is_some() {
            return None;
        }
        let found = shape::service(service)?.ok()?;
        let place = crate::endpoint::place(&found.about, self.region(), None).ok()?;
        place.url.split_once("://").map(|(_, host)| host.to_owned())
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The whole answer: a listing is read to its last page, and its pages are put together.
    pub async fn call(&self, service: &str, operation: &str, input: Value) -> Result<Value, CallError> {
        self.pages(service, operation, input)?.all().await
    }

    /// The same a page at a time, for listings that should not be held at once.
    pub fn pages(&self, service: &str, operation: &str, input: Value) -> Result<Pages, CallError> {
        let target = find(&self.session, service, operation, |kind| kind == Kind::Read)?;
        Ok(Pages::new(target.clone(), inputs(&target, input)?))
    }
}

impl Writer {
    /// A client that can delete. There is no way to one from a `Reader`.
    pub fn that_changes_things(session: Session) -> Writer {
        Writer { session }
    }

    #[must_use]
    pub fn in_region(&self, region: &str) -> Writer {
        Writer { session: self.session.in_region(region) }
    }

    /// Sends one change. A creation is sent once; everything else again after a lost answer, and the answer (and an
    /// error) says how often.
    pub async fn call(&self, service: &str, operation: &str, input: Value) -> Result<Answer, CallError> {
        let target = find(&self.session, service, operation, |kind| kind != Kind::Read)?;
        let input = inputs(&target, input)?;
        call::send(&target, input).await
    }
}

fn find(
    session: &Session,
    service: &str,
    operation: &str,
    allowed: impl Fn(Kind) -> bool,
) -> Result<Target, CallError> {
    let refuse = |cause: Cause| CallError {
        service: service.to_owned(),
        operation: operation.to_owned(),
        region: session.region().to_owned(),
        attempts: 0,
        cause: Box::new(cause),
    };
    let found: &'static Service = match shape::service(service) {
        Some(parsed) => parsed.map_err(|bad| refuse(bad.into()))?,
        None => return Err(refuse(Cause::Unknown)),
    };
    let wanted: &'static Operation = found.operations.get(operation).ok_or_else(|| refuse(Cause::Unknown))?;
    if !allowed(wanted.kind) {
        return Err(refuse(if wanted.kind == Kind::Read { Cause::Unknown } else { Cause::ReadOnly }));
    }
    Ok(Target { session: session.clone(), service: found, operation: wanted })
}

fn inputs(target: &Target, input: Value) -> Result<Map<String, Value>, CallError> {
    match input {
        Value::Object(input) => Ok(input),
        Value::Null => Ok(Map::new()),
        other => Err(target.error(0, Cause::Input(crate::wire::Bad::expected("an object", &other)))),
    }
}
