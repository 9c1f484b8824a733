//! One record of the emulated PubMed, read by plain string search, and records made up by number.

/// A record and what it is found by.
#[derive(Clone, Debug)]
pub(crate) struct Article {
    pub(crate) pmid: u32,
    /// Its own DOIs, as printed.
    pub(crate) dois: Vec<String>,
    /// With the `PMC` in front.
    pub(crate) pmcid: Option<String>,
    /// Registration numbers of its data banks.
    pub(crate) trials: Vec<String>,
    /// Title and abstract, in lower case.
    pub(crate) text: String,
    pub(crate) title: String,
    /// Year, month, day.
    pub(crate) entered: (u16, u8, u8),
    /// Journal (lower case, no full stops), year, volume, first page.
    pub(crate) citation: [String; 4],
    /// What it was read from; nothing for a record made up by its number.
    bytes: Option<Vec<u8>>,
}

impl Article {
    /// Reads `<PubmedArticle>` … `</PubmedArticle>` or `<PubmedBookArticle>` ….
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let all = String::from_utf8_lossy(bytes).into_owned();
        // What belongs to other papers is put aside first: references and linked papers.
        let mut own = without(&without(&all, "ReferenceList"), "CommentsCorrectionsList");
        // A chapter's book has a DOI of its own, which is not the chapter's.
        if let (true, Some((before, rest))) = (own.contains("<ArticleTitle"), own.split_once("<Book>")) {
            own = format!("{before}{}", rest.split_once("</Book>").map_or("", |(_, after)| after));
        }
        let ids = between(&own, "<ArticleIdList", "</ArticleIdList>").last().unwrap_or_default();
        let mut dois = Vec::new();
        for (tag, attribute, place) in
            [("ArticleId", "IdType=\"doi\"", ids.as_str()), ("ELocationID", "EIdType=\"doi\"", &own)]
        {
            for doi in elements(place, tag, attribute) {
                if !dois.iter().any(|d: &String| d.eq_ignore_ascii_case(&doi)) {
                    dois.push(doi);
                }
            }
        }
        let abstracts: Vec<String> = between(&own, "<Abstract>", "</Abstract>")
            .flat_map(|a| elements(&a, "AbstractText", ""))
            .collect();
        let title = elements(&own, "ArticleTitle", "").into_iter().next().unwrap_or_default();
        let entered = between(&own, "PubStatus=\"entrez\">", "</PubMedPubDate>").next().unwrap_or_default();
        let part = |tag: &str| elements(&entered, tag, "").first().and_then(|v| v.parse::<u16>().ok());
        let first = |tag: &str| elements(&own, tag, "").into_iter().next().unwrap_or_default();
        let pages =
            [first("StartPage"), first("MedlinePgn")].into_iter().find(|p| !p.is_empty()).unwrap_or_default();
        Self {
            pmid: elements(&own, "PMID", "")
                .first()
                .and_then(|p| p.parse().ok())
                .expect("a record has a PMID"),
            dois,
            pmcid: elements(&ids, "ArticleId", "IdType=\"pmc\"").into_iter().next(),
            trials: elements(&own, "AccessionNumber", ""),
            text: format!("{title} {}", abstracts.join(" ")).to_lowercase(),
            title,
            entered: (
                part("Year").unwrap_or(2024),
                part("Month").unwrap_or(1).min(12) as u8,
                part("Day").unwrap_or(1).min(31) as u8,
            ),
            citation: [
                first("ISOAbbreviation").replace('.', "").to_lowercase(),
                between(&own, "<PubDate>", "</PubDate>")
                    .next()
                    .map(|d| elements(&d, "Year", "").concat())
                    .unwrap_or_default(),
                first("Volume"),
                pages.split('-').next().unwrap_or_default().to_owned(),
            ],
            bytes: Some(bytes.to_vec()),
        }
    }

    /// A made-up record: DOI `10.5555/made.PMID`, PMCID `PMCPMID`, trial number `NCT` and the PMID's last 8 digits.
    pub(crate) fn made(pmid: u32) -> Self {
        let made = Made::of(pmid);
        Self {
            pmid,
            dois: vec![made.doi.clone()],
            pmcid: Some(made.pmcid.clone()),
            trials: vec![made.trial.clone()],
            text: format!("{} {}", made.title, made.text).to_lowercase(),
            title: made.title,
            entered: made.entered,
            citation: ["invent med".to_owned(), made.entered.0.to_string(), "7".to_owned(), pmid.to_string()],
            bytes: None,
        }
    }

    /// A record with next to nothing in it, where there are to be many.
    pub(crate) fn short(pmid: u32) -> Self {
        let xml = format!(
            "<PubmedArticle><MedlineCitation><PMID Version=\"1\">{pmid}</PMID><Article><Journal><JournalIssue><PubDate><Year>2020</Year></PubDate></JournalIssue></Journal><ArticleTitle>Short.</ArticleTitle></Article></MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType=\"pubmed\">{pmid}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>"
        );
        Self {
            bytes: Some(xml.into_bytes()),
            dois: Vec::new(),
            pmcid: None,
            trials: Vec::new(),
            ..Self::made(pmid)
        }
    }

    /// The record's XML.
    pub(crate) fn xml(&self) -> Vec<u8> {
        self.bytes.clone().unwrap_or_else(|| Made::of(self.pmid).xml().into_bytes())
    }

    /// Whether a DOI is one of its own.
    pub(crate) fn has_doi(&self, doi: &str) -> bool {
        self.dois.iter().any(|d| d.trim_end_matches('.').eq_ignore_ascii_case(doi.trim_end_matches('.')))
    }

    /// The DOIs of its references.
    pub(crate) fn cited(&self) -> Vec<String> {
        let xml = String::from_utf8_lossy(&self.xml()).into_owned();
        let lists = between(&xml, "<ReferenceList", "</ReferenceList>").collect::<String>();
        elements(&lists, "ArticleId", "IdType=\"doi\"")
    }

    /// Whether a text stands anywhere in its bytes, references included.
    pub(crate) fn mentions(&self, text: &str) -> bool {
        let xml = String::from_utf8_lossy(self.bytes.as_deref().unwrap_or_default()).to_lowercase();
        xml.contains(&text.to_lowercase())
    }
}

