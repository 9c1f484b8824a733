//! Claims made of findings labelled by hand: the true ones are supported, and no mutation of one is.
//!
//! The labelled abstracts are others' copyright and no part of the project: see `tests/score.rs`. With them at hand,
//! `cargo test --test claims -- --nocapture` prints how many claims of each kind stand, and how many of each mutation.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use litx::catalogue::{Catalogue, Language};
use litx::extract::extract;
use litx::finding::{ArmId, Decimal, Extraction, Finding, Number, Reported};
use litx::record::Abstract;
use litx::verify::{Read, Standing, verify};
use serde_json::{Value, json};

/// Abstracts whose misses may be shown: those behind them are an honest check.
const READ: usize = 320;

fn gold() -> Option<PathBuf> {
    let root = std::env::var("LITX_GOLD").unwrap_or_else(|_| "../shared/eval".to_owned());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    root.join("dev.jsonl").exists().then_some(root)
}

fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).expect("readable");
    text.lines().filter(|l| !l.trim().is_empty()).map(|l| serde_json::from_str(l).expect("JSON")).collect()
}

fn abstract_of(article: &Value) -> Abstract {
    let mut text = Abstract::new(article["title"].as_str().unwrap_or(""));
    for section in article["abstract"].as_array().into_iter().flatten() {
        text.push(section["label"].as_str().map(str::to_owned), None, section["text"].as_str().unwrap_or(""));
    }
    text
}

/// An article with what was labelled and what was read.
struct Article {
    text: Abstract,
    read: Extraction,
    gold: Value,
}

/// The words of a name that count, as the scorer takes them.
fn tokens(name: &str) -> HashSet<String> {
    const STOP: &[&str] = &[
        "the",
        "a",
        "an",
        "of",
        "in",
        "with",
        "group",
        "groups",
        "arm",
        "arms",
        "patients",
        "participants",
        "treatment",
        "therapy",
        "and",
        "or",
        "to",
        "for",
        "at",
        "by",
        "on",
        "who",
        "received",
        "receiving",
        "assigned",
        "rate",
        "rates",
    ];
    let lower = name.to_lowercase();
    let all: HashSet<String> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    let kept: HashSet<String> = all.iter().filter(|w| !STOP.contains(&w.as_str())).cloned().collect();
    if kept.is_empty() { all } else { kept }
}

fn alike(a: &str, b: &str) -> f64 {
    let (a, b) = (tokens(a), tokens(b));
    if a.is_empty() || b.is_empty() {
        0.0
    } else {
        2.0 * a.intersection(&b).count() as f64 / (a.len() + b.len()) as f64
    }
}

impl Article {
    fn findings(&self) -> &[Value] {
        self.gold["findings"].as_array().map_or(&[], Vec::as_slice)
    }

    fn arm(&self, id: &Value) -> Option<&Value> {
        let id = id.as_str()?;
        self.gold["arms"].as_array()?.iter().find(|arm| arm["id"] == id)
    }

