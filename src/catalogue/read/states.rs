//! What a claim says: the one kind that its names give.

use super::form::Form;
use crate::catalogue::claim::{Spread, Stated, States};
use crate::catalogue::figures;
use crate::catalogue::node::Node;
use crate::finding::{Direction, DispersionKind, FollowUpStatistic, Statistic};
use crate::text::Span;

/// Spreads by their names.
pub(super) const SPREADS: &[(&str, DispersionKind)] = &[
    ("sd", DispersionKind::Sd),
    ("se", DispersionKind::Se),
    ("iqr", DispersionKind::Iqr),
    ("range", DispersionKind::Range),
];

impl Form<'_, '_> {
    pub(super) fn states(&mut self) -> Option<States> {
        const KINDS: &[&str] =
            &["value", "n", "proportion", "lower", "higher", "follow_up", "quantity", "quote"];
        let given: Vec<&str> = KINDS.iter().copied().filter(|name| self.node.get(name).is_some()).collect();
        let start = Span::new(self.node.at.start, self.node.at.start);
        match given[..] {
            ["value"] => self.estimate(),
            ["n"] => Some(States::Participants { n: self.of(self.node, "n")? }),
            ["proportion"] => self.proportion(),
            [name @ ("lower" | "higher")] => self.change(name),
            ["follow_up"] => self.follow_up(),
            ["quantity"] => self.quantity(),
            [_] => self.words("quote").map(States::Quote),
            [] if self.node.get("ci").is_some() || self.node.get("measure").is_some() => self.estimate(),
            [] if self.node.get("p").is_some() => Some(States::PValue { p: self.p()? }),
            [] => self.wrong(
                start,
                "the claim says nothing",
                "give one of value, ci, p, n, proportion, lower, higher, follow_up, quantity, quote",
            ),
            [one, two, ..] => {
                let at = self.node.get(two).map_or(start, |node| node.at);
                self.wrong(
                    at,
                    &format!("`{two}` stands beside `{one}`"),
                    "a claim says one thing: make two claims of it",
                )
            }
        }
    }

    pub(super) fn estimate(&mut self) -> Option<States> {
        let value = self.of(self.node, "value");
        let (ci, p) = (self.limits(self.node), self.p());
        if value.is_none() && ci.is_none() && p.is_none() && self.faults.is_empty() {
            let at = Span::new(self.node.at.start, self.node.at.start);
            return self.wrong(at, "an estimate without a number", "give `value`, `ci` or `p`");
        }
        Some(States::Estimate { value, ci, p })
    }

    pub(super) fn proportion(&mut self) -> Option<States> {
        let table = self.table("proportion", &["percent", "count", "total", "ci", "level"])?;
        let [count, total, percent] = ["count", "total", "percent"].map(|name| self.of(&table, name));
        let ci = self.limits(&table).or_else(|| self.limits(self.node));
        if count.is_none() && percent.is_none() {
            return self.wrong(table.at, "a proportion without a number", "give `count`, `percent` or both");
        }
        Some(States::Proportion { count, total, percent, ci })
    }

    pub(super) fn change(&mut self, name: &str) -> Option<States> {
        let percent = self.of(self.node, name)?;
        let direction = if name == "lower" { Direction::Lower } else { Direction::Higher };
        Some(States::Change { percent, direction, ci: self.limits(self.node), p: self.p() })
    }

    pub(super) fn follow_up(&mut self) -> Option<States> {
        const STATISTICS: &[&str] = &["median", "mean", "minimum", "maximum", "planned", "value"];
        let table = self.spread_table("follow_up", STATISTICS, &["unit"])?;
        let (name, node) = self.statistic(&table, STATISTICS)?;
        let value = self.figure(&node, name)?;
        let statistic = FollowUpStatistic::ALL.iter().find(|s| s.name() == name);
        let statistic = statistic.map(|s| Stated { value: *s, at: node.at });
        Some(States::FollowUp { statistic, value, spread: self.spread(&table) })
    }

    pub(super) fn quantity(&mut self) -> Option<States> {
        const STATISTICS: &[&str] =
            &["mean", "median", "geometric_mean", "least_squares_mean", "rate", "change", "value"];
        let table = self.spread_table("quantity", STATISTICS, &["ci", "level", "unit"])?;
        let (name, node) = self.statistic(&table, STATISTICS)?;
        let value = self.figure(&node, name)?;
        let statistic = Statistic::ALL.iter().find(|s| s.name() == name);
        let statistic = statistic.map(|s| Stated { value: *s, at: node.at });
        let ci = self.limits(&table).or_else(|| self.limits(self.node));
        Some(States::Quantity { statistic, value, spread: self.spread(&table), ci })
    }

    pub(super) fn spread_table(
        &mut self,
        name: &str,
        statistics: &[&'static str],
        others: &[&'static str],
    ) -> Option<Node> {
        let spreads = SPREADS.iter().map(|(name, _)| *name);
        let fields: Vec<&str> =
            statistics.iter().copied().chain(spreads).chain(others.iter().copied()).collect();
        self.table(name, &fields)
    }

    pub(super) fn spread(&mut self, table: &Node) -> Option<Spread> {
        let (name, kind, node) =
            SPREADS.iter().find_map(|(name, kind)| Some((name, *kind, table.get(name)?)))?;
        let rounded = self.rounded();
        let figures = match figures::pair(node, rounded) {
            Some((Some(low), Some(high))) => Some(vec![low, high]),
            _ => figures::figure(node, rounded).map(|figure| vec![figure]),
        };
        match figures {
            Some(figures) => Some(Spread { kind, figures, at: node.at }),
            None => {
                self.wrong(node.at, &format!("`{name}` is one number or two"), "write `2.1` or `[3.0, 9.5]`")
            }
        }
    }

    pub(super) fn statistic(&mut self, table: &Node, names: &[&'static str]) -> Option<(&'static str, Node)> {
        let given: Vec<&'static str> =
            names.iter().copied().filter(|name| table.get(name).is_some()).collect();
        match given[..] {
            [name] => table.get(name).map(|node| (name, node.clone())),
            _ => self.wrong(
                table.at,
                "one statistic is wanted here",
                &format!("give one of {}", names.join(", ")),
            ),
        }
    }
}
