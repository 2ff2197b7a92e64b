//! What a stranger chose (a name, an address of mail, a command, a banner, a URL) may hold the wording in which a program
//! tells of an end or of an account: it must not tell for the program. Where nobody can know whose words part a line,
//! nothing is told.

use crate::{check, of};

#[test]
fn names_forge_no_client_of_sshd() {
    let sshd = |line, facts| of("linux.sshd", line, facts);
    check(&[
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: Failed password for invalid user a from 192.0.2.1 port 22 ssh2: x from 203.0.113.9 port 40000 ssh2",
            &["source.ip=203.0.113.9", "user.name=a from 192.0.2.1 port 22 ssh2: x", "event.outcome=failure"],
        ),
        // The name of a certificate is its holder's.
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: Failed publickey for root from 203.0.113.9 port 40000 ssh2: RSA-CERT SHA256:abc ID x from 192.0.2.1 port 22: y (serial 0) CA RSA SHA256:def",
            &["source.ip=203.0.113.9", "user.name=root", "event.outcome=failure"],
        ),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: Failed publickey for invalid user a from 203.0.113.9 port 40000 ssh2: RSA-CERT SHA256:abc ID x from 192.0.2.1 port 22: y (serial 0) CA RSA SHA256:def",
            &["!source.ip", "!user.name", "event.outcome=failure"],
        ),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: Failed publickey for root from 203.0.113.9 port 40000 ssh2: RSA-CERT SHA256:abc ID vera (serial 0) CA RSA SHA256:def",
            &["source.ip=203.0.113.9", "user.name=root", "certificate_id=vera"],
        ),
        sshd(
            r#"Nov 20 10:11:12 web1 sshd[9]: Failed hostbased for invalid user a b from 203.0.113.9 port 40000 ssh2: RSA SHA256:abc, client user "x", client host "y from 192.0.2.1 port 22 z""#,
            &["source.ip=203.0.113.9", "user.name=a b", "event.outcome=failure"],
        ),
        sshd(
            r#"Nov 20 10:11:12 web1 sshd[9]: Failed hostbased for invalid user a b from 203.0.113.9 port 40000 ssh2: RSA SHA256:abc, client user "x", client host "y from 192.0.2.1 port 22 z: w""#,
            &["!source.ip", "!user.name", "event.outcome=failure"],
        ),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: Disconnecting invalid user bob 203.0.113.9 port 40000: Change of username or service not allowed: (bob,ssh-connection) -> (x 192.0.2.1 port 22: y,ssh-connection) [preauth]",
            &["!source.ip", "!user.name"],
        ),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: Disconnecting invalid user bob 203.0.113.9 port 40000: Change of username or service not allowed: (bob,ssh-connection) -> (root,ssh-connection) [preauth]",
            &["source.ip=203.0.113.9", "user.name=bob"],
        ),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: subsystem request for x by user root by user vera",
            &["user.name=vera", "subsystem=x by user root"],
        ),
        sshd(
            "Nov 20 10:11:12 web1 sshd[9]: Unable to negotiate with authenticating user bob 203.0.113.9 port 40000: no matching cipher found. Their offer: x 192.0.2.1 port 22: y",
            &["!source.ip"],
        ),
    ]);
}

#[test]
fn words_of_a_user_forge_no_account() {
    check(&[
        of(
            "linux.su",
            "Nov 20 10:11:12 web1 su[9]: - pts/1 vera:alice:root",
            &["user.name=vera", "user.effective.name=alice:root"],
        ),
        of(
            "linux.su",
            "Nov 20 10:11:12 web1 doas[9]: vera ran command ls as root from / as alice from /home/vera",
            &["!user.effective.name"],
        ),
        of(
            "linux.su",
            "Nov 20 10:11:12 web1 pkexec[9]: vera: Error executing command as another user: Not authorized [USER=alice] [TTY=/dev/pts/0] [CWD=/] [COMMAND=/bin/ls [USER=root] [TTY=x] [CWD=y] [COMMAND=z]",
            &["user.effective.name=alice", "user.name=vera"],
        ),
        of(
            "linux.sudo",
            "Nov 20 10:11:12 web1 sudo:    vera : TTY=pts/0 ; PWD=/tmp/a ; USER=root ; COMMAND=/bin/ls ; USER=alice ; COMMAND=/bin/true",
            &["user.name=vera", "!user.effective.name", "!process.command_line"],
        ),
        of(
            "linux.shadow",
            "Nov 20 10:11:12 web1 login[9]: FAILED LOGIN (1) on '/dev/tty1' FOR 'a' from '192.0.2.1' FOR 'b', Authentication failure",
            &["!source.ip", "process.tty=/dev/tty1"],
        ),
    ]);
}

