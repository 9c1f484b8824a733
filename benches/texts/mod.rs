//! What the benchmarks read: the fixtures in every house style, and hostile text.

use litx::parse::{self, Item};
use litx::record::Abstract;

/// The articles of the fixtures: every house style.
pub(crate) fn articles() -> Vec<Abstract> {
    let mut out = Vec::new();
    for name in ["nejm", "lancet", "jama", "jco", "bmj", "annals", "cochrane", "ascii", "open-access"] {
        let path = format!("{}/fixtures/pubmed/{name}.xml", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path).expect("a fixture");
        for item in parse::items(parse::Format::PubmedXml, bytes.as_slice()) {
            if let Ok(Item::Record(parsed)) = item {
                out.push(parsed.record.text);
            }
        }
    }
    out
}

/// Cues that are repeated without end, and what to call them.
pub(crate) const HOSTILE: [(&str, &str); 4] = [
    ("estimates", "hazard ratio 0.49 (95% CI 0.36 to 0.67) "),
    ("brackets", "(((((([[[[[[95% CI "),
    ("arms", "15 patients (7.7%) in the placebo group vs 26 and "),
    ("number words", "one hundred and twenty-three thousand "),
];

/// One of them, about `length` bytes of it.
pub(crate) fn hostile(unit: &str, length: usize) -> Abstract {
    let mut article = Abstract::new("");
    article.push(None, None, &unit.repeat(length / unit.len()));
    article
}
