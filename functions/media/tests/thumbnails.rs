//! Pictures of every kind, and what only says that it is one.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};
use sundown_media::{Made, NoPicture, SIDE, make, thumbnail};
use sundown_store::Blob;
use sundown_store::blob::{Folder, Kind, PictureKey};
use sundown_todo::{Id, UserId};

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(width, height).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[test]
fn every_kind_becomes_a_png_that_fits() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let small = thumbnail(&picture(1000, 500, format)).unwrap();
        let small = image::load_from_memory_with_format(&small, ImageFormat::Png).unwrap();
        assert_eq!((small.width(), small.height()), (SIDE, SIDE / 2), "{format:?}");
    }
    let tiny = image::load_from_memory(&thumbnail(&picture(3, 2, ImageFormat::Png)).unwrap()).unwrap();
    assert_eq!((tiny.width(), tiny.height()), (3, 2));
}

#[test]
fn what_is_no_picture_is_refused() {
    let whole = picture(100, 100, ImageFormat::Png);
    for bytes in [
        &b""[..],
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html>",
        &[0; 4096],
        &whole[..whole.len() / 2],
    ] {
        assert_eq!(thumbnail(bytes), Err(NoPicture::Unreadable));
    }
    // Kinds that are not ours: BMP and TIFF by their first bytes.
    for bytes in [&b"BM\x36\0\0\0\0\0\0\0"[..], b"II*\0\x08\0\0\0"] {
        assert_eq!(thumbnail(bytes), Err(NoPicture::Unreadable));
    }
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    // A small PNG whose header claims to be larger than the memory of the function.
    for (width, height) in [(16_000_u32, 16_000_u32), (50_000, 50_000), (u32::MAX >> 1, 1)] {
        let mut bytes = picture(1, 1, ImageFormat::Png);
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        let sum = crc(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&sum.to_be_bytes());
        assert_eq!(thumbnail(&bytes), Err(NoPicture::TooLarge), "{width} × {height}");
    }
}

#[tokio::test]
async fn the_same_upload_always_gives_the_same_thumbnail() {
    let folder = tempfile::tempdir().unwrap();
    let blob = Blob::Folder(Folder::new(folder.path(), b"secret"));
    let key = PictureKey { owner: UserId(Id::from_number(1)), id: Id::from_number(2), kind: Kind::Jpeg };
    assert_eq!(make(&blob, &key).await, Ok(Made::Gone));
    blob.write(&key.to_string(), key.kind, picture(400, 300, ImageFormat::Jpeg)).await.unwrap();
    assert_eq!(make(&blob, &key).await, Ok(Made::Thumbnail));
    let first = blob.read(&key.thumbnail()).await.unwrap();
    assert_eq!(make(&blob, &key).await, Ok(Made::Thumbnail));
    assert!(first.is_some() && first == blob.read(&key.thumbnail()).await.unwrap());

    let other = PictureKey { id: Id::from_number(3), ..key };
    blob.write(&other.to_string(), other.kind, b"no picture".to_vec()).await.unwrap();
    assert_eq!(make(&blob, &other).await, Ok(Made::Refused(NoPicture::Unreadable)));
    assert_eq!(blob.read(&other.thumbnail()).await, Ok(None));
}

/// The checksum of a PNG chunk, without which the header would be refused for the wrong reason.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 },
        )
    })
}
