//! Who may do what: the table of roles, held against a running daemon.

use api::RULES;
use serde_json::json;

use crate::{
    daemon::Daemon,
    http::Answer,
    program::{Place, await_answer},
};

const ROLES: [&str; 4] = ["sender", "analyst", "compliance", "admin"];

/// A target that a rule's path matches.
fn fill(path: &str) -> String {
    path.replace("{feed}", "push").replace("{number}", "1").replace("{seq}", "1").replace("{id}", "999")
}

#[track_caller]
fn expect_problem(answer: &Answer, status: u16, what: &str) {
    assert_eq!(answer.status, status, "{what}: {}", answer.text());
    assert_eq!(answer.header("content-type"), "application/problem+json", "{what}");
    let problem = answer.json();
    assert_eq!(problem["status"], json!(status), "{what}");
    for key in ["type", "title", "detail"] {
        assert!(problem[key].as_str().is_some_and(|text| !text.is_empty()), "{what}: {key} in {problem}");
    }
}

#[test]
fn without_a_token_only_health_and_readiness_answer() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    for rule in RULES {
        let (method, target) = (rule.method.as_str(), fill(rule.path));
        let what = format!("{method} {target}");
        for token in [None, Some(""), Some("ll_no_such_token"), Some("\u{fe}")] {
            let answer = daemon.ask_with(token, method, &target, b"");
            if ["/healthz", "/readyz"].contains(&rule.path) {
                assert_eq!(answer.status, 200, "{what}: {}", answer.text());
            } else {
                expect_problem(&answer, 401, &what);
                assert_eq!(answer.header("www-authenticate"), "Bearer", "{what}");
            }
        }
    }
    assert_eq!(daemon.ask_with(None, "HEAD", "/api/v1/events", b"").status, 401, "HEAD is no way round");
    expect_problem(&daemon.ask_with(None, "GET", "/no/such/path", b""), 404, "no such path");
    expect_problem(&daemon.ask_with(None, "GET", "/api/v1/events/", b""), 404, "a path is what it is");
}

#[test]
fn each_role_reaches_what_the_table_says_and_no_more() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    for role in ROLES {
        let (_, secret) = daemon.create_token(role, &[]);
        for rule in RULES {
            let (method, target) = (rule.method.as_str(), fill(rule.path));
            let what = format!("{role}: {method} {target}");
            let answer = daemon.ask_with(Some(&secret), method, &target, b"");
            let may = rule.roles.is_empty() || rule.roles.iter().any(|allowed| allowed.name() == role);
            if may {
                assert!(
                    ![401, 403, 404, 405].contains(&answer.status) || is_unknown(&answer),
                    "{what}: {}",
                    answer.text()
                );
                assert!(answer.status < 500, "{what}: {}", answer.text());
            } else {
                expect_problem(&answer, 403, &what);
            }
        }
    }
    let (_, secret) = daemon.create_token("admin", &[]);
    expect_problem(&daemon.ask_with(Some(&secret), "PUT", "/api/v1/events", b""), 405, "no such method");
}

/// A handler that was reached and knows no such thing.
fn is_unknown(answer: &Answer) -> bool {
    answer.status == 404 && answer.json()["detail"] != "no such path"
}

#[test]
fn a_token_lives_from_its_making_to_its_revoking() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    let made = place.run(&["--output", "json", "token", "create", "--role", "analyst", "--name", "for a test"]);
    let made = made.expect_code(0).json();
    let (id, secret) = (made["id"].as_str().expect("an id"), made["secret"].as_str().expect("a secret"));
    assert_eq!(daemon.ask_with(Some(secret), "GET", "/api/v1/events", b"").status, 200);
    let listed = place.run(&["--output", "json", "token", "list"]).expect_code(0).json();
    let of_id = listed.as_array().expect("tokens").iter().find(|token| token["id"] == id).expect("it is listed");
    assert_eq!((&of_id["name"], &of_id["role"]), (&json!("for a test"), &json!("analyst")));
    assert_eq!((&of_id["revoked_at"], &of_id["expires_at"]), (&json!(null), &json!(null)));
    assert!(!listed.to_string().contains(secret), "its secret is shown once");
    place.run(&["token", "revoke", id]).expect_code(0);
    expect_problem(&daemon.ask_with(Some(secret), "GET", "/api/v1/events", b""), 401, "revoked");
    let listed = place.run(&["--output", "json", "token", "list"]).expect_code(0).json();
    assert!(listed[0]["revoked_at"].is_string(), "{listed}");
    let table = place.run(&["token", "list"]);
    assert!(table.expect_code(0).out.contains(id), "{}", table.out);
    for unknown in ["no-such-token", "ffffffffffffffff"] {
        place.run(&["token", "revoke", unknown]).expect_code(64);
    }
    place.run(&["token", "create", "--role", "king", "--name", "x"]).expect_code(64);
    place.run(&["token", "create", "--role", "admin"]).expect_code(64);
    assert!(daemon.custody("admin").len() >= 2, "making and revoking are in custody");
}

#[test]
fn a_token_ends_when_it_was_to_end() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    let create = |duration: &str| {
        let ran = place.run(&["token", "create", "--role", "admin", "--name", "x", "--expires-in", duration]);
        ran.expect_code(0).out.trim().to_owned()
    };
    let (short, long) = (create("1s"), create("90d"));
    let ask = |secret: &str| daemon.ask_with(Some(secret), "GET", "/api/v1/tokens", b"");
    await_answer("the end of a token", || (ask(&short).status == 401).then_some(()));
    let listed = ask(&long).expect_status(200).json();
    for token in listed.as_array().expect("tokens") {
        assert!(token["expires_at"].is_string(), "{token}");
    }
    place.run(&["token", "create", "--role", "admin", "--name", "x", "--expires-in", "soon"]).expect_code(64);
}

#[test]
fn a_sender_writes_to_its_feeds_only() {
    let place = Place::new();
    let daemon = Daemon::start(&place);
    let (_, bound) = daemon.create_token("sender", &["push"]);
    let (_, free) = daemon.create_token("sender", &[]);
    let push =
        |secret: &str, feed: &str| daemon.ask_with(Some(secret), "POST", &format!("/api/v1/ingest/{feed}"), b"x\n");
    assert_eq!(push(&bound, "push").expect_status(200).json()["received"], 1);
    expect_problem(&push(&bound, "other"), 403, "another feed");
    expect_problem(&push(&bound, "nowhere"), 403, "it learns of no feed beyond its own");
    push(&free, "other").expect_status(200);
    expect_problem(&push(&free, "nowhere"), 404, "no such feed");
    expect_problem(&push(&free, "syslog-tcp"), 404, "no feed that is pushed to");
    expect_problem(&daemon.ask_with(Some(&bound), "GET", "/api/v1/events", b""), 403, "it reads nothing");
    daemon.await_events("*", 2);
}
