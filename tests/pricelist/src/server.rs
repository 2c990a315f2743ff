//! A server on loopback, plain or with TLS, that lives as long as its value and remembers what it was asked.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::certificate::Authority;
use crate::http::{self, Reply, Seen};

type Answering = dyn Fn(&Seen) -> Reply + Send + Sync;

pub struct Server {
    /// `http://127.0.0.1:PORT` or `https://localhost:PORT`.
    pub base: String,
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    answer: Box<Answering>,
    tls: Option<Arc<ServerConfig>>,
    seen: Mutex<Vec<Seen>>,
    closed: AtomicBool,
}

impl Server {
    pub fn plain(answer: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> io::Result<Self> {
        Self::start(Box::new(answer), None)
    }

    pub fn secure(
        authority: &Authority,
        answer: impl Fn(&Seen) -> Reply + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let tls = authority.server().map_err(io::Error::other)?;
        Self::start(Box::new(answer), Some(tls))
    }

    /// Every request so far, in order.
    pub fn seen(&self) -> Vec<Seen> {
        self.shared.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn start(answer: Box<Answering>, tls: Option<Arc<ServerConfig>>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let scheme = if tls.is_some() { "https://localhost" } else { "http://127.0.0.1" };
        let shared = Arc::new(Shared { answer, tls, seen: Mutex::default(), closed: AtomicBool::new(false) });
        let serving = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if serving.closed.load(Ordering::Relaxed) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let serving = Arc::clone(&serving);
                // A client that hangs up, or refuses our certificate, is what some tests are about.
                thread::spawn(move || drop(serving.serve(stream)));
            }
        });
        Ok(Self { base: format!("{scheme}:{}", address.port()), address, shared })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.closed.store(true, Ordering::Relaxed);
        // Wakes the listener, which waits for a connection.
        drop(TcpStream::connect(self.address));
    }
}

impl Shared {
    fn serve(&self, stream: TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        let Some(tls) = &self.tls else {
            let mut plain = stream.try_clone()?;
            self.converse(&mut plain)?;
            return stream.shutdown(Shutdown::Both);
        };
        let connection = ServerConnection::new(Arc::clone(tls)).map_err(io::Error::other)?;
        let mut secure = StreamOwned::new(connection, stream);
        self.converse(&mut secure)?;
        secure.conn.send_close_notify();
        secure.flush()
    }

    fn converse<S: Read + Write>(&self, stream: &mut S) -> io::Result<()> {
        let seen = http::read(stream)?;
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).push(seen.clone());
        let wait = |pause| {
            thread::sleep(pause);
            !self.closed.load(Ordering::Relaxed)
        };
        http::write(stream, &(self.answer)(&seen), &wait)
    }
}
