//! Postfix.

use crate::{Case, check};

const fn mail(line: &'static str, facts: &'static [&'static str]) -> Case {
    Case { line, format: "postfix.mail", facts }
}

#[test]
fn reads_connections() {
    check(&[
        mail(
            "<22>Nov 20 10:11:12 mx1 postfix/smtpd[9]: connect from mail.example.com[192.0.2.25]",
            &["daemon=smtpd", "source.domain=mail.example.com", "source.ip=192.0.2.25", "event.type=start"],
        ),
        mail(
            "<22>Nov 20 10:11:12 mx1 postfix/smtpd[9]: disconnect from unknown[2001:db8::25] ehlo=1 auth=0/1 commands=1/2",
            &["!source.domain", "source.ip=2001:db8::25", "commands=ehlo=1 auth=0/1 commands=1/2", "event.type=end"],
        ),
        mail(
            "<22>Nov 20 10:11:12 mx1 postfix/submission/smtpd[9]: warning: unknown[192.0.2.25]: SASL LOGIN authentication failed: (reason unavailable), sasl_username=bob@example.com",
            &[
                "log.level=warning",
                "method=LOGIN",
                "user.name=bob@example.com",
                "event.action=smtp_login",
                "event.outcome=failure",
            ],
        ),
        mail(
            "<22>Nov 20 10:11:12 mx1 postfix/smtpd[9]: warning: unknown[192.0.2.25]: SASL PLAIN authentication failed:",
            &["method=PLAIN", "!event.reason", "event.outcome=failure"],
        ),
        mail(
            "<22>Nov 20 10:11:12 mx1 postfix/smtpd[9]: lost connection after DATA (0 bytes) from unknown[192.0.2.25]",
            &["stage=DATA (0 bytes)"],
        ),
        mail(
            "<22>Nov 20 10:11:12 mx1 postfix/anvil[9]: statistics: max connection rate 3/60s for (smtp:192.0.2.25) at Nov 20 10:10:00",
            &["quantity=connection rate", "count=3/60s", "service=smtp", "peer=192.0.2.25"],
        ),
        mail(
            "<22>Nov 20 10:11:12 mx1 postfix/postscreen[9]: PASS OLD [192.0.2.25]:40000",
            &["source.port=40000", "event.type=allowed"],
        ),
    ]);
}

#[test]
fn reads_what_happens_to_a_mail() {
    check(&[
        mail(
            "<22>Nov 20 10:11:12 mx1 postfix/smtpd[9]: 4F1D42C0012: client=host.example.com[192.0.2.25], sasl_method=PLAIN, sasl_username=alice",
            &[
                "email.local_id=4F1D42C0012",
                "source.ip=192.0.2.25",
                "user.name=alice",
                "sasl_method=PLAIN",
                "event.action=mail_accepted",
            ],
        ),
        mail(
            "<22>Nov 20 10:11:12 mx1 postfix/cleanup[9]: 4F1D42C0012: message-id=<20261120.1@example.com>",
            &["email.message_id=20261120.1@example.com", "event.action=mail_identified"],
        ),
        mail(
            "<22>Nov 20 10:11:12 mx1 postfix/qmgr[9]: 4F1D42C0012: from=<a,b@example.com>, size=2342, nrcpt=2 (queue active)",
            &[
                "email.from.address=a,b@example.com",
                "size=2342",
                "nrcpt=2",
                "note=(queue active)",
                "event.action=mail_queued",
            ],
        ),
        mail(
            "<22>Nov 20 10:11:12 mx1 postfix/smtp[9]: 4F1D42C0012: to=<c@example.net>, orig_to=<d@example.com>, relay=mx.example.net[198.51.100.25]:25, conn_use=2, delay=0.5, delays=0.1/0/0.2/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 3XyZ9)",
            &[
                "email.to.address=c@example.net",
                "orig_to=d@example.com",
                "destination.domain=mx.example.net",
                "destination.ip=198.51.100.25",
                "destination.port=25",
                "delay=0.5",
                "dsn=2.0.0",
                "status=sent",
                "relay_queue_id=3XyZ9",
                "event.outcome=success",
                "event.action=mail_sent",
            ],
        ),
        mail(
            "<22>Nov 20 10:11:12 mx1 postfix/lmtp[9]: 4F1D42C0012: to=<c@example.net>, relay=mx1[private/dovecot-lmtp], delay=0.5, dsn=5.1.1, status=bounced (host said: 550 5.1.1 unknown)",
            &[
                "!destination.ip",
                "relay=mx1[private/dovecot-lmtp]",
                "event.outcome=failure",
                "event.action=mail_bounced",
            ],
        ),
        mail("<22>Nov 20 10:11:12 mx1 postfix/qmgr[9]: 4F1D42C0012: removed", &["event.action=mail_removed"]),
        mail("<22>Nov 20 10:11:12 mx1 postfix/qmgr[9]: 3Ygh5R1zcsz2xv: removed", &["email.local_id=3Ygh5R1zcsz2xv"]),
        mail(
            "<22>Nov 20 10:11:12 mx1 postfix/qmgr[9]: 4F1D42C0012: from=<>, status=expired, returned to sender",
            &["event.action=mail_expired", "!email.from.address", "!event.action=mail_queued"],
        ),
        mail(
            "<22>Nov 20 10:11:12 mx1 postfix/pickup[9]: 4F1D42C0012: uid=0 from=<root>",
            &["uid=0", "email.from.address=root"],
        ),
    ]);
}

#[test]
fn reads_rejections() {
    check(&[
        mail(
            "<22>Nov 20 10:11:12 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from bad.example.net[192.0.2.66]: 554 5.7.1 <x@example.org>: Relay access denied; from=<s@example.net> to=<x@example.org> proto=ESMTP helo=<[192.0.2.66]>",
            &[
                "!email.local_id",
                "verdict=reject",
                "stage=RCPT",
                "source.ip=192.0.2.66",
                "reply_code=554",
                "dsn=5.7.1",
                "event.reason=554 5.7.1 <x@example.org>: Relay access denied",
                "email.from.address=s@example.net",
                "email.to.address=x@example.org",
                "proto=ESMTP",
                "helo=[192.0.2.66]",
                "event.action=mail_rejected",
                "event.outcome=failure",
            ],
        ),
        mail(
            "<22>Nov 20 10:11:12 mx1 postfix/postscreen[9]: NOQUEUE: reject: RCPT from [192.0.2.66]:4711: 550 5.7.1 Service unavailable; client [192.0.2.66] blocked using bl.example.org; from=<a@example.net>, to=<b@example.org>, proto=ESMTP, helo=<h>",
            &["source.ip=192.0.2.66", "source.port=4711", "email.to.address=b@example.org", "helo=h"],
        ),
        mail(
            "<22>Nov 20 10:11:12 mx1 postfix/smtpd[9]: NOQUEUE: reject: CONNECT from unknown[192.0.2.66]: 450 4.7.25 Client host rejected; proto=SMTP",
            &["stage=CONNECT", "proto=SMTP", "reply_code=450"],
        ),
        mail(
            "<22>Nov 20 10:11:12 mx1 postfix/cleanup[9]: 4F1D42C0012: milter-reject: END-OF-MESSAGE from host.example.com[192.0.2.25]: 5.7.1 Command rejected; from=<a@example.com> to=<b@example.com> proto=ESMTP helo=<c>",
            &["email.local_id=4F1D42C0012", "verdict=milter-reject", "stage=END-OF-MESSAGE", "event.outcome=failure"],
        ),
        mail("<22>Nov 20 10:11:12 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from", &["verdict=reject", "!source.ip"]),
    ]);
}
