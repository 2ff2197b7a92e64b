//! The house rules: arrows between crates, third-party arrows, no I/O where things are computed, every format with
//! fixtures, file sizes, the words we do not use.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The crates in the order of the path. An arrow may only point up this list, and only where it stands here.
const ARROWS: &[(&str, &[&str])] = &[
    ("seal", &[]),
    ("stamp", &[]),
    ("model", &["stamp"]),
    ("query", &["model", "stamp"]),
    ("framing", &["model"]),
    ("formats", &["model", "stamp"]),
    ("normalize", &["formats", "model", "stamp"]),
    ("timeline", &["model", "stamp"]),
    ("report", &["model", "stamp", "timeline"]),
    ("vault", &["model", "seal", "stamp"]),
    ("ledger", &["model", "seal", "stamp"]),
    ("index", &["model", "query", "seal", "stamp"]),
    ("connectors", &["framing", "model", "stamp"]),
    ("intake", &["connectors", "index", "ledger", "model", "normalize", "seal", "stamp", "vault"]),
    (
        "casework",
        &["index", "intake", "ledger", "model", "normalize", "query", "report", "seal", "stamp", "timeline", "vault"],
    ),
    ("api", &["casework", "connectors", "framing", "intake", "ledger", "model", "report", "seal", "stamp"]),
    (
        "ledgerline",
        &[
            "api",
            "casework",
            "connectors",
            "framing",
            "intake",
            "ledger",
            "model",
            "normalize",
            "report",
            "stamp",
            "vault",
        ],
    ),
];

/// Third-party crates that only these crates may name.
const THIRD_PARTY: &[(&str, &[&str])] = &[
    ("anyhow", &["ledgerline"]),
    ("axum", &["api"]),
    ("clap", &["ledgerline"]),
    ("ed25519-dalek", &["seal"]),
    ("rtime-clock", &["ledgerline"]),
    ("rusqlite", &["ledger"]),
    ("rusqlite_migration", &["ledger"]),
    ("tantivy", &["index"]),
    ("toml", &["ledgerline"]),
    ("utoipa", &["api"]),
];

/// Crates that compute: no files, sockets, clocks, threads, environment.
const PURE: &[&str] = &["seal", "stamp", "model", "query", "framing", "formats", "normalize", "timeline", "report"];

/// What a crate that computes never says.
const IO: &[&str] = &[
    "std::fs",
    "std::net::Tcp",
    "std::net::Udp",
    "std::env",
    "std::process",
    "std::thread",
    "std::io::stdin",
    "SystemTime::",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "tokio",
    "println!",
    "eprintln!",
];

