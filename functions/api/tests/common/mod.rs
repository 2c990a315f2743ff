//! An api on a new `SQLite` file, driven without a port. Every answer is held against the served OpenAPI document on its way.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "each test file uses its part"
)]

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use sundown_api::{App, Contract, LogOnly, router};
use sundown_kit::{clock, token::Tokens};
use sundown_store::blob::Folder;
use sundown_store::{Blob, Sqlite};
use sundown_todo::Store;
use tower::ServiceExt;

pub const SECRET: &[u8] = b"a secret of the tests, 32 bytes and more";

pub struct Api {
    pub app: App,
    pub router: Router,
    document: Value,
    pub folder: tempfile::TempDir,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
    pub json: Value,
}

impl Api {
    pub fn new(contract: Contract) -> Api {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::open(&folder.path().join("todo.db")).unwrap();
        Api::with(contract, Arc::new(store), folder)
    }

    pub fn with(contract: Contract, store: Arc<dyn Store>, folder: tempfile::TempDir) -> Api {
        let blob = Some(Blob::Folder(Folder::new(&folder.path().join("pictures"), SECRET)));
        let tokens = Tokens::new(contract.algorithm(), SECRET).unwrap();
        let origins = match contract {
            Contract::Book => vec!["http://localhost:3000".into(), "https://todo.example.com".into()],
            _ => vec!["*".into()],
        };
        let courier = Arc::new(LogOnly);
        let app = App { contract, store, courier, blob, tokens, origins, site: None, public_url: None };
        let name = match contract {
            Contract::Book => "book",
            Contract::Wanted => "wanted",
            Contract::TodoBackend => "todobackend",
        };
        let file = format!("{}/openapi/{name}.json", env!("CARGO_MANIFEST_DIR"));
        let document = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        Api { router: router(&app), app, document, folder }
    }

    /// A valid token of the `book` contract for the user with this number.
    pub fn token(&self, user: u64) -> String {
        let now = clock::now();
        let claims = match self.app.contract {
            Contract::Wanted => json!({"email": "a@b", "sub": user, "iat": now, "exp": now + 60}),
            _ => json!({"sub": format!("{user:032x}"), "iss": "sundown", "iat": now, "exp": now + 60}),
        };
        self.app.tokens.issue(&claims).unwrap()
    }

    pub async fn call(&self, method: &str, path: &str, token: Option<&str>, body: Value) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        self.send(request.header("content-type", "application/json").body(body).unwrap()).await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        self.documented(&method, &path, parts.status);
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, text, json }
    }

    /// A documented call answers only with a documented status.
    fn documented(&self, method: &Method, path: &str, status: StatusCode) {
        let paths = self.document["paths"].as_object().unwrap();
        let parts: Vec<&str> = path.split('/').collect();
        let fits = |pattern: &&String| {
            let pattern: Vec<&str> = pattern.split('/').collect();
            pattern.len() == parts.len()
                && pattern.iter().zip(&parts).all(|(a, b)| a.starts_with('{') || a == b)
        };
        let exact = paths.get(path).or_else(|| paths.keys().find(fits).and_then(|key| paths.get(key)));
        let Some(call) = exact.and_then(|path| path.get(method.as_str().to_lowercase())) else { return };
        assert!(
            call["responses"].get(status.as_str()).is_some(),
            "{method} {path}: {status} isn't in the document"
        );
    }
}

impl Answer {
    pub fn titles(&self) -> Vec<&str> {
        self.json["data"].as_array().unwrap().iter().map(|todo| todo["title"].as_str().unwrap()).collect()
    }
}
