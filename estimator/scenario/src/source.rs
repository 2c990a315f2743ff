//! A file's bytes as text, with the places of its lines. Files come from every editor and shell: a byte order mark and
//! CRLF are fine; what is not UTF-8 is refused with the byte where it stops being that, and the way to mend it.

use std::ops::Range;

use sundown_engine::text::Sentence;

use crate::problem::{Place, Problem, drawn_width};

/// Nobody writes a scenario larger than this by hand.
pub(crate) const LARGEST_BYTES: usize = 1_048_576;

/// A stretch of the text, in bytes.
pub type Span = Range<usize>;

#[derive(Clone, Debug, Default)]
pub(crate) struct Source {
    name: String,
    text: String,
}

impl Source {
    pub(crate) fn open(name: &str, bytes: &[u8]) -> Result<Self, Box<Problem>> {
        let refuse = |message, help| {
            Box::new(Problem { file: name.to_owned(), place: None, message, help: Some(help) })
        };
        if bytes.len() > LARGEST_BYTES {
            let (message, help) = too_large();
            return Err(refuse(message, help));
        }
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return Err(refuse(
                Sentence::new("the file is written in UTF-16", "파일이 UTF-16으로 저장되어 있습니다"),
                Sentence::new("save it as UTF-8", "UTF-8로 다시 저장하세요"),
            ));
        }
        if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
            return Err(refuse(
                Sentence::new(
                    format!("byte {at} is 0: this is not a text file"),
                    format!("{at}번째 바이트가 0입니다. 텍스트 파일이 아닙니다"),
                ),
                Sentence::new(
                    "give a scenario in TOML; `estimate init` writes one to start from",
                    "TOML 시나리오 파일을 지정하세요. `estimate init` 명령으로 예시 파일을 만들 수 있습니다",
                ),
            ));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(name, bytes, error.valid_up_to()))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Ok(Self { name: name.to_owned(), text: text.to_owned() })
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// A problem with these words of the text.
    pub(crate) fn problem(&self, span: Option<Span>, message: Sentence, help: Option<Sentence>) -> Problem {
        let place = span.map(|span| place(&self.text, &span));
        Problem { file: self.name.clone(), place, message, help }
    }
}

/// Whoever hands the bytes over may have stopped reading there, so nobody knows how many there are.
fn too_large() -> (Sentence, Sentence) {
    (
        Sentence::new(
            format!("the file is larger than {LARGEST_BYTES} bytes, the most a scenario may have"),
            format!("파일이 너무 큽니다. 시나리오 파일은 최대 {LARGEST_BYTES}바이트입니다"),
        ),
        Sentence::new("check that this is the right file", "파일을 올바르게 지정했는지 확인하세요"),
    )
}

fn not_utf8(name: &str, bytes: &[u8], valid: usize) -> Box<Problem> {
    let (good, _) = bytes.split_at_checked(valid).unwrap_or((bytes, &[]));
    let text = format!("{}\u{fffd}", String::from_utf8_lossy(good).trim_start_matches('\u{feff}'));
    let wrong = text.len() - '\u{fffd}'.len_utf8()..text.len();
    Box::new(Problem {
        file: name.to_owned(),
        place: Some(place(&text, &wrong)),
        message: Sentence::new(
            format!("the file is not UTF-8 from byte {valid} on"),
            format!("{valid}번째 바이트부터 UTF-8이 아닙니다"),
        ),
        help: Some(Sentence::new(
            "save it as UTF-8; a file in CP949 (EUC-KR) becomes that by `iconv -f CP949 -t UTF-8`",
            "UTF-8로 다시 저장하세요. CP949(EUC-KR) 파일은 `iconv -f CP949 -t UTF-8` 명령으로 바꿀 수 있습니다",
        )),
    })
}

/// Where words stand; of those that go on over several lines, the part on the first.
fn place(text: &str, span: &Span) -> Place {
    let start = floor(text, span.start);
    let (before, rest) = text.split_at_checked(start).unwrap_or((text, ""));
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let lead = before.get(line_start..).unwrap_or_default();
    let tail = rest.split('\n').next().unwrap_or_default();
    let tail = tail.strip_suffix('\r').unwrap_or(tail);
    let length = floor(tail, span.end.saturating_sub(start));
    let words = tail.get(..length).unwrap_or_default();
    Place {
        line: before.matches('\n').count() + 1,
        column: lead.chars().count() + 1,
        width: drawn_width(words).max(1),
        source_line: format!("{lead}{tail}"),
    }
}

/// The last border between characters that is not after this byte.
fn floor(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
