//! MEDLINE's tagged text.

use litx::parse::Format;
use litx::record::{Author, Flag, PartialDate, TrialSource};

use super::{Section, damages, parsed, read, sections};

const TWO: &str = "\
PMID- 39652675
OWN - NLM
STAT- MEDLINE
LR  - 20250510
IS  - 1533-4406 (Electronic)
IS  - 0028-4793 (Linking)
VI  - 392
IP  - 18
DP  - 2025 May 8
TI  - A drug or active monitoring for a
      disease.
PG  - 1777-1788
LID - 10.1000/abc.1 [doi]
AB  - BACKGROUND: Data are needed. METHODS: We assigned patients: half to each. The
      primary end point was death. RESULTS: The hazard ratio was 0.49 (95% CI: 0.36 to
      0.67; P<0.001). CONCLUSIONS: It worked. (NCT03301220.).
CI  - Copyright (c) 2024.
FAU - Dimopoulos, Meletios A
AU  - Dimopoulos MA
AUID- ORCID: 0000-0001-8990-3254
AD  - From Athens; and
      from Turin.
FAU - Ware, James H 3rd
AU  - Ware JH 3rd
CN  - AQUILA Investigators
LA  - eng
SI  - ClinicalTrials.gov/NCT03301220
SI  - GENBANK/AF1
GR  - P30 CA1/CA/NCI NIH HHS/United States
PT  - Randomized Controlled Trial
PT  - Retracted Publication
DEP - 20241209
PL  - United States
TA  - N Engl J Med
JT  - The New England journal of medicine
JID - 0255562
RN  - 0 (Drug)
RIN - Lancet. 2026 Jan 1;1:2. doi: 10.1000/r. PMID: 40000001
MH  - *Smoldering Myeloma/*drug therapy/mortality
OT  - keyword
PMC - PMC3531190
EDAT- 2024/12/09 06:00
PHST- 2024/12/09 [entrez]
AID - 10.1000/ABC.1 [doi]
AID - NEJMoa1 [pii]
PST - ppublish
ZZZ - what is this
SO  - N Engl J Med. 2025.

PMID- 2
TI  - Second.
AB  - Plain abstract with no labels: none.
";

#[test]
fn fields_find_their_place() {
    let all = parsed(Format::Nbib, TWO.as_bytes());
    let [first, second] = all.as_slice() else { panic!("{all:?}") };
    let record = &first.record;
    assert_eq!(record.pmid.unwrap().get(), 39_652_675);
    assert_eq!(record.title(), "A drug or active monitoring for a disease.");
    assert_eq!(
        sections(record),
        [
            (Some("BACKGROUND"), "Data are needed."),
            (Some("METHODS"), "We assigned patients: half to each. The primary end point was death."),
            (Some("RESULTS"), "The hazard ratio was 0.49 (95% CI: 0.36 to 0.67; P<0.001)."),
            (Some("CONCLUSIONS"), "It worked. (NCT03301220.)."),
        ]
    );
    assert_eq!(record.dois.iter().map(|own| own.doi.as_str()).collect::<Vec<_>>(), ["10.1000/ABC.1"]);
    assert_eq!(record.other_ids, [("pii".to_owned(), "NEJMoa1".to_owned())]);
    assert_eq!(record.pmcid.unwrap().get(), 3_531_190);
    assert_eq!(record.journal.title.as_deref(), Some("The New England journal of medicine"));
    assert_eq!(record.journal.issn, Some(("1533-4406".to_owned(), "Electronic".to_owned())));
    assert_eq!(record.journal.issn_linking.as_deref(), Some("0028-4793"));
    assert_eq!(record.journal.pages.as_deref(), Some("1777-1788"));
    let day = |year, month, day| {
        Some(PartialDate { year: Some(year), month: Some(month), day: Some(day), raw: None })
    };
    assert_eq!(record.dates.published, day(2025, 5, 8));
    assert_eq!(record.dates.electronic, day(2024, 12, 9));
    assert_eq!(record.dates.entered, day(2024, 12, 9));
    assert_eq!(record.dates.revised, day(2025, 5, 10));
    assert_eq!(
        record.authors.iter().map(Author::short).collect::<Vec<_>>(),
        ["Dimopoulos MA", "Ware JH", "AQUILA Investigators"]
    );
    let Author::Person { orcid, affiliations, fore, .. } = &record.authors[0] else { panic!() };
    assert_eq!(orcid.as_deref(), Some("0000-0001-8990-3254"));
    assert_eq!(
        (affiliations[0].as_str(), fore.as_deref()),
        ("From Athens; and from Turin.", Some("Meletios A"))
    );
    let Author::Person { suffix, fore, .. } = &record.authors[1] else { panic!() };
    assert_eq!((suffix.as_deref(), fore.as_deref()), (Some("3rd"), Some("James H")));
    assert_eq!(record.trials.iter().map(|t| t.found_in).collect::<Vec<_>>(), [TrialSource::DataBank]);
    assert_eq!(record.data_banks, [("GENBANK".to_owned(), "AF1".to_owned())]);
    assert_eq!(record.types[0].ui, "D016449");
    assert_eq!(record.flags(), [Flag::Retracted]);
    assert_eq!(record.links[0].pmid.unwrap().get(), 40_000_001);
    assert_eq!((record.mesh[0].major, record.mesh[0].descriptor.name.as_str()), (true, "Smoldering Myeloma"));
    assert_eq!(record.mesh[0].qualifiers.iter().map(|q| q.1).collect::<Vec<_>>(), [true, false]);
    assert_eq!(record.grants[0].agency.as_deref(), Some("NCI NIH HHS"));
    assert_eq!(record.chemicals[0].name, "Drug");
    assert_eq!(first.unknown, [("ZZZ".to_owned(), 1)]);
    assert_eq!(sections(&second.record), [(None, "Plain abstract with no labels: none.")]);
    assert!(first.raw.ends_with(b"SO  - N Engl J Med. 2025."));
}

#[test]
fn line_breaks_of_other_systems_give_the_same_record() {
    let unix = parsed(Format::Nbib, TWO.as_bytes());
    let dos = parsed(Format::Nbib, TWO.replace('\n', "\r\n").as_bytes());
    for (unix, dos) in unix.iter().zip(&dos) {
        assert_eq!(unix.record, dos.record);
    }
    assert_eq!(dos.len(), 2);
}

#[test]
fn labels_are_labels_only_where_a_reader_sees_one() {
    let cases: [(&str, &[Section]); 10] = [
        ("OBJECTIVE: One. ZEBRA: not a label.", &[(Some("OBJECTIVE"), "One. ZEBRA: not a label.")]),
        ("ZEBRA: one. GIRAFFE: two.", &[(Some("ZEBRA"), "one."), (Some("GIRAFFE"), "two.")]),
        ("Text first. RESULTS: Then.", &[(None, "Text first."), (Some("RESULTS"), "Then.")]),
        ("We used the METHODS: none.", &[(None, "We used the METHODS: none.")]),
        ("It was 1:2. HR: 0.5. CI: 0.3.", &[(None, "It was 1:2. HR: 0.5. CI: 0.3.")]),
        (
            "BACKGROUND/AIMS: x. PATIENTS AND METHODS: y.",
            &[(Some("BACKGROUND/AIMS"), "x."), (Some("PATIENTS AND METHODS"), "y.")],
        ),
        (
            "Background: One. Methods and results: two. Conclusions: three: results: x.",
            &[
                (Some("Background"), "One."),
                (Some("Methods and results"), "two."),
                (Some("Conclusions"), "three: results: x."),
            ],
        ),
        ("We ended. Results: none.", &[(None, "We ended. Results: none.")]),
        ("Results:5 of 6 died.", &[(Some("Results"), "5 of 6 died.")]),
        (
            "RESULTS: (P<0.001). CONCLUSION: good",
            &[(Some("RESULTS"), "(P<0.001)."), (Some("CONCLUSION"), "good")],
        ),
    ];
    for (text, want) in cases {
        let stream = format!("PMID- 1\nAB  - {text}\n");
        let parsed = parsed(Format::Nbib, stream.as_bytes()).remove(0);
        assert_eq!(sections(&parsed.record), want, "{text}");
    }
}

#[test]
fn what_is_no_record_is_damage() {
    let (items, end) =
        read(Format::Nbib, b"some header\nPMID- 1\nTI  - T\nbroken line\n\nPMID- x\n\nPMID- 3\nTI  - \xff\n");
    assert!(end.is_none());
    let found: Vec<String> = damages(&items).iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "record 1 (byte 0): it does not begin with a `PMID-` line",
            "record 2 (byte 12, PMID 1): the line `broken line` is neither a field nor the continuation of one",
            "record 3 (byte 41): its PMID `x` is no number from 1 to 999999999",
            "record 4 (byte 50, PMID 3): it is not UTF-8 from byte 14 of the record on",
        ]
    );
}

#[test]
fn a_cut_within_the_last_record_is_seen() {
    let stream = TWO.replace("PMID- 2\n", "PMID- 2\nSO  - J. 2020.\n");
    let stream = stream.split("\n\nPMID- 2").next().unwrap();
    let abstract_at = stream.find("AB  - ").unwrap();
    for cut in abstract_at..stream.find("\nSO  -").unwrap() {
        if stream.is_char_boundary(cut) && stream.as_bytes()[cut - 1] != b'\n' {
            let (items, _) = read(Format::Nbib, &stream.as_bytes()[..cut]);
            assert!(damages(&items)[0].reason.contains("it was cut off"), "{cut}");
        }
    }
    assert_eq!(parsed(Format::Nbib, stream.as_bytes()).len(), 1);
}
