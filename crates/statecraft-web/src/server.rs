//! The pages by their addresses, and the loop that answers.

use crate::app::App;
use crate::assets;
use crate::draft::Draft;
use crate::edition::Long;
use crate::guard::{Guard, MOST_BODY, guard, plain};
use crate::jobs::Seen;
use crate::links::{Links, To, address};
use crate::pages::{self, board, preferences as wishes, review, why};
use crate::reading::{Choice as Decided, Who, one_line};
use crate::save::{Again, NotSaved};
use crate::shell::{self, Sheet};
use crate::three::Choice;
use crate::words::View;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Form, Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{self, HeaderValue};
use axum::middleware::from_fn_with_state;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use maud::{Markup, html};
use statecraft::edit::{Edit, NewClaim};
use statecraft::graph::Limits;
use std::collections::BTreeMap;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// So many pages are made at the same time; the others wait.
const AT_ONCE: usize = 16;
/// So many connections are open at the same time; the others wait.
const CONNECTIONS: usize = 512;
/// So long may the head of a request take to arrive.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// How often it is looked whether to stop.
const LOOK: Duration = Duration::from_millis(50);

/// The parts of a query.
pub(crate) type Asked = BTreeMap<String, String>;

/// What every handler has.
#[derive(Clone, Debug)]
pub(crate) struct Door {
    pub(crate) app: Arc<App>,
    places: Arc<Semaphore>,
}

/// The case in the browser: the pages behind their guard.
pub fn router(app: Arc<App>, keeper: Arc<Guard>) -> Router {
    let door = Door { app, places: Arc::new(Semaphore::new(AT_ONCE)) };
    Router::new()
        .route("/", get(|door, asked| page(door, asked, |view, _| pages::brief::sheet(view))))
        .route(
            "/outcomes",
            get(|door, asked| page(door, asked, |view, asked| pages::outcomes::sheet(view, one(asked, "where")))),
        )
        .route("/why", get(|door, asked| page(door, asked, |view, asked| why::sheet(view, &why_asked(asked)))))
        .route(
            "/paths",
            get(|door, asked| {
                page(door, asked, |view, asked| pages::paths::sheet(view, one(asked, "from"), one(asked, "to")))
            }),
        )
        .route("/board", get(|door, asked| page(door, asked, |view, asked| board::sheet(view, &board_asked(asked)))))
        .route(
            "/explanations",
            get(|door, asked| page(door, asked, |view, asked| pages::accounts::sheet(view, &ticks(asked)))),
        )
        .route("/sources", get(|door, asked| page(door, asked, |view, _| pages::sources::sheet(view))))
        .route("/situation", get(|door, asked| page(door, asked, |view, _| pages::situation::sheet(view))))
        .route("/how-sure", get(|door, asked| page(door, asked, |view, _| pages::sure::sheet(view))))
        .route("/linkage", get(|door, asked| page(door, asked, |view, _| pages::linkage::sheet(view))))
        .route("/track-record", get(|door, asked| page(door, asked, |view, _| pages::record::sheet(view))))
        .route("/preferences", get(preferences))
        .route(
            "/review",
            get(|door, asked| page(door, asked, |view, asked| review::sheet(view, one(asked, "at"), None)))
                .post(decide),
        )
        .route("/what-is-missing", get(|door, asked| page(door, asked, |view, _| pages::missing::sheet(view))))
        .route("/readers", get(|door, asked| page(door, asked, |view, _| pages::readers::sheet(view))))
        .route("/save", post(save))
        .route("/merge", post(merge))
        .route("/claim", post(claim))
        .route("/undo", post(|door, form| again(door, form, Again::Undo)))
        .route("/redo", post(|door, form| again(door, form, Again::Redo)))
        .route("/version", get(version))
        .route("/checked", get(checked))
        .route("/job", get(how_far).post(long_work))
        .route(
            "/story",
            get(|door, asked| page(door, asked, |view, asked| pages::story::sheet(view, one(asked, "step")))),
        )
        .route("/assets/{name}", get(asset))
        .fallback(|| async { plain(StatusCode::NOT_FOUND, "There is no such page.") })
        .layer(DefaultBodyLimit::max(MOST_BODY))
        .layer(from_fn_with_state(keeper, guard))
        .with_state(door)
}

/// One part of a query; empty if it is not there.
pub(crate) fn one<'a>(asked: &'a Asked, name: &str) -> &'a str {
    asked.get(name).map_or("", String::as_str)
}

fn why_asked(asked: &Asked) -> why::Asked {
    let some = |name: &str| asked.get(name).filter(|value| !value.is_empty()).cloned();
    why::Asked { at: one(asked, "at").to_string(), who: some("who"), account: some("account") }
}

fn ticks(asked: &Asked) -> pages::accounts::Ticks {
    pages::accounts::Ticks::read(one(asked, "seen"), one(asked, "unseen"))
}

