//! sshd, sudo, PAM, the audit system.

use crate::{Case, check};

const fn sshd(line: &'static str, facts: &'static [&'static str]) -> Case {
    Case { line, format: "linux.sshd", facts }
}

const fn pam(line: &'static str, facts: &'static [&'static str]) -> Case {
    Case { line, format: "linux.pam", facts }
}

const fn sudo(line: &'static str, facts: &'static [&'static str]) -> Case {
    Case { line, format: "linux.sudo", facts }
}

#[test]
fn reads_logins() {
    check(&[
        sshd(
            "<38>Nov 20 10:11:12 web1 sshd[911]: Accepted publickey for alice from 192.0.2.7 port 50122 ssh2: ED25519 SHA256:Zm9v",
            &[
                "user.name=alice",
                "source.ip=192.0.2.7",
                "source.port=50122",
                "method=publickey",
                "protocol=ssh2",
                "key_type=ED25519",
                "key_fingerprint=SHA256:Zm9v",
                "event.action=ssh_login",
                "event.category=authentication",
                "event.type=start",
                "event.outcome=success",
                "network.protocol=ssh",
            ],
        ),
        sshd(
            "<38>Nov 20 10:11:12 web1 sshd-session[911]: Failed password for invalid user bob from 2001:db8::5 port 22 ssh2",
            &["user.name=bob", "source.ip=2001:db8::5", "state=invalid", "event.outcome=failure"],
        ),
        // The name is the stranger's own and may look like what follows it: the last address is the true one.
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: Failed password for invalid user a from 203.0.113.1 port 1 from 192.0.2.9 port 2 ssh2",
            &["user.name=a from 203.0.113.1 port 1", "source.ip=192.0.2.9", "source.port=2"],
        ),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: Failed password for invalid user  from 192.0.2.9 port 2 ssh2",
            &["!user.name", "user=", "source.ip=192.0.2.9"],
        ),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: Failed keyboard-interactive/pam for carol from 192.0.2.9 port 2 ssh2 [preauth]",
            &["method=keyboard-interactive/pam", "user.name=carol", "preauth=[preauth]"],
        ),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: message repeated 2 times: [ Failed password for root from 192.0.2.9 port 2 ssh2]",
            &["repeated=2", "user.name=root", "event.outcome=failure"],
        ),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: error: maximum authentication attempts exceeded for invalid user x from 192.0.2.9 port 2 ssh2 [preauth]",
            &["log.level=error", "user.name=x", "event.action=ssh_too_many_failures"],
        ),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: error: PAM: Authentication failure for illegal user eve from mail.example.com via 192.0.2.1",
            &["user.name=eve", "source.domain=mail.example.com", "event.reason=Authentication failure"],
        ),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: Accepted publickey for alice from 192.0.2.7 port 5 ssh2: RSA-CERT SHA256:Yg ID alice@example.com (serial 7) CA ED25519 SHA256:Yw",
            &[
                "key_type=RSA-CERT",
                "certificate_id=alice@example.com",
                "certificate_serial=7",
                "ca_fingerprint=SHA256:Yw",
            ],
        ),
    ]);
}

#[test]
fn reads_connections() {
    check(&[
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: Connection from 192.0.2.7 port 50122 on 198.51.100.5 port 22 rdomain \"\"",
            &["source.ip=192.0.2.7", "destination.ip=198.51.100.5", "destination.port=22", "event.type=start"],
        ),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: Connection closed by authenticating user root 192.0.2.7 port 5 [preauth]",
            &["state=authenticating", "user.name=root", "source.ip=192.0.2.7", "source.port=5", "event.type=end"],
        ),
        sshd("Nov 20 10:11:12 web1 sshd[9]: Connection closed by 192.0.2.7", &["source.ip=192.0.2.7", "!user.name"]),
        sshd("Nov 20 10:11:12 web1 sshd[9]: Connection reset by 192.0.2.7 port 5", &["source.port=5", "!state"]),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: Disconnected from user alice 192.0.2.7 port 5",
            &["user.name=alice", "!state"],
        ),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: Received disconnect from 192.0.2.7 port 5:11: Bye Bye [preauth]",
            &["code=11", "event.reason=Bye Bye", "source.port=5"],
        ),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: Received disconnect from 2001:db8::5: 11: x",
            &["code=11", "source.ip=2001:db8::5"],
        ),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: Did not receive identification string from 192.0.2.7 port 5",
            &["source.port=5"],
        ),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: Bad protocol version identification 'GET / HTTP/1.1' from 192.0.2.7 port 5",
            &["version='GET / HTTP/1.1'", "event.action=ssh_protocol_error"],
        ),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: Server listening on :: port 22.",
            &["server.ip=::", "server.port=22", "event.category=process"],
        ),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: fatal: Timeout before authentication for 192.0.2.7 port 5",
            &["log.level=fatal", "source.ip=192.0.2.7"],
        ),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: something that no table has",
            &["message=something that no table has", "!event.action"],
        ),
    ]);
}

