//! What IP carries, by any of its names.

/// ECS's word and IANA's number for a protocol by its name or number.
pub(crate) fn find_protocol(text: &[u8]) -> Option<(&'static str, &'static str)> {
    const WORDS: [(&str, &str, &str); 14] = [
        ("tcp", "tcp", "6"),
        ("udp", "udp", "17"),
        ("icmp", "icmp", "1"),
        ("ipv6-icmp", "ipv6-icmp", "58"),
        ("icmp6", "ipv6-icmp", "58"),
        ("icmpv6", "ipv6-icmp", "58"),
        ("gre", "gre", "47"),
        ("esp", "esp", "50"),
        ("ah", "ah", "51"),
        ("sctp", "sctp", "132"),
        ("igmp", "igmp", "2"),
        ("ospf", "ospf", "89"),
        ("eigrp", "eigrp", "88"),
        ("pim", "pim", "103"),
    ];
    let row =
        WORDS.iter().find(|(name, _, number)| text.eq_ignore_ascii_case(name.as_bytes()) || text == number.as_bytes());
    row.map(|(_, word, number)| (*word, *number))
}
