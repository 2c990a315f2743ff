//! Where words go. A closed pipe is no error: whoever stopped reading has what they wanted.

use std::fs::OpenOptions;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;

use clap::ArgMatches;

use crate::args::word;
use crate::failure::{Ending, Failure};

/// Whether what goes to this place may be coloured: as told, else on a terminal that wants it.
pub fn colour(given: &ArgMatches, place: &impl IsTerminal) -> bool {
    match word(given, "color") {
        Some("always") => true,
        Some("never") => false,
        _ => {
            let unwanted = std::env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty());
            let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
            !unwanted && !dumb && place.is_terminal()
        }
    }
}

/// The answer, to standard output.
///
/// # Errors
/// When it can't be written.
pub fn answer(text: &str) -> Result<Ending, Failure> {
    let mut stdout = std::io::stdout().lock();
    match write!(stdout, "{text}{}", end(text)).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::said(
            format!("the answer cannot be written: {error}"),
            format!("결과를 쓸 수 없습니다: {error}"),
        )),
        _ => Ok(Ending::Done),
    }
}

/// The answer, to the file that was named, whole or not at all; else to standard output.
///
/// # Errors
/// When it can't be written.
pub fn answer_to(file: Option<&str>, text: &str) -> Result<Ending, Failure> {
    let Some(file) = file.filter(|file| *file != "-") else { return answer(text) };
    write_whole(Path::new(file), &format!("{text}{}", end(text)))
        .map(|()| Ending::Done)
        .map_err(|error| Failure::unwritable(file, &error))
}

/// A file to start from. Made only if it is not there: nobody's file is written over.
///
/// # Errors
/// When it is there, or can't be written.
pub fn write_new(file: &str, text: &str) -> Result<(), Failure> {
    let made = OpenOptions::new().write(true).create_new(true).open(file);
    made.and_then(|mut made| made.write_all(text.as_bytes())).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::said(
            format!("`{file}` is there already, and is left as it is"),
            format!("`{file}`: 이미 있으므로 그대로 두었습니다"),
        ),
        _ => Failure::unwritable(file, &error),
    })
}

/// What is said beside the answer, to standard error; nobody listening is no error either.
pub fn talk(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{}", text.trim_end());
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
        return OpenOptions::new().write(true).open(file)?.write_all(text.as_bytes());
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut draft = readable(&mut tempfile::Builder::new()).tempfile_in(folder)?;
    draft.write_all(text.as_bytes())?;
    draft.persist(file)?;
    Ok(())
}

/// As any new file of the user's: the owner writes, the umask decides who reads.
#[cfg(unix)]
fn readable<'b, 'p, 's>(builder: &'b mut tempfile::Builder<'p, 's>) -> &'b mut tempfile::Builder<'p, 's> {
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable<'b, 'p, 's>(builder: &'b mut tempfile::Builder<'p, 's>) -> &'b mut tempfile::Builder<'p, 's> {
    builder
}
