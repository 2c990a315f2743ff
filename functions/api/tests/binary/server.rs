//! As a server: what it was told is there after a restart.

use crate::{SECRET, Stopped, api};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

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
    let body = r#"{"title":"laundry"}"#;
    let head = "POST / HTTP/1.1\r\nhost: h\r\nconnection: close\r\ncontent-type: application/json";
    let post = format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    assert!(ask(&address, &post).starts_with("HTTP/1.1 201"));
    drop(first);
    let (_second, address) = server();
    let list = ask(&address, "GET / HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n");
    assert!(list.starts_with("HTTP/1.1 200") && list.contains("laundry"), "{list}");
}
