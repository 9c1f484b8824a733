//! Each field of a PubMed record, by the cases that other readers get wrong.

use litx::record::{Author, Flag, PartialDate, RecordKind, Style, TrialSource};

use super::{abstract_of, of_article, parsed, record, sections, set, xml};
use litx::parse::{Format, pubmed};

/// Case 24: a reference's DOI is never the record's own.
#[test]
fn own_dois_are_never_those_of_references() {
    let record = record(&xml(
        "",
        "<ELocationID EIdType=\"doi\" ValidYN=\"Y\">10.1000/Own.1</ELocationID>",
        "<ArticleIdList><ArticleId IdType=\"pubmed\">39652675</ArticleId>\
         <ArticleId IdType=\"doi\">10.1000/own.1</ArticleId></ArticleIdList>\
         <ReferenceList><Reference><Citation>c</Citation><ArticleIdList>\
         <ArticleId IdType=\"doi\">10.1000/other</ArticleId><ArticleId IdType=\"pmc\">PMC1</ArticleId>\
         </ArticleIdList></Reference><ReferenceList><Reference><ArticleIdList>\
         <ArticleId IdType=\"doi\">10.1000/another</ArticleId></ArticleIdList></Reference>\
         <Reference><Citation>d</Citation></Reference></ReferenceList></ReferenceList>",
    ));
    let dois: Vec<&str> = record.dois.iter().map(|own| own.doi.as_str()).collect();
    assert_eq!(dois, ["10.1000/own.1"]);
    assert_eq!((record.pmcid, record.reference_count), (None, 3));
    assert_eq!(record.other_ids, []);
}

/// Cases 25, 53 and 54.
#[test]
fn dois_stand_in_order_of_trust() {
    let record = record(&xml(
        "",
        "<ELocationID EIdType=\"doi\" ValidYN=\"N\">10.1000/withdrawn</ELocationID>\
         <ELocationID EIdType=\"doi\">10.1000/located</ELocationID>\
         <ELocationID EIdType=\"pii\" ValidYN=\"Y\">e0001</ELocationID>",
        "<ArticleIdList><ArticleId>12345</ArticleId><ArticleId IdType=\"doi\">10.1000/LISTED</ArticleId>\
         <ArticleId IdType=\"pmc\">PMC3531190</ArticleId><ArticleId IdType=\"pii\">e0001</ArticleId>\
         <ArticleId IdType=\"mid\">NIHMS1</ArticleId><ArticleId IdType=\"doi\">not a doi</ArticleId></ArticleIdList>",
    ));
    let dois: Vec<(&str, bool)> = record.dois.iter().map(|own| (own.doi.as_str(), own.valid)).collect();
    assert_eq!(dois, [("10.1000/LISTED", true), ("10.1000/located", true), ("10.1000/withdrawn", false)]);
    assert_eq!(record.pmcid.map(|p| p.to_string()).as_deref(), Some("PMC3531190"));
    let other: Vec<(&str, &str)> = record.other_ids.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    assert_eq!(other, [("pii", "e0001"), ("pubmed", "12345"), ("mid", "NIHMS1"), ("doi", "not a doi")]);

    let old = super::record(&xml(
        "",
        "",
        "<ArticleIdList><ArticleId IdType=\"doi\">10.1016/0006-2944(75)90147-7</ArticleId></ArticleIdList>",
    ));
    assert_eq!(old.doi().unwrap().as_str(), "10.1016/0006-2944(75)90147-7");
    let lone = of_article("<ELocationID EIdType=\"doi\" ValidYN=\"N\">10.1000/w</ELocationID>");
    assert_eq!((lone.dois[0].doi.as_str(), lone.dois[0].valid), ("10.1000/w", false));
}

