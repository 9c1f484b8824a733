//! Surface forms as data: `fixtures/examples/<rule>.txt` groups forms under the findings they mean.

use litx::extract::extract;
use litx::record::Abstract;

/// The findings of one form, in the notation of the examples.
fn read(form: &str) -> String {
    let mut article = Abstract::new("");
    article.push(None, None, form);
    let found: Vec<String> = extract(&article).findings.iter().map(|f| f.result.to_string()).collect();
    if found.is_empty() { "none".to_owned() } else { found.join(" + ") }
}

#[test]
fn every_form_means_what_its_group_says() {
    let mut wrong = Vec::new();
    let mut forms = 0;
    for rule in litx::extract::rule_names() {
        let path = format!("{}/fixtures/examples/{rule}.txt", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
        let mut wanted = String::new();
        for (number, line) in
            text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        {
            match line.strip_prefix("  ") {
                Some(form) => {
                    forms += 1;
                    let found = read(form);
                    if found != wanted {
                        wrong.push(format!(
                            "{rule}.txt:{}: {form}\n     wanted {wanted}\n     found  {found}",
                            number + 1
                        ));
                    }
                }
                // What follows `none` on its line says what the forms are.
                None if line.starts_with("none") => wanted = "none".to_owned(),
                None => wanted = line.trim_end().to_owned(),
            }
        }
    }
    assert!(forms > 100, "only {forms} forms were read");
    assert!(wrong.is_empty(), "{} of {forms} forms are read otherwise:\n{}", wrong.len(), wrong.join("\n"));
}
