//! Where the state is: the folder that this system keeps a user's state in.

use std::path::PathBuf;

use sundown_cleanup_state::Folder;
use sundown_talk::failure::Failure;

/// `LEFTOVERS_STATE`, else the platform's folder.
///
/// # Errors
/// When there is no home to find it in.
pub fn folder(env: impl Fn(&str) -> Option<String>) -> Result<Folder, Failure> {
    let set = |name: &str| env(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || set("HOME").or_else(std::env::home_dir);
    let base = if cfg!(windows) {
        set("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Application Support"))
    } else {
        // A relative path would be a different state in every folder: the specification says to ignore it.
        set("XDG_STATE_HOME")
            .filter(|path| path.is_absolute())
            .or_else(|| home().map(|home| home.join(".local/state")))
    };
    let place = set("LEFTOVERS_STATE").or_else(|| base.map(|base| base.join("sundown/leftovers")));
    place.map(Folder::new).ok_or_else(|| {
        Failure::said(
            "there is no home folder for the state; name a folder in LEFTOVERS_STATE",
            "상태를 저장할 홈 폴더가 없습니다. LEFTOVERS_STATE로 폴더를 지정하십시오",
        )
    })
}
