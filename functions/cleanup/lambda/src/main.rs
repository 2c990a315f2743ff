//! The binary `cleanup`.
fn main() {}
