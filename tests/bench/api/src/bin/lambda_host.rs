//! A Runtime API that answers at once: `lambda_host ROUNDS TIMES PROGRAM [ARGUMENT…] < EVENT` starts a function's binary, gives it one
//! event again and again, and prints the first answer and then, for each round, the CPU microseconds that one event took.
//!
//! Not in Python as the rest of the benches, because what answers slowly is measured too: each wait of the function empties its caches.

use std::error::Error;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(20);
/// Lambda takes no longer answers.
const LONGEST: usize = 6 << 20;
const TAKEN: &[u8] = b"HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n";

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "lambda_host: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [rounds, times, program, rest @ ..] = arguments.as_slice() else {
        return Err("lambda_host ROUNDS TIMES PROGRAM [ARGUMENT…] < EVENT".into());
    };
    let (rounds, times) = (rounds.parse::<u32>()?, times.parse::<u32>()?);
    let mut event = Vec::new();
    std::io::stdin().read_to_end(&mut event)?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?.to_string();
    let mut command = Command::new(program);
    command.args(rest).env("AWS_LAMBDA_RUNTIME_API", address).stdin(Stdio::null()).stdout(Stdio::null());
    let mut child = command.spawn()?;
    let measured = Host::of(&listener, &event).and_then(|host| measure(host, &child, rounds, times));
    child.kill()?;
    child.wait()?;
    Ok(std::io::stdout().write_all(measured?.as_bytes())?)
}

/// The text to print. The first round warms up and is not in it.
fn measure(mut host: Host, child: &Child, rounds: u32, times: u32) -> Outcome<String> {
    let mut lines = host.answer()? + "\n";
    for round in 0..=rounds {
        let before = nanoseconds(child)?;
        for _ in 0..times {
            host.answer()?;
        }
        let each = (nanoseconds(child)? - before) / u64::from(times);
        if round > 0 {
            lines += &format!("{}.{:03}\n", each / 1_000, each % 1_000);
        }
    }
    Ok(lines)
}

/// What the process took of the processors, with all its threads.
fn nanoseconds(child: &Child) -> Outcome<u64> {
    let mut sum = 0;
    for thread in std::fs::read_dir(format!("/proc/{}/task", child.id()))? {
        let taken = std::fs::read_to_string(thread?.path().join("schedstat"))?;
        sum += taken.split(' ').next().unwrap_or_default().parse::<u64>()?;
    }
    Ok(sum)
}

/// The one connection of a function that waits for its next event.
struct Host {
    connection: TcpStream,
    event: Vec<u8>,
    received: Vec<u8>,
}

impl Host {
    fn of(listener: &TcpListener, event: &[u8]) -> Outcome<Host> {
        let (connection, _) = listener.accept()?;
        connection.set_nodelay(true)?;
        connection.set_read_timeout(Some(PATIENCE))?;
        let head = format!(
            "HTTP/1.1 200 OK\r\nlambda-runtime-aws-request-id: 8476a536-e9f4-11e8-9739-2dfe598c3fcd\r\n\
             lambda-runtime-deadline-ms: 4102444800000\r\n\
             lambda-runtime-invoked-function-arn: arn:aws:lambda:ap-northeast-2:123456789012:function:bench\r\n\
             content-length: {}\r\n\r\n",
            event.len()
        );
        let event = [head.as_bytes(), event].concat();
        let mut host = Host { connection, event, received: vec![0; LONGEST] };
        host.request("/invocation/next")?;
        Ok(host)
    }

    /// Gives the event, takes the answer, and waits until the function asks for the next.
    fn answer(&mut self) -> Outcome<String> {
        self.connection.write_all(&self.event)?;
        let body = self.request("/response")?;
        let answer = str::from_utf8(self.received.get(body).unwrap_or_default())?.to_owned();
        self.connection.write_all(TAKEN)?;
        self.request("/invocation/next")?;
        Ok(answer)
    }

    /// Reads one request to this path; where its body stands.
    fn request(&mut self, path: &str) -> Outcome<std::ops::Range<usize>> {
        let mut length = 0;
        loop {
            let room = self
                .received
                .get_mut(length..)
                .filter(|room| !room.is_empty())
                .ok_or("too long a request")?;
            length += match self.connection.read(room)? {
                0 => return Err("the function closed the connection".into()),
                read => read,
            };
            let text = self.received.get(..length).unwrap_or_default();
            let Some(end) = text.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
            let head = str::from_utf8(text.get(..end).unwrap_or_default())?;
            if !head.lines().next().is_some_and(|line| line.contains(path)) {
                return Err(format!("{path} was awaited, not: {head}").into());
            }
            let said = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            let body = end + 4..end + 4 + said.map_or(Ok(0), str::parse::<usize>)?;
            if length >= body.end {
                return Ok(body);
            }
        }
    }
}
