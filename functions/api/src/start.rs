//! From settings to a running api. What is missing or wrong ends it before it starts, with one line that names the variable.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use sundown_kit::log::Line;
use sundown_kit::token::Tokens;
use sundown_kit::{ConfigError, Settings};
use sundown_store::Blob;
use sundown_todo::Store;

use crate::app::{App, Contract};
use crate::courier::Courier;
use crate::router;

#[cfg(feature = "dynamodb")]
#[path = "start_aws.rs"]
mod aws;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
#[path = "start_server.rs"]
mod server;

/// What the todos, pictures and events of an api are kept and carried by.
struct Means {
    store: Arc<dyn Store>,
    courier: Arc<dyn Courier>,
    blob: Option<Blob>,
}

/// Runs the api where it is: as a Lambda function if there is a runtime to ask for events, else on a port.
pub fn run(settings: &Settings) -> Result<(), String> {
    let in_lambda = settings.optional("AWS_LAMBDA_RUNTIME_API").is_some();
    // One event at a time needs one thread; a server has as many as the machine.
    let mut runtime = if in_lambda { tokio::runtime::Builder::new_current_thread() } else { threads() };
    let runtime = runtime.enable_all().build().map_err(|error| format!("no runtime: {error}"))?;
    runtime.block_on(async {
        let app = app(settings).await?;
        #[cfg(feature = "lambda")]
        if in_lambda {
            return crate::lambda::run(router(&app)).await;
        }
        let address = settings.parsed("LISTEN", SocketAddr::from(([127, 0, 0, 1], 8080)));
        serve(&app, address.map_err(|error| error.to_string())?).await
    })
}

#[cfg(any(feature = "sqlite", feature = "postgres"))]
fn threads() -> tokio::runtime::Builder {
    tokio::runtime::Builder::new_multi_thread()
}

#[cfg(not(any(feature = "sqlite", feature = "postgres")))]
fn threads() -> tokio::runtime::Builder {
    tokio::runtime::Builder::new_current_thread()
}

async fn app(settings: &Settings) -> Result<App, String> {
    let contract = settings.parsed("TODO_CONTRACT", Contract::Book).map_err(|error| error.to_string())?;
    let tokens = tokens(settings, contract).map_err(|error| error.to_string())?;
    let Means { store, courier, blob } = means(settings).await?;
    Ok(App {
        contract,
        store,
        courier,
        blob,
        tokens,
        origins: settings.list("CORS_ORIGINS").unwrap_or_else(|| contract.default_origins()),
        site: settings.optional("SITE_DIR").map(PathBuf::from),
        public_url: settings.optional("PUBLIC_URL").map(str::to_owned),
    })
}

fn tokens(settings: &Settings, contract: Contract) -> Result<Tokens, ConfigError> {
    let secret = settings
        .required("TOKEN_SECRET", "the secret that signs tokens, at least 32 bytes, the same everywhere")?;
    let tokens = Tokens::new(contract.algorithm(), secret.as_bytes());
    tokens.map_err(|error| ConfigError::Unusable("TOKEN_SECRET", error.to_string()))
}

/// `DATABASE_URL` in a server build, `TABLE_NAME` in the Lambda build; a build with both goes by what is set.
async fn means(settings: &Settings) -> Result<Means, String> {
    #[cfg(any(feature = "sqlite", feature = "postgres"))]
    if cfg!(not(feature = "dynamodb")) || settings.optional("DATABASE_URL").is_some() {
        return server::means(settings).await;
    }
    #[cfg(feature = "dynamodb")]
    return aws::means(settings).map_err(|error| error.to_string());
    #[cfg(not(feature = "dynamodb"))]
    Err("this build has no store: build with the feature dynamodb, sqlite or postgres".to_owned())
}

async fn serve(app: &App, address: SocketAddr) -> Result<(), String> {
    let listening = tokio::net::TcpListener::bind(address).await;
    let listener =
        listening.map_err(|error| format!("can't listen on {address}: {error} (LISTEN chooses another)"))?;
    Line::info("listening")
        .with("address", listener.local_addr().map(|at| at.to_string()).unwrap_or_default())
        .write();
    let served = axum::serve(listener, router(app)).with_graceful_shutdown(told_to_stop()).await;
    served.map_err(|error| format!("the server stopped: {error}"))
}

/// Ends with Ctrl-C and with what systemd and ECS send; requests under way are answered first.
async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
