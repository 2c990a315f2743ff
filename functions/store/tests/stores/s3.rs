//! S3 as ministack plays it: our own requests, and what a browser does with our links.

use std::io::{Read, Write};
use std::net::TcpStream;

use libtest_mimic::Failed;
use sundown_store::Blob;
use sundown_store::blob::{Kind, PictureKey, S3};
use sundown_todo::UserId;

use crate::dynamodb::{Emulator, access};
use crate::samples::{NOW, id};

/// Outside us-east-1 a new bucket must be told where it is.
const HERE: &str = "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
    <LocationConstraint>ap-northeast-2</LocationConstraint></CreateBucketConfiguration>";

pub(crate) fn keeps_pictures() -> Result<(), Failed> {
    let emulator = Emulator::start()?;
    let request = |method: &str, target: &str, head: &str, body: &[u8]| {
        exchange(emulator.port, method, target, head, body)
    };
    let access = access(emulator.port);
    let bucket =
        http::Request::put(format!("{}pictures", access.address("s3"))).body(HERE.as_bytes().to_vec())?;
    let made = crate::runtime().block_on(access.send("s3", bucket)).map_err(|error| error.0)?;
    assert_eq!(made.status, 200);
    let blob = Blob::S3(S3::new(access, "pictures".into()));
    let key = PictureKey { owner: UserId(id()), id: id(), kind: Kind::Png };
    let name = key.to_string();
    crate::runtime().block_on(async {
        assert_eq!(blob.read(&name).await, Ok(None));
        assert_eq!(blob.write(&name, Kind::Png, b"bytes".to_vec()).await, Ok(()));
        assert_eq!(blob.read(&name).await, Ok(Some(b"bytes".to_vec())));
    });
    let path = |link: String| {
        link.split_once("127.0.0.1:").and_then(|(_, rest)| Some(format!("/{}", rest.split_once('/')?.1)))
    };
    let upload = path(blob.upload_link(&key, 7, NOW).map_err(|error| error.to_string())?)
        .ok_or("a link of the emulator")?;
    for (kind, body) in [("image/png", &b"more than it was for"[..]), ("text/html", b"browser")] {
        let answer = request("PUT", &upload, &format!("content-type: {kind}\r\n"), body)?;
        assert!(answer.starts_with("HTTP/1.1 403"), "{kind}: {answer}");
    }
    let answer = request("PUT", &upload, "content-type: image/png\r\n", b"browser")?;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let view = path(blob.view_link(&name, NOW).map_err(|error| error.to_string())?)
        .ok_or("a link of the emulator")?;
    let answer = request("GET", &view, "", b"")?;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("browser"), "{answer}");
    crate::runtime().block_on(async {
        for _ in 0..2 {
            assert_eq!(blob.remove(&name).await, Ok(()), "also when it is gone already");
            assert_eq!(blob.read(&name).await, Ok(None));
        }
    });
    Ok(())
}

fn exchange(port: u16, method: &str, target: &str, head: &str, body: &[u8]) -> Result<String, Failed> {
    let mut connection = TcpStream::connect(("127.0.0.1", port))?;
    let length = body.len();
    let head = format!(
        "{method} {target} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\ncontent-length: {length}\r\n{head}\r\n"
    );
    connection.write_all(&[head.as_bytes(), body].concat())?;
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
