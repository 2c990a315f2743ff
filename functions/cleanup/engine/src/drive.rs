//! The seam for programs: what a world must be able to do, and the loops that bring machine and world together. The wire
//! to AWS implements `Read` for the scanner's role and `Mutate` for the reaper's; these loops have no decision in them.

use crate::ask::{Answer, Ask, Effect, Mutation, Notice, Query, Recorded, Stamp, Told};
use crate::guard::Guards;
use crate::halt::Halt;
use crate::ledger::{Entry, Ledger};
use crate::look::Look;
use crate::moment::Moment;
use crate::policy::Policy;
use crate::session::Session;
use crate::survey::Survey;

/// May look. A dry run gets nothing else.
pub trait Read {
    fn read(&mut self, query: &Query) -> (Stamp, Answer);
}

/// May change.
pub trait Mutate {
    fn mutate(&mut self, mutation: &Mutation) -> (Stamp, Effect);
}

/// Keeps the ledger: one lease, entries appended only while it is held.
pub trait Keep {
    fn lease(&mut self) -> Option<Ledger>;
    fn record(&mut self, entry: &Entry) -> Recorded;
}

/// Reaches people, knows the time, can wait.
pub trait Surroundings {
    fn notify(&mut self, notice: &Notice) -> bool;
    fn local(&mut self) -> Moment;
    fn wait(&mut self, until: Moment);
}

/// A dry run. It can't change anything, because what it is given can't:
///
/// ```compile_fail
/// use sundown_cleanup_engine::{ask::*, drive::*};
/// fn dry(world: &mut impl Read, change: &Mutation) {
///     world.mutate(change);
/// }
/// ```
///
/// # Errors
/// When the scan had to stop.
pub fn look(world: &mut impl Read, policy: &Policy, guards: Guards) -> Result<Survey, Halt> {
    let mut look = Look::new(guards);
    while let Some(query) = look.next() {
        let (stamp, answer) = world.read(&query);
        look.tell(stamp, answer, policy);
    }
    look.finish()
}

/// Runs a session to its end.
pub fn session(world: &mut (impl Read + Mutate + Keep + Surroundings), session: &mut Session) {
    loop {
        let local = world.local();
        let Some(ask) = session.next(local) else { return };
        let (stamp, told) = answer(world, &ask);
        session.tell(stamp, told);
    }
}

fn answer(world: &mut (impl Read + Mutate + Keep + Surroundings), ask: &Ask) -> (Stamp, Told) {
    let told = match ask {
        Ask::Read(query) => {
            let (stamp, answer) = world.read(query);
            return (stamp, Told::Read(answer));
        }
        Ask::Act(mutation) => {
            let (stamp, effect) = world.mutate(mutation);
            return (stamp, Told::Act(effect));
        }
        Ask::Record(entry) => Told::Recorded(world.record(entry)),
        Ask::Lease => Told::Leased(world.lease().map(Box::new)),
        Ask::Tell(notice) => Told::Notified(world.notify(notice)),
        Ask::Wait(until) => {
            world.wait(*until);
            Told::Waited
        }
    };
    (Stamp { server: None, local: world.local() }, told)
}
