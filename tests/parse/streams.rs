//! Where records begin and end, and what ends a stream.

use litx::parse::{Format, Item, ParseError, pieces, pubmed, sniff};

use super::{damages, parsed, read, set, xml};

fn pmids(items: &[Item]) -> Vec<u32> {
    items
        .iter()
        .filter_map(|item| if let Item::Record(p) = item { p.record.pmid.map(|p| p.get()) } else { None })
        .collect()
}

fn numbered(pmid: u32) -> String {
    xml("", "<ArticleTitle>T &lt; 1.</ArticleTitle>", "").replace("39652675", &pmid.to_string())
}

/// Records may be cut on one thread and read on others.
#[test]
fn pieces_can_be_sent_to_other_threads() {
    fn sendable<T: Send>(value: T) -> T {
        value
    }
    let stream = set(&[&numbered(1), &numbered(2)]);
    let reader: Box<dyn std::io::BufRead + Send> = Box::new(std::io::Cursor::new(stream));
    let read: Vec<_> = sendable(pieces(Format::PubmedXml, reader))
        .map(|piece| std::thread::spawn(move || piece.unwrap().read()))
        .map(|reading| reading.join().unwrap())
        .collect();
    assert_eq!(pmids(&read), [1, 2]);
}

#[test]
fn formats_are_told_by_their_first_bytes() {
    let cases: [(&[u8], Format); 14] = [
        (b"<?xml version=\"1.0\"?>", Format::PubmedXml),
        (b"\xef\xbb\xbf<?xml", Format::PubmedXml),
        (b"\n  <PubmedArticleSet>", Format::PubmedXml),
        (b"<!DOCTYPE", Format::PubmedXml),
        (b"<", Format::PubmedXml),
        (b"<0.001 was P", Format::Plain),
        (b"\nPMID- 1\n", Format::Nbib),
        (b"\xef\xbb\xbfPMID- 1\n", Format::Nbib),
        (b"PMID 1", Format::Plain),
        (b" {\"id\": 1}", Format::JsonLines),
        (b"\xef\xbb\xbf{", Format::JsonLines),
        (b"=== Lien PubMed ===", Format::Plain),
        (b"", Format::Plain),
        (b"\xff\xfe", Format::Plain),
    ];
    for (head, want) in cases {
        assert_eq!(sniff(head), want, "{}", String::from_utf8_lossy(head));
    }
}

#[test]
fn each_record_has_its_own_bytes_and_place() {
    let (one, two) = (numbered(1), numbered(2));
    let stream = format!(
        "\u{feff}<?xml version=\"1.0\"?>\n<!-- <PubmedArticle> --><PubmedArticleSet>\n{one}\n<!--x-->{two}\n\
         <DeleteCitation>\n<PMID Version=\"1\">7</PMID><PMID Version=\"1\">8</PMID></DeleteCitation></PubmedArticleSet>"
    );
    let pieces: Vec<_> = pieces(Format::PubmedXml, stream.as_bytes()).map(Result::unwrap).collect();
    assert_eq!(pieces.len(), 3);
    for piece in &pieces {
        let at = usize::try_from(piece.offset).unwrap();
        assert_eq!(&stream.as_bytes()[at..at + piece.raw.len()], piece.raw, "record {}", piece.position);
    }
    assert_eq!((pieces[0].raw.as_slice(), pieces[1].raw.as_slice()), (one.as_bytes(), two.as_bytes()));
    assert_eq!(pieces.iter().map(|p| p.position).collect::<Vec<_>>(), [1, 2, 3]);
    // Case 52, so far as one file goes.
    let Item::Delete(gone) = pieces[2].clone().read() else { panic!() };
    assert_eq!(gone.iter().map(|p| p.get()).collect::<Vec<_>>(), [7, 8]);
}

