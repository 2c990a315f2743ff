//! Pictures in an S3 bucket: `SigV4` links for browsers, plain signed requests for ourselves.

use std::time::Duration;

use http::Request;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, RANGE};
use sundown_todo::StoreError;

use super::{Kind, PICTURE_BYTES, PictureKey, UPLOAD_SECONDS, VIEW_SECONDS};
use crate::aws::{Access, Answer, NoAnswer};

/// How often a request is made that may be made again.
const TRIES: u32 = 3;

#[derive(Clone, Debug)]
pub struct S3 {
    access: Access,
    bucket: String,
}

impl S3 {
    pub fn new(access: Access, bucket: String) -> S3 {
        S3 { access, bucket }
    }

    /// Type and length are signed headers: S3 refuses a body of another length or type.
    pub(super) fn upload_link(&self, key: &PictureKey, size: u64) -> Result<String, StoreError> {
        let request = Request::put(self.address(&key.to_string()))
            .header(CONTENT_TYPE, key.kind.content_type())
            .header(CONTENT_LENGTH, size)
            .body(())
            .map_err(unmade)?;
        self.access.link("s3", request, seconds(UPLOAD_SECONDS)).map_err(|error| down(&error))
    }

    pub(super) fn view_link(&self, name: &str) -> Result<String, StoreError> {
        let request = Request::get(self.address(name)).body(()).map_err(unmade)?;
        self.access.link("s3", request, seconds(VIEW_SECONDS)).map_err(|error| down(&error))
    }

    pub(super) async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let get = || {
            Request::get(self.address(name))
                .header(RANGE, format!("bytes=0-{PICTURE_BYTES}"))
                .body(Vec::new())
        };
        let answer = self.send(get).await?;
        match answer.status {
            200 | 206 => Ok(Some(answer.body)),
            404 => Ok(None),
            // A range of an empty object can't be satisfied.
            416 => Ok(Some(Vec::new())),
            status => Err(refused(status)),
        }
    }

    pub(super) async fn write(&self, name: &str, kind: Kind, bytes: Vec<u8>) -> Result<(), StoreError> {
        let put =
            || Request::put(self.address(name)).header(CONTENT_TYPE, kind.content_type()).body(bytes.clone());
        match self.send(put).await?.status {
            200 => Ok(()),
            status => Err(refused(status)),
        }
    }

    /// S3 answers the same whether anything was there or not.
    pub(super) async fn remove(&self, name: &str) -> Result<(), StoreError> {
        match self.send(|| Request::delete(self.address(name)).body(Vec::new())).await?.status {
            200 | 204 | 404 => Ok(()),
            status => Err(refused(status)),
        }
    }

    /// Reading, removing, and writing the same bytes under the same name, may be done again.
    async fn send(&self, make: impl Fn() -> http::Result<Request<Vec<u8>>>) -> Result<Answer, StoreError> {
        let mut last = StoreError::Down("S3: no answer".into());
        for attempt in 0..TRIES {
            match self.access.send("s3", make().map_err(unmade)?).await {
                Ok(answer) if answer.status < 500 && answer.status != 429 => return Ok(answer),
                Ok(answer) => last = refused(answer.status),
                Err(error) => last = down(&error),
            }
            tokio::time::sleep(Duration::from_millis(100 << attempt)).await;
        }
        Err(last)
    }

    /// The bucket's own host on AWS; a path on an emulator, which has but one host.
    fn address(&self, name: &str) -> String {
        match &self.access.endpoint {
            Some(_) => format!("{}{}/{name}", self.access.address("s3"), self.bucket),
            None => format!("https://{}.s3.{}.amazonaws.com/{name}", self.bucket, self.access.region),
        }
    }
}

fn seconds(count: i64) -> Duration {
    Duration::from_secs(count.unsigned_abs())
}

fn down(error: &NoAnswer) -> StoreError {
    StoreError::Down(error.0.clone())
}

fn refused(status: u16) -> StoreError {
    if status >= 500 || status == 429 {
        return StoreError::Down(format!("S3: status {status}"));
    }
    StoreError::Broken(format!("S3: status {status}"))
}

#[allow(clippy::needless_pass_by_value, reason = "it stands where map_err wants a function of the error")]
fn unmade(error: http::Error) -> StoreError {
    StoreError::Broken(format!("S3: a request can't be made: {error}"))
}
