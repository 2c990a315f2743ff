//! What calls share: credentials, one TLS client, limits, the clock skew seen so far. One session per account; copies
//! are cheap and share everything but their region.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_runtime::service_clock_skew::ServiceClockSkewInterceptor;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_runtime::client::identity::IdentityCache;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::client::identity::SharedIdentityCache;
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_types::region::Region;

use crate::clocks::Clocks;

/// The one HTTPS client of the process (rustls over ring): hand it to every other SDK crate too, or a second TLS stack
/// comes into the build.
pub fn https() -> SharedHttpClient {
    static CLIENT: OnceLock<SharedHttpClient> = OnceLock::new();
    let build = || {
        let provider = Provider::Rustls(CryptoMode::Ring);
        aws_smithy_http_client::Builder::new().tls_provider(provider).build_https()
    };
    CLIENT.get_or_init(build).clone()
}

/// How long and how often. The SDK itself waits for a silent server for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub connect: Duration,
    /// One attempt, from the first byte sent to the last byte read.
    pub attempt: Duration,
    /// All attempts and the pauses between them.
    pub call: Duration,
    pub attempts: u32,
    /// The first pause; it doubles.
    pub pause: Duration,
}

/// How S3's buckets are addressed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Addressing {
    /// By host on AWS, by path on an emulator and where a bucket's name cannot be a host's.
    #[default]
    Auto,
    Host,
    Path,
}

#[derive(Debug, Clone)]
pub struct Session {
    pub(crate) shared: Arc<Shared>,
    pub(crate) region: String,
}

#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) credentials: SharedCredentialsProvider,
    pub(crate) identities: SharedIdentityCache,
    pub(crate) http: SharedHttpClient,
    pub(crate) skew: SharedInterceptor,
    /// Which region a bucket was found in.
    pub(crate) buckets: Mutex<BTreeMap<String, String>>,
    pub(crate) options: Options,
    pub(crate) clocks: Clocks,
}

/// What a session can be told.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Whose session this is: throttling in one account must not slow down another.
    pub account: String,
    pub endpoint: Option<String>,
    pub addressing: Addressing,
    pub limits: Limits,
}

/// A session that cannot begin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    #[error("no credentials provider is configured: sign in, or name a profile with AWS_PROFILE")]
    NoCredentials,
    #[error("the credentials cannot be used: {0}; sign in, or name a profile with AWS_PROFILE")]
    Credentials(String),
    #[error("no region is configured: name one with --region, AWS_REGION or in the profile")]
    NoRegion,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            connect: Duration::from_secs(5),
            attempt: Duration::from_secs(30),
            call: Duration::from_secs(120),
            attempts: 5,
            pause: Duration::from_secs(1),
        }
    }
}

impl Session {
    /// The environment's, a profile's or a role's credentials, as every AWS program finds them.
    pub async fn load(profile: Option<&str>, region: Option<&str>) -> Result<Session, SetupError> {
        let mut loader = aws_config::defaults(BehaviorVersion::latest()).http_client(https());
        if let Some(profile) = profile {
            loader = loader.profile_name(profile);
        }
        if let Some(region) = region {
            loader = loader.region(Region::new(region.to_owned()));
        }
        Session::new(&loader.load().await, Options::default())
    }

    /// A session over the SDK's configuration. An endpoint of the configuration (`AWS_ENDPOINT_URL`) counts, where the
    /// options name none.
    pub fn new(config: &SdkConfig, mut options: Options) -> Result<Session, SetupError> {
        let credentials = config.credentials_provider().ok_or(SetupError::NoCredentials)?;
        let region = config.region().ok_or(SetupError::NoRegion)?.to_string();
        options.endpoint = options.endpoint.or_else(|| config.endpoint_url().map(str::to_owned));
        let shared = Shared {
            credentials,
            identities: config.identity_cache().unwrap_or_else(|| IdentityCache::lazy().build()),
            http: config.http_client().unwrap_or_else(https),
            skew: SharedInterceptor::new(ServiceClockSkewInterceptor::new()),
            buckets: Mutex::default(),
            options,
            clocks: Clocks::default(),
        };
        Ok(Session { shared: Arc::new(shared), region })
    }

    /// The same session in another region.
    #[must_use]
    pub fn in_region(&self, region: &str) -> Session {
        Session { shared: Arc::clone(&self.shared), region: region.to_owned() }
    }

    pub fn region(&self) -> &str {
        &self.region
    }

    /// How many seconds AWS's clock is ahead of this machine's, by the last answer; `None` before the first one.
    pub fn clock_ahead(&self) -> Option<i64> {
        self.shared.clocks.ahead()
    }
}
