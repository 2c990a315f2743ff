//! PostgreSQL as RDS runs it since version 15 (`rds.force_ssl = 1`): TLS only, a certificate of an authority that no system knows, and
//! passwords by SCRAM. The store connects with that authority, and with nothing less.

use std::path::Path;
use std::process::Command;

use libtest_mimic::Failed;
use sundown_store::Postgres;
use sundown_todo::StoreError;

use crate::postgres::{Cluster, ok};
use crate::samples::{added, owner};

/// Why this can't be tested here, if it can't.
pub(crate) fn missing() -> Option<&'static str> {
    let openssl = Command::new("openssl").arg("version").output().is_ok();
    let why = "openssl isn't installed, and certificates are made with it: apt-get install openssl";
    crate::postgres::missing().or((!openssl).then_some(why))
}

const PASSWORD: &str = "a password of the tests";

pub(crate) fn as_rds_demands_it() -> Result<(), Failed> {
    let others = tempfile::tempdir()?;
    make_authority(others.path())?;
    // Paths are from where they are read: initdb and the rules from the folder, certificates from the data in it.
    let ssl = "-c hba_file=hba -c ssl=on -c ssl_cert_file=../server.pem -c ssl_key_file=../server.key";
    let cluster = Cluster::start_as(&["--auth=scram-sha-256", "--pwfile=password"], ssl, prepare)?;
    let (authority, another) = (cluster.folder().join("authority.pem"), others.path().join("authority.pem"));
    crate::runtime().block_on(async {
        let url = |host: &str| {
            let password = PASSWORD.replace(' ', "%20");
            format!("postgres://todo:{password}@{host}:{}/postgres", cluster.port())
        };
        let open = async |host, authority| Postgres::open(&url(host), authority, 2).await;

        let store = open("127.0.0.1", Some(&authority)).await.map_err(|error| error.to_string())?;
        let owner = owner();
        added(&store, owner, "laundry").await;

        let plain = open("127.0.0.1", None).await.map(drop);
        assert!(matches!(&plain, Err(StoreError::Down(why)) if why.contains("TLS")), "{plain:?}");
        for (host, authority, what) in [
            ("127.0.0.1", &another, "another authority's certificate"),
            ("localhost", &authority, "a certificate for another name"),
        ] {
            let opened = open(host, Some(authority)).await.map(drop);
            assert!(
                matches!(&opened, Err(StoreError::Down(why)) if why.contains("authority")),
                "{what}: {opened:?}"
            );
        }
        let empty = others.path().join("openssl.cnf");
        let opened = open("127.0.0.1", Some(&empty)).await.map(drop);
        assert!(
            matches!(&opened, Err(StoreError::Broken(why)) if why.contains("no certificate")),
            "{opened:?}"
        );
        Ok(())
    })
}

/// An authority, a certificate of it for 127.0.0.1, and rules that let nobody in without TLS.
fn prepare(folder: &Path) -> Result<(), Failed> {
    make_authority(folder)?;
    let of = ["-CA", "authority.pem", "-CAkey", "authority.key"];
    certificate(folder, "server", &of, &["basicConstraints=CA:FALSE", "subjectAltName=IP:127.0.0.1"])?;
    std::fs::write(folder.join("password"), PASSWORD)?;
    Ok(std::fs::write(folder.join("hba"), "hostssl all all 127.0.0.1/32 scram-sha-256\n")?)
}

fn make_authority(folder: &Path) -> Result<(), Failed> {
    certificate(folder, "authority", &[], &["basicConstraints=critical,CA:TRUE"])
}

fn certificate(folder: &Path, name: &str, of: &[&str], extensions: &[&str]) -> Result<(), Failed> {
    // A configuration of our own, because the system's adds extensions of its taste.
    std::fs::write(folder.join("openssl.cnf"), "[req]\ndistinguished_name = name\n[name]\n")?;
    let (key, pem, subject) = (format!("{name}.key"), format!("{name}.pem"), format!("/CN=tests {name}"));
    let mut make = Command::new("openssl");
    make.current_dir(folder).args([
        "req",
        "-config",
        "openssl.cnf",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
    ]);
    make.args(["-days", "2", "-subj", &subject, "-keyout", &key, "-out", &pem]).args(of);
    for extension in extensions {
        make.args(["-addext", extension]);
    }
    ok(&make.output()?)
}
