//! Who signs custody: no command founds another key, and a directory that was set back is told and can go on.

use std::{fs, path::Path};

use serde_json::{Value as Json, json};

use crate::{
    daemon::{CONFIGURATION, Daemon},
    program::Place,
};

/// A place whose signer lies outside of the data, with some lines taken in, and the name of its configuration.
fn place_with_signer_outside() -> Place {
    let place = Place::new();
    let signer = place.path("signer");
    place.configure(&format!(
        "{CONFIGURATION}\n[custody]\norigin = \"soc.example.com/one\"\nsigner_directory = {:?}\n",
        signer.to_str().expect("a plain path")
    ));
    let daemon = Daemon::start(&place);
    daemon.push(b"deploy one\ndeploy two\n");
    assert!(daemon.stop().success());
    assert_eq!(place.verify().0, 0);
    place
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file");
        }
    }
}

#[test]
fn no_command_founds_a_key_where_another_one_signs() {
    let place = place_with_signer_outside();
    let before = place.verify().1;
    let config = place.path("ledgerline.toml");
    let hidden = place.path("hidden.toml");
    fs::rename(&config, &hidden).expect("a file");
    let file = place.write("a.log", "one line\n");
    let file = file.to_str().expect("a plain path");
    for arguments in [&["search", "deploy", "--limit", "1"][..], &["observers"], &["token", "list"], &["import", file]]
    {
        let ran = place.run(arguments);
        ran.expect_code(64);
        assert_eq!(ran.err.lines().count(), 1, "said once: {}", ran.err);
        assert!(ran.err.contains("soc.example.com/one") && ran.err.contains("--config"), "what to do: {}", ran.err);
        assert!(ran.out.is_empty(), "{}", ran.out);
    }
    assert!(!place.data().join("ledger/keys").exists(), "no key was made");
    fs::rename(&hidden, &config).expect("a file");
    let (code, after) = place.verify();
    assert_eq!((code, &after["custody_root"]), (0, &before["custody_root"]), "{after}");
    assert_eq!(place.search("deploy").len(), 2);
    assert_eq!(place.verify().0, 0);
}

#[test]
fn a_directory_that_was_set_back_says_so_and_goes_on_once_that_is_admitted() {
    let place = place_with_signer_outside();
    copy(&place.data(), &place.path("backup"));
    let daemon = Daemon::start(&place);
    daemon.push(b"deploy three\n");
    assert!(daemon.stop().success());
    fs::remove_dir_all(place.data()).expect("the data directory");
    copy(&place.path("backup"), &place.data());

    let daemon = Daemon::start(&place);
    let told = daemon.told("set back");
    assert_eq!(told.len(), 1, "said once: {told:#?}");
    assert!(told[0].contains("admit-set-back"), "and what to do: {told:#?}");
    let ready = daemon.ask_with(None, "GET", "/readyz", b"").expect_status(200);
    assert!(ready.text().starts_with("ready\nalarm: ") && ready.text().contains("set back"), "{}", ready.text());
    daemon.push(b"deploy four\n");
    daemon.ask("GET", "/api/v1/custody/checkpoint", b"").expect_status(409);
    assert!(daemon.stop().success(), "it ends in order");
    assert_eq!(place.verify().0, 2);

    // A command alone ends in order, too, and answers.
    assert_eq!(place.search("deploy").len(), 3);
    let daemon = Daemon::start(&place);
    let admitted = place.run(&["custody", "admit-set-back", "--reason", "restored from the backup of Monday"]);
    admitted.expect_code(0);
    assert_eq!(daemon.ask_with(None, "GET", "/readyz", b"").text(), "ready\n");
    daemon.ask("GET", "/api/v1/custody/checkpoint", b"").expect_status(200);
    let entry = daemon.custody("loss").into_iter().find(|entry| entry["action"] == "custody.admit_set_back");
    let entry = entry.expect("it is declared in custody");
    assert_eq!(entry["detail"]["kind"], "custody");
    assert!(entry["detail"]["last_signed"]["size"].as_u64() > Some(0), "{entry}");
    let again = daemon.ask("POST", "/api/v1/custody/set-back", json!({"reason": "again"}).to_string().as_bytes());
    assert_eq!(again.status, 409, "there is nothing more to admit: {}", again.text());
    assert!(daemon.stop().success());

    // A declared loss is still a loss; everything that is there is signed again.
    let (code, report) = place.verify();
    assert_eq!(code, 2, "{report}");
    let wrong: Vec<&str> = report["wrong"].as_array().expect("a list").iter().filter_map(Json::as_str).collect();
    assert!(wrong.len() == 1 && wrong[0].contains("expected no loss, found one declared"), "{wrong:#?}");
    assert_eq!(report["signed_entries"], report["custody_entries"], "{report}");
    let daemon = Daemon::start(&place);
    assert!(daemon.told("set back").is_empty());
    assert!(daemon.stop().success());
}
