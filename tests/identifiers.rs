//! Every form in which people paste identifiers, and what is none.

use litx::id::{Doi, Identifier, Nct, Pmcid, Pmid};
use proptest::prelude::*;

const SICI: &str = "10.1002/(SICI)1096-8628(19961111)65:4<277::AID-AJMG6>3.0.CO;2-M";

#[test]
fn forms_are_grouped_by_what_they_name() {
    let groups: &[(&str, &[&str])] = &[
        (
            "10.1056/NEJMoa2409029",
            &[
                "10.1056/NEJMoa2409029",
                "doi:10.1056/NEJMoa2409029",
                "DOI: 10.1056/NEJMoa2409029",
                "doi 10.1056/NEJMoa2409029",
                "info:doi/10.1056/NEJMoa2409029",
                "https://doi.org/10.1056/NEJMoa2409029",
                "http://dx.doi.org/10.1056/NEJMoa2409029",
                "HTTPS://DOI.ORG/10.1056/NEJMoa2409029",
                "doi.org/10.1056/NEJMoa2409029",
                "https://doi.org/10.1056%2FNEJMoa2409029",
                "https://doi.org/10.1056/NEJMoa2409029?utm_source=x",
                "https://www.nejm.org/doi/full/10.1056/NEJMoa2409029",
                "https://www.nejm.org/doi/pdf/10.1056/NEJMoa2409029",
                "https://pubmed.ncbi.nlm.nih.gov/?term=10.1056/NEJMoa2409029.",
                "10.1056/NEJMoa2409029.",
                "(10.1056/NEJMoa2409029)",
                "<https://doi.org/10.1056/NEJMoa2409029>",
                "\u{201c}10.1056/NEJMoa2409029\u{201d},",
                "  10.1056/NEJMoa2409029\t",
                "10.1056/NEJM\u{200b}oa2409029",
            ],
        ),
        (
            SICI,
            &[
                SICI,
                "doi:10.1002/(SICI)1096-8628(19961111)65:4<277::AID-AJMG6>3.0.CO;2-M",
                "https://doi.org/10.1002/%28SICI%291096-8628%2819961111%2965:4%3C277::AID-AJMG6%3E3.0.CO;2-M",
                "10.1002/(SICI)1096-8628(19961111)65:4<277::AID-AJMG6>3.0.CO;2-M.",
            ],
        ),
        (
            "10.1890/1051-0761(2003)013[0090:cmatei]2.0.co;2",
            &["10.1890/1051-0761(2003)013[0090:cmatei]2.0.co;2"],
        ),
        (
            "10.1044/1092-4388(2010/09-0106)",
            &["10.1044/1092-4388(2010/09-0106)", "(10.1044/1092-4388(2010/09-0106))"],
        ),
        ("10.1000.10/123456", &["10.1000.10/123456"]),
        (
            "39652675",
            &[
                "39652675",
                "PMID: 39652675",
                "pmid39652675",
                "PMID 39652675.",
                "pubmed:39652675",
                "0039652675",
                "https://pubmed.ncbi.nlm.nih.gov/39652675/",
                "https://www.ncbi.nlm.nih.gov/pubmed/39652675",
                "pubmed.ncbi.nlm.nih.gov/39652675",
                "https://pubmed.ncbi.nlm.nih.gov/39652675/#abstract",
                "https://europepmc.org/article/MED/39652675",
            ],
        ),
        (
            "PMC3531190",
            &[
                "PMC3531190",
                "pmc 3531190",
                "PMCID: PMC3531190",
                "pmcid:3531190",
                "PMC3531190.2",
                "https://pmc.ncbi.nlm.nih.gov/articles/PMC3531190/",
                "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3531190/pdf/nar.pdf",
            ],
        ),
        (
            "NCT03301220",
            &[
                "NCT03301220",
                "nct03301220",
                "nct:NCT03301220",
                "https://clinicaltrials.gov/study/NCT03301220",
                "https://clinicaltrials.gov/ct2/show/NCT03301220?term=x",
            ],
        ),
    ];
    let mut wrong = Vec::new();
    for (wanted, forms) in groups {
        for form in *forms {
            let read = form.parse::<Identifier>().map(|id| id.to_string());
            if read.as_deref() != Ok(*wanted) {
                wrong.push(format!("{form}: wanted {wanted}, read {read:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_none_says_what_was_expected_and_the_nearest_guess() {
    let cases = [
        ("NEJMoa2409029", Some("10.1056/NEJMoa2409029")),
        ("1O.1056/NEJMoa2409029", Some("10.1056/NEJMoa2409029")),
        ("10,1056/NEJMoa2409029", Some("10.1056/NEJMoa2409029")),
        ("10.1056\\NEJMoa2409029", Some("10.1056/NEJMoa2409029")),
        ("10.1056/ NEJMoa2409029", Some("10.1056/NEJMoa2409029")),
        ("396 526 75", Some("39652675")),
        ("NCT0330122", None),
        ("0", None),
        ("-39652675", None),
        ("39652675,1", None),
        ("12345678901", None),
        ("", None),
        ("10.1056/", None),
        ("10.12/too-short", None),
        ("https://example.org/article", None),
        ("a b c", None),
    ];
    for (text, guess) in cases {
        let error = text.parse::<Identifier>().expect_err(text);
        assert_eq!(error.guess.as_deref(), guess, "{text}: {error}");
        assert!(!error.reason.is_empty());
    }
    let long = "10.1056/".to_owned() + &"x".repeat(5000);
    let error = long.parse::<Identifier>().expect_err("too long");
    assert!(error.to_string().len() < 300, "{error}");
}

#[test]
fn one_kind_is_not_taken_for_another() {
    assert!("39652675".parse::<Doi>().is_err());
    assert!("PMC3531190".parse::<Pmid>().is_err());
    assert!("39652675".parse::<Pmcid>().is_err());
    assert!("10.1056/NEJMoa2409029".parse::<Nct>().is_err());
    assert_eq!(
        "10.1161/CIRCGENETICS.115.001181".parse::<Doi>(),
        "10.1161/circgenetics.115.001181".parse::<Doi>()
    );
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,80}") {
        if let Ok(id) = text.parse::<Identifier>() {
            prop_assert_eq!(id.to_string().parse::<Identifier>().expect("what is written is read"), id);
        }
    }

    #[test]
    fn dois_of_any_shape_survive_writing_and_reading(name in "[!-~]{1,40}", registrant in 1000u32..999_999_999) {
        let doi = format!("10.{registrant}/{name}");
        if let Ok(Identifier::Doi(read)) = doi.parse::<Identifier>() {
            prop_assert_eq!(read.to_string().parse::<Doi>().expect("read again"), read);
        }
    }
}
