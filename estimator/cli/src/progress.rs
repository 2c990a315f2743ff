//! Where a fetch is, in one line of the terminal.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use sundown_engine::text::Lang;
use sundown_prices::progress::Step;
use sundown_talk::line::Line;

/// The line about a fetch, until it is dropped.
pub(crate) struct Fetching {
    lang: Lang,
    line: Line,
    /// When a step that comes by the thousand was last shown.
    last: Option<Instant>,
}

impl Fetching {
    pub(crate) fn new(lang: Lang) -> Self {
        Self { lang, line: Line::default(), last: None }
    }

    /// Shows a step. Whoever wants to stop types Ctrl-C, which ends the process: until a fetch is whole nothing is written.
    pub(crate) fn show(&mut self, step: &Step<'_>) -> ControlFlow<()> {
        let often = matches!(step, Step::Download { .. });
        let due = self.last.is_none_or(|last| last.elapsed() >= Duration::from_millis(100));
        if self.line.is_shown() && (due || !often) {
            self.last = Some(Instant::now());
            self.line.show(&words(step, self.lang));
        }
        ControlFlow::Continue(())
    }
}

fn words(step: &Step<'_>, lang: Lang) -> String {
    match (step, lang) {
        (Step::Download { offer, bytes, of: Some(of) }, _) => {
            format!("{offer}: {} / {}", size(*bytes), size(*of))
        }
        (Step::Download { offer, bytes, of: None }, _) => format!("{offer}: {}", size(*bytes)),
        (Step::Read { offer }, Lang::En) => format!("{offer}: reading"),
        (Step::Read { offer }, Lang::Ko) => format!("{offer}: 읽는 중"),
        (Step::Asked { pages, done, of }, Lang::En) => {
            format!("asking AWS: {done} of {of} questions, {pages} pages")
        }
        (Step::Asked { pages, done, of }, Lang::Ko) => format!("AWS에 묻는 중: 질문 {done}/{of}, {pages}쪽"),
        (Step::Again { attempt, cause }, Lang::En) => format!("trying again ({attempt}): {cause}"),
        (Step::Again { attempt, .. }, Lang::Ko) => format!("다시 시도하는 중({attempt}회)"),
    }
}

/// Megabytes with one decimal.
fn size(bytes: u64) -> String {
    let tenths = bytes / 100_000;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}
