//! Claims that do not stand as annotations of GitHub Actions: lines that its runner shows in the file, at the number.

use std::fmt::Write;

use crate::catalogue::Place;
use crate::verify::Standing;
use crate::verify::report::{Report, Weight};

/// One annotation a line; nothing where everything stands.
pub fn lines(report: &Report) -> String {
    let mut out = String::new();
    for told in &report.told {
        let command = match report.weight(told) {
            Weight::Well => continue,
            Weight::Known => "notice",
            Weight::Warning => "warning",
            Weight::Failure => "error",
        };
        let (claim, verified) = (report.claim(told), &told.verified);
        let title = match verified.standing {
            Standing::Supported => format!("{}: the source carries a warning", claim.id),
            standing => format!("{}: {}", claim.id, standing.words()),
        };
        let mut message = match verified.standing {
            Standing::Supported => told.warnings.join("; "),
            _ => verified.message.clone(),
        };
        if let Some(slip) = verified.slip {
            message += &format!(" ({slip}?)");
        }
        if let Some(quote) = &told.quote {
            message += &format!("\n\"{}\"", quote.text);
        }
        annotation(&mut out, command, &report.catalogue(told).file, told.from, &title, &message);
    }
    for fault in &report.faults {
        let help = fault.help.as_ref().map_or_else(String::new, |help| format!("\n{help}"));
        let message = format!("{}{help}", fault.message);
        annotation(&mut out, "error", &fault.file, fault.place, "no catalogue", &message);
    }
    out
}

fn annotation(out: &mut String, command: &str, file: &str, at: Place, title: &str, message: &str) {
    let (file, title, message) = (property(file), property(title), data(message));
    let Place { line, column } = at;
    let _ = writeln!(out, "::{command} file={file},line={line},col={column},title={title}::{message}");
}

/// Text behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property: it ends at a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_the_runner_takes_for_its_own_are_escaped() {
        let mut out = String::new();
        annotation(
            &mut out,
            "error",
            "a,b:c.yaml",
            Place { line: 2, column: 3 },
            "x: 7%",
            "7.7%, not: 7\nso",
        );
        assert_eq!(out, "::error file=a%2Cb%3Ac.yaml,line=2,col=3,title=x%3A 7%25::7.7%25, not: 7%0Aso\n");
    }
}
