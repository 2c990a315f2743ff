//! Just enough HTTP/1.1 for a server that can also behave badly: one request a connection, answered as told.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::time::{Duration, Instant};

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Seen {
    pub at: Instant,
    pub method: String,
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The operation behind `AWSPriceListService.` or `AWSFreeTierService.`.
    pub fn operation(&self) -> &str {
        self.header("x-amz-target")
            .and_then(|target| target.split_once('.'))
            .map_or("", |(_, operation)| operation)
    }
}

/// What a server does.
#[derive(Clone, Debug)]
pub enum Reply {
    Whole(Answer),
    /// Promises the whole, sends so many bytes of the body, and hangs up.
    Cut(Answer, usize),
    /// Sends the body in pieces with a pause between them.
    Slow(Answer, Duration),
    /// Takes the request and never says a word.
    Silent,
    /// Hangs up at once.
    HangUp,
}

#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub kind: &'static str,
    pub encoding: Option<&'static str>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn new(status: u16, kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, kind, encoding: None, body: body.into() }
    }

    fn head(&self) -> String {
        let encoding = self.encoding.map(|name| format!("content-encoding: {name}\r\n")).unwrap_or_default();
        format!(
            "HTTP/1.1 {} X\r\ncontent-type: {}\r\ncontent-length: {}\r\n{encoding}connection: close\r\n\r\n",
            self.status,
            self.kind,
            self.body.len()
        )
    }
}

pub(crate) fn read(stream: &mut dyn Read) -> io::Result<Seen> {
    let mut stream = BufReader::new(stream);
    let mut line = || {
        let mut line = String::new();
        stream.read_line(&mut line).map(|_| line.trim_end().to_owned())
    };
    let first = line()?;
    let mut words = first.split(' ').map(str::to_owned);
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut headers = Vec::new();
    loop {
        let line = line()?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.push((name.to_lowercase(), value.trim().to_owned()));
    }
    let mut seen = Seen { at: Instant::now(), method, path, headers, body: String::new() };
    let length = seen.header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    stream.take(length).read_to_string(&mut seen.body)?;
    Ok(seen)
}

/// `wait` sleeps for so long and says whether the server is still wanted.
pub(crate) fn write(
    stream: &mut dyn Write,
    reply: &Reply,
    wait: &dyn Fn(Duration) -> bool,
) -> io::Result<()> {
    match reply {
        Reply::HangUp => Ok(()),
        Reply::Silent => {
            while wait(Duration::from_millis(20)) {}
            Ok(())
        }
        Reply::Whole(answer) => {
            stream.write_all(&[answer.head().as_bytes(), &answer.body].concat())?;
            stream.flush()
        }
        Reply::Cut(answer, bytes) => {
            stream.write_all(answer.head().as_bytes())?;
            stream.write_all(answer.body.get(..*bytes).unwrap_or(&answer.body))?;
            stream.flush()
        }
        Reply::Slow(answer, pause) => {
            stream.write_all(answer.head().as_bytes())?;
            for piece in answer.body.chunks(answer.body.len().div_ceil(4).max(1)) {
                stream.write_all(piece)?;
                stream.flush()?;
                if !wait(*pause) {
                    break;
                }
            }
            Ok(())
        }
    }
}
