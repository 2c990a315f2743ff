//! Everything is inside the binary: copied alone into an empty folder, without a home, a path or a network, it answers, on
//! one thread and without an async runtime.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::built::executable;
use crate::estimate::{COMMANDS, ON, empty, fed};

/// A library that ends whoever asks the system for a socket, a thread, or what a runtime waits with.
const NO_SOCKETS: &str = "#include <unistd.h>
int socket(int a, int b, int c) { _exit(99); }
int pthread_create(void *a, void *b, void *c, void *d) { _exit(98); }
int epoll_create1(int a) { _exit(97); }
";

fn no_sockets(folder: &Path) -> PathBuf {
    let library = folder.join("no_sockets.so");
    let mut compiler = Command::new("cc");
    let ran =
        fed(compiler.args(["-shared", "-fPIC", "-x", "c", "-", "-o"]).arg(&library), NO_SOCKETS.as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.err);
    library
}

fn alone(folder: &Path, library: &Path, args: &[&str]) -> Output {
    Command::new(folder.join("estimate"))
        .args(args)
        .env_clear()
        .env("LD_PRELOAD", library)
        .env("XDG_CACHE_HOME", folder)
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn it_needs_no_file_no_home_no_path_and_no_network() {
    let (folder, elsewhere) = (empty(), empty());
    fs::copy(executable(), folder.path().join("estimate")).unwrap();
    let library = no_sockets(elsewhere.path());
    let formats = ["table", "json", "csv", "markdown", "html"];
    let asked = COMMANDS.iter().map(|command| command.to_vec());
    let formats = formats.iter().map(|format| vec!["compare", "--format", format]);
    let others = [vec!["completions", "bash"], vec!["--help"], vec!["--version"], vec!["init"]];
    let books = [vec!["prices", "show", "--prices", "snapshot"], vec!["compare", "--prices", "snapshot"]];
    for args in asked.chain(formats).chain(others).chain(books) {
        for lang in ["en", "ko"] {
            if (args[0], lang) == ("init", "ko") {
                continue; // It wrote its file a moment ago.
            }
            let dated: &[_] = if ["lab", "prices", "man", "completions", "--help", "--version", "init"]
                .contains(&args[0])
            {
                &[]
            } else {
                &ON
            };
            let all: Vec<_> =
                args.iter().copied().chain(dated.iter().copied()).chain(["--lang", lang]).collect();
            let output = alone(folder.path(), &library, &all);
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!((output.status.code(), said.as_ref()), (Some(0), ""), "{all:?}");
            assert!(output.stdout.len() > 10, "{all:?}");
        }
    }
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "only the binary and what `init` wrote: {left:?}");
}

/// Only what is named live starts a runtime, and the fence would see it.
#[test]
fn the_network_is_behind_one_door() {
    let (folder, elsewhere) = (empty(), empty());
    fs::copy(executable(), folder.path().join("estimate")).unwrap();
    let library = no_sockets(elsewhere.path());
    let code = |args: &[&str]| alone(folder.path(), &library, args).status.code().unwrap();
    for args in
        [&["prices", "refresh"][..], &["compare", "--prices", "live"], &["compare", "--account", "live"]]
    {
        assert_eq!(code(args), 97, "{args:?}");
    }
    assert_eq!(code(&["prices", "diff"]), 2, "there is no cache, and nobody is asked for one");
}

/// The fence itself holds: a shell that opens a socket behind it is ended.
#[test]
fn the_fence_would_catch_a_socket() {
    let folder = empty();
    let library = no_sockets(folder.path());
    let mut shell = Command::new("bash");
    let script = "exec 3<>/dev/tcp/127.0.0.1/9";
    let output = shell.args(["-c", script]).env("LD_PRELOAD", library).output().unwrap();
    assert_eq!(output.status.code(), Some(99), "{}", String::from_utf8_lossy(&output.stderr));
}
