//! The account over AWS: eyes with the function's own role, hands with the reaper's, each as far as the plan reaches.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use aws_config::SdkConfig;
use aws_config::identity::IdentityCache;
use aws_config::sts::AssumeRoleProvider;
use aws_credential_types::provider::SharedCredentialsProvider;
use serde_json::Value;
use sundown_cleanup_account::{Account, Hands as AccountHands, Pricing};
use sundown_cleanup_aws::{Limits, Options, Reader, Session, SetupError, Writer};
use sundown_cleanup_engine::ask::{Answer, Effect, Mutation, Query, Stamp};
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::found::Price;
use sundown_cleanup_engine::moment::Moment;
use sundown_cleanup_price::Prices;
use sundown_kit::log::Line;
use tokio::sync::Mutex;

use crate::hands::{Hands, Reach};
use crate::reach;
use crate::seam::Eyes;

/// Role sessions that one role has made for another end after an hour, whatever is asked for.
const SESSION: Duration = Duration::from_secs(3_600);

/// Looks with the function's own role, and has no other client.
pub struct Scanner(Account);

impl Scanner {
    /// # Errors
    /// When there are no credentials or there is no region.
    pub fn new(config: &SdkConfig, prices: Pricing) -> Result<Self, SetupError> {
        Ok(Self(account(config, prices)?))
    }
}

#[async_trait]
impl Eyes for Scanner {
    async fn read(&self, query: &Query) -> (Stamp, Answer) {
        Box::pin(self.0.read(query)).await
    }

    fn local(&self) -> Moment {
        now()
    }
}

/// Becomes the reaper when the first change is due; one session for each reach.
pub struct Reaper {
    config: SdkConfig,
    role: String,
    prices: Pricing,
    hands: Mutex<BTreeMap<Reach, AccountHands>>,
}

impl Reaper {
    #[must_use]
    pub fn new(config: SdkConfig, role: String, prices: Pricing) -> Self {
        Self { config, role, prices, hands: Mutex::default() }
    }

    async fn reaching(&self, reach: &Reach) -> Result<AccountHands, SetupError> {
        let mut all = self.hands.lock().await;
        if let Some(hands) = all.get(reach) {
            return Ok(hands.clone());
        }
        let policy = reach::session_policy(reach);
        Line::info("becoming the reaper").with("narrowed", policy.is_some()).write();
        let role = AssumeRoleProvider::builder(&self.role)
            .session_name("sundown-cleanup")
            .session_length(SESSION)
            .configure(&self.config);
        let role = if let Some(policy) = policy { role.policy(policy) } else { role };
        let credentials = SharedCredentialsProvider::new(role.build().await);
        // A cache of its own: the function's holds the scanner's credentials.
        let cache = IdentityCache::lazy().build();
        let config =
            self.config.clone().into_builder().credentials_provider(credentials).identity_cache(cache);
        // A change is sent once: whether to try again is the engine's to say.
        let once = Options { limits: Limits { attempts: 1, ..Limits::default() }, ..Options::default() };
        let writer = Writer::that_changes_things(Session::new(&config.build(), once)?);
        let hands = AccountHands::new(account(&self.config, Arc::clone(&self.prices))?, writer);
        all.insert(reach.clone(), hands.clone());
        Ok(hands)
    }
}

#[async_trait]
impl Hands for Reaper {
    async fn act(&self, reach: &Reach, mutation: &Mutation) -> (Stamp, Effect) {
        match self.reaching(reach).await {
            // In a box: the compiler gives up on futures that are nested this deep.
            Ok(hands) => Box::pin(hands.mutate(mutation)).await,
            Err(error) => {
                Line::error("the reaper has no session").with("why", error.to_string()).write();
                (Stamp { server: None, local: now() }, Effect::Denied)
            }
        }
    }
}

/// Without reading ahead: a worker reads a part of a region, and asks for several listings at once itself.
fn account(config: &SdkConfig, prices: Pricing) -> Result<Account, SetupError> {
    Ok(Account::one_by_one(Reader::new(Session::new(config, Options::default())?), prices))
}

/// The estimator's prices of today. Without them every finding's price is unknown, which the caps count as expensive.
#[must_use]
pub fn prices() -> Pricing {
    let today = jiff::Timestamp::from_second(sundown_kit::clock::now()).unwrap_or_default();
    let today = today.to_zoned(jiff::tz::TimeZone::UTC).date();
    match Prices::snapshot(today) {
        Ok(prices) => {
            Arc::new(move |kind: Kind, region: &str, document: &Value| prices.month(kind, region, document))
        }
        Err(error) => {
            Line::error("no prices").with("why", error.to_string()).write();
            Arc::new(|_: Kind, _: &str, _: &Value| Price::Unknown)
        }
    }
}

fn now() -> Moment {
    Moment::from_seconds(sundown_kit::clock::now())
}