struct Made {
    pmid: u32,
    doi: String,
    pmcid: String,
    trial: String,
    title: String,
    text: String,
    entered: (u16, u8, u8),
}

impl Made {
    fn of(pmid: u32) -> Self {
        let number = pmid % 100_000_000;
        let group = 100 + pmid % 50;
        Self {
            pmid,
            doi: format!("10.5555/made.{pmid}"),
            pmcid: format!("PMC{pmid}"),
            trial: format!("NCT{number:08}"),
            title: format!("Invented trial number {pmid}."),
            text: format!(
                "A total of {} patients were randomly assigned to receive drug A ({group} patients) or placebo ({group} patients). The hazard ratio for death was 0.70 (95% CI, 0.50 to 0.98; P = 0.04). (ClinicalTrials.gov number, NCT{number:08}.)",
                group * 2
            ),
            entered: (2000 + (pmid % 25) as u16, 1 + (pmid / 25 % 12) as u8, 1 + (pmid / 300 % 28) as u8),
        }
    }

    fn xml(&self) -> String {
        let Self { pmid, doi, pmcid, trial, title, text, entered: (year, month, day) } = self;
        format!(
            concat!(
                r#"<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{pmid}</PMID>"#,
                r#"<DateRevised><Year>{year}</Year><Month>{month:02}</Month><Day>{day:02}</Day></DateRevised>"#,
                r#"<Article PubModel="Print"><Journal><ISSN IssnType="Print">0000-0000</ISSN><JournalIssue CitedMedium="Print"><Volume>7</Volume><Issue>1</Issue><PubDate><Year>{year}</Year></PubDate></JournalIssue><Title>Inventions in medicine</Title><ISOAbbreviation>Invent Med</ISOAbbreviation></Journal>"#,
                r#"<ArticleTitle>{title}</ArticleTitle><Pagination><StartPage>{pmid}</StartPage></Pagination><ELocationID EIdType="doi" ValidYN="Y">{doi}</ELocationID>"#,
                r#"<Abstract><AbstractText Label="RESULTS" NlmCategory="RESULTS">{text}</AbstractText></Abstract>"#,
                r#"<AuthorList CompleteYN="Y"><Author ValidYN="Y"><LastName>Made</LastName><ForeName>Ada</ForeName><Initials>A</Initials></Author></AuthorList><Language>eng</Language>"#,
                r#"<DataBankList CompleteYN="Y"><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList><AccessionNumber>{trial}</AccessionNumber></AccessionNumberList></DataBank></DataBankList>"#,
                r#"<PublicationTypeList><PublicationType UI="D016449">Randomized Controlled Trial</PublicationType></PublicationTypeList></Article>"#,
                r#"<MedlineJournalInfo><MedlineTA>Invent Med</MedlineTA></MedlineJournalInfo></MedlineCitation>"#,
                r#"<PubmedData><History><PubMedPubDate PubStatus="entrez"><Year>{year}</Year><Month>{month}</Month><Day>{day}</Day></PubMedPubDate></History><PublicationStatus>ppublish</PublicationStatus>"#,
                r#"<ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId><ArticleId IdType="pmc">{pmcid}</ArticleId><ArticleId IdType="doi">{doi}</ArticleId></ArticleIdList>"#,
                r#"<ReferenceList><Reference><Citation>Another paper.</Citation><ArticleIdList><ArticleId IdType="doi">10.5555/cited.by.{pmid}</ArticleId><ArticleId IdType="pubmed">1</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle>"#
            ),
            pmid = pmid,
            doi = doi,
            pmcid = pmcid,
            trial = trial,
            title = title,
            text = text,
            year = year,
            month = month,
            day = day,
        )
    }
}