/// Case 35.
#[test]
fn every_section_is_kept_with_its_label() {
    let record = of_article(
        "<Abstract><AbstractText Label=\"BACKGROUND\" NlmCategory=\"BACKGROUND\">One.</AbstractText>\
         <AbstractText Label=\"METHODS &amp; SETTING\" NlmCategory=\"METHODS\">Two.</AbstractText>\
         <AbstractText>Three.</AbstractText><AbstractText Label=\"Conclusion(s)\"/>\
         <CopyrightInformation>© Us.</CopyrightInformation></Abstract>",
    );
    assert_eq!(
        sections(&record),
        [
            (Some("BACKGROUND"), "One."),
            (Some("METHODS & SETTING"), "Two."),
            (None, "Three."),
            (Some("Conclusion(s)"), ""),
        ]
    );
    assert_eq!(record.text.sections()[1].category.as_deref(), Some("METHODS"));
    assert_eq!(record.copyright.as_deref(), Some("© Us."));
    assert_eq!(record.text.as_str(), "\nOne.\nTwo.\nThree.\n");
}

/// Case 37: the digits stay, and what they mean is kept beside them.
#[test]
fn superscripts_and_subscripts_are_marked() {
    let record = of_article(
        "<ArticleTitle>CO<sub>2</sub> at 10<sup>-3</sup> <b>b<i>i</i><u>u</u></b></ArticleTitle>\
         <Abstract><AbstractText>\n  1.73 m<sup>2</sup>; <i>r<sup>2</sup></i>, n<sub>e<sup>x</sup></sub>\n\
         </AbstractText><AbstractText>E&#x2009;=&#x2009;<sup></sup>m<sup>&#x2212;1</sup></AbstractText></Abstract>",
    );
    let text = &record.text;
    assert_eq!(record.title(), "CO2 at 10-3 biu");
    assert_eq!(text.marked(text.title_span()), "CO_{2} at 10^{-3} biu");
    assert_eq!(sections(&record)[0].1, "1.73 m2; r2, nex");
    assert_eq!(text.marked(text.sections()[0].span()), "1.73 m^{2}; r^{2}, n_{ex}");
    assert_eq!(text.marked(text.sections()[1].span()), "E\u{2009}=\u{2009}m^{\u{2212}1}");
    for (span, _) in text.marks() {
        assert!(text.as_str().get(span.range()).is_some());
    }
}

#[test]
fn formulas_are_marked_and_their_scripts_too() {
    let record = abstract_of(
        "p &lt; <mml:math xmlns:mml=\"http://www.w3.org/1998/Math/MathML\"><mml:mrow><mml:msup><mml:mn>10</mml:mn>\
         <mml:mrow><mml:mo>-</mml:mo><mml:mn>3</mml:mn></mml:mrow></mml:msup></mml:mrow></mml:math> or \
         <math><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup></math>.",
    );
    assert_eq!(sections(&record)[0].1, "p < 10-3 or x12.");
    let marks: Vec<(&str, Style)> =
        record.text.marks().map(|(s, style)| (s.of(record.text.as_str()), style)).collect();
    assert_eq!(
        marks,
        [
            ("10-3", Style::Formula),
            ("-3", Style::Superscript),
            ("x12", Style::Formula),
            ("1", Style::Subscript),
            ("2", Style::Superscript)
        ]
    );
}

/// Case 40: strings stay strings.
#[test]
fn numbers_that_are_names_stay_as_printed() {
    let record = record(&xml(
        "<MedlineJournalInfo><Country>US</Country><MedlineTA>N Engl J Med</MedlineTA><NlmUniqueID>0255562</NlmUniqueID>\
         <ISSNLinking>0028-4793</ISSNLinking></MedlineJournalInfo>",
        "<Journal><ISSN IssnType=\"Electronic\">1533-4406</ISSN><JournalIssue CitedMedium=\"Internet\">\
         <Volume>1e5</Volume><Issue>0001</Issue></JournalIssue><Title>The New England</Title>\
         <ISOAbbreviation>N Engl J Med</ISOAbbreviation></Journal>\
         <Pagination><StartPage>1777</StartPage><EndPage>1788</EndPage><MedlinePgn>1777-88</MedlinePgn></Pagination>",
        "",
    ));
    let journal = &record.journal;
    assert_eq!(journal.volume.as_deref(), Some("1e5"));
    assert_eq!(journal.issue.as_deref(), Some("0001"));
    assert_eq!(journal.nlm_id.as_deref(), Some("0255562"));
    assert_eq!(journal.issn, Some(("1533-4406".to_owned(), "Electronic".to_owned())));
    assert_eq!(journal.pages.as_deref(), Some("1777-1788"));
    let short = of_article("<Pagination><MedlinePgn>1777-88</MedlinePgn></Pagination>");
    assert_eq!(short.journal.pages.as_deref(), Some("1777-88"));
    let one = of_article("<Pagination><StartPage>e12</StartPage><MedlinePgn>e12</MedlinePgn></Pagination>");
    assert_eq!(one.journal.pages.as_deref(), Some("e12"));
}

