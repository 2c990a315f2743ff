//! stub
pub mod curves;
