//! What the cleanup remembers between runs. One item format for the DynamoDB table and for a file on a person's machine;
//! whatever can't be read completely is named and refused, because a forgotten mark or lock is worse than no run at all.
//! `README.md` describes the format.

pub mod baseline;
pub mod folder;
pub mod item;
pub mod lease;
pub mod log;
pub mod trouble;

pub use folder::{FileKeep, Folder};
pub use trouble::Trouble;
