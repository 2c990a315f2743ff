//! Where words go. A closed pipe is no error: whoever stopped reading has what they wanted.

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;

use clap::ArgMatches;

use crate::failure::{Ending, Failure};
use crate::flags::word;

/// Whether the answer may be coloured: as told, else on a terminal that wants it.
pub(crate) fn colour(given: &ArgMatches) -> bool {
    match word(given, "color") {
        Some("always") => true,
        Some("never") => false,
        _ => {
            let unwanted = std::env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty());
            let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
            !unwanted && !dumb && std::io::stdout().is_terminal()
        }
    }
}

/// Whether what is said beside the answer may be coloured: as told, else by its own terminal.
pub(crate) fn colour_talk(told: Option<&str>) {
    let choice = match told {
        Some("always") => anstream::ColorChoice::Always,
        Some("never") => anstream::ColorChoice::Never,
        _ => return,
    };
    choice.write_global();
}

/// The answer, to standard output.
pub(crate) fn answer(text: &str) -> Result<Ending, Failure> {
    let mut stdout = std::io::stdout().lock();
    match write!(stdout, "{text}{}", end(text)).and_then(|()| stdout.flush()) {
        Ok(()) => Ok(Ending::Done),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(Ending::Done),
        Err(error) => Err(Failure::said(
            format!("the answer cannot be written: {error}"),
            format!("결과를 쓸 수 없습니다: {error}"),
        )),
    }
}

/// The answer, to the file that was named, whole or not at all; else to standard output.
pub(crate) fn answer_to(file: Option<&str>, text: &str) -> Result<Ending, Failure> {
    let Some(file) = file.filter(|file| *file != "-") else { return answer(text) };
    write_whole(Path::new(file), &format!("{text}{}", end(text)))
        .map(|()| Ending::Done)
        .map_err(|error| Failure::unwritable(file, &error))
}

/// A text ends its last line.
fn end(text: &str) -> &'static str {
    if text.ends_with('\n') { "" } else { "\n" }
}

/// Writes beside the file and moves it there, so that nobody finds half of it. A link keeps pointing where it does, and
/// what is no file (`/dev/null`, a pipe) is written to, never replaced.
fn write_whole(file: &Path, text: &str) -> std::io::Result<()> {
    let there = file.canonicalize();
    let file = there.as_deref().unwrap_or(file);
    if file.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    if file.exists() && !file.is_file() {
        return std::fs::OpenOptions::new().write(true).open(file)?.write_all(text.as_bytes());
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut draft = tempfile::Builder::new().permissions(readable()).tempfile_in(folder)?;
    draft.write_all(text.as_bytes())?;
    draft.persist(file)?;
    Ok(())
}

/// As any new file of the user's: the owner writes, the umask decides who reads.
#[cfg(unix)]
fn readable() -> std::fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o644)
}

/// What is said beside the answer, to standard error; nobody listening is no error either.
pub(crate) fn talk(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}