#[test]
fn what_looks_like_a_record_and_is_none() {
    let one = xml(
        "<!-- </PubmedArticle><PubmedArticle> --><CoiStatement><![CDATA[</PubmedArticle></PubmedArticleSet>]]>\
         </CoiStatement><?p </PubmedArticle>?>",
        "<ArticleTitle>&lt;/PubmedArticle&gt; <![CDATA[<PubmedArticle>]]></ArticleTitle>",
        "",
    )
    .replace("<PubmedArticle>", "<PubmedArticle a=\"x > y\" b='/' >");
    let one = one.replace("<![CDATA[<PubmedArticle a=\"x > y\" b='/' >]]>", "<![CDATA[<PubmedArticle>]]>");
    let (items, end) = read(Format::PubmedXml, set(&[&one, &numbered(2)]).as_bytes());
    assert!(end.is_none(), "{end:?}");
    assert_eq!(pmids(&items), [39_652_675, 2]);
    let Item::Record(first) = &items[0] else { panic!() };
    assert_eq!(first.record.title(), "</PubmedArticle> <PubmedArticle>");
}

#[test]
fn sets_of_every_kind() {
    let bare = "<MedlineCitation><PMID>5</PMID></MedlineCitation>";
    let cases = [
        ("<PubmedArticleSet></PubmedArticleSet>".to_owned(), vec![]),
        ("<PubmedArticleSet/>".to_owned(), vec![]),
        (numbered(1), vec![1]),
        (format!("{}\n{}", numbered(1), numbered(2)), vec![1, 2]),
        (format!("{}{}", set(&[&numbered(1)]), set(&[&numbered(2)])), vec![1, 2]),
        (format!("<MedlineCitationSet>{bare}{bare}</MedlineCitationSet>"), vec![5, 5]),
        (bare.to_owned(), vec![5]),
        (format!("<results><page>{}</page></results>", numbered(3)), vec![3]),
        (format!("<PubmedArticleSet>{}</PubmedArticleSet >\n<!-- end -->\n", numbered(3)), vec![3]),
    ];
    for (stream, want) in cases {
        let (items, end) = read(Format::PubmedXml, stream.as_bytes());
        assert!(end.is_none(), "{end:?}: {stream}");
        assert_eq!(pmids(&items), want, "{stream}");
        assert_eq!(items.len(), want.len(), "{stream}");
    }
}

#[test]
fn other_elements_of_a_set_are_not_passed_over_in_silence() {
    let stream = format!(
        "<PubmedArticleSet>{}<NewRecord><NewRecord/><x/></NewRecord><Empty/>{}</PubmedArticleSet>",
        numbered(1),
        numbered(2)
    );
    let (items, end) = read(Format::PubmedXml, stream.as_bytes());
    assert!(end.is_none());
    assert_eq!(pmids(&items), [1, 2]);
    let reasons: Vec<&str> = damages(&items).iter().map(|d| d.reason.as_str()).collect();
    assert_eq!(reasons, ["`NewRecord` is no record litx knows", "`Empty` is no record litx knows"]);
}

#[test]
fn the_tail_of_a_file_is_not_passed_over_in_silence() {
    let tail = format!("</Article></MedlineCitation></PubmedArticle>{}</PubmedArticleSet>", numbered(2));
    let (items, _) = read(Format::PubmedXml, tail.as_bytes());
    assert_eq!(pmids(&items), [2]);
    let reasons: Vec<&str> = damages(&items).iter().map(|d| d.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "the end tag of `Article` closes nothing",
            "it has an end tag and no readable start tag",
            "it has an end tag and no readable start tag",
            "the end tag of `PubmedArticleSet` closes nothing",
        ]
    );
}

#[test]
fn a_record_without_its_end_does_not_take_the_next_along() {
    let torn = numbered(1).replace("</PubmedArticle>", "");
    let (items, end) = read(Format::PubmedXml, set(&[&torn, &numbered(2), &torn]).as_bytes());
    assert!(end.is_none(), "{end:?}");
    assert_eq!(pmids(&items), [2]);
    let found: Vec<String> = damages(&items).iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "record 1 (byte 42, PMID 1): it has no end tag: the next record begins inside of it",
            &format!(
                "record 3 (byte {}, PMID 1): it has no end tag: the set ends inside of it",
                44 + torn.len() + numbered(2).len()
            ),
        ]
    );
    let headless = numbered(1).replace("<PubmedArticle>", "");
    let (items, _) = read(Format::PubmedXml, set(&[&headless, &numbered(2)]).as_bytes());
    assert_eq!(items.iter().filter(|i| matches!(i, Item::Record(_))).count(), 2, "{items:?}");
    assert!(damages(&items)[1].reason.contains("no readable start tag"), "{items:?}");
}

