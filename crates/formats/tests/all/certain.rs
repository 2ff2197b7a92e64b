//! What is certain of a line whatever a stranger wrote into it: his words neither tell for the program nor hide what it
//! tells. Kin of `forged.rs`.

use crate::{check, of};

#[test]
fn a_peer_of_a_firewall_tells_no_other_address() {
    let asa = |line, facts| of("cisco.asa", line, facts);
    check(&[
        asa(
            "%ASA-6-713184: Group = g, Username = vera, IP = 203.0.113.9, Client Type: a, IP = 192.0.2.1, b Client Application Version: 1",
            &["source.ip=203.0.113.9", "user.name=vera", "group.name=g"],
        ),
        asa(
            "%ASA-6-713184: Group = g, IP = 203.0.113.9, Client Type: a, Username = root, IP = 192.0.2.1, b",
            &["source.ip=203.0.113.9", "!user.name", "group.name=g"],
        ),
        asa(
            "%ASA-6-713184: Group = g, Username = a, IP = 192.0.2.1, b, IP = 203.0.113.9, Client Type: c",
            &["!source.ip", "!user.name"],
        ),
        asa(
            "%ASA-6-713184: Group = g, Username = a, IP = 192.0.2.1, Client Type: b, IP = 203.0.113.9, Client Type: c",
            &["!source.ip", "!user.name"],
        ),
        asa(
            "%ASA-3-713902: Group = g, IP = 203.0.113.9, a, Username = root, IP = 192.0.2.1, b",
            &["!source.ip", "!user.name", "event.action=ike"],
        ),
        asa("%ASA-3-713902: Group = g, IP = 203.0.113.9", &["source.ip=203.0.113.9", "group.name=g"]),
        asa("%ASA-3-713902: IP = 203.0.113.9, a, Username = root, IP = 192.0.2.1, b", &["source.ip=203.0.113.9"]),
        asa(
            "%ASA-5-713120: Group = g, Username = a, Username = root, IP = 203.0.113.9, PHASE 2 COMPLETED (msgid=1)",
            &["source.ip=203.0.113.9", "group.name=g", "user.name=a, Username = root"],
        ),
    ]);
}

#[test]
fn a_client_of_asterisk_hides_nothing_behind_its_challenge() {
    check(&[
        of(
            "application.log",
            r#"Nov 20 10:11:12 pbx1 asterisk[4711]: SECURITY[4712]: res_security_log.c:114 in security_event_stasis_cb: SecurityEvent="InvalidPassword",EventTV="2026-11-20T10:11:12.123+0100",Severity="Error",Service="PJSIP",EventVersion="2",AccountID="a",SessionID="0x7f",LocalAddress="IPV4/UDP/198.51.100.1/5060",RemoteAddress="IPV4/UDP/203.0.113.9/5060",Challenge="x",ReceivedChallenge="y",ReceivedHash="z""#,
            &[
                "source.ip=203.0.113.9",
                "source.port=5060",
                "user.name=a",
                "event.action=login",
                "event.outcome=failure",
            ],
        ),
        of(
            "application.log",
            r#"Nov 20 10:11:12 pbx1 asterisk[4711]: SECURITY[4712]: res_security_log.c:114 in security_event_stasis_cb: SecurityEvent="ChallengeResponseFailed",EventTV="2026-11-20T10:11:12.123+0100",Severity="Error",Service="PJSIP",EventVersion="1",AccountID="a",SessionID="b",LocalAddress="IPV4/UDP/198.51.100.1/5060",RemoteAddress="IPV4/UDP/203.0.113.9/5060",Challenge="",Response="x",ExpectedResponse="""#,
            &["source.ip=203.0.113.9", "user.name=a", "event.outcome=failure"],
        ),
        of(
            "application.log",
            r#"[2026-11-20 10:11:12] SECURITY[4712] res_security_log.c: SecurityEvent="InvalidAccountID",EventTV="2026-11-20T10:11:12.123+0100",Severity="Error",Service="PJSIP",EventVersion="1",AccountID="a",SessionID="b",LocalAddress="IPV4/UDP/198.51.100.1/5060",RemoteAddress="IPV4/UDP/203.0.113.9/5060""#,
            &["source.ip=203.0.113.9", "source.port=5060", "user.name=a", "event.outcome=failure"],
        ),
        of(
            "application.log",
            "[notice] 2026-11-20T10:11:12.123456Z nonode@nohost <0.123.0> abcdef0123 db.example.com:5984 203.0.113.9 vera GET /db 401 ok 3",
            &["source.ip=203.0.113.9", "user.name=vera", "http.response.status_code=401"],
        ),
    ]);
}

