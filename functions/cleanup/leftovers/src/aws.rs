//! The real world: an AWS account, read through `sundown-cleanup-account`, priced by the snapshot of prices in the binary.

use std::sync::Arc;

use sundown_cleanup_account::blocking::{self, Changing, runtime};
use sundown_cleanup_account::{Account, Hands as Changes, Pricing};
use sundown_cleanup_aws::{Limits, Reader, Session, SetupError, Writer};
use sundown_cleanup_engine::ask::{Answer, Effect, Mutation, Query, Stamp};
use sundown_cleanup_engine::drive::{Mutate, Read};
use sundown_cleanup_engine::found::Key;
use sundown_cleanup_price::{Prices, Worth};
use sundown_talk::failure::Failure;
use tokio::runtime::Runtime;

use crate::doors::{Doors, Eyes, Hands, Where};

/// Where calls go that belong to no region.
const HOME: &str = "us-east-1";

/// The ways to AWS.
#[must_use]
pub fn doors() -> Doors<'static> {
    Doors { look: &|place| Ok(Box::new(look(place)?)), change: &|place| Ok(Box::new(change(place)?)) }
}

/// A world, and the prices of what is in it.
struct Aws<W> {
    world: W,
    account: Account,
    prices: Arc<Prices>,
}

fn look(place: &Where) -> Result<Aws<blocking::World>, Failure> {
    let runtime = runtime().map_err(|error| Failure::defect(&error))?;
    let session = session(&runtime, place, Limits::default())?;
    let today = jiff::Zoned::now().date();
    let prices = Arc::new(Prices::snapshot(today).map_err(|error| Failure::defect(&error))?);
    let book = Arc::clone(&prices);
    let pricing: Pricing = Arc::new(move |kind, region, document| book.month(kind, region, document));
    let account = Account::new(Reader::new(session), pricing);
    Ok(Aws { world: blocking::World::new(runtime, account.clone()), account, prices })
}

fn change(place: &Where) -> Result<Aws<Changing>, Failure> {
    let runtime = runtime().map_err(|error| Failure::defect(&error))?;
    // Sent once: the engine looks before it asks again.
    let session = session(&runtime, place, Limits { attempts: 1, ..Limits::default() })?;
    let Aws { world, account, prices } = look(place)?;
    let hands = Changes::new(account.clone(), Writer::that_changes_things(session));
    Ok(Aws { world: world.with_hands(hands), account, prices })
}

fn session(runtime: &Runtime, place: &Where, limits: Limits) -> Result<Session, Failure> {
    let session = Session::of_person(place.profile.as_deref(), HOME, limits);
    runtime.block_on(session).map_err(|error| no_session(error, place))
}

fn no_session(error: SetupError, place: &Where) -> Failure {
    match (error, &place.profile) {
        (SetupError::NoCredentials, Some(profile)) => Failure::said(
            format!(
                "there is no profile `{profile}` with credentials here; AWS_PROFILE and ~/.aws/config name them"
            ),
            format!(
                "`{profile}`: 자격 증명이 있는 프로필이 없습니다. AWS_PROFILE과 ~/.aws/config를 확인하십시오"
            ),
        ),
        (SetupError::NoCredentials, None) => Failure::said(
            "there are no AWS credentials here: sign in, or name a profile with --profile or AWS_PROFILE",
            "AWS 자격 증명이 없습니다. 로그인하거나 --profile 또는 AWS_PROFILE로 프로필을 지정하십시오",
        ),
        (SetupError::Credentials(why), _) => {
            let why = why.trim_end_matches('.');
            Failure::said(
                format!(
                    "the AWS credentials cannot be used ({why}): sign in, or name a profile with --profile or AWS_PROFILE"
                ),
                format!(
                    "AWS 자격 증명을 사용할 수 없습니다({why}). 로그인하거나 --profile 또는 AWS_PROFILE로 프로필을 지정하십시오"
                ),
            )
        }
        (SetupError::NoRegion, _) => Failure::said(
            "no region is configured: name one with --region, AWS_REGION or in the profile",
            "리전이 정해지지 않았습니다. --region, AWS_REGION 또는 프로필로 지정하십시오",
        ),
    }
}

impl<W: Read> Read for Aws<W> {
    fn read(&mut self, query: &Query) -> (Stamp, Answer) {
        self.world.read(query)
    }
}

impl<W: Mutate> Mutate for Aws<W> {
    fn mutate(&mut self, mutation: &Mutation) -> (Stamp, Effect) {
        self.world.mutate(mutation)
    }
}

impl<W: Read> Eyes for Aws<W> {
    fn worth(&self, key: &Key) -> Option<Worth> {
        let document = self.account.document(key)?;
        Some(self.prices.worth(key.kind, &key.region, &document))
    }
}

impl<W: Read + Mutate> Hands for Aws<W> {}
