//! What configurations are taken, and what they mean where they say nothing.

use connectors::file::ImportLimits;
use connectors::syslog_tcp::{SyslogTcpConfig, TcpFraming};
use connectors::syslog_udp::SyslogUdpConfig;
use model::FeedKind;

#[test]
fn a_missing_key_takes_its_default() {
    let tcp: SyslogTcpConfig =
        serde_json::from_str(r#"{"listen": "192.0.2.1:601", "zone": "Europe/Berlin", "framing": "octet_counting"}"#)
            .expect("a right configuration");
    let expected = SyslogTcpConfig {
        listen: "192.0.2.1:601".parse().expect("an address"),
        zone: Some("Europe/Berlin".into()),
        framing: TcpFraming::OctetCounting,
        ..SyslogTcpConfig::default()
    };
    assert_eq!(tcp, expected);
    assert_eq!(tcp.feed().kind, FeedKind::SyslogTcp);
    assert_eq!(tcp.feed().zone.as_deref(), Some("Europe/Berlin"));

    let udp: SyslogUdpConfig = serde_json::from_str(r#"{"peers_max": 3}"#).expect("a right configuration");
    assert_eq!(udp, SyslogUdpConfig { peers_max: 3, ..SyslogUdpConfig::default() });
    assert!(udp.listen.ip().is_loopback(), "plain text is not taken from the network unasked");
    assert_eq!(udp.feed().kind, FeedKind::SyslogUdp);
}

#[test]
fn an_unknown_key_is_an_error_that_names_it() {
    let errors = [
        serde_json::from_str::<SyslogTcpConfig>(r#"{"frame_byte_max": 1}"#).map(drop),
        serde_json::from_str::<SyslogUdpConfig>(r#"{"frame_byte_max": 1}"#).map(drop),
        serde_json::from_str::<ImportLimits>(r#"{"frame_byte_max": 1}"#).map(drop),
    ];
    for error in errors {
        let error = error.expect_err("an unknown key").to_string();
        assert!(error.contains("frame_byte_max"), "{error}");
    }
}
