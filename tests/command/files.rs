//! Where a scenario comes from: the file that lies there, standard input in whatever encoding, flags over environment over
//! file.

use std::fs;
use std::io::{Seek, Write};
use std::path::Path;

use crate::estimate::{ON, command, empty, fed, run};

fn json(folder: &Path, args: &[&str]) -> serde_json::Value {
    let all = args.iter().copied().chain(ON).chain(["--format", "json"]);
    serde_json::from_str(&run(folder, all).answer()).unwrap()
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
