//! What differs between the results of an article as told twice, and how that is said.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::Left;
use crate::cli::args::{Format, Global};
use crate::cli::report::{self, Failure};
use crate::cli::{Ending, output};
use crate::store::Told;

/// The schema's name.
const SCHEMA: &str = "litx.reextract/1";

/// Results that only one of two tellings has.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    gone: Vec<Told>,
    come: Vec<Told>,
    /// The same result, bound to something else: before and now.
    rebound: Vec<(Told, Told)>,
}

impl Changes {
    /// Results that are told alike are no change, wherever they stand.
    pub(super) fn between(before: &[Told], now: &[Told]) -> Self {
        let mut left: HashMap<&Told, usize> = HashMap::new();
        for told in before {
            *left.entry(told).or_default() += 1;
        }
        let mut come = Vec::new();
        for told in now {
            match left.get_mut(told) {
                Some(n) if *n > 0 => *n -= 1,
                _ => come.push(told.clone()),
            }
        }
        let mut gone = Vec::new();
        for told in before.iter().rev() {
            if let Some(n) = left.get_mut(told).filter(|n| **n > 0) {
                *n -= 1;
                gone.push(told.clone());
            }
        }
        gone.reverse();
        let mut rebound = Vec::new();
        come.retain(|now| match gone.iter().position(|before| before.result == now.result) {
            Some(i) => {
                rebound.push((gone.remove(i), now.clone()));
                false
            }
            None => true,
        });
        Self { gone, come, rebound }
    }

    pub(super) fn any(&self) -> bool {
        !(self.gone.is_empty() && self.come.is_empty() && self.rebound.is_empty())
    }

    fn text(&self) -> String {
        let mut out = String::new();
        for told in &self.gone {
            out += &format!("  - {}\n", line(told));
        }
        for (before, now) in &self.rebound {
            out += &format!("  ~ {}\n    {}\n", line(before), line(now));
        }
        for told in &self.come {
            out += &format!("  + {}\n", line(told));
        }
        out
    }

    fn document(&self, id: i64) -> Value {
        let all = |told: &[Told]| told.iter().map(value).collect::<Vec<_>>();
        let pairs: Vec<Value> = self
            .rebound
            .iter()
            .map(|(before, now)| json!({"before": value(before), "now": value(now)}))
            .collect();
        json!({"schema": SCHEMA, "record": id, "gone": all(&self.gone), "come": all(&self.come), "rebound": pairs})
    }
}

fn line(told: &Told) -> String {
    let mut out = told.result.clone();
    for (before, part) in
        [(" · ", &told.outcome), (" · ", &told.arm), (" v ", &told.comparator), (" · ", &told.time)]
    {
        if let Some(part) = part {
            out += &format!("{before}{part}");
        }
    }
    out
}

fn value(told: &Told) -> Value {
    json!({"result": told.result, "outcome": told.outcome, "arm": told.arm, "comparator": told.comparator, "time_point": told.time})
}

/// What the run came to, said as it goes.
pub(super) struct Report<'a> {
    global: &'a Global,
    articles: u64,
    changed: u64,
    gone: usize,
    come: usize,
    rebound: usize,
    damaged: u64,
    /// Articles whose abstract is not kept: they stay as they were read.
    without_text: u64,
    /// Articles that a newer litx read.
    newer: u64,
    /// Articles of one of two stores alone.
    pub(super) only_here: u64,
    pub(super) only_there: u64,
    documents: Vec<Value>,
}

impl<'a> Report<'a> {
    pub(super) fn new(global: &'a Global) -> Self {
        Self {
            global,
            articles: 0,
            changed: 0,
            gone: 0,
            come: 0,
            rebound: 0,
            damaged: 0,
            without_text: 0,
            newer: 0,
            only_here: 0,
            only_there: 0,
            documents: Vec::new(),
        }
    }

    pub(super) fn take(&mut self, id: i64, title: &str, changes: &Changes) -> Result<(), Failure> {
        self.articles += 1;
        if !changes.any() {
            return Ok(());
        }
        self.changed += 1;
        self.gone += changes.gone.len();
        self.come += changes.come.len();
        self.rebound += changes.rebound.len();
        match self.global.format() {
            Format::Table => output::text(&format!("{id}  {title}\n{}", changes.text())),
            Format::Jsonl => output::text(&changes.document(id).to_string()),
            _ => {
                self.documents.push(changes.document(id));
                Ok(())
            }
        }
    }

    pub(super) fn left(&mut self, left: &Left) {
        match left {
            Left::WithoutText => self.without_text += 1,
            Left::Newer => self.newer += 1,
            Left::Damaged(name) => {
                self.damaged += 1;
                let advice = "`litx fetch --refresh` gets it anew";
                report::warning(&format!("the stored record {name} cannot be read: {advice}"));
            }
        }
    }

    /// The totals; a change is no failure.
    pub(super) fn end(self) -> Result<Ending, Failure> {
        if self.global.format() == Format::Json {
            let document = json!({
                "schema": SCHEMA, "articles": self.documents,
                "totals": {"read": self.articles, "changed": self.changed, "gone": self.gone, "come": self.come, "rebound": self.rebound,
                           "without_text": self.without_text, "newer": self.newer, "damaged": self.damaged, "only_here": self.only_here, "only_there": self.only_there},
            });
            output::text(&serde_json::to_string_pretty(&document).unwrap_or_default())?;
        }
        if !self.global.quiet {
            let mut line = format!(
                "{} articles, {} changed: results {} gone, {} new, {} bound to something else",
                self.articles, self.changed, self.gone, self.come, self.rebound
            );
            for (n, what) in [
                (self.without_text, "stored without abstract and left as they are"),
                (self.newer, "read by a newer litx and left as they are"),
                (self.damaged, "damaged"),
                (self.only_here, "in this store alone"),
                (self.only_there, "in the other alone"),
            ] {
                if n > 0 {
                    line += &format!(", {n} {what}");
                }
            }
            report::note(&line);
        }
        Ok(if self.damaged > 0 { Ending::BadInput } else { Ending::Well })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(result: &str, outcome: &str) -> Told {
        Told {
            result: result.to_owned(),
            outcome: Some(outcome.to_owned()),
            arm: None,
            comparator: None,
            time: None,
        }
    }

    #[test]
    fn alike_is_no_change_and_the_same_result_elsewhere_is_one() {
        let before =
            [told("HR 0.5", "death"), told("15 7%", "pain"), told("15 7%", "pain"), told("n=9", "x")];
        let now =
            [told("15 7%", "pain"), told("HR 0.5", "relapse"), told("n=10", "x"), told("15 7%", "pain")];
        let changes = Changes::between(&before, &now);
        assert_eq!(changes.rebound, [(before[0].clone(), now[1].clone())]);
        assert_eq!((changes.gone, changes.come), (vec![before[3].clone()], vec![now[2].clone()]));
        assert!(!Changes::between(&before, &before).any());
    }
}