fn board_asked(asked: &Asked) -> board::Asked {
    let text = |name: &str| one(asked, name).to_string();
    board::Asked { at: text("at"), line: text("line"), look: text("look"), refused: text("refused") }
}

/// Makes a page on a thread that may take its time.
pub(crate) async fn page(
    State(door): State<Door>,
    Query(asked): Query<Asked>,
    make: fn(View, &Asked) -> Sheet,
) -> Response {
    working(door, move |app| {
        let (edition, broken) = app.now();
        let view = View { edition: &edition, links: &Links::Served };
        let sheet = make(view, &asked);
        Html(shell::page(view, &sheet, &notice(broken.as_deref())).into_string()).into_response()
    })
    .await
}

/// Does something on a thread that may take its time, when it is its turn.
pub(crate) async fn working(door: Door, work: impl FnOnce(&App) -> Response + Send + 'static) -> Response {
    let Ok(place) = door.places.clone().acquire_owned().await else {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "The program is stopping.");
    };
    let done = tokio::task::spawn_blocking(move || {
        let response = work(&door.app);
        drop(place); // held until the work is over, even when nobody waits for it any more
        response
    });
    done.await.unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR, "This page could not be made."))
}

/// What an actor wants, with changes that are tried.
async fn preferences(State(door): State<Door>, Query(asked): Query<Asked>) -> Response {
    working(door, move |app| {
        let (edition, broken) = app.now();
        app.remember(&edition);
        let view = View { edition: &edition, links: &Links::Served };
        let text = |name: &str| one(&asked, name).to_string();
        let add = asked.contains_key("wants").then(|| (text("owner"), text("wants"), text("because")));
        let (who, draft, saved) = (text("who"), text("draft"), asked.contains_key("saved"));
        let wanted = wishes::Asked { who, draft, saved, can: app.can(), version: edition.version.clone(), add };
        let sheet = wishes::sheet(view, &wanted);
        Html(shell::page(view, &sheet, &notice(broken.as_deref())).into_string()).into_response()
    })
    .await
}

/// Writes a draft into the file.
async fn save(State(door): State<Door>, Form(asked): Form<Asked>) -> Response {
    working(door, move |app| {
        let (edition, _) = app.now();
        let (who, draft, version) = (one(&asked, "who"), one(&asked, "draft"), one(&asked, "version"));
        let saved = match Draft::read(who, draft, &edition.study.case) {
            Some(draft) => app.save(&draft, version),
            None => Err(NotSaved::Refused("these changes cannot be read".to_string())),
        };
        after_saving(app, saved, who, draft, version)
    })
    .await
}

/// Writes what was chosen, part by part, of a draft and of what others wrote meanwhile.
async fn merge(State(door): State<Door>, Form(asked): Form<Asked>) -> Response {
    working(door, move |app| {
        let (edition, _) = app.now();
        let (who, draft, base) = (one(&asked, "who"), one(&asked, "draft"), one(&asked, "base"));
        let choices = (0..).map_while(|at| Choice::named(one(&asked, &format!("part-{at}"))));
        let saved = match Draft::read(who, draft, &edition.study.case) {
            Some(draft) => app.merge(&draft, base, one(&asked, "version"), choices),
            None => Err(NotSaved::Refused("these changes cannot be read".to_string())),
        };
        after_saving(app, saved, who, draft, base)
    })
    .await
}

/// Makes a claim of words that stand in a source.
async fn claim(State(door): State<Door>, Form(asked): Form<Asked>) -> Response {
    working(door, move |app| {
        let (edition, _) = app.now();
        let view = View { edition: &edition, links: &Links::Served };
        let made = pages::sources::new_claim(view, one(&asked, "source"), one(&asked, "quote"));
        let saved = made.map_err(NotSaved::Refused).and_then(|claim| {
            let some = |name: &str| Some(one(&asked, name).trim().to_string()).filter(|text| !text.is_empty());
            let claim = NewClaim { says: some("says"), speaker: some("speaker"), ..claim };
            let key = claim.key.clone();
            app.edit(&Edit::AddClaim(claim), one(&asked, "version")).map(|()| key)
        });
        let (status, title, words) = match saved {
            Ok(key) => return Redirect::to(&format!("/sources#claim-{key}")).into_response(),
            Err(NotSaved::Changed { .. }) => {
                let words = "Nothing was written. Open the sources again and mark the words once more.".to_string();
                (StatusCode::CONFLICT, "The file was changed meanwhile", words)
            }
            Err(NotSaved::Refused(why)) => (StatusCode::UNPROCESSABLE_ENTITY, "Nothing was written", format!("{why}.")),
        };
        let main = html! { (shell::head(title, &words)) p { a.btn href="/sources" { "Back to the sources" } } };
        let sheet = Sheet { to: To::Sources, title: "Sources".into(), main };
        (status, Html(shell::page(view, &sheet, &html! {}).into_string())).into_response()
    })
    .await
}

