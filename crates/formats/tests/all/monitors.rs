//! Falco, Nagios, Zeek.

use formats::read;

use crate::{Case, check};

const fn falco(line: &'static str, facts: &'static [&'static str]) -> Case {
    Case { line, format: "falco.alert", facts }
}

#[test]
fn takes_for_falcos_without_its_name_what_only_falco_writes() {
    check(&[
        falco("10:20:05.408091526: Warning A file was opened (user=alice file=/etc/shadow)", &["user.name=alice"]),
        falco(
            "10:20:05.408091526: Notice A shell was spawned | evt_type=execve user=root process=bash",
            &["event.code=execve", "user.name=root"],
        ),
        falco("10:20:05.408091526: Notice A shell was spawned | user=root container_id=3ad7", &["container.id=3ad7"]),
        falco("<12>Nov 20 10:20:05 node1 falco[12]: 10:20:05: Error A rule was met user=bob", &["user.name=bob"]),
    ]);
    let anybodys = [
        "10:00:00: Error retry=3 db=orders user=bob",
        "10:00:00.123: Error user=bob failed",
        "10:00:00.123: Error a file was opened (user=bob)",
        "10:00:00.408091526: Error retry=3 db=orders user=bob",
        "10:00:00.408091526: Error retry=3 (again) user=bob",
    ];
    for line in anybodys {
        assert_ne!(read(line.as_bytes()).format.name, "falco.alert", "{line}");
    }
}

const fn nagios(line: &'static str, facts: &'static [&'static str]) -> Case {
    Case { line, format: "nagios.log", facts }
}

#[test]
fn names_no_service_in_a_command_for_all_of_a_host() {
    check(&[
        nagios(
            "[1763632800] EXTERNAL COMMAND: SCHEDULE_HOST_SVC_DOWNTIME;web1;1763632800;1763636400;1;0;3600;alice;patch",
            &["host.name=web1", "user.name=alice", "comment=patch", "from=1763632800", "!service.name"],
        ),
        nagios(
            "[1763632800] EXTERNAL COMMAND: SCHEDULE_HOST_SVC_CHECKS;web1;1763632800",
            &["host.name=web1", "arguments=1763632800", "!service.name"],
        ),
        nagios("[1763632800] EXTERNAL COMMAND: DISABLE_HOST_SVC_CHECKS;web1", &["host.name=web1", "!service.name"]),
        nagios(
            "[1763632800] EXTERNAL COMMAND: SCHEDULE_SVC_CHECK;web1;HTTP;1763632800",
            &["host.name=web1", "service.name=HTTP"],
        ),
    ]);
}

macro_rules! ldap {
    ($result:literal) => {
        concat!(
            r#"{"ts":1763632800.1,"uid":"C1","id.orig_h":"192.0.2.1","id.orig_p":4000,"id.resp_h":"198.51.100.1","#,
            r#""id.resp_p":389,"message_id":1,"opcode":"bind simple","result":""#,
            $result,
            r#"","object":"cn=a"}"#
        )
    };
}

/// RFC 4511, appendix A: neither an answer that asks for more nor one that points elsewhere is an error, and a
/// comparison has succeeded whatever it found.
#[test]
fn knows_which_results_of_ldap_are_errors() {
    let cases: [(&'static str, &'static [&'static str]); 6] = [
        (ldap!("success"), &["event.outcome=success", "network.protocol=ldap"]),
        (ldap!("compare true"), &["event.outcome=success"]),
        (ldap!("compare false"), &["event.outcome=success"]),
        (ldap!("sasl bind in progress"), &["!event.outcome", "event.action=bind simple"]),
        (ldap!("referral"), &["!event.outcome"]),
        (ldap!("invalid credentials"), &["event.outcome=failure"]),
    ];
    for (line, facts) in cases {
        check(&[Case { line, format: "zeek.json", facts }]);
    }
}
