//! Settings: flag before environment before `litx.toml` (from the working folder upward) before the user's own.

use std::path::{Path, PathBuf};
use std::time::Duration;

use etcetera::{BaseStrategy, choose_base_strategy};

use super::args::Global;
use super::report::{self, Failure};
use crate::source::eutils::{Config, Event, Secret};

/// A value and where it came from.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    pub(crate) name: &'static str,
    /// Its value; absent where the default holds.
    pub(crate) value: Option<String>,
    pub(crate) origin: String,
    secret: bool,
}

/// What holds where nothing is set, in words.
fn default_of(name: &str) -> Option<String> {
    let services = Config::default();
    match name {
        "offline" => Some("no".to_owned()),
        "eutils_url" => Some(services.eutils_url),
        "idconv_url" => Some(services.idconv_url),
        "europepmc_url" => Some(services.europepmc_url),
        "min_gap_ms" => Some("400 (with a key 110)".to_owned()),
        "deadline_s" => Some(services.deadline.as_secs().to_string()),
        _ => None,
    }
}

impl Setting {
    pub(crate) fn shown(&self) -> String {
        match &self.value {
            Some(_) if self.secret => "(set)".to_owned(),
            Some(value) => value.clone(),
            None => default_of(self.name).unwrap_or_else(|| "(not set)".to_owned()),
        }
    }
}

/// Name in `litx.toml`, environment variable, secret.
const SETTINGS: &[(&str, &str, bool)] = &[
    ("db", "LITX_DB", false),
    ("email", "LITX_EMAIL", true),
    ("api_key", "NCBI_API_KEY", true),
    ("offline", "LITX_OFFLINE", false),
    ("eutils_url", "LITX_EUTILS_URL", false),
    ("idconv_url", "LITX_IDCONV_URL", false),
    ("europepmc_url", "LITX_EUROPEPMC_URL", false),
    ("min_gap_ms", "LITX_MIN_GAP_MS", false),
    ("deadline_s", "LITX_DEADLINE_S", false),
];

/// Everything that is configured.
pub(crate) struct Settings {
    pub(crate) all: Vec<Setting>,
}

impl Settings {
    /// Reads the files and the environment.
    pub(crate) fn read(global: &Global) -> Result<Self, Failure> {
        let mut files = Vec::new();
        if let Some(path) = project_file() {
            files.push((path.clone(), table(&path)?));
        }
        if let Some(path) = user_file().filter(|path| path.exists()) {
            files.push((path.clone(), table(&path)?));
        }
        let all = SETTINGS
            .iter()
            .map(|(name, variable, secret)| {
                let flag = global.db.as_ref().filter(|_| *name == "db").map(|db| db.display().to_string());
                let environment = std::env::var(variable).ok().filter(|value| !value.trim().is_empty());
                let file = || {
                    files.iter().find_map(|(path, table)| {
                        let value = match table.get(*name)? {
                            toml::Value::String(text) => text.clone(),
                            other => other.to_string(),
                        };
                        Some((value, path.display().to_string()))
                    })
                };
                let (value, origin) = match (flag, environment) {
                    (Some(value), _) => (Some(value), "--db".to_owned()),
                    (None, Some(value)) => (Some(value), (*variable).to_owned()),
                    (None, None) => match file() {
                        Some((value, path)) => (Some(value), path),
                        None => (None, "default".to_owned()),
                    },
                };
                Setting { name, value, origin, secret: *secret }
            })
            .collect();
        Ok(Self { all })
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.all.iter().find(|s| s.name == name)?.value.as_deref()
    }