/// All stretches between two strings, the strings left out.
fn between<'a>(text: &'a str, open: &'a str, close: &'a str) -> impl Iterator<Item = String> + 'a {
    text.split(open)
        .skip(1)
        .filter_map(move |rest| rest.split_once(close).map(|(inside, _)| inside.to_owned()))
}

/// The texts of all elements with a tag and, if any, an attribute: inner tags dropped, entities resolved.
fn elements(text: &str, tag: &str, attribute: &str) -> Vec<String> {
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    let own = |rest: &&str| rest.starts_with(['>', ' ', '\n', '\t']);
    let read = |rest: &str| {
        let (head, rest) = rest.split_once('>')?;
        let inside = rest.split_once(&close)?.0;
        (head.contains(attribute) && !head.ends_with('/')).then(|| plain(inside))
    };
    text.split(&open).skip(1).filter(own).filter_map(read).collect()
}

fn plain(inside: &str) -> String {
    let mut out = String::new();
    let mut in_tag = false;
    for c in inside.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => out.push(c),
            _ => {}
        }
    }
    let mut whole = String::new();
    let mut rest = out.as_str();
    while let Some((before, after)) = rest.split_once("&#x") {
        whole.push_str(before);
        let (code, after) = after.split_once(';').unwrap_or((after, ""));
        whole.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        rest = after;
    }
    whole.push_str(rest);
    let whole = whole.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    whole.trim().to_owned()
}

/// The text without the outermost elements of a name.
fn without(text: &str, tag: &str) -> String {
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    match (text.find(&open), text.rfind(&close)) {
        (Some(start), Some(end)) if start < end => {
            format!("{}{}", &text[..start], &text[end + close.len()..])
        }
        _ => text.to_owned(),
    }
}
