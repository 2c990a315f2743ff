//! Files that cannot be used: the answer to each, to the letter, in both languages.

use crate::{bad_syntax, bad_tables, bad_values, rendered};

#[test]
fn each_bad_file_is_answered_to_the_letter() {
    let cases = [bad_syntax::CASES, bad_tables::CASES, bad_values::CASES].concat();
    assert!(cases.len() >= 40);
    for case in cases {
        let (en, ko) = rendered(case.toml);
        let place = case.place;
        assert_eq!(en, format!("error: {}\n{place}  = help: {}\n", case.en.0, case.en.1), "{}", case.toml);
        assert_eq!(ko, format!("오류: {}\n{place}  = 도움말: {}\n", case.ko.0, case.ko.1), "{}", case.toml);
    }
}

#[test]
fn a_misspelt_kind_and_field_are_told_the_nearest_and_all() {
    let (en, ko) = rendered("[deployments.mine.api.lamda]\n");
    let place =
        " --> estimate.toml:1:23\n  |\n1 | [deployments.mine.api.lamda]\n  |                       ^^^^^\n";
    assert!(en.starts_with(&format!(
        "error: unknown kind of resource `lamda`\n{place}  = help: did you mean `lambda`? allowed: `"
    )));
    assert!(ko.starts_with(&format!(
        "오류: 알 수 없는 리소스 종류: `lamda`\n{place}  = 도움말: 비슷한 이름: `lambda`. 사용 가능: `"
    )));
    for kind in sundown_engine::services::kinds() {
        assert!(en.contains(&format!("`{}`", kind.key)), "{}", kind.key);
    }
    let (en, _) = rendered("[workload]\nmemry_mb = 512\n");
    let place = " --> estimate.toml:2:1\n  |\n2 | memry_mb = 512\n  | ^^^^^^^^\n";
    let start = "help: did you mean `memory_mb`? allowed: `requests_per_month`, `duration_ms`, ";
    assert!(en.starts_with(&format!("error: unknown field `memry_mb`\n{place}  = {start}")), "{en}");
}

#[test]
fn other_encodings_are_named_with_the_way_to_mend_them() {
    let utf16: Vec<u8> = "\u{feff}on = 1".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (en, ko) = rendered(utf16);
    assert_eq!(en, "error: the file is written in UTF-16\n --> estimate.toml\n  = help: save it as UTF-8\n");
    assert_eq!(
        ko,
        "오류: 파일이 UTF-16으로 저장되어 있습니다\n --> estimate.toml\n  = 도움말: UTF-8로 다시 저장하세요\n"
    );

    let cp949 = b"# \n\xef\xbb\xbf# a\n# \xb0\xa1\n";
    let (en, ko) = rendered(cp949);
    assert_eq!(
        en,
        "error: the file is not UTF-8 from byte 12 on\n --> estimate.toml:3:3\n  |\n3 | # �\n  |   ^\n  = help: save it as UTF-8; \
         a file in CP949 (EUC-KR) becomes that by `iconv -f CP949 -t UTF-8`\n"
    );
    assert!(ko.starts_with("오류: 12번째 바이트부터 UTF-8이 아닙니다\n --> estimate.toml:3:3\n"), "{ko}");
}

#[test]
fn binary_and_huge_files_are_refused_whole() {
    let (en, ko) = rendered(b"\x7fELF\x00\x01");
    assert!(
        en.starts_with("error: byte 4 is 0: this is not a text file\n --> estimate.toml\n  = help: "),
        "{en}"
    );
    assert!(ko.starts_with("오류: 4번째 바이트가 0입니다. 텍스트 파일이 아닙니다\n"), "{ko}");
    let (en, ko) = rendered(vec![b'#'; 1_048_577]);
    assert!(
        en.starts_with("error: the file is larger than 1048576 bytes, the most a scenario may have\n"),
        "{en}"
    );
    assert!(ko.starts_with("오류: 파일이 너무 큽니다. 시나리오 파일은 최대 1048576바이트입니다\n"), "{ko}");
}

#[test]
fn a_caret_stands_under_the_word_whatever_stands_before_it() {
    let (en, _) = rendered("title = { en = \"가격\", ko = 5 }\n");
    let [.., line, carets, _] = en.lines().collect::<Vec<_>>()[..] else { panic!("{en}") };
    assert_eq!(line, "1 | title = { en = \"가격\", ko = 5 }");
    assert_eq!(carets, format!("  | {}^", " ".repeat(16 + 2 * 2 + 8)), "two columns for each syllable");
    let long = format!("title = {{ en = \"{}\", ko = 5 }}\n", "x".repeat(5_000));
    let (en, _) = rendered(long);
    assert!(en.lines().all(|line| line.chars().count() <= 130), "{en}");
    let [.., line, carets, _] = en.lines().collect::<Vec<_>>()[..] else { panic!("{en}") };
    assert_eq!(line.chars().nth(carets.find('^').unwrap()), Some('5'));
}

#[test]
fn nothing_that_steers_a_terminal_is_printed() {
    let (en, ko) = rendered("x\u{1b}[31m\u{202e} = 1\n");
    for text in [en, ko, rendered("region = \"\\u001b[2J\"\n").0, rendered("title = \"\\u0007\"\n").1] {
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{text:?}");
    }
}
