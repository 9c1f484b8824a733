//! The house keeps its walls: who may import whom, where foreign crates may stand, what each rule must bring.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Layer, and the layers it may import.
const WALLS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("id", &["text"]),
    ("finding", &["text"]),
    ("record", &["text", "id"]),
    ("lex", &["text", "finding", "record"]),
    ("extract", &["text", "finding", "record", "lex"]),
    ("check", &["text", "finding", "record"]),
    ("catalogue", &["text", "id", "finding", "lex"]),
    ("verify", &["text", "finding", "record", "catalogue"]),
    ("lock", &["text", "id", "finding", "record", "extract", "source", "export", "catalogue"]),
    ("testing", &["id", "finding", "record", "extract", "source", "catalogue", "verify", "lock"]),
    ("parse", &["id", "text", "record"]),
    ("source", &["id", "text", "record", "parse"]),
    ("store", &["id", "text", "record", "finding", "check", "source"]),
    ("export", &["id", "text", "record", "finding", "check", "catalogue", "verify"]),
    ("view", &["id", "text", "record", "finding", "check", "verify"]),
    (
        "cli",
        &[
            "id",
            "text",
            "record",
            "finding",
            "lex",
            "extract",
            "check",
            "parse",
            "source",
            "store",
            "export",
            "view",
            "catalogue",
            "verify",
            "lock",
        ],
    ),
];

/// Crates, and the only places that may use them.
const FENCES: &[(&str, &[&str])] = &[
    ("reqwest", &["source/eutils"]),
    ("tokio", &["source/eutils"]),
    ("quick_xml", &["parse", "source/eutils/reply"]),
    ("rusqlite", &["store"]),
    ("clap", &["cli"]),
    ("comfy_table", &["view"]),
    ("indicatif", &["cli"]),
    ("rayon", &["cli"]),
    ("toml", &["cli", "catalogue/node"]),
    ("saphyr_parser", &["catalogue/node"]),
    ("jsonc_parser", &["catalogue/node"]),
];

/// Lines in one file, at most.
const LONGEST: usize = 400;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file, its path below `src` without the ending, and its text.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path);
            }
        }
    }
    let src = root().join("src");
    let mut paths = Vec::new();
    walk(&src, &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path
                .strip_prefix(&src)
                .expect("below src")
                .with_extension("")
                .to_string_lossy()
                .replace('\\', "/");
            (name, std::fs::read_to_string(&path).expect("readable"))
        })
        .collect()
}

/// The code of a file: comments and its tests left out.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or(text);
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Layers of ours that a piece of code names: `crate::finding::…`, `use crate::{…}` with each of its heads.
fn imports(code: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        // `$crate` and `my_crate::` are not ours.
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &code[at + 7..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut head = String::new();
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => out.push(std::mem::take(&mut head)),
                    _ if depth == 0 => head.push(c),
                    _ => {}
                }
            }
            out.push(head);
        } else {
            out.push(rest.to_owned());
        }
    }
    let first = |path: &String| {
        path.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()
    };
    out.iter().map(first).filter(|name| !name.is_empty()).collect()
}

#[test]
fn layers_import_only_what_they_may() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let layer = name.split('/').next().unwrap_or("");
        if ["main", "lib"].contains(&layer) {
            continue;
        }
        let allowed =
            WALLS.iter().find(|(l, _)| *l == layer).unwrap_or_else(|| panic!("`{layer}` is in no wall")).1;
        for import in imports(&code(&text)) {
            if import != layer && !allowed.contains(&import.as_str()) {
                wrong.push(format!("src/{name}.rs imports {import}, which {layer} may not"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn foreign_crates_stand_where_they_may() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        for (krate, places) in FENCES {
            let used = code(&text).contains(&format!("{krate}::"));
            if used
                && !places.iter().any(|place| {
                    name == *place
                        || name.starts_with(&format!("{place}/"))
                        || name.starts_with(&format!("{place}."))
                })
            {
                wrong.push(format!("src/{name}.rs uses {krate}, which belongs to {}", places.join(" and ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_have_one_purpose_and_folders_are_no_heaps() {
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    for (name, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "src/{name}.rs has {lines} lines: does it still have one purpose?");
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        *folders.entry(folder.to_owned()).or_default() += 1;
    }
    for (folder, files) in folders {
        assert!(files <= 40, "src/{folder} holds {files} files");
    }
}

#[test]
fn every_rule_and_check_brings_its_examples() {
    for rule in litx::extract::rule_names() {
        let path = root().join("fixtures/examples").join(format!("{rule}.txt"));
        assert!(path.exists(), "the rule {rule} has no {}", path.display());
    }
    for check in litx::check::CHECKS {
        let path = root().join("fixtures/checks").join(format!("{}.txt", check.name));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for verdict in ["agrees", "disagrees"] {
            assert!(
                text.lines().any(|l| l.starts_with(verdict)),
                "{} has no case that {verdict}",
                check.name
            );
        }
    }
}

#[test]
fn nothing_reachable_from_outside_is_left_undone() {
    for (name, text) in sources() {
        let code = code(&text);
        for mark in ["todo!(", "unimplemented!(", "dbg!(", "#[ignore"] {
            assert!(!code.contains(mark), "src/{name}.rs holds {mark}");
        }
        assert!(!code.contains(".unwrap()"), "src/{name}.rs unwraps: say what happens instead");
    }
}

#[test]
fn the_project_speaks_of_itself_alone() {
    let marks = [concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("/tm", "p/wt")];
    for (name, text) in sources() {
        for mark in marks {
            assert!(!text.contains(mark), "src/{name}.rs names a path of one machine: {mark}");
        }
    }
}