/// Case 41, and what authors carry.
#[test]
fn people_and_groups_are_authors() {
    let record = of_article(
        "<AuthorList CompleteYN=\"N\" Type=\"authors\">\
         <Author ValidYN=\"Y\" EqualContrib=\"Y\"><LastName>Dimopoulos</LastName><ForeName>Meletios A</ForeName>\
         <Initials>MA</Initials><Suffix>Jr</Suffix><Identifier Source=\"ORCID\">http://orcid.org/0000-0001-8990-3254\
         </Identifier><AffiliationInfo><Affiliation>Athens &amp; more.</Affiliation><Identifier Source=\"ROR\">x\
         </Identifier></AffiliationInfo><AffiliationInfo><Affiliation>Turin.</Affiliation></AffiliationInfo></Author>\
         <Author ValidYN=\"N\"><LastName>Dimopulos</LastName></Author>\
         <Author ValidYN=\"Y\"><LastName>Mateos</LastName><Identifier Source=\"ORCID\">0000 0003 2390 121x</Identifier>\
         </Author><Author ValidYN=\"Y\"><CollectiveName>AQUILA <i>Investigators</i></CollectiveName></Author>\
         </AuthorList>",
    );
    assert!(record.authors_truncated);
    let names: Vec<String> = record.authors.iter().map(Author::short).collect();
    assert_eq!(names, ["Dimopoulos MA", "Mateos", "AQUILA Investigators"]);
    let Author::Person { orcid, affiliations, suffix, .. } = &record.authors[0] else { panic!() };
    assert_eq!(orcid.as_deref(), Some("0000-0001-8990-3254"));
    assert_eq!(affiliations, &["Athens & more.", "Turin."]);
    assert_eq!(suffix.as_deref(), Some("Jr"));
    let Author::Person { orcid, .. } = &record.authors[1] else { panic!() };
    assert_eq!(orcid.as_deref(), Some("0000-0003-2390-121X"));
}

/// Case 42: the year is found or absent; nothing printed is lost.
#[test]
fn publication_dates_come_in_every_shape() {
    type Case = (&'static str, Option<i32>, Option<u8>, Option<u8>, Option<&'static str>);
    let cases: [Case; 15] = [
        ("<Year>2019</Year>", Some(2019), None, None, None),
        ("<Year>2019</Year><Month>May</Month>", Some(2019), Some(5), None, None),
        ("<Year>2019</Year><Month>05</Month><Day>08</Day>", Some(2019), Some(5), Some(8), None),
        ("<Year>2019</Year><Month>12</Month><Day>9</Day>", Some(2019), Some(12), Some(9), None),
        ("<Year>2019</Year><Month>September</Month>", Some(2019), Some(9), None, None),
        ("<Year>2019</Year><Season>Spring</Season>", Some(2019), None, None, Some("Spring")),
        ("<Year>2019</Year><Season>Apr-Jun</Season>", Some(2019), None, None, Some("Apr-Jun")),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", Some(1998), None, None, Some("1998 Dec-1999 Jan")),
        ("<MedlineDate>2019 Apr-Jun</MedlineDate>", Some(2019), None, None, Some("2019 Apr-Jun")),
        ("<MedlineDate>Spring-Summer 1976</MedlineDate>", Some(1976), None, None, Some("Spring-Summer 1976")),
        ("<MedlineDate>unknown</MedlineDate>", None, None, None, Some("unknown")),
        ("<Year>MMXIX</Year>", None, None, None, Some("MMXIX")),
        ("<Year>2019</Year><Month>13</Month><Day>32</Day>", Some(2019), None, None, Some("13 32")),
        ("<Year>2019-2020</Year>", Some(2019), None, None, Some("2019-2020")),
        ("<Year>2019</Year><Month></Month>", Some(2019), None, None, None),
    ];
    for (inner, year, month, day, raw) in cases {
        let record = of_article(&format!(
            "<Journal><JournalIssue><PubDate>{inner}</PubDate></JournalIssue></Journal>"
        ));
        let want = PartialDate { year, month, day, raw: raw.map(str::to_owned) };
        assert_eq!(record.dates.published, Some(want), "{inner}");
    }
    let none = of_article("<Journal><JournalIssue><PubDate/></JournalIssue></Journal>");
    assert_eq!((none.dates.published.clone(), none.dates.year()), (None, None));
}