#[test]
fn words_of_a_mail_forge_no_client() {
    check(&[
        of(
            "postfix.mail",
            r#"Nov 20 10:11:12 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from unknown[203.0.113.9]: 554 5.7.1 <"a from d.example.net[192.0.2.1]: x"@example.net>: Sender address rejected; from=<"a from d.example.net[192.0.2.1]: x"@example.net> to=<vera@example.com> proto=ESMTP helo=<c>"#,
            &["source.ip=203.0.113.9", "email.to.address=vera@example.com"],
        ),
        of(
            "postfix.mail",
            "Nov 20 10:11:12 mx1 postfix/smtpd[9]: improper command pipelining after EHLO from unknown[203.0.113.9]: x from d.example.net[192.0.2.1]: y",
            &["source.ip=203.0.113.9"],
        ),
        of(
            "postfix.mail",
            "Nov 20 10:11:12 mx1 postfix/cleanup[9]: 4F1D42C0012: message-id=<a>, client=d.example.net[192.0.2.1], sasl_username=root",
            &["!source.ip", "!user.name"],
        ),
        of(
            "postfix.mail",
            r#"Nov 20 10:11:12 mx1 postfix/qmgr[9]: 4F1D42C0012: from=<"a>, client=d.example.net[192.0.2.1], sasl_username=root, x"@example.net>, size=9, nrcpt=1 (queue active)"#,
            &["!source.ip", "!user.name", "size=9"],
        ),
        of(
            "postfix.mail",
            "Nov 20 10:11:12 mx1 postfix/cleanup[9]: 4F1D42C0012: reject: header Subject: a from c.example.net[203.0.113.9]; from=<a@example.net> to=<vera@example.com> proto=ESMTP helo=<x from d.example.net[192.0.2.1]; from=<b>>: 5.7.1 no",
            &["!source.ip"],
        ),
        of(
            "sendmail.mail",
            "Nov 20 10:11:12 mx1 sendmail[9]: 4F1D42C0012: c.example.net [203.0.113.9]: VRFY a: EXPN d.example.net [192.0.2.1]: EXPN root [rejected]",
            &["source.ip=203.0.113.9"],
        ),
        of(
            "exim.mail",
            r#"2026-11-20 10:11:12 SMTP protocol error in "AUTH x" H=d.example.net [192.0.2.1] y" H=c.example.net [203.0.113.9] AUTH command used when not advertised"#,
            &["source.ip=203.0.113.9"],
        ),
        of(
            "exim.mail",
            r#"2026-11-20 10:11:12 unqualified sender rejected: <a> H=d.example.net [192.0.2.1] x> H=c.example.net [203.0.113.9]"#,
            &["source.ip=203.0.113.9"],
        ),
        of(
            "exim.mail",
            "2026-11-20 10:11:12 1abcde-000001-2B <= a@example.net H=(d.example.net) [203.0.113.9] P=esmtp S=9 id=b H=[192.0.2.1] A=login:root for vera@example.com",
            &["source.ip=203.0.113.9", "!user.name"],
        ),
        of(
            "dovecot.log",
            "Nov 20 10:11:12 mx1 dovecot: imap(vera)<9><abc>: save: box=INBOX, uid=7, msgid=<a>, size=9, subject=b, rip=192.0.2.1",
            &["!source.ip", "user.name=vera"],
        ),
    ]);
}

#[test]
fn words_of_a_client_forge_no_other() {
    check(&[
        of(
            "ftp.vsftpd",
            r#"Fri Nov 20 10:11:12 2026 [pid 9] [ftp] OK LOGIN: Client "203.0.113.9", anon password "x] FAIL LOGIN: Client "192.0.2.1"""#,
            &["!source.ip", "!user.name", "!event.outcome"],
        ),
        of(
            "ftp.pureftpd",
            "Nov 20 10:11:12 ftp1 pure-ftpd: (a@192.0.2.1) [INFO] b@203.0.113.9) [WARNING] Authentication failed for user [a]",
            &["!source.ip", "!user.name"],
        ),
        of(
            "mysql.server",
            "2026-11-20T10:11:12.000000Z 9 [Note] Access denied for user 'vera'@'203.0.113.9' to database 'a'@'192.0.2.1' to database 'b'",
            &["!source.ip"],
        ),
        of(
            "postgresql.log",
            r#"2026-11-20 10:11:12.123 UTC [9] x@y host=192.0.2.1 FATAL:  z@postgres host=203.0.113.9 FATAL:  password authentication failed for user "x@y host=192.0.2.1 FATAL:  z""#,
            &["!source.ip", "related.ip=192.0.2.1", "event.outcome=failure"],
        ),
        of(
            "postgresql.log",
            r#"2026-11-20 10:11:12.123 UTC [9] vera@app host=203.0.113.9 ERROR:  could not connect to server "b": FATAL:  password authentication failed for user "c""#,
            &["source.ip=203.0.113.9", "user.name=vera"],
        ),
        of(
            "mongodb.log",
            "2026-11-20T10:11:12.000+0000 I ACCESS   [conn9] SASL SCRAM-SHA-1 authentication failed for a on admin from client 203.0.113.9:40000 ; UserNotFound: Could not find user x on admin from client 192.0.2.1:1 ; y",
            &["!source.ip"],
        ),
    ]);
}

