//! Where words go. A closed pipe is no error: whoever stopped reading has what they wanted.

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;

use clap::ArgMatches;

use crate::args::word;
use crate::page::terminal::Terminal;
use crate::talk::failure::Failure;

/// The terminal that the answer is for.
pub fn terminal(given: &ArgMatches) -> Terminal {
    Terminal { width: width(std::io::stdout().is_terminal()), colour: colour(given) }
}

/// The terminal that the talk is for.
pub fn talk_terminal(given: &ArgMatches) -> Terminal {
    Terminal { width: width(std::io::stderr().is_terminal()), colour: wanted(given, &std::io::stderr()) }
}

fn width(is_terminal: bool) -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let real = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    told.or_else(|| real().filter(|_| is_terminal)).unwrap_or(100)
}

fn colour(given: &ArgMatches) -> bool {
    wanted(given, &std::io::stdout())
}

/// Whether it may be coloured: as told, else on a terminal that wants it.
fn wanted(given: &ArgMatches, place: &impl IsTerminal) -> bool {
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
pub fn answer(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    match write!(stdout, "{text}{}", end(text)).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::said(
            format!("the answer cannot be written: {error}"),
            format!("결과를 쓸 수 없습니다: {error}"),
        )),
        _ => Ok(()),
    }
}

/// The answer, to the file that was named, whole or not at all; else to standard output.
pub fn answer_to(file: Option<&str>, text: &str) -> Result<(), Failure> {
    match file.filter(|file| *file != "-") {
        None => answer(text),
        Some(file) => write_whole(Path::new(file), &format!("{text}{}", end(text)))
            .map_err(|error| Failure::unwritable(file, &error)),
    }
}

/// A word beside the answer.
pub fn talk(text: &str) {
    let mut stderr = anstream::stderr().lock();
    // Nobody listens any more: there is nobody to tell that, either.
    let _ = writeln!(stderr, "{}", text.trim_end());
}

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
    let mut draft = readable(&mut tempfile::Builder::new()).tempfile_in(folder)?;
    draft.write_all(text.as_bytes())?;
    draft.persist(file).map(drop).map_err(|error| error.error)
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