#[test]
fn a_client_of_a_database_tells_no_other_and_hides_none() {
    let mysql = |line, facts| of("mysql.server", line, facts);
    let postgres = |line, facts| of("postgresql.log", line, facts);
    check(&[
        mysql(
            "2026-11-20T10:11:12.000000Z 9 [Note] Access denied for user 'vera'@'203.0.113.9' to database 'a'@'192.0.2.1' (using password: YES)'",
            &["source.ip=203.0.113.9", "user.name=vera", "event.outcome=failure"],
        ),
        mysql(
            "2026-11-20T10:11:12.000000Z 9 [Note] Access denied for user 'a'@'192.0.2.1' to database 'b'@'203.0.113.9'",
            &["!source.ip", "!user.name", "event.outcome=failure"],
        ),
        mysql(
            "2026-11-20T10:11:12.000000Z 9 [Note] Access denied for user 'a'@'192.0.2.1' (using password: NO) b'@'203.0.113.9' (using password: YES)",
            &["source.ip=203.0.113.9"],
        ),
        mysql(
            "2026-11-20T10:11:12.000000Z 9 [Note] Access denied for user 'vera'@'203.0.113.9' to database 'a' to database 'b'",
            &["source.ip=203.0.113.9", "user.name=vera"],
        ),
        postgres(
            r#"2026-11-20 10:11:12.123 UTC [9] x@y host=192.0.2.1 FATAL:  z@postgres host=203.0.113.9 DETAIL:  Role "x@y host=192.0.2.1 FATAL:  z" does not exist."#,
            &["!source.ip", "!user.name", "related.ip=192.0.2.1"],
        ),
        postgres(
            "2026-11-20 10:11:12.123 UTC [9] x@y host=192.0.2.1 LOG:  z@postgres host=203.0.113.9 LOG:  provided user name (a) and authenticated user name (b) do not match",
            &["!source.ip", "!user.name", "related.ip=192.0.2.1"],
        ),
        postgres(
            r#"2026-11-20 10:11:12.123 UTC [9] x@y host=192.0.2.1 FATAL:  a:  z@postgres host=203.0.113.9 FATAL:  role "x@y host=192.0.2.1 FATAL:  a:  z" does not exist"#,
            &["!source.ip", "!user.name"],
        ),
        postgres(
            "2026-11-20 10:11:12.123 UTC [9] user=x,db=y,client=192.0.2.1 FATAL:  z,db=postgres,client=203.0.113.9 FATAL:  a",
            &["!source.ip", "!user.name"],
        ),
        postgres(
            "2026-11-20 10:11:12.123 UTC [9] x@y 192.0.2.1 FATAL:  z postgres FATAL:  a",
            &["!source.ip", "!user.name"],
        ),
        // Lines that were joined on their way.
        postgres(
            "2026-11-20 10:11:12.123 UTC [9] vera@app host=203.0.113.9 ERROR:  canceling statement due to user request 2026-11-20 10:11:12.123 UTC [9] vera@app host=203.0.113.9 STATEMENT:  select 1",
            &["source.ip=203.0.113.9", "user.name=vera"],
        ),
        postgres(
            "2026-11-20 10:11:12.123 UTC [9] vera@app host=203.0.113.9 ERROR:  canceling statement due to user request STATEMENT:  select 1",
            &["source.ip=203.0.113.9", "user.name=vera"],
        ),
        postgres(
            r#"2026-11-20 10:11:12.123 UTC [9] vera@app host=203.0.113.9 ERROR:  column "a FATAL:  b" does not exist at character 8"#,
            &["source.ip=203.0.113.9", "user.name=vera"],
        ),
        postgres(
            "2026-11-20 10:11:12.123 UTC [9] vera@app host=203.0.113.9 LOG:  statement: select 'FATAL:  x'",
            &["source.ip=203.0.113.9", "user.name=vera"],
        ),
        postgres(
            r#"2026-11-20 10:11:12.123 UTC [9] vera@app host=203.0.113.9 ERROR:  connection to server at "198.51.100.5", port 5432 failed: FATAL:  a"#,
            &["source.ip=203.0.113.9", "user.name=vera"],
        ),
    ]);
}

