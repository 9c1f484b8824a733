//! Pass 2: what belongs to what.

use crate::finding::Extraction;
use crate::record::Abstract;

use super::read::{Reading, finding};
use super::sentence::Sentence;

/// Binds the readings of every sentence.
pub(crate) fn bind(
    _article: &Abstract,
    sentences: &[Sentence<'_>],
    readings: Vec<Vec<Reading>>,
) -> Extraction {
    let mut extraction = Extraction::default();
    for (sentence, readings) in sentences.iter().zip(&readings) {
        for reading in readings {
            extraction.findings.push(finding(reading, sentence));
        }
    }
    extraction
}