#[test]
fn reads_sudo() {
    check(&[
        sudo(
            "<85>Nov 20 10:11:12 web1 sudo:    alice : TTY=pts/0 ; PWD=/home/alice ; USER=root ; COMMAND=/bin/sh -c a ; b = c",
            &[
                "user.name=alice",
                "process.tty=pts/0",
                "process.working_directory=/home/alice",
                "user.effective.name=root",
                "process.command_line=/bin/sh -c a ; b = c",
                "event.action=sudo_command",
                "event.outcome=success",
            ],
        ),
        sudo(
            "<85>Nov 20 10:11:12 web1 sudo[7]: mallory : 3 incorrect password attempts ; TTY=pts/1 ; PWD=/tmp ; USER=root ; COMMAND=/bin/ls",
            &["event.reason=3 incorrect password attempts", "event.outcome=failure", "event.category=authentication"],
        ),
        sudo(
            "<85>Nov 20 10:11:12 web1 sudo: mallory : user NOT in sudoers ; TTY=pts/1 ; PWD=/tmp ; USER=root ; COMMAND=/bin/ls",
            &["event.reason=user NOT in sudoers", "event.outcome=failure", "process.command_line=/bin/ls"],
        ),
        Case {
            line: "<85>Nov 20 10:11:12 web1 sudo: unable to resolve host web1 : try again",
            format: "syslog.rfc3164",
            facts: &["!user.name", "!event.action", "process.name=sudo"],
        },
    ]);
}

#[test]
fn reads_pam_through_any_program() {
    check(&[
        pam(
            "<86>Nov 20 10:11:12 web1 sshd[9]: pam_unix(sshd:session): session opened for user alice(uid=1000) by (uid=0)",
            &[
                "user.name=alice",
                "for_uid=1000",
                "by_uid=0",
                "module=pam_unix",
                "service=sshd",
                "type=session",
                "event.action=session_opened",
            ],
        ),
        pam(
            "<86>Nov 20 10:11:12 web1 sudo: pam_unix(sudo:session): session opened for user root by alice(uid=1000)",
            &["user.name=alice", "user.effective.name=root", "by_uid=1000"],
        ),
        pam(
            "<86>Nov 20 10:11:12 web1 su[3]: pam_unix(su-l:session): session closed for user root",
            &["user.name=root", "event.type=end", "event.category=session"],
        ),
        pam(
            "<86>Nov 20 10:11:12 web1 sshd[9]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=root",
            &[
                "source.ip=192.0.2.7",
                "user.name=root",
                "uid=0",
                "process.tty=ssh",
                "!source.user.name",
                "event.outcome=failure",
            ],
        ),
        pam(
            "<86>Nov 20 10:11:12 web1 vsftpd: pam_unix(vsftpd:auth): authentication failure; logname= uid=0 euid=0 tty=ftp ruser=bob rhost=host.example.com",
            &["source.domain=host.example.com", "source.user.name=bob", "!user.name"],
        ),
        pam(
            "<86>Nov 20 10:11:12 web1 sshd[9]: PAM 2 more authentication failures; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7",
            &["source.ip=192.0.2.7", "event.outcome=failure"],
        ),
        pam(
            "<86>Nov 20 10:11:12 web1 sshd(pam_unix)[9]: session opened for user news by (uid=0)",
            &["process.name=sshd", "log.syslog.appname=sshd(pam_unix)", "user.name=news"],
        ),
        pam("<86>Nov 20 10:11:12 web1 x: pam_unix(x:auth): check pass; user unknown", &["event.reason=user unknown"]),
    ]);
}

