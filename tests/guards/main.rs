//! The rules of the house, as tests: who may know whom, how large a room may be, where a panic may stand, what is in the
//! tree of dependencies, and that facts say where they are from.

mod facts;
mod layers;
mod panics;
mod sizes;
mod tree;
