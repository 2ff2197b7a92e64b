//! FortiGate.

use formats::read;
use stamp::Form;

use crate::{Case, check};

const fn fortigate(line: &'static str, facts: &'static [&'static str]) -> Case {
    Case { line, format: "fortinet.fortigate", facts }
}

#[test]
fn the_time_with_a_zone_counts() {
    // The line, the form that counts, the text of the zone.
    let cases = [
        ("date=2026-11-20 time=09:14:02 tz=\"+0100\" eventtime=1795162442 logid=1 type=event", Form::DateTime, "+0100"),
        ("tz=\"-0330\" time=09:14:02 logid=1 type=event date=2026-11-20", Form::DateTime, "-0330"),
        ("date=2026-11-20 time=09:14:02 eventtime=1795162442 logid=1 type=event", Form::Epoch, ""),
        ("date=2026-11-20 time=09:14:02 logid=1 type=event", Form::DateTime, ""),
        ("eventtime=1795162442123456789 logid=1 type=event", Form::Epoch, ""),
    ];
    for (line, form, zone) in cases {
        let record = read(line.as_bytes());
        let [time] = record.times.as_slice() else { panic!("{line}: {:?}", record.times) };
        assert_eq!(time.form, form, "{line}");
        let written = time.zone.map_or(&b""[..], |zone| zone.of(line.as_bytes()));
        assert_eq!(written, zone.as_bytes(), "{line}");
        if form == Form::DateTime {
            assert_eq!(time.span.of(line.as_bytes()), b"2026-11-20", "{line}");
            assert_eq!(time.time.map(|time| time.of(line.as_bytes())), Some(&b"09:14:02"[..]), "{line}");
        }
    }
}

#[test]
fn traffic_names_its_verdict_and_phase() {
    check(&[
        fortigate(
            "date=2026-11-20 time=09:14:02 logid=\"0000000013\" type=\"traffic\" action=\"deny\" proto=17 service=\"DNS\" \
             policyid=0 duration=2 transip=192.0.2.1 transport=40533 tranip=198.51.100.40 tranport=8443",
            &[
                "event.type=denied",
                "event.type=end",
                "event.outcome=failure",
                "network.transport=udp",
                "network.protocol=dns",
                "rule.id=0",
                "event.duration=2000000000",
                "source.nat.ip=192.0.2.1",
                "source.nat.port=40533",
                "destination.nat.ip=198.51.100.40",
                "destination.nat.port=8443",
            ],
        ),
        fortigate(
            "date=2026-11-20 time=09:14:02 logid=0000000015 type=traffic action=start service=\"udp/1235\"",
            &["event.type=start", "event.outcome=success", "service=udp/1235", "!network.protocol"],
        ),
        fortigate(
            "date=2026-11-20 time=09:14:02 logid=0000000011 type=traffic action=ip-conn",
            &["event.type=allowed", "event.outcome=failure"],
        ),
    ]);
}

#[test]
fn what_says_nothing_means_nothing() {
    check(&[fortigate(
        "date=2026-11-20 time=09:14:02 logid=1 type=event user=\"N/A\" group=\"\" srccountry=\"Reserved\" own=\"N/A\" \
         ipaddr=\"203.0.113.66, 203.0.113.67\" srcip=host",
        &[
            "user=N/A",
            "!user.name",
            "!group.name",
            "!source.geo.country_name",
            "own=N/A",
            "ipaddr=203.0.113.66, 203.0.113.67",
            "srcip=host",
        ],
    )]);
}

#[test]
fn the_far_end_is_the_source_unless_we_began() {
    check(&[
        fortigate(
            "date=2026-11-20 time=09:14:02 logid=1 type=event subtype=vpn action=tunnel-up remip=203.0.113.66 \
             tunnelip=198.51.100.200 user=\"vera\"",
            &["source.ip=203.0.113.66", "related.ip=198.51.100.200", "event.outcome=success", "event.type=start"],
        ),
        fortigate(
            "date=2026-11-20 time=09:14:02 logid=1 type=event subtype=vpn remip=203.0.113.200 locip=192.0.2.1 \
             remport=500 locport=4500 init=local xauthuser=vera",
            &[
                "source.ip=192.0.2.1",
                "source.port=4500",
                "destination.ip=203.0.113.200",
                "destination.port=500",
                "user.name=vera",
            ],
        ),
        fortigate(
            "date=2026-11-20 time=09:14:02 logid=1 type=event subtype=system action=login status=failed \
             ui=\"https(198.51.100.7)\"",
            &["source.ip=198.51.100.7", "event.category=authentication", "event.outcome=failure"],
        ),
        fortigate(
            "date=2026-11-20 time=09:14:02 logid=1 type=event subtype=system action=Edit cfgpath=firewall.policy \
             ui=jsconsole",
            &["event.category=configuration", "event.type=change", "!source.ip"],
        ),
    ]);
}

#[test]
fn a_signature_is_the_rule() {
    check(&[
        fortigate(
            "date=2026-11-20 time=09:14:02 logid=1 type=utm subtype=ips action=dropped policyid=7 policyname=\"open\" \
             attackid=51006 attack=\"Log4j\" cve=\"CVE-2021-44228\" direction=incoming",
            &[
                "rule.id=51006",
                "rule.name=Log4j",
                "policyid=7",
                "vulnerability.id=CVE-2021-44228",
                "event.kind=alert",
                "event.type=denied",
                "network.direction=inbound",
            ],
        ),
        fortigate(
            "date=2026-11-20 time=09:14:02 logid=1 type=utm subtype=webfilter action=passthrough policyid=7 \
             policyname=\"open\"",
            &["rule.id=7", "rule.name=open", "event.category=web", "event.type=allowed"],
        ),
    ]);
}

#[test]
fn damage_is_named_and_kept() {
    check(&[
        fortigate(
            "date=2026-11-20 time=09:14:02 logid=1 type=event user=\"cut",
            &["user=cut", "!user.name", "diagnostic/cut_off=cut"],
        ),
        fortigate(
            "date=2026-11-20 time=09:14:02 logid=1 type=event action=login action=logout",
            &["action=login", "action=logout", "!event.action", "diagnostic/repeated=logout"],
        ),
        fortigate(
            "date=2026-11-20 time=09:14:02 logid=1 type=event stray srcip=198.51.100.23",
            &["source.ip=198.51.100.23", "diagnostic/value=stray"],
        ),
        Case { line: "date=2026-11-20 log_id=1 type=traffic", format: "unknown", facts: &[] },
        Case { line: "level=info msg=\"logid=1 type=2\"", format: "logfmt.lines", facts: &[] },
    ]);
}

#[test]
fn null_in_an_object_names_nobody() {
    check(&[
        Case {
            line: r#"{"date":"2026-11-20","time":"09:14:02","logid":"1","type":"event","subtype":"user","devid":"FG1","user":null,"srcip":null}"#,
            format: "fortinet.fortigate",
            facts: &["user=null", "!user.name", "!source.ip"],
        },
        Case {
            line: r#"{"product":"VPN-1 & FireWall-1","loguid":"{0x1}","action":"Accept","origin":"192.0.2.1","src":"198.51.100.2","user":null,"src_user_name":null}"#,
            format: "checkpoint.firewall",
            facts: &["source.ip=198.51.100.2", "!user.name", "!source.user.name", "user=null", "src_user_name=null"],
        },
    ]);
}
