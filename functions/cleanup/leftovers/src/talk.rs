//! Talking with the person: in which language, where words go, what went wrong.

pub mod failure;
pub mod lang;
pub mod output;
pub mod refusal;
pub mod state;
