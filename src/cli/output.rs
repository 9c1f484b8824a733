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
    // What has none, as all data, goes out as it is: looking for them byte by byte is not cheap.
    let coloured = memchr::memchr(0x1b, text.as_bytes()).is_some();
    let written =
        if coloured { line(anstream::stdout().lock(), text) } else { line(std::io::stdout().lock(), text) };
    written.map_err(|e| failed(&e))
}

fn line(mut out: impl Write, text: &str) -> std::io::Result<()> {
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()
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
