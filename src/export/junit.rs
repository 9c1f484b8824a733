//! Claims as JUnit XML, which every CI server reads: a suite a catalogue, a case a claim.

use std::fmt::Write;

use crate::verify::Standing;
use crate::verify::report::{Misread, Report, Told, Weight};

/// The whole document; no clock in it.
pub fn document(report: &Report) -> String {
    let suites: Vec<Suite> = (0..report.catalogues.len())
        .map(|n| Suite::of(report, n))
        .chain(report.faults.chunk_by(|a, b| a.file == b.file).map(Suite::damaged))
        .collect();
    let mut whole = Counts::default();
    suites.iter().for_each(|suite| whole.add(&suite.counts));
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(out, "<testsuites name=\"litx verify\"{}>", whole.attributes());
    for suite in &suites {
        let (name, counts) = (escaped(&suite.name), suite.counts.attributes());
        let _ = writeln!(out, "  <testsuite name=\"{name}\"{counts}>");
        out += &suite.cases;
        out += "  </testsuite>\n";
    }
    out += "</testsuites>\n";
    out
}

/// The cases of one file.
struct Suite {
    name: String,
    counts: Counts,
    cases: String,
}

#[derive(Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Counts {
    fn add(&mut self, other: &Counts) {
        self.tests += other.tests;
        self.failures += other.failures;
        self.errors += other.errors;
        self.skipped += other.skipped;
    }

    fn attributes(&self) -> String {
        let Self { tests, failures, errors, skipped } = self;
        format!(" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\"")
    }
}

impl Suite {
    fn of(report: &Report, catalogue: usize) -> Self {
        let name = report.catalogues[catalogue].file.clone();
        let mut suite = Self { name, counts: Counts::default(), cases: String::new() };
        // Claims are in the order of their catalogues.
        let first = report.told.partition_point(|told| told.catalogue < catalogue);
        for told in report.told[first..].iter().take_while(|told| told.catalogue == catalogue) {
            suite.case(report, told);
        }
        suite
    }

    fn case(&mut self, report: &Report, told: &Told) {
        let (claim, verified) = (report.claim(told), &told.verified);
        let file = escaped(&self.name);
        let out = &mut self.cases;
        self.counts.tests += 1;
        let (id, line) = (escaped(&claim.id), told.from.line);
        let _ = writeln!(
            out,
            "    <testcase classname=\"{file}\" name=\"{id}\" file=\"{file}\" line=\"{line}\">"
        );
        out.push_str("      <properties>\n");
        let source = claim.source.value.to_string();
        let properties = [
            ("source", Some(source.as_str())),
            ("verdict", Some(verified.standing.name())),
            ("slip", verified.slip),
            ("read", told.read),
        ];
        for (name, value) in properties {
            if let Some(value) = value {
                let _ = writeln!(out, "        <property name=\"{name}\" value=\"{}\"/>", escaped(value));
            }
        }
        out.push_str("      </properties>\n");
        let (message, kind) = (escaped(&verified.message), verified.standing.name());
        match (report.weight(told), verified.standing) {
            (Weight::Failure, Standing::Unverifiable) => {
                self.counts.errors += 1;
                let text = escaped(&body(report, told));
                let _ = writeln!(out, "      <error type=\"{kind}\" message=\"{message}\">{text}</error>");
            }
            (Weight::Failure, _) => {
                self.counts.failures += 1;
                let text = escaped(&body(report, told));
                let _ =
                    writeln!(out, "      <failure type=\"{kind}\" message=\"{message}\">{text}</failure>");
            }
            (_, Standing::Supported) => {}
            (weight, _) => {
                self.counts.skipped += 1;
                let known = if weight == Weight::Known { format!("known, {kind}: ") } else { String::new() };
                let _ = writeln!(out, "      <skipped message=\"{known}{message}\"/>");
            }
        }
        if !told.warnings.is_empty() {
            let _ = writeln!(out, "      <system-out>{}</system-out>", escaped(&told.warnings.join("\n")));
        }
        out.push_str("    </testcase>\n");
    }

    /// A file that is no catalogue: nothing of it was tested, and that is no pass.
    fn damaged(faults: &[Misread]) -> Self {
        let name = faults.first().map_or_else(String::new, |fault| fault.file.clone());
        let file = escaped(&name);
        let mut cases = format!("    <testcase classname=\"{file}\" name=\"catalogue\" file=\"{file}\">\n");
        for fault in faults.iter().take(1) {
            let all: Vec<String> = faults
                .iter()
                .map(|f| {
                    let help = f.help.as_ref().map_or_else(String::new, |help| format!("\n  {help}"));
                    format!("{}:{}:{}: {}{help}", f.file, f.place.line, f.place.column, f.message)
                })
                .collect();
            let _ = writeln!(
                cases,
                "      <error type=\"damaged\" message=\"{}\">{}</error>",
                escaped(&fault.message),
                escaped(&all.join("\n"))
            );
        }
        cases += "    </testcase>\n";
        Self { name, counts: Counts { tests: 1, errors: 1, ..Counts::default() }, cases }
    }
}

/// What a reader needs to judge: the place, the words of the source.
fn body(report: &Report, told: &Told) -> String {
    let (catalogue, from) = (report.catalogue(told), told.from);
    let mut out = format!("{}:{}:{}: {}", catalogue.file, from.line, from.column, told.verified.message);
    if let Some(slip) = told.verified.slip {
        out += &format!("\n{slip}?");
    }
    if let Some(quote) = &told.quote {
        let section = quote.section.as_ref().map_or_else(String::new, |s| format!("{s}: "));
        out += &format!("\n{section}\"{}\"", quote.text);
    }
    out
}

/// Text within XML, in an element or an attribute. Signs that XML cannot hold become U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            // An attribute's line breaks and tabs would be read as spaces.
            '\n' => out += "&#10;",
            '\r' => out += "&#13;",
            '\t' => out += "&#9;",
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_ascii_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn any_text_can_stand_in_xml() {
        assert_eq!(escaped("P<0.001 & \"so\"\n\u{1}é"), "P&lt;0.001 &amp; &quot;so&quot;&#10;\u{fffd}é");
    }
}
