//! Where a scenario comes from and where a report goes: the file that lies there, standard input, flags over environment
//! over file, and an output that is whole or not there.

use std::fs;
use std::io::{Seek, Write};
use std::path::Path;

use crate::estimate::{ON, command, empty, fed, run};

fn json(folder: &Path, args: &[&str]) -> serde_json::Value {
    let all = args.iter().copied().chain(ON).chain(["--format", "json"]);
    serde_json::from_str(&run(folder, all).answer()).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn the_file_that_lies_there_is_read() {
    let folder = empty();
    fs::write(folder.path().join("estimate.toml"), "region = \"us-east-1\"\n").unwrap();
    assert_eq!(json(folder.path(), &[])["region"], "us-east-1");
    assert_eq!(json(folder.path(), &["breakeven"])["kind"], "breakeven");
    assert!(json(folder.path(), &[])["source"].as_str().unwrap().starts_with("estimate.toml"));
}

#[test]
fn flags_are_over_the_environment_and_that_over_the_file() {
    let folder = empty();
    fs::write(folder.path().join("estimate.toml"), "region = \"us-east-1\"\n").unwrap();
    let asked = |args: &[&str]| {
        let mut command = command(folder.path());
        command.args(args).args(ON).args(["--format", "json"]).env("ESTIMATE_REGION", "eu-west-1");
        let answer = crate::estimate::Ran::from(command.output().unwrap()).answer();
        serde_json::from_str::<serde_json::Value>(&answer).unwrap()["region"].clone()
    };
    assert_eq!(json(folder.path(), &[])["region"], "us-east-1");
    assert_eq!(asked(&[]), "eu-west-1");
    assert_eq!(asked(&["compare"]), "eu-west-1");
    assert_eq!(asked(&["compare", "--region", "ap-northeast-2"]), "ap-northeast-2");
}

#[test]
fn every_way_of_saving_a_file_says_the_same() {
    let folder = empty();
    let plain = "region = \"us-east-1\"\n[workload]\nrequests_per_month = 1000\n";
    let answer = |bytes: &[u8]| fed(command(folder.path()).args(["compare", "-"]).args(ON), bytes).answer();
    let expected = answer(plain.as_bytes());
    assert_eq!(answer(plain.replace('\n', "\r\n").as_bytes()), expected);
    assert_eq!(answer(format!("\u{feff}{plain}").as_bytes()), expected);
    assert_eq!(answer(plain.trim_end().as_bytes()), expected);
    assert!(expected.contains("standard input · us-east-1"), "{expected}");
}

#[test]
fn what_is_no_scenario_is_refused() {
    let folder = empty();
    let utf16: Vec<u8> = "\u{feff}region".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&[u8], &str); 5] = [
        (&utf16, "UTF-16"),
        (b"\x7fELF\x00\x01", "not a text file"),
        (b"region = \"\xff\"", "UTF-8"),
        (&vec![b'#'; 3 << 20], "larger than 1048576 bytes"),
        (b"region = \n", "-:1:"),
    ];
    for (bytes, said) in cases {
        let complaint = fed(command(folder.path()).args(["compare", "-"]), bytes).complaint();
        assert!(complaint.contains(said), "{complaint}");
    }
}

#[test]
fn what_init_writes_says_the_same_as_nothing_and_is_never_written_over() {
    for lang in ["en", "ko"] {
        let folder = empty();
        let mut before = json(folder.path(), &[]);
        run(folder.path(), ["init", "--lang", lang]).answer();
        let mut after = json(folder.path(), &[]);
        for answer in [&mut before, &mut after] {
            answer.as_object_mut().unwrap().retain(|key, _| !["source", "command"].contains(&key.as_str()));
        }
        assert_eq!(before, after);
        let written = fs::read(folder.path().join("estimate.toml")).unwrap();
        run(folder.path(), ["init", "--lang", lang]).complaint();
        assert_eq!(fs::read(folder.path().join("estimate.toml")).unwrap(), written);
    }
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

#[test]
fn a_file_is_read_by_whatever_name() {
    let folder = empty();
    let name = "a 'b' 나의 시나리오.toml";
    fs::write(folder.path().join(name), "region = \"us-east-1\"\n").unwrap();
    let answer = json(folder.path(), &["compare", name]);
    let again = answer["command"].as_str().unwrap();
    let words = shlex::split(again).unwrap();
    assert_eq!(words[2], name, "{again}");
    let same = run(folder.path(), words[1..].iter().map(String::as_str).chain(["--format", "json"])).answer();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&same).unwrap(), answer);
}

#[test]
fn standard_input_that_is_a_file_is_read_from_where_it_stands() {
    let folder = empty();
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(b"region = \"us-east-1\"\n").unwrap();
    file.rewind().unwrap();
    let mut command = command(folder.path());
    let output = command.args(["compare", "-"]).args(ON).stdin(file).output().unwrap();
    assert!(crate::estimate::Ran::from(output).answer().contains("us-east-1"));
}
