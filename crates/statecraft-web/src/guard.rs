//! Who is let in. The pages show a case that may be nobody else's business and can write its file, and every page that the
//! browser has open may send requests to this machine. So a request is answered only if
//!
//! - it names this address as its `Host`: else a foreign name could be made to point here (DNS rebinding);
//! - its `Origin`, if it has one, is this address; whatever changes something must have one;
//! - it has the cookie, which is given for the token of the address that the program printed, and which the browser sends from
//!   these pages alone (`SameSite=Strict`) and shows to no script (`HttpOnly`).
//!
//! Nothing that is refused learns more than that it is refused.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;
use std::time::Duration;

/// So long may an address be, in bytes.
const MOST_ADDRESS: usize = 16 << 10;

/// So large may a request's body be, in bytes.
pub(crate) const MOST_BODY: usize = 256 << 10;

/// So long may one request take, its body included.
const MOST_TIME: Duration = Duration::from_secs(60);

/// What a page may load: its own style, its own modules, pictures; nothing from elsewhere, nothing written into the page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The secrets of one run and the addresses by which it may be called.
#[derive(Debug)]
pub struct Guard {
    /// In the address that is printed.
    token: String,
    /// In the cookie.
    session: String,
    /// What `Host` may be.
    hosts: Vec<String>,
    /// The name of the cookie: browsers share cookies between ports, so two programs must not share a name.
    cookie: String,
}

/// Random letters and digits, 32 of them.
fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Whether two texts are one, in a time that does not tell how much of them is alike.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

impl Guard {
    /// Lets in whoever has the token, by these values of `Host`, such as `127.0.0.1:4000`.
    ///
    /// # Errors
    /// The system gives no random numbers.
    pub fn new(hosts: Vec<String>, port: u16) -> Result<Guard, getrandom::Error> {
        Ok(Guard { token: secret()?, session: secret()?, hosts, cookie: format!("statecraft-{port}") })
    }

    /// The token that opens the door.
    pub fn token(&self) -> &str {
        &self.token
    }

    fn is_known_host(&self, host: &str) -> bool {
        self.hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
    }

    fn is_own_origin(&self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|host| self.is_known_host(host))
    }

    fn has_cookie(&self, request: &Request) -> bool {
        let cookies = request.headers().get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.any(|(name, value)| name == self.cookie && same(value, &self.session))
    }

    /// What is wrong with a request, if anything is.
    fn refusal(&self, request: &Request) -> Option<(StatusCode, &'static str)> {
        let text = |name| request.headers().get(name).map(|value| value.to_str().unwrap_or(""));
        let reads = [Method::GET, Method::HEAD].contains(request.method());
        let host = text(header::HOST).or(request.uri().authority().map(|authority| authority.as_str()));
        let length = text(header::CONTENT_LENGTH).map(|length| length.parse::<u64>().unwrap_or(u64::MAX));
        if !host.is_some_and(|host| self.is_known_host(host)) {
            return Some((StatusCode::MISDIRECTED_REQUEST, "This program is not called by that name."));
        }
        if !reads && request.method() != Method::POST {
            return Some((StatusCode::METHOD_NOT_ALLOWED, "Pages are read or sent, nothing else."));
        }
        match text(header::ORIGIN) {
            Some(origin) if !self.is_own_origin(origin) => {
                return Some((StatusCode::FORBIDDEN, "Another page may not speak to this program."));
            }
            None if !reads => return Some((StatusCode::FORBIDDEN, "A change must say which page it comes from.")),
            _ => {}
        }
        if request.uri().to_string().len() > MOST_ADDRESS {
            return Some((StatusCode::URI_TOO_LONG, "The address is too long."));
        }
        if length.is_some_and(|length| length > MOST_BODY as u64) {
            return Some((StatusCode::PAYLOAD_TOO_LARGE, "That is too much at once."));
        }
        None
    }
}

/// Lets a request through, or not; and says in the answer what the page may do.
pub(crate) async fn guard(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let mut response = match tokio::time::timeout(MOST_TIME, let_in(&guard, request, next)).await {
        Ok(response) => response,
        Err(_) => plain(
            StatusCode::REQUEST_TIMEOUT,
            "This takes long and goes on being computed: load the page again in a minute.",
        ),
    };
    let headers = response.headers_mut();
    let say = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in say {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

async fn let_in(guard: &Guard, request: Request, next: Next) -> Response {
    if let Some((status, why)) = guard.refusal(&request) {
        return plain(status, why);
    }
    if let Some(to) = without_token(request.uri(), guard) {
        return welcome(guard, &to);
    }
    if !guard.has_cookie(&request) {
        return plain(StatusCode::FORBIDDEN, "Open the address that the program printed, with its token.");
    }
    next.run(request).await
}

/// The same address without the right token, if it has that.
fn without_token(uri: &Uri, guard: &Guard) -> Option<String> {
    let parts: Vec<&str> = uri.query()?.split('&').collect();
    let is_token = |part: &&&str| part.strip_prefix("token=").is_some_and(|token| same(token, &guard.token));
    parts.iter().find(is_token)?;
    let rest: Vec<&str> = parts.iter().copied().filter(|part| !part.starts_with("token=")).collect();
    let query = if rest.is_empty() { String::new() } else { format!("?{}", rest.join("&")) };
    let path = format!("/{}", uri.path().trim_start_matches('/')); // `//host` would lead elsewhere
    Some(path + &query)
}

/// Gives the cookie, and leads to the address without the token, so that it stands in no history and no bookmark.
fn welcome(guard: &Guard, to: &str) -> Response {
    let cookie = format!("{}={}; Path=/; SameSite=Strict; HttpOnly", guard.cookie, guard.session);
    let mut response = plain(StatusCode::SEE_OTHER, "");
    let headers = response.headers_mut();
    headers.extend(HeaderValue::from_str(&cookie).ok().map(|value| (header::SET_COOKIE, value)));
    headers.extend(HeaderValue::from_str(to).ok().map(|value| (header::LOCATION, value)));
    response
}

/// A few words.
pub(crate) fn plain(status: StatusCode, words: &'static str) -> Response {
    let mut response = Response::new(Body::from(words));
    *response.status_mut() = status;
    let text = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, text);
    response
}