    fn names(arm: &Value) -> Vec<&str> {
        arm["names"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    }

    fn own_names(&self, arm: Option<ArmId>) -> Vec<&str> {
        let arm = arm.and_then(|arm| self.read.arms.get(usize::from(arm.0)));
        arm.into_iter()
            .flat_map(|arm| {
                std::iter::once(arm.name.as_str()).chain(arm.mentions.iter().map(|m| m.text.as_str()))
            })
            .collect()
    }

    /// Whether an arm that was read is the labelled one: the one whose names are most alike.
    fn is_arm(&self, read: Option<ArmId>, id: &Value) -> bool {
        let own = self.own_names(read);
        let fit = |arm: &Value| {
            Self::names(arm).iter().flat_map(|a| own.iter().map(move |b| alike(a, b))).fold(0.0, f64::max)
        };
        // Where two labelled arms fit alike, the arms were not told apart.
        let all = self.gold["arms"].as_array().map_or(&[][..], Vec::as_slice);
        let own = all.iter().find(|arm| arm["id"] == *id).map_or(0.0, fit);
        own >= 0.5 && all.iter().all(|arm| arm["id"] == *id || fit(arm) < own)
    }

    /// The finding that was read with every number and every link of a labelled one.
    fn reads(&self, gold: &Value) -> Option<&Finding> {
        self.read.findings.iter().find(|finding| {
            numbers(gold) == read_numbers(finding)
                && gold["kind"] == finding.result.kind()
                && (gold["arm"].is_null() || self.is_arm(finding.arm, &gold["arm"]))
                && (gold["comparator"].is_null() || self.is_arm(finding.comparator, &gold["comparator"]))
                && outcomes(gold).is_none_or(|names| {
                    let own = finding.outcome.as_ref().map_or("", |o| o.text.as_str());
                    names.iter().any(|name| alike(name, own) >= 0.5)
                })
                && (gold["time_point"].is_null() || same_time(&gold["time_point"], finding))
                && same_words(gold, finding)
        })
    }
}

fn outcomes(gold: &Value) -> Option<Vec<&str>> {
    let also = gold["outcome_also"].as_array().into_iter().flatten().filter_map(Value::as_str);
    Some(std::iter::once(gold["outcome"].as_str()?).chain(also).collect())
}

fn same_time(gold: &Value, finding: &Finding) -> bool {
    finding.time_point.as_ref().is_some_and(|t| {
        gold["value"].as_f64() == Some(t.value.to_f64())
            && gold["unit"].as_str().is_some_and(|unit| unit.trim_end_matches('s') == t.unit.name())
    })
}

/// Measure, role, statistic, direction: what a claim says beside numbers and links.
fn same_words(gold: &Value, finding: &Finding) -> bool {
    match &finding.result {
        Reported::Estimate(e) => gold["measure"] == e.measure.name(),
        Reported::Participants(p) => gold["role"] == p.role.name(),
        Reported::Quantity(q) => gold["statistic"] == q.statistic.name(),
        Reported::FollowUp(f) => gold["statistic"] == f.statistic.name(),
        Reported::RelativeChange(r) => gold["direction"] == r.direction.name(),
        _ => true,
    }
}

/// The numbers of a labelled finding, in the order of [`read_numbers`].
fn numbers(gold: &Value) -> Vec<Option<f64>> {
    let of = |v: &Value| v.as_f64();
    let interval = [of(&gold["interval"]["low"]), of(&gold["interval"]["high"])];
    let p = of(&gold["p"]["value"]);
    match gold["kind"].as_str().unwrap_or("") {
        "estimate" => vec![of(&gold["value"]), interval[0], interval[1], p],
        "proportion" => {
            vec![of(&gold["count"]), of(&gold["total"]), of(&gold["percent"]), interval[0], interval[1]]
        }
        "participants" => vec![of(&gold["n"])],
        "quantity" => vec![of(&gold["value"]), interval[0], interval[1]],
        "follow_up" => vec![of(&gold["value"])],
        "relative_change" => vec![of(&gold["percent"])],
        _ => vec![p],
    }
}

fn read_numbers(finding: &Finding) -> Vec<Option<f64>> {
    let of = |n: Option<Number>| n.map(Number::to_f64);
    let p = of(finding.p().and_then(|p| p.value));
    let i = finding.interval();
    let (low, high) = (of(i.and_then(|i| i.low)), of(i.and_then(|i| i.high)));
    match &finding.result {
        Reported::Estimate(e) => vec![of(e.value), low, high, p],
        Reported::Proportion(s) => vec![of(s.count), of(s.total), of(s.percent), low, high],
        Reported::Participants(n) => vec![of(Some(n.n))],
        Reported::Quantity(q) => vec![of(q.value), low, high],
        Reported::FollowUp(f) => vec![of(Some(f.value))],
        Reported::RelativeChange(r) => vec![of(Some(r.percent))],
        _ => vec![p],
    }
}

/// A labelled number with the digits that the article prints: labels lose the noughts at the end.
fn printed(value: &Value, finding: &Finding) -> Option<String> {
    let wanted = Decimal::parse(&value.to_string())?;
    let (interval, p) = (finding.interval(), finding.p().and_then(|p| p.value));
    let mut all: Vec<Number> =
        interval.iter().flat_map(|i| [i.low, i.high, i.level]).flatten().chain(p).collect();
    all.extend(match &finding.result {
        Reported::Participants(p) => vec![p.n],
        Reported::Estimate(e) => e.value.into_iter().collect(),
        Reported::Proportion(s) => [s.count, s.total, s.percent].into_iter().flatten().collect(),
        Reported::Quantity(q) => q.value.into_iter().collect(),
        Reported::RelativeChange(r) => vec![r.percent],
        Reported::FollowUp(f) => vec![f.value],
        _ => Vec::new(),
    });
    all.iter().rev().map(|n| n.decimal).find(|n| n.same_value(wanted)).map(|n| n.to_string())
}

/// The name that is most like one of the others.
fn nearest<'n>(names: &[&'n str], others: &[&str]) -> Option<&'n str> {
    let fit = |name: &str| others.iter().map(|other| alike(name, other)).fold(0.0, f64::max);
    names.iter().rev().max_by(|a, b| fit(a).total_cmp(&fit(b))).copied()
}

