//! A made-up baseline file: indented, UTF-8, records of about 8 kB with a reference list, as long as wanted.

use std::fmt::Write as _;
use std::io::{self, Write};

const WORDS: [&str; 24] = [
    "patients",
    "were",
    "assigned",
    "to",
    "treatment",
    "group",
    "median",
    "follow-up",
    "of",
    "the",
    "risk",
    "was",
    "lower",
    "with",
    "placebo",
    "(hazard ratio, 0·49;",
    "95% CI, 0·36–0·67;",
    "P&lt;0.001).",
    "survival",
    "at",
    "5",
    "years",
    "in",
    "both",
];

/// Writes at least `bytes` bytes of records, as one set; returns how many records.
pub(crate) fn write(bytes: u64, out: &mut impl Write) -> io::Result<u64> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE PubmedArticleSet SYSTEM \"x.dtd\">\n<PubmedArticleSet>\n")?;
    let (mut written, mut count) = (0, 0);
    let mut record = String::new();
    while written < bytes {
        count += 1;
        record.clear();
        one(count, &mut record).map_err(io::Error::other)?;
        out.write_all(record.as_bytes())?;
        written += record.len() as u64;
    }
    out.write_all(b"</PubmedArticleSet>\n")?;
    Ok(count)
}

/// One record.
pub(crate) fn one(number: u64, out: &mut String) -> std::fmt::Result {
    // A fixed sequence that looks mixed: the same input on every run.
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut next = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0) % below
    };
    write!(
        out,
        "  <PubmedArticle>\n    <MedlineCitation Status=\"MEDLINE\" IndexingMethod=\"Manual\" Owner=\"NLM\">\n      \
         <PMID Version=\"1\">{number}</PMID>\n      <DateRevised>\n        <Year>2025</Year>\n        <Month>05</Month>\n        \
         <Day>10</Day>\n      </DateRevised>\n      <Article PubModel=\"Print-Electronic\">\n        <Journal>\n          \
         <ISSN IssnType=\"Electronic\">1533-4406</ISSN>\n          <JournalIssue CitedMedium=\"Internet\">\n            \
         <Volume>392</Volume>\n            <Issue>18</Issue>\n            <PubDate>\n              <Year>2025</Year>\n              \
         <Month>May</Month>\n            </PubDate>\n          </JournalIssue>\n          <Title>A journal of trials</Title>\n          \
         <ISOAbbreviation>J Trials</ISOAbbreviation>\n        </Journal>\n        \
         <ArticleTitle>Treatment {number} in 10<sup>3</sup> patients: a <i>randomised</i> trial.</ArticleTitle>\n        \
         <ELocationID EIdType=\"doi\" ValidYN=\"Y\">10.5555/bench.{number}</ELocationID>\n        <Abstract>\n"
    )?;
    for label in ["BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS"] {
        write!(out, "          <AbstractText Label=\"{label}\" NlmCategory=\"{label}\">")?;
        for _ in 0..60 {
            write!(out, "{} ", WORDS[next(WORDS.len())])?;
        }
        out.push_str("end.</AbstractText>\n");
    }
    out.push_str("        </Abstract>\n        <AuthorList CompleteYN=\"Y\">\n");
    for author in 0..6 {
        write!(
            out,
            "          <Author ValidYN=\"Y\">\n            <LastName>Name{author}</LastName>\n            \
             <ForeName>Given{} M</ForeName>\n            <Initials>GM</Initials>\n            <AffiliationInfo>\n              \
             <Affiliation>Department of Trials, University of Somewhere, Some Town.</Affiliation>\n            \
             </AffiliationInfo>\n          </Author>\n",
            next(100)
        )?;
    }
    out.push_str(
        "        </AuthorList>\n        <Language>eng</Language>\n        <PublicationTypeList>\n          \
         <PublicationType UI=\"D016449\">Randomized Controlled Trial</PublicationType>\n        </PublicationTypeList>\n      \
         </Article>\n      <MeshHeadingList>\n",
    );
    for heading in 0..8 {
        write!(
            out,
            "        <MeshHeading>\n          <DescriptorName UI=\"D{heading:06}\" MajorTopicYN=\"N\">Heading {heading}\
             </DescriptorName>\n        </MeshHeading>\n"
        )?;
    }
    write!(
        out,
        "      </MeshHeadingList>\n    </MedlineCitation>\n    <PubmedData>\n      <History>\n        \
         <PubMedPubDate PubStatus=\"pubmed\">\n          <Year>2024</Year>\n          <Month>12</Month>\n          \
         <Day>10</Day>\n        </PubMedPubDate>\n      </History>\n      <PublicationStatus>ppublish</PublicationStatus>\n      \
         <ArticleIdList>\n        <ArticleId IdType=\"pubmed\">{number}</ArticleId>\n        \
         <ArticleId IdType=\"doi\">10.5555/bench.{number}</ArticleId>\n      </ArticleIdList>\n      <ReferenceList>\n"
    )?;
    for reference in 0..6 {
        write!(
            out,
            "        <Reference>\n          <Citation>Somebody A. A work that is cited. J Trials 2010;{reference}:1-9.</Citation>\n          \
             <ArticleIdList>\n            <ArticleId IdType=\"pubmed\">{}</ArticleId>\n          </ArticleIdList>\n        \
             </Reference>\n",
            next(30_000_000)
        )?;
    }
    out.push_str("      </ReferenceList>\n    </PubmedData>\n  </PubmedArticle>\n");
    Ok(())
}
