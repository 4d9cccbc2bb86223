//! Who is let in, and what is said to who is not.

use super::{HOST, House, case, request};
use axum::http::{Method, StatusCode};

fn house() -> House {
    House::open(&case("prisoners-dilemma"))
}

#[test]
fn without_cookie_or_with_a_wrong_one_nothing_is_shown() {
    let house = house();
    let cookie = house.cookie();
    let last = if cookie.ends_with('0') { '1' } else { '0' };
    let wrong = format!("{}{last}", &cookie[..cookie.len() - 1]);
    for headers in [
        vec![("host", HOST)],
        vec![("host", HOST), ("cookie", wrong.as_str())],
        vec![("host", HOST), ("cookie", "statecraft-4000=")],
        vec![("host", HOST), ("cookie", "other=1")],
    ] {
        for path in ["/", "/assets/style.css", "/board", "/no-such-page"] {
            let reply = house.send(request(Method::GET, path, &headers, ""));
            assert_eq!(reply.status, StatusCode::FORBIDDEN, "{path} with {headers:?}");
            assert!(!reply.body.contains("Prisoner"));
        }
    }
    assert_eq!(house.get("/").status, StatusCode::OK);
}

#[test]
fn the_token_gives_a_cookie_that_scripts_and_other_pages_cannot_use_and_leaves_the_address() {
    let house = house();
    let path = format!("/why?at=today&token={}&who=one", house.guard.token());
    let reply = house.send(request(Method::GET, &path, &[("host", HOST)], ""));
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert_eq!(reply.header("location"), "/why?at=today&who=one");
    let cookie = reply.header("set-cookie");
    assert!(cookie.contains("SameSite=Strict") && cookie.contains("HttpOnly") && cookie.contains("Path=/"), "{cookie}");
    assert!(!cookie.contains(house.guard.token()), "the cookie is another secret");
    let wrong = house.send(request(Method::GET, "/?token=00000000000000000000000000000000", &[("host", HOST)], ""));
    assert_eq!((wrong.status, wrong.header("set-cookie")), (StatusCode::FORBIDDEN, ""));
}

#[test]
fn the_token_leads_to_no_other_place() {
    let house = house();
    let path = format!("//evil.example/?token={}", house.guard.token());
    let reply = house.send(request(Method::GET, &path, &[("host", HOST)], ""));
    assert!(reply.header("location").starts_with('/') && !reply.header("location").starts_with("//"));
}

#[test]
fn a_foreign_host_or_origin_is_refused_even_with_the_cookie() {
    let house = house();
    let cookie = house.cookie();
    let with = |headers: &[(&str, &str)], method: Method| {
        let all = [headers, &[("cookie", cookie.as_str())]].concat();
        house.send(request(method, "/", &all, "")).status
    };
    for host in ["evil.example", "evil.example:4000", "127.0.0.1:4001", "127.0.0.1", "localhost", ""] {
        assert_eq!(with(&[("host", host)], Method::GET), StatusCode::MISDIRECTED_REQUEST, "{host}");
    }
    assert_eq!(with(&[], Method::GET), StatusCode::MISDIRECTED_REQUEST, "no host");
    for origin in
        ["http://evil.example", "null", "https://127.0.0.1:4000", "http://127.0.0.1:4001", "http://127.0.0.1:4000.evil"]
    {
        assert_eq!(with(&[("host", HOST), ("origin", origin)], Method::GET), StatusCode::FORBIDDEN, "{origin}");
        assert_eq!(with(&[("host", HOST), ("origin", origin)], Method::POST), StatusCode::FORBIDDEN, "{origin}");
    }
    assert_eq!(with(&[("host", HOST)], Method::POST), StatusCode::FORBIDDEN, "a change without an origin");
    assert_eq!(with(&[("host", HOST), ("origin", "http://127.0.0.1:4000")], Method::GET), StatusCode::OK);
    for method in [Method::PUT, Method::DELETE, Method::OPTIONS, Method::TRACE, Method::CONNECT, Method::PATCH] {
        let status = with(&[("host", HOST), ("origin", "http://127.0.0.1:4000")], method.clone());
        assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
    }
}

#[test]
fn too_long_and_too_much_is_refused() {
    let house = house();
    let cookie = house.cookie();
    let long = format!("/outcomes?where={}", "a".repeat(20_000));
    let own = [("host", HOST), ("cookie", cookie.as_str()), ("origin", "http://127.0.0.1:4000")];
    assert_eq!(house.send(request(Method::GET, &long, &own, "")).status, StatusCode::URI_TOO_LONG);
    let large = [&own[..], &[("content-length", "100000000")]].concat();
    assert_eq!(house.send(request(Method::POST, "/", &large, "")).status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[test]
fn every_answer_says_what_a_page_may_do() {
    let house = house();
    for (path, status) in
        [("/", 200), ("/why", 200), ("/assets/swap.js", 200), ("/assets/../Cargo.toml", 404), ("/nope", 404)]
    {
        let reply = house.get(path);
        assert_eq!(reply.status.as_u16(), status, "{path}");
        let policy = reply.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(reply.header("referrer-policy"), "same-origin", "{path}");
    }
    let refused = house.send(request(Method::GET, "/", &[("host", "evil.example")], ""));
    assert!(refused.header("content-security-policy").starts_with("default-src 'none'"));
}

#[test]
fn nothing_leads_out_of_the_assets() {
    let house = house();
    for path in ["/assets/%2e%2e%2fCargo.toml", "/assets/..%2f..%2fetc%2fpasswd", "/assets/style.css%00", "/case.toml"]
    {
        let reply = house.get(path);
        assert!(reply.status.is_client_error(), "{path}: {}", reply.status);
        assert!(!reply.body.contains("root:"));
    }
}
