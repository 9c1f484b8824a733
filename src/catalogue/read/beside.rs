//! What must not stand beside each other in a claim: a part that nothing would look at is no part that was tested.

use super::form::Form;
use super::states::SPREADS;
use crate::catalogue::node::{Node, Value};

/// What narrows a claim.
const CONTEXT: &[&str] = &[
    "measure",
    "outcome",
    "arm",
    "arms",
    "comparator",
    "subgroup",
    "time",
    "role",
    "unit",
    "ci",
    "level",
    "p",
    "rounded",
];

impl Form<'_, '_> {
    /// Complains of every part of the claim that would be passed over.
    pub(super) fn beside(&mut self) {
        let node = self.node;
        let has = |name: &str| node.get(name).is_some();
        let kinds = ["n", "proportion", "lower", "higher", "follow_up", "quantity", "quote"];
        let kind = kinds.into_iter().find(|name| has(name)).unwrap_or("value");
        let wordless: &[&str] = match kind {
            "quote" => CONTEXT,
            "n" => &["ci", "p"],
            "follow_up" => &["ci", "p", "role"],
            "proportion" | "quantity" => &["p", "role"],
            _ => &["role"],
        };
        for part in wordless.iter().filter_map(|name| node.get(name).map(|part| (name, part))) {
            let help = "make a claim of its own of it, or put it into a `note`";
            self.wrong::<()>(part.1.at, &format!("`{}` is not compared beside `{kind}`", part.0), help);
        }
        if let Some(rounded) = node.get("rounded")
            && !matches!(rounded.value, Value::Bool(_))
        {
            self.wrong::<()>(rounded.at, "`rounded` is true or false", "write `rounded: true`");
        }
        let table = ["proportion", "quantity", "follow_up"].iter().find_map(|name| node.get(name));
        for one in [Some(node), table].into_iter().flatten() {
            if let (Some(level), None) = (one.get("level"), one.get("ci")) {
                self.wrong::<()>(level.at, "a `level` without an interval", "write it beside `ci`");
            }
        }
        if let Some(table) = table {
            self.once(table);
        }
    }

    /// Parts that stand in the claim and in its table again, and more than one spread.
    fn once(&mut self, table: &Node) {
        for name in ["ci", "unit"] {
            if let (Some(_), Some(inner)) = (self.node.get(name), table.get(name)) {
                self.wrong::<()>(
                    inner.at,
                    &format!("`{name}` stands here a second time"),
                    "write one of them",
                );
            }
        }
        let mut spreads = SPREADS.iter().filter_map(|(name, _)| table.get(name));
        if let (Some(_), Some(second)) = (spreads.next(), spreads.next()) {
            self.wrong::<()>(second.at, "a second spread", "make a claim of its own of it");
        }
    }
}
