//! Walks through JSON of any size in a small buffer. What nobody wants is stepped over by its brackets alone, at the speed
//! of a byte search; what somebody wants is handed out whole and read strictly by its reader.

use std::io::{ErrorKind, Read};

use memchr::{memchr2, memchr3};

/// What is read at once.
const CHUNK: usize = 256 * 1024;
/// No product and no term of AWS comes near this; what does is no price list.
const LARGEST_VALUE: usize = 4 * 1024 * 1024;

/// Why the text cannot be walked through.
#[derive(Debug)]
pub enum Broken {
    /// It ends in the middle.
    Cut,
    /// Something else stands where this was expected.
    Expected {
        what: &'static str,
        at: u64,
    },
    Io(std::io::Error),
}

type Walk<T> = Result<T, Broken>;

/// A place in a JSON text that is still being read.
pub struct Scanner<R> {
    source: R,
    buffer: Vec<u8>,
    /// The next byte, and the end of what has been read, in `buffer`.
    at: usize,
    end: usize,
    /// Bytes before `buffer`.
    before: u64,
    /// From here on nothing may be dropped.
    kept: Option<usize>,
}

impl<R: Read> Scanner<R> {
    pub fn new(source: R) -> Self {
        Self { source, buffer: vec![0; CHUNK], at: 0, end: 0, before: 0, kept: None }
    }

    /// The first byte of the next value, which stays.
    pub fn peek(&mut self) -> Walk<u8> {
        loop {
            while let Some(&byte) = self.ahead().first() {
                if !byte.is_ascii_whitespace() {
                    return Ok(byte);
                }
                self.at += 1;
            }
            self.more()?;
        }
    }

    /// Steps into an object.
    pub fn enter(&mut self) -> Walk<()> {
        self.expect(b'{', "an object")
    }

    /// The key of the object's next member, or its end. `first`: no member has been read yet.
    pub fn key(&mut self, first: bool) -> Walk<Option<String>> {
        if self.peek()? == b'}' {
            self.at += 1;
            return Ok(None);
        }
        if !first {
            self.expect(b',', "`,` or `}`")?;
        }
        let key = self.string()?;
        self.expect(b':', "`:`")?;
        Ok(Some(key))
    }

    /// The next value, which must be a string.
    pub fn string(&mut self) -> Walk<String> {
        if self.peek()? != b'"' {
            return Err(self.expected("a string"));
        }
        let at = self.before + self.at as u64;
        let text = self.value()?;
        serde_json::from_slice(text).map_err(|_| Broken::Expected { what: "a string", at })
    }

    /// The next value as it is written.
    pub fn value(&mut self) -> Walk<&[u8]> {
        self.peek()?;
        self.kept = Some(self.at);
        let passed = self.pass();
        let from = self.kept.take().unwrap_or_default();
        passed?;
        Ok(self.buffer.get(from..self.at).unwrap_or_default())
    }

    /// Steps over the next value.
    pub fn skip(&mut self) -> Walk<()> {
        self.peek()?;
        self.pass()
    }

    /// Nothing but white space may follow.
    pub fn finish(&mut self) -> Walk<()> {
        match self.peek() {
            Err(Broken::Cut) => Ok(()),
            Err(other) => Err(other),
            Ok(_) => Err(self.expected("the end")),
        }
    }

    fn pass(&mut self) -> Walk<()> {
        match self.peek()? {
            b'{' => self.pass_nested(b'{', b'}'),
            b'[' => self.pass_nested(b'[', b']'),
            b'"' => {
                self.at += 1;
                self.pass_string()
            }
            byte if byte.is_ascii_alphanumeric() || byte == b'-' => self.pass_word(),
            _ => Err(self.expected("a value")),
        }
    }

    /// One kind of bracket is enough to find the end of a value, once strings are stepped over.
    fn pass_nested(&mut self, open: u8, close: u8) -> Walk<()> {
        let mut depth = 0_u32;
        loop {
            let Some(skipped) = memchr3(b'"', open, close, self.ahead()) else {
                self.at = self.end;
                self.more()?;
                continue;
            };
            let found = self.ahead().get(skipped).copied().unwrap_or_default();
            self.at += skipped + 1;
            if found == b'"' {
                self.pass_string()?;
            } else if found == open {
                depth += 1;
            } else {
                depth -= 1;
                if depth == 0 {
                    return Ok(());
                }
            }
        }
    }

    /// Behind the opening quote, to behind the closing one.
    fn pass_string(&mut self) -> Walk<()> {
        loop {
            let Some(skipped) = memchr2(b'"', b'\\', self.ahead()) else {
                self.at = self.end;
                self.more()?;
                continue;
            };
            let found = self.ahead().get(skipped).copied();
            self.at += skipped + 1;
            if found == Some(b'"') {
                return Ok(());
            }
            if self.at == self.end {
                self.more()?;
            }
            self.at += 1;
        }
    }

    fn pass_word(&mut self) -> Walk<()> {
        loop {
            while let Some(&byte) = self.ahead().first() {
                if !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'+' | b'.') {
                    return Ok(());
                }
                self.at += 1;
            }
            self.more()?;
        }
    }

    fn ahead(&self) -> &[u8] {
        self.buffer.get(self.at..self.end).unwrap_or_default()
    }

    fn expect(&mut self, byte: u8, what: &'static str) -> Walk<()> {
        if self.peek()? != byte {
            return Err(self.expected(what));
        }
        self.at += 1;
        Ok(())
    }

    fn expected(&self, what: &'static str) -> Broken {
        Broken::Expected { what, at: self.before + self.at as u64 }
    }

    /// Reads on, dropping what has been passed and is not kept.
    fn more(&mut self) -> Walk<()> {
        let from = self.kept.unwrap_or(self.at);
        self.buffer.copy_within(from..self.end, 0);
        self.before += from as u64;
        self.at -= from;
        self.end -= from;
        self.kept = self.kept.map(|_| 0);
        if self.end + CHUNK > self.buffer.len() {
            if self.end > LARGEST_VALUE {
                return Err(self.expected("a value of less than 4 MB"));
            }
            self.buffer.resize(self.end + CHUNK, 0);
        }
        loop {
            let room = self.buffer.get_mut(self.end..).unwrap_or_default();
            match self.source.read(room) {
                Ok(0) => return Err(Broken::Cut),
                Ok(read) => {
                    self.end += read;
                    return Ok(());
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Err(Broken::Cut),
                Err(error) => return Err(Broken::Io(error)),
            }
        }
    }
}
