//! Prices from the public offer files: no credentials, files up to 450 MB, read as a stream in bounded memory.

#[cfg(feature = "live")]
pub mod fetch;
pub mod index;
pub mod offer;
#[cfg(feature = "live")]
pub mod refresh;
pub mod scan;

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};

use crate::problem::Problem;

/// A file from its beginning, unpacked if it is gzip, whatever its name says.
pub fn unpacked(place: &str, file: &File) -> Result<Box<dyn Read>, Problem> {
    let problem = |error: std::io::Error| Problem::File { path: place.to_owned(), cause: error.to_string() };
    let mut file = file.try_clone().map_err(problem)?;
    file.seek(SeekFrom::Start(0)).map_err(problem)?;
    let mut magic = Vec::new();
    file.by_ref().take(2).read_to_end(&mut magic).map_err(problem)?;
    file.seek(SeekFrom::Start(0)).map_err(problem)?;
    if magic == [0x1f, 0x8b] {
        return Ok(Box::new(flate2::bufread::MultiGzDecoder::new(BufReader::with_capacity(64 * 1024, file))));
    }
    Ok(Box::new(file))
}