#[test]
fn a_folder_and_a_command_of_sudo_tell_for_themselves() {
    let sudo = |line, facts| of("linux.sudo", line, facts);
    check(&[
        sudo(
            "Nov 20 10:11:12 web1 sudo: vera : TTY=pts/0 ; PWD=/home/vera ; USER=root ; COMMAND=/bin/sh -c cd /x ; USER=bob ./run",
            &[
                "process.command_line=/bin/sh -c cd /x ; USER=bob ./run",
                "user.effective.name=root",
                "process.working_directory=/home/vera",
            ],
        ),
        sudo(
            "Nov 20 10:11:12 web1 sudo: vera : TTY=pts/0 ; PWD=/tmp/a ; COMMAND=/bin/id ; USER=root ; COMMAND=/usr/bin/true",
            &["user.name=vera", "!process.command_line", "!user.effective.name", "!process.working_directory"],
        ),
        sudo(
            "Nov 20 10:11:12 web1 sudo: vera : TTY=pts/0 ; PWD=/tmp/a ; USER=bob ; USER=root ; COMMAND=/usr/bin/true",
            &["process.command_line=/usr/bin/true", "!user.effective.name", "!process.working_directory"],
        ),
        sudo(
            "Nov 20 10:11:12 web1 sudo: vera : TTY=pts/0 ; PWD=/tmp ; USER=root ; ENV=A=b ; COMMAND=/bin/id ; COMMAND=/usr/bin/true",
            &["!process.command_line", "!user.effective.name"],
        ),
        sudo(
            "Nov 20 10:11:12 web1 sudo: vera : TTY=pts/0 ; PWD=/tmp ; USER=root ; COMMAND=/bin/echo a ; COMMAND=b",
            &["process.command_line=/bin/echo a ; COMMAND=b", "user.effective.name=root"],
        ),
        sudo(
            "Nov 20 10:11:12 web1 sudo: vera : TTY=pts/0 ; PWD=/tmp/a ; command not allowed ; USER=root ; COMMAND=/bin/id",
            &["event.outcome=success", "!event.reason", "process.command_line=/bin/id"],
        ),
    ]);
}

#[test]
fn a_user_that_changes_hides_no_end_of_its_connection() {
    check(&[of(
        "linux.sshd",
        "Nov 20 10:11:12 web1 sshd[9]: Disconnecting user a 203.0.113.9 port 40000: Change of username or service not allowed: (a,ssh-connection) -> (b 192.0.2.1 port 1: c,ssh-connection)",
        &["!source.ip", "!user.name", "event.action=ssh_connection_closed"],
    )]);
}

#[test]
fn a_finding_tells_what_was_done() {
    let ocsf = |line, facts| of("ocsf.finding", line, facts);
    check(&[
        ocsf(
            r#"{"class_uid":4001,"category_uid":4,"activity_id":1,"action_id":1,"action":"Allowed","disposition":"Blocked","disposition_id":2}"#,
            &["event.type=denied", "event.type=connection"],
        ),
        ocsf(
            r#"{"class_uid":4001,"category_uid":4,"activity_id":6,"disposition_id":1,"action_id":2}"#,
            &["event.type=allowed"],
        ),
        ocsf(r#"{"class_uid":201002,"category_uid":1,"activity_id":1}"#, &["event.type=access"]),
        ocsf(r#"{"class_uid":201002,"category_uid":1,"activity_id":2}"#, &["event.type=change"]),
        ocsf(r#"{"class_uid":201002,"category_uid":1,"activity_id":4}"#, &["event.type=deletion"]),
        ocsf(r#"{"class_uid":201001,"category_uid":1,"activity_id":1}"#, &["event.type=creation"]),
        ocsf(r#"{"class_uid":201001,"category_uid":1,"activity_id":6}"#, &["event.type=change"]),
        ocsf(r#"{"class_uid":201001,"category_uid":1,"activity_id":9}"#, &["event.type=access"]),
    ]);
}
