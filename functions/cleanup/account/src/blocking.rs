//! The same for programs that wait for each answer: the engine's loops over a small runtime of their own.

use crate::account::{Account, now};
use crate::change::Hands;
use sundown_cleanup_engine::ask::{Answer, Effect, Mutation, Query, Stamp};
use sundown_cleanup_engine::drive::{Mutate, Read};
use sundown_cleanup_engine::moment::Moment;
use tokio::runtime::{Builder, Runtime};

/// An account to look at, and nothing else.
pub struct World {
    runtime: Runtime,
    account: Account,
}

/// An account that can be changed: made on purpose, from one that can be looked at.
pub struct Changing {
    world: World,
    hands: Hands,
}

/// A runtime for the calls of one program.
///
/// # Errors
/// When the system gives no timer or socket.
pub fn runtime() -> std::io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}

impl World {
    #[must_use]
    pub const fn new(runtime: Runtime, account: Account) -> Self {
        Self { runtime, account }
    }

    #[must_use]
    pub const fn account(&self) -> &Account {
        &self.account
    }

    /// Now there are hands, too.
    #[must_use]
    pub const fn with_hands(self, hands: Hands) -> Changing {
        Changing { world: self, hands }
    }

    /// This machine's clock.
    #[must_use]
    pub fn local(&self) -> Moment {
        now()
    }
}

impl Changing {
    #[must_use]
    pub const fn account(&self) -> &Account {
        self.world.account()
    }

    #[must_use]
    pub fn local(&self) -> Moment {
        now()
    }
}

impl Read for World {
    fn read(&mut self, query: &Query) -> (Stamp, Answer) {
        self.runtime.block_on(self.account.read(query))
    }
}

impl Read for Changing {
    fn read(&mut self, query: &Query) -> (Stamp, Answer) {
        self.world.read(query)
    }
}

impl Mutate for Changing {
    fn mutate(&mut self, mutation: &Mutation) -> (Stamp, Effect) {
        self.world.runtime.block_on(self.hands.mutate(mutation))
    }
}
