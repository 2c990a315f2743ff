//! A stand-in for AWS's price services on loopback, and a generator of offer files in their real shape. For tests and
//! measurements only: nothing that users run knows it.

pub mod items;
pub mod synth;
