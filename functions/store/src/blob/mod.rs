//! x
pub trait Blob {}
