//! Any text: its findings and verdicts lie within it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use litx::check::check;
use litx::extract::extract;
use litx::parse::{Format, Item, items};
use litx::text::{CharSpan, Span};

fuzz_target!(|bytes: &[u8]| {
    for item in items(Format::Plain, bytes).take_while(Result::is_ok).flatten() {
        let Item::Record(parsed) = item else { continue };
        let text = &parsed.record.text;
        let within = |span: Span| {
            let quote = text.as_str().get(span.range()).expect("a span lies within the text, between characters");
            let outside = CharSpan::of(span, text.as_str());
            assert_eq!(outside.end - outside.start, quote.chars().count());
        };
        let extraction = extract(text);
        for finding in &extraction.findings {
            within(finding.span);
            finding.support.iter().copied().for_each(within);
        }
        for verdict in check(text, &extraction) {
            verdict.spans().for_each(within);
            assert!(verdict.findings.iter().all(|i| *i < extraction.findings.len()));
        }
    }
});
