//! The kernel's packet log.

use crate::{Case, check};

const fn packet(line: &'static str, facts: &'static [&'static str]) -> Case {
    Case { line, format: "netfilter.log", facts }
}

#[test]
fn reads_packets() {
    check(&[
        packet(
            "<4>Nov 20 10:11:12 gw1 kernel: [126140.629122] [UFW BLOCK] IN=eth0 OUT= MAC=52:54:00:00:00:01:52:54:00:12:35:02:08:00 SRC=192.0.2.7 DST=198.51.100.5 LEN=60 TOS=0x00 PREC=0x00 TTL=52 ID=4711 DF PROTO=TCP SPT=40000 DPT=22 WINDOW=64240 RES=0x00 SYN URGP=0",
            &[
                "event.action=block",
                "event.type=denied",
                "event.type=connection",
                "event.category=network",
                "event.outcome=failure",
                "rule.name=UFW BLOCK",
                "uptime=126140.629122",
                "observer.ingress.interface.name=eth0",
                "!observer.egress.interface.name",
                "destination.mac=52:54:00:00:00:01",
                "source.mac=52:54:00:12:35:02",
                "source.ip=192.0.2.7",
                "destination.ip=198.51.100.5",
                "source.port=40000",
                "destination.port=22",
                "network.transport=tcp",
                "network.direction=ingress",
                "flag=DF",
                "flag=SYN",
                "TTL=52",
                "LEN=60",
                "observer.type=firewall",
                "observer.hostname=gw1",
                "!host.hostname",
            ],
        ),
        packet(
            "<4>Nov 20 10:11:12 gw1 kernel: [UFW ALLOW] IN= OUT=eth0 SRC=2001:db8::1 DST=2001:db8::2 LEN=80 TC=0 HOPLIMIT=64 FLOWLBL=1 PROTO=UDP SPT=5353 DPT=53 LEN=40",
            &[
                "event.type=allowed",
                "event.outcome=success",
                "network.direction=egress",
                "LEN=80",
                "LEN_UDP=40",
                "source.ip=2001:db8::1",
            ],
        ),
        packet(
            "Nov 20 10:11:12 gw1 kernel: [UFW AUDIT] IN=eth0 OUT=eth1 SRC=192.0.2.1 DST=198.51.100.1 PROTO=ICMP TYPE=8 CODE=0",
            &["event.action=audit", "!event.outcome", "!network.direction", "network.transport=icmp", "TYPE=8"],
        ),
        packet(
            "Nov 20 10:11:12 gw1 kernel: [WAN_IN-default-D]IN=eth0 OUT=eth1 SRC=192.0.2.1 DST=198.51.100.1 PROTO=47",
            &[
                "event.action=drop",
                "rule.name=WAN_IN",
                "rule.id=default",
                "network.iana_number=47",
                "network.transport=gre",
            ],
        ),
        packet(
            "Nov 20 10:11:12 gw1 kernel: filter_IN_public_REJECT: IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.1 PROTO=TCP",
            &["event.action=reject", "rule.name=filter_IN_public_REJECT"],
        ),
        packet(
            "Nov 20 10:11:12 gw1 kernel: my rule IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.1 PROTO=TCP",
            &["event.action=packet", "event.type=info", "rule.name=my rule"],
        ),
    ]);
}

#[test]
fn keeps_what_is_damaged_or_quoted() {
    check(&[
        packet(
            "IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.1 PROTO=ICMP TYPE=3 CODE=1 [SRC=203.0.113.9 DST=203.0.113.8 PROTO=TCP SPT=1 DPT=2 ]",
            &[
                "source.ip=192.0.2.1",
                "destination.ip=198.51.100.1",
                "!source.port",
                "quoted=[SRC=203.0.113.9 DST=203.0.113.8 PROTO=TCP SPT=1 DPT=2 ]",
            ],
        ),
        packet(
            "IN=eth0 OUT= SRC=192.0.2.1 SRC=203.0.113.1 DST=198.51.100.1 PROTO=TCP SPT=x DPT=22",
            &[
                "source.ip=192.0.2.1",
                "SRC=203.0.113.1",
                "diagnostic/repeated=203.0.113.1",
                "SPT=x",
                "destination.port=22",
            ],
        ),
        packet(
            "IN=eth0 OUT= MAC=52:54 SRC=nonsense DST=198.51.100.1",
            &["MAC=52:54", "!source.mac", "SRC=nonsense", "!source.ip"],
        ),
        Case { line: "IN=eth0 OUT= SRC=192.0.2.1", format: "unknown", facts: &["!source.ip", "!IN"] },
        Case { line: "MAIN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2", format: "unknown", facts: &["!source.ip"] },
        Case { line: "IN=a SRC=192.0.2.1 DST=192.0.2.2", format: "unknown", facts: &["!source.ip"] },
    ]);
}
