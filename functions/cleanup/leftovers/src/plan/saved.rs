//! Reading a plan back: only if it is whole, of this format, and what its digest says.

use serde::Deserialize;
use sundown_cleanup_engine::plan::Plan;
use sundown_talk::failure::Failure;

use crate::talk::failure;

use super::NOBODY;

/// A plan from a file.
#[derive(Debug)]
pub struct Saved {
    pub plan: Plan,
    pub digest: String,
    pub person: String,
}

#[derive(Deserialize)]
struct File {
    schema: u32,
    kind: String,
    digest: String,
    person: Option<String>,
    plan: Plan,
}

/// # Errors
/// When the file is no plan, or was changed.
pub fn read(file: &str) -> Result<Saved, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| failure::unreadable(file, &error))?;
    let parsed: File = serde_json::from_str(&text).map_err(|error| {
        Failure::said(
            format!("`{file}` is no plan: {error}; `leftovers plan -o {file}` writes one"),
            format!("`{file}`: 계획 파일이 아닙니다({error}). 만드는 명령: `leftovers plan -o {file}`"),
        )
    })?;
    if parsed.schema != 1 || parsed.kind != "plan" || parsed.plan.schema != 1 {
        return Err(Failure::said(
            format!("`{file}` is no plan of this version; plan again"),
            format!("`{file}`: 이 버전의 계획이 아닙니다. 계획을 다시 만드십시오"),
        ));
    }
    let digest = parsed.plan.digest().map_err(|error| Failure::defect(&error))?;
    if digest != parsed.digest {
        return Err(Failure::said(
            format!("`{file}` was changed after it was made, so nothing is deleted; plan again"),
            format!("`{file}`: 만든 뒤에 바뀌었으므로 아무것도 삭제하지 않습니다. 계획을 다시 만드십시오"),
        ));
    }
    let person = parsed.person.filter(|person| !person.is_empty()).unwrap_or_else(|| NOBODY.to_owned());
    Ok(Saved { plan: parsed.plan, digest, person })
}
