//! Fetched prices on disk: one dated book a region in the user's cache folder. Written whole or not at all, checked when
//! read; what cannot be read is set aside by name and never stops an estimate.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use sundown_engine::Date;
use sundown_engine::price::PriceBook;
use sundown_engine::text::Sentence;

use crate::outcome::Fetched;
use crate::problem::Problem;
use crate::stored::{Book, Why, read, written};

/// Fetched prices older than this are said aloud.
pub const STALE_AFTER_DAYS: i32 = 90;

/// What reading the cache found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Nothing,
    Book(Box<Book>),
    /// A file that cannot be used, now under another name.
    SetAside {
        file: PathBuf,
        why: Why,
    },
}

impl Found {
    /// What a person should know about it on that day, in one line; nothing if all is well.
    pub fn remark(&self, on: Date) -> Option<Sentence> {
        match self {
            Self::Nothing => None,
            Self::Book(book) => aged(&book.region, book.confirmed, on),
            Self::SetAside { file, why: Why::Broken } => Some(Sentence::new(
                format!("a cached price book was broken and is ignored: {}", file.display()),
                format!("캐시의 가격 파일이 손상되어 쓰지 않습니다: {}", file.display()),
            )),
            Self::SetAside { file, why: Why::Newer(schema) } => Some(Sentence::new(
                format!(
                    "a cached price book is of a newer version ({schema}) and is ignored: {}",
                    file.display()
                ),
                format!("캐시의 가격 파일이 더 새로운 버전({schema})이라 쓰지 않습니다: {}", file.display()),
            )),
        }
    }
}

/// What is said of fetched prices that were last confirmed on `day`, if that is long ago.
pub fn aged(region: &str, day: Date, on: Date) -> Option<Sentence> {
    let days = (on - day).get_days();
    (days > STALE_AFTER_DAYS).then(|| {
        Sentence::new(
            format!("cached prices of {region} are {days} days old ({day}); `estimate prices refresh` renews them"),
            format!("캐시에 있는 {region} 가격은 {days}일 전({day}) 것입니다. `estimate prices refresh`로 갱신하십시오"),
        )
    })
}

/// The folder that the user's system keeps such things in.
pub fn folder() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.cache_dir().join("sundown").join("prices"))
}

/// The cached book of a region. A file that cannot be used is moved out of the way, so that it is told of once.
pub fn load(folder: &Path, region: &str) -> Result<Found, Problem> {
    let path = path_of(folder, region);
    if !matches!(look(&path, region)?, Some(Err(_))) {
        return found(&path, region);
    }
    // Another process may be putting a good book there right now: only whoever holds the lock may move a file. Where
    // there can be no lock (a read-only folder), nothing can be moved either.
    let _lock = lock(&path).ok();
    found(&path, region)
}

/// What is there, moving what cannot be used. Under the lock, or where nothing has to be moved.
fn found(path: &Path, region: &str) -> Result<Found, Problem> {
    let why = match look(path, region)? {
        None => return Ok(Found::Nothing),
        Some(Ok(book)) => return Ok(Found::Book(Box::new(book))),
        Some(Err(why)) => why,
    };
    let mut aside = path.to_owned();
    aside.set_extension(match why {
        Why::Newer(_) => "newer",
        Why::Broken => "broken",
    });
    // Where the folder cannot be written the file stays, and is told of under its own name.
    let moved = fs::rename(path, &aside).is_ok();
    Ok(Found::SetAside { file: if moved { aside } else { path.to_owned() }, why })
}

fn look(path: &Path, region: &str) -> Result<Option<Result<Book, Why>>, Problem> {
    match fs::read(path) {
        // A book under another region's name would price the wrong place.
        Ok(text) => Ok(Some(
            read(&text).and_then(|book| if book.region == region { Ok(book) } else { Err(Why::Broken) }),
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(file(path, &error)),
    }
}

/// Held until it is dropped.
fn lock(path: &Path) -> Result<File, Problem> {
    let lock = File::create(path.with_extension("lock")).map_err(|error| file(path, &error))?;
    lock.lock().map_err(|error| file(path, &error))?;
    Ok(lock)
}

/// A book in a file of any name, for comparing: kept where it is, whatever it holds.
pub fn open(path: &Path) -> Result<Book, Problem> {
    let text = fs::read(path).map_err(|error| file(path, &error))?;
    read(&text).map_err(|why| {
        let cause = match why {
            Why::Newer(schema) => format!("it is of the newer version {schema}"),
            Why::Broken => "it is broken, or no price book".to_owned(),
        };
        Problem::File { path: path.display().to_string(), cause }
    })
}

/// Adds what was fetched to the region's book. Two processes take turns; a reader sees the old book or the new one.
pub fn store(folder: &Path, fetched: &Fetched, on: Date) -> Result<Book, Problem> {
    fs::create_dir_all(folder).map_err(|error| file(folder, &error))?;
    let path = path_of(folder, &fetched.region);
    let _lock = lock(&path)?;
    let mut book = match found(&path, &fetched.region)? {
        Found::Book(book) => *book,
        _ => Book { region: fetched.region.clone(), ..Book::default() },
    };
    book.confirmed = book.confirmed.max(on);
    fetched.region.clone_into(&mut book.book.region);
    "cache".clone_into(&mut book.book.source);
    for (meter, price) in fetched.prices() {
        book.book.prices.insert(meter.clone(), price.clone());
    }
    book.offers.extend(fetched.offers.clone());
    write(folder, &path, &book).map_err(|error| file(&path, &error))?;
    Ok(book)
}

/// The snapshot with every cached price that was confirmed later than its own.
pub fn newest(snapshot: &PriceBook, cached: &Book) -> PriceBook {
    let mut book = snapshot.clone();
    let mut used = false;
    for (meter, price) in &cached.book.prices {
        // Days are `2026`, `2026-10` or `2026-10-13`: the shorter one counts as the start of its span.
        if snapshot.price(meter).is_none_or(|own| own.date <= price.date) {
            book.prices.insert(meter.clone(), price.clone());
            used = true;
        }
    }
    if used {
        "cache".clone_into(&mut book.source);
    }
    book
}

/// The cached prices, whatever their day, with the snapshot's for what was never fetched.
pub fn over(snapshot: &PriceBook, cached: &Book) -> PriceBook {
    let mut book = snapshot.clone();
    "cache".clone_into(&mut book.source);
    book.prices.extend(cached.book.prices.clone());
    book
}

/// Where a region's book is.
pub fn path_of(folder: &Path, region: &str) -> PathBuf {
    folder.join(format!("{region}.book"))
}

fn write(folder: &Path, path: &Path, book: &Book) -> io::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(&written(book)?)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

fn file(path: &Path, error: &io::Error) -> Problem {
    Problem::File { path: path.display().to_string(), cause: error.to_string() }
}