/// The claim that a labelled finding makes; nothing where its numbers cannot be written down.
fn claim(article: &Article, gold: &Value, read: &Finding) -> Option<Value> {
    let n = |value: &Value| printed(value, read);
    let mut out = json!({"id": "one", "source": "pmid:1"});
    let limits = read.interval().filter(|_| !gold["interval"].is_null());
    if let Some((interval, (low, high))) = limits.and_then(|i| Some((i, (i.low?, i.high?)))) {
        out["ci"] = json!([low.to_string(), high.to_string()]);
        if let Some(level) = interval.level.filter(|level| level.to_f64() != 95.0) {
            out["level"] = json!(level.to_string());
        }
    }
    let p = &gold["p"];
    match (p["op"].as_str(), n(&p["value"])) {
        (Some(op), Some(value)) => out["p"] = json!(format!("{op}{value}")),
        _ if p.is_null() => {}
        _ => return None,
    }
    let kind = gold["kind"].as_str()?;
    match kind {
        "estimate" => {
            out["measure"] = gold["measure"].clone();
            if !gold["value"].is_null() {
                out["value"] = json!(n(&gold["value"])?);
            }
        }
        "proportion" => {
            let mut share = json!({});
            for name in ["count", "total", "percent"] {
                if !gold[name].is_null() {
                    share[name] = json!(n(&gold[name])?);
                }
            }
            if share["count"].is_null() && share["percent"].is_null() {
                return None;
            }
            out["proportion"] = share;
        }
        "participants" => {
            out["n"] = json!(n(&gold["n"])?);
            out["role"] = gold["role"].clone();
        }
        "relative_change" => out[gold["direction"].as_str()?] = json!(n(&gold["percent"])?),
        "quantity" | "follow_up" => {
            let statistic = gold["statistic"].as_str().filter(|s| *s != "other").unwrap_or("value");
            let mut quantity = json!({statistic: n(&gold["value"])?});
            for name in ["ci", "level"] {
                if let Some(value) = out.as_object_mut()?.shift_remove(name).filter(|_| kind == "quantity") {
                    quantity[name] = value;
                }
            }
            out[kind] = quantity;
        }
        _ if out["p"].is_null() => return None,
        _ => {}
    }
    // Of several wordings of the labels, the one nearest to what was read: each of them is true.
    if let Some(names) = outcomes(gold) {
        let own = read.outcome.as_ref().map_or("", |o| o.text.as_str());
        out["outcome"] = json!(nearest(&names, &[own])?);
    }
    for (name, arm) in [("arm", read.arm), ("comparator", read.comparator)] {
        if let Some(labelled) = article.arm(&gold[name]) {
            out[name] = json!(nearest(&Article::names(labelled), &article.own_names(arm))?);
        }
    }
    if let (Some(value), Some(unit)) =
        (gold["time_point"]["value"].as_f64(), gold["time_point"]["unit"].as_str())
    {
        out["time"] = json!(format!("{value} {}", unit.trim_end_matches('s')));
    }
    Some(out)
}

/// Whether one labelled finding makes the other's claim true by its numbers.
fn same_claim(one: &Value, other: &Value) -> bool {
    if other["kind"] == "p_value" {
        return one["p"]["value"] == other["p"]["value"] && one["p"]["op"] == other["p"]["op"];
    }
    one["kind"] == other["kind"] && numbers(one) == numbers(other)
}

