//! Nagios, Zeek.

use crate::{Case, check};

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