#[test]
fn what_is_no_pubmed_xml_is_refused() {
    let unknown = [
        ("<html><body><p>Bad gateway</p></body></html>", "`html`"),
        ("<eFetchResult><ERROR>x</ERROR></eFetchResult>", "`eFetchResult`"),
        ("{\"error\":\"API rate limit exceeded\"}", "`{\\\"error\\\""),
        ("<eFetchResult/>", "`eFetchResult`"),
        ("\u{feff}text", "`text`"),
    ];
    for (stream, want) in unknown {
        let (items, end) = read(Format::PubmedXml, stream.as_bytes());
        let Some(ParseError::Unknown { reason }) = end else { panic!("{stream}: {end:?}") };
        assert!(items.is_empty() && reason.contains(want), "{stream}: {reason}");
    }
    for stream in
        ["", " \n", "<?xml version=\"1.0\"?>", "<!DOCTYPE PubmedArticleSet [", "<PubmedArticleSet>", "<!--"]
    {
        let (items, end) = read(Format::PubmedXml, stream.as_bytes());
        assert!(items.is_empty() && matches!(end, Some(ParseError::Truncated { .. })), "{stream}: {end:?}");
    }
    let (_, end) = read(Format::PubmedXml, b"\xff\xfe<\0P\0");
    assert!(matches!(end, Some(ParseError::Unknown { .. })), "{end:?}");
    let trailing = format!("{}{{\"error\":\"x\"}}", set(&[&numbered(1)]));
    let (items, end) = read(Format::PubmedXml, trailing.as_bytes());
    assert_eq!(pmids(&items), [1]);
    assert!(matches!(end, Some(ParseError::Unknown { .. })), "{end:?}");
}

/// Case 13, as far as reading goes: a body cut anywhere is an error, or whole.
#[test]
fn a_cut_is_seen_wherever_it_falls() {
    let records = [numbered(1), numbered(2), numbered(3)];
    let bodies = [
        set(&[&records[0], &records[1], &records[2]]),
        format!("<!DOCTYPE P [<!ENTITY x \">\">]><PubmedArticleSet>{}</PubmedArticleSet>", records.concat()),
    ];
    for body in bodies {
        for cut in 0..=body.len() {
            let (items, end) = read(Format::PubmedXml, &body.as_bytes()[..cut]);
            let whole = body[cut..].trim().is_empty();
            assert_eq!(end.is_none(), whole, "cut at {cut} of {}: {end:?}", body.len());
            assert!(damages(&items).is_empty(), "cut at {cut}");
            assert_eq!(pmids(&items), (1..=u32::try_from(items.len()).unwrap()).collect::<Vec<_>>());
            if whole {
                assert_eq!(items.len(), 3);
            } else {
                assert!(matches!(end, Some(ParseError::Truncated { .. })), "cut at {cut}: {end:?}");
            }
        }
    }
}

#[test]
fn a_record_that_is_too_long_is_damage_and_the_next_goes_on() {
    for padding in [
        format!("<CoiStatement>{}</CoiStatement>", "x".repeat(600_000)),
        format!("<!--{}-->", "x".repeat(600_000)),
        format!("<a b=\"{}\"/>", "x".repeat(600_000)),
        "<i/>".repeat(150_000),
    ] {
        let long = xml(&padding, "", "");
        assert!(long.len() > 500_000);
        let stream = set(&[&numbered(1), &long, &numbered(3)]);
        let items: Vec<Item> =
            pubmed::Splitter::with_longest(stream.as_bytes(), 100_000).map(|p| p.unwrap().read()).collect();
        assert_eq!(pmids(&items), [1, 3], "{}", &padding[..10]);
        assert_eq!(damages(&items)[0].reason, "it is longer than 100000 bytes, the most that is read");
        assert_eq!(damages(&items)[0].pmid.map(|p| p.get()), Some(39_652_675));
    }
}

