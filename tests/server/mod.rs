//! An emulated E-utilities service, with the two other services litx asks: a thread per connection, no dependency but
//! gzip. It is written from the contract alone and reads its records by plain string search, so that it shares no
//! mistake with litx. Rules marked uncertain in the contract are switches ([`Switches`]); every fault of the
//! catalogue can be put into a script per route ([`fault`]).

#![allow(dead_code)]

pub(crate) mod article;
pub(crate) mod esearch;
pub(crate) mod fault;
pub(crate) mod http;
pub(crate) mod records;
pub(crate) mod scenario;
pub(crate) mod sisters;
pub(crate) mod small;
pub(crate) mod store;
pub(crate) mod term;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::io::BufReader;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use fault::Fault;
use http::{Reply, Request};
use store::Store;

/// The caller's address as the emulated service says it in its error bodies (an address for documentation).
pub(crate) const CALLER_IP: &str = "203.0.113.77";
/// A longer request target is refused with 414.
const LONGEST_TARGET: usize = 4096;

/// What a search for a DOI that no record has is answered with.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum UnknownDoi {
    /// Zero hits and `PhraseNotFound`.
    #[default]
    PhraseNotFound,
    /// Zero hits and `QuotedPhraseNotFound`, no `ErrorList`.
    QuotedPhraseNotFound,
    /// So many other papers, and not a word about it.
    Unrelated(usize),
    /// The papers that cite it.
    Citing,
}

/// What the service does where the contract is uncertain, and what tests turn on.
#[derive(Clone, Debug)]
pub(crate) struct Switches {
    pub(crate) unknown_doi: UnknownDoi,
    /// The forms of a DOI search that find anything: `quoted-doi`, `bare-doi`, `aid`, `lid`.
    pub(crate) rungs: Vec<String>,
    /// An unknown field tag is reported in `FieldNotFound`; otherwise it is ignored.
    pub(crate) unknown_tag_reported: bool,
    /// efetch answers in an order of its own.
    pub(crate) shuffle: bool,
    pub(crate) gzip: bool,
    /// A line break inside the empty set.
    pub(crate) break_in_empty_set: bool,
    /// Requests a second without and with a key; `None` for no limit.
    pub(crate) rate: Option<(usize, usize)>,
    /// Seconds said in `Retry-After` beside a 429.
    pub(crate) retry_after: Option<u64>,
    /// The keys the service knows; every non-empty key where this is empty.
    pub(crate) keys: Vec<String>,
    /// The PMID in the ID converter's answers is a string.
    pub(crate) idconv_strings: bool,
    pub(crate) idconv: bool,
    pub(crate) europepmc: bool,
    /// efetch replies with more records than this are always cut off.
    pub(crate) cut_over: Option<usize>,
    /// efetch replies holding this record carry a control byte in it.
    pub(crate) corrupt: Vec<u32>,
    /// efetch replies holding this record carry it in the record's own number.
    pub(crate) corrupt_number: Vec<u32>,
    /// efetch waits this long, for runs that are to be interrupted.
    pub(crate) efetch_takes: Duration,
    /// What searches are answered with that the emulator does not understand.
    pub(crate) canned: BTreeMap<String, Vec<u32>>,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            unknown_doi: UnknownDoi::default(),
            rungs: ["quoted-doi", "bare-doi", "aid", "lid"].map(str::to_owned).to_vec(),
            unknown_tag_reported: false,
            shuffle: false,
            gzip: true,
            break_in_empty_set: true,
            rate: None,
            retry_after: None,
            keys: Vec::new(),
            idconv_strings: false,
            idconv: true,
            europepmc: true,
            cut_over: None,
            corrupt: Vec::new(),
            corrupt_number: Vec::new(),
            efetch_takes: Duration::ZERO,
            canned: BTreeMap::new(),
        }
    }
}

/// One request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// `esearch`, `efetch`, …, `idconv`, `europepmc`, or the path of anything else.
    pub(crate) route: String,
    pub(crate) request: Request,
    /// When its first line had been read.
    pub(crate) start: Instant,
    /// The status it was answered with, 0 for no answer at all.
    pub(crate) status: u16,
}

