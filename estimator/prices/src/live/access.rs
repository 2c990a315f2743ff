//! How AWS's APIs are reached: whose credentials, over which connection, how patiently. The endpoint is said here or by the
//! caller, never by a profile.

use std::time::Duration;

use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_pricing::config::SharedCredentialsProvider;
use aws_sdk_pricing::config::retry::RetryConfig;

use crate::problem::Problem;
use crate::trust::Trust;

#[derive(Clone, Debug)]
pub struct Access {
    /// Another endpoint than AWS's own: for tests.
    pub endpoint: Option<String>,
    /// A named profile; the default chain without one.
    pub profile: Option<String>,
    /// Given credentials instead of the user's chain: for tests.
    pub credentials: Option<SharedCredentialsProvider>,
    pub trust: Trust,
    /// The SDK waits for ever unless told otherwise.
    pub patience: Patience,
}

/// How long to wait, and how fast to ask.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    pub connect: Duration,
    /// How long an answer may be silent.
    pub read: Duration,
    /// How long one attempt may take in all.
    pub attempt: Duration,
    /// Before the second try; doubled for each further one.
    pub pause: Duration,
    pub tries: u32,
    /// Between the starts of two requests: AWS refills five a second for each account.
    pub spacing: Duration,
}

impl Default for Access {
    fn default() -> Self {
        let patience = Patience {
            connect: Duration::from_secs(5),
            read: Duration::from_secs(15),
            attempt: Duration::from_secs(30),
            pause: Duration::from_millis(500),
            tries: 6,
            spacing: Duration::from_millis(200),
        };
        Self { endpoint: None, profile: None, credentials: None, trust: Trust::System, patience }
    }
}

impl Access {
    /// The configuration of a client that signs for the Price List region nearest to that one.
    pub(crate) async fn shared(&self, region: &str) -> Result<SdkConfig, Problem> {
        let endpoint = super::endpoint(region);
        let place = endpoint.split('.').nth(2).unwrap_or("us-east-1").to_owned();
        let patience = &self.patience;
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(patience.connect)
            .read_timeout(patience.read)
            .operation_attempt_timeout(patience.attempt)
            .build();
        let mut loader = aws_config::defaults(BehaviorVersion::latest())
            .region(Region::new(place))
            .http_client(self.trust.client()?)
            .timeout_config(timeouts)
            // Every attempt must wait its turn, so trying again is our own loop's business.
            .retry_config(RetryConfig::disabled());
        if let Some(profile) = &self.profile {
            loader = loader.profile_name(profile);
        }
        if let Some(credentials) = &self.credentials {
            loader = loader.credentials_provider(credentials.clone());
        }
        Ok(loader.load().await)
    }
}
