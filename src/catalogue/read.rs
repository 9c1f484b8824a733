//! From a file's values to claims: every name is known, every claim says one thing of one source.

use std::collections::HashMap;

use super::claim::{Cited, Claim, Context, Figure, Limits, P, Spread, Stated, States};
use super::fault::Fault;
use super::figures;
use super::node::{Node, Value};
use crate::finding::{Direction, DispersionKind, FollowUpStatistic, Measure, Role, Statistic};
use crate::lex::{Cue, lex_str};
use crate::text::Span;

/// What the first line of a catalogue says.
pub(super) const SCHEMA: &str = "litx.catalogue/1";

/// Spreads by their names.
const SPREADS: &[(&str, DispersionKind)] = &[
    ("sd", DispersionKind::Sd),
    ("se", DispersionKind::Se),
    ("iqr", DispersionKind::Iqr),
    ("range", DispersionKind::Range),
];

/// Names of a claim.
const FIELDS: &[&str] = &[
    "id",
    "source",
    "measure",
    "value",
    "ci",
    "level",
    "p",
    "outcome",
    "arm",
    "arms",
    "comparator",
    "subgroup",
    "time",
    "role",
    "n",
    "proportion",
    "lower",
    "higher",
    "follow_up",
    "quantity",
    "unit",
    "quote",
    "rounded",
    "note",
];

/// The claims of a catalogue.
pub(super) fn claims(root: &Node) -> Result<Vec<Claim>, Vec<Fault>> {
    let mut faults = Vec::new();
    let Value::Table(entries) = &root.value else {
        let message = format!("a catalogue is a table with `schema` and `claims`, this is {}", root.kind());
        return Err(vec![Fault::helped(root.at, message, format!("begin with `schema: {SCHEMA}`"))]);
    };
    for (key, _) in entries {
        if !["schema", "claims", "note"].contains(&key.name.as_str()) {
            faults.push(Fault::unknown(
                key.at,
                "part of a catalogue",
                &key.name,
                &["schema", "claims", "note"],
            ));
        }
    }
    match root.get("schema") {
        Some(node) if node.text() == Some(SCHEMA) => {}
        Some(node) => faults.push(Fault::helped(
            node.at,
            format!("this litx reads `{SCHEMA}`"),
            "update litx, or write the catalogue in this form",
        )),
        None => faults.push(Fault::helped(
            Span::new(root.at.start, root.at.start),
            "the catalogue does not say its schema",
            format!("begin with `schema: {SCHEMA}`"),
        )),
    }
    let mut claims = Vec::new();
    match root.get("claims") {
        Some(Node { value: Value::List(nodes), .. }) => {
            for node in nodes {
                match claim(node) {
                    Ok(claim) => claims.push(claim),
                    Err(mut found) => faults.append(&mut found),
                }
            }
        }
        Some(node) => {
            faults.push(Fault::new(node.at, format!("`claims` is a list, this is {}", node.kind())))
        }
        None => {
            faults.push(Fault::new(Span::new(root.at.start, root.at.start), "the catalogue has no `claims`"))
        }
    }
    let mut seen: HashMap<&str, ()> = HashMap::new();
    for claim in &claims {
        if seen.insert(&claim.id, ()).is_some() {
            faults.push(Fault::helped(
                claim.at,
                format!("a second claim has the id `{}`", claim.id),
                "every claim of a catalogue has an id of its own",
            ));
        }
    }
    if faults.is_empty() {
        return Ok(claims);
    }
    faults.sort_by_key(|fault| fault.at);
    Err(faults)
}

/// One claim.
fn claim(node: &Node) -> Result<Claim, Vec<Fault>> {
    let Value::Table(entries) = &node.value else {
        return Err(vec![Fault::new(node.at, format!("a claim is a table, this is {}", node.kind()))]);
    };
    let mut faults: Vec<Fault> = entries
        .iter()
        .filter(|(key, _)| !FIELDS.contains(&key.name.as_str()))
        .map(|(key, _)| Fault::unknown(key.at, "part of a claim", &key.name, FIELDS))
        .collect();
    let mut form = Form { node, faults: &mut faults };
    let start = Span::new(node.at.start, node.at.start);
    let id = match node.get("id").map(|id| (id.text(), id)) {
        Some((Some(id), at)) if !id.trim().is_empty() => Some((id.to_owned(), at.at)),
        Some((_, id)) => form.wrong(id.at, "an id is text", "give it a short name"),
        None => form.wrong(start, "a claim has no `id`", "give it a name of its own"),
    };
    let source = match node.get("source") {
        Some(source) => form.source(source),
        None => {
            form.wrong(start, "a claim has no `source`", "name one: `source: doi:10.1056/…`, `pmid:39652675`")
        }
    };
    let context = form.context();
    let states = form.states();
    match (id, source, states) {
        (Some((id, at)), Some(source), Some(states)) if faults.is_empty() => {
            Ok(Claim { id, at, source, states, context })
        }
        _ => Err(faults),
    }
}

