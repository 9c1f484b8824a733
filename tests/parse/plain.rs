//! Plain text and saved pages.

use litx::parse::Format;
use litx::record::Author;

use super::{Section, damages, parsed, read, sections};

const SAVED: &str = "\
=== Lien PubMed ===
https://pubmed.ncbi.nlm.nih.gov/?term=10.1000/abc123.

=== Métadonnées ===
Dimopoulos MA, van de Donk NWCJ, AQUILA Investigators, et al.
A Drug or Active Monitoring for a Disease.
N Engl J Med. 2024 Dec 9. doi: 10.1000/abc123.
                    (
Original study
)

=== Abstract ===
BACKGROUND
: Data are needed.
METHODS
: We assigned patients.
RESULTS
: The hazard ratio was 0.49 (95% confidence interval [CI], 0.36 to 0.67; P<0.001). It: was so.
CONCLUSIONS
: It worked. (ClinicalTrials.gov number, NCT03301220.).";

#[test]
fn a_saved_page_is_an_article() {
    let record = parsed(Format::Plain, SAVED.as_bytes()).remove(0).record;
    assert_eq!(record.dois.iter().map(|d| d.doi.as_str()).collect::<Vec<_>>(), ["10.1000/abc123"]);
    assert_eq!(record.title(), "A Drug or Active Monitoring for a Disease.");
    assert_eq!(
        record.authors.iter().map(Author::short).collect::<Vec<_>>(),
        ["Dimopoulos MA", "van de Donk NWCJ", "AQUILA Investigators"]
    );
    assert!(record.authors_truncated);
    assert_eq!(record.journal.iso.as_deref(), Some("N Engl J Med"));
    let date = record.dates.published.clone().unwrap();
    assert_eq!((date.year, date.month, date.day, date.raw), (Some(2024), Some(12), Some(9), None));
    assert_eq!(
        sections(&record),
        [
            (Some("BACKGROUND"), "Data are needed."),
            (Some("METHODS"), "We assigned patients."),
            (
                Some("RESULTS"),
                "The hazard ratio was 0.49 (95% confidence interval [CI], 0.36 to 0.67; P<0.001). It: was so."
            ),
            (Some("CONCLUSIONS"), "It worked. (ClinicalTrials.gov number, NCT03301220.)."),
        ]
    );
    assert_eq!(record.trials.len(), 1);
}

#[test]
fn the_english_form_and_several_to_a_file() {
    let english = SAVED
        .replace("Lien PubMed", "PubMed link")
        .replace("Métadonnées", "Metadata")
        .replace("10.1000/abc123", "10.1000/second")
        .replace('\n', "\r\n");
    let both = format!("\u{feff}{SAVED}\n\n{english}\n");
    let all = parsed(Format::Plain, both.as_bytes());
    assert_eq!(all.len(), 2);
    let same = |i: usize| {
        (sections(&all[i].record).into_iter().map(|s| s.0).collect::<Vec<_>>(), all[i].record.title())
    };
    assert_eq!(same(0), same(1));
    assert_eq!(all[0].record.doi().unwrap().as_str(), "10.1000/abc123");
    assert_eq!(all[1].record.doi().unwrap().as_str(), "10.1000/second");
    // Without links, a heading that comes again begins the next article.
    let texts = "=== Abstract ===\nOne.\n=== Notes ===\nmine\n=== Abstract ===\nTwo.\n";
    let all = parsed(Format::Plain, texts.as_bytes());
    assert_eq!(all.iter().map(|p| p.record.text.as_str()).collect::<Vec<_>>(), ["\nOne.", "\nTwo."]);
    assert_eq!(all[0].unknown, [("Notes".to_owned(), 1)]);
}

#[test]
fn citations_as_pubmed_prints_them() {
    let page = "=== Metadata ===\nMateos MV, San-Miguel J.\nA Trial of Things: The\nSecond Line.\n\
        J. Clin. Oncol. 2025 May 8;392(18):1777-1788. doi: 10.1000/x(1)2. Epub 2024 Dec 9. PMID: 39652675.\n\
        === Abstract ===\nText.";
    let record = parsed(Format::Plain, page.as_bytes()).remove(0).record;
    assert_eq!(record.title(), "A Trial of Things: The Second Line.");
    assert_eq!(record.journal.iso.as_deref(), Some("J. Clin. Oncol"));
    assert_eq!(record.journal.volume.as_deref(), Some("392"));
    assert_eq!(record.journal.issue.as_deref(), Some("18"));
    assert_eq!(record.journal.pages.as_deref(), Some("1777-1788"));
    assert_eq!(record.doi().unwrap().as_str(), "10.1000/x(1)2");
    assert_eq!(record.pmid.unwrap().get(), 39_652_675);
    assert_eq!(record.dates.electronic.as_ref().and_then(|d| d.day), Some(9));
    assert!(!record.authors_truncated);
}

#[test]
fn ordinary_text() {
    let cases: [(&str, &str, &[Section]); 7] = [
        ("HR 0.5 (0.3-0.7).", "", &[(None, "HR 0.5 (0.3-0.7).")]),
        ("A title\n\nThe text.\n", "A title", &[(None, "The text.")]),
        ("Two lines\nof text\n\nand more", "", &[(None, "Two lines\nof text\n\nand more")]),
        (
            "A title\n\nBackground: one.\n\nMethods: two.\nResults: three: 3.",
            "A title",
            &[(Some("Background"), "one."), (Some("Methods"), "two."), (Some("Results"), "three: 3.")],
        ),
        ("Background: one.\n\nResults: two.", "", &[(Some("Background"), "one."), (Some("Results"), "two.")]),
        ("Note: kept whole.\nAnd: this.", "", &[(None, "Note: kept whole.\nAnd: this.")]),
        ("RESULTS\nOne.\nConclusions\nTwo.", "", &[(Some("RESULTS"), "One."), (Some("Conclusions"), "Two.")]),
    ];
    for (text, title, want) in cases {
        let record = parsed(Format::Plain, text.as_bytes()).remove(0).record;
        assert_eq!(record.title(), title, "{text}");
        assert_eq!(sections(&record), want, "{text}");
    }
}

#[test]
fn what_is_no_text_is_damage() {
    let (items, _) = read(Format::Plain, b"\x89PNG\r\n\x1a\n\0\0\0");
    assert!(damages(&items)[0].reason.contains("zero bytes"), "{items:?}");
    let (items, _) = read(Format::Plain, b"caf\xe9 0.5");
    assert!(damages(&items)[0].reason.contains("not UTF-8 from byte 3"), "{items:?}");
    let (items, _) = read(Format::Plain, b"\"<PubmedArticleSet><PubmedArticle>\"");
    assert!(damages(&items)[0].reason.contains("PubMed XML inside of other text"), "{items:?}");
    let others: [(&[u8], &str); 3] = [
        (b"TY  - JOUR\nAB  - HR 0.5\nER  - \n", "it is RIS"),
        (b"[\n {\"id\": 1}]", "JSON array"),
        (b"1. J. 2020\n\nT.\n\nPMID: 1 [Indexed]\n\n2. J. 2021\n\nU.\n\nPMID: 2\n", "several records"),
    ];
    for (bytes, want) in others {
        let (items, _) = read(Format::Plain, bytes);
        assert!(damages(&items)[0].reason.contains(want), "{items:?}");
    }
}
