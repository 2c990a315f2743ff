//! Where words go. A closed pipe is no error: whoever stopped reading has what they wanted.

use std::io::{ErrorKind, Write};

use crate::failure::{Ending, Failure};

/// The answer, to standard output.
pub(crate) fn answer(text: &str) -> Result<Ending, Failure> {
    let mut stdout = anstream::stdout().lock();
    let end = if text.ends_with('\n') { "" } else { "\n" };
    match write!(stdout, "{text}{end}").and_then(|()| stdout.flush()) {
        Ok(()) => Ok(Ending::Done),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(Ending::Done),
        Err(error) => Err(Failure::said(
            format!("the answer cannot be written: {error}"),
            format!("결과를 쓸 수 없습니다: {error}"),
        )),
    }
}

/// What is said beside the answer, to standard error; nobody listening is no error either.
pub(crate) fn talk(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}
