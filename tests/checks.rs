//! Checks as data: `fixtures/checks/<check>.txt` groups texts under the verdict they must give.

use litx::check::{CHECKS, Check, Grade, Ruling, Verdict, check, problems};
use litx::extract::extract;
use litx::record::Abstract;

/// A verdict in the notation of the files: `disagrees warn sign`.
fn notation(verdict: &Verdict) -> String {
    let grade = verdict.ruling.grade().map_or(String::new(), |grade| format!(" {}", grade.name()));
    let suspect = verdict.suspect.map_or(String::new(), |suspect| format!(" {suspect}"));
    format!("{}{grade}{suspect}", verdict.ruling.name())
}

/// Verdicts on a text; `||` parts title and sections, the last of several being the conclusion.
fn verdicts(text: &str) -> Vec<Verdict> {
    let article = parsed(text);
    check(&article, &extract(&article))
}

fn parsed(text: &str) -> Abstract {
    let parts: Vec<&str> = text.split(" || ").collect();
    let (title, sections) = if parts.len() > 1 { (parts[0], &parts[1..]) } else { ("", &parts[..]) };
    let mut article = Abstract::new(title);
    for (i, section) in sections.iter().enumerate() {
        let label = (i > 0 && i + 1 == sections.len()).then(|| "CONCLUSIONS".to_owned());
        article.push(label, None, section);
    }
    article
}

#[test]
fn every_text_gives_the_verdict_it_stands_under() {
    let mut wrong = Vec::new();
    for one in CHECKS {
        let path = format!("{}/fixtures/checks/{}.txt", env!("CARGO_MANIFEST_DIR"), one.name);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
        let mut wanted = String::new();
        let mut kinds = std::collections::BTreeSet::new();
        for (number, line) in
            text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        {
            let Some(case) = line.strip_prefix("  ") else {
                wanted = line.trim_end().to_owned();
                kinds.insert(wanted.split(' ').next().unwrap_or("").to_owned());
                continue;
            };
            let found: Vec<Verdict> = verdicts(case).into_iter().filter(|v| v.check == one.name).collect();
            let shown: Vec<String> = found.iter().map(notation).collect();
            // Of some texts a check says nothing.
            let right = if wanted == "silent" { shown.is_empty() } else { shown == [wanted.clone()] };
            if !right {
                let messages: Vec<&str> = found.iter().map(|v| v.message.as_str()).collect();
                wrong.push(format!(
                    "{}.txt:{}: {case}\n     wanted {wanted}\n     found  {shown:?} {messages:?}",
                    one.name,
                    number + 1
                ));
            }
        }
        assert!(
            kinds.contains("agrees") && kinds.contains("disagrees"),
            "{}: a verdict has no case",
            one.name
        );
    }
    assert!(wrong.is_empty(), "{} texts are judged otherwise:\n{}", wrong.len(), wrong.join("\n"));
}

/// Asked for grave verdicts alone, the checks give just those that they give when asked for all.
#[test]
fn problems_are_the_grave_ones_of_all_verdicts() {
    let mut texts: Vec<Abstract> = Vec::new();
    for one in CHECKS {
        let path = format!("{}/fixtures/checks/{}.txt", env!("CARGO_MANIFEST_DIR"), one.name);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
        texts.extend(text.lines().filter_map(|line| line.strip_prefix("  ")).map(parsed));
    }
    let mut graded = 0;
    for text in &texts {
        let extraction = extract(text);
        let all = check(text, &extraction);
        for verdict in &all {
            let check = Check::named(verdict.check).expect("its check");
            assert!(verdict.ruling.grade() <= Some(check.gravest), "{}: {}", check.name, verdict.message);
        }
        for least in [Grade::Info, Grade::Warn, Grade::Error] {
            let grave: Vec<Verdict> =
                all.iter().filter(|v| v.ruling.grade() >= Some(least)).cloned().collect();
            assert_eq!(problems(text, &extraction, least), grave, "{}", text.as_str());
            graded += grave.len();
        }
    }
    assert!(graded > 100, "{graded}");
}

/// A page is complete, and its example gives the verdict it says.
#[test]
fn every_page_is_whole_and_its_example_true() {
    for one in CHECKS {
        let page = one.page;
        let title = format!("# {}: {}?", one.name, one.summary);
        assert_eq!(page.lines().next(), Some(title.as_str()), "the title of {}.md", one.name);
        for part in ["Asks", "Formula", "Grades", "Source", "Known false alarms", "Example"] {
            let body = page.split(&format!("\n## {part}\n\n")).nth(1).unwrap_or_default();
            assert!(
                body.lines().next().is_some_and(|line| line.len() > 5),
                "{}.md has no `{part}`",
                one.name
            );
        }
        let example = page.split("## Example\n").nth(1).unwrap_or_default();
        let quoted = example.lines().filter_map(|line| line.strip_prefix("> "));
        let text = quoted.collect::<Vec<_>>().join(" ");
        let wanted = example.lines().rfind(|line| !line.is_empty()).unwrap_or_default();
        let found: Vec<String> =
            verdicts(&text).iter().filter(|v| v.check == one.name).map(notation).collect();
        assert_eq!(found, [wanted], "{}.md: {text}", one.name);
    }
}

