//! Claims made of labelled findings, true and mutated.

use std::collections::HashSet;

use litx::finding::Finding;
use serde_json::{Value, json};

use super::article::{Article, nearest, numbers, outcomes, printed};
use super::names::{alike, tokens};

/// The claim that a labelled finding makes; nothing where its numbers cannot be written down.
pub(crate) fn claim(article: &Article, gold: &Value, read: &Finding) -> Option<Value> {
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
pub(crate) fn same_claim(one: &Value, other: &Value) -> bool {
    if other["kind"] == "p_value" {
        return one["p"]["value"] == other["p"]["value"] && one["p"]["op"] == other["p"]["op"];
    }
    one["kind"] == other["kind"] && numbers(one) == numbers(other)
}

/// Every mutation of a claim that makes it wrong, by name.
pub(crate) fn mutations(
    article: &Article,
    gold: &Value,
    read: &Finding,
    claim: &Value,
) -> Vec<(&'static str, Value)> {
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
        let words = |name: &str| -> HashSet<String> {
            tokens(name).iter().map(|word| word.trim_end_matches('s').to_owned()).collect()
        };
        let phrase = words(read.outcome.as_ref().map_or("", |o| o.text.as_str()));
        let foreign = article.findings().iter().filter_map(outcomes).find(|names| {
            names.iter().all(|name| own.iter().all(|o| alike(name, o) == 0.0))
                && !article.findings().iter().any(|f| {
                    same_claim(f, gold)
                        && outcomes(f).is_some_and(|own| own.iter().any(|o| names.contains(o)))
                })
                && !names.iter().any(|name| words(name).is_subset(&phrase))
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
pub(crate) fn wrong_digit(number: &str) -> Option<String> {
    let at = number.rfind(|c: char| c.is_ascii_digit())?;
    let digit = number[at..].chars().next()?.to_digit(10)?;
    let mut out = number.to_owned();
    out.replace_range(at..=at, &((digit + 3) % 10).to_string());
    Some(out)
}
