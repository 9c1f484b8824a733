//! SARIF 2.1.0, the format of static-analysis results that editors and code hosts read: the frame of a log, and one file
//! for each kind of result.

mod checks;
#[cfg(feature = "catalogue")]
pub mod claims;

pub use checks::{Log, Results};

use serde_json::{Value, json};

/// A whole log of one run. Columns count Unicode code points.
fn log(rules: &[Value], artifacts: &[Value], results: &[Value]) -> Value {
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "litx", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "artifacts": artifacts,
            "results": results,
        }],
    })
}

/// A path or name within a URI.
fn encoded(text: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const KEPT: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~').remove(b':');
    utf8_percent_encode(text, KEPT).to_string()
}