/// Case 43: the three dates are kept apart.
#[test]
fn issue_net_and_entry_are_three_dates() {
    let record = record(&xml(
        "<DateRevised><Year>2025</Year><Month>05</Month><Day>10</Day></DateRevised>",
        "<Journal><JournalIssue><PubDate><Year>2025</Year><Month>May</Month><Day>8</Day></PubDate></JournalIssue></Journal>\
         <ArticleDate DateType=\"Electronic\"><Year>2024</Year><Month>12</Month><Day>09</Day></ArticleDate>",
        "<History><PubMedPubDate PubStatus=\"received\"><Year>2024</Year><Month>1</Month><Day>1</Day></PubMedPubDate>\
         <PubMedPubDate PubStatus=\"entrez\"><Year>2024</Year><Month>12</Month><Day>11</Day><Hour>6</Hour></PubMedPubDate>\
         <PubMedPubDate PubStatus=\"pubmed\"><Year>2024</Year><Month>12</Month><Day>10</Day><Hour>0</Hour>\
         <Minute>1</Minute></PubMedPubDate></History><PublicationStatus>ppublish</PublicationStatus>",
    ));
    let day = |date: &Option<PartialDate>| {
        let date = date.as_ref().unwrap();
        (date.year.unwrap(), date.month.unwrap(), date.day.unwrap())
    };
    assert_eq!(day(&record.dates.published), (2025, 5, 8));
    assert_eq!(day(&record.dates.electronic), (2024, 12, 9));
    assert_eq!(day(&record.dates.entered), (2024, 12, 10));
    assert_eq!(day(&record.dates.revised), (2025, 5, 10));
    assert_eq!(record.publication_status.as_deref(), Some("ppublish"));
}

/// Case 44.
#[test]
fn books_are_records() {
    let book = "<PubmedBookArticle><BookDocument><PMID Version=\"1\">21413195</PMID><ArticleIdList>\
        <ArticleId IdType=\"bookaccession\">NBK51812</ArticleId></ArticleIdList><Book><Publisher>\
        <PublisherName>A House</PublisherName><PublisherLocation>London</PublisherLocation></Publisher>\
        <BookTitle book=\"b\">The Whole <i>Book</i></BookTitle><PubDate><Year>2009</Year><Month>02</Month></PubDate>\
        <AuthorList Type=\"editors\"><Author><LastName>Ed</LastName></Author></AuthorList>\
        <AuthorList Type=\"authors\"><Author><CollectiveName>A Centre</CollectiveName></Author></AuthorList>\
        <Isbn>9781860163609</Isbn><ELocationID EIdType=\"doi\">10.1000/book</ELocationID></Book>CHAPTER\
        <Language>eng</Language><PublicationType UI=\"D016454\">Review</PublicationType>\
        <Abstract><AbstractText>Text.</AbstractText></Abstract></BookDocument><PubmedBookData><History>\
        <PubMedPubDate PubStatus=\"pubmed\"><Year>2011</Year><Month>3</Month><Day>18</Day></PubMedPubDate></History>\
        <PublicationStatus>ppublish</PublicationStatus><ArticleIdList><ArticleId IdType=\"pubmed\">21413195</ArticleId>\
        </ArticleIdList></PubmedBookData></PubmedBookArticle>";
    let whole = record(&book.replace("CHAPTER", ""));
    assert_eq!(whole.kind, RecordKind::Book);
    assert_eq!((whole.title(), whole.journal.title.as_deref()), ("The Whole Book", Some("The Whole Book")));
    assert_eq!(whole.journal.publisher.as_deref(), Some("A House"));
    assert_eq!(whole.authors.iter().map(Author::short).collect::<Vec<_>>(), ["A Centre"]);
    assert_eq!(whole.doi().unwrap().as_str(), "10.1000/book");
    assert_eq!((whole.dates.year(), sections(&whole)), (Some(2009), vec![(None, "Text.")]));

    let chapter = record(&book.replace(
        "CHAPTER",
        "<ArticleTitle book=\"b\" part=\"p\">One Chapter</ArticleTitle>\
         <AuthorList Type=\"authors\"><Author><LastName>Writer</LastName></Author></AuthorList>",
    ));
    assert_eq!((chapter.title(), chapter.journal.title.as_deref()), ("One Chapter", Some("The Whole Book")));
    assert_eq!(chapter.authors.iter().map(Author::short).collect::<Vec<_>>(), ["Writer"]);
    assert_eq!(chapter.doi(), None, "the book's DOI is not the chapter's");
}

