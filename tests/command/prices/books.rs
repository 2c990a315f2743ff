//! Which book an answer is worked out from, and what is said of one that is old, broken or of a newer version.

use std::fs;

use super::Desk;

#[test]
fn the_foot_says_which_book_and_of_what_days() {
    let desk = Desk::filled();
    let foot = |flags: &str| {
        let typed = format!("compare lambda.toml --on 2026-12-01 {flags}");
        let page = desk.run(&typed).answer().replace('\n', " ");
        page[page.find("prices: ").or(page.find("가격: ")).unwrap()..].to_owned()
    };
    let snapshot = foot("--prices snapshot");
    assert!(
        snapshot.contains("the snapshot in this program")
            && snapshot.contains("today's prices: estimate prices refresh"),
        "{snapshot}"
    );
    let newest = foot("");
    assert!(
        newest.contains("your cache (") && newest.contains("of the snapshot in this program)"),
        "{newest}"
    );
    assert!(foot("--only mine --prices cache").contains("your cache, ap-northeast-2"));
    assert!(foot("--lang ko").contains("저장된 가격표(그중"));
    let json = desk.json("compare lambda.toml --on 2026-12-01 --only mine");
    assert_eq!((&json["prices"]["source"], &json["prices"]["from_snapshot"]), (&"cache".into(), &0.into()));
    let json = desk.json("compare lambda.toml --on 2026-12-01 --prices snapshot");
    assert_eq!(json["prices"]["source"], "snapshot");
}

#[test]
fn every_command_that_prices_takes_the_book_that_is_told() {
    let desk = Desk::filled();
    for typed in
        ["breakeven lambda.toml", "lab serverless", "explain mine.api lambda.toml", "compare lambda.toml"]
    {
        let by = |book: &str| desk.run(&format!("{typed} --on 2026-12-01 --prices {book}")).answer();
        assert_ne!(by("snapshot"), by("cache"), "{typed}");
    }
    let shown = |book: &str| desk.run(&format!("prices show lambda/requests-x86 --prices {book}")).answer();
    assert!(shown("snapshot").contains("0.0000002 /") && shown("cache").contains("0.0000003 /"));
    assert!(desk.run("prices").answer().contains("0.0000003 /"), "the newest by default");
    let again = desk.json("compare lambda.toml --prices cache --on 2026-12-01")["command"].clone();
    assert_eq!(again, "estimate compare lambda.toml --on 2026-12-01 --prices cache");
}

#[test]
fn without_a_cache_the_snapshot_is_used_and_a_wanted_cache_is_missed() {
    let desk = Desk::new();
    assert_eq!(desk.net(""), "0.4");
    for (lang, said) in [("en", "`estimate prices refresh` fetches them"), ("ko", "저장된 가격표가 없습니다")]
    {
        let complaint = desk.run(&format!("compare --prices cache --lang {lang}")).complaint();
        assert!(complaint.contains(said), "{complaint}");
    }
}

#[test]
fn a_broken_or_newer_book_is_named_set_aside_and_ignored() {
    let cases = [
        (b"sundown-prices 9 00\n{}".as_slice(), "newer", "of a newer version (9)", "더 새로운 버전(9)"),
        (b"{}".as_slice(), "broken", "was broken and is ignored", "손상되어 쓰지 않습니다"),
        (b"".as_slice(), "broken", "was broken and is ignored", "손상되어 쓰지 않습니다"),
    ];
    for (bytes, aside, en, ko) in cases {
        for (lang, said) in [("en", en), ("ko", ko)] {
            let desk = Desk::filled();
            fs::write(desk.book(), bytes).unwrap();
            let typed =
                format!("compare lambda.toml --only mine --on 2026-12-01 --lang {lang} --format json");
            let ran = desk.run(&typed);
            assert_eq!((ran.code, ran.err.lines().count()), (0, 1), "{}", ran.err);
            assert!(
                ran.err.contains(said) && ran.err.contains(&format!("ap-northeast-2.{aside}")),
                "{}",
                ran.err
            );
            assert!(ran.out.contains("\"net\": \"0.4\""), "the snapshot answers");
            assert_eq!(
                desk.cached()[&format!("ap-northeast-2.{aside}")],
                bytes,
                "it is kept for whoever can read it"
            );
            assert_eq!(desk.run(&typed).err, "", "told once");
        }
    }
}

/// A flipped digit is no price: the checksum knows.
#[test]
fn a_book_that_was_changed_by_hand_is_not_believed() {
    let desk = Desk::filled();
    let text = fs::read_to_string(desk.book()).unwrap();
    fs::write(desk.book(), text.replace("0.0000003", "0.0000001")).unwrap();
    let ran = desk.run("compare lambda.toml --only mine --on 2026-12-01");
    assert!(ran.err.contains("was broken") && ran.out.contains("$0.40"), "{}{}", ran.err, ran.out);
}

/// An old book of our own making, written as the command writes it.
#[test]
fn prices_confirmed_long_ago_are_said_aloud_in_one_line() {
    let desk = Desk::filled();
    let today = today(&desk);
    rewritten(&desk, &today, "2024-01-02");
    for (lang, said) in
        [("en", "days old (2024-01-02); `estimate prices refresh` renews them"), ("ko", "일 전(2024-01-02)")]
    {
        let ran = desk
            .run(&format!("compare lambda.toml --only mine --prices cache --on 2026-12-01 --lang {lang}"));
        assert_eq!((ran.code, ran.err.lines().count()), (0, 1), "{}", ran.err);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    let unused = desk.run("compare lambda.toml --only mine --prices snapshot --on 2026-12-01");
    assert_eq!(unused.err, "", "what is not used is not spoken of");
    assert_eq!(
        desk.run("compare lambda.toml --only mine --on 2026-12-01").err,
        "",
        "the newer snapshot was used"
    );
}

fn today(desk: &Desk) -> String {
    let book = fs::read_to_string(desk.book()).unwrap();
    let body: serde_json::Value = serde_json::from_str(book.lines().nth(1).unwrap()).unwrap();
    body["confirmed"].as_str().unwrap().to_owned()
}

/// The same book as if it had been fetched on another day, with a checksum that is right.
fn rewritten(desk: &Desk, from: &str, to: &str) {
    let book = fs::read_to_string(desk.book()).unwrap();
    let body = book.split_once('\n').unwrap().1.replace(from, to);
    let file = desk.folder.path().join("body");
    fs::write(&file, &body).unwrap();
    let sum = std::process::Command::new("sha256sum").arg(&file).output().unwrap();
    let sum = String::from_utf8(sum.stdout).unwrap();
    let sum = sum.split(' ').next().unwrap();
    fs::write(desk.book(), format!("sundown-prices 1 {sum}\n{body}")).unwrap();
}
