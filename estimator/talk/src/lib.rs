//! How a command of ours talks with a person, once for both of them: in which language, by which arguments, where words go,
//! what went wrong. stdout is the answer, stderr the talk.

pub mod args;
pub mod completions;
pub mod failure;
pub mod lang;
pub mod line;
pub mod output;
pub mod refusal;
