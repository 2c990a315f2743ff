//! What a running api has: its store, its pictures, its secret, and the contract it speaks. Made once, at the start.

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use sundown_kit::token::{Algorithm, Tokens};
use sundown_store::Blob;
use sundown_todo::Store;

use crate::courier::Courier;

#[derive(Clone)]
pub struct App {
    pub contract: Contract,
    pub store: Arc<dyn Store>,
    pub courier: Arc<dyn Courier>,
    /// `None`: this api takes no pictures.
    pub blob: Option<Blob>,
    pub tokens: Tokens,
    /// Who may call from a browser; `*` is everybody, then without credentials.
    pub origins: Vec<String>,
    /// The folder of the site, where the api also serves one.
    pub site: Option<PathBuf>,
    /// Where the api is reached, for links that must be absolute. `None`: as the request says.
    pub public_url: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contract {
    Book,
    Wanted,
    TodoBackend,
}

impl Contract {
    /// The one algorithm of the contract's tokens.
    pub fn algorithm(self) -> Algorithm {
        match self {
            Contract::Book | Contract::TodoBackend => Algorithm::Hs512,
            Contract::Wanted => Algorithm::Hs256,
        }
    }

    pub(crate) fn default_origins(self) -> Vec<String> {
        match self {
            Contract::Book => vec!["http://localhost:3000".into()],
            Contract::Wanted | Contract::TodoBackend => vec!["*".into()],
        }
    }
}

impl FromStr for Contract {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Contract, &'static str> {
        match text {
            "book" => Ok(Contract::Book),
            "wanted" => Ok(Contract::Wanted),
            "todobackend" => Ok(Contract::TodoBackend),
            _ => Err("it is `book`, `wanted` or `todobackend`"),
        }
    }
}