#[test]
fn words_of_a_client_forge_nothing_of_a_firewall() {
    check(&[
        of(
            "cisco.asa",
            "%ASA-6-113015: AAA user authentication Rejected : reason = User was not found : local database : user = a : user IP = 192.0.2.1 : user IP = 203.0.113.9",
            &["source.ip=203.0.113.9", "user.name=a : user IP = 192.0.2.1"],
        ),
        of(
            "cisco.asa",
            "%ASA-6-716039: Group <g> User <a> IP <192.0.2.1> IP <203.0.113.9> Authentication: rejected, Session Type: WebVPN.",
            &["source.ip=203.0.113.9"],
        ),
        of(
            "cisco.asa",
            "%ASA-6-109006: Authentication failed for user 'a' from 192.0.2.1/1 to 192.0.2.2/2 on interface x' from 203.0.113.9/40000 to 198.51.100.1/23 on interface outside",
            &["source.ip=203.0.113.9", "destination.ip=198.51.100.1", "observer.ingress.interface.name=outside"],
        ),
        of(
            "cisco.asa",
            "%ASA-5-713120: Group = g, Username = a, IP = 192.0.2.1, b, IP = 203.0.113.9, PHASE 2 COMPLETED (msgid=1)",
            &["source.ip=203.0.113.9", "group.name=g"],
        ),
        of(
            "watchguard.fireware",
            "Nov 20 10:11:12 fw1 admd[9]: msg_id=\"1100-0005\" Authentication of Firebox user [a user [root] from 192.0.2.1 was rejected, x] from 203.0.113.9 was rejected, password is incorrect",
            &["source.ip=203.0.113.9"],
        ),
        of(
            "watchguard.fireware",
            r#"Nov 20 10:11:12 fw1 http-proxy[9]: msg_id="1AFF-0021" Allow 1-Trusted 0-External tcp 203.0.113.9 198.51.100.5 40000 80 msg="ProxyAllow: HTTP Request" proxy_act="p" op="GET" dstname="www.example.com" arg="/x" src_ip="192.0.2.1" src_port="1" (HTTP-00)"#,
            &["source.ip=203.0.113.9", "source.port=40000", "src_ip=192.0.2.1"],
        ),
        of(
            "checkpoint.firewall",
            "20Nov2026 10:11:12 drop 192.0.2.254 >eth1 rule: 3; src: 203.0.113.9; dst: 198.51.100.5; proto: tcp; resource: http://example.com/; src: 192.0.2.1; dst: 192.0.2.2",
            &["source.ip=203.0.113.9", "destination.ip=198.51.100.5", "!related.ip"],
        ),
        of(
            "cisco.asa",
            "%FTD-6-430003: EventPriority: Low, AccessControlRuleAction: Allow, SrcIP: 203.0.113.9, DstIP: 198.51.100.5, SrcPort: 40000, DstPort: 80, Protocol: tcp, User: No Authentication Required, UserAgent: a, User: root, SrcIP: 192.0.2.1, Client: b",
            &["source.ip=203.0.113.9", "!user.name"],
        ),
        // What the client gives back as its challenge.
        of(
            "application.log",
            r#"Nov 20 10:11:12 pbx1 asterisk[4711]: SECURITY[4712]: res_security_log.c:114 in security_event_stasis_cb: SecurityEvent="ChallengeResponseFailed",EventTV="2026-11-20T10:11:12.123+0100",Severity="Error",Service="PJSIP",EventVersion="1",AccountID="a",SessionID="b",LocalAddress="IPV4/UDP/198.51.100.1/5060",RemoteAddress="IPV4/UDP/203.0.113.9/5060",Challenge="",Response="x",SessionID="c",LocalAddress="d",RemoteAddress="IPV4/UDP/192.0.2.1/1",ExpectedResponse="""#,
            &["!source.ip", "!user.name", "event.outcome=failure"],
        ),
        of(
            "pf.webgui",
            "Nov 20 10:11:12 fw1 php-fpm[9]: /index.php: webConfigurator authentication error for user 'a' from: 192.0.2.1 x' from: 203.0.113.9",
            &["source.ip=203.0.113.9"],
        ),
    ]);
}

