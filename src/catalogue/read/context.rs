//! What a claim is about: its source, and what narrows it.

use super::form::Form;
use crate::catalogue::claim::{Cited, Context, Stated};
use crate::catalogue::fault::Fault;
use crate::catalogue::figures;
use crate::catalogue::node::{Node, Value};
use crate::finding::{Measure, Role};
use crate::lex::{Cue, lex_str};

impl Form<'_, '_> {
    pub(super) fn source(&mut self, node: &Node) -> Option<Stated<Cited>> {
        let Some(text) = node.text() else {
            return self.wrong(
                node.at,
                "a source is text",
                "write `doi:…`, `pmid:…`, `pmcid:…`, `nct:…` or `id:…`",
            );
        };
        match text.parse::<Cited>() {
            Ok(value) => Some(Stated { value, at: node.at }),
            Err(error) => {
                let help = error.guess.as_ref().map_or_else(
                    || "write `doi:…`, `pmid:…`, `pmcid:…`, `nct:…` or `id:…`".to_owned(),
                    |guess| format!("did you mean {guess}?"),
                );
                self.faults.push(Fault::helped(node.at, error.to_string(), help));
                None
            }
        }
    }

    pub(super) fn context(&mut self) -> Context {
        let mut context = Context {
            measure: self.measure(),
            outcome: self.words("outcome"),
            arm: self.words("arm"),
            comparator: self.words("comparator"),
            subgroup: self.words("subgroup"),
            role: self.named("role", Role::ALL, Role::name),
            unit: self.words("unit"),
            time: None,
        };
        // A unit stands beside its number.
        let own = ["follow_up", "quantity"].iter().find_map(|name| self.node.get(name)?.get("unit"));
        if let Some((node, text)) = own.and_then(|node| Some((node, node.text()?))) {
            context.unit = Some(Stated { value: text.trim().to_owned(), at: node.at });
        }
        if let Some(node) = self.node.get("time") {
            context.time = match figures::time(node) {
                Some(value) => Some(Stated { value, at: node.at }),
                None => {
                    self.wrong(node.at, "a time is a number and a unit", "write `5 years` or `12 months`")
                }
            };
        }
        if let Some(node) = self.node.get("arms") {
            let both = match &node.value {
                Value::List(nodes) => match &nodes[..] {
                    [a, b] => {
                        a.text().zip(b.text()).map(|(x, y)| ((x.to_owned(), a.at), (y.to_owned(), b.at)))
                    }
                    _ => None,
                },
                _ => None,
            };
            match both {
                Some(_) if context.arm.is_some() || context.comparator.is_some() => {
                    self.wrong::<()>(
                        node.at,
                        "`arms` stands beside `arm` or `comparator`",
                        "write one or the other",
                    );
                }
                Some((a, b)) => {
                    context.arm = Some(Stated { value: a.0, at: a.1 });
                    context.comparator = Some(Stated { value: b.0, at: b.1 });
                }
                None => {
                    let help = "write `arms: [tested, control]`; of one group, `arm: …`";
                    self.wrong::<()>(node.at, "`arms` are two names", help);
                }
            }
        }
        context
    }

    pub(super) fn measure(&mut self) -> Option<Stated<Measure>> {
        let node = self.node.get("measure")?;
        let text = node.text().unwrap_or("");
        let plain = text.trim().replace('_', " ");
        let tokens = lex_str(&plain);
        let by_cue = match tokens.first() {
            Some(first) if usize::from(first.cue_len) == tokens.len() => match first.cue {
                Cue::Measure { measure, .. } | Cue::Symbol(measure) => Some(measure),
                Cue::Difference => Some(Measure::OtherDifference),
                _ => None,
            },
            _ => None,
        };
        let by_name = || {
            let called = |m: &Measure| {
                [m.words(), m.symbol().to_owned(), m.name().replace('_', " ")]
                    .iter()
                    .any(|n| n.eq_ignore_ascii_case(&plain))
            };
            Measure::ALL.iter().copied().find(called)
        };
        match by_cue.or_else(by_name) {
            Some(value) => Some(Stated { value, at: node.at }),
            None => {
                let known: Vec<String> = Measure::ALL.iter().map(|m| m.words()).collect();
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                self.faults.push(Fault::unknown(node.at, "measure", text, &known));
                None
            }
        }
    }
}
