//! Whole runs over the wire: the state, the queues, the bucket and the topic are the emulated cloud's; the account that is
//! cleaned is the simulated one, because only there days can pass.

mod leases;
mod runs;
#[path = "../proof/simulated.rs"]
#[expect(dead_code, reason = "the other proof uses the rest of it")]
mod simulated;
mod stack;
