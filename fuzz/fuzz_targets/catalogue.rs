//! Any text, taken for YAML, TOML or JSON, is claims, or faults with places inside it; any claim is held against a text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use litx::catalogue::{Catalogue, Language};
use litx::extract::extract;
use litx::record::Abstract;
use litx::verify::{Read, verify};

fuzz_target!(|text: &str| {
    let mut article = Abstract::new("A trial");
    article.push(None, None, "The hazard ratio for death was 0.49 (95% CI, 0.36 to 0.67; P<0.001) in 390 patients.");
    let extraction = extract(&article);
    let source = Read::new(&article, &extraction);
    for language in [Language::Yaml, Language::Toml, Language::Json] {
        match Catalogue::read("a", text.to_owned(), language) {
            Ok(catalogue) => {
                for claim in &catalogue.claims {
                    let verified = verify(claim, &source);
                    assert!(text.get(verified.at.range()).is_some());
                    assert!(verified.quote.is_none_or(|span| article.as_str().get(span.range()).is_some()));
                }
            }
            Err(faults) => {
                assert!(!faults.is_empty());
                assert!(faults.iter().all(|fault| text.get(fault.at.range()).is_some()));
            }
        }
    }
});
