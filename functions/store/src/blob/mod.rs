//! Where pictures are kept, and the signed links by which browsers bring and fetch them. The bytes never pass through a Lambda function.
//!
//! A link to upload is bound to the key (which carries the owner), the type, the size and a time; a link to view to the key and a time.

#[cfg(feature = "folder")]
mod folder;
mod key;
#[cfg(feature = "aws")]
mod s3;

#[cfg(feature = "folder")]
pub use folder::{BadLink, Folder, LinkQuery};
pub use key::{BadKey, Kind, PictureKey};
#[cfg(feature = "aws")]
pub use s3::S3;

use sundown_todo::{Seconds, StoreError};

/// The largest picture that is taken, in bytes.
pub const PICTURE_BYTES: u64 = 5 * 1024 * 1024;

/// How long a link to upload is good.
pub const UPLOAD_SECONDS: i64 = 300;

/// How long a link to view is good.
pub const VIEW_SECONDS: i64 = 3600;

#[derive(Clone, Debug)]
pub enum Blob {
    #[cfg(feature = "folder")]
    Folder(Folder),
    #[cfg(feature = "aws")]
    S3(S3),
}

impl Blob {
    /// A link that takes exactly `size` bytes of the key's type, once or more often, until it ends.
    pub fn upload_link(&self, key: &PictureKey, size: u64, now: Seconds) -> Result<String, StoreError> {
        match self {
            #[cfg(feature = "folder")]
            Blob::Folder(folder) => Ok(folder.upload_link(key, size, now)),
            #[cfg(feature = "aws")]
            Blob::S3(s3) => {
                let _ = now;
                s3.upload_link(key, size)
            }
        }
    }

    /// A link that shows the original or the thumbnail (a stored name) until it ends.
    pub fn view_link(&self, name: &str, now: Seconds) -> Result<String, StoreError> {
        match self {
            #[cfg(feature = "folder")]
            Blob::Folder(folder) => Ok(folder.view_link(name, now)),
            #[cfg(feature = "aws")]
            Blob::S3(s3) => {
                let _ = now;
                s3.view_link(name)
            }
        }
    }

    /// The bytes kept under a name; at most [`PICTURE_BYTES`] and one more, so that too much can be told.
    pub async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        match self {
            #[cfg(feature = "folder")]
            Blob::Folder(folder) => folder.read(name).await,
            #[cfg(feature = "aws")]
            Blob::S3(s3) => s3.read(name).await,
        }
    }

    pub async fn write(&self, name: &str, kind: Kind, bytes: Vec<u8>) -> Result<(), StoreError> {
        match self {
            #[cfg(feature = "folder")]
            Blob::Folder(folder) => {
                let _ = kind;
                folder.write(name, bytes).await
            }
            #[cfg(feature = "aws")]
            Blob::S3(s3) => s3.write(name, kind, bytes).await,
        }
    }

    /// Nothing is kept under this name any more; nor need anything have been.
    pub async fn remove(&self, name: &str) -> Result<(), StoreError> {
        match self {
            #[cfg(feature = "folder")]
            Blob::Folder(folder) => folder.remove(name).await,
            #[cfg(feature = "aws")]
            Blob::S3(s3) => s3.remove(name).await,
        }
    }
}
