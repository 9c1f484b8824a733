//! As much of HTTP/1.1 as the tests need: requests with a form body, replies in chunks, and replies that go wrong.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// A request with the parameters of its query and its form body in one list.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) params: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    /// Length of path and query as sent.
    pub(crate) target_length: usize,
    /// Whether the query, not the body, held parameters.
    pub(crate) query: String,
}

impl Request {
    /// The first value of a parameter.
    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// A parameter as a number.
    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        self.param(name).and_then(|v| v.trim().parse().ok())
    }

    /// A header's value; the name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

/// How a reply's bytes leave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Delivery {
    /// All of them.
    Whole,
    /// So many bytes of the body, then the connection is closed with the reply unfinished.
    Cut(usize),
    /// All of them, a few at a time.
    Drip,
    /// None: the connection is closed.
    HangUp,
    /// None: the connection stays open until the client gives up.
    Stall,
    /// The head and half of the body, then nothing until the client gives up.
    StallMidway,
}

impl Delivery {
    /// Not even a status is sent.
    pub(crate) fn says_nothing(self) -> bool {
        matches!(self, Self::HangUp | Self::Stall)
    }
}

/// A reply before it is sent.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) body: Vec<u8>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) delivery: Delivery,
}

impl Reply {
    pub(crate) fn new(status: u16, content_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, content_type, body: body.into(), headers: Vec::new(), delivery: Delivery::Whole }
    }

    pub(crate) fn xml(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status, "text/xml; charset=UTF-8", body)
    }

    pub(crate) fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status, "application/json; charset=UTF-8", body)
    }
}

/// Reads one request and says when its first line was there; `None` where the client has closed.
pub(crate) fn read(reader: &mut BufReader<TcpStream>) -> io::Result<Option<(Request, Instant)>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let start = Instant::now();
    let mut words = line.split_whitespace();
    let (method, target) = (words.next().unwrap_or("").to_owned(), words.next().unwrap_or("").to_owned());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':') {
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    let length =
        headers.iter().find(|(n, _)| n == "content-length").and_then(|(_, v)| v.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let mut params = form(query);
    params.extend(form(&String::from_utf8_lossy(&body)));
    let request = Request {
        method,
        path: decode(path),
        params,
        headers,
        target_length: target.len(),
        query: query.to_owned(),
    };
    Ok(Some((request, start)))
}

fn form(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|p| !p.is_empty());
    pairs.map(|p| p.split_once('=').unwrap_or((p, ""))).map(|(n, v)| (decode(n), decode(v))).collect()
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| bytes.get(at + 1..at + 3)).flatten();
        let byte = hex.and_then(|h| std::str::from_utf8(h).ok()).and_then(|h| u8::from_str_radix(h, 16).ok());
        match byte {
            Some(b) => {
                out.push(b);
                at += 3;
            }
            None => {
                out.push(if bytes[at] == b'+' { b' ' } else { bytes[at] });
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Sends a reply; `true` where the connection can serve another request.
pub(crate) fn write(
    out: &mut TcpStream,
    reader: &mut BufReader<TcpStream>,
    reply: Reply,
    gzip: bool,
) -> io::Result<bool> {
    let gzip = gzip && matches!(reply.delivery, Delivery::Whole | Delivery::Drip);
    if reply.delivery == Delivery::HangUp {
        let _ = out.shutdown(std::net::Shutdown::Both);
        return Ok(false);
    }
    if reply.delivery == Delivery::Stall {
        wait_for_the_client_to_leave(reader);
        return Ok(false);
    }
    let mut head = format!(
        "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nTransfer-Encoding: chunked\r\nCache-Control: private\r\n",
        reply.status,
        reason(reply.status),
        reply.content_type
    );
    for (name, value) in &reply.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let body = if gzip {
        head.push_str("Content-Encoding: gzip\r\n");
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(&reply.body)?;
        encoder.finish()?
    } else {
        reply.body
    };
    head.push_str("\r\n");
    out.write_all(head.as_bytes())?;
    let (sent, piece) = match reply.delivery {
        Delivery::Cut(n) => (n.min(body.len()), 4096),
        Delivery::StallMidway => (body.len() / 2, 4096),
        Delivery::Drip => (body.len(), body.len() / 20 + 1),
        _ => (body.len(), 16_384),
    };
    for part in body[..sent].chunks(piece) {
        out.write_all(format!("{:x}\r\n", part.len()).as_bytes())?;
        out.write_all(part)?;
        out.write_all(b"\r\n")?;
        out.flush()?;
        if reply.delivery == Delivery::Drip {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    match reply.delivery {
        Delivery::Cut(_) => {
            let _ = out.shutdown(std::net::Shutdown::Both);
            Ok(false)
        }
        Delivery::StallMidway => {
            wait_for_the_client_to_leave(reader);
            Ok(false)
        }
        _ => {
            out.write_all(b"0\r\n\r\n")?;
            out.flush()?;
            Ok(true)
        }
    }
}

fn wait_for_the_client_to_leave(reader: &mut BufReader<TcpStream>) {
    let _ = reader.get_ref().set_read_timeout(Some(Duration::from_secs(60)));
    let mut rest = [0; 64];
    while matches!(reader.read(&mut rest), Ok(n) if n > 0) {}
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        400 => "Bad Request",
        404 => "Not Found",
        414 => "Request-URI Too Large",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Unknown",
    }
}
