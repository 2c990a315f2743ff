//! An account that can be looked at. There is nothing in here that could change it.

use crate::ahead::Ahead;
use crate::buckets;
use crate::found::Around;
use crate::offered::nothing_there;
use crate::read;
use crate::row::{Row, row};
use crate::stacks::{Known, Stacks};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};
use sundown_cleanup_aws::Reader;
use sundown_cleanup_engine::ask::{Answer, Failure, Query, Stamp};
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::found::{Fact, Found, Key, Price};
use sundown_cleanup_engine::moment::Moment;
use sundown_cleanup_engine::survey::GLOBAL;

/// What a resource costs a month, from its document.
pub type Pricing = Arc<dyn Fn(Kind, &str, &Value) -> Price + Send + Sync>;

/// Copies are cheap and share everything.
#[derive(Clone)]
pub struct Account {
    pub(crate) shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub(crate) reader: Reader,
    pricing: Pricing,
    stacks: Known,
    /// The account number, once it is known.
    number: Mutex<Option<String>>,
    /// The newest document of each resource, for who explains it and for the inputs of changes.
    documents: Mutex<BTreeMap<Key, Value>>,
    pub(crate) ahead: Ahead,
    pub(crate) reads_ahead: bool,
}

impl Account {
    #[must_use]
    pub fn new(reader: Reader, pricing: Pricing) -> Self {
        Self::made(reader, pricing, true)
    }

    /// One that lists only what it is asked for: for who reads a part of a region, or asks for several at once itself.
    #[must_use]
    pub fn one_by_one(reader: Reader, pricing: Pricing) -> Self {
        Self::made(reader, pricing, false)
    }

    fn made(reader: Reader, pricing: Pricing, reads_ahead: bool) -> Self {
        let shared = Shared {
            reader,
            pricing,
            stacks: Known::default(),
            number: Mutex::default(),
            documents: Mutex::default(),
            ahead: Ahead::default(),
            reads_ahead,
        };
        Self { shared: Arc::new(shared) }
    }

    /// Answers one question of the engine.
    pub async fn read(&self, query: &Query) -> (Stamp, Answer) {
        let answer = match query {
            Query::WhoAmI => match self.who().await {
                Ok(identity) => {
                    self.remember(&identity.account);
                    Answer::Identity(identity)
                }
                Err(failure) => Answer::Failed(failure),
            },
            Query::List { region, kind, .. } => match self.listed(region, *kind).await {
                Ok(items) => Answer::Page { items, next: None },
                Err(failure) => Answer::Failed(failure),
            },
            Query::Family { key, peer } => self.family(key, peer.as_ref()).await,
        };
        (self.stamp(), answer)
    }

    /// The document behind a resource that was found, as AWS told it last.
    #[must_use]
    pub fn document(&self, key: &Key) -> Option<Value> {
        self.shared.documents.lock().ok()?.get(key).cloned()
    }

    /// Both clocks, as of now: AWS's by its last answer.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        let local = now();
        let ahead = self.shared.reader.session().clock_ahead();
        let server = ahead.map(|seconds| Moment::from_seconds(local.seconds() + seconds));
        Stamp { server, local }
    }

    /// Every resource of a type in a region: the whole listing, or why there is none.
    pub(crate) async fn list(&self, region: &str, kind: Kind) -> Result<Vec<Found>, Failure> {
        let row = row(kind).ok_or(Failure::Inconsistent)?;
        let reader = self.reader_in(region);
        if nothing_there(&reader, row).await {
            return Ok(Vec::new());
        }
        let documents = read::listing(&reader, row).await?;
        self.all_found(&reader, row, region, documents).await
    }

    /// One resource, read by its id.
    pub(crate) async fn one(&self, key: &Key) -> Result<Option<Found>, Failure> {
        let row = row(key.kind).ok_or(Failure::Inconsistent)?;
        let reader = self.reader_in(&key.region);
        let documents = read::by_id(&reader, row, &key.id).await?;
        let mut found = self.all_found(&reader, row, &key.region, documents).await?;
        match (found.pop(), found.is_empty()) {
            (one, true) => Ok(one),
            (_, false) => Err(Failure::Inconsistent),
        }
    }

    async fn all_found(
        &self,
        reader: &Reader,
        row: &'static Row,
        region: &str,
        documents: Vec<Value>,
    ) -> Result<Vec<Found>, Failure> {
        let documents = buckets::with_contents(reader, row, documents).await?;
        let stacks = if documents.is_empty() || row.kind == Kind::STACK {
            Fact::Known(Stacks::default())
        } else {
            self.shared.stacks.of(reader).await
        };
        let number = self.number().await?;
        let around = Around { row, region, account: &number, stacks: &stacks };
        documents.into_iter().map(|document| self.one_found(&around, document)).collect()
    }

    fn one_found(&self, around: &Around<'_>, mut document: Value) -> Result<Found, Failure> {
        let price = (self.shared.pricing)(around.row.kind, around.region, &document);
        let found = around.found(&mut document, price)?;
        if let Ok(mut documents) = self.shared.documents.lock() {
            documents.insert(found.key.clone(), document);
        }
        Ok(found)
    }

    /// Global types are called in Virginia.
    pub(crate) fn reader_in(&self, region: &str) -> Reader {
        self.shared.reader.in_region(home(region))
    }

    async fn number(&self) -> Result<String, Failure> {
        let known = self.shared.number.lock().ok().and_then(|number| number.clone());
        match known {
            Some(number) => Ok(number),
            None => {
                let number = self.caller().await?;
                self.remember(&number);
                Ok(number)
            }
        }
    }

    fn remember(&self, account: &str) {
        if let Ok(mut number) = self.shared.number.lock() {
            *number = Some(account.to_owned());
        }
    }
}

/// Where the calls of a region go.
pub(crate) fn home(region: &str) -> &str {
    if region == GLOBAL { "us-east-1" } else { region }
}

pub(crate) fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map(|since| since.as_secs()).unwrap_or_default();
    Moment::from_seconds(i64::try_from(since).unwrap_or_default())
}
