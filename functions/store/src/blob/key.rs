//! Names of pictures: `uploads/OWNER/ID.ext` and, beside it, `thumbnails/OWNER/ID.png`.
//!
//! Two folders and not two endings, because S3's notifications filter by prefix: making a thumbnail must not ask for another one.

use std::fmt;
use std::str::FromStr;

use sundown_todo::{Id, UserId};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Jpeg,
    Png,
    Webp,
    Gif,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureKey {
    pub owner: UserId,
    pub id: Id,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadKey;

impl Kind {
    pub const ALL: [Kind; 4] = [Kind::Jpeg, Kind::Png, Kind::Webp, Kind::Gif];

    pub fn content_type(self) -> &'static str {
        match self {
            Kind::Jpeg => "image/jpeg",
            Kind::Png => "image/png",
            Kind::Webp => "image/webp",
            Kind::Gif => "image/gif",
        }
    }

    pub fn of_content_type(text: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.content_type() == text)
    }

    fn ending(self) -> &'static str {
        match self {
            Kind::Jpeg => "jpg",
            Kind::Png => "png",
            Kind::Webp => "webp",
            Kind::Gif => "gif",
        }
    }
}

impl PictureKey {
    /// The name of its thumbnail.
    pub fn thumbnail(&self) -> String {
        format!("thumbnails/{}/{}.png", self.owner, self.id)
    }
}

impl fmt::Display for PictureKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "uploads/{}/{}.{}", self.owner, self.id, self.kind.ending())
    }
}

impl FromStr for PictureKey {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<PictureKey, BadKey> {
        let (owner, file) =
            text.strip_prefix("uploads/").and_then(|rest| rest.split_once('/')).ok_or(BadKey)?;
        let (id, ending) = file.split_once('.').ok_or(BadKey)?;
        let kind = Kind::ALL.into_iter().find(|kind| kind.ending() == ending).ok_or(BadKey)?;
        let owner = UserId(owner.parse().map_err(|_| BadKey)?);
        Ok(PictureKey { owner, id: id.parse().map_err(|_| BadKey)?, kind })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_back() {
        for kind in Kind::ALL {
            let key = PictureKey { owner: UserId(Id::from_number(1)), id: Id::from_number(2), kind };
            assert_eq!(key.to_string().parse(), Ok(key));
            assert_eq!(Kind::of_content_type(kind.content_type()), Some(kind));
        }
    }

    #[test]
    fn no_other_name_is_a_key() {
        let (a, b) = ("0".repeat(32), "1".repeat(32));
        for name in [
            String::new(),
            format!("thumbnails/{a}/{b}.png"),
            format!("uploads/{a}/{b}"),
            format!("uploads/{a}/{b}.exe"),
            format!("uploads/{a}/../{b}.png"),
            format!("uploads/{a}/{b}.png.png"),
            format!("uploads/{a}/{b}.png/"),
            format!("/uploads/{a}/{b}.png"),
        ] {
            assert_eq!(name.parse::<PictureKey>(), Err(BadKey), "{name}");
        }
    }
}
