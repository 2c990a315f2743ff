//! Why the state can't be used: named, with what to do. None of these ever leads to a deletion.

use sundown_cleanup_engine::text::Text;

/// What is wrong with an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Corrupt,
    Older(u32),
    Newer(u32),
}

/// Why the state of an account can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A line that is no item, was changed, or does not follow the one before.
    Corrupt {
        file: String,
        line: usize,
    },
    Older {
        file: String,
        schema: u32,
    },
    Newer {
        file: String,
        schema: u32,
    },
    /// The log is gone, and the record of its end is still there.
    Missing {
        file: String,
    },
    /// The log ends before the record of its end: somebody put an older copy back.
    RolledBack {
        file: String,
    },
    OtherAccount {
        file: String,
    },
    /// Another run is at work, on this machine or on another one.
    Held {
        file: String,
    },
    System {
        file: String,
        why: String,
    },
}

impl Trouble {
    #[must_use]
    pub fn of(fault: Fault, file: &str, line: usize) -> Self {
        let file = file.to_owned();
        match fault {
            Fault::Corrupt => Self::Corrupt { file, line },
            Fault::Older(schema) => Self::Older { file, schema },
            Fault::Newer(schema) => Self::Newer { file, schema },
        }
    }

    pub(crate) fn system(file: &std::path::Path, error: &std::io::Error) -> Self {
        Self::System { file: file.display().to_string(), why: error.to_string() }
    }

    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Corrupt { file, line } => Text::new(
                format!(
                    "`{file}` is damaged in line {line}, so nothing is deleted; move it and its .head away to begin anew"
                ),
                format!(
                    "`{file}`: {line}행이 손상되어 아무것도 삭제하지 않습니다. 이 파일과 .head 파일을 옮기면 새로 시작합니다"
                ),
            ),
            Self::Older { file, schema } => Text::new(
                format!(
                    "`{file}` is of an older format ({schema}), so nothing is deleted; move it and its .head away to begin anew"
                ),
                format!(
                    "`{file}`: 이전 형식({schema})이므로 아무것도 삭제하지 않습니다. 이 파일과 .head 파일을 옮기면 새로 시작합니다"
                ),
            ),
            Self::Newer { file, schema } => Text::new(
                format!(
                    "`{file}` is of a newer format ({schema}), so nothing is deleted; use the newer version of this program"
                ),
                format!(
                    "`{file}`: 더 새로운 형식({schema})이므로 아무것도 삭제하지 않습니다. 이 프로그램의 새 버전을 쓰십시오"
                ),
            ),
            Self::Missing { file } => Text::new(
                format!(
                    "`{file}` was there and is gone, so nothing is deleted; put it back, or move its .head away to begin anew"
                ),
                format!(
                    "`{file}`: 있던 파일이 사라져 아무것도 삭제하지 않습니다. 되돌려 놓거나 .head 파일을 옮기면 새로 시작합니다"
                ),
            ),
            Self::RolledBack { file } => Text::new(
                format!(
                    "`{file}` is an older copy, so nothing is deleted; put the newest back, or move it and its .head away to begin anew"
                ),
                format!(
                    "`{file}`: 예전 사본이므로 아무것도 삭제하지 않습니다. 최신 파일로 되돌리거나, 이 파일과 .head 파일을 옮기면 새로 시작합니다"
                ),
            ),
            Self::OtherAccount { file } => Text::new(
                format!("`{file}` belongs to another account, so nothing is deleted"),
                format!("`{file}`: 다른 계정의 파일이므로 아무것도 삭제하지 않습니다"),
            ),
            Self::Held { file } => Text::new(
                format!(
                    "another run is at work (`{file}`); wait for it, at most 15 minutes if it died on another machine"
                ),
                format!(
                    "다른 실행이 진행 중입니다(`{file}`). 끝날 때까지 기다리십시오. 다른 컴퓨터에서 중단된 실행이라면 최대 15분입니다"
                ),
            ),
            Self::System { file, why } => Text::new(
                format!("`{file}` cannot be used: {why}"),
                format!("`{file}`: 사용할 수 없습니다({why})"),
            ),
        }
    }
}
