//! Signed links: what they are bound to, in a folder and in S3's form, and what is kept under names.

#![allow(clippy::unwrap_used, reason = "tests")]

use sundown_store::Blob;
use sundown_store::aws::Access;
use sundown_store::blob::{BadLink, Folder, Kind, LinkQuery, PictureKey, S3, UPLOAD_SECONDS};
use sundown_todo::{Id, UserId};

const NOW: i64 = 1_790_000_000;

fn key(owner: u64, kind: Kind) -> PictureKey {
    PictureKey { owner: UserId(Id::from_number(owner)), id: Id::from_number(9), kind }
}

fn query(link: &str) -> LinkQuery {
    let mut query = LinkQuery::default();
    for pair in link.split_once('?').unwrap().1.split('&') {
        match pair.split_once('=').unwrap() {
            ("type", value) => query.content_type = Some(value.into()),
            ("size", value) => query.size = value.parse().ok(),
            ("expires", value) => query.expires = value.parse().unwrap(),
            (_, value) => query.signature = value.into(),
        }
    }
    query
}

#[test]
fn an_upload_link_is_bound_to_key_type_size_and_time() {
    let folder = Folder::new("/nowhere".as_ref(), b"secret");
    let picture = key(1, Kind::Png);
    let name = picture.to_string();
    let link = query(&Blob::Folder(folder.clone()).upload_link(&picture, 100, NOW).unwrap());
    let png = Some("image/png");
    assert_eq!(folder.check_upload(&name, &link, png, 100, NOW), Ok(picture));
    let last = NOW + UPLOAD_SECONDS - 1;
    assert_eq!(folder.check_upload(&name, &link, png, 100, last), Ok(picture));

    let others = key(2, Kind::Png).to_string();
    let jpeg = key(1, Kind::Jpeg).to_string();
    assert_eq!(folder.check_upload(&others, &link, png, 100, NOW), Err(BadLink));
    assert_eq!(folder.check_upload(&jpeg, &link, Some("image/jpeg"), 100, NOW), Err(BadLink));
    assert_eq!(folder.check_upload(&name, &link, Some("text/html"), 100, NOW), Err(BadLink));
    assert_eq!(folder.check_upload(&name, &link, None, 100, NOW), Err(BadLink));
    assert_eq!(folder.check_upload(&name, &link, png, 101, NOW), Err(BadLink));
    assert_eq!(folder.check_upload(&name, &link, png, 100, last + 1), Err(BadLink));
    let longer = LinkQuery { expires: link.expires + 1, ..link.clone() };
    assert_eq!(folder.check_upload(&name, &longer, png, 100, NOW), Err(BadLink));
    let foreign = Folder::new("/nowhere".as_ref(), b"other secret");
    assert_eq!(foreign.check_upload(&name, &link, png, 100, NOW), Err(BadLink));
}

#[test]
fn a_link_to_view_is_no_link_to_upload() {
    let folder = Folder::new("/nowhere".as_ref(), b"secret");
    let picture = key(1, Kind::Gif);
    let name = picture.to_string();
    let link = query(&Blob::Folder(folder.clone()).view_link(&name, NOW).unwrap());
    assert_eq!(folder.check_view(&name, &link, NOW), Ok(Kind::Gif));
    assert_eq!(folder.check_view(&picture.thumbnail(), &link, NOW), Err(BadLink));
    assert_eq!(folder.check_upload(&name, &link, Some("image/gif"), 0, NOW), Err(BadLink));
}

#[tokio::test]
async fn a_folder_gives_back_what_it_took_and_stays_inside() {
    let root = tempfile::tempdir().unwrap();
    let blob = Blob::Folder(Folder::new(root.path(), b"secret"));
    let name = key(1, Kind::Png).thumbnail();
    assert_eq!(blob.read(&name).await, Ok(None));
    blob.write(&name, Kind::Png, b"one".to_vec()).await.unwrap();
    blob.write(&name, Kind::Png, b"two".to_vec()).await.unwrap();
    assert_eq!(blob.read(&name).await, Ok(Some(b"two".to_vec())));
    for _ in 0..2 {
        assert_eq!(blob.remove(&name).await, Ok(()), "also when it is gone already");
        assert_eq!(blob.read(&name).await, Ok(None));
    }
    for outside in ["../x", "/etc/passwd", "a/../../x", "a//b", "", "a/.hidden", "C:\\x"] {
        assert!(blob.read(outside).await.is_err(), "{outside}");
        assert!(blob.write(outside, Kind::Png, vec![]).await.is_err(), "{outside}");
        assert!(blob.remove(outside).await.is_err(), "{outside}");
    }
}

#[test]
fn an_s3_link_signs_type_and_length() {
    let access =
        Access::new("ap-northeast-2".into(), "AKID".into(), "secret".into(), Some("tok/en".into()), None);
    let blob = Blob::S3(S3::new(access, "pictures".into()));
    let picture = key(1, Kind::Png);
    let link = blob.upload_link(&picture, 100, NOW).unwrap();
    assert!(
        link.starts_with(&format!("https://pictures.s3.ap-northeast-2.amazonaws.com/{picture}?")),
        "{link}"
    );
    for part in [
        "X-Amz-Algorithm=AWS4-HMAC-SHA256",
        "X-Amz-Expires=300",
        "X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost",
        "X-Amz-Security-Token=tok%2Fen",
        "X-Amz-Signature=",
    ] {
        assert!(link.contains(part), "{part} in {link}");
    }
    assert!(!link.contains("=secret"));
    let view = blob.view_link(&picture.thumbnail(), NOW).unwrap();
    assert!(view.contains("/thumbnails/") && view.contains("X-Amz-SignedHeaders=host"), "{view}");
}
