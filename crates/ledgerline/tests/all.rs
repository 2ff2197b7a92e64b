//! The command line at its own door. What the commands do is held by the member `tests`, which finds the binary because
//! cargo builds it for this test.

use std::process::Command;

#[test]
fn the_help_names_every_command() {
    let help = Command::new(env!("CARGO_BIN_EXE_ledgerline")).arg("--help").output().unwrap();
    assert_eq!(help.status.code(), Some(0));
    let help = String::from_utf8(help.stdout).unwrap();
    for command in [
        "demo",
        "serve",
        "import",
        "parse",
        "search",
        "timeline",
        "order",
        "durations",
        "coverage",
        "observers",
        "verify",
        "reindex",
        "custody",
        "token",
    ] {
        let named = help.lines().any(|line| line.split_whitespace().next() == Some(command));
        assert!(named, "{command} in {help}");
    }
}

#[test]
fn wrong_usage_exits_64_and_no_usage_too() {
    for arguments in [&[][..], &["no-such-command"], &["--output", "xml", "parse"], &["import"], &["search"]] {
        let ran = Command::new(env!("CARGO_BIN_EXE_ledgerline")).args(arguments).output().unwrap();
        assert_eq!(ran.status.code(), Some(64), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    }
}