/// Cases 45 and 46.
#[test]
fn absent_and_other_abstracts() {
    let none = record(&xml("", "<ArticleTitle>T.</ArticleTitle>", ""));
    assert!(!none.text.has_abstract());
    assert_eq!(none.text.as_str(), "T.");
    let other = record(&xml(
        "<OtherAbstract Type=\"plain-language-summary\" Language=\"spa\"><AbstractText Label=\"Uno\">Dos &lt; 3.\
         </AbstractText><AbstractText>Tres.</AbstractText></OtherAbstract>\
         <OtherAbstract Type=\"Publisher\"><AbstractText>NCT00000001.</AbstractText>\
         <CopyrightInformation>c</CopyrightInformation></OtherAbstract>",
        "<Abstract><AbstractText>Main.</AbstractText></Abstract><VernacularTitle>Título</VernacularTitle>",
        "",
    ));
    assert_eq!(sections(&other), [(None, "Main.")]);
    let [first, second] = other.other_abstracts.as_slice() else { panic!() };
    assert_eq!((first.kind.as_str(), first.language.as_str()), ("plain-language-summary", "spa"));
    assert_eq!(first.sections, [(Some("Uno".to_owned()), "Dos < 3.".to_owned()), (None, "Tres.".to_owned())]);
    assert_eq!((second.kind.as_str(), second.language.as_str()), ("Publisher", "eng"));
    assert_eq!(other.vernacular_title.as_deref(), Some("Título"));
    assert_eq!(other.trials, [], "other abstracts are not read");
}

/// Case 47, and the flags that links raise.
#[test]
fn links_are_kept_and_citations_counted() {
    let record = record(&xml(
        "<CommentsCorrectionsList><CommentsCorrections RefType=\"Cites\"><RefSource>a</RefSource>\
         <PMID Version=\"1\">1</PMID></CommentsCorrections><CommentsCorrections RefType=\"RetractionIn\">\
         <RefSource>Lancet. 2010 Feb 6</RefSource><PMID Version=\"1\">20137807</PMID><Note>n</Note></CommentsCorrections>\
         <CommentsCorrections RefType=\"ErratumIn\"><RefSource>doi: 10.1000/e</RefSource></CommentsCorrections>\
         </CommentsCorrectionsList>",
        "",
        "",
    ));
    assert_eq!(record.pmid.unwrap().get(), 39_652_675);
    let links: Vec<(&str, Option<u32>)> =
        record.links.iter().map(|l| (l.kind.0.as_str(), l.pmid.map(|p| p.get()))).collect();
    assert_eq!(links, [("RetractionIn", Some(20_137_807)), ("ErratumIn", None)]);
    assert_eq!(record.flags(), [Flag::Retracted, Flag::Corrected]);
    assert_eq!(record.reference_count, 1);
}

