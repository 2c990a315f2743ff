//! The real world: an AWS account, read and changed through `account`, priced by `price`.

use crate::account::{Where, World};
use crate::talk::failure::Failure;

pub fn open(_place: &Where) -> Result<Box<dyn World>, Failure> {
    Err(Failure::said("not joined", "아직"))
}
