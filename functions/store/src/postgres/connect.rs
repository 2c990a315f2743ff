//! Connecting to PostgreSQL: the address, TLS with a given authority (RDS asks for TLS and has an authority of its own), the pool.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Pool, PoolError, RecyclingMethod, Runtime};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use sundown_todo::StoreError;
use tokio_postgres::config::SslMode;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{Postgres, down};
use crate::sql;

/// What each of the pool's waits may take: longer than a fail-over hiccup, shorter than a balancer's patience.
const PATIENCE: Duration = Duration::from_secs(3);

/// A key of our own for the lock under which the tables are made: servers start at the same time.
const MIGRATION_LOCK: i64 = 0x0073_756e_646f_776e;

impl Postgres {
    /// Connects to `postgres://user:password@host/database` with at most `connections` connections, and makes the tables.
    /// With `authority` (a PEM file) the connection is TLS and the server's certificate must be of that authority.
    pub async fn open(
        url: &str,
        authority: Option<&Path>,
        connections: usize,
    ) -> Result<Postgres, StoreError> {
        // The parser's message may quote the password.
        let mut config: Config =
            url.parse().map_err(|_| StoreError::Broken("not an address of PostgreSQL".into()))?;
        config.connect_timeout(PATIENCE);
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = match authority {
            Some(file) => {
                Manager::from_config(config.ssl_mode(SslMode::Require).clone(), tls(file)?, recycling)
            }
            None => Manager::from_config(config, NoTls, recycling),
        };
        let pool = Pool::builder(manager).max_size(connections).runtime(Runtime::Tokio1);
        let pool =
            pool.wait_timeout(Some(PATIENCE)).create_timeout(Some(PATIENCE)).recycle_timeout(Some(PATIENCE));
        let store = Postgres { pool: pool.build().map_err(|error| StoreError::Broken(error.to_string()))? };
        store.make_tables().await?;
        Ok(store)
    }

    async fn make_tables(&self) -> Result<(), StoreError> {
        let mut client = self.client().await?;
        let transaction = client.build_transaction().start().await.map_err(down)?;
        transaction.execute("SELECT pg_advisory_xact_lock($1)", &[&MIGRATION_LOCK]).await.map_err(down)?;
        transaction.batch_execute(sql::SCHEMA).await.map_err(down)?;
        transaction.commit().await.map_err(down)
    }
}

/// Why the pool gave no connection, without the address.
pub(super) fn reason(error: &PoolError) -> &'static str {
    match error {
        PoolError::Timeout(_) => "no connection in time",
        // What a server says that takes TLS only (RDS does), and one that doesn't let this user in.
        PoolError::Backend(error) if error.code() == Some(&SqlState::INVALID_AUTHORIZATION_SPECIFICATION) => {
            "it takes no connection like this: it may want TLS with a given authority, or another user"
        }
        PoolError::Backend(error) if error.to_string().contains("TLS") => {
            "no TLS connection: its certificate isn't of the given authority, or not for this name"
        }
        PoolError::Backend(_) => "no connection",
        _ => "the pool gave no connection",
    }
}

fn tls(file: &Path) -> Result<MakeRustlsConnect, StoreError> {
    let unusable = |why: String| StoreError::Broken(format!("{}: {why}", file.display()));
    let certificates = CertificateDer::pem_file_iter(file).map_err(|error| unusable(error.to_string()))?;
    let certificates =
        certificates.collect::<Result<Vec<_>, _>>().map_err(|error| unusable(error.to_string()))?;
    let mut roots = RootCertStore::empty();
    // A bundle has the authorities of all regions and times: one that can't be read is none that can be trusted, and no more.
    if roots.add_parsable_certificates(certificates).0 == 0 {
        return Err(unusable("no certificate of an authority is in it".to_owned()));
    }
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(ring)
        .with_safe_default_protocol_versions()
        .map_err(|error| unusable(error.to_string()))?;
    Ok(MakeRustlsConnect::new(config.with_root_certificates(roots).with_no_client_auth()))
}
