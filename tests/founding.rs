//! Which commands found a vault, and what is left where a start fails.

use std::{fs, net::TcpListener};

use crate::{
    daemon::{CONFIGURATION, Daemon},
    program::{Place, Ran},
};

#[track_caller]
fn expect_one_line<'a>(ran: &'a Ran, wanted: &str) -> &'a str {
    assert_eq!(ran.err.lines().count(), 1, "said once: {ran:#?}");
    assert!(ran.err.contains(wanted), "{wanted} in {}", ran.err);
    ran.err.trim_end()
}

#[test]
fn a_read_founds_no_vault() {
    let place = Place::new();
    let commands: [&[&str]; 9] = [
        &["observers"],
        &["search", "*"],
        &["timeline", "1"],
        &["order", "1", "1", "2"],
        &["durations", "1"],
        &["coverage", "--from", "2026-11-17T07:00:00Z", "--to", "2026-11-17T09:00:00Z"],
        &["reindex"],
        &["token", "list"],
        &["token", "create", "--role", "analyst", "--name", "me"],
    ];
    for arguments in commands {
        let ran = place.run(arguments);
        ran.expect_code(74);
        expect_one_line(&ran, "there is no data directory at");
        assert!(!place.data().exists(), "{arguments:?} made nothing");
    }
}

#[test]
fn an_import_says_that_it_founds_a_vault_and_where_its_key_lies() {
    let place = Place::new();
    let file = place.write("a.log", "one line\n");
    let first = place.run(&["import", file.to_str().expect("a plain path")]);
    first.expect_code(0);
    let said = expect_one_line(&first, "founded a new vault");
    assert!(said.contains(place.data().to_str().expect("a plain path")) && said.contains("keys"), "{said}");
    let second = place.run(&["import", file.to_str().expect("a plain path")]);
    assert!(second.expect_code(0).err.is_empty(), "{}", second.err);
}

#[test]
fn a_file_that_is_not_there_founds_nothing_and_is_told_once() {
    let place = Place::new();
    let ran = place.run(&["import", "/nonexistent"]);
    ran.expect_code(74);
    let said = expect_one_line(&ran, "/nonexistent");
    assert_eq!(said.matches("No such file").count(), 1, "{said}");
    assert!(!place.data().exists());
}

#[test]
fn a_start_that_fails_leaves_nothing_behind_and_says_why_once() {
    let place = Place::new();
    let blocked = place.write("a-file", "no folder");
    place.configure(&format!(
        "{CONFIGURATION}\n[custody]\nsigner_directory = {:?}\n",
        blocked.join("signer").to_str().expect("a plain path")
    ));
    let ran = place.run(&["serve"]);
    assert_ne!(ran.code, 0, "{ran:#?}");
    let told: Vec<_> = ran.err.lines().filter(|line| line.contains("Not a directory")).collect();
    assert_eq!(told.len(), 1, "{}", ran.err);
    assert_eq!(told[0].matches("Not a directory").count(), 1, "{}", told[0]);
    assert!(!place.data().exists(), "no half of a data directory");
    // What was there before stays.
    fs::create_dir(place.data()).expect("a folder");
    assert_ne!(place.run(&["serve"]).code, 0);
    assert_eq!(fs::read_dir(place.data()).expect("a folder").count(), 0);
}

#[test]
fn a_port_that_is_taken_is_told_once() {
    let place = Place::new();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address");
    place.configure(&format!("[http]\nlisten = \"{address}\"\n"));
    let ran = place.run(&["serve"]);
    assert_ne!(ran.code, 0);
    assert_eq!(ran.err.matches("in use").count(), 1, "{}", ran.err);
}

#[test]
fn a_second_daemon_says_once_who_holds_the_directory() {
    let place = Place::new();
    let _daemon = Daemon::start(&place);
    let second = place.run(&["serve"]);
    assert_ne!(second.code, 0);
    assert_eq!(second.err.matches("another process holds it").count(), 1, "{}", second.err);
}

#[test]
fn a_folder_of_something_else_becomes_no_vault() {
    let place = Place::new();
    fs::create_dir(place.data()).expect("a folder");
    fs::write(place.data().join("letter.txt"), "Dear all").expect("a file");
    let ran = place.run(&["serve"]);
    assert_ne!(ran.code, 0);
    assert!(ran.err.contains("not empty"), "{}", ran.err);
    assert_eq!(fs::read_dir(place.data()).expect("a folder").count(), 1, "nothing was added");
}

#[test]
fn the_example_configuration_runs_as_it_is() {
    let place = Place::new();
    let text = fs::read_to_string(crate::program::root().join("config/ledgerline.toml")).expect("the example");
    // Ports of its own, so that two tests can run at once.
    place.configure(&text.replace(":7600", ":0").replace(":5514", ":0"));
    let daemon = Daemon::start(&place);
    daemon.push(b"one line\n");
    assert!(daemon.stop().success());
    assert_eq!(place.verify().0, 0);
}

#[test]
fn the_demo_keeps_its_data_where_it_is_told_to() {
    let place = Place::new();
    let data = place.data();
    let data = data.to_str().expect("a plain path");
    let shown = place.run(&["demo", "--exit", "--listen", "127.0.0.1:0"]);
    shown.expect_code(0);
    assert!(shown.err.contains(data), "it says where: {}", shown.err);
    assert_eq!(place.verify().0, 0);
    assert!(!place.search("user.name:ops14").is_empty(), "and it can be asked afterwards");
    let again = place.run(&["demo", "--exit", "--listen", "127.0.0.1:0"]);
    again.expect_code(64);
    expect_one_line(&again, "already");
}
