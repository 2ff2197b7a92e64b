//! Nagios.

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
