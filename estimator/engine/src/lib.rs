//! The pricing core.