/// Every mutation of a claim that makes it wrong, by name.
fn mutations(article: &Article, gold: &Value, read: &Finding, claim: &Value) -> Vec<(&'static str, Value)> {
    let mut out = Vec::new();
    let others: Vec<&Value> = article.findings().iter().filter(|f| f["kind"] == gold["kind"]).collect();
    let mut with = |name, pointer: &str, value: Value| {
        let mut mutated = claim.clone();
        if let Some(place) = mutated.pointer_mut(pointer) {
            *place = value;
            out.push((name, mutated));
        }
    };
    let statistic = |table: &str| {
        let first = claim[table].as_object().and_then(|t| t.keys().next().cloned());
        format!("/{table}/{}", first.unwrap_or_default())
    };
    let main = match gold["kind"].as_str().unwrap_or("") {
        "estimate" if claim["value"].is_null() => "/ci/0".to_owned(),
        "estimate" => "/value".to_owned(),
        "proportion" if claim["proportion"]["percent"].is_null() => "/proportion/count".to_owned(),
        "proportion" => "/proportion/percent".to_owned(),
        "participants" => "/n".to_owned(),
        kind @ ("quantity" | "follow_up") => statistic(kind),
        "relative_change" => format!("/{}", gold["direction"].as_str().unwrap_or("")),
        _ => "/p".to_owned(),
    };
    let digits = claim.pointer(&main).and_then(Value::as_str).unwrap_or("").to_owned();
    if let Some(wrong) = wrong_digit(&digits) {
        let value: f64 = wrong.trim_start_matches(['<', '>', '=']).parse().unwrap_or(f64::NAN);
        // A number that another result of the article has is no mistake.
        if !others.iter().any(|f| numbers(f).iter().flatten().any(|n| (n - value).abs() < 1e-9)) {
            with("digit", &main, json!(wrong));
        }
    }
    if let Some(p) = claim["p"].as_str() {
        let turned = match p.chars().next() {
            Some('<') => p.replacen('<', ">", 1),
            Some('>') => p.replacen('>', "<", 1),
            _ => p.replacen('=', "<", 1),
        };
        let printed = |f: &Value| {
            let p = &f["p"];
            Some((p["op"].as_str()?.to_owned(), p["value"].as_f64()?))
        };
        let op: String = turned.chars().take_while(|c| "<>=".contains(*c)).collect();
        let value = gold["p"]["value"].as_f64().unwrap_or(f64::NAN);
        if !article.findings().iter().filter_map(printed).any(|p| p == (op.clone(), value)) {
            with("operator", "/p", json!(turned));
        }
    }
    if !claim["ci"].is_null() {
        let mut mutated = claim.clone();
        mutated["level"] = json!(if claim["level"].is_null() { "99" } else { "95" });
        with("level", "", mutated);
    }
    for other in article.gold["arms"].as_array().into_iter().flatten() {
        if gold["arm"].is_null() || other["id"] == gold["arm"] || claim["arm"].is_null() {
            continue;
        }
        let same = article.findings().iter().any(|f| same_claim(f, gold) && f["arm"] == other["id"]);
        let name = Article::names(other).first().copied().unwrap_or("");
        let alike_names =
            Article::names(other).iter().any(|n| claim["arm"].as_str().is_some_and(|a| alike(n, a) >= 0.5));
        if !same && !alike_names && !name.is_empty() {
            with("arm", "/arm", json!(name));
            break;
        }
    }
    if let Some(own) = outcomes(gold) {
        // A phrase may say both: "survival of Japanese patients".
        let phrase = tokens(read.outcome.as_ref().map_or("", |o| o.text.as_str()));
        let foreign = article.findings().iter().filter_map(outcomes).find(|names| {
            names.iter().all(|name| own.iter().all(|o| alike(name, o) == 0.0))
                && !article.findings().iter().any(|f| {
                    same_claim(f, gold)
                        && outcomes(f).is_some_and(|own| own.iter().any(|o| names.contains(o)))
                })
                && !names.iter().any(|name| tokens(name).is_subset(&phrase))
        });
        if let Some(names) = foreign {
            with("outcome", "/outcome", json!(names[0]));
        }
    }
    if let Some(time) = claim["time"].as_str() {
        with("time", "/time", json!(format!("1{time}")));
    }
    if let Some(measure) = claim["measure"].as_str() {
        with(
            "measure",
            "/measure",
            json!(if measure == "odds_ratio" { "hazard_ratio" } else { "odds_ratio" }),
        );
    }
    out
}