#[test]
fn a_text_far_longer_than_any_abstract_is_damage_and_the_next_goes_on() {
    let long = "a word ".repeat(150_000);
    let lines = format!("{{\"id\": \"1\", \"abstract\": \"{long}\"}}\n{{\"id\": \"2\"}}\n");
    let (items, end) = read(Format::JsonLines, lines.as_bytes());
    assert!(end.is_none() && items.len() == 2);
    assert_eq!(
        damages(&items)[0].reason,
        "its title and abstract are longer than 1048576 bytes, the most that is read"
    );
    let (items, _) = read(Format::Plain, long.as_bytes());
    assert_eq!(damages(&items).len(), 1);
}

#[test]
fn reading_errors_end_the_stream() {
    struct Breaks(usize);
    impl std::io::Read for Breaks {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            if self.0 == 0 {
                return Err(std::io::Error::other("the line is down"));
            }
            self.0 -= 1;
            let text = b"<PubmedArticleSet>  ";
            out[..text.len()].copy_from_slice(text);
            Ok(text.len())
        }
    }
    for format in [Format::PubmedXml, Format::Nbib, Format::JsonLines, Format::Plain] {
        let mut items = litx::parse::items(format, std::io::BufReader::new(Breaks(1)));
        assert!(matches!(items.next(), Some(Err(ParseError::Io { offset: 20, .. }))), "{format:?}");
        assert!(items.next().is_none(), "{format:?}");
    }
}

#[test]
fn an_empty_list_is_no_error_where_a_list_is_meant() {
    assert!(parsed(Format::Nbib, b"\n\n").is_empty());
    assert!(parsed(Format::JsonLines, b"\n \n").is_empty());
    let (_, end) = read(Format::Plain, b" \n");
    assert!(matches!(end, Some(ParseError::Unknown { .. })), "{end:?}");
}

/// Nothing takes longer than in proportion to the length, whatever a record repeats.
#[test]
fn a_record_that_repeats_itself_is_read_or_refused_soon() {
    let many = |one: &dyn Fn(usize) -> String| (0..20_000).map(one).collect::<String>();
    let ids = many(&|i| format!("<ArticleId IdType=\"doi\">10.1000/{i}</ArticleId>"));
    let of_ids = xml("", "", &format!("<ArticleIdList>{ids}</ArticleIdList>"));
    assert!(pubmed::record(of_ids.as_bytes()).unwrap_err().contains("more than 1000 identifiers"));

    let names = xml(&many(&|i| format!("<X{i}/>")), "", "");
    let (_, unknown) = pubmed::record(names.as_bytes()).unwrap();
    assert_eq!((unknown.len(), unknown.last()), (65, Some(&("(others)".to_owned(), 19_936))));

    let trials = many(&|i| format!("NCT{i:08} "));
    let text = format!("<Abstract><AbstractText>{trials}</AbstractText></Abstract>");
    assert_eq!(pubmed::record(xml("", &text, "").as_bytes()).unwrap().0.trials.len(), 20_000);

    let lines = many(&|i| format!("AID - 10.1000/{i} [doi]\n"));
    let (items, _) = read(Format::Nbib, format!("PMID- 1\n{lines}").as_bytes());
    assert!(damages(&items)[0].reason.contains("more than 1000 identifiers"));
    for text in [
        "RESULTS\n",
        "AAAA: ",
        "A. BBBB: ",
        ":",
        "\n",
        " \n: ",
        "=== Abstract ===\n",
        "=== x ===\n",
        "PMID: ",
        ". 2024 ",
    ] {
        let (items, _) = read(Format::Plain, format!("x\n{}", text.repeat(20_000)).as_bytes());
        assert!(!items.is_empty(), "{text:?}");
    }
    let saved = "=== Metadata ===\nA B, C D.\nT.\nJ. 2020. doi: 10.1000/1\n";
    let page = format!("{saved}{}=== PubMed link ===\n", many(&|i| format!("PMID: 10.1000/{i}\n")));
    assert!(parsed(Format::Plain, page.as_bytes())[0].record.dois.len() < 30);
}
