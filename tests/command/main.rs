//! The command driven from outside.