#[test]
fn gives_messages_of_containers_and_of_the_journal_to_their_programs() {
    check(&[
        Case {
            line: r#"{"__REALTIME_TIMESTAMP":"1795166472243000","SYSLOG_IDENTIFIER":"sshd","_PID":"9","MESSAGE":"Failed password for root from 198.51.100.7 port 52100 ssh2"}"#,
            format: "linux.sshd",
            facts: &["source.ip=198.51.100.7", "user.name=root", "process.pid=9", "Header/Epoch=1795166472243000"],
        },
        Case {
            line: r#"{"log":"<13>Nov 20 10:11:12 web1 agent: in a container\n","stream":"stdout","time":"2026-11-20T10:11:12Z"}"#,
            format: "docker.json",
            facts: &["message=<13>Nov 20 10:11:12 web1 agent: in a container"],
        },
        Case {
            line: r#"2026-11-20T10:11:12.5Z stdout F {"auditID":"a1","stage":"RequestReceived","verb":"get"}"#,
            format: "kubernetes.audit",
            facts: &["event.id=a1", "stream=stdout"],
        },
    ]);
}

#[test]
fn takes_for_sshds_without_its_name_what_only_sshd_writes() {
    check(&[
        sshd("Invalid user bob from 192.0.2.9 port 50122", &["user.name=bob", "source.port=50122"]),
        sshd("Invalid user  from 192.0.2.9 port 50122", &["!user.name", "source.ip=192.0.2.9"]),
        sshd("Disconnected from invalid user bob 192.0.2.9 port 5", &["user.name=bob", "state=invalid"]),
        sshd("Disconnected from authenticating user root 192.0.2.9 port 5 [preauth]", &["user.name=root"]),
        sshd("Connection closed by 192.0.2.9 port 5 [preauth]", &["source.ip=192.0.2.9"]),
        sshd("error: Connection closed by 192.0.2.9 port 5 [preauth]", &["source.ip=192.0.2.9", "log.level=error"]),
        sshd("Failed password for root from 192.0.2.9 port 5 ssh2", &["user.name=root", "event.outcome=failure"]),
        sshd("Received disconnect from 192.0.2.9 port 5:11: disconnected by user", &["code=11"]),
        sshd(
            "Connection from 192.0.2.7 port 50122 on 198.51.100.5 port 22 rdomain \"\"",
            &["source.ip=192.0.2.7", "destination.ip=198.51.100.5"],
        ),
        sshd("fatal: Timeout before authentication for 192.0.2.9 port 5", &["source.ip=192.0.2.9"]),
    ]);
    let anybodys = [
        "Connection reset by 192.0.2.1 port 443",
        "Connection from 192.0.2.1",
        "Connection from 192.0.2.1 port 443",
        "Connection closed by remote user bob 192.0.2.1 port 443",
        "Disconnected from 192.0.2.7",
        "error: Connection closed by 192.0.2.1",
        "fatal: Disconnected from 192.0.2.7 port 5432",
        "User alice from 192.0.2.9 not allowed because quota exceeded",
        "Invalid user bob from 192.0.2.9",
        "Illegal user bob from 192.0.2.9",
        "Failed login for bob from 192.0.2.9",
    ];
    for line in anybodys {
        check(&[Case { line, format: "unknown", facts: &["!source.ip", "!user.name", "!event.action"] }]);
    }
}