#[test]
fn aquila_agrees_with_itself() {
    let seed = include_str!("../fixtures/text/aquila.txt");
    let results = seed.split("RESULTS\n: ").nth(1).and_then(|rest| rest.lines().next()).expect("the results");
    let shown: Vec<String> =
        verdicts(results).iter().map(|v| format!("{} {}: {}", v.check, notation(v), v.message)).collect();
    insta::assert_snapshot!(shown.join("\n"), @r"
    order agrees: 0.36 is not above 0.67
    order agrees: 0.27 is not above 0.98
    containment agrees: the interval 0.36 to 0.67 contains 0.49
    containment agrees: the interval 0.27 to 0.98 contains 0.52
    symmetry agrees: 0.49 is where the interval 0.36 to 0.67 is centred
    symmetry agrees: 0.52 is where the interval 0.27 to 0.98 is centred
    p_from_interval agrees: P<0.001 agrees with the interval, which gives 0.0000023 to 0.000018
    decision agrees: the interval 0.36 to 0.67 excludes 1 and P<0.001
    p_range agrees: 0.001 is between 0 and 1
    percent agrees: 15 of 194 is 7.732%, printed 7.7%
    percent agrees: 26 of 196 is 13.27%, printed 13.3%
    granularity cannot_tell: 63.1% of 194 is no whole number, and the share may be of others, or estimated
    granularity agrees: 40.8% of 196 is 80
    granularity cannot_tell: 93.0% of 194 is no whole number, and the share may be of others, or estimated
    granularity cannot_tell: 86.9% of 196 is no whole number, and the share may be of others, or estimated
    granularity agrees: 5.7% of 194 is 11
    granularity agrees: 4.6% of 196 is 9
    granularity agrees: 5.7% of 194 is 11
    arms_sum agrees: 194 + 196 = 390
    subgroup_size agrees: 194 is no more than the 390 of the whole study
    subgroup_size agrees: 196 is no more than the 390 of the whole study
    relative_change agrees: 51% lower is what HR 0.49 says
    from_counts agrees: HR 0.52 is what the two shares give
    ");
}

/// Numbers made from a value and its standard error, rounded as papers round them, never give a warning.
#[test]
fn consistent_numbers_raise_no_alarm() {
    let z = litx::check::normal::quantile(0.975);
    let mut judged = 0;
    for step in 0..600 {
        // A fixed spread of values and errors, of all orders of size.
        let log = -1.6 + f64::from(step % 37) * 0.09;
        let error = 0.03 + f64::from(step % 23) * 0.031;
        let places = step as usize % 2 + 1;
        let (value, low, high) = (log.exp(), (log - z * error).exp(), (log + z * error).exp());
        let p = litx::check::normal::two_sided(log / error);
        let p = if p < 0.001 { "P<0.001".to_owned() } else { format!("P={p:.3}") };
        let ratio = format!("hazard ratio, {value:.places$}; 95% CI, {low:.places$} to {high:.places$}; {p}");
        let (d, l, h) = (log * 10.0, (log - z * error) * 10.0, (log + z * error) * 10.0);
        let difference = format!("mean difference, {d:.places$}; 95% CI, {l:.places$} to {h:.places$}; {p}");
        let (total, count) = (30 + step, step % 29);
        let share = format!(
            "{count} of {total} patients ({:.places$}%)",
            f64::from(count) / f64::from(total) * 100.0
        );
        for text in [ratio, difference, share] {
            for verdict in verdicts(&text) {
                judged += 1;
                let alarm = verdict.ruling.grade().is_some_and(|grade| grade >= Grade::Warn);
                assert!(!alarm, "{text}: {} {}", verdict.check, verdict.message);
            }
        }
    }
    assert!(judged > 3000, "{judged}");
}

#[test]
fn a_disagreement_names_what_was_printed_and_computed() {
    let found = verdicts("22 of 30 patients (77%)");
    let verdict = found.iter().find(|v| v.check == "percent").expect("a verdict");
    assert!(matches!(verdict.ruling, Ruling::Disagrees(_)));
    assert_eq!(verdict.message, "22 of 30 is 73.3%, printed 77%");
    let printed: Vec<String> = verdict.printed.iter().map(|(name, n)| format!("{name} {n}")).collect();
    assert_eq!(printed, ["count 22", "total 30", "percent 77"]);
    let computed: Vec<String> = verdict.computed.iter().map(|(name, x)| format!("{name} {x}")).collect();
    assert_eq!(computed, ["percent 73.3", "printed_percent 76.5 to 77.5"]);
}
