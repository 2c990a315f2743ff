//! A PostgreSQL of our own: a new cluster in a temporary folder, on a free port of the loopback, stopped when the test ends.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use futures_util::future::BoxFuture;
use libtest_mimic::Failed;
use sundown_store::Postgres;
use sundown_todo::Store;

/// Why PostgreSQL can't be tested here, if it can't.
pub(crate) fn missing() -> Option<&'static str> {
    let why =
        "PostgreSQL isn't installed: apt-get install postgresql (or set PG_BIN to the folder of initdb)";
    programs().is_none().then_some(why)
}

pub(crate) fn with(test: for<'a> fn(&'a dyn Store) -> TestFuture<'a>) -> Result<(), Failed> {
    let cluster = Cluster::start()?;
    crate::runtime().block_on(async {
        let store = Postgres::open(&cluster.url(), None, 8).await.map_err(|error| error.to_string())?;
        test(&store).await
    })
}

pub(crate) type TestFuture<'a> = BoxFuture<'a, Result<(), Failed>>;

pub(crate) struct Cluster {
    programs: PathBuf,
    folder: tempfile::TempDir,
    port: u16,
}

impl Cluster {
    pub(crate) fn start() -> Result<Cluster, Failed> {
        Cluster::start_as(&["--auth=trust"], "", |_| Ok(()))
    }

    /// Started in another way: arguments of `initdb`, options of the server, and what is put into its folder before.
    pub(crate) fn start_as(
        init: &[&str],
        more: &str,
        prepare: impl Fn(&Path) -> Result<(), Failed>,
    ) -> Result<Cluster, Failed> {
        let programs = programs().ok_or("no PostgreSQL")?;
        // Nobody else's port: asked for, and free again a moment before the server takes it.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let cluster = Cluster { programs, folder: tempfile::tempdir()?, port };
        let data = cluster.data();
        std::fs::create_dir(&data)?;
        prepare(cluster.folder.path())?;
        if root() {
            // PostgreSQL refuses to run as root.
            ok(&Command::new("chown").arg("-R").arg("postgres").arg(cluster.folder.path()).output()?)?;
        }
        let always = ["--username=todo", "--encoding=UTF8", "--no-locale", "--no-sync", "-D"];
        ok(&cluster.program("initdb").args(init).args(always).arg(&data).output()?)?;
        let options = format!(
            "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c fsync=off -c max_connections=30 {more}"
        );
        let log = cluster.folder.path().join("log");
        ok(&cluster
            .program("pg_ctl")
            .args(["start", "-w", "-o", &options, "-l"])
            .arg(log)
            .arg("-D")
            .arg(&data)
            .output()?)?;
        Ok(cluster)
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://todo@127.0.0.1:{}/postgres", self.port)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn stop(&self) {
        // Stopping twice fails the second time, which is as good.
        let _ =
            self.program("pg_ctl").args(["stop", "-m", "immediate", "-w", "-D"]).arg(self.data()).output();
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn program(&self, name: &str) -> Command {
        let path = self.programs.join(name);
        let mut command = Command::new(if root() { Path::new("setpriv") } else { &path });
        if root() {
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]).arg(path);
        }
        command.current_dir(self.folder.path());
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
    }
}

fn programs() -> Option<PathBuf> {
    let debian =
        ["18", "17", "16", "15"].map(|version| PathBuf::from(format!("/usr/lib/postgresql/{version}/bin")));
    let told = std::env::var_os("PG_BIN").map(PathBuf::from);
    told.into_iter().chain(debian).find(|folder| folder.join("initdb").exists())
}

fn root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}

pub(crate) fn ok(output: &Output) -> Result<(), Failed> {
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned().into())
    }
}
