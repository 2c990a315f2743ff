//! As a Lambda function: the Runtime API is ours, and some of its events are hostile.

use crate::{SECRET, Stopped, api};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;

#[test]
fn in_lambda_it_answers_events_also_after_a_hostile_one() {
    let runtime = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = runtime.local_addr().unwrap().to_string();
    let lambda = [
        ("AWS_LAMBDA_RUNTIME_API", address.as_str()),
        ("AWS_LAMBDA_FUNCTION_NAME", "api"),
        ("AWS_LAMBDA_FUNCTION_VERSION", "1"),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
        ("AWS_REGION", "ap-northeast-2"),
        ("AWS_ACCESS_KEY_ID", "a"),
        ("AWS_SECRET_ACCESS_KEY", "b"),
        ("TABLE_NAME", "todo"),
        ("TOKEN_SECRET", SECRET),
    ];
    let _child = Stopped(api().envs(lambda).stdout(Stdio::null()).spawn().unwrap());
    let event = |path: &str, host: &str| {
        format!(
            r#"{{"version":"2.0","routeKey":"$default","rawPath":"{path}","rawQueryString":"","headers":{{"host":"{host}"}},"isBase64Encoded":false,
            "requestContext":{{"accountId":"1","apiId":"a","stage":"$default","requestId":"r","http":{{"method":"GET","path":"{path}","protocol":"HTTP/1.1","sourceIp":"127.0.0.1","userAgent":"t"}}}}}}"#
        )
    };
    let events = [
        event("/", "h"),
        event("/", "x.execute-api.127.0.0.1"),
        r#"{"Records":[]}"#.to_owned(),
        event("/todo", "h"),
        event("/", "h"),
    ];
    let mut statuses = Vec::new();
    let (mut connection, _) = runtime.accept().unwrap();
    let mut waiting = events.iter();
    while statuses.len() < events.len() {
        let Some((head, body)) = read(&mut connection) else {
            connection = runtime.accept().unwrap().0;
            continue;
        };
        if head.starts_with("GET") {
            let Some(event) = waiting.next() else { break };
            let deadline = "lambda-runtime-deadline-ms: 4102444800000";
            let head = format!(
                "HTTP/1.1 200 OK\r\nlambda-runtime-aws-request-id: r1\r\n{deadline}\r\ncontent-length: {}\r\n\r\n",
                event.len()
            );
            connection.write_all(format!("{head}{event}").as_bytes()).unwrap();
        } else {
            let answer: serde_json::Value = serde_json::from_slice(&body).unwrap();
            statuses.push(answer["statusCode"].as_u64().unwrap_or(0));
            connection.write_all(b"HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n").unwrap();
        }
    }
    assert_eq!(statuses, [200, 400, 400, 403, 200]);
}

/// One HTTP request; `None` when the other side closed.
fn read(connection: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if connection.read(&mut byte).ok()? == 0 {
            return None;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap().to_lowercase().replacen("get", "GET", 1);
    let length =
        head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
    if head.contains("transfer-encoding: chunked") {
        return Some((head, chunks(connection)));
    }
    let mut body = vec![0; length];
    connection.read_exact(&mut body).ok()?;
    Some((head, body))
}

fn chunks(connection: &mut TcpStream) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let mut size = Vec::new();
        let mut byte = [0];
        while !size.ends_with(b"\r\n") {
            connection.read_exact(&mut byte).unwrap();
            size.push(byte[0]);
        }
        let size = usize::from_str_radix(String::from_utf8(size).unwrap().trim(), 16).unwrap();
        let mut chunk = vec![0; size + 2];
        connection.read_exact(&mut chunk).unwrap();
        body.extend_from_slice(&chunk[..size]);
        if size == 0 {
            return body;
        }
    }
}
