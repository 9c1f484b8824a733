//! Requests: utility, parameters, and how they are shown without their secrets.

use std::fmt;

/// A key or an address: used, never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret; nothing where it is blank, since an empty `api_key=` is refused by the service.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// One request of a utility; sent by POST, which keeps long lists and secrets out of the URL.
#[derive(Clone, Debug)]
pub(super) struct Request {
    /// `esearch.fcgi`, ….
    pub(super) utility: &'static str,
    /// Parameters without tool, email and key, which the client adds.
    pub(super) params: Vec<(&'static str, String)>,
}

impl Request {
    pub(super) fn new(utility: &'static str, params: Vec<(&'static str, String)>) -> Self {
        Self { utility, params }
    }

    /// `esearch`: XML, since its JSON may be illegal.
    pub(super) fn search(term: &str, start: u64, max: u64, history: bool) -> Self {
        let mut params = vec![
            ("db", "pubmed".to_owned()),
            ("retmode", "xml".to_owned()),
            ("retstart", start.to_string()),
            ("retmax", max.to_string()),
            ("term", term.to_owned()),
        ];
        if history {
            params.push(("usehistory", "y".to_owned()));
        }
        Self::new("esearch.fcgi", params)
    }

    /// `efetch` by numbers.
    pub(super) fn fetch(ids: &[crate::id::Pmid]) -> Self {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        Self::new(
            "efetch.fcgi",
            vec![("db", "pubmed".to_owned()), ("retmode", "xml".to_owned()), ("id", ids.join(","))],
        )
    }

    /// `efetch` from a history set.
    pub(super) fn fetch_history(env: &str, key: &str, start: u64, max: u64) -> Self {
        Self::new(
            "efetch.fcgi",
            vec![
                ("db", "pubmed".to_owned()),
                ("retmode", "xml".to_owned()),
                ("WebEnv", env.to_owned()),
                ("query_key", key.to_owned()),
                ("retstart", start.to_string()),
                ("retmax", max.to_string()),
            ],
        )
    }

    /// One line for people: `POST esearch.fcgi db=pubmed term="10.1056/…"[doi]`, long lists cut.
    pub(super) fn line(&self) -> String {
        let mut line = format!("POST {}", self.utility);
        for (name, value) in &self.params {
            let shown: String = value.chars().take(120).collect();
            let cut = if shown.len() < value.len() { "…" } else { "" };
            line.push_str(&format!(" {name}={shown}{cut}"));
        }
        line
    }
}

/// Takes out of a message whatever the service echoes of a secret, and the secrets themselves.
pub(super) fn redact(message: &str, secrets: &[&Secret]) -> String {
    let mut out = message.to_owned();
    for secret in secrets {
        out = out.replace(secret.reveal(), "***");
    }
    // 429 and 400 bodies echo the key, or the caller's address, as "api-key".
    for mark in ["\"api-key\":\"", "\"api-key\": \"", "api_key=", "email="] {
        let mut from = 0;
        while let Some(at) = out[from..].find(mark) {
            let start = from + at + mark.len();
            let end = out[start..].find(['"', '&', ' ', '\n']).map_or(out.len(), |n| start + n);
            out.replace_range(start..end, "***");
            from = start + 3;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_never_shown() {
        let secret = Secret::new(" SECRETKEY123 ").unwrap();
        assert_eq!(format!("{secret} {secret:?}"), "*** ***");
        assert_eq!(Secret::new("  "), None);
        let body = r#"{"error":"API key invalid","api-key":"SECRETKEY123"} api_key=SECRETKEY123&x {"api-key":"10.0.0.7"}"#;
        let shown = redact(body, &[&secret]);
        assert!(!shown.contains("SECRETKEY123") && !shown.contains("10.0.0.7"), "{shown}");
    }

    #[test]
    fn a_line_shows_the_request_and_cuts_long_lists() {
        let ids: Vec<_> = (1..200).filter_map(crate::id::Pmid::new).collect();
        let line = Request::fetch(&ids).line();
        assert!(
            line.starts_with("POST efetch.fcgi db=pubmed retmode=xml id=1,2,3") && line.len() < 200,
            "{line}"
        );
    }
}
