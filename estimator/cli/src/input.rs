//! Where the scenario comes from: the file that is named, `./estimate.toml`, standard input, or what is built in.

use std::io::{ErrorKind, Read};
use std::path::Path;

use sundown_engine::text::Lang;
use sundown_prices::snapshot::region_codes;
use sundown_scenario::{Problem, Scenario, read};
use sundown_talk::failure::{Failure, why};

/// The file that is read where none is named.
pub(crate) const DEFAULT_FILE: &str = "estimate.toml";

/// Nothing a person writes is longer; one byte more tells the reader that it is.
const MOST_BYTES: u64 = (1 << 20) + 1;

/// A scenario and the name it came by; none for what is built in.
pub(crate) struct Input {
    pub(crate) scenario: Scenario,
    pub(crate) file: Option<String>,
}

pub(crate) fn scenario(named: Option<&str>, lang: Lang) -> Result<Input, Failure> {
    match named {
        Some("-") => parsed("-", &stdin()?, lang),
        Some(file) => parsed(file, &bytes(file).map_err(|error| unreadable(file, &error))?, lang),
        None if Path::new(DEFAULT_FILE).exists() => scenario(Some(DEFAULT_FILE), lang),
        None => {
            let built_in = parsed("built-in", b"", lang)?;
            Ok(Input { file: None, ..built_in })
        }
    }
}

/// Reads a scenario's text under a name.
pub(crate) fn parsed(name: &str, text: &[u8], lang: Lang) -> Result<Input, Failure> {
    let regions: Vec<_> = region_codes().collect();
    let scenario = read(name, text, &regions).map_err(|problem| drawn(&problem, lang))?;
    Ok(Input { scenario, file: Some(name.to_owned()) })
}

/// A problem with its place, as a terminal shows it.
pub(crate) fn drawn(problem: &Problem, lang: Lang) -> Failure {
    Failure::Drawn(problem.render(lang, true))
}

fn bytes(file: &str) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(file)?.take(MOST_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn stdin() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(MOST_BYTES).read_to_end(&mut bytes);
    read.map(|_| bytes).map_err(|error| unreadable("-", &error))
}

fn unreadable(file: &str, error: &std::io::Error) -> Failure {
    match error.kind() {
        ErrorKind::NotFound => Failure::said(
            format!("there is no file `{file}`; `estimate init` writes one to start from"),
            format!("`{file}`: 파일이 없습니다. `estimate init`으로 시작 파일을 만들 수 있습니다"),
        ),
        _ => {
            let why = why(error);
            Failure::said(
                format!("`{file}` cannot be read: {}", why.en),
                format!("`{file}`: 읽을 수 없습니다({})", why.ko),
            )
        }
    }
}
