//! A lock file that is not whole says where and what to do, and never passes.

use litx::lock::{Damage, Entry, Lock};

use super::{name_of, records};

fn whole() -> String {
    let entries = records()
        .into_iter()
        .filter(|(record, _)| record.pmid.is_some() && record.version < 2)
        .take(3)
        .map(|(record, raw)| Entry::of(&record, &raw.provenance, &[name_of(&record)], false))
        .collect();
    Lock::new(entries).text()
}

fn damages(text: &str) -> Vec<Damage> {
    Lock::read(text).expect_err("damaged")
}

#[test]
fn every_cut_is_noticed() {
    let text = whole();
    assert_eq!(Lock::read(&text).unwrap().entries().len(), 3);
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
    for at in (0..text.len()).filter(|at| text.is_char_boundary(*at) && !ends.contains(at)) {
        // Cutting is tried at every byte near an end, and here and there between.
        if at % 397 != 0 && !ends.iter().any(|end| end.abs_diff(at) < 3) {
            continue;
        }
        let found = damages(&text[..at]);
        assert!(found.iter().any(|d| d.message.contains("cut short") || d.message.contains("empty")), "{at}");
        assert!(found.iter().all(|d| !d.help.is_empty()));
    }
}

#[test]
fn a_line_changed_by_hand_is_noticed_wherever_it_is_changed() {
    let text = whole();
    let second = text.lines().nth(1).unwrap();
    let start = text.find(second).unwrap();
    let mut tried = 0;
    for (at, c) in second.char_indices().filter(|(_, c)| c.is_ascii_digit() || c.is_ascii_alphabetic()) {
        if at % 31 != 0 {
            continue;
        }
        let other = if c == '7' { '8' } else { '7' };
        let mut changed = text.clone();
        changed.replace_range(start + at..start + at + 1, &other.to_string());
        let found = damages(&changed);
        assert_eq!((found.len(), found[0].line), (1, 2), "{at}: {found:?}");
        tried += 1;
    }
    assert!(tried > 20, "{tried}");
}

#[test]
fn damage_has_its_line_and_advice() {
    let text = whole();
    let lines: Vec<&str> = text.lines().collect();
    let twice = format!("{}\n{}\n{}\n", lines[0], lines[1], lines[0]);
    let newer = text.replacen("litx.lock/1", "litx.lock/2", 1);
    let conflict = format!("<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n", lines[0], lines[1]);
    let unsealed = format!("{}}}\n", lines[0].split(",\"hash\"").next().unwrap());
    for (text, line, message) in [
        (twice.as_str(), 3, "stands here a second time, first in line 1"),
        (&newer, 1, "this litx reads `litx.lock/1`, the line says `litx.lock/2`"),
        (&conflict, 1, "a conflict of versions was not settled"),
        (&unsealed, 1, "does not end with its hash"),
        ("\n", 1, "the line is not whole"),
        ("[]\n", 1, "the line is not whole"),
        ("{}\n", 1, "does not say its schema"),
        ("", 1, "the file is empty"),
    ] {
        let found = damages(text);
        assert_eq!(found[0].line, line, "{found:?}");
        assert!(found[0].message.contains(message), "{found:?}");
        assert!(!found[0].help.is_empty());
    }
}

#[test]
fn lines_that_other_systems_end_are_read() {
    let text = whole();
    assert_eq!(Lock::read(&text.replace('\n', "\r\n")).unwrap().text(), text);
}