impl Entry {
    /// A parameter's value, empty where it was not sent.
    pub(crate) fn param(&self, name: &str) -> &str {
        self.request.param(name).unwrap_or("")
    }
}

/// Everything the service remembers.
pub(crate) struct State {
    pub(crate) store: Store,
    pub(crate) switches: Switches,
    pub(crate) faults: HashMap<String, VecDeque<Fault>>,
    /// WebEnv to its sets; query keys count from 1.
    pub(crate) history: HashMap<String, Vec<Vec<u32>>>,
    pub(crate) counter: u64,
    log: Vec<Entry>,
}

impl State {
    /// A WebEnv never given before.
    pub(crate) fn new_web_env(&mut self) -> String {
        self.counter += 1;
        format!("MCID_{:024x}", 0x6927_d6e7_0000_0000_0000_u128 + u128::from(self.counter))
    }

    /// Keeps a set, in the WebEnv asked for or a new one: its WebEnv and query key.
    pub(crate) fn remember(&mut self, web_env: Option<&str>, set: Vec<u32>) -> (String, usize) {
        let name = match web_env.filter(|w| self.history.contains_key(*w)) {
            Some(known) => known.to_owned(),
            None => self.new_web_env(),
        };
        let sets = self.history.entry(name.clone()).or_default();
        sets.push(set);
        (name, sets.len())
    }
}

/// The running service; it ends when this is dropped.
pub(crate) struct Server {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    stop: Arc<AtomicBool>,
    listener: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts on a free port of 127.0.0.1.
    pub(crate) fn start(store: Store, switches: Switches) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(Mutex::new(State {
            store,
            switches,
            faults: HashMap::new(),
            history: HashMap::new(),
            counter: 0,
            log: Vec::new(),
        }));
        let stop = Arc::new(AtomicBool::new(false));
        let thread = {
            let (state, stop) = (state.clone(), stop.clone());
            std::thread::spawn(move || {
                for stream in listener.incoming() {
                    if stop.load(Ordering::SeqCst) {
                        break;
                    }
                    let (Ok(stream), state, stop) = (stream, state.clone(), stop.clone()) else { continue };
                    std::thread::spawn(move || serve(stream, address.port(), &state, &stop));
                }
            })
        };
        Self { address, state, stop, listener: Some(thread) }
    }

    /// Puts faults before the replies of a route: see [`fault::script`].
    pub(crate) fn script(&self, route: &str, script: &str) {
        self.lock().faults.insert(route.to_owned(), fault::script(script));
    }

    /// The base URL of the E-utilities.
    pub(crate) fn eutils_url(&self) -> String {
        format!("http://{}/entrez/eutils/", self.address)
    }

    /// The base URL of the ID converter.
    pub(crate) fn idconv_url(&self) -> String {
        format!("http://{}/tools/idconv/api/v1/articles/", self.address)
    }

    /// The base URL of Europe PMC.
    pub(crate) fn europepmc_url(&self) -> String {
        format!("http://{}/europepmc/webservices/rest/", self.address)
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// All requests so far, in the order they came.
    pub(crate) fn log(&self) -> Vec<Entry> {
        self.lock().log.clone()
    }

    /// Forgets the requests so far.
    pub(crate) fn clear_log(&self) {
        self.lock().log.clear();
    }

    /// The state, for changes between two runs.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.listener.take() {
            let _ = thread.join();
        }
    }
}

