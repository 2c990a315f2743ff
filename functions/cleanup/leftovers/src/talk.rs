//! What this command alone has to do to talk with a person; what it does as `estimate` does is in the room `talk`.

pub mod failure;
pub mod json;
pub mod lang;
pub mod state;
pub mod terminals;
