//! Reading and writing so that nothing is half there: files are replaced as a whole, lines are on the disk when `append`
//! returns, and only the owner may read them.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;

use crate::trouble::Trouble;

/// The text of a file; `None` when it is not there.
pub(super) fn read(file: &Path) -> Result<Option<String>, Trouble> {
    match std::fs::read(file) {
        // What is no UTF-8 is no item either: the reader says in which line.
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Trouble::system(file, &error)),
    }
}

/// Writes beside the file and moves it there.
pub(super) fn write_whole(file: &Path, text: &str) -> Result<(), Trouble> {
    let trouble = |error: std::io::Error| Trouble::system(file, &error);
    let folder = folder_of(file)?;
    let mut beside = tempfile::NamedTempFile::new_in(folder).map_err(trouble)?;
    beside.write_all(text.as_bytes()).map_err(trouble)?;
    beside.as_file().sync_all().map_err(trouble)?;
    beside.persist(file).map_err(|error| trouble(error.error))?;
    sync_folder(folder);
    Ok(())
}

/// Appends one line.
pub(super) fn append(file: &Path, line: &str) -> Result<(), Trouble> {
    let trouble = |error: std::io::Error| Trouble::system(file, &error);
    let folder = folder_of(file)?;
    let is_new = !file.exists();
    let mut log = private().append(true).create(true).open(file).map_err(trouble)?;
    log.write_all(line.as_bytes()).and_then(|()| log.sync_all()).map_err(trouble)?;
    if is_new {
        sync_folder(folder);
    }
    Ok(())
}

/// A file to be locked and written in place.
pub(super) fn open(file: &Path) -> Result<File, Trouble> {
    folder_of(file)?;
    let options = private().read(true).write(true).create(true).truncate(false).open(file);
    options.map_err(|error| Trouble::system(file, &error))
}

/// The text of an open file, read through the same handle: some systems refuse another one while it is locked.
pub(super) fn read_open(file: &mut File) -> Option<String> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    Some(text)
}

pub(super) fn rewind(file: &mut File) -> std::io::Result<()> {
    file.seek(SeekFrom::Start(0)).map(drop)
}

/// The folder a file is in, made if it is not there.
fn folder_of(file: &Path) -> Result<&Path, Trouble> {
    let folder = file.parent().unwrap_or_else(|| Path::new("."));
    std::fs::create_dir_all(folder).map_err(|error| Trouble::system(folder, &error))?;
    Ok(folder)
}

/// A new name in a folder is on the disk when the folder is. Systems that can't do that do it by themselves.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(unix)]
fn private() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

#[cfg(not(unix))]
fn private() -> OpenOptions {
    OpenOptions::new()
}