/// Lines of a source file, at most. Tables may be longer and are named here with the reason.
const FILE_LINES_MAX: usize = 420;
const LONGER_FILES: &[(&str, &str)] = &[];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ has a parent").to_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        let Ok(entries) = fs::read_dir(&at) else { continue };
        for entry in entries {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                // What was built is not what was written.
                if !path.ends_with("target") {
                    open.push(path);
                }
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn dependencies(manifest: &Path, table: &str) -> BTreeSet<String> {
    let manifest: toml::Table = read(manifest).parse().expect("a manifest is TOML");
    manifest.get(table).and_then(|t| t.as_table()).map(|t| t.keys().cloned().collect()).unwrap_or_default()
}

#[test]
fn members_stand_in_the_order_of_the_path() {
    let manifest: toml::Table = read(&root().join("Cargo.toml")).parse().expect("TOML");
    let members: Vec<_> = manifest["workspace"]["members"].as_array().expect("members").iter().collect();
    let members: Vec<_> = members.iter().filter_map(|m| m.as_str()?.strip_prefix("crates/")).collect();
    let path: Vec<_> = ARROWS.iter().map(|(name, _)| *name).collect();
    assert_eq!(members, path);
    let folders: BTreeSet<_> = fs::read_dir(root().join("crates"))
        .expect("crates/")
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(folders, path.iter().map(|name| (*name).to_owned()).collect());
}

#[test]
fn arrows_point_up_the_path_and_each_one_is_known() {
    let order: BTreeMap<_, _> = ARROWS.iter().enumerate().map(|(at, (name, _))| (*name, at)).collect();
    let mut wrong = Vec::new();
    for (name, allowed) in ARROWS {
        for target in *allowed {
            assert!(order[target] < order[name], "{name} → {target} points down the path");
        }
        let manifest = root().join("crates").join(name).join("Cargo.toml");
        let actual: BTreeSet<_> =
            dependencies(&manifest, "dependencies").into_iter().filter(|d| order.contains_key(d.as_str())).collect();
        let known: BTreeSet<_> = allowed.iter().map(|a| (*a).to_owned()).collect();
        for arrow in actual.difference(&known) {
            wrong.push(format!("{name} → {arrow} is not known"));
        }
        for arrow in known.difference(&actual) {
            wrong.push(format!("{name} → {arrow} is known but not there"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn third_party_arrows_are_known() {
    for (name, _) in ARROWS {
        let actual = dependencies(&root().join("crates").join(name).join("Cargo.toml"), "dependencies");
        for (library, allowed) in THIRD_PARTY {
            assert!(!actual.contains(*library) || allowed.contains(name), "{name} must not know {library}");
        }
    }
}

#[test]
fn every_dependency_is_named_in_the_code() {
    let mut wrong = Vec::new();
    for (name, _) in ARROWS {
        let folder = root().join("crates").join(name);
        let code: String = files_below(&folder.join("src"), ".rs").iter().map(|path| read(path)).collect();
        for dependency in dependencies(&folder.join("Cargo.toml"), "dependencies") {
            let path = format!("{}::", dependency.replace('-', "_"));
            if !code.contains(&path) {
                wrong.push(format!("{name} names {dependency} in its manifest only"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn crates_that_compute_do_no_io() {
    let mut wrong = Vec::new();
    for name in PURE {
        for path in files_below(&root().join("crates").join(name).join("src"), ".rs") {
            for (number, line) in read(&path).lines().enumerate() {
                let code = line.split("//").next().unwrap_or_default();
                for word in IO.iter().filter(|word| code.contains(**word)) {
                    wrong.push(format!("{}:{}: {word}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_the_binary_knows_the_present_moment_and_the_exit() {
    let mut wrong = Vec::new();
    for (name, _) in ARROWS.iter().filter(|(name, _)| *name != "ledgerline") {
        for path in files_below(&root().join("crates").join(name).join("src"), ".rs") {
            let text = read(&path);
            for word in ["SystemTime::now", "Utc::now", "Local::now", "process::exit", "env::var"] {
                if text.contains(word) {
                    wrong.push(format!("{}: {word}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_workspace_has_one_binary() {
    let binaries: Vec<_> = ARROWS
        .iter()
        .map(|(name, _)| root().join("crates").join(name))
        .filter(|folder| folder.join("src/main.rs").exists() || folder.join("src/bin").exists())
        .collect();
    assert_eq!(binaries, [root().join("crates/ledgerline")]);
}

#[test]
fn files_fit_in_the_head() {
    let mut wrong = Vec::new();
    for path in files_below(&root().join("crates"), ".rs").into_iter().chain(files_below(&root().join("tests"), ".rs"))
    {
        let lines = read(&path).lines().count();
        let name = path.strip_prefix(root()).expect("below the root").to_string_lossy().into_owned();
        if lines > FILE_LINES_MAX && !LONGER_FILES.iter().any(|(longer, _)| *longer == name) {
            wrong.push(format!("{name}: {lines} lines"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_format_has_its_fixtures_and_every_fixture_its_format() {
    let mut registered = BTreeSet::new();
    for format in formats::formats() {
        if format.name == "unknown" {
            continue;
        }
        let (vendor, product) = format.name.split_once('.').expect("vendor.product");
        let folder = root().join("fixtures").join(vendor).join(product);
        for file in ["about.toml", "basic.log", "basic.expected.jsonl", "hostile.log", "unrelated.log"] {
            assert!(folder.join(file).is_file(), "{} lacks {file}", folder.display());
        }
        registered.insert(folder);
    }
    for about in files_below(&root().join("fixtures"), "about.toml") {
        let folder = about.parent().expect("a file has a folder");
        assert!(registered.contains(folder), "{} belongs to no format", folder.display());
    }
}

#[test]
fn a_format_name_is_no_ecs_field() {
    for format in formats::formats() {
        let vendor = format.name.split('.').next().unwrap_or_default();
        let taken = model::Field::ALL.iter().any(|field| field.name().split('.').next() == Some(vendor));
        assert!(!taken, "{}: its fields would fall among those of ECS", format.name);
    }
}

#[test]
fn fixtures_hold_documentation_addresses_only() {
    // RFC 5737, and what belongs to nobody: loopback, nothing, masks, and the local network's control block (RFC 5771).
    let allowed = |octets: [u8; 4]| {
        let is_documentation = matches!(octets, [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _]);
        is_documentation || matches!(octets, [127, ..] | [0, 0, 0, 0] | [255, ..] | [224, 0, 0, _])
    };
    let mut wrong = Vec::new();
    for path in files_below(&root().join("fixtures"), ".log") {
        let bytes = fs::read(&path).expect("a fixture");
        let text = String::from_utf8_lossy(&bytes);
        for word in text.split(|c: char| !(c.is_ascii_digit() || c == '.')) {
            let parts: Vec<_> = word.split('.').collect();
            if let Ok(octets) = <[&str; 4]>::try_from(parts)
                && let [Ok(a), Ok(b), Ok(c), Ok(d)] = octets.map(str::parse::<u8>)
                && !allowed([a, b, c, d])
            {
                wrong.push(format!("{}: {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_top_level_holds_what_it_should() {
    let tracked = std::process::Command::new("git")
        .args(["ls-tree", "--name-only", "HEAD"])
        .current_dir(root())
        .output()
        .expect("git");
    let expected: BTreeSet<_> = [
        "Cargo.toml",
        "Cargo.lock",
        "LICENSE",
        "README.md",
        "config",
        "crates",
        "docker-compose.yml",
        "fixtures",
        "tests",
    ]
    .into();
    for name in String::from_utf8_lossy(&tracked.stdout).lines() {
        assert!(name.starts_with('.') || expected.contains(name), "{name} does not belong on the top level");
    }
}
