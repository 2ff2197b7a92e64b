//! What else a stranger's text may not tell, and what stays certain beside it: in lines of pairs, of variables, and of
//! programs that bear any name.

use crate::{check, of};

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

#[test]
fn keys_of_one_field_are_doubted_together() {
    let fortigate = |line, facts| of("fortinet.fortigate", line, facts);
    check(&[
        fortigate(
            r#"date=2026-11-20 time=10:11:12 devname="fw1" devid="FGT1" logid="0101039426" type="event" subtype="vpn" level="alert" vd="root" logdesc="SSL VPN login fail" action="ssl-login-fail" tunneltype="ssl-web" remip=203.0.113.9 user="a" srcip=192.0.2.1 x="" group="N/A" reason="sslvpn_login_permission_denied" msg="SSL user failed to logged in""#,
            &["!source.ip", "related.ip=203.0.113.9", "related.ip=192.0.2.1"],
        ),
        fortigate(
            r#"date=2026-11-20 time=10:11:12 devname="fw1" devid="FGT1" logid="0100032002" type="event" subtype="system" level="alert" vd="root" logdesc="Admin login failed" user="a" ui="ssh(192.0.2.1)" x="b" ui="ssh(203.0.113.9)" method="ssh" action="login" status="failed" msg="Administrator a login failed""#,
            &["!source.ip", "related.ip=192.0.2.1"],
        ),
        fortigate(
            r#"date=2026-11-20 time=10:11:12 devname="fw1" devid="FGT1" logid="0000000013" type="traffic" subtype="forward" level="notice" vd="root" srcip=203.0.113.9 dstip=198.51.100.2 user="a" action="accept" x="b" action="deny" proto=6"#,
            &["source.ip=203.0.113.9", "!event.outcome", "!event.action"],
        ),
        fortigate(
            r#"date=2026-11-20 time=10:11:12 devname="fw1" devid="FGT1" logid="0101039426" type="event" subtype="vpn" level="alert" vd="root" logdesc="SSL VPN login fail" action="ssl-login-fail" tunneltype="ssl-web" remip=203.0.113.9 user="a" remip=192.0.2.1 x="" group="N/A" msg="SSL user failed to logged in""#,
            &["!source.ip", "related.ip=203.0.113.9"],
        ),
        // Check Point tells several accounts.
        of(
            "checkpoint.firewall",
            r#"<134>1 2026-11-20T10:11:12Z gw1 CheckPoint 9 - [action:"Accept"; ifdir:"inbound"; loguid:"{0x1,0x0,0x1,0x1}"; origin:"198.51.100.1"; time:"1795169472"; version:"5"; src:"203.0.113.9"; dst:"198.51.100.2"; product:"URL Filtering"; user:"Vera (vera)"; usercheck_user:"vera"]"#,
            &["source.ip=203.0.113.9", "user.name=Vera (vera)", "user.name=vera"],
        ),
        of(
            "sophos.utm",
            r#"2026:11:20-10:11:12 utm1 httpproxy[9]: id="0001" severity="info" sys="SecureWeb" sub="http" name="http access" action="pass" method="GET" srcip="203.0.113.9" dstip="198.51.100.2" user="a" username="root" x="b" statuscode="200""#,
            &["source.ip=203.0.113.9", "!user.name"],
        ),
        of(
            "sonicwall.sonicos",
            r#"id=firewall sn=0017C5000001 time="2026-11-20 10:11:12" fw=198.51.100.1 pri=1 c=32 m=30 msg="Administrator login denied due to bad credentials" n=7 usr="a" user="root" src=203.0.113.9:0:X1 dst=198.51.100.1:443:X1"#,
            &["source.ip=203.0.113.9", "!user.name"],
        ),
    ]);
}

