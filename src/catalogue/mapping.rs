//! Catalogues in other people's form: where each part of a claim stands in their files.
//!
//! A mapping says which values of a file are claims, and under which pointer (RFC 6901) of each a part of a claim stands.
//! In the pointer to claims `*` is every element, and `**` every table below that has a source.

use super::claim::Claim;
use super::fault::Fault;
use super::node::{Key, Node, Value};
use super::read;
use crate::text::Span;

/// Where the parts of claims stand in a file of another form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// Pointer to the claims: `/evidence/*`, `/**`.
    pub claims: String,
    /// Parts of a claim, and the pointers under which each may stand; the first that is there counts.
    pub parts: Vec<(String, Vec<String>)>,
}

impl Mapping {
    /// Files that quote their sources: tables with `reference`, and `supporting_text` or `snippet`.
    pub fn quotations() -> Self {
        let pointers = |pointers: &[&str]| pointers.iter().map(|p| (*p).to_owned()).collect();
        Self {
            claims: "/**".to_owned(),
            parts: vec![
                ("source".to_owned(), pointers(&["/reference"])),
                ("quote".to_owned(), pointers(&["/supporting_text", "/snippet"])),
            ],
        }
    }

    /// The claims of a file.
    pub(super) fn claims(&self, root: &Node) -> Result<Vec<Claim>, Vec<Fault>> {
        let mut tables = Vec::new();
        let steps: Vec<&str> = self.claims.split('/').skip(1).filter(|step| !step.is_empty()).collect();
        self.walk(root, &steps, String::new(), &mut tables);
        let (mut claims, mut faults) = (Vec::new(), Vec::new());
        for (node, path) in tables {
            match read::claim(&self.table(node, &path)) {
                Ok(claim) => claims.push(claim),
                Err(mut found) => faults.append(&mut found),
            }
        }
        if faults.is_empty() { Ok(claims) } else { Err(faults) }
    }

    /// Follows the pointer to claims, with the way to each.
    fn walk<'n>(&self, node: &'n Node, steps: &[&str], path: String, out: &mut Vec<(&'n Node, String)>) {
        let Some((step, rest)) = steps.split_first() else {
            out.push((node, path));
            return;
        };
        if *step == "**" && self.said(node) {
            out.push((node, path.clone()));
        }
        let mut enter = |child: &'n Node, name: String| {
            let way = format!("{path}/{name}");
            if *step == "**" {
                self.walk(child, steps, way, out);
            } else if *step == "*" || *step == name {
                self.walk(child, rest, way, out);
            }
        };
        match &node.value {
            Value::List(nodes) => {
                nodes.iter().enumerate().for_each(|(i, child)| enter(child, i.to_string()));
            }
            Value::Table(entries) => {
                entries.iter().for_each(|(key, child)| enter(child, key.name.clone()));
            }
            _ => {}
        }
    }

    /// Whether a table has a source and says something of it.
    fn said(&self, node: &Node) -> bool {
        let has =
            |part: &str| self.parts.iter().any(|(name, at)| name == part && part_of(node, at).is_some());
        has("source") && self.parts.iter().any(|(name, at)| name != "source" && part_of(node, at).is_some())
    }

    /// The claim's table, its values with their places in the file. A claim without a name is called by its way.
    fn table(&self, node: &Node, path: &str) -> Node {
        let start = Span::new(node.at.start, node.at.start);
        let mut entries: Vec<(Key, Node)> = Vec::new();
        for (name, pointers) in &self.parts {
            if let Some(found) = part_of(node, pointers) {
                let mut found = found.clone();
                if name == "source" {
                    foreign(&mut found);
                }
                entries.push((Key { name: name.clone(), at: found.at }, found));
            }
        }
        if !entries.iter().any(|(key, _)| key.name == "id") {
            let id = Node { value: Value::Text(path.to_owned()), at: start };
            entries.insert(0, (Key { name: "id".to_owned(), at: start }, id));
        }
        Node { value: Value::Table(entries), at: node.at }
    }
}

/// The first of some pointers under which a value stands.
fn part_of<'n>(node: &'n Node, pointers: &[String]) -> Option<&'n Node> {
    pointers.iter().find_map(|pointer| {
        let found = pointer.split('/').skip(1).try_fold(node, |node, step| match &node.value {
            Value::List(nodes) => nodes.get(step.parse::<usize>().ok()?),
            _ => node.get(step),
        })?;
        (!matches!(found.value, Value::Null)).then_some(found)
    })
}

/// A reference that is to no article of PubMed is a name of its owner's: it may be that of a local text.
fn foreign(source: &mut Node) {
    if let Value::Text(text) = &source.value
        && text.parse::<crate::id::Identifier>().is_err()
        && !text.starts_with("id:")
    {
        source.value = Value::Text(format!("id:{text}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Catalogue, Language};

    #[test]
    fn quotations_are_found_at_any_depth_with_their_places() {
        let text = "name: a disease\nparts:\n  - reference: PMID:39652675\n    snippet: No one died.\n  - reference: ORPHA:1\n    supporting_text: Rare.\n  - reference: PMID:1\n";
        let read =
            Catalogue::mapped("a.yaml", text.to_owned(), Language::Yaml, &Mapping::quotations()).unwrap();
        let said: Vec<String> = read.claims.iter().map(|c| format!("{} {}", c.id, c.source.value)).collect();
        assert_eq!(said, ["/parts/0 pmid:39652675", "/parts/1 id:ORPHA:1"]);
        assert_eq!(read.claims[0].source.at.of(text), "PMID:39652675");
    }

    #[test]
    fn a_pointer_names_claims_and_their_parts() {
        let text = r#"{"trials": {"one": {"paper": {"doi": "10.1056/NEJMoa2409029"}, "hr": 0.49}}}"#;
        let mapping = Mapping {
            claims: "/trials/*".to_owned(),
            parts: vec![
                ("source".to_owned(), vec!["/paper/doi".to_owned()]),
                ("value".to_owned(), vec!["/hr".to_owned()]),
            ],
        };
        let read = Catalogue::mapped("a.json", text.to_owned(), Language::Json, &mapping).unwrap();
        assert_eq!(read.claims[0].id, "/trials/one");
    }
}
