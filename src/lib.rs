//! litx
