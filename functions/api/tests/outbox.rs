//! Finishing a todo tells exactly once, also when telling fails for a while; and the site's files beside the API.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod common;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use axum::body::Body;
use axum::http::Request;
use common::Api;
use serde_json::{Value, json};
use sundown_api::{App, Contract, Courier, router};
use sundown_todo::Finished;

#[derive(Default)]
struct Told {
    fails: AtomicBool,
    carried: Mutex<Vec<String>>,
}

#[async_trait]
impl Courier for Told {
    async fn carry(&self, event: &Finished) -> Result<(), String> {
        if self.fails.load(Ordering::Relaxed) {
            return Err("as told".into());
        }
        self.carried.lock().unwrap().push(event.title.clone());
        Ok(())
    }
}

fn api() -> (Api, Arc<Told>) {
    let mut api = Api::new(Contract::Book);
    let told = Arc::new(Told::default());
    api.router = router(&App { courier: told.clone(), ..api.app.clone() });
    (api, told)
}

#[tokio::test]
async fn finishing_tells_once_and_nothing_else_tells() {
    let (api, told) = api();
    let token = api.token(1);
    let token = Some(token.as_str());
    let list = api.call("POST", "/todo", token, json!({"title": "빨래"})).await;
    let mut todo = list.json["data"][0].clone();
    for (done, times) in [(true, 1), (true, 1), (false, 1), (true, 2)] {
        todo["done"] = json!(done);
        assert_eq!(api.call("PUT", "/todo", token, todo.clone()).await.status, 200);
        assert_eq!(told.carried.lock().unwrap().len(), times);
    }
    api.call("POST", "/todo", token, json!({"title": "born done", "done": true})).await;
    assert_eq!(*told.carried.lock().unwrap(), ["빨래", "빨래", "born done"]);
}

#[tokio::test]
async fn what_could_not_be_told_is_told_with_the_owners_next_change() {
    let (api, told) = api();
    let (token, other) = (api.token(1), api.token(2));
    told.fails.store(true, Ordering::Relaxed);
    let added = api.call("POST", "/todo", Some(&token), json!({"title": "a", "done": true})).await;
    assert_eq!(added.status, 200);
    told.fails.store(false, Ordering::Relaxed);
    api.call("POST", "/todo", Some(&other), json!({"title": "not mine"})).await;
    assert_eq!(told.carried.lock().unwrap().len(), 0);
    api.call("POST", "/todo", Some(&token), json!({"title": "b"})).await;
    assert_eq!(*told.carried.lock().unwrap(), ["a"]);
}

#[tokio::test]
async fn the_site_is_served_beside_the_api_and_nothing_above_it() {
    let mut served = Api::new(Contract::Book);
    let site = served.folder.path().join("site");
    std::fs::create_dir(&site).unwrap();
    std::fs::write(site.join("index.html"), "<h1>할 일</h1>").unwrap();
    std::fs::write(site.join("app.js"), "// js").unwrap();
    served.router = router(&App { site: Some(site), ..served.app.clone() });
    let get = async |path: &str, accept: &str| {
        let request = Request::get(path).header("accept", accept).body(Body::empty()).unwrap();
        served.send(request).await
    };
    let page = get("/", "text/html,*/*;q=0.8").await;
    assert!(page.status == 200 && page.text.contains("할 일"));
    assert!(get("/", "*/*").await.text.starts_with("The Todo API is up"));
    assert_eq!(get("/app.js", "*/*").await.text, "// js");
    assert_eq!(get("/todo", "text/html").await.status, 403);
    for above in ["/../todo.db", "/%2e%2e/todo.db", "/..%2ftodo.db", "//todo.db", "/./../todo.db"] {
        assert_eq!(get(above, "*/*").await.status, 403, "{above}");
    }
    let token = served.token(1);
    assert_eq!(served.call("POST", "/todo", Some(&token), json!({"title": "a"})).await.status, 200);
    assert_eq!(served.call("GET", "/nope", Some(&token), Value::Null).await.status, 404);
}