#[test]
fn texts_without_quotes_forge_no_agent() {
    let snmp = |line, facts| of("snmp.trap", line, facts);
    check(&[
        snmp(
            "<30>Nov 20 10:11:12 nms1 snmptrapd[9]: 2026-11-20 10:11:12 sw1 [UDP: [203.0.113.9]:49152->[198.51.100.10]:162]: DISMAN-EVENT-MIB::sysUpTimeInstance = Timeticks: (1) 0:00:00.01, SNMPv2-MIB::snmpTrapOID.0 = OID: CISCO-SYSLOG-MIB::clogMessageGenerated, CISCO-SYSLOG-MIB::clogHistMsgText.1 = STRING: Login failed [user: a, SNMP-COMMUNITY-MIB::snmpTrapAddress.0 = IpAddress: 192.0.2.1, x.1 = STRING: b]",
            &["host.ip=203.0.113.9", "related.ip=192.0.2.1"],
        ),
        // The agent's own names are no stranger's.
        snmp(
            "<30>Nov 20 10:11:12 nms1 snmptrapd[9]: 2026-11-20 10:11:12 px1 [UDP: [203.0.113.9]:49152->[198.51.100.10]:162]: DISMAN-EVENT-MIB::sysUpTimeInstance = Timeticks: (1) 0:00:00.01, SNMPv2-MIB::snmpTrapOID.0 = OID: IF-MIB::linkDown, IF-MIB::ifDescr.5 = STRING: Gi0/5, SNMP-COMMUNITY-MIB::snmpTrapAddress.0 = IpAddress: 192.0.2.1",
            &["host.ip=192.0.2.1"],
        ),
    ]);
}

#[test]
fn names_at_an_asas_gates_forge_no_address() {
    let asa = |line, facts| of("cisco.asa", line, facts);
    check(&[
        asa(
            "%ASA-7-734003: DAP: User a, Addr 192.0.2.1: b, Addr 203.0.113.9: Session Attribute aaa.cisco.username = x",
            &["!source.ip", "related.ip=192.0.2.1", "event.action=dap"],
        ),
        asa(
            "%ASA-7-734003: DAP: User vera, Addr 203.0.113.9: Session Attribute aaa.cisco.grouppolicy = staff",
            &["source.ip=203.0.113.9", "user.name=vera"],
        ),
        asa(
            "%ASA-5-734002: DAP: User a, Addr 192.0.2.1: b, Addr 203.0.113.9: Connection terminated by the following DAP records: guest",
            &["source.ip=203.0.113.9"],
        ),
        asa(
            "%ASA-6-716001: Group <g> User <a> IP <192.0.2.1> b> IP <203.0.113.9> WebVPN session started.",
            &["!source.ip", "related.ip=192.0.2.1", "event.action=webvpn_session_start"],
        ),
        asa(
            "%ASA-6-716001: Group <g> User <vera> IP <203.0.113.9> WebVPN session started.",
            &["source.ip=203.0.113.9", "user.name=vera"],
        ),
        asa(
            "%ASA-6-716001: Group g User a IP 192.0.2.1 b IP 203.0.113.9 WebVPN session started.",
            &["source.ip=203.0.113.9", "user.name=a IP 192.0.2.1 b"],
        ),
    ]);
}

#[test]
fn libwrap_writes_under_any_name() {
    let tcpd = |line, facts| of("application.log", line, facts);
    check(&[
        tcpd(
            "Nov 20 10:11:12 web1 nrpe[9]: refused connect from c.example.net (203.0.113.9)",
            &["source.ip=203.0.113.9", "event.outcome=failure", "process.name=nrpe"],
        ),
        tcpd("Nov 20 10:11:12 web1 bpcd[9]: refused connect from 203.0.113.9", &["source.ip=203.0.113.9"]),
        tcpd("Nov 20 10:11:12 web1 sockd[9]: connect from 203.0.113.9", &["source.ip=203.0.113.9"]),
        tcpd("Nov 20 10:11:12 web1 vsftpd[9]: refused connect from 203.0.113.9", &["source.ip=203.0.113.9"]),
        tcpd("Nov 20 10:11:12 web1 sendmail[9]: refused connect from 203.0.113.9", &["source.ip=203.0.113.9"]),
        of(
            "ftp.proftpd",
            "Nov 20 10:11:12 web1 proftpd[9]: refused connect from 203.0.113.9",
            &["source.ip=203.0.113.9"],
        ),
        tcpd(
            "Nov 20 10:11:12 web1 httpd[9]: badlogin: c.example.net [203.0.113.9] plaintext vera SASL(-13): authentication failure: checkpass failed",
            &["source.ip=203.0.113.9"],
        ),
        of("syslog.rfc3164", "Nov 20 10:11:12 web1 myapp[9]: connect from somewhere", &["process.name=myapp"]),
    ]);
}

