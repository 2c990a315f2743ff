//! A world that tells how far the scan is, on a terminal's stderr and nowhere else.

use sundown_cleanup_engine::ask::{Answer, Effect, Mutation, Query, Stamp};
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::drive::{Mutate, Read};
use sundown_cleanup_engine::escape;
use sundown_cleanup_engine::found::Key;
use sundown_cleanup_engine::survey::GLOBAL;
use sundown_cleanup_price::Worth;
use sundown_engine::text::Lang;
use sundown_talk::line::Line;

use crate::doors::{Eyes, Hands};
use crate::say;

const BAR: usize = 24;

/// The world, and how many listings it has answered.
pub struct Watched<W: ?Sized> {
    world: Box<W>,
    lang: Lang,
    line: Line,
    done: usize,
    total: usize,
    /// Regions that will be looked at, if somebody named them; else all that the account has.
    regions: Option<usize>,
}

impl<W: Eyes + ?Sized> Watched<W> {
    #[must_use]
    pub fn new(world: Box<W>, lang: Lang, regions: Option<usize>) -> Self {
        Self { world, lang, line: Line::default(), done: 0, total: 0, regions }
    }

    #[must_use]
    pub fn worth(&self, key: &Key) -> Option<Worth> {
        self.world.worth(key)
    }

    /// Takes the bar away.
    pub fn finish(&mut self) {
        self.line.clear();
        (self.done, self.total) = (0, 0);
    }

    fn begin(&mut self, answer: &Answer) {
        if let Answer::Identity(identity) = answer {
            let global = Kind::all().filter(|kind| kind.row().global).count();
            let regions = self.regions.unwrap_or(identity.regions.len());
            (self.done, self.total) = (0, (Kind::all().count() - global) * regions + global);
        }
    }

    fn show(&mut self, region: &str, kind: Kind) {
        if !self.line.is_shown() || self.total == 0 {
            return;
        }
        let done = self.done.min(self.total);
        let filled = BAR * done / self.total;
        let bar = format!("{}{}", "█".repeat(filled), "░".repeat(BAR - filled));
        let place =
            if region == GLOBAL { say!(self.lang, "global", "전역") } else { escape::terminal(region) };
        let word = say!(self.lang, "scanning", "조사 중");
        self.line.show(&format!("{word} {bar} {done}/{} {place} {kind}", self.total));
    }
}

impl<W: Eyes + ?Sized> Read for Watched<W> {
    fn read(&mut self, query: &Query) -> (Stamp, Answer) {
        if let Query::List { region, kind, .. } = query {
            self.show(region, *kind);
            self.done += 1;
        }
        let (stamp, answer) = self.world.read(query);
        if *query == Query::WhoAmI {
            self.begin(&answer);
        }
        (stamp, answer)
    }
}

impl<W: Hands + ?Sized> Mutate for Watched<W> {
    fn mutate(&mut self, mutation: &Mutation) -> (Stamp, Effect) {
        self.world.mutate(mutation)
    }
}
