//! A proxy in front of the emulator. It names every call that passes, keeps the names, and lets go wrong what a test says.

use crate::names::{Spoken, named};
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use sundown_cleanup_account::row::Operation;
use sundown_cleanup_aws::shape::Protocol;

/// One request as it came by.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) operation: Operation,
    pub(crate) protocol: Protocol,
    /// Target and body, to look for a resource's name in.
    pub(crate) text: String,
}

impl Call {
    /// Is it this operation, written `service.Operation`?
    pub(crate) fn is(&self, name: &str) -> bool {
        name == format!("{}.{}", self.operation.service, self.operation.name)
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// An answer of the service's own kind, with this status and code; the call has no effect.
    Says(u16, &'static str),
    /// What the service says of an account that has nothing of the kind.
    Answers(String),
    /// The emulator's answer, without its second half.
    Cut,
    /// The call takes effect; nobody hears of it.
    DoneAndSilent,
    /// The program dies here: before the call had its effect, or after. Nothing it sends later arrives.
    Dies(When),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    Before,
    After,
}

type Script = dyn Fn(&Call) -> Option<Fault> + Send + Sync;

pub(crate) struct Proxy {
    pub(crate) url: String,
    shared: Arc<Shared>,
}

struct Shared {
    upstream: u16,
    seen: Mutex<Vec<Operation>>,
    script: Mutex<Arc<Script>>,
    dead: Arc<AtomicBool>,
}

impl Proxy {
    pub(crate) fn before(upstream: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
        let script: Arc<Script> = Arc::new(|_| None);
        let shared = Arc::new(Shared {
            upstream,
            seen: Mutex::default(),
            script: Mutex::new(script),
            dead: Arc::default(),
        });
        let accepting = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&accepting);
                std::thread::spawn(move || shared.serve(stream));
            }
        });
        Self { url, shared }
    }

    /// From now on this goes wrong, and nothing else.
    pub(crate) fn script(&self, script: impl Fn(&Call) -> Option<Fault> + Send + Sync + 'static) {
        *self.shared.script.lock().unwrap() = Arc::new(script);
    }

    pub(crate) fn heal(&self) {
        self.script(|_| None);
    }

    /// Is the program in front dead? Whoever plays it must then do nothing more.
    pub(crate) fn death(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.shared.dead)
    }

    /// The calls since the last time somebody asked.
    pub(crate) fn take_seen(&self) -> Vec<Operation> {
        std::mem::take(&mut *self.shared.seen.lock().unwrap())
    }
}

impl Shared {
    fn serve(&self, mut stream: TcpStream) {
        let Some(request) = Request::read(&mut stream) else { return };
        if self.dead.load(Ordering::SeqCst) {
            return;
        }
        let call = request.call();
        self.seen.lock().unwrap().push(call.operation.clone());
        let script = Arc::clone(&self.script.lock().unwrap());
        let fault = script(&call).or_else(|| unknown_to_moto(&call));
        if let Some(Fault::Says(status, code)) = &fault {
            let _ = stream.write_all(refusal(call.protocol, *status, code).as_bytes());
            return;
        }
        if let Some(Fault::Answers(body)) = &fault {
            let head =
                format!("HTTP/1.1 200 X\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
            let _ = stream.write_all(format!("{head}{body}").as_bytes());
            return;
        }
        if let Some(Fault::Dies(when)) = fault {
            self.dead.store(true, Ordering::SeqCst);
            if when == When::After {
                let _ = request.forwarded(self.upstream);
            }
            return;
        }
        let Some(answer) = request.forwarded(self.upstream) else { return };
        let _ = match fault {
            Some(Fault::Cut) => stream.write_all(&answer[..answer.len() - answer.len() / 4]),
            Some(Fault::DoneAndSilent) => {
                std::thread::sleep(Duration::from_secs(60));
                Ok(())
            }
            _ => stream.write_all(&answer),
        };
    }
}

/// Two services that moto does not implement: as if nobody had ever used them.
fn unknown_to_moto(call: &Call) -> Option<Fault> {
    let empty = [
        ("apprunner.ListServices", "{\"ServiceSummaryList\":[]}"),
        ("globalaccelerator.ListAccelerators", "{\"Accelerators\":[]}"),
    ];
    empty.into_iter().find(|(name, _)| call.is(name)).map(|(_, body)| Fault::Answers(body.to_owned()))
}

struct Request {
    head: String,
    body: Vec<u8>,
}

impl Request {
    fn read(stream: &mut TcpStream) -> Option<Self> {
        let (mut bytes, mut some) = (Vec::new(), [0; 16_384]);
        let end = loop {
            if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                break end;
            }
            match stream.read(&mut some).ok()? {
                0 => return None,
                read => bytes.extend_from_slice(&some[..read]),
            }
        };
        let mut body = bytes.split_off(end + 4);
        let request = Self { head: String::from_utf8(bytes).ok()?, body: Vec::new() };
        let length: usize = request.header("content-length").parse().unwrap_or(0);
        while body.len() < length {
            match stream.read(&mut some).ok()? {
                0 => return None,
                read => body.extend_from_slice(&some[..read]),
            }
        }
        Some(Self { body, ..request })
    }

    fn header(&self, name: &str) -> &str {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        let mut values =
            lines.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim());
        values.next().unwrap_or_default()
    }

    fn call(&self) -> Call {
        let mut first = self.head.split(' ');
        let (method, target) = (first.next().unwrap_or_default(), first.next().unwrap_or_default());
        let body = String::from_utf8_lossy(&self.body).into_owned();
        // `Credential=KEY/DAY/REGION/SERVICE/aws4_request`
        let signing = self.header("authorization").split('/').nth(3).unwrap_or_default();
        let spoken =
            Spoken { signing, target_header: self.header("x-amz-target"), method, target, body: &body };
        let (operation, protocol) = named(&spoken);
        Call { operation, protocol, text: format!("{target} {body}") }
    }

    fn forwarded(&self, upstream: u16) -> Option<Vec<u8>> {
        let mut stream = TcpStream::connect(("127.0.0.1", upstream)).ok()?;
        let lines =
            self.head.trim_end().lines().filter(|line| !line.to_lowercase().starts_with("connection:"));
        let head = lines.collect::<Vec<_>>().join("\r\n") + "\r\nconnection: close\r\n\r\n";
        stream.write_all(&[head.as_bytes(), &self.body].concat()).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        Some(answer)
    }
}

/// An error as the services of this protocol write it.
fn refusal(protocol: Protocol, status: u16, code: &str) -> String {
    let said = format!("<Error><Code>{code}</Code><Message>by order of the test</Message></Error>");
    let body = match protocol {
        Protocol::Ec2 => format!("<Response><Errors>{said}</Errors><RequestID>r</RequestID></Response>"),
        Protocol::Query => format!("<ErrorResponse>{said}<RequestId>r</RequestId></ErrorResponse>"),
        Protocol::RestXml => said,
        Protocol::Json | Protocol::RestJson => {
            format!("{{\"__type\":\"{code}\",\"message\":\"by order of the test\"}}")
        }
    };
    let (length, kind) = (body.len(), format!("x-amzn-errortype: {code}"));
    format!("HTTP/1.1 {status} X\r\nconnection: close\r\n{kind}\r\ncontent-length: {length}\r\n\r\n{body}")
}
