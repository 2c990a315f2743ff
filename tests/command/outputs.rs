//! Where a report goes: to a file, whole or not at all; links and devices stay what they are.

use std::fs;
use std::path::Path;

use crate::estimate::{ON, empty, run};

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_report_in_a_file_is_the_report() {
    let folder = empty();
    for format in ["table", "json", "csv", "markdown", "html"] {
        for asked in ["compare", "breakeven"] {
            let all = || [asked, "--format", format].into_iter().chain(ON);
            let printed = run(folder.path(), all()).answer();
            assert_eq!(run(folder.path(), all().chain(["--output", "report"])).answer(), "");
            assert_eq!(
                fs::read_to_string(folder.path().join("report")).unwrap(),
                printed,
                "{asked} {format}"
            );
            assert_eq!(run(folder.path(), all().chain(["--output", "-"])).answer(), printed);
        }
    }
    assert_eq!(names(folder.path()), ["report"]);
}

#[test]
fn a_report_that_fails_leaves_what_was_there() {
    let folder = empty();
    let to = |file: &'static str, more: &[&'static str]| {
        run(folder.path(), [&["compare", "--output", file], &ON[..], more].concat()).complaint()
    };
    fs::write(folder.path().join("kept"), "kept").unwrap();
    fs::create_dir(folder.path().join("folder")).unwrap();
    assert!(to("kept", &["--region", "nowhere"]).contains("nowhere"));
    assert!(to("folder", &[]).contains("it is a folder"));
    assert!(to("none/report", &[]).contains("the folder is not there"));
    assert!(to("kept/report", &[]).contains("kept/report"));
    assert_eq!(fs::read_to_string(folder.path().join("kept")).unwrap(), "kept");
    assert_eq!(names(folder.path()), ["folder", "kept"]);
    assert!(names(&folder.path().join("folder")).is_empty());
}

#[cfg(unix)]
#[test]
fn links_and_devices_stay_what_they_are() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let folder = empty();
    fs::write(folder.path().join("file"), "").unwrap();
    symlink("file", folder.path().join("link")).unwrap();
    run(folder.path(), ["compare", "--output", "link"].into_iter().chain(ON)).answer();
    assert!(folder.path().join("link").is_symlink());
    assert!(!fs::read_to_string(folder.path().join("file")).unwrap().is_empty());
    run(folder.path(), ["compare", "--output", "/dev/null"].into_iter().chain(ON)).answer();
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    let full = run(folder.path(), ["compare", "--output", "/dev/full"].into_iter().chain(ON)).complaint();
    assert!(full.contains("the disk is full"), "{full}");
}
