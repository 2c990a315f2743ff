//! The ways to an account: to look at it, and to change it.

use sundown_cleanup_engine::drive::{Mutate, Read};
use sundown_cleanup_engine::found::Key;
use sundown_cleanup_price::Worth;
use sundown_talk::failure::Failure;

/// Which account, by which credentials.
#[derive(Clone, Debug, Default)]
pub struct Where {
    pub profile: Option<String>,
}

/// An account that can be looked at. There is no way from here to a change.
pub trait Eyes: Read {
    /// What one resource costs, line by line, by what was last read of it.
    fn worth(&self, key: &Key) -> Option<Worth>;
}

/// An account that can be changed, too. Only `apply` gets one.
pub trait Hands: Eyes + Mutate {}

/// The ways to an account.
#[derive(Clone, Copy)]
pub struct Doors<'o> {
    pub look: Door<'o, dyn Eyes>,
    pub change: Door<'o, dyn Hands>,
}

/// Opens an account.
pub type Door<'o, W> = &'o dyn Fn(&Where) -> Result<Box<W>, Failure>;
