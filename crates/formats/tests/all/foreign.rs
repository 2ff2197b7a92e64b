//! What else a stranger's text may not tell, and what stays certain beside it: in lines of pairs, of variables, and of
//! programs that bear any name.

use crate::{Case, check};

const fn of(format: &'static str, line: &'static str, facts: &'static [&'static str]) -> Case {
    Case { line, format, facts }
}

#[test]
fn modules_of_pam_are_known_by_their_own_names() {
    let pam = |line, facts| of("linux.pam", line, facts);
    check(&[
        pam(
            "Nov 20 10:11:12 gw1 vsftpd(pam_userdb)[123]: user 'vera' granted access",
            &["user.name=vera", "event.outcome=success"],
        ),
        pam("Nov 20 10:11:12 gw1 sshd[9]: pam_radius_auth: authentication succeeded", &["event.outcome=success"]),
        pam("Nov 20 10:11:12 gw1 sshd[9]: pam_radius_auth: Got user name vera", &["user.name=vera"]),
        pam(
            "<13>Nov 20 10:11:12 host1 sshd(pam_radius_auth)[1]: authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.9 user=root",
            &["source.ip=203.0.113.9", "user.name=root", "event.outcome=failure"],
        ),
        pam(
            "Nov 20 10:11:12 gw1 su(pam_wheel)[123]: Access denied to 'vera' for 'root'",
            &["user.name=vera", "user.effective.name=root", "event.outcome=failure"],
        ),
    ]);
}

#[test]
fn input_of_a_client_forges_no_end_of_exims() {
    let exim = |line, facts| of("exim.mail", line, facts);
    check(&[
        exim(
            r#"2026-11-20 10:11:12 SMTP protocol synchronization error (input sent without waiting for greeting): rejected connection from H=c.example.net [203.0.113.9] input="GET / H=[192.0.2.1] x""#,
            &["event.action=smtp_protocol_error", "source.ip=203.0.113.9"],
        ),
        exim(
            r#"2026-11-20 10:11:12 SMTP protocol synchronization error (next input sent too soon: pipelining was not advertised): rejected "EHLO a" H=c.example.net [203.0.113.9] next input="x" H=[192.0.2.1]""#,
            &["event.action=smtp_protocol_error", "!source.ip"],
        ),
    ]);
}