/// Decides a drafted claim, or takes the last decision back.
async fn decide(State(door): State<Door>, Form(asked): Form<Asked>) -> Response {
    working(door, move |app| {
        let version = one(&asked, "version");
        let spans = review::places_read(one(&asked, "spans")).unwrap_or_default();
        let done = match one(&asked, "do") {
            "undo" => app.take_back(version),
            "refuse" => app.decide((one(&asked, "sha256"), &spans), &Decided::Refuse, version),
            _ => accepted(&asked).and_then(|choice| app.decide((one(&asked, "sha256"), &spans), &choice, version)),
        };
        let (status, wrong) = match done {
            Ok(at) => {
                return Redirect::to(&address(To::Review, &[("at", &at.to_string())])).into_response();
            }
            Err(NotSaved::Changed { .. }) => {
                let words = "The case file was changed meanwhile. Nothing was written; decide once more, on the file as it is now.";
                (StatusCode::CONFLICT, words.to_string())
            }
            Err(NotSaved::Refused(why)) => (StatusCode::UNPROCESSABLE_ENTITY, format!("Nothing was written: {why}.")),
        };
        let (edition, broken) = app.now();
        let view = View { edition: &edition, links: &Links::Served };
        let sheet = review::sheet(view, one(&asked, "at"), Some(&wrong));
        (status, Html(shell::page(view, &sheet, &notice(broken.as_deref())).into_string())).into_response()
    })
    .await
}

/// What a reader accepts: who says it, and what is done with the words.
fn accepted(asked: &Asked) -> Result<Decided, NotSaved> {
    let refused = |why: &str| NotSaved::Refused(why.to_string());
    let (who, name) = (one(asked, "who"), one_line(one(asked, "name")));
    let who = match who.strip_prefix("name:") {
        Some(name) => Who::Name(one_line(name)),
        None if name.chars().count() > review::LONGEST_NAME => return Err(refused("the name is too long")),
        None if who == "report" => Who::Report,
        None if !name.is_empty() => Who::Name(name),
        None => return Err(refused("say first whose words they are")),
    };
    let kind = review::kind_named(one(asked, "kind")).ok_or_else(|| refused("there is no such kind of claim"))?;
    Ok(Decided::Accept(who, kind))
}

/// Takes a saved change back, or makes it again.
async fn again(State(door): State<Door>, Form(asked): Form<Asked>, which: Again) -> Response {
    working(door, move |app| after_saving(app, app.again(which), one(&asked, "who"), "", "")).await
}

/// The page after something was written, or was not.
fn after_saving(app: &App, saved: Result<(), NotSaved>, who: &str, draft: &str, version: &str) -> Response {
    let (edition, _) = app.now();
    let view = View { edition: &edition, links: &Links::Served };
    let (status, main) = match saved {
        Ok(()) => {
            let to = address(To::Preferences, &[("who", who), ("saved", "yes")]);
            return Redirect::to(&to).into_response();
        }
        Err(NotSaved::Changed { base, theirs }) => {
            let clash = wishes::Clash { who, draft, version, base: base.as_deref(), theirs: &theirs };
            (StatusCode::CONFLICT, wishes::conflict(view, &clash))
        }
        Err(NotSaved::Refused(why)) => {
            let back = address(To::Preferences, &[("who", who), ("draft", draft)]);
            let words = html! { (shell::head("Nothing was written", &format!("{why}."))) p { a.btn href=(back) { "Back to your changes" } } };
            (StatusCode::UNPROCESSABLE_ENTITY, words)
        }
    };
    let sheet = Sheet { to: To::Preferences, title: "Preferences".into(), main };
    (status, Html(shell::page(view, &sheet, &html! {}).into_string())).into_response()
}

/// The fingerprint of the file as it is now, for pages that want to know whether they are of today.
async fn version(State(door): State<Door>) -> Response {
    working(door, |app| app.now().0.version.clone().into_response()).await
}

/// What independent code says of what is shown, or of changes that are tried: computed after the page that shows them.
async fn checked(State(door): State<Door>, Query(asked): Query<Asked>) -> Response {
    working(door, move |app| {
        let edition = app.edition();
        let (who, draft) = (one(&asked, "who"), one(&asked, "draft"));
        let said = match Draft::read(who, draft, &edition.study.case).filter(|_| !draft.is_empty()) {
            None => edition.checked().map(String::from).map_err(String::from),
            Some(draft) => draft
                .tried(&edition.study, &Limits::default())
                .map_err(|why| why.to_string())
                .and_then(|tried| edition.checked_of(&tried)),
        };
        said.unwrap_or_else(|why| format!("Not checked: {why}.")).into_response()
    })
    .await
}