/// A claim's table while it is read; what is wrong is gathered, so that all of it is told at once.
struct Form<'n, 'f> {
    node: &'n Node,
    faults: &'f mut Vec<Fault>,
}

impl Form<'_, '_> {
    fn wrong<T>(&mut self, at: Span, message: &str, help: &str) -> Option<T> {
        self.faults.push(Fault::helped(at, message, help));
        None
    }

    fn source(&mut self, node: &Node) -> Option<Stated<Cited>> {
        let Some(text) = node.text() else {
            return self.wrong(
                node.at,
                "a source is text",
                "write `doi:…`, `pmid:…`, `pmcid:…`, `nct:…` or `id:…`",
            );
        };
        if let Some(name) = text.strip_prefix("id:") {
            return Some(Stated { value: Cited::Given(name.trim().to_owned()), at: node.at });
        }
        match text.parse() {
            Ok(id) => Some(Stated { value: Cited::Known(id), at: node.at }),
            Err(error) => {
                let error: crate::id::IdError = error;
                let help = error.guess.as_ref().map_or_else(
                    || "write `doi:…`, `pmid:…`, `pmcid:…`, `nct:…` or `id:…`".to_owned(),
                    |guess| format!("did you mean {guess}?"),
                );
                self.faults.push(Fault::helped(node.at, error.to_string(), help));
                None
            }
        }
    }

    fn words(&mut self, name: &str) -> Option<Stated<String>> {
        let node = self.node.get(name)?;
        match node.text() {
            Some(text) if !text.trim().is_empty() => {
                Some(Stated { value: text.trim().to_owned(), at: node.at })
            }
            _ => self.wrong(node.at, &format!("`{name}` is text"), "write the words the source uses"),
        }
    }

