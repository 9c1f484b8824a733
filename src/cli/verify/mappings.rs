//! Which files are catalogues of another form, as `litx.toml` says.

use std::path::{Path, PathBuf};

use crate::catalogue::Mapping;
use crate::cli::args::Preset;
use crate::cli::config;
use crate::cli::report::Failure;

/// The mappings of the project, and the one that the command line names for all files.
pub(in crate::cli) struct Mappings {
    preset: Option<Mapping>,
    all: Vec<(PathBuf, String, Mapping)>,
}

impl Mappings {
    /// Reads `[[mapping]]` of the project's `litx.toml`.
    pub(in crate::cli) fn read(preset: Option<Preset>) -> Result<Self, Failure> {
        let preset = preset.map(|Preset::Quotations| Mapping::quotations());
        let mut all = Vec::new();
        if let Some((path, tables)) = config::mappings()? {
            let root = path.parent().unwrap_or(Path::new("")).to_owned();
            for table in tables {
                let (files, mapping) = mapping(&table).map_err(|what| {
                    let help = "a mapping has `files` and `preset = \"quotations\"`, or `files`, `claims`, `source` and parts of a claim";
                    Failure::helped(format!("{}: in [[mapping]], {what}", path.display()), help)
                })?;
                all.push((root.clone(), files, mapping));
            }
        }
        Ok(Self { preset, all })
    }

    /// The mapping of a file, where it has one.
    pub(in crate::cli) fn of(&self, path: &Path) -> Option<&Mapping> {
        let whole = std::path::absolute(path).ok()?;
        let fits = |(root, files, _): &&(PathBuf, String, Mapping)| {
            let under = std::path::absolute(root)
                .ok()
                .and_then(|root| whole.strip_prefix(root).ok().map(Path::to_owned));
            under.is_some_and(|under| glob(files, &under.to_string_lossy().replace('\\', "/")))
        };
        self.preset.as_ref().or_else(|| self.all.iter().find(fits).map(|(_, _, mapping)| mapping))
    }
}

/// One table of `litx.toml`.
fn mapping(table: &toml::Table) -> Result<(String, Mapping), String> {
    let text = |value: &toml::Value, name: &str| {
        value.as_str().map(str::to_owned).ok_or_else(|| format!("`{name}` is text"))
    };
    let files = table.get("files").ok_or("`files` is missing")?;
    let files = text(files, "files")?;
    if let Some(preset) = table.get("preset") {
        return match text(preset, "preset")?.as_str() {
            "quotations" => Ok((files, Mapping::quotations())),
            other => Err(format!("`{other}` is no preset")),
        };
    }
    let claims = text(table.get("claims").ok_or("`claims` is missing")?, "claims")?;
    let mut parts = Vec::new();
    for (name, value) in table.iter().filter(|(name, _)| !["files", "claims"].contains(&name.as_str())) {
        let pointers = match value {
            toml::Value::Array(all) => all.iter().map(|v| text(v, name)).collect::<Result<Vec<_>, _>>()?,
            one => vec![text(one, name)?],
        };
        if let Some(wrong) = pointers.iter().find(|pointer| !pointer.starts_with('/')) {
            return Err(format!("`{wrong}` is no pointer: write `/name`"));
        }
        parts.push((name.clone(), pointers));
    }
    if !parts.iter().any(|(name, _)| name == "source") {
        return Err("`source` is missing".to_owned());
    }
    Ok((files, Mapping { claims, parts }))
}

/// Whether a path fits a pattern, in which `*` stands for any characters.
fn glob(pattern: &str, path: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, between)) = parts.split_last() else { return rest.is_empty() };
    for part in between {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::glob;

    #[test]
    fn a_star_stands_for_any_characters() {
        for (pattern, path, fits) in [
            ("a/*.yaml", "a/b.yaml", true),
            ("a/*.yaml", "a/b/c.yaml", true),
            ("a/*.yaml", "b/a/c.yaml", false),
            ("*", "anything", true),
            ("a.json", "a.json", true),
            ("a.json", "a.jsonl", false),
            ("*/x-*.toml", "k/x-1.toml", true),
        ] {
            assert_eq!(glob(pattern, path), fits, "{pattern} {path}");
        }
    }
}
