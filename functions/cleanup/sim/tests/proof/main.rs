//! The proof of the cleanup: stories, mutations, crashes, laws, and the known hazards and incidents as scenarios.

mod crash;
mod faults;
mod hazards;
mod incidents_deleted;
mod incidents_rest;
mod laws;
mod mutations;
mod stories;