    fn context(&mut self) -> Context {
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

    /// A measure by any of its names.
    fn measure(&mut self) -> Option<Stated<Measure>> {
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

    fn named<T: Copy>(&mut self, name: &str, all: &[T], called: fn(T) -> &'static str) -> Option<Stated<T>> {
        let node = self.node.get(name)?;
        let text = node
            .text()
            .unwrap_or("")
            .trim()
            .to_ascii_lowercase()
            .replace(' ', "_")
            .replace("randomised", "randomized")
            .replace("analysed", "analyzed");
        match all.iter().find(|one| called(**one) == text) {
            Some(value) => Some(Stated { value: *value, at: node.at }),
            None => {
                let known: Vec<&str> = all.iter().map(|one| called(*one)).collect();
                self.faults.push(Fault::unknown(node.at, name, &text, &known));
                None
            }
        }
    }

    fn rounded(&self) -> bool {
        matches!(self.node.get("rounded"), Some(Node { value: Value::Bool(true), .. }))
    }

    fn figure(&mut self, node: &Node, name: &str) -> Option<Figure> {
        let rounded = self.rounded();
        match figures::figure(node, rounded) {
            Some(figure) => Some(figure),
            None => self.wrong(node.at, &format!("`{name}` is a number"), "write it as the source prints it"),
        }
    }

    fn of(&mut self, table: &Node, name: &str) -> Option<Figure> {
        table.get(name).and_then(|node| self.figure(node, name))
    }

    fn limits(&mut self, table: &Node) -> Option<Limits> {
        let node = table.get("ci")?;
        let level = table.get("level").and_then(|node| self.figure(node, "level"));
        let rounded = self.rounded();
        match figures::pair(node, rounded) {
            Some((low, high)) => Some(Limits { low, high, level, at: node.at }),
            None => self.wrong(
                node.at,
                "an interval is two numbers",
                "write `[0.36, 0.67]` or `\"0.36 to 0.67\"`",
            ),
        }
    }

    fn p(&mut self) -> Option<Stated<P>> {
        let node = self.node.get("p")?;
        let bound = |name: &str| node.get(name).and_then(|n| figures::figure(n, false)).map(|f| f.decimal);
        let value = match &node.value {
            Value::Table(entries) => match (&entries[..], bound("below"), bound("above")) {
                ([_], Some(below), None) => Some(P::Below(below)),
                ([_], None, Some(above)) => Some(P::Above(above)),
                _ => None,
            },
            _ => figures::p(node),
        };
        match value {
            Some(value) => Some(Stated { value, at: node.at }),
            None => self.wrong(
                node.at,
                "this is no P value",
                "write `0.03`, `\"<0.001\"`, `NS`, `{below: 0.05}` or `{above: 0.05}`",
            ),
        }
    }

    /// What the claim says: the one kind that its names give.
    fn states(&mut self) -> Option<States> {
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

    fn estimate(&mut self) -> Option<States> {
        let value = self.of(self.node, "value");
        let (ci, p) = (self.limits(self.node), self.p());
        if value.is_none() && ci.is_none() && p.is_none() && self.faults.is_empty() {
            let at = Span::new(self.node.at.start, self.node.at.start);
            return self.wrong(at, "an estimate without a number", "give `value`, `ci` or `p`");
        }
        Some(States::Estimate { value, ci, p })
    }

    fn table(&mut self, name: &str, fields: &[&str]) -> Option<Node> {
        let node = self.node.get(name)?.clone();
        match &node.value {
            Value::Table(entries) => {
                for (key, _) in entries.iter().filter(|(key, _)| !fields.contains(&key.name.as_str())) {
                    self.faults.push(Fault::unknown(key.at, &format!("part of `{name}`"), &key.name, fields));
                }
                Some(node)
            }
            _ => {
                let help = format!("write `{name}: {{{}: …}}`", fields[0]);
                self.wrong(node.at, &format!("`{name}` is a table"), &help)
            }
        }
    }

    fn proportion(&mut self) -> Option<States> {
        let table = self.table("proportion", &["percent", "count", "total", "ci", "level"])?;
        let [count, total, percent] = ["count", "total", "percent"].map(|name| self.of(&table, name));
        let ci = self.limits(&table).or_else(|| self.limits(self.node));
        if count.is_none() && percent.is_none() {
            return self.wrong(table.at, "a proportion without a number", "give `count`, `percent` or both");
        }
        Some(States::Proportion { count, total, percent, ci })
    }

    fn change(&mut self, name: &str) -> Option<States> {
        let percent = self.of(self.node, name)?;
        let direction = if name == "lower" { Direction::Lower } else { Direction::Higher };
        Some(States::Change { percent, direction, ci: self.limits(self.node), p: self.p() })
    }

    fn follow_up(&mut self) -> Option<States> {
        const STATISTICS: &[&str] = &["median", "mean", "minimum", "maximum", "planned", "value"];
        let table = self.spread_table("follow_up", STATISTICS)?;
        let (name, node) = self.statistic(&table, STATISTICS)?;
        let value = self.figure(&node, name)?;
        let statistic = FollowUpStatistic::ALL.iter().find(|s| s.name() == name);
        let statistic = statistic.map(|s| Stated { value: *s, at: node.at });
        Some(States::FollowUp { statistic, value, spread: self.spread(&table) })
    }

    fn quantity(&mut self) -> Option<States> {
        const STATISTICS: &[&str] =
            &["mean", "median", "geometric_mean", "least_squares_mean", "rate", "change", "value"];
        let table = self.spread_table("quantity", STATISTICS)?;
        let (name, node) = self.statistic(&table, STATISTICS)?;
        let value = self.figure(&node, name)?;
        let statistic = Statistic::ALL.iter().find(|s| s.name() == name);
        let statistic = statistic.map(|s| Stated { value: *s, at: node.at });
        let ci = self.limits(&table).or_else(|| self.limits(self.node));
        Some(States::Quantity { statistic, value, spread: self.spread(&table), ci })
    }

    /// A table of one statistic, with what can stand beside it.
    fn spread_table(&mut self, name: &str, statistics: &[&'static str]) -> Option<Node> {
        let spreads = SPREADS.iter().map(|(name, _)| *name);
        let fields: Vec<&str> =
            statistics.iter().copied().chain(spreads).chain(["ci", "level", "unit"]).collect();
        self.table(name, &fields)
    }

    fn spread(&mut self, table: &Node) -> Option<Spread> {
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

    /// The one statistic that a table gives.
    fn statistic(&mut self, table: &Node, names: &[&'static str]) -> Option<(&'static str, Node)> {
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
