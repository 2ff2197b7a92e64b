//! What vendors label the custom fields of CEF with.

use model::Field;

/// What a label of a custom field says that the field holds, whatever the label's case.
pub(super) fn find_label(label: &[u8]) -> Option<Field> {
    let row = LABELS.iter().find(|(name, _)| label.eq_ignore_ascii_case(name.as_bytes()));
    row.map(|(_, field)| *field)
}

static LABELS: [(&str, Field); 42] = [
    ("Rule", Field::RuleName),
    ("Rule Name", Field::RuleName),
    ("RuleName", Field::RuleName),
    ("Rule ID", Field::RuleId),
    ("RuleID", Field::RuleId),
    ("sid", Field::RuleId),
    ("sname", Field::RuleName),
    ("Signature", Field::RuleName),
    ("Protection Name", Field::RuleName),
    ("Threat Name", Field::ThreatIndicatorName),
    ("Malware Name", Field::ThreatIndicatorName),
    ("Source IPv6 Address", Field::SourceIp),
    ("Source IPv6", Field::SourceIp),
    ("Destination IPv6 Address", Field::DestinationIp),
    ("Destination IPv6", Field::DestinationIp),
    ("Device IPv6 Address", Field::ObserverIp),
    ("Source Zone", Field::ObserverIngressZone),
    ("Destination Zone", Field::ObserverEgressZone),
    ("FromZone", Field::ObserverIngressZone),
    ("ToZone", Field::ObserverEgressZone),
    ("SessionID", Field::SessionId),
    ("Session ID", Field::SessionId),
    ("Packets", Field::NetworkPackets),
    ("PacketsTotal", Field::NetworkPackets),
    ("Total bytes", Field::NetworkBytes),
    ("sha1", Field::FileHashSha1),
    ("SHA-1", Field::FileHashSha1),
    ("sha256", Field::FileHashSha256),
    ("SHA-256", Field::FileHashSha256),
    ("md5", Field::FileHashMd5),
    ("vlan", Field::NetworkVlanId),
    ("Vlan ID", Field::NetworkVlanId),
    ("cncHost", Field::DestinationAddress),
    ("Subject", Field::EmailSubject),
    ("Email Subject", Field::EmailSubject),
    ("CVE", Field::VulnerabilityId),
    ("Command Line", Field::ProcessCommandLine),
    ("CommandLine", Field::ProcessCommandLine),
    ("Parent Process", Field::ProcessParentExecutable),
    ("User Agent", Field::UserAgentOriginal),
    ("Host Name", Field::HostName),
    ("Agent ID", Field::HostId),
];