fn serve(stream: TcpStream, port: u16, state: &Mutex<State>, stop: &AtomicBool) {
    let Ok(mut writer) = stream.try_clone() else { return };
    let _ = stream.set_nodelay(true);
    let mut reader = BufReader::new(stream);
    while let Ok(Some((request, start))) = http::read(&mut reader) {
        if stop.load(Ordering::SeqCst) {
            return;
        }
        let accepts_gzip = request.header("accept-encoding").is_some_and(|v| v.contains("gzip"));
        let (reply, gzip, waits) = {
            let mut state = state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let route = route(&request.path);
            let place = state.log.len();
            state.log.push(Entry { route: route.clone(), request: request.clone(), start, status: 0 });
            let reply = answer(&mut state, &route, &request, port);
            if let Some(entry) = state.log.get_mut(place) {
                entry.status = if reply.delivery.says_nothing() { 0 } else { reply.status };
            }
            let waits = if route == "efetch" { state.switches.efetch_takes } else { Duration::ZERO };
            (reply, accepts_gzip && state.switches.gzip, waits)
        };
        std::thread::sleep(waits);
        if !matches!(http::write(&mut writer, &mut reader, reply, gzip), Ok(true)) {
            return;
        }
    }
}

fn route(path: &str) -> String {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or("");
    match path {
        _ if path.starts_with("/entrez/eutils/") => {
            last.trim_end_matches(".fcgi").trim_end_matches(".cgi").to_owned()
        }
        _ if path.starts_with("/tools/idconv/api/v1/articles") => "idconv".to_owned(),
        "/europepmc/webservices/rest/search" => "europepmc".to_owned(),
        _ => path.to_owned(),
    }
}

fn answer(state: &mut State, route: &str, request: &Request, port: u16) -> Reply {
    if request.target_length > LONGEST_TARGET {
        return fault::too_long();
    }
    let ours = !matches!(route, "idconv" | "europepmc");
    let mut left = None;
    if ours && let Some((without, with)) = state.switches.rate {
        let key = request.param("api_key").filter(|k| !k.is_empty());
        let limit = if key.is_some() { with } else { without };
        let now = state.log.last().map_or_else(Instant::now, |e| e.start);
        let recent = |e: &&Entry| {
            !matches!(e.route.as_str(), "idconv" | "europepmc")
                && now.saturating_duration_since(e.start) < Duration::from_secs(1)
        };
        let count = state.log.iter().filter(recent).count();
        left = Some((limit, limit.saturating_sub(count)));
        if count > limit {
            return rate_headers(
                fault::rate_limited(429, request, count, limit, state.switches.retry_after),
                left,
            );
        }
    }
    let fault = match state.faults.get_mut(route) {
        Some(script) => match script.front() {
            Some(f) if f.for_ever => Some(f.clone()),
            Some(_) => script.pop_front(),
            None => None,
        },
        None => None,
    };
    let fault = fault.unwrap_or_else(Fault::none);
    if let Some(reply) = fault::instead(&fault, route, request, state.switches.retry_after, port) {
        return rate_headers(reply, left);
    }
    if fault.name == "expire" {
        state.history.clear();
    }
    let reply = if ours && !key_is_known(state, request) {
        fault::bad_key(request)
    } else {
        match route {
            "esearch" => esearch::answer(state, request),
            "efetch" => records::efetch(state, request),
            "epost" => records::epost(state, request),
            "esummary" => small::esummary(state, request),
            "ecitmatch" => small::ecitmatch(state, request),
            "espell" => small::espell(request),
            "einfo" => small::einfo(request),
            "idconv" => sisters::idconv(state, request),
            "europepmc" => sisters::europepmc(state, request),
            _ => Reply::new(404, "text/html", "<!DOCTYPE html><html><head><title>404</title></head></html>"),
        }
    };
    rate_headers(fault::changed(&fault, reply), left)
}

fn rate_headers(mut reply: Reply, left: Option<(usize, usize)>) -> Reply {
    if let Some((limit, left)) = left {
        reply.headers.push(("X-RateLimit-Limit".to_owned(), limit.to_string()));
        reply.headers.push(("X-RateLimit-Remaining".to_owned(), left.to_string()));
    }
    reply
}

/// An empty key is refused like a wrong one.
fn key_is_known(state: &State, request: &Request) -> bool {
    match request.param("api_key") {
        None => true,
        Some("") => false,
        Some(key) => state.switches.keys.is_empty() || state.switches.keys.iter().any(|k| k == key),
    }
}
