//! Numbers that ended in no finding: each is named, with the right reason.

use litx::extract::extract;
use litx::record::Abstract;

#[test]
fn every_number_left_says_why() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/unread.txt");
    let examples = std::fs::read_to_string(path).expect("the examples");
    let (mut wanted, mut seen, mut wrong) = (String::new(), 0, Vec::new());
    for line in examples.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let Some(sentence) = line.strip_prefix("  ") else {
            wanted = line.to_owned();
            continue;
        };
        let mut article = Abstract::new("");
        article.push(None, None, sentence);
        let left: Vec<String> = extract(&article)
            .unread
            .iter()
            .map(|u| format!("{} {}", u.span.of(article.as_str()), u.why.name()))
            .collect();
        seen += 1;
        if left.join(", ") != wanted {
            wrong.push(format!("{sentence}\n  wanted {wanted}\n  gave   {}", left.join(", ")));
        }
    }
    assert!(seen > 0 && wrong.is_empty(), "{}", wrong.join("\n"));
}
