//! Files of another form, and records cached as Markdown.

use std::process::Output;

use crate::place::{Place, code, err, out};

const EVIDENCE: &str = "disease: a rare one
evidence:
  - reference: PMID:11
    supporting_text: \"Twelve of 40 (30%) improved ... none died\"
  - reference: PMID:11
    snippet: \"Twelve of 40 (31%) improved\"
  - reference: ORPHA:586
    supporting_text: A rare disease.
";

const RECORD: &str = "---
reference_id: PMID:11
title: A small trial of tolvarin
year: '2020'
content_type: abstract_only
---

# A small trial of tolvarin
**Authors:** Brisk A, Tarn B

## Content

Forty patients were enrolled. Twelve of 40 (30%) improved at week 4 and none died.
";

fn place() -> Place {
    let place = Place::empty();
    for folder in ["evidence", "cache"] {
        std::fs::create_dir(place.path().join(folder)).expect("a folder");
    }
    place.write("evidence/a.yaml", EVIDENCE);
    place.write("evidence/other.yaml", "unrelated: true\n");
    place.write("cache/PMID_11.md", RECORD);
    place.write("cache/README.md", "# No record\n");
    place
}

fn verify(place: &Place, arguments: &[&str]) -> Output {
    let all = ["verify", "evidence", "--from", "cache"];
    place.command().args(all).args(arguments).output().expect("it runs")
}

#[test]
fn a_preset_reads_quotations_at_any_depth() {
    let verified = verify(&place(), &["--preset", "quotations"]);
    let said = out(&verified);
    assert_eq!(code(&verified), 1, "{said}{}", err(&verified));
    assert!(said.contains("evidence/a.yaml:6:14 not found /evidence/1"), "{said}");
    assert!(said.contains("another number?") && said.contains("\"Twelve of 40 (30%) improved\""), "{said}");
    assert!(said.contains("unverifiable /evidence/2: id:ORPHA:586"), "{said}");
    assert!(
        said.contains("3 claims: 1 supported, 0 contradicted, 1 not found, 0 ambiguous, 1 unverifiable"),
        "{said}"
    );
}

#[test]
fn the_project_says_which_files_and_where_their_parts_stand() {
    let place = place();
    place.write(
        "litx.toml",
        "[[mapping]]\nfiles = \"evidence/a.yaml\"\nclaims = \"/evidence/*\"\nsource = \"/reference\"\nquote = [\"/supporting_text\", \"/snippet\"]\n",
    );
    let verified = verify(&place, &[]);
    assert!(out(&verified).contains("3 claims: 1 supported"), "{}{}", out(&verified), err(&verified));
    place.write("litx.toml", "[[mapping]]\nfiles = \"*\"\npreset = \"quotation\"\n");
    let refused = verify(&place, &[]);
    assert_eq!(code(&refused), 2);
    assert!(err(&refused).contains("`quotation` is no preset"), "{}", err(&refused));
}
