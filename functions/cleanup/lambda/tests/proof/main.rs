//! The functions on the simulated cloud: a run in shards does what a plain run does, and what its shards did not read is
//! never taken for absent.

mod differential;
mod holes;
mod simulated;
