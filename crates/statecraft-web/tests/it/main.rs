//! The pages and their guard, asked as a browser asks.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail

mod guard;
mod pages;
mod review;
mod saving;

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use statecraft::graph::Limits;
use statecraft_web::{App, Guard, router};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower::ServiceExt;

/// The address by which the tests call.
const HOST: &str = "127.0.0.1:4000";

/// A case of the repository.
fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases").join(name)
}

/// A case behind its guard.
struct House {
    app: Arc<App>,
    guard: Arc<Guard>,
}

/// What came back.
struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Reply {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl House {
    fn open(path: &Path) -> House {
        let app = App::open(path, None, Limits::default()).unwrap();
        House { app: Arc::new(app), guard: Arc::new(Guard::new(vec![HOST.to_string()], 4000).unwrap()) }
    }

    /// Sends a request as it is.
    fn send(&self, request: Request<Body>) -> Reply {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let router = router(self.app.clone(), self.guard.clone());
        runtime.block_on(async {
            let response = router.oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = body.collect().await.unwrap().to_bytes();
            Reply { status: parts.status, headers: parts.headers, body: String::from_utf8(bytes.to_vec()).unwrap() }
        })
    }

    /// The cookie that the token gives.
    fn cookie(&self) -> String {
        let path = format!("/?token={}", self.guard.token());
        let reply = self.send(request(Method::GET, &path, &[("host", HOST)], ""));
        reply.header("set-cookie").split(';').next().unwrap().to_string()
    }

    /// Reads a page as somebody who was let in.
    fn get(&self, path: &str) -> Reply {
        let cookie = self.cookie();
        self.send(request(Method::GET, path, &[("host", HOST), ("cookie", &cookie)], ""))
    }
}

fn request(method: Method, path: &str, headers: &[(&str, &str)], body: &str) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::from(body.to_string())).unwrap()
}
