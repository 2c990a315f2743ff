//! Listings to their end: several pages, tokens of every kind, and the ways in which a listing can lie.

use serde_json::{Value, json};
use sundown_cleanup_aws::Cause;

use crate::reader;
use crate::server::{Answer, Seen, Server, ok, status};

fn tables(names: &[&str], next: Option<&str>) -> Answer {
    ok(&json!({ "TableNames": names, "LastEvaluatedTableName": next }).to_string())
}

#[tokio::test]
async fn all_pages_are_one_answer() {
    let server =
        Server::saying(&[tables(&["a", "b"], Some("b")), tables(&[], Some("c")), tables(&["d"], None)]).await;
    let whole = reader(&server.url).call("dynamodb", "ListTables", json!({ "Limit": 2 })).await.unwrap();
    assert_eq!(whole, json!({ "TableNames": ["a", "b", "d"] }));
    let sent: Vec<Value> =
        server.seen().iter().map(|seen| serde_json::from_slice(&seen.body).unwrap()).collect();
    assert_eq!(sent[0], json!({ "Limit": 2 }));
    assert_eq!(sent[2], json!({ "Limit": 2, "ExclusiveStartTableName": "c" }));
}

#[tokio::test]
async fn a_page_at_a_time() {
    let server = Server::saying(&[tables(&["a"], Some("a")), tables(&["b"], None)]).await;
    let mut pages = reader(&server.url).pages("dynamodb", "ListTables", json!({})).unwrap();
    assert_eq!(pages.next().await.unwrap().unwrap()["TableNames"], json!(["a"]));
    assert_eq!(server.seen().len(), 1, "the next page is read when it is asked for");
    assert_eq!(pages.next().await.unwrap().unwrap()["TableNames"], json!(["b"]));
    assert_eq!(pages.next().await.unwrap(), None);
}

#[tokio::test]
async fn a_listing_that_goes_round_is_not_finished() {
    let turns = [tables(&["a"], Some("x")), tables(&["b"], Some("y")), tables(&["c"], Some("x"))];
    let server = Server::saying(&turns).await;
    let error = reader(&server.url).call("dynamodb", "ListTables", json!({})).await.unwrap_err();
    assert!(matches!(&*error.cause, Cause::Incomplete(why) if why.contains("goes round")), "{error}");
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_failure_on_a_later_page_fails_the_listing() {
    let cut = ok(r#"{"TableNames":["b""#);
    for (fault, incomplete) in [(cut, true), (status(400, r#"{"__type":"AccessDeniedException"}"#), false)] {
        let server = Server::saying(&[tables(&["a"], Some("a")), fault]).await;
        let error = reader(&server.url).call("dynamodb", "ListTables", json!({})).await.unwrap_err();
        assert_eq!(matches!(*error.cause, Cause::Incomplete(_)), incomplete, "{error}");
        assert_eq!(error.is_denied(), !incomplete);
    }
    let server = Server::saying(&[tables(&["a"], Some("a")), status(400, "{}")]).await;
    let mut pages = reader(&server.url).pages("dynamodb", "ListTables", json!({})).unwrap();
    assert!(pages.next().await.is_ok());
    assert!(pages.next().await.is_err() && pages.next().await.is_err(), "a broken listing looks finished");
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn more_without_a_token_is_not_the_end() {
    let zones =
        "<ListHostedZonesResponse><HostedZones/><IsTruncated>true</IsTruncated></ListHostedZonesResponse>";
    let server = Server::saying(&[ok(zones)]).await;
    let error = reader(&server.url).call("route53", "ListHostedZones", json!({})).await.unwrap_err();
    assert!(matches!(&*error.cause, Cause::Incomplete(why) if why.contains("there is more")), "{error}");
}

/// Several tokens at once, and a listing one level down.
#[tokio::test]
async fn tokens_come_in_lists_and_from_below() {
    let records = |next: &str, name: &str| {
        ok(&format!(
            "<ListResourceRecordSetsResponse><ResourceRecordSets><ResourceRecordSet><Name>{name}</Name><Type>A</Type>\
</ResourceRecordSet></ResourceRecordSets>{next}<MaxItems>1</MaxItems></ListResourceRecordSetsResponse>"
        ))
    };
    let next = "<IsTruncated>true</IsTruncated><NextRecordName>b.</NextRecordName><NextRecordType>TXT</NextRecordType>";
    let server =
        Server::saying(&[records(next, "a."), records("<IsTruncated>false</IsTruncated>", "b.")]).await;
    let zone = json!({ "HostedZoneId": "Z1" });
    let whole = reader(&server.url).call("route53", "ListResourceRecordSets", zone).await.unwrap();
    assert_eq!(whole["ResourceRecordSets"].as_array().unwrap().len(), 2);
    assert_eq!(server.seen()[1].target, "/2013-04-01/hostedzone/Z1/rrset?name=b.&type=TXT");

    let page = |marker: &str, more: bool, id: &str| {
        ok(&format!(
            "<DistributionList><Marker></Marker>{marker}<MaxItems>1</MaxItems><IsTruncated>{more}</IsTruncated>\
<Quantity>1</Quantity><Items><DistributionSummary><Id>{id}</Id></DistributionSummary></Items></DistributionList>"
        ))
    };
    let server =
        Server::saying(&[page("<NextMarker>m</NextMarker>", true, "one"), page("", false, "two")]).await;
    let whole = reader(&server.url).call("cloudfront", "ListDistributions", json!({})).await.unwrap();
    let ids: Vec<&Value> =
        whole["DistributionList"]["Items"].as_array().unwrap().iter().map(|one| &one["Id"]).collect();
    assert_eq!(ids, ["one", "two"]);
    assert!(whole["DistributionList"].get("NextMarker").is_none());
}

/// SQS gives at most a thousand queues and no token, unless it is told a page size.
#[tokio::test]
async fn queues_are_asked_for_in_pages() {
    let server = Server::answering(|index, _: &Seen| {
        let next = if index == 0 { json!("t") } else { Value::Null };
        ok(&json!({ "QueueUrls": [format!("q{index}")], "NextToken": next }).to_string())
    })
    .await;
    let whole = reader(&server.url).call("sqs", "ListQueues", Value::Null).await.unwrap();
    assert_eq!(whole["QueueUrls"], json!(["q0", "q1"]));
    assert_eq!(
        serde_json::from_slice::<Value>(&server.seen()[0].body).unwrap(),
        json!({ "MaxResults": 1000 })
    );
}