const fn audit(line: &'static str, facts: &'static [&'static str]) -> Case {
    Case { line, format: "linux.auditd", facts }
}

#[test]
fn parts_the_names_that_the_audit_daemon_added() {
    check(&[
        audit(
            "type=CONFIG_CHANGE msg=audit(1763632800.123:46): auid=1000 op=remove_rule list=4 res=0AUID=\"alice\"",
            &["event.outcome=failure", "AUID=alice"],
        ),
        audit(
            "type=LOGIN msg=audit(1763632800.123:46): pid=9 uid=0 old-auid=4294967295 auid=1000 tty=(none) ses=7 res=1UID=\"root\" OLD-AUID=\"unset\" AUID=\"alice\"",
            &["event.outcome=success", "AUID=alice", "OLD-AUID=unset"],
        ),
        audit(
            "type=SYSCALL msg=audit(1763632800.123:46): arch=c000003e syscall=59 success=no exit=-13 pid=5 uid=1000 key=(null)ARCH=x86_64 SYSCALL=execve UID=\"alice\"",
            &["host.architecture=x86_64", "user.name=alice", "!rule.name"],
        ),
        audit(
            "type=PATH msg=audit(1763632800.123:46): item=0 name=\"/srv/a\" inode=1 ouid=0 nametype=NORMALOUID=\"root\" OGID=\"root\"",
            &["file.path=/srv/a", "OUID=root", "OGID=root"],
        ),
        audit(
            "type=SECCOMP msg=audit(1763632800.123:46): auid=1000 uid=1000 sig=0 syscall=41 code=0x7ffc0000AUID=\"alice\" ARCH=x86_64",
            &["code=0x7ffc0000", "AUID=alice", "ARCH=x86_64"],
        ),
        // In quotes of another program's.
        audit(
            r#"type=CONFIG_CHANGE msg=audit(1763632800.123:46): auid=1000 op=remove_rule list=4 res=0AUID=\"alice\""#,
            &["event.outcome=failure", "AUID=alice"],
        ),
    ]);
}

/// What is anybody's to choose may hold such a name, too.
#[test]
fn takes_no_added_name_out_of_a_free_value() {
    check(&[
        audit(
            "type=KERNEL msg=audit(1763632800.123:46): root=UUID=1b2c-33 ro quiet",
            &["root=UUID=1b2c-33", "!user.name"],
        ),
        audit(
            "type=SYSCALL msg=audit(1763632800.123:46): arch=c000003e syscall=59 success=yes exit=0 pid=5 uid=0 key=PARTUUID=root",
            &["rule.name=PARTUUID=root", "!user.name"],
        ),
        audit(
            "type=PATH msg=audit(1763632800.123:46): item=0 name=/srv/app?sessionID=root inode=1",
            &["file.path=/srv/app?sessionID=root", "!user.name"],
        ),
        audit("type=PATH msg=audit(1763632800.123:46): item=0 name=/srv/app?ID=\"root\" inode=1", &["!user.name"]),
        audit("type=KERNEL msg=audit(1763632800.123:46): root=1ID=7 ro", &["root=1ID=7", "!user.name"]),
    ]);
}

#[test]
fn a_scoped_address_is_an_address() {
    check(&[
        Case {
            line: "Nov 20 10:00:00 h sshd[1]: Accepted password for root from fe80::1%eth0 port 22 ssh2",
            format: "linux.sshd",
            facts: &["source.ip=fe80::1%eth0", "!source.domain"],
        },
        Case {
            line: "Nov 20 10:00:00 h sshd[1]: Accepted password for root from fe80::1%en_0.1-a port 22 ssh2",
            format: "linux.sshd",
            facts: &["source.ip=fe80::1%en_0.1-a"],
        },
        Case {
            line: "Nov 20 10:00:00 h sshd[1]: Accepted password for root from fe80::1% port 22 ssh2",
            format: "linux.sshd",
            facts: &["!source.ip"],
        },
        Case {
            line: "Nov 20 10:00:00 h sshd[1]: Accepted password for root from fe80::1%abcdefghijklmnopq port 22 ssh2",
            format: "linux.sshd",
            facts: &["!source.ip"],
        },
        Case {
            line: "Nov 20 10:00:00 h sshd[1]: Accepted password for root from 192.0.2.1%eth0 port 22 ssh2",
            format: "linux.sshd",
            facts: &["!source.ip"],
        },
    ]);
}
