//! litx
fn main() {}
