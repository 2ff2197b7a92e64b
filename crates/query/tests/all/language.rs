//! What parses to what: the canonical text shows the tree.

use query::parse;

#[test]
fn canonical() {
    for (text, canonical) in [
        ("", "*"),
        ("  * ", "*"),
        ("*#", "*"),
        ("message:*#", "_exists_:message"),
        ("**", "*"),
        ("a b", "a AND b"),
        ("a  AND\tb", "a AND b"),
        ("a && b || c", "(a AND b) OR c"),
        ("a OR b AND c OR d", "a OR (b AND c) OR d"),
        ("a OR b c", "a OR (b AND c)"),
        ("(a OR b) c", "(a OR b) AND c"),
        ("a AND (b AND (c))", "a AND b AND c"),
        ("NOT a b", "NOT a AND b"),
        ("!a -b +c", "NOT a AND NOT b AND c"),
        ("NOT (a b)", "NOT (a AND b)"),
        ("--a", "NOT NOT a"),
        ("and or not", "and AND or AND not"),
        ("ANDROID ORANGE NOTE", "android AND orange AND note"),
        ("\"A,  b!\"", "\"a b\""),
        ("foo-bar", "\"foo bar\""),
        ("f*-B?r", "f*-b?r"),
        ("192.0.2.1 192.0.2.*", "192.0.2.1 AND 192.0.2.*"),
        ("mail.example.*", "mail-example-*"),
        ("a\\ b", "\"a b\""),
        ("12\\:30", "\"12 30\""),
        ("user.name:Root", "user.name:root"),
        ("user.name:\"a b\"", "user.name:\"a b\""),
        ("user.name:\"a\\\"b\\\\c\\d\"", "user.name:\"a\\\"b\\\\c\\\\d\""),
        ("user.name:-x", "user.name:-x"),
        ("user.name:\"\"", "user.name:\"\""),
        ("user.name:a\\*b", "user.name:\"a*b\""),
        ("user.name:a\\*b*", "user.name:a\\*b*"),
        ("user.name:(a OR b c)", "user.name:a OR (user.name:b AND user.name:c)"),
        ("user.name:(NOT a)", "NOT user.name:a"),
        ("user.name:(>=a [b TO c])", "user.name:[\"a\" TO *] AND user.name:[\"b\" TO \"c\"]"),
        ("user.name:*", "_exists_:user.name"),
        ("user.name:[* TO *]", "user.name:[* TO *]"),
        ("event.code:[4624 TO 4634}", "event.code:[4624 TO 4634}"),
        ("event.code:[4624 TO x}", "event.code:[\"4624\" TO \"x\"}"),
        ("source.port:<1024", "source.port:[* TO 1024}"),
        ("source.ip:2001:db8::1", "source.ip:2001:db8::1"),
        ("source.ip:2001:db8::/32", "source.ip:2001:db8::/32"),
        ("source.ip:192.0.2.77/24", "source.ip:192.0.2.0/24"),
        ("source.ip:>192.0.2.1", "source.ip:{192.0.2.1 TO 255.255.255.255]"),
        ("source.ip:[* TO 192.0.2.1]", "source.ip:[0.0.0.0 TO 192.0.2.1]"),
        ("message:a-b*", "message:a-b*"),
        ("@timestamp:2026-11-20", "@timestamp:[2026-11-20T00:00:00.000000000Z TO 2026-11-20T23:59:59.999999999Z]"),
        ("@timestamp:>2026-11-20", "@timestamp:[2026-11-21T00:00:00.000000000Z TO *]"),
        (
            "@timestamp:{2026-11-20T10:00:00Z TO 2026-11-20T10:00:00.5Z}",
            "@timestamp:[2026-11-20T10:00:01.000000000Z TO 2026-11-20T10:00:00.499999999Z]",
        ),
        ("cisco.asa.odd\\ name:1", "cisco.asa.odd\\ name:1"),
        ("_exists_:cisco.asa.x", "_exists_:cisco.asa.x"),
        ("sshd[411]", "\"sshd 411\""),
    ] {
        match parse(text) {
            Ok(query) => assert_eq!(query.to_string(), canonical, "{text}"),
            Err(error) => panic!("{text}: {error}"),
        }
    }
}
