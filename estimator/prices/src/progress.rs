//! How a long fetch tells where it is, and is told to stop. Whoever calls decides what to show.

use std::ops::ControlFlow;

/// Where a fetch is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// Bytes of an offer file, of so many where the server says so.
    Download { offer: &'a str, bytes: u64, of: Option<u64> },
    /// An offer file is being read.
    Read { offer: &'a str },
    /// Pages of answers, while so many questions of all are done.
    Asked { pages: usize, done: usize, of: usize },
    /// Trying again: how often already, and why.
    Again { attempt: u32, cause: &'a str },
}

/// Hears every step; `Break` ends the fetch with nothing changed.
pub type Progress<'a> = dyn FnMut(Step<'_>) -> ControlFlow<()> + Send + 'a;

/// Passes a step on; a wish to stop becomes the end of the fetch.
#[cfg(feature = "live")]
pub(crate) fn told(progress: &mut Progress<'_>, step: Step<'_>) -> Result<(), crate::problem::Problem> {
    match progress(step) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(crate::problem::Problem::Cancelled),
    }
}
