//! Brings a session and the world together, one call at a time, and tells what it does. It can be stopped between any two
//! calls.

use std::sync::atomic::{AtomicBool, Ordering};

use sundown_cleanup_engine::ask::{Ask, Effect, Mutation, Stamp, Told};
use sundown_cleanup_engine::drive::{Keep, Mutate, Read};
use sundown_cleanup_engine::escape;
use sundown_cleanup_engine::moment::Moment;
use sundown_cleanup_engine::session::Session;
use sundown_engine::text::Lang;

use crate::plan::people::step_word;
use crate::say;

/// The time, and waiting for it.
pub trait Time {
    fn now(&self) -> Moment;
    fn wait(&self, until: Moment, stop: &AtomicBool);
}

/// This machine's.
pub struct Wall;

impl Time for Wall {
    fn now(&self) -> Moment {
        crate::account::now()
    }

    fn wait(&self, until: Moment, stop: &AtomicBool) {
        while self.now() < until && !stop.load(Ordering::SeqCst) {
            std::thread::sleep(std::time::Duration::from_millis(200));
        }
    }
}

/// What a session needs.
pub struct Work<'w, W, K> {
    pub world: &'w mut W,
    pub keep: &'w mut K,
    pub time: &'w dyn Time,
    pub stop: &'w AtomicBool,
    /// Hears what happens.
    pub tell: &'w mut dyn FnMut(String),
    pub lang: Lang,
    /// Changes that were sent.
    pub sent: usize,
}

impl<W: Read + Mutate, K: Keep> Work<'_, W, K> {
    /// Runs to the end; false when it was stopped before.
    pub fn run(&mut self, session: &mut Session) -> bool {
        loop {
            if self.stop.load(Ordering::SeqCst) {
                return false;
            }
            let Some(ask) = session.next(self.time.now()) else { return true };
            let (stamp, told) = self.answer(&ask);
            session.tell(stamp, told);
        }
    }

    fn answer(&mut self, ask: &Ask) -> (Stamp, Told) {
        let told = match ask {
            Ask::Read(query) => {
                let (stamp, answer) = self.world.read(query);
                return (stamp, Told::Read(answer));
            }
            Ask::Act(mutation) => {
                self.sent += 1;
                let (stamp, effect) = self.world.mutate(mutation);
                (self.tell)(said(mutation, effect, self.lang));
                return (stamp, Told::Act(effect));
            }
            Ask::Record(entry) => Told::Recorded(self.keep.record(entry)),
            Ask::Lease => Told::Leased(self.keep.lease().map(Box::new)),
            // A person is at the terminal: whom should it tell?
            Ask::Tell(_) => Told::Notified(false),
            Ask::Wait(until) => {
                self.wait(*until);
                Told::Waited
            }
        };
        (Stamp { server: None, local: self.time.now() }, told)
    }

    fn wait(&mut self, until: Moment) {
        let word = say!(self.lang, "waiting until {until}", "대기: {until}까지");
        (self.tell)(word);
        self.time.wait(until, self.stop);
    }
}

fn said(mutation: &Mutation, effect: Effect, lang: Lang) -> String {
    let (key, step) = (mutation.key.to_string(), step_word(&mutation.op, lang));
    let effect = match effect {
        Effect::Done => say!(lang, "accepted", "접수됨"),
        Effect::NotFound => say!(lang, "not there any more", "이미 없음"),
        Effect::InUse => say!(lang, "refused: in use", "거부됨: 사용 중"),
        Effect::Busy => say!(lang, "refused: being changed", "거부됨: 변경 중"),
        Effect::Locked => say!(lang, "refused: deletion protection", "거부됨: 삭제 방지"),
        Effect::Denied => say!(lang, "refused: access denied", "거부됨: 권한 없음"),
        Effect::SnapshotExists => say!(lang, "refused: the snapshot exists", "거부됨: 스냅샷이 이미 있음"),
        Effect::Throttled => say!(lang, "throttled", "호출 제한"),
        Effect::Server => say!(lang, "AWS answered with an error", "AWS 오류"),
        Effect::TimedOut => say!(lang, "no answer; it will be looked up", "응답 없음(확인 예정)"),
    };
    escape::terminal(&format!("{key}: {step}: {effect}"))
}
