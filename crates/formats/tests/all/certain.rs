//! What is certain of a line whatever a stranger wrote into it: his words neither tell for the program nor hide what it
//! tells. Kin of `forged.rs`.

use crate::{Case, check};

const fn of(format: &'static str, line: &'static str, facts: &'static [&'static str]) -> Case {
    Case { line, format, facts }
}

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
        asa("%ASA-3-713902: IP = 203.0.113.9, a, Username = root, IP = 192.0.2.1, b", &["source.ip=203.0.113.9"]),
        asa(
            "%ASA-5-713120: Group = g, Username = a, Username = root, IP = 203.0.113.9, PHASE 2 COMPLETED (msgid=1)",
            &["source.ip=203.0.113.9", "group.name=g", "user.name=a, Username = root"],
        ),
    ]);
}