/// Case 48: what the DTD does not have is stepped over and counted.
#[test]
fn unknown_elements_are_counted() {
    let record = xml(
        "<NewThing a=\"1\"><PMID>5</PMID><Deep><Deeper/></Deep></NewThing><NewThing/>",
        "<ArticleTitle>A <blink>T</blink>.</ArticleTitle><Brand><New/></Brand>",
        "<More/>",
    )
    .replace("Owner=\"NLM\"", "Owner=\"NLM\" New=\"x\" Status2='\"'");
    let stream = format!(
        "<!DOCTYPE PubmedArticleSet PUBLIC \"-//NLM//DTD PubMedArticle, 1st January 2099//EN\" \
         \"https://example.invalid/pubmed_990101.dtd\"><PubmedArticleSet>{record}</PubmedArticleSet>"
    );
    let parsed = parsed(Format::PubmedXml, stream.as_bytes()).remove(0);
    assert_eq!(parsed.record.title(), "A T.");
    assert_eq!(parsed.record.pmid.unwrap().get(), 39_652_675);
    let unknown: Vec<(&str, u32)> = parsed.unknown.iter().map(|(n, t)| (n.as_str(), *t)).collect();
    assert_eq!(unknown, [("blink", 1), ("Brand", 1), ("NewThing", 2), ("More", 1)]);
}

/// Case 51: the indented form of the baseline and the one-line form of EFetch.
#[test]
fn baseline_and_efetch_give_one_record() {
    let line = "<PubmedArticle><MedlineCitation Status=\"MEDLINE\"><PMID Version=\"2\">1</PMID>\
        <Article><Journal><JournalIssue><PubDate><Year>2024</Year></PubDate></JournalIssue><Title>J</Title></Journal>\
        <ArticleTitle>Of <i>x</i> and 5&#xb7;0 m<sup>2</sup>.</ArticleTitle>\
        <Abstract><AbstractText Label=\"R\">P&lt;0&#xb7;01 <b>and</b> <i>more</i>.</AbstractText></Abstract>\
        <AuthorList><Author><LastName>M&#xfc;ller</LastName></Author></AuthorList><Language>eng</Language></Article>\
        </MedlineCitation></PubmedArticle>";
    let mut indented = String::new();
    let mut depth = 0_usize;
    let mut rest = line;
    let mut mixed = false;
    while let Some(at) = rest.find('>') {
        let piece = &rest[..=at];
        rest = &rest[at + 1..];
        let tag = &piece[piece.find('<').unwrap()..];
        let inline = ["<i>", "</i>", "<b>", "</b>", "<sup>", "</sup>"].contains(&tag);
        if !mixed && !inline && piece.starts_with("</") {
            depth -= 1;
        }
        if !mixed && piece.starts_with('<') && !inline {
            indented.push_str(&format!("\n{}", "    ".repeat(depth)));
        }
        indented.push_str(piece);
        if !tag.starts_with("</") && !inline {
            mixed = rest.starts_with(|c| c != '<');
            depth += usize::from(!mixed);
        } else if !inline {
            mixed = false;
        }
    }
    let indented = indented.replace("&#xb7;", "·").replace("&#xfc;", "ü");
    assert!(indented.contains("\n    <MedlineCitation"), "{indented}");
    let efetch = parsed(Format::PubmedXml, set(&[line]).as_bytes()).remove(0);
    let baseline = parsed(Format::PubmedXml, set(&[&indented]).as_bytes()).remove(0);
    assert_eq!(baseline.record, efetch.record);
    assert_eq!(efetch.record.version, 2);
    assert_eq!(efetch.record.title(), "Of x and 5·0 m2.");
    assert_eq!(sections(&efetch.record), [(Some("R"), "P<0·01 and more.")]);
}

#[test]
fn white_space_inside_a_text_is_kept_and_layout_around_it_is_not() {
    let cases = [
        ("\n    One <i>two</i>\n    ", "One two"),
        (" One ", " One "),
        ("\t\n<b>One</b>  two\u{a0}", "One  two\u{a0}"),
        ("One\n  two", "One\n  two"),
        ("\n   \n", ""),
    ];
    for (inner, want) in cases {
        assert_eq!(sections(&abstract_of(inner))[0].1, want, "{inner:?}");
    }
}