/// A number with one digit changed.
fn wrong_digit(number: &str) -> Option<String> {
    let at = number.rfind(|c: char| c.is_ascii_digit())?;
    let digit = number[at..].chars().next()?.to_digit(10)?;
    let mut out = number.to_owned();
    out.replace_range(at..=at, &((digit + 3) % 10).to_string());
    Some(out)
}

fn standing(claim: &Value, article: &Article) -> (Standing, String) {
    let catalogue = json!({"schema": "litx.catalogue/1", "claims": [claim]}).to_string();
    let catalogue = Catalogue::read("claims.json", catalogue, Language::Json)
        .unwrap_or_else(|faults| panic!("{claim}: {faults:?}"));
    let verified = verify(&catalogue.claims[0], &Read::new(&article.text, &article.read));
    (verified.standing, verified.message)
}

#[test]
fn true_claims_stand_and_mutated_ones_do_not() {
    let Some(root) = gold() else {
        println!("skipped: no labelled abstracts (LITX_GOLD)");
        return;
    };
    let texts: BTreeMap<String, Value> = lines(&root.join("dev-articles.jsonl"))
        .into_iter()
        .map(|a| (a["id"].as_str().unwrap_or("").to_owned(), a))
        .collect();
    let articles: Vec<Article> = lines(&root.join("dev.jsonl"))
        .into_iter()
        .map(|gold| {
            let text = abstract_of(&texts[gold["id"].as_str().unwrap_or("")]);
            let read = extract(&text);
            Article { text, read, gold }
        })
        .collect();
    let mut stand: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut fall: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
    let shown = std::env::var_os("LITX_SHOW").is_some();
    for (n, article) in articles.iter().enumerate() {
        for gold in article.findings() {
            let Some(read) = article.reads(gold) else { continue };
            let Some(claim) = claim(article, gold, read) else { continue };
            let (how, message) = standing(&claim, article);
            let of_kind = stand.entry(gold["kind"].as_str().unwrap_or("").to_owned()).or_default();
            of_kind.1 += 1;
            of_kind.0 += usize::from(how == Standing::Supported);
            if how != Standing::Supported && shown && n < READ {
                println!("{} {} {claim}: {message}", how.words(), article.gold["id"]);
            }
            for (name, mutated) in mutations(article, gold, read, &claim) {
                let (how, message) = standing(&mutated, article);
                let of_name = fall.entry(name).or_default();
                of_name.1 += 1;
                of_name.0 += usize::from(how == Standing::Supported);
                if how == Standing::Supported && shown && n < READ {
                    println!("WRONG {name} {} {mutated}: {message}\n   true {claim}", article.gold["id"]);
                }
            }
            // Another trial: wrong, unless that one happens to print the same.
            let other = &articles[(n + 1) % articles.len()];
            if !other.findings().iter().any(|f| f["kind"] == gold["kind"] && numbers(f) == numbers(gold)) {
                let (how, message) = standing(&claim, other);
                let of_name = fall.entry("trial").or_default();
                of_name.1 += 1;
                of_name.0 += usize::from(how == Standing::Supported);
                if how == Standing::Supported && shown && n < READ {
                    println!("WRONG trial {} {claim}: {message}", other.gold["id"]);
                }
            }
        }
    }
    let (mut right, mut all) = (0, 0);
    for (kind, (supported, claims)) in &stand {
        println!("{kind:<16} {supported:>5} of {claims:>5} true claims supported");
        (right, all) = (right + supported, all + claims);
    }
    let mut wrong = 0;
    for (name, (supported, claims)) in &fall {
        println!("{name:<16} {supported:>5} of {claims:>5} mutated claims supported");
        wrong += supported;
    }
    println!("{right} of {all} true claims supported ({:.1} %)", 100.0 * right as f64 / all as f64);
    assert!(100 * right >= 97 * all, "{right} of {all} true claims are supported");
    assert_eq!(wrong, 0, "mutated claims are supported");
}
