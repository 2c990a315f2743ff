//! Pictures as the site uses them: ask for a link, upload, see the thumbnail.

#![cfg(feature = "server")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod common;

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use common::{Answer, Api};
use serde_json::{Value, json};
use sundown_api::Contract;

/// The smallest PNG: one grey pixel.
const PNG: &[u8] =
    b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\
    \x08\x00\x00\x00\x00\x3a\x7e\x9b\x55\x00\x00\x00\x0a\x49\x44\x41\x54\x78\x9c\x63\x68\x00\x00\x00\
    \x82\x00\x81\x77\xcd\x72\xb6\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

async fn put(api: &Api, url: &str, content_type: &str, bytes: &[u8]) -> Answer {
    let request =
        Request::put(url).header("content-type", content_type).body(Body::from(bytes.to_vec())).unwrap();
    api.send(request).await
}

async fn get(api: &Api, url: &str) -> Answer {
    api.send(Request::get(url).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_picture_comes_and_its_thumbnail_follows() {
    let api = Api::new(Contract::Book);
    let token = api.token(1);
    let added = api.call("POST", "/todo", Some(&token), json!({"title": "t"})).await;
    let wish =
        json!({"todo_id": added.json["data"][0]["id"], "content_type": "image/png", "size": PNG.len()});
    let upload = api.call("POST", "/media", Some(&token), wish).await;
    assert_eq!((upload.status.as_u16(), &upload.json["method"]), (200, &json!("PUT")), "{}", upload.text);
    assert_eq!(upload.json["headers"], json!({"content-type": "image/png"}));
    let url = upload.json["upload_url"].as_str().unwrap();

    let list = api.call("GET", "/todo", Some(&token), Value::Null).await;
    let todo = &list.json["data"][0];
    let (picture, thumbnail) =
        (todo["picture_url"].as_str().unwrap(), todo["thumbnail_url"].as_str().unwrap());
    assert_eq!(get(&api, picture).await.status, 404);

    assert_eq!(put(&api, url, "image/png", PNG).await.status, 204);
    let shown = get(&api, picture).await;
    assert_eq!((shown.status.as_u16(), &shown.headers["content-type"]), (200, &"image/png".parse().unwrap()));
    let mut tries = 0;
    while get(&api, thumbnail).await.status != 200 {
        tries += 1;
        assert!(tries < 100, "no thumbnail within ten seconds");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let gone = async || {
        let links = [get(&api, picture).await.status.as_u16(), get(&api, thumbnail).await.status.as_u16()];
        assert_eq!(links, [404, 404], "what no todo shows is not kept");
    };
    let wish = json!({"todo_id": todo["id"], "content_type": "image/png", "size": PNG.len()});
    assert_eq!(api.call("POST", "/media", Some(&api.token(2)), wish.clone()).await.status, 404);
    assert_eq!(get(&api, picture).await.status, 200, "somebody else's wish removes nothing");
    let second = api.call("POST", "/media", Some(&token), wish).await;
    gone().await;

    let url = second.json["upload_url"].as_str().unwrap();
    assert_eq!(put(&api, url, "image/png", PNG).await.status, 204);
    let list = api.call("GET", "/todo", Some(&token), Value::Null).await;
    let picture = list.json["data"][0]["picture_url"].as_str().unwrap();
    assert_eq!(api.call("DELETE", "/todo", Some(&api.token(2)), todo.clone()).await.status, 200);
    assert_eq!(get(&api, picture).await.status, 200);
    assert_eq!(api.call("DELETE", "/todo", Some(&token), todo.clone()).await.status, 200);
    assert_eq!(get(&api, picture).await.status, 404);
}

#[tokio::test]
async fn a_link_takes_only_what_it_was_made_for() {
    let api = Api::new(Contract::Book);
    let wish = json!({"content_type": "image/png", "size": PNG.len()});
    let upload = api.call("POST", "/media", Some(&api.token(1)), wish).await;
    let url = upload.json["upload_url"].as_str().unwrap();
    let key = upload.json["key"].as_str().unwrap();
    assert_eq!(put(&api, url, "image/jpeg", PNG).await.status, 403);
    assert_eq!(put(&api, url, "image/png", &PNG[1..]).await.status, 403);
    assert_eq!(
        put(&api, &url.replace("type=image/png", "type=image/gif"), "image/gif", PNG).await.status,
        403
    );
    assert_eq!(put(&api, &format!("/blob/{key}"), "image/png", PNG).await.status, 403);
    assert_eq!(put(&api, &url.replace("uploads", "thumbnails"), "image/png", PNG).await.status, 403);
    assert_eq!(get(&api, url).await.status, 403);
    assert!(!api.folder.path().join("pictures").exists());
    let huge = vec![0; 5 * 1024 * 1024 + 1];
    assert_eq!(put(&api, url, "image/png", &huge).await.status, 413);
}

#[tokio::test]
async fn what_is_no_picture_gets_no_link() {
    let api = Api::new(Contract::Book);
    let token = api.token(1);
    for wish in [
        json!({"content_type": "text/html", "size": 1}),
        json!({"content_type": "image/svg+xml", "size": 1}),
        json!({"content_type": "image/png", "size": 0}),
        json!({"content_type": "image/png", "size": 5_242_881}),
        json!({"content_type": "image/png", "size": -1}),
        json!({"content_type": "image/png"}),
        json!({"size": 1}),
    ] {
        let answer = api.call("POST", "/media", Some(&token), wish.clone()).await;
        assert_eq!(answer.status, 400, "{wish}");
    }
    let nobodys = json!({"todo_id": "x", "content_type": "image/png", "size": 1});
    assert_eq!(api.call("POST", "/media", Some(&token), nobodys).await.status, 404);
}
