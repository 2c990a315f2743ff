//! Whose certificates are trusted, the same for both HTTP clients: the machine's own roots, because behind a school's or a
//! company's proxy its certificate is there and nowhere else; or one given authority, for tests. The proxy itself is the one
//! that `HTTPS_PROXY` and `NO_PROXY` name: ureq reads them by itself, AWS's client has to be told to.

use aws_sdk_pricing::config::RuntimeComponents;
use aws_smithy_http_client::Connector;
use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::{self, TlsContext, TrustStore, rustls_provider::CryptoMode};
use ureq::tls::{Certificate, RootCerts};

use crate::problem::Problem;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Trust {
    #[default]
    System,
    /// Only this authority, as PEM.
    Only(String),
}

impl Trust {
    /// For the client of offer files.
    pub(crate) fn roots(&self) -> Result<RootCerts, Problem> {
        let certificates = match self {
            Self::System => {
                let found = rustls_native_certs::load_native_certs();
                found.certs.iter().map(|der| Certificate::from_der(der).to_owned()).collect()
            }
            Self::Only(pem) => vec![Certificate::from_pem(pem.as_bytes()).map_err(|error| bad(&error))?],
        };
        Ok(RootCerts::new_with_certs(&certificates))
    }

    /// For the clients of AWS's APIs.
    pub(crate) fn client(&self) -> Result<aws_sdk_pricing::config::SharedHttpClient, Problem> {
        let store = match self {
            Self::System => TrustStore::default(),
            Self::Only(pem) => TrustStore::empty().with_pem_certificate(pem.as_bytes()),
        };
        let context = TlsContext::builder().with_trust_store(store).build().map_err(|error| bad(&error))?;
        Ok(aws_smithy_http_client::Builder::new().build_with_connector_fn(move |settings, components| {
            let mut connector = Connector::builder().proxy_config(ProxyConfig::from_env());
            connector.set_connector_settings(settings.cloned());
            connector.set_sleep_impl(components.and_then(RuntimeComponents::sleep_impl));
            let ring = tls::Provider::Rustls(CryptoMode::Ring);
            connector.tls_provider(ring).tls_context(context.clone()).build()
        }))
    }
}

fn bad(error: &dyn std::fmt::Display) -> Problem {
    Problem::Certificate { place: "the given authority".to_owned(), cause: error.to_string() }
}