    fn number(&self, name: &str) -> Result<Option<f64>, Failure> {
        let Some(text) = self.get(name) else { return Ok(None) };
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() && (0.0..1e9).contains(&number) => Ok(Some(number)),
            _ => Err(Failure::input(format!("the setting {name} is `{text}`; expected a number"))),
        }
    }

    /// Whether nothing may be asked of the network, and where that is set.
    pub(crate) fn offline(&self) -> Result<Option<&str>, Failure> {
        let Some(setting) = self.all.iter().find(|s| s.name == "offline") else { return Ok(None) };
        match setting.value.as_deref().map(str::trim).map(str::to_ascii_lowercase).as_deref() {
            None | Some("0" | "false" | "no" | "off") => Ok(None),
            Some("1" | "true" | "yes" | "on") => Ok(Some(&setting.origin)),
            Some(other) => {
                Err(Failure::input(format!("the setting offline is `{other}`; expected true or false")))
            }
        }
    }

    /// Where the store lies.
    pub(crate) fn store(&self) -> Result<PathBuf, Failure> {
        match self.get("db") {
            Some(path) => Ok(PathBuf::from(path)),
            None => choose_base_strategy().map(|base| base.data_dir().join("litx").join("litx.db")).map_err(
                |_| {
                    Failure::helped(
                        "no home folder is known, so there is no place for the store",
                        "name one with --db",
                    )
                },
            ),
        }
    }

    /// How to reach the services.
    pub(crate) fn services(&self, patient: bool, verbose: u8) -> Result<Config, Failure> {
        let mut config = Config {
            api_key: self.get("api_key").and_then(Secret::new),
            email: self.get("email").and_then(Secret::new),
            ..Config::default()
        };
        for (name, field) in [
            ("eutils_url", &mut config.eutils_url),
            ("idconv_url", &mut config.idconv_url),
            ("europepmc_url", &mut config.europepmc_url),
        ] {
            if let Some(url) = self.get(name) {
                *field = if url.ends_with('/') { url.to_owned() } else { format!("{url}/") };
            }
        }
        // All runs of this machine that ask the same server share one pace.
        let server: String = config.eutils_url.chars().filter(char::is_ascii_alphanumeric).take(80).collect();
        config.pace_file = Some(std::env::temp_dir().join(format!("litx-pace-{server}")));
        config.min_gap = self.number("min_gap_ms")?.map(|ms| Duration::from_secs_f64(ms / 1000.0));
        if let Some(seconds) = self.number("deadline_s")? {
            config.deadline = Duration::from_secs_f64(seconds.max(0.1));
        } else if patient {
            config.deadline = Duration::from_secs(300);
        }
        config.observer = Some(std::sync::Arc::new(move |event| match event {
            Event::Warning(warning) => report::warning(&warning),
            Event::Request { line, attempt } if verbose > 0 => {
                report::note(&format!("{line} (attempt {attempt})"))
            }
            Event::Reply { status, bytes, class } if verbose > 0 => {
                report::note(&format!("  {status}, {bytes} bytes: {class}"));
            }
            Event::Waiting { why, for_ } if verbose > 0 => {
                report::note(&format!("  waiting {:.1} s: {why}", for_.as_secs_f64()));
            }
            _ => {}
        }));
        Ok(config)
    }
}

/// A path as people write it: `~` for the home folder.
pub(crate) fn shown(path: &Path) -> String {
    let home = etcetera::home_dir().ok();
    match home.as_ref().and_then(|home| path.strip_prefix(home).ok()) {
        Some(rest) => format!("~/{}", rest.display()),
        None => path.display().to_string(),
    }
}

/// The nearest `litx.toml` from the working folder upward.
fn project_file() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join("litx.toml")).find(|path| path.is_file())
}

/// The `[[mapping]]` tables of the project's file, and the file.
pub(crate) fn mappings() -> Result<Option<(PathBuf, Vec<toml::Table>)>, Failure> {
    let Some(path) = project_file() else { return Ok(None) };
    let table = table(&path)?;
    let Some(found) = table.get("mapping") else { return Ok(None) };
    let tables = found.as_array().and_then(|all| all.iter().map(|t| t.as_table().cloned()).collect());
    match tables {
        Some(tables) => Ok(Some((path, tables))),
        None => Err(Failure::helped(
            format!("{}: `mapping` is a list of tables", path.display()),
            "write `[[mapping]]` above each",
        )),
    }
}

fn user_file() -> Option<PathBuf> {
    Some(choose_base_strategy().ok()?.config_dir().join("litx").join("litx.toml"))
}

fn table(path: &Path) -> Result<toml::Table, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| Failure::io(&format!("cannot read {}", path.display()), &e))?;
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| {
        Failure::input(format!("{} is no valid TOML: {}", path.display(), e.message()))
    })?;
    for key in table.keys() {
        if key != "mapping" && !SETTINGS.iter().any(|(name, ..)| name == key) {
            let nearest = SETTINGS.iter().min_by_key(|(name, ..)| strsim::damerau_levenshtein(name, key));
            let help = nearest.map_or_else(String::new, |(name, ..)| format!("did you mean `{name}`?"));
            return Err(Failure::helped(format!("{}: `{key}` is no setting", path.display()), help));
        }
    }
    Ok(table)
}
