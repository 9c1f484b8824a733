//! Any bytes, as every format: read or refused, each place within its text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use litx::parse::{Format, Item, items};

fuzz_target!(|bytes: &[u8]| {
    for format in [Format::PubmedXml, Format::Nbib, Format::JsonLines, Format::Plain] {
        for item in items(format, bytes).take_while(Result::is_ok).flatten() {
            let Item::Record(parsed) = item else { continue };
            let text = &parsed.record.text;
            let whole = text.as_str();
            assert!(text.sections().iter().all(|section| whole.get(section.span().range()).is_some()));
            assert!(text.marks().all(|(span, _)| whole.get(span.range()).is_some()));
        }
    }
});
