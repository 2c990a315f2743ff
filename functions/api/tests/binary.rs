//! The real binary: configured wrongly, as a Lambda function before a Runtime API of our own, and as a server on a port.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

#[cfg(feature = "sqlite")]
use std::io::{BufRead, BufReader};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

const SECRET: &str = "a secret of the tests, 32 bytes and more";

fn api() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_api"));
    command.env_clear().stdout(Stdio::piped());
    command
}

#[test]
fn an_incomplete_configuration_ends_it_with_one_line_that_names_the_variable() {
    let wrong: &[(&[(&str, &str)], &str)] = &[
        (&[], "TOKEN_SECRET"),
        (&[("TOKEN_SECRET", "short")], "TOKEN_SECRET"),
        (&[("TOKEN_SECRET", SECRET), ("TODO_CONTRACT", "books")], "TODO_CONTRACT"),
        #[cfg(feature = "dynamodb")]
        (&[("TOKEN_SECRET", SECRET)], "TABLE_NAME"),
        #[cfg(feature = "dynamodb")]
        (&[("TOKEN_SECRET", SECRET), ("TABLE_NAME", "t")], "AWS_REGION"),
        #[cfg(feature = "sqlite")]
        (&[("TOKEN_SECRET", SECRET), ("DATABASE_URL", "mysql://x")], "DATABASE_URL"),
    ];
    for (variables, name) in wrong {
        let output = api().envs(variables.iter().copied()).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(
            !output.status.success() && text.lines().count() == 1 && text.contains(name),
            "{variables:?}: {text}"
        );
        assert!(!text.contains(SECRET) && !text.contains("\"short\""), "{text}");
    }
}

#[cfg(feature = "dynamodb")]
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

#[cfg(feature = "sqlite")]
#[test]
fn as_a_server_it_keeps_what_it_was_told_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("todo.db").display());
    let server = || {
        let variables = [
            ("TOKEN_SECRET", SECRET),
            ("DATABASE_URL", &database),
            ("LISTEN", "127.0.0.1:0"),
            ("TODO_CONTRACT", "todobackend"),
        ];
        let mut child = Stopped(api().envs(variables).spawn().unwrap());
        let mut line = String::new();
        BufReader::new(child.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let line: serde_json::Value = serde_json::from_str(&line).unwrap();
        (child, line["address"].as_str().unwrap().to_owned())
    };
    let ask = |address: &str, request: &str| {
        let mut connection = TcpStream::connect(address).unwrap();
        connection.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        answer
    };
    let (first, address) = server();
    let post = "POST / HTTP/1.1\r\nhost: h\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: 18\r\n\r\n{\"title\":\"laundry\"}";
    let post = post.replace("content-length: 18", "content-length: 19");
    assert!(ask(&address, &post).starts_with("HTTP/1.1 201"));
    drop(first);
    let (_second, address) = server();
    let list = ask(&address, "GET / HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n");
    assert!(list.starts_with("HTTP/1.1 200") && list.contains("laundry"), "{list}");
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

struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
