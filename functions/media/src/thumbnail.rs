//! The picture's side of it: bytes in, bytes out, memory bounded.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

/// A thumbnail fits a square of so many pixels.
pub const SIDE: u32 = 256;

/// The most memory an unpacked picture may take: 24 megapixels in three colours, with some room. The function has 256 MB.
pub const UNPACKED_BYTES: u64 = 96 * 1024 * 1024;

/// Longer than any camera's side; a picture of 1 × 4,000,000,000 is an attack.
const LONGEST_SIDE: u32 = 16_384;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPicture {
    #[error("it is no JPEG, PNG, WebP or GIF, or a damaged one")]
    Unreadable,
    #[error("it is larger than a picture may be")]
    TooLarge,
}

/// A PNG of at most [`SIDE`] × [`SIDE`] pixels, upright as the camera was held. A smaller picture keeps its size.
pub fn thumbnail(bytes: &[u8]) -> Result<Vec<u8>, NoPicture> {
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| NoPicture::Unreadable)?;
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(|error| reason(&error))?;
    if decoder.total_bytes() > UNPACKED_BYTES {
        return Err(NoPicture::TooLarge);
    }
    // A picture without or with a damaged note of its orientation is shown as it lies.
    let orientation = decoder.orientation().ok();
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| reason(&error))?;
    let fits = picture.width() <= SIDE && picture.height() <= SIDE;
    let mut small = if fits { picture } else { picture.thumbnail(SIDE, SIDE) };
    if let Some(orientation) = orientation {
        small.apply_orientation(orientation);
    }
    let mut png = Cursor::new(Vec::new());
    // Eight bits a colour: a browser shows no more.
    let small = DynamicImage::ImageRgba8(small.into_rgba8());
    small.write_to(&mut png, ImageFormat::Png).map_err(|error| reason(&error))?;
    Ok(png.into_inner())
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(UNPACKED_BYTES);
    limits
}

fn reason(error: &image::ImageError) -> NoPicture {
    match error {
        image::ImageError::Limits(_) => NoPicture::TooLarge,
        _ => NoPicture::Unreadable,
    }
}
