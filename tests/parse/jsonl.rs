//! JSON Lines.

use litx::parse::Format;

use super::{damages, parsed, read, sections};

#[test]
fn the_form_that_extract_reads() {
    let lines = "{\"id\": \"39652675\", \"title\": \"T.\", \"journal\": null, \"year\": 2024, \"abstract\": \
        [{\"label\": \"RESULTS\", \"text\": \"HR 0·49 (NCT03301220).\"}, {\"label\": null, \"text\": \"End.\"}]}\n\n\
        {\"id\": \"10.1056/NEJMoa2409029\", \"abstract\": \"One string.\", \"other\": 1}\r\n\
        {\"id\": \"PMC3531190\", \"title\": null, \"abstract\": null}\n\
        {\"id\": \"trial 7\", \"abstract\": [\"a\", \"b\"]}\n{\"id\": 12, \"journal\": \"J\"}";
    let all = parsed(Format::JsonLines, lines.as_bytes());
    let [first, second, third, fourth, fifth] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(first.record.pmid.unwrap().get(), 39_652_675);
    assert_eq!(first.record.given_id.as_deref(), Some("39652675"));
    assert_eq!(first.record.title(), "T.");
    assert_eq!(sections(&first.record), [(Some("RESULTS"), "HR 0·49 (NCT03301220)."), (None, "End.")]);
    assert_eq!((first.record.dates.year(), &first.record.journal.title), (Some(2024), &None));
    assert_eq!(first.record.trials.len(), 1);
    assert_eq!(second.record.doi().unwrap().as_str(), "10.1056/NEJMoa2409029");
    assert_eq!(second.record.given_id.as_deref(), Some("10.1056/NEJMoa2409029"));
    assert_eq!(sections(&second.record), [(None, "One string.")]);
    assert_eq!(second.unknown, [("other".to_owned(), 1)]);
    assert!(!second.raw.ends_with(b"\r"));
    assert_eq!(third.record.pmcid.unwrap().get(), 3_531_190);
    assert!(!third.record.text.has_abstract());
    assert_eq!((fourth.record.label().as_str(), fourth.record.text.as_str()), ("id:trial 7", "\na\nb"));
    assert_eq!(
        (fifth.record.given_id.as_deref(), fifth.record.journal.title.as_deref()),
        (Some("12"), Some("J"))
    );
}

#[test]
fn a_number_with_leading_zeros_is_a_name() {
    let record = parsed(Format::JsonLines, b"{\"id\": \"0007\"}").remove(0).record;
    assert_eq!((record.pmid, record.given_id.as_deref()), (None, Some("0007")));
}

#[test]
fn a_bad_line_is_damage_with_its_place() {
    let lines = b"{\"id\": \"1\"}\nnot json\n{\"id\": [1]}\n[1]\n{\"abstract\": 5}\n{\"abstract\": [{\"label\": \"R\"}]}\n\
        {\"title\": \"\xff\"}\n{\"doi\": \"none\"}\n{\"id\": \"2\"}\n";
    let (items, end) = read(Format::JsonLines, lines);
    assert!(end.is_none());
    let found: Vec<String> = damages(&items).iter().map(ToString::to_string).collect();
    assert_eq!(items.len(), 9);
    assert_eq!(found.len(), 7);
    assert!(found[0].starts_with("record 2 (byte 12): it is not JSON"), "{}", found[0]);
    assert_eq!(found[1], "record 3 (byte 21): `id` is neither text nor null");
    assert_eq!(found[2], "record 4 (byte 33): the line is no JSON object");
    assert_eq!(found[4], "record 6 (byte 53): a section of `abstract` has no `text`");
    assert!(found[5].contains("not UTF-8"), "{}", found[5]);
    assert!(found[6].contains("`doi`: `none` is no identifier"), "{}", found[6]);
}

#[test]
fn an_object_that_is_no_article_is_damage() {
    let lines = b"{\"error\": \"API rate limit exceeded\"}\n{}\n{\"id\": \"1\", \"note\": \"mine\"}\n";
    let (items, _) = read(Format::JsonLines, lines);
    let reasons: Vec<&str> = damages(&items).iter().map(|d| d.reason.as_str()).collect();
    assert_eq!(reasons, ["none of its fields is one of an article"; 2]);
    assert_eq!(items.len(), 3);
}

#[test]
fn deep_json_is_refused() {
    let line = format!("{{\"abstract\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let (items, _) = read(Format::JsonLines, line.as_bytes());
    assert!(damages(&items)[0].reason.contains("recursion limit"), "{items:?}");
}
