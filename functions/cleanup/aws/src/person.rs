//! Credentials for somebody at a machine: found the way every AWS program finds them, but proven before the first call,
//! and without waiting seconds for an instance's metadata where there is no instance.

use std::time::Duration;

use aws_config::default_provider::credentials::DefaultCredentialsChain;
use aws_config::imds;
use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::{BehaviorVersion, Region};
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials as _, SharedCredentialsProvider};

use crate::session::{Limits, Options, Session, SetupError, https};

/// What an instance's metadata needs at most to answer; it is one hop away.
const METADATA: Duration = Duration::from_millis(500);

impl Session {
    /// A session whose credentials were found. `region` is where calls go that name none. A profile that is named is the
    /// only place that is looked in: variables left over from another account must not win against it.
    ///
    /// # Errors
    /// When there are none, or what is configured does not work.
    pub async fn of_person(
        profile: Option<&str>,
        region: &str,
        limits: Limits,
    ) -> Result<Session, SetupError> {
        let region = Region::new(region.to_owned());
        let surroundings =
            ProviderConfig::without_region().with_http_client(https()).with_region(Some(region.clone()));
        let credentials = match profile {
            Some(name) => SharedCredentialsProvider::new(
                ProfileFileCredentialsProvider::builder().configure(&surroundings).profile_name(name).build(),
            ),
            None => SharedCredentialsProvider::new(everywhere(surroundings, region.clone()).await),
        };
        credentials.provide_credentials().await.map_err(|error| match error {
            CredentialsError::CredentialsNotLoaded(_) => SetupError::NoCredentials,
            other => SetupError::Credentials(innermost(&other)),
        })?;
        let mut loader = aws_config::defaults(BehaviorVersion::latest())
            .http_client(https())
            .region(region)
            .credentials_provider(credentials);
        if let Some(profile) = profile {
            loader = loader.profile_name(profile);
        }
        Session::new(&loader.load().await, Options { limits, ..Options::default() })
    }
}

/// The places that every AWS program looks in.
async fn everywhere(surroundings: ProviderConfig, region: Region) -> DefaultCredentialsChain {
    let metadata = imds::Client::builder()
        .configure(&surroundings)
        .max_attempts(1)
        .connect_timeout(METADATA)
        .read_timeout(METADATA)
        .build();
    let chain = DefaultCredentialsChain::builder().configure(surroundings).imds_client(metadata);
    chain.region(region).build().await
}

/// The cause that says something: those around it say that there was one.
fn innermost(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}
