//! `estimate prices refresh --bulk`: the same from the public offer files, without credentials.

use sundown_pricelist::certificate::Authority;
use sundown_pricelist::http::{Answer, Reply};
use sundown_pricelist::items::offer_file;
use sundown_pricelist::script::files;
use sundown_pricelist::server::Server;

use super::{Desk, dearer, offering, offers};

const BULK: &str = "prices refresh lambda.toml --bulk";

fn anonymous(server: &Server) -> Desk {
    let mut desk = Desk::at(server);
    desk.unset("AWS_ACCESS_KEY_ID").unset("AWS_SECRET_ACCESS_KEY");
    desk
}

#[test]
fn offer_files_need_no_credentials() {
    let server = offering(&dearer(), vec![]);
    let desk = anonymous(&server);
    let told = desk.json(BULK);
    assert_eq!((&told["source"], &told["confirmed"]), (&"bulk".into(), &2.into()));
    assert_eq!(told["offers"][0]["version"], "20260910195514");
    assert_eq!(desk.net(""), "0.6");
    let signed = server.seen().iter().any(|seen| seen.header("authorization").is_some());
    assert!(!signed, "nobody was told who asks");
    assert_eq!(desk.cached().keys().collect::<Vec<_>>(), ["ap-northeast-2.book"], "the files are gone");
}

#[test]
fn whatever_comes_first_in_the_file() {
    let server = Server::plain(files(offers(offer_file("AWSLambda", &dearer(), true)), vec![])).unwrap();
    let desk = anonymous(&server);
    desk.run(BULK).answer();
    assert_eq!(desk.net(""), "0.6");
}

#[test]
fn what_is_cut_or_fails_once_is_fetched_again() {
    let file = || Answer::new(200, "application/json", offer_file("AWSLambda", &dearer(), false));
    for fault in [Reply::Cut(file(), 40), Reply::HangUp, Reply::Whole(Answer::new(500, "text/plain", "no"))] {
        let server = offering(&dearer(), vec![fault.clone()]);
        let desk = anonymous(&server);
        assert_eq!(desk.json(BULK)["confirmed"], 2, "{fault:?}");
    }
}

/// The machine's own authorities are asked: here a file of one, as behind a school's proxy.
#[test]
fn an_authority_of_ones_own_is_trusted_where_the_machine_trusts_it() {
    let authority = Authority::new().unwrap();
    let site = offers(offer_file("AWSLambda", &dearer(), false));
    let server = Server::secure(&authority, files(site, vec![])).unwrap();
    let mut desk = anonymous(&server);
    let pem = desk.folder.path().join("ca.pem");
    std::fs::write(&pem, authority.pem()).unwrap();
    desk.set("SSL_CERT_FILE", pem.to_str().unwrap());
    desk.run(BULK).answer();
    assert_eq!(desk.net(""), "0.6");
}
