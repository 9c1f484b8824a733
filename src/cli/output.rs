//! Standard output: data and nothing else.

use std::io::Write;

use super::report::Failure;

/// Writes bytes as they are.
pub(crate) fn bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|e| failed(&e))
}

/// Writes text, its colours taken out where nobody sees them.
pub(crate) fn text(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| if text.ends_with('\n') { Ok(()) } else { out.write_all(b"\n") })
        .and_then(|()| out.flush())
        .map_err(|e| failed(&e))
}

fn failed(error: &std::io::Error) -> Failure {
    match error.kind() {
        std::io::ErrorKind::BrokenPipe => Failure::ClosedPipe,
        _ => Failure::io("cannot write the output", error),
    }
}

/// The same, where there is something to write.
pub(crate) fn text_if(content: &str) -> Result<(), Failure> {
    if content.is_empty() { Ok(()) } else { text(content) }
}
