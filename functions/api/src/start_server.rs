//! The means of a server: `SQLite` or PostgreSQL by `DATABASE_URL`, pictures in a folder, notices in the log.

use std::path::Path;
use std::sync::Arc;

use sundown_kit::{ConfigError, Settings};
use sundown_store::Blob;
use sundown_store::blob::Folder;
use sundown_todo::Store;

use super::Means;
use crate::local::Notices;

pub(super) async fn means(settings: &Settings) -> Result<Means, String> {
    let text = |error: ConfigError| error.to_string();
    let url = settings
        .required("DATABASE_URL", "sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE")
        .map_err(text)?;
    let store = store(settings, url).await?;
    let blob = match settings.optional("MEDIA_DIR") {
        Some(folder) => {
            let secret = settings.required("TOKEN_SECRET", "the secret that signs links").map_err(text)?;
            Some(Blob::Folder(Folder::new(Path::new(folder), secret.as_bytes())))
        }
        None => None,
    };
    Ok(Means { courier: Arc::new(Notices { store: Arc::clone(&store) }), store, blob })
}

async fn store(settings: &Settings, url: &str) -> Result<Arc<dyn Store>, String> {
    #[cfg(feature = "sqlite")]
    if let Some(file) = url.strip_prefix("sqlite:") {
        let opened = sundown_store::Sqlite::open(Path::new(file));
        return Ok(Arc::new(opened.map_err(|error| unusable(&error.to_string()))?));
    }
    #[cfg(feature = "postgres")]
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        let connections = settings.parsed("DATABASE_CONNECTIONS", 10).map_err(|error| error.to_string())?;
        let authority = settings.optional("DATABASE_CA_FILE").map(Path::new);
        let opened = sundown_store::Postgres::open(url, authority, connections).await;
        return Ok(Arc::new(opened.map_err(|error| unusable(&error.to_string()))?));
    }
    let _ = settings;
    Err(unusable("no database of this kind is built in"))
}

/// Names the variable, not its value, which may hold a password.
fn unusable(why: &str) -> String {
    ConfigError::Unusable("DATABASE_URL", why.to_owned()).to_string()
}
