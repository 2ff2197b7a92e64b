//! Cisco ASA and FTD.

use formats::read;

use crate::{Case, check, show_facts};

const fn asa(line: &'static str, facts: &'static [&'static str]) -> Case {
    Case { line, format: "cisco.asa", facts }
}

#[test]
fn the_initiator_is_the_source() {
    check(&[
        // Cisco names the foreign end first; an outbound connection was begun by the second.
        asa(
            "%ASA-6-302013: Built outbound TCP connection 7 for outside:203.0.113.80/443 (203.0.113.80/443) to \
             inside:198.51.100.23/51744 (192.0.2.1/30211)",
            &[
                "source.ip=198.51.100.23",
                "source.port=51744",
                "source.nat.ip=192.0.2.1",
                "source.nat.port=30211",
                "destination.ip=203.0.113.80",
                "!destination.nat.ip",
                "observer.ingress.interface.name=inside",
                "observer.egress.interface.name=outside",
                "network.direction=outbound",
                "network.iana_number=6",
                "connection_id=7",
            ],
        ),
        asa(
            "%ASA-6-302015: Built inbound UDP connection 8 for outside:203.0.113.9/5000 (203.0.113.9/5000)(LOCAL\\vera) \
             to dmz:198.51.100.40/53 (192.0.2.40/53) (vera)",
            &[
                "source.ip=203.0.113.9",
                "source.user.name=vera",
                "source.user.domain=LOCAL",
                "destination.ip=198.51.100.40",
                "destination.nat.ip=192.0.2.40",
                "user.name=vera",
            ],
        ),
        asa(
            "%ASA-6-302020: Built outbound ICMP connection for faddr 203.0.113.9/0 gaddr 192.0.2.41/512 laddr \
             198.51.100.41/512",
            &["source.ip=198.51.100.41", "source.nat.ip=192.0.2.41", "destination.ip=203.0.113.9", "!source.port"],
        ),
        asa(
            "%ASA-6-302014: Teardown TCP connection 9 for NP Identity Ifc:198.51.100.1/22 to inside:2001:db8::7/5022 \
             duration 26:00:01 bytes 12 TCP Reset-I (vera)",
            &[
                "observer.ingress.interface.name=NP Identity Ifc",
                "destination.ip=2001:db8::7",
                "destination.port=5022",
                "event.duration=93601000000000",
                "event.reason=TCP Reset-I",
                "user.name=vera",
            ],
        ),
    ]);
}

#[test]
fn access_lists_decide() {
    check(&[
        asa(
            "%ASA-4-106023: Deny tcp src outside:203.0.113.66/44122(host.example.com) dst \
             inside:198.51.100.23/3389(LOCAL\\vera) by access-group \"in\" [0x8ed66b60, 0xf8852875]",
            &[
                "source_identity=host.example.com",
                "destination.user.name=vera",
                "rule.name=in",
                "rule_hash=0x8ed66b60",
                "event.type=denied",
                "event.outcome=failure",
            ],
        ),
        asa(
            "%ASA-4-106023: Deny icmp src outside:203.0.113.66 dst inside:198.51.100.23 (type 8, code 0) by \
             access-group \"in\"",
            &["icmp_type=8", "icmp_code=0", "rule.name=in", "network.transport=icmp"],
        ),
        asa(
            "%ASA-4-106023: Deny protocol 41 src outside:203.0.113.66 dst inside:198.51.100.23 by access-group \"in\"",
            &["network.iana_number=41", "!network.transport"],
        ),
        asa(
            "%ASA-6-106100: access-list in est-allowed tcp outside/203.0.113.66(40120)(LOCAL\\vera) -> \
             dmz/2001:db8::40(443) hit-cnt 3 300-second interval [0x1, 0x0]",
            &[
                "event.type=allowed",
                "event.outcome=success",
                "source.port=40120",
                "source.user.name=vera",
                "destination.ip=2001:db8::40",
                "destination.port=443",
                "hit_count=3",
                "rule_hash_2=0x0",
            ],
        ),
        asa(
            "%ASA-3-710003: TCP access denied by ACL from 203.0.113.66/40120 to outside:192.0.2.1/ssh",
            &["event.type=denied", "destination_service=ssh", "!destination.port"],
        ),
        asa(
            "%ASA-4-400014: IPS:2004 ICMP Echo Request from 203.0.113.66 to 198.51.100.40 on interface outside",
            &["rule.id=2004", "rule.name=ICMP Echo Request", "event.category=intrusion_detection"],
        ),
    ]);
}

#[test]
fn logins_name_the_account_and_the_address() {
    check(&[
        asa(
            "%ASA-6-113015: AAA user authentication Rejected : reason = Invalid password : local database : user = vera \
             : user IP = 203.0.113.66",
            &["user.name=vera", "source.ip=203.0.113.66", "event.reason=Invalid password", "event.outcome=failure"],
        ),
        asa(
            "%ASA-6-113005: AAA user authentication Rejected: reason = AAA failure: server = 198.51.100.5: user = vera: \
             user IP = 203.0.113.66",
            &["user.name=vera", "server.ip=198.51.100.5", "source.ip=203.0.113.66"],
        ),
        asa(
            "%ASA-6-716039: Group <staff vpn> User <vera> IP <203.0.113.66> Authentication: rejected, Session Type: WebVPN.",
            &["group.name=staff vpn", "user.name=vera", "event.outcome=failure", "session_type=WebVPN"],
        ),
        asa(
            "%ASA-6-716002: Group staff User vera IP 203.0.113.66 WebVPN session terminated: User Requested.",
            &["group.name=staff", "event.reason=User Requested", "event.type=end"],
        ),
        // Cisco hides the name of who failed.
        asa(
            "%ASA-6-605004: Login denied from 203.0.113.66/40120 to outside:192.0.2.1/ssh for user \"*****\"",
            &["user.name=*****", "event.outcome=failure"],
        ),
        asa(
            "%ASA-5-111008: User 'operator' executed the 'write memory' command.",
            &["user.name=operator", "process.command_line=write memory"],
        ),
    ]);
    let line = b"%ASA-6-605004: Login denied from 203.0.113.66/40120 to outside:192.0.2.1/ssh for user \"*****\"";
    assert!(read(line).first(model::Field::UserName).is_none(), "stars are no account");
}

#[test]
fn every_number_is_claimed_and_nothing_guessed() {
    check(&[
        asa(
            "%ASA-2-399006: System Memory usage at 203.0.113.66/93 reached 93%",
            &["event.code=399006", "event.severity=2", "!source.ip", "!event.action", "!diagnostic/cut_off"],
        ),
        asa("%FTD-3-199009: text", &["observer.product=ftd"]),
        asa("%PIX-3-199009: text", &["observer.product=pix"]),
        asa("%ASA-session-6-302013: text", &["event.code=302013", "!source.ip"]),
        // Its text follows another grammar: the number alone says what it is.
        asa(
            "%ASA-6-302013: Built sideways TCP connection 7 for outside:203.0.113.80/443 to inside:198.51.100.23/1",
            &["event.action=connection_start", "!source.ip", "!destination.ip", "!diagnostic/cut_off"],
        ),
        Case { line: "%LINK-3-UPDOWN Interface", format: "unknown", facts: &[] },
    ]);
}

#[test]
fn tunnels_and_inspection_name_their_ends() {
    check(&[
        asa(
            "%ASA-5-750006: Local:192.0.2.1:500 Remote:203.0.113.7:500 Username:ada IKEv2 SA UP. Reason: New Connection",
            &["source.ip=203.0.113.7", "destination.ip=192.0.2.1", "user.name=ada", "event.action=vpn_session_start"],
        ),
        asa(
            "%ASA-4-402119: IPSEC: Received an ESP packet (SPI= 0x0C190BF9, sequence number= 0x598243) from 203.0.113.5 \
             (user= ada) to 192.0.2.2 that failed anti-replay checking.",
            &["source.ip=203.0.113.5", "destination.ip=192.0.2.2", "user.name=ada", "network.transport=esp"],
        ),
        asa(
            "%ASA-4-402117: IPSEC: Received a non-IPSec packet (protocol= TCP) from 203.0.113.5 to 192.0.2.2.",
            &["source.ip=203.0.113.5", "network.transport=tcp", "event.outcome=failure"],
        ),
        asa(
            "%ASA-5-415006: HTTP - matched request uri regex in policy-map web, URI matched Dropping connection from \
             inside:192.0.2.7/4444 to outside:203.0.113.80/80",
            &["rule.name=web", "source.port=4444", "destination.ip=203.0.113.80"],
        ),
        asa(
            "%ASA-6-305014: Allocated TCP block of ports for translation from inside:192.0.2.7 to \
             outside:198.51.100.1/1024-1535",
            &["source.ip=192.0.2.7", "source.nat.ip=198.51.100.1"],
        ),
        asa(
            "%ASA-4-409023: Attempting AAA Fallback method LOCAL for Authentication request for user ada : Auth-server \
             group TAC unreachable",
            &["user.name=ada", "group.name=TAC"],
        ),
        asa(
            "%ASA-3-322002: ARP inspection check failed for arp response received from host 0000.5e00.5301 on interface \
             inside. This host is advertising MAC Address 0000.5e00.5302 for IP Address 192.0.2.1, which is statically \
             bound to MAC Address 0000.5e00.5303.",
            &["source.mac=0000.5e00.5301", "source.ip=192.0.2.1"],
        ),
    ]);
}

#[test]
fn a_cut_text_keeps_what_stood_before_the_cut() {
    let whole = "%ASA-4-106023: Deny tcp src outside:203.0.113.66/44122 dst inside:198.51.100.23/3389 by access-group \
                 \"in\" [0x8ed66b60, 0xf8852875]";
    let all = show_facts(whole.as_bytes(), &read(whole.as_bytes()));
    for end in "%ASA-4-106023: ".len()..whole.len() {
        let line = &whole.as_bytes()[..end];
        for fact in show_facts(line, &read(line)) {
            let is_ours = ["message=", "diagnostic/cut_off="].iter().any(|name| fact.starts_with(name));
            assert!(is_ours || all.contains(&fact), "{fact} of {:?}", String::from_utf8_lossy(line));
        }
    }
    check(&[asa(
        "%ASA-4-106023: Deny tcp src outside:203.0.113.66/44122 dst inside:198.51",
        &["source.port=44122", "!destination.ip", "!destination.address", "diagnostic/cut_off="],
    )]);
}

#[test]
fn security_events_are_read_key_by_key() {
    check(&[
        asa(
            "%FTD-6-430003: FirstPacketSecond: 2026-11-20T09:30:01Z, AccessControlRuleAction: Block with reset, SrcIP: \
             198.51.100.24, DstIP: 203.0.113.80, Protocol: udp, AccessControlRuleName: Allow web, monitored, User: No \
             Authentication Required, URL: http://www.example.com/a, b, ResponderBytes: 20480",
            &[
                "Start/Rfc3339=2026-11-20T09:30:01Z",
                "event.type=denied",
                "network.transport=udp",
                "rule.name=Allow web, monitored",
                "User=No Authentication Required",
                "url.original=http://www.example.com/a, b",
                "destination.bytes=20480",
                "event.action=connection_end",
            ],
        ),
        asa("%NGIPS-1-430001: SID: 31978, Classification: A", &["rule.id=31978", "event.kind=alert"]),
    ]);
}
