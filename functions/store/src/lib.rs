//! Where todos and pictures are kept. One trait ([`sundown_todo::Store`]), three implementations behind features, and one suite
//! (`tests/contract`) that each of them passes; for pictures [`Blob`], as S3 or as a folder with the same signed-link rule.

#[cfg(feature = "aws")]
pub mod aws;
pub mod blob;
#[cfg(feature = "dynamodb")]
mod dynamodb;
#[cfg(feature = "postgres")]
mod postgres;
mod row;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod sql;
#[cfg(feature = "sqlite")]
mod sqlite;

pub use blob::Blob;
#[cfg(feature = "dynamodb")]
pub use dynamodb::Dynamo;
#[cfg(feature = "postgres")]
pub use postgres::Postgres;
#[cfg(feature = "sqlite")]
pub use sqlite::Sqlite;