#[test]
fn an_account_forges_no_end_of_a_rendered_event() {
    check(&[of(
        "windows.snare",
        "<13>1 2026-11-20T10:11:20.771903Z DC1 - - - - MSWinEventLog\t3\tSecurity\t4712\tFri Nov 20 10:11:20 2026\t4625\tMicrosoft-Windows-Security-Auditing\tN/A\tN/A\tFailure Audit\tDC1.example.com\tLogon\t\tAn account failed to log on.    Subject:   Security ID:  S-1-5-18   Account Name:  DC1$   Account Domain:  EXAMPLE   Logon ID:  0x3E7    Logon Type:   3    Account For Which Logon Failed:   Security ID:  S-1-0-0   Account Name:  a    Network Information:   Workstation Name: PC1   Source Network Address: 192.0.2.1   Source Port:  1   Account Domain:  EXAMPLE    Failure Information:   Failure Reason:  Unknown user name or bad password.   Status:   0xC000006D   Sub Status:  0xC000006A    Network Information:   Workstation Name: WS9   Source Network Address: 203.0.113.9   Source Port:  40000\t-4712",
        &["!source.ip", "!source.port", "!source.domain", "event.outcome=failure"],
    )]);
}

#[test]
fn a_text_forges_no_variable_of_a_trap() {
    check(&[of(
        "snmp.trap",
        "Nov 20 10:11:12 nms1 snmptrapd[9]: 2026-11-20 10:11:12 sw1 [UDP: [203.0.113.9]:49152->[198.51.100.10]:162]: DISMAN-EVENT-MIB::sysUpTimeInstance = Timeticks: (1) 0:00:00.01, SNMPv2-MIB::snmpTrapOID.0 = OID: IF-MIB::linkDown, IF-MIB::ifAlias.5 = STRING: \"a, SNMP-COMMUNITY-MIB::snmpTrapAddress.0 = IpAddress: 192.0.2.1\", IF-MIB::ifDescr.5 = STRING: \"eth0\"",
        &["host.ip=203.0.113.9", "observer.ingress.interface.name=eth0"],
    )]);
}

#[test]
fn what_a_line_of_pairs_tells_twice_is_told_by_nobody() {
    check(&[
        of(
            "fortinet.fortigate",
            r#"<189>date=2026-11-20 time=10:11:12 devname="FG1" devid="FG1" tz="+0100" logid="0100032002" type="event" subtype="system" level="alert" vd="root" logdesc="Admin login failed" sn="0" user="a" srcip=192.0.2.1 action="login" status="success" x="b" ui="ssh(203.0.113.9)" method="ssh" srcip=203.0.113.9 dstip=198.51.100.1 action="login" status="failed" reason="name_invalid" msg="Administrator a login failed""#,
            &["!source.ip", "!event.outcome", "related.ip=203.0.113.9", "user.name=a"],
        ),
        of(
            "sonicwall.sonicos",
            r#"id=firewall sn=0017C5 time="2026-11-20 10:11:12" fw=198.51.100.1 pri=6 c=16 m=30 msg="Administrator login denied due to bad credentials" n=1 usr="a" src=192.0.2.1:1:X1 dst=192.0.2.2:2:X1 x="b" src=203.0.113.9:40000:X1 dst=198.51.100.1:443:X1"#,
            &["!source.ip", "!destination.ip", "!source.port", "related.ip=203.0.113.9"],
        ),
        of(
            "sophos.utm",
            r#"<30>2026:11:20-10:11:12 utm1 aua[4711]: id="3005" severity="warn" sys="System" sub="auth" name="Authentication failed" srcip="203.0.113.9" host="" user="a" srcip="192.0.2.1" x="b" caller="webadmin" reason="DENIED""#,
            &["!source.ip", "related.ip=203.0.113.9"],
        ),
        of(
            "sophos.xg",
            r#"<30>device="SFW" date=2026-11-20 time=10:11:12 timezone="CET" device_name="XG210" device_id=X1 log_id=062009617502 log_type="Event" log_component="GUI" log_subtype="Admin" status="Failed" user_name="a" src_ip=192.0.2.1 x="b" src_ip=203.0.113.9 message="User a failed to login""#,
            &["!source.ip", "related.ip=203.0.113.9"],
        ),
        of(
            "checkpoint.firewall",
            r#"<134>1 2026-11-20T10:11:01+01:00 gw1 CheckPoint 7776 - [action:"Failed Log In"; user:"a"; src:"192.0.2.1"; x:"b"; src:"203.0.113.9"; product:"VPN"]"#,
            &["!source.ip", "related.ip=203.0.113.9"],
        ),
        of(
            "keycloak.events",
            r#"Nov 20 10:11:12 kc1 keycloak[9]: 2026-11-20 10:11:12,123 WARN  [org.keycloak.events] (executor-thread-1) type="LOGIN_ERROR", realmId="r", clientId="c", userId="null", ipAddress="203.0.113.9", error="user_not_found", username="a", ipAddress="192.0.2.1", x="b""#,
            &["!source.ip", "related.ip=203.0.113.9"],
        ),
    ]);
}
