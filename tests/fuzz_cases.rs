//! Inputs that once broke something (`fixtures/fuzz/<target>/`), and any that fuzzing finds from now on.

use std::fs;
use std::path::{Path, PathBuf};

use litx::check::check;
use litx::extract::extract;
use litx::id::Identifier;
use litx::parse::{Format, Item, items};
use litx::record::Abstract;
use litx::text::{CharSpan, Span};

/// The inputs of one target, in a fixed order.
fn cases(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/fuzz").join(target);
    let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} holds no case", folder.display());
    paths.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

fn within(text: &Abstract, span: Span) {
    let quote = text.as_str().get(span.range()).expect("a span lies within the text, between characters");
    let outside = CharSpan::of(span, text.as_str());
    assert_eq!(outside.end - outside.start, quote.chars().count());
}

/// Every place lies within the text.
fn read_results(text: &Abstract) {
    for section in text.sections() {
        within(text, section.span());
    }
    for (span, _) in text.marks() {
        within(text, span);
    }
    let extraction = extract(text);
    for finding in &extraction.findings {
        within(text, finding.span);
        for support in &finding.support {
            within(text, *support);
        }
    }
    for verdict in check(text, &extraction) {
        for span in verdict.spans() {
            within(text, span);
        }
        assert!(verdict.findings.iter().all(|i| *i < extraction.findings.len()));
    }
}

#[test]
fn xml() {
    for (path, bytes) in cases("xml") {
        println!("{}", path.display());
        for format in [Format::PubmedXml, Format::Nbib, Format::JsonLines, Format::Plain] {
            for item in items(format, bytes.as_slice()).take_while(Result::is_ok).flatten() {
                if let Item::Record(parsed) = item {
                    let text = &parsed.record.text;
                    assert!(text.sections().iter().all(|s| text.as_str().get(s.span().range()).is_some()));
                }
            }
        }
    }
}

#[test]
fn text() {
    for (path, bytes) in cases("text") {
        println!("{}", path.display());
        for item in items(Format::Plain, bytes.as_slice()).take_while(Result::is_ok).flatten() {
            if let Item::Record(parsed) = item {
                read_results(&parsed.record.text);
            }
        }
    }
}

#[test]
fn identifiers() {
    for (path, bytes) in cases("identifiers") {
        println!("{}", path.display());
        if let Ok(id) = String::from_utf8_lossy(&bytes).parse::<Identifier>() {
            assert_eq!(id.to_string().parse(), Ok(id));
        }
    }
}
