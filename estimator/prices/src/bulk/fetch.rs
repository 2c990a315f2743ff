//! Downloads files that may be large over lines that may be cut: into an unnamed file that vanishes with the process, from
//! the beginning again when cut, and only what looks like data.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::time::Duration;

use ureq::Agent;
use ureq::tls::TlsConfig;

use crate::problem::Problem;
use crate::progress::{Progress, Step, told};
use crate::trust::Trust;

/// Where offer files are, and how long to wait for them.
#[derive(Clone, Debug)]
pub struct Source {
    /// The only host that serves them, or a stand-in.
    pub base: String,
    pub trust: Trust,
    /// Where files are kept while they are read.
    pub folder: PathBuf,
    /// How long the other side may be silent.
    pub silence: Duration,
    /// Before the second try; doubled for each further one.
    pub pause: Duration,
}

impl Source {
    pub fn new(folder: PathBuf) -> Self {
        Self {
            base: "https://pricing.us-east-1.amazonaws.com".to_owned(),
            trust: Trust::System,
            folder,
            silence: Duration::from_secs(30),
            pause: Duration::from_secs(1),
        }
    }

    pub(crate) fn agent(&self) -> Result<Agent, Problem> {
        let tls = TlsConfig::builder().root_certs(self.trust.roots()?).build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .timeout_connect(Some(self.silence))
            .timeout_recv_response(Some(self.silence))
            .timeout_per_read(Some(self.silence))
            .build();
        Ok(config.new_agent())
    }

    /// A file of the offers, by its path on the host.
    pub(crate) fn download(
        &self,
        agent: &Agent,
        offer: &str,
        path: &str,
        progress: &mut Progress<'_>,
    ) -> Result<File, Problem> {
        const TRIES: u32 = 4;
        let url = format!("{}{path}", self.base);
        let mut attempt = 1;
        loop {
            let problem = match self.attempt(agent, offer, &url, progress) {
                Ok(file) => return Ok(file),
                Err(problem) => problem,
            };
            if attempt == TRIES || !may_pass(&problem) {
                return Err(problem);
            }
            let cause = problem.to_string();
            told(progress, Step::Again { attempt, cause: &cause })?;
            std::thread::sleep(self.pause * 2_u32.pow(attempt - 1));
            attempt += 1;
        }
    }

    fn attempt(
        &self,
        agent: &Agent,
        offer: &str,
        url: &str,
        progress: &mut Progress<'_>,
    ) -> Result<File, Problem> {
        let failed = |error: &std::io::Error| Problem::File {
            path: self.folder.display().to_string(),
            cause: error.to_string(),
        };
        std::fs::create_dir_all(&self.folder).map_err(|error| failed(&error))?;
        let mut file = tempfile::tempfile_in(&self.folder).map_err(|error| failed(&error))?;
        let answer =
            agent.get(url).header("accept-encoding", "gzip").call().map_err(|error| problem(url, &error))?;
        let status = answer.status().as_u16();
        let of = answer.headers().get("content-length").and_then(|value| value.to_str().ok()?.parse().ok());
        let mut body = answer.into_body().into_reader();
        let mut chunk = vec![0; 128 * 1024];
        let mut bytes = 0_u64;
        loop {
            let read = body.read(&mut chunk).map_err(|error| cut(url, &error))?;
            let part = chunk.get(..read).unwrap_or_default();
            if bytes == 0 {
                looks_like_data(url, status, part)?;
            }
            if read == 0 {
                break;
            }
            file.write_all(part).map_err(|error| failed(&error))?;
            bytes += read as u64;
            told(progress, Step::Download { offer, bytes, of })?;
        }
        if of.is_some_and(|of| of != bytes) {
            return Err(Problem::Cut { place: url.to_owned() });
        }
        file.seek(SeekFrom::Start(0)).map_err(|error| failed(&error))?;
        Ok(file)
    }
}

/// What may be gone when it is tried again.
fn may_pass(problem: &Problem) -> bool {
    match problem {
        Problem::Network { .. } | Problem::TimedOut { .. } | Problem::Cut { .. } => true,
        Problem::Status { status, .. } => *status >= 500 || *status == 429,
        _ => false,
    }
}

fn looks_like_data(url: &str, status: u16, start: &[u8]) -> Result<(), Problem> {
    let place = url.to_owned();
    // The real host says what it does not have in XML of its own, which is no web page.
    let page =
        start.trim_ascii_start().starts_with(b"<") && memchr::memmem::find(start, b"<Error>").is_none();
    if page && status != 404 && status < 500 {
        return Err(Problem::WebPage { place });
    }
    if status == 200 { Ok(()) } else { Err(Problem::Status { place, status }) }
}

fn cut(url: &str, error: &std::io::Error) -> Problem {
    let place = url.to_owned();
    match error.kind() {
        std::io::ErrorKind::TimedOut => Problem::TimedOut { place },
        _ => Problem::Cut { place },
    }
}

fn problem(url: &str, error: &ureq::Error) -> Problem {
    let (place, cause) = (url.to_owned(), error.to_string());
    match error {
        ureq::Error::Timeout(_) => Problem::TimedOut { place },
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => Problem::Certificate { place, cause },
        ureq::Error::Io(io)
            if cause.contains("certificate") || io.kind() == std::io::ErrorKind::InvalidData =>
        {
            Problem::Certificate { place, cause }
        }
        _ => Problem::Network { place, cause },
    }
}