#[test]
fn programs_have_names_of_several_words() {
    let syslog = |line, facts| of("syslog.rfc3164", line, facts);
    check(&[
        syslog("Nov 20 10:11:12 mac1 VLC media player[123]: x", &["process.name=VLC media player"]),
        syslog("Nov 20 10:11:12 mac1 Activity monitor[123]: x", &["process.name=Activity monitor"]),
        syslog("Nov 20 10:11:12 mac1 zoom.us Helper[20797]: x", &["process.name=zoom.us Helper"]),
        syslog("Nov 20 10:11:12 mac1 Windows remote management[123]: x", &["process.name=Windows remote management"]),
        syslog("Nov 20 10:11:12 mac1 Symantec(R)_Agent[123]: x", &["process.name=Symantec(R)_Agent"]),
        syslog("Nov 20 10:11:12 host1 GET (x sshd[4]: boo", &["!process.name"]),
        syslog("Nov 20 10:11:12 relay1 WEB1 sshd[4]: boo", &["!process.name"]),
        of(
            "linux.pam",
            "<85>Nov 20 10:11:12 bigip1 notice sshd[20797]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.9 user=root",
            &["process.name=sshd", "source.ip=203.0.113.9", "user.name=root"],
        ),
    ]);
}

#[test]
fn what_is_certain_stays_where_names_hide_the_rest() {
    check(&[
        of(
            "linux.su",
            "Nov 20 10:11:12 web1 su[9]: - /dev/pts/0 jean-luc-root",
            &["event.outcome=failure", "event.action=user_switched", "!user.name", "!user.effective.name"],
        ),
        of(
            "linux.su",
            "Nov 20 10:11:12 web1 doas[9]: vera ran command ls as root from / as alice from /home/vera",
            &["user.name=vera", "event.action=doas_command", "!user.effective.name"],
        ),
        of(
            "ftp.pureftpd",
            "Nov 20 10:11:12 ftp1 pure-ftpd[9]: (vera@203.0.113.9) [NOTICE] /home/vera//a) [INFO] b.txt uploaded  (12 bytes, 1.23KB/sec)",
            &["source.ip=203.0.113.9", "user.name=vera", "file.path=/home/vera//a) [INFO] b.txt"],
        ),
        of(
            "ftp.pureftpd",
            "Nov 20 10:11:12 ftp1 pure-ftpd[9]: (a@192.0.2.1) [INFO] b@203.0.113.9) [INFO] Logout.",
            &["!source.ip", "!user.name"],
        ),
        of(
            "application.log",
            "Nov 20 10:11:12 gw1 amavis[77]: (77-01) Passed CLEAN {RelayedInbound}, [203.0.113.9]:40162 [203.0.113.9] <a@example.net> -> <vera@example.com>,<bob@example.com>, Queue-ID: x, size: 9",
            &["event.action=mail_checked", "email.to.address=vera@example.com", "recipients=bob@example.com"],
        ),
        of(
            "application.log",
            "Nov 20 10:11:12 gw1 amavis[77]: (77-01) Passed SPAMMY {RelayedInbound}, [203.0.113.9]:40162 [203.0.113.9] <a@example.net> -> <vera@example.com>, Queue-ID: x, size: 9",
            &["event.action=mail_is_spam", "event.reason=SPAMMY", "email.to.address=vera@example.com"],
        ),
        of(
            "windows.nxlog",
            r#"{"EventID":4778,"Channel":"Security","Computer":"PC1","ClientIP":"LOCAL"}"#,
            &["!source.domain", "!source.ip"],
        ),
    ]);
}

#[test]
fn asterisk_writes_its_own_time_and_calls() {
    let asterisk = |line, facts| of("application.log", line, facts);
    check(&[
        asterisk(
            "[Nov 20 10:11:12] NOTICE[4711] chan_sip.c: Registration from '<sip:a@198.51.100.1>' failed for '203.0.113.9:5060' - Wrong password",
            &["source.ip=203.0.113.9", "Event/Rfc3164=Nov 20 10:11:12", "event.outcome=failure"],
        ),
        asterisk(
            "[2026-11-20 10:11:12] NOTICE[4711][C-00000001] chan_sip.c: Registration from '<sip:a@198.51.100.1>' failed for '203.0.113.9:5060' - Wrong password",
            &["source.ip=203.0.113.9", "call_number=00000001"],
        ),
    ]);
}
