//! Who may do what: a reader never changes anything; credentials are read once, and their lack is said.

use std::sync::atomic::{AtomicUsize, Ordering};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use serde_json::json;
use sundown_cleanup_aws::{Cause, Reader, Session, Writer, shape};

use crate::server::{Server, ok};
use crate::{configuration, hurried, reader};

const VOLUMES: &str = "<DescribeVolumesResponse><volumeSet/></DescribeVolumesResponse>";

#[tokio::test]
async fn a_reader_cannot_change_anything() {
    let server = Server::saying(&[ok("{}")]).await;
    let reader = reader(&server.url);
    for name in shape::services() {
        let service = shape::service(name).unwrap().unwrap();
        for operation in service.operations.values().filter(|one| one.kind != shape::Kind::Read) {
            let error = reader.call(name, &operation.name, json!({})).await.unwrap_err();
            assert!(matches!(*error.cause, Cause::ReadOnly), "{error}");
        }
    }
    let error = reader.call("ec2", "RunInstances", json!({})).await.unwrap_err();
    assert!(matches!(*error.cause, Cause::Unknown), "{error}");
    assert!(server.seen().is_empty());
    let writer = Writer::that_changes_things(crate::session(&server.url));
    assert!(writer.call("ec2", "DescribeVolumes", json!({})).await.is_err());
}

#[tokio::test]
async fn credentials_are_read_once_and_their_lack_is_said() {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    #[derive(Debug)]
    struct Provider(bool);
    impl ProvideCredentials for Provider {
        fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
        where
            Self: 'a,
        {
            ASKED.fetch_add(1, Ordering::Relaxed);
            let found = Credentials::new("a", "b", None, None, "test");
            let lack = CredentialsError::not_loaded("nobody signed in");
            future::ProvideCredentials::ready(if self.0 { Ok(found) } else { Err(lack) })
        }
    }
    let server = Server::saying(&[ok(VOLUMES)]).await;
    let with = |found: bool| {
        let config = configuration()
            .into_builder()
            .credentials_provider(SharedCredentialsProvider::new(Provider(found)));
        Reader::new(Session::new(&config.build(), hurried(&server.url, "3")).unwrap())
    };
    let reader = with(true);
    for _ in 0..5 {
        reader.call("ec2", "DescribeVolumes", json!({})).await.unwrap();
    }
    assert_eq!(ASKED.load(Ordering::Relaxed), 1);
    let error = with(false).call("ec2", "DescribeVolumes", json!({})).await.unwrap_err();
    assert!(matches!(&*error.cause, Cause::Credentials(why) if why.contains("nobody signed in")), "{error}");
}
