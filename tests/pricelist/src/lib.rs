//! A stand-in for AWS's price services on loopback, and a generator of offer files in their real shape. For tests and
//! measurements only: nothing that users run knows it.

pub mod certificate;
pub mod http;
pub mod items;
pub mod script;
pub mod server;
pub mod synth;
