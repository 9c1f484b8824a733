//! What is wrong with a run, in words.

use crate::place::{EMAIL, KEY, Outcome};
use crate::server::scenario::Run;
use crate::server::{CALLER_IP, Entry};

/// What is wrong with a run's outcome and requests, in words.
pub(crate) fn problems(run: &Run, outcome: &Outcome, log: &[Entry]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut say = |bad: bool, text: String| {
        if bad {
            wrong.push(text);
        }
    };
    say(!run.exit.contains(&outcome.exit), format!("exit {}, wanted {:?}", outcome.exit, run.exit));
    for (input, pmids) in &run.found {
        let got: Vec<u32> = outcome.found.get(input).into_iter().flatten().copied().collect();
        say(got != *pmids, format!("{input} led to {got:?}, wanted {pmids:?}"));
    }
    let free = run.found.is_empty() && run.missing.is_empty() && run.failed.is_empty();
    for input in &run.missing {
        say(!outcome.missing.contains(input), format!("{input} is not said to be missing"));
    }
    for (input, code) in &run.failed {
        let got = outcome.failed.get(input);
        let right = got.is_some_and(|g| code.is_empty() || g == code);
        say(!right, format!("{input} should have failed ({code}), got {got:?}"));
    }
    for input in outcome.found.keys().filter(|_| !free) {
        say(!run.found.iter().any(|(i, _)| i == input), format!("{input} was found, which nobody wants"));
    }
    for input in outcome.missing.iter().filter(|_| !free) {
        say(!run.missing.contains(input), format!("{input} is said not to be in PubMed"));
    }
    for (input, code) in outcome.failed.iter().filter(|_| !free) {
        say(!run.failed.iter().any(|(i, _)| i == input), format!("{input} failed: {code}"));
    }
    let routes: Vec<&str> = log.iter().map(|e| e.route.as_str()).collect();
    if let Some(wanted) = &run.requests {
        say(routes != *wanted, format!("asked {routes:?}, wanted {wanted:?}"));
    }
    for (route, least, most) in &run.counts {
        let count = routes.iter().filter(|r| *r == route || route == "all").count();
        say(
            !(*least..=*most).contains(&count),
            format!("{count} requests to {route}, wanted {least} to {most}"),
        );
    }
    let had = |[route, parameter, text]: &[String; 3]| {
        log.iter().any(|e| e.route == *route && e.param(parameter).contains(text.as_str()))
    };
    for sent in &run.sent {
        say(!had(sent), format!("no request had {sent:?}"));
    }
    for sent in &run.never_sent {
        say(had(sent), format!("a request had {sent:?}"));
    }
    let said = outcome.said.to_lowercase();
    for text in &run.says {
        say(!said.contains(&text.to_lowercase()), format!("`{text}` is not said in: {}", outcome.said));
    }
    for text in &run.never_says {
        say(said.contains(&text.to_lowercase()), format!("`{text}` is said in: {}", outcome.said));
    }
    wrong.extend(promises(outcome, log));
    wrong
}

/// What is wrong with what every run promises.
pub(crate) fn promises(outcome: &Outcome, log: &[Entry]) -> Vec<String> {
    let mut wrong = Vec::new();
    for entry in log {
        let Entry { route, request, .. } = entry;
        let ours = !matches!(route.as_str(), "idconv" | "europepmc");
        if ours && (entry.param("tool").is_empty() || entry.param("tool").contains(' ')) {
            wrong.push(format!("{route} without a tool"));
        }
        if ours && entry.param("email") != EMAIL {
            wrong.push(format!("{route} without the e-mail"));
        }
        if request.param("api_key") == Some("") {
            wrong.push(format!("{route} with an empty key"));
        }
        if request.target_length > 2048 {
            wrong.push(format!("{route} with a URL of {} bytes", request.target_length));
        }
        if !ours && request.param("api_key").is_some() {
            wrong.push(format!("the key was given to {route}"));
        }
        if request.query.contains("api_key") {
            wrong.push(format!("the key stands in the URL of {route}"));
        }
        if matches!(route.as_str(), "efetch" | "epost" | "esummary") && request.method != "POST" {
            wrong.push(format!("{route} by {}", request.method));
        }
        if matches!(route.as_str(), "epost" | "espell") && entry.param("retmode") == "json" {
            wrong.push(format!("{route} asked for JSON"));
        }
    }
    for secret in [KEY, EMAIL, CALLER_IP] {
        if outcome.output.contains(secret) {
            wrong.push(format!("{secret} stands in the output"));
        }
    }
    if outcome.output.contains("panicked") {
        wrong.push(format!("a panic: {}", outcome.output));
    }
    if !outcome.totals.is_empty() {
        let total = |name: &str| outcome.totals.get(name).copied().unwrap_or(u64::MAX) as usize;
        let counted = [outcome.found.len(), outcome.missing.len(), outcome.failed.len()];
        let said = [total("found"), total("not_in_pubmed"), total("failed")];
        if outcome.other.is_empty() && counted != said {
            wrong.push(format!("totals found, missing, failed are {said:?}, counted {counted:?}"));
        }
    }
    wrong
}
