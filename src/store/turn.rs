//! The order of PubMed's own files: a later one knows better.

/// The turn of one of PubMed's files by its name, or a source's (`file:pubmed26n0123.xml.gz`): 26 0123; nothing for any other.
///
/// NLM numbers the files of a year's baseline and its updates in one sequence, and every year's baseline begins anew.
pub fn turn(name: &str) -> Option<u32> {
    let name = name.strip_prefix("file:").unwrap_or(name);
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let rest = name.strip_prefix("pubmed")?;
    let (year, rest) = rest.split_once('n')?;
    let (number, ending) = rest.split_once('.')?;
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 2 || number.len() != 4 || !digits(year) || !digits(number) || !ending.starts_with("xml")
    {
        return None;
    }
    Some(year.parse::<u32>().ok()? * 10_000 + number.parse::<u32>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::turn;

    #[test]
    fn pubmed_s_files_come_in_turn_and_no_other() {
        assert_eq!(turn("pubmed26n0123.xml.gz"), Some(260_123));
        assert_eq!(turn("file:pubmed26n0001.xml"), Some(260_001));
        assert_eq!(turn("/data/pubmed25n1340.xml.gz"), Some(251_340));
        for other in [
            "pubmed26n123.xml",
            "pubmed26n0123",
            "mine.xml",
            "eutils",
            "pubmedXXn0001.xml",
            "medline26n0001.xml",
        ] {
            assert_eq!(turn(other), None, "{other}");
        }
    }
}