#[test]
fn trials_come_from_data_banks_and_from_the_text() {
    let record = of_article(
        "<ArticleTitle>NCT00000003: a trial</ArticleTitle><Abstract><AbstractText>(NCT03301220; NCT00000002.) \
         xNCT00000009 NCT000000091 NCT0000009 ISRCTN1</AbstractText></Abstract>\
         <DataBankList CompleteYN=\"Y\"><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList>\
         <AccessionNumber>NCT03301220</AccessionNumber><AccessionNumber>NCT03301220</AccessionNumber>\
         <AccessionNumber>unreadable</AccessionNumber></AccessionNumberList></DataBank><DataBank>\
         <DataBankName>GENBANK</DataBankName><AccessionNumberList><AccessionNumber>AF1</AccessionNumber>\
         </AccessionNumberList></DataBank></DataBankList>",
    );
    let trials: Vec<(String, TrialSource)> =
        record.trials.iter().map(|t| (t.nct.to_string(), t.found_in)).collect();
    assert_eq!(
        trials,
        [
            ("NCT03301220".to_owned(), TrialSource::DataBank),
            ("NCT00000003".to_owned(), TrialSource::Text),
            ("NCT00000002".to_owned(), TrialSource::Text),
        ]
    );
    let banks: Vec<(&str, &str)> = record.data_banks.iter().map(|(b, n)| (b.as_str(), n.as_str())).collect();
    assert_eq!(banks, [("ClinicalTrials.gov", "unreadable"), ("GENBANK", "AF1")]);
}

#[test]
fn vocabularies_and_grants() {
    let record = record(&xml(
        "<ChemicalList><Chemical><RegistryNumber>0</RegistryNumber><NameOfSubstance UI=\"D1\">Drug</NameOfSubstance>\
         </Chemical></ChemicalList><MeshHeadingList><MeshHeading><DescriptorName UI=\"D2\" MajorTopicYN=\"N\">Aged\
         </DescriptorName><QualifierName UI=\"Q1\" MajorTopicYN=\"Y\">therapy</QualifierName></MeshHeading>\
         </MeshHeadingList><KeywordList Owner=\"NOTNLM\"><Keyword MajorTopicYN=\"N\">IL-2<sup>+</sup></Keyword>\
         </KeywordList><InvestigatorList><Investigator><LastName>In</LastName></Investigator></InvestigatorList>\
         <OtherID Source=\"NASA\">00027</OtherID>",
        "<Language>eng</Language><Language>fre</Language><GrantList CompleteYN=\"Y\"><Grant><GrantID>R01</GrantID>\
         <Acronym>CA</Acronym><Agency>NCI &amp;amp; NIH</Agency><Country>US</Country></Grant></GrantList>\
         <PublicationTypeList><PublicationType UI=\"D016449\">Randomized Controlled Trial</PublicationType>\
         <PublicationType UI=\"D016441\">Retracted Publication</PublicationType></PublicationTypeList>",
        "",
    ));
    assert_eq!(record.chemicals[0].ui, "D1");
    assert_eq!((record.mesh[0].major, record.mesh[0].qualifiers[0].1), (false, true));
    assert_eq!(record.mesh[0].descriptor.name, "Aged");
    assert_eq!(record.keywords, ["IL-2+"]);
    assert_eq!(record.investigators.len(), 1);
    assert_eq!(record.languages, ["eng", "fre"]);
    assert_eq!(record.grants[0].agency.as_deref(), Some("NCI &amp; NIH"));
    assert_eq!(record.types[0].ui, "D016449");
    assert_eq!(record.flags(), [Flag::Retracted]);
    assert_eq!(record.other_ids, [("NASA".to_owned(), "00027".to_owned())]);
}

#[test]
fn a_record_without_a_readable_pmid_is_damage() {
    for (from, to, want) in [
        (">39652675<", ">Text2<", "its PMID `Text2` is no number"),
        (">39652675<", "><", "its PMID `` is no number"),
        (">39652675<", ">0<", "its PMID `0` is no number"),
        (">39652675<", ">-5<", "its PMID `-5` is no number"),
        ("<PMID Version=\"1\">39652675</PMID>", "", "it has no PMID"),
    ] {
        let error = pubmed::record(xml("", "", "").replace(from, to).as_bytes()).unwrap_err();
        assert!(error.contains(want), "{error}");
    }
}
