//! Text to findings.

use crate::finding::Extraction;
use crate::record::Abstract;

/// Reads the results of one article. Total and linear: any text gives findings or none.
pub fn extract(_text: &Abstract) -> Extraction {
    Extraction::default()
}