/// How far a piece of long work is: `done`, or in words.
async fn how_far(State(door): State<Door>, Query(asked): Query<Asked>) -> Response {
    working(door, move |app| {
        let edition = app.edition();
        match Long::named(one(&asked, "what")).map(|long| edition.how_far(long)) {
            Some(Seen::Working(progress)) => pages::how_far(progress).into_response(),
            _ => "done".into_response(),
        }
    })
    .await
}

/// Cancels a piece of long work, or begins it again.
async fn long_work(State(door): State<Door>, Form(asked): Form<Asked>) -> Response {
    working(door, move |app| {
        let edition = app.edition();
        match (Long::named(one(&asked, "what")), one(&asked, "do")) {
            (Some(long), "cancel") => edition.cancel(long),
            (Some(long), "begin") => edition.begin(long),
            _ => return plain(StatusCode::BAD_REQUEST, "There is no such work."),
        }
        let back = [To::Sure, To::Sources, To::Linkage].into_iter().find(|to| to.slug() == one(&asked, "back"));
        Redirect::to(&address(back.unwrap_or(To::Sure), &[])).into_response()
    })
    .await
}

/// What has become of the file, if it can no longer be used.
fn notice(broken: Option<&[String]>) -> Markup {
    html! {
        @if let Some(errors) = broken {
            div.refuse role="alert" {
                b { "The file was changed and can no longer be used. You see the case as it was before." }
                ul.bul { @for error in errors.iter().take(5) { li { (error) } } }
            }
        }
    }
}

async fn asset(Path(name): Path<String>) -> Response {
    let Some((kind, text)) = assets::file(&name) else {
        return plain(StatusCode::NOT_FOUND, "There is no such file.");
    };
    let mut response = Response::new(Body::from(text));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// A door on this machine that is open for requests.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    guard: Arc<Guard>,
    address: SocketAddr,
}

/// Why there is no server.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotServed {
    /// The address cannot be taken.
    #[error("{address}: {why}")]
    Address {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        why: io::Error,
    },
    /// The system gives no random numbers for the token.
    #[error("no random numbers for the token: {0}")]
    Token(#[from] getrandom::Error),
    /// The system gives no threads.
    #[error("the server could not begin: {0}")]
    Begin(io::Error),
}

impl Server {
    /// Takes an address; port 0 takes a free one.
    ///
    /// # Errors
    /// The address cannot be taken.
    pub fn bind(address: SocketAddr) -> Result<Server, NotServed> {
        let refused = |why| NotServed::Address { address, why };
        let listener = TcpListener::bind(address).map_err(refused)?;
        listener.set_nonblocking(true).map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        let mut hosts = vec![address.to_string()];
        if address.ip().is_loopback() {
            hosts.extend([format!("localhost:{}", address.port()), format!("127.0.0.1:{}", address.port())]);
        }
        Ok(Server { listener, guard: Arc::new(Guard::new(hosts, address.port())?), address })
    }

    /// The address with its token, to be opened in a browser.
    pub fn url(&self) -> String {
        format!("http://{}/?token={}", self.address, self.guard.token())
    }

    /// Answers requests until it is to stop.
    ///
    /// # Errors
    /// The system gives no threads.
    pub fn run(self, app: Arc<App>, stop: impl Fn() -> bool + Send + 'static) -> Result<(), NotServed> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(NotServed::Begin)?;
        let warm = app.clone();
        drop(runtime.spawn_blocking(move || warm.edition().warm()));
        let done = runtime.block_on(answer(self.listener, router(app, self.guard), stop));
        runtime.shutdown_timeout(Duration::from_millis(200)); // nobody reads what is still being computed
        done.map_err(NotServed::Begin)
    }
}

/// Takes connections until it is to stop; each ends when its head does not arrive in time.
async fn answer(listener: TcpListener, router: Router, stop: impl Fn() -> bool) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let (stream, place) = tokio::select! {
            () = tokio::time::sleep(LOOK) => {
                if stop() { return Ok(()) }
                continue;
            }
            taken = take(&listener, &places) => match taken {
                Some(taken) => taken,
                None => continue,
            },
        };
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            let mut protocol = http1::Builder::new();
            protocol.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME);
            let _ = protocol.serve_connection(TokioIo::new(stream), service).await; // a reader who goes away is no error
            drop(place);
        });
        if stop() {
            return Ok(());
        }
    }
}

/// The next connection, once there is a place for it.
async fn take(
    listener: &tokio::net::TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(tokio::net::TcpStream, tokio::sync::OwnedSemaphorePermit)> {
    let place = places.clone().acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, _)) => {
            let _ = stream.set_nodelay(true); // only slower without it
            Some((stream, place))
        }
        Err(_) => {
            tokio::time::sleep(LOOK).await; // too many files are open: some will close
            None
        }
    }
}
