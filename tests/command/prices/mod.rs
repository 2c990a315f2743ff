//! Prices from elsewhere: the built command against a server on loopback that speaks the real wires, well and badly. Nothing
//! here leaves this machine.

mod account;
mod bad;
mod books;
mod bulk;
mod diff;
mod interrupted;
mod live;
mod refresh;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use sundown_pricelist::http::{Answer, Reply};
use sundown_pricelist::items::{Item, offer_file};
use sundown_pricelist::script::{files, price_list};
use sundown_pricelist::server::Server;

use crate::estimate::{Ran, command, empty};

/// Two million of three are paid: $0.40 by the snapshot. The rest is within the allowance.
const LAMBDA: &str =
    "[deployments.mine.api.lambda]\nmemory_mb = 512\nrequests = 3_000_000\nduration_ms = 120\n";

const SEOUL: &str = "ap-northeast-2";

/// The command of someone with credentials, a scenario and a cache of their own.
struct Desk {
    folder: tempfile::TempDir,
    env: Vec<(&'static str, String)>,
}

impl Desk {
    /// Nothing is listening where AWS would be: a test that means to reach something says what.
    fn new() -> Self {
        let folder = empty();
        fs::write(folder.path().join("lambda.toml"), LAMBDA).unwrap();
        let nobody = || "http://127.0.0.1:9".to_owned();
        let env = vec![
            ("HOME", folder.path().display().to_string()),
            ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "for tests".to_owned()),
            ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
            ("ESTIMATE_ENDPOINT_PRICING", nobody()),
            ("ESTIMATE_ENDPOINT_FREETIER", nobody()),
            ("ESTIMATE_ENDPOINT_OFFERS", nobody()),
        ];
        Self { folder, env }
    }

    /// Where the Price List, the offer files and the Free Tier API are.
    fn at(server: &Server) -> Self {
        let mut desk = Self::new();
        for name in ["ESTIMATE_ENDPOINT_PRICING", "ESTIMATE_ENDPOINT_FREETIER", "ESTIMATE_ENDPOINT_OFFERS"] {
            desk.set(name, &server.base);
        }
        desk
    }

    /// With a cached book, in which requests are half as dear again.
    fn filled() -> Self {
        let server = selling(dearer(), vec![]);
        let desk = Self::at(&server);
        desk.run("prices refresh lambda.toml").answer();
        desk
    }

    fn set(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.unset(name).env.push((name, value.to_owned()));
        self
    }

    fn unset(&mut self, name: &'static str) -> &mut Self {
        self.env.retain(|(known, _)| *known != name);
        self
    }

    fn command(&self) -> Command {
        let mut command = command(self.folder.path());
        command.envs(self.env.iter().map(|(name, value)| (*name, value)));
        command
    }

    fn run(&self, typed: &str) -> Ran {
        let words = shlex::split(typed).unwrap();
        self.command().args(words).output().unwrap().into()
    }

    fn json(&self, typed: &str) -> Value {
        serde_json::from_str(&self.run(&format!("{typed} --format json")).answer()).unwrap()
    }

    /// What the file's own deployment costs a month.
    fn net(&self, flags: &str) -> String {
        let answer = self.json(&format!("compare lambda.toml --only mine --on 2026-12-01 {flags}"));
        answer["deployments"][0]["net"].as_str().unwrap().to_owned()
    }

    fn cache(&self) -> PathBuf {
        self.folder.path().join("cache/sundown/prices")
    }

    fn book(&self) -> PathBuf {
        self.cache().join(format!("{SEOUL}.book"))
    }

    /// Everything in the cache folder but the lock, by name.
    fn cached(&self) -> BTreeMap<String, Vec<u8>> {
        let Ok(folder) = fs::read_dir(self.cache()) else { return BTreeMap::new() };
        let paths = folder.map(|file| file.unwrap().path());
        let named = paths.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path));
        let kept = named.filter(|(name, _)| Some(name.as_str()) != Some("ap-northeast-2.lock"));
        kept.map(|(name, path)| (name, fs::read(path).unwrap())).collect()
    }
}

fn seoul(sku: &str, usage: &str, group: &str, unit: &str, price: &str) -> Item {
    Item::new("AWSLambda", sku, unit, price)
        .with("usagetype", &format!("APN2-{usage}"))
        .with("group", group)
        .with("location", "Asia Pacific (Seoul)")
        .with("locationType", "AWS Region")
        .with("regionCode", SEOUL)
}

fn requests(price: &str) -> Item {
    seoul("NFXH9EUGP7BUPE4A", "Request", "AWS-Lambda-Requests", "Requests", price)
}

fn duration() -> Item {
    let tiers = [
        ("6000000000", "15000000000", "0.000015"),
        ("0", "6000000000", "0.0000166667"),
        ("15000000000", "Inf", "0.0000133334"),
    ];
    seoul("AW8K7Q9ZMMBBP9W6", "Lambda-GB-Second", "AWS-Lambda-Duration", "Lambda-GB-Second", "0")
        .tiers(&tiers)
}

/// What the scenario needs, with requests half as dear again.
fn dearer() -> Vec<Item> {
    vec![requests("0.0000003000"), duration()]
}

/// The Price List, selling these after these faults, one item on a page.
fn selling(items: Vec<Item>, faults: Vec<Reply>) -> Server {
    Server::plain(price_list(items, 1, faults)).unwrap()
}

/// The offer files of Lambda in Seoul around this text.
fn offers(file: impl Into<Vec<u8>>) -> BTreeMap<String, Answer> {
    let path = format!("/offers/v1.0/aws/AWSLambda/20260910195514/{SEOUL}/index.json");
    let index = serde_json::json!({
        "formatVersion": "v1.0", "regions": { SEOUL: { "regionCode": SEOUL, "currentVersionUrl": path } },
    });
    let json = |body: Vec<u8>| Answer::new(200, "application/json", body);
    let index_path = "/offers/v1.0/aws/AWSLambda/current/region_index.json".to_owned();
    [(index_path, json(index.to_string().into_bytes())), (path, json(file.into()))].into()
}

fn offering(items: &[Item], faults: Vec<Reply>) -> Server {
    Server::plain(files(offers(offer_file("AWSLambda", items, false)), faults)).unwrap()
}
