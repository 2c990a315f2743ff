//! Pictures in a folder, with links signed by a secret of our own: what S3's links do, where there is no S3.

use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;
use sundown_todo::{Seconds, StoreError};

use super::{Kind, PICTURE_BYTES, PictureKey, UPLOAD_SECONDS, VIEW_SECONDS};

#[derive(Clone)]
pub struct Folder {
    root: PathBuf,
    secret: Vec<u8>,
}

/// What stands behind the `?` of a link.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct LinkQuery {
    #[serde(rename = "type")]
    pub content_type: Option<String>,
    pub size: Option<u64>,
    pub expires: Seconds,
    pub signature: String,
}

/// The link wasn't made by us, or not for this, or its time is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadLink;

impl Folder {
    pub fn new(root: &Path, secret: &[u8]) -> Folder {
        Folder { root: root.to_owned(), secret: [b"signed links\n", secret].concat() }
    }

    pub(super) fn upload_link(&self, key: &PictureKey, size: u64, now: Seconds) -> String {
        let (expires, content_type) = (now + UPLOAD_SECONDS, key.kind.content_type());
        let signature = self.signature(&upload(&key.to_string(), content_type, size, expires));
        format!("/blob/{key}?type={content_type}&size={size}&expires={expires}&signature={signature}")
    }

    pub(super) fn view_link(&self, name: &str, now: Seconds) -> String {
        let expires = now + VIEW_SECONDS;
        format!("/blob/{name}?expires={expires}&signature={}", self.signature(&view(name, expires)))
    }

    /// May these bytes be uploaded by this link? `content_type` and `size` are what really came.
    pub fn check_upload(
        &self,
        name: &str,
        link: &LinkQuery,
        content_type: Option<&str>,
        size: u64,
        now: Seconds,
    ) -> Result<PictureKey, BadLink> {
        let key: PictureKey = name.parse().map_err(|_| BadLink)?;
        let signed = upload(name, key.kind.content_type(), size, link.expires);
        let fits = content_type == Some(key.kind.content_type()) && size <= PICTURE_BYTES;
        if fits && self.signed(&signed, link, now) { Ok(key) } else { Err(BadLink) }
    }

    /// May what is kept under this name be seen by this link? Then its type.
    pub fn check_view(&self, name: &str, link: &LinkQuery, now: Seconds) -> Result<Kind, BadLink> {
        if !self.signed(&view(name, link.expires), link, now) {
            return Err(BadLink);
        }
        Ok(name.parse::<PictureKey>().map_or(Kind::Png, |key| key.kind))
    }

    pub(super) async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.path(name)?;
        blocking(move || {
            let file = match std::fs::File::open(path) {
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
                file => file?,
            };
            let mut bytes = Vec::new();
            file.take(PICTURE_BYTES + 1).read_to_end(&mut bytes)?;
            Ok(Some(bytes))
        })
        .await
    }

    /// Under its name there is the whole file or nothing, also when the process ends in between.
    pub(super) async fn write(&self, name: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
        let path = self.path(name)?;
        let mut random = [0; 8];
        getrandom::fill(&mut random).map_err(|_| StoreError::Down("no randomness".into()))?;
        let part = path.with_extension(format!("part-{}", URL_SAFE_NO_PAD.encode(random)));
        blocking(move || {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(&part, bytes)?;
            std::fs::rename(&part, &path)
        })
        .await
    }

    pub(super) async fn remove(&self, name: &str) -> Result<(), StoreError> {
        let path = self.path(name)?;
        blocking(move || match std::fs::remove_file(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            removed => removed,
        })
        .await
    }

    /// Names come from our keys only; this refuses whatever else might be tried.
    fn path(&self, name: &str) -> Result<PathBuf, StoreError> {
        let plain =
            |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', '\0', ':']);
        if name.split('/').all(plain) {
            return Ok(self.root.join(name));
        }
        Err(StoreError::Broken("a picture's name leads elsewhere".into()))
    }

    fn mac(&self, text: &str) -> Hmac<Sha256> {
        // HMAC takes keys of any length, so this can't fail; if it did, no signature would fit.
        let mac = Hmac::<Sha256>::new_from_slice(&self.secret);
        mac.unwrap_or_else(|_| Hmac::new(&hmac::digest::Key::<Hmac<Sha256>>::default())).chain_update(text)
    }

    fn signature(&self, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.mac(text).finalize().into_bytes())
    }

    fn signed(&self, text: &str, link: &LinkQuery, now: Seconds) -> bool {
        let given = URL_SAFE_NO_PAD.decode(&link.signature).unwrap_or_default();
        now < link.expires && self.mac(text).verify_slice(&given).is_ok()
    }
}

/// The secret stays out of whatever is printed.
impl std::fmt::Debug for Folder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Folder").field("root", &self.root).finish_non_exhaustive()
    }
}

fn upload(name: &str, content_type: &str, size: u64, expires: Seconds) -> String {
    format!("PUT\n{name}\n{content_type}\n{size}\n{expires}")
}

fn view(name: &str, expires: Seconds) -> String {
    format!("GET\n{name}\n{expires}")
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T, StoreError> {
    let worked = tokio::task::spawn_blocking(work).await;
    let worked = worked.map_err(|_| StoreError::Broken("a call panicked or was stopped".into()))?;
    worked.map_err(|error| StoreError::Down(format!("the folder of pictures: {}", error.kind())))
}
