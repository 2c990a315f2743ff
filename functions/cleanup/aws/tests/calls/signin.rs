//! Who signs: the environment, a role that a profile assumes, and a sign-in by IAM Identity Center. Each in a program
//! of its own, because credentials are found by the environment: a test starts itself again with another one.

use std::path::Path;

use serde_json::json;
use sundown_cleanup_aws::{Reader, Session};

use crate::server::{Answer, Seen, Server, ok};

/// What every service on this server answers; the keys it hands out tell how they were asked for.
fn cloud(_: usize, seen: &Seen) -> Answer {
    if seen.target.starts_with("/federation/credentials") {
        let role = json!({ "accessKeyId": "AKIDBYSSO", "secretAccessKey": "s", "sessionToken": "t", "expiration": 4_102_444_800_000_i64 });
        return ok(&json!({ "roleCredentials": role }).to_string());
    }
    if String::from_utf8_lossy(&seen.body).contains("Action=AssumeRole") {
        return ok(
            "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>AKIDBYROLE</AccessKeyId>\
<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>\
<AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/cleaner/x</Arn><AssumedRoleId>i</AssumedRoleId></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>",
        );
    }
    ok(
        "<DescribeVolumesResponse><volumeSet><item><volumeId>vol-7</volumeId></item></volumeSet></DescribeVolumesResponse>",
    )
}

const CHILD: &str = "SUNDOWN_SIGNIN_CHILD";

/// In the child: one call with whatever credentials are found, its outcome printed.
async fn is_child() -> bool {
    if std::env::var_os(CHILD).is_none() {
        return false;
    }
    let reader = Reader::new(Session::load(None, None).await.unwrap());
    match reader.call("ec2", "DescribeVolumes", json!({})).await {
        Ok(listing) => println!("listed {listing}"),
        Err(error) => println!("failed: {error}"),
    }
    true
}

/// Starts a test again as a child, in a home of its own; what it printed.
async fn child(test: &str, home: &Path, server: &Server, variables: &[(&str, &str)]) -> String {
    let mut command = tokio::process::Command::new(std::env::current_exe().unwrap());
    command.args([&format!("signin::{test}"), "--exact", "--nocapture"]);
    command.env_clear().env(CHILD, "1").env("HOME", home).env("AWS_ENDPOINT_URL", &server.url);
    command
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("AWS_REGION", "ap-northeast-2")
        .envs(variables.iter().copied());
    let output = command.output().await.unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn home(config: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(home.path().join(".aws/sso/cache")).unwrap();
    std::fs::write(home.path().join(".aws/config"), config).unwrap();
    home
}

fn signed_by(server: &Server, said: &str) -> String {
    assert!(said.contains("listed") && said.contains("vol-7"), "{said}");
    let last = server.seen().pop().unwrap();
    let key = last.header("authorization").split("Credential=").nth(1).unwrap().split('/').next().unwrap();
    key.to_owned()
}

#[tokio::test]
async fn the_environment_signs() {
    if is_child().await {
        return;
    }
    let server = Server::answering(cloud).await;
    let keys = [("AWS_ACCESS_KEY_ID", "AKIDBYENV"), ("AWS_SECRET_ACCESS_KEY", "s")];
    let said = child("the_environment_signs", home("").path(), &server, &keys).await;
    assert_eq!(signed_by(&server, &said), "AKIDBYENV");
}

#[tokio::test]
async fn a_role_of_a_profile_signs() {
    if is_child().await {
        return;
    }
    let config = "[profile lab]\nrole_arn = arn:aws:iam::111122223333:role/cleaner\nsource_profile = base\n\
        [profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = s\n";
    let server = Server::answering(cloud).await;
    let said =
        child("a_role_of_a_profile_signs", home(config).path(), &server, &[("AWS_PROFILE", "lab")]).await;
    assert_eq!(signed_by(&server, &said), "AKIDBYROLE");
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn nobody_signed_in_is_one_message() {
    if is_child().await {
        return;
    }
    let server = Server::answering(cloud).await;
    let said = child("nobody_signed_in_is_one_message", home("").path(), &server, &[]).await;
    assert!(said.contains("failed: ec2.DescribeVolumes in ap-northeast-2: no credentials"), "{said}");
    assert!(server.seen().is_empty());
}

/// The token that `aws sso login` leaves in the home folder is changed for the role's keys.
#[cfg(feature = "sso")]
#[tokio::test]
async fn a_sign_in_by_identity_center_signs() {
    if is_child().await {
        return;
    }
    let config = "[profile class]\nsso_session = school\nsso_account_id = 111122223333\nsso_role_name = Student\n\
        [sso-session school]\nsso_region = ap-northeast-2\nsso_start_url = https://school.example/start\n";
    let home = home(config);
    // The name of the file is the SHA-1 of the session's name, `school`.
    let cache = home.path().join(".aws/sso/cache/655f83be7512e5b5b3ba4c9976c043ece4b3ce51.json");
    let token = json!({ "accessToken": "token-of-the-login", "expiresAt": "2100-01-01T00:00:00Z", "region": "ap-northeast-2",
        "startUrl": "https://school.example/start" });
    std::fs::write(cache, token.to_string()).unwrap();
    let server = Server::answering(cloud).await;
    let said =
        child("a_sign_in_by_identity_center_signs", home.path(), &server, &[("AWS_PROFILE", "class")]).await;
    assert_eq!(signed_by(&server, &said), "AKIDBYSSO");
    let first = &server.seen()[0];
    assert_eq!(first.target, "/federation/credentials?role_name=Student&account_id=111122223333");
    assert_eq!(first.header("x-amz-sso_bearer_token"), "token-of-the-login");
}
