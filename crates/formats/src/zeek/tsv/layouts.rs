//! The shapes of Zeek's logs: which columns they have, and what can stand in each.

use crate::syntax::cut::{is_ip, is_number};
use crate::syntax::scan::find_text;

/// A column.
pub(super) struct Column {
    /// Its name in `#fields`.
    pub(super) name: &'static str,
    /// What can stand in it: see [`fits`].
    kind: u8,
    /// True for a set or vector, whose values stand apart by commas.
    pub(super) is_set: bool,
}

/// The columns of one log in one of its versions.
pub(super) struct Layout {
    /// The log.
    pub(super) path: &'static str,
    /// How many columns there are at least: later versions and scripts add some at the end.
    count_min: usize,
    /// How many at most: shapes that hardly differ from others allow none that are not known.
    count_max: usize,
    /// Its columns.
    pub(super) columns: &'static [Column],
}

const fn c(name: &'static str, kind: u8) -> Column {
    Column { name, kind, is_set: kind == b'l' }
}

/// The first layout that a line's columns fit.
pub(super) fn find_layout(columns: &[&[u8]]) -> Option<&'static Layout> {
    LAYOUTS.iter().find(|layout| {
        (layout.count_min..=layout.count_max).contains(&columns.len())
            && columns.iter().zip(layout.columns).all(|(value, column)| fits(column.kind, value))
    })
}

/// True where a value can stand in a column of a kind. Kinds in lower case and the address's `A` allow `-`, for unset.
fn fits(kind: u8, value: &[u8]) -> bool {
    if value == b"-" && matches!(kind, b'b' | b'f' | b'm' | b'n' | b'p' | b'u' | b'A' | b'M' | b'W') {
        return true;
    }
    let begins = |words: &[&str]| words.iter().any(|word| value.starts_with(word.as_bytes()));
    match kind {
        b'a' | b'A' => is_ip(value) || value == b"-" && kind == b'a',
        b'b' => matches!(value, b"T" | b"F"),
        b'f' => value.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'e')),
        b'm' => value.len() == 17 && value.get(2) == Some(&b':'),
        b'n' => is_number(value),
        b'p' => matches!(value, b"tcp" | b"udp" | b"icmp" | b"unknown_transport"),
        b'u' | b'U' => {
            value.starts_with(b"C") && value.len() >= 8 && value.iter().all(u8::is_ascii_alphanumeric)
                || value.len() >= 8 && kind == b'U' && value.iter().all(u8::is_ascii_alphanumeric)
        }
        b'B' => value.starts_with(b"SMB::"),
        b'C' => matches!(
            value,
            b"S0"
                | b"S1"
                | b"SF"
                | b"REJ"
                | b"S2"
                | b"S3"
                | b"RSTO"
                | b"RSTR"
                | b"RSTOS0"
                | b"RSTRH"
                | b"SH"
                | b"SHR"
                | b"OTH"
        ),
        b'D' => begins(&["CN=", "C=", "O=", "OU=", "emailAddress=", "ST=", "L=", "DC=", "serialNumber="]),
        b'F' => value.starts_with(b"F") && value.len() >= 10,
        b'K' => matches!(value, b"AS" | b"TGS"),
        b'M' => !value.is_empty() && value.iter().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'-' | b'_')),
        b'N' => find_text(value, b"::").is_some(),
        b'P' => begins(&["\\\\"]),
        b'R' => matches!(value, b"success" | b"failed" | b"unknown"),
        b'S' => value.starts_with(b"SSH-"),
        b'T' => value.starts_with(b"Tunnel::"),
        b'V' => begins(&["TLSv", "SSLv", "DTLSv", "unknown-"]),
        b'W' => matches!(value, b"1" | b"2c" | b"3"),
        b'X' => !value.is_empty() && value.iter().all(u8::is_ascii_hexdigit),
        _ => true,
    }
}

/// What most logs begin with.
#[rustfmt::skip]
pub(super) const HEAD: &[Column] = &[
    c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'), c("id.resp_p", b'n'),
];

/// The more particular stand first.
#[rustfmt::skip]
static LAYOUTS: [Layout; 41] = [
    Layout { path: "conn", count_min: 18, count_max: 33, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("proto", b'p'), c("service", b's'), c("duration", b'f'), c("orig_bytes", b'n'),
        c("resp_bytes", b'n'), c("conn_state", b'C'), c("local_orig", b'b'), c("local_resp", b'b'),
        c("missed_bytes", b'n'), c("history", b's'), c("orig_pkts", b'n'), c("orig_ip_bytes", b'n'),
        c("resp_pkts", b'n'), c("resp_ip_bytes", b'n'), c("tunnel_parents", b'l'),
    ] },
    Layout { path: "conn", count_min: 17, count_max: 32, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("proto", b'p'), c("service", b's'), c("duration", b'f'), c("orig_bytes", b'n'),
        c("resp_bytes", b'n'), c("conn_state", b'C'), c("local_orig", b'b'), c("missed_bytes", b'n'),
        c("history", b's'), c("orig_pkts", b'n'), c("orig_ip_bytes", b'n'), c("resp_pkts", b'n'),
        c("resp_ip_bytes", b'n'), c("tunnel_parents", b'l'),
    ] },
    Layout { path: "dns", count_min: 23, count_max: 36, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("proto", b'p'), c("trans_id", b'n'), c("rtt", b'f'), c("query", b's'),
        c("qclass", b'n'), c("qclass_name", b's'), c("qtype", b'n'), c("qtype_name", b's'), c("rcode", b'n'),
        c("rcode_name", b's'), c("AA", b'b'), c("TC", b'b'), c("RD", b'b'), c("RA", b'b'), c("Z", b'n'),
        c("answers", b'l'), c("TTLs", b'l'), c("rejected", b'b'),
    ] },
    Layout { path: "dns", count_min: 22, count_max: 35, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("proto", b'p'), c("trans_id", b'n'), c("query", b's'), c("qclass", b'n'),
        c("qclass_name", b's'), c("qtype", b'n'), c("qtype_name", b's'), c("rcode", b'n'), c("rcode_name", b's'),
        c("AA", b'b'), c("TC", b'b'), c("RD", b'b'), c("RA", b'b'), c("Z", b'n'), c("answers", b'l'),
        c("TTLs", b'l'), c("rejected", b'b'),
    ] },
    Layout { path: "http", count_min: 26, count_max: 42, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("trans_depth", b'n'), c("method", b'M'), c("host", b's'), c("uri", b's'),
        c("referrer", b's'), c("version", b's'), c("user_agent", b's'), c("origin", b's'),
        c("request_body_len", b'n'), c("response_body_len", b'n'), c("status_code", b'n'), c("status_msg", b's'),
        c("info_code", b'n'), c("info_msg", b's'), c("tags", b'l'), c("username", b's'), c("password", b's'),
        c("proxied", b'l'), c("orig_fuids", b'l'), c("orig_filenames", b'l'), c("orig_mime_types", b'l'),
        c("resp_fuids", b'l'), c("resp_filenames", b'l'), c("resp_mime_types", b'l'),
    ] },
    Layout { path: "http", count_min: 24, count_max: 41, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("trans_depth", b'n'), c("method", b'M'), c("host", b's'), c("uri", b's'),
        c("referrer", b's'), c("version", b's'), c("user_agent", b's'), c("request_body_len", b'n'),
        c("response_body_len", b'n'), c("status_code", b'n'), c("status_msg", b's'), c("info_code", b'n'),
        c("info_msg", b's'), c("tags", b'l'), c("username", b's'), c("password", b's'), c("proxied", b'l'),
        c("orig_fuids", b'l'), c("orig_filenames", b'l'), c("orig_mime_types", b'l'), c("resp_fuids", b'l'),
        c("resp_filenames", b'l'), c("resp_mime_types", b'l'),
    ] },
    Layout { path: "http", count_min: 21, count_max: 39, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("trans_depth", b'n'), c("method", b'M'), c("host", b's'), c("uri", b's'),
        c("referrer", b's'), c("user_agent", b's'), c("request_body_len", b'n'), c("response_body_len", b'n'),
        c("status_code", b'n'), c("status_msg", b's'), c("info_code", b'n'), c("info_msg", b's'),
        c("filename", b's'), c("tags", b'l'), c("username", b's'), c("password", b's'), c("proxied", b'l'),
        c("orig_fuids", b'l'), c("orig_mime_types", b'l'), c("resp_fuids", b'l'), c("resp_mime_types", b'l'),
    ] },
    Layout { path: "ssl", count_min: 16, count_max: 30, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("version", b'V'), c("cipher", b's'), c("curve", b's'), c("server_name", b's'),
        c("resumed", b'b'), c("last_alert", b's'), c("next_protocol", b's'), c("established", b'b'),
        c("ssl_history", b's'), c("cert_chain_fps", b'l'), c("client_cert_chain_fps", b'l'),
        c("sni_matches_cert", b'b'),
    ] },
    Layout { path: "ssl", count_min: 18, count_max: 32, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("version", b'V'), c("cipher", b's'), c("curve", b's'), c("server_name", b's'),
        c("resumed", b'b'), c("last_alert", b's'), c("next_protocol", b's'), c("established", b'b'),
        c("cert_chain_fuids", b'l'), c("client_cert_chain_fuids", b'l'), c("subject", b's'), c("issuer", b's'),
        c("client_subject", b's'), c("client_issuer", b's'),
    ] },
    Layout { path: "ssh", count_min: 17, count_max: 30, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("version", b'n'), c("auth_success", b'b'), c("auth_attempts", b'n'),
        c("direction", b's'), c("client", b'S'), c("server", b's'), c("cipher_alg", b's'), c("mac_alg", b's'),
        c("compression_alg", b's'), c("kex_alg", b's'), c("host_key_alg", b's'), c("host_key", b's'),
    ] },
    Layout { path: "ssh", count_min: 16, count_max: 29, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("version", b'n'), c("auth_success", b'b'), c("direction", b's'), c("client", b'S'),
        c("server", b's'), c("cipher_alg", b's'), c("mac_alg", b's'), c("compression_alg", b's'), c("kex_alg", b's'),
        c("host_key_alg", b's'), c("host_key", b's'),
    ] },
    Layout { path: "kerberos", count_min: 18, count_max: 32, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("request_type", b'K'), c("client", b's'), c("service", b's'), c("success", b'b'),
        c("error_msg", b's'), c("from", b'f'), c("till", b'f'), c("cipher", b's'), c("forwardable", b'b'),
        c("renewable", b'b'), c("client_cert_subject", b's'), c("client_cert_fuid", b's'),
        c("server_cert_subject", b's'), c("server_cert_fuid", b's'),
    ] },
    Layout { path: "smb_files", count_min: 16, count_max: 28, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("fuid", b's'), c("action", b'B'), c("path", b's'), c("name", b's'), c("size", b'n'),
        c("prev_name", b's'), c("times.modified", b'f'), c("times.accessed", b'f'), c("times.created", b'f'),
        c("times.changed", b'f'),
    ] },
    Layout { path: "smb_mapping", count_min: 10, count_max: 22, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("path", b'P'), c("service", b's'), c("native_file_system", b's'),
        c("share_type", b's'),
    ] },
    Layout { path: "tunnel", count_min: 8, count_max: 20, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("tunnel_type", b's'), c("action", b'T'),
    ] },
    Layout { path: "notice", count_min: 19, count_max: 32, columns: &[
        c("ts", b'f'), c("uid", b'u'), c("id.orig_h", b'A'), c("id.orig_p", b'n'), c("id.resp_h", b'A'),
        c("id.resp_p", b'n'), c("fuid", b's'), c("file_mime_type", b's'), c("file_desc", b's'), c("proto", b's'),
        c("note", b'N'), c("msg", b's'), c("sub", b's'), c("src", b'A'), c("dst", b'A'), c("p", b'n'), c("n", b'n'),
        c("peer_descr", b's'), c("actions", b'l'), c("suppress_for", b'f'),
    ] },
    Layout { path: "files", count_min: 24, count_max: 39, columns: &[
        c("ts", b'f'), c("fuid", b'F'), c("uid", b'u'), c("id.orig_h", b'A'), c("id.orig_p", b'n'),
        c("id.resp_h", b'A'), c("id.resp_p", b'n'), c("source", b's'), c("depth", b'n'), c("analyzers", b'l'),
        c("mime_type", b's'), c("filename", b's'), c("duration", b'f'), c("local_orig", b'b'), c("is_orig", b'b'),
        c("seen_bytes", b'n'), c("total_bytes", b'n'), c("missing_bytes", b'n'), c("overflow_bytes", b'n'),
        c("timedout", b'b'), c("parent_fuid", b's'), c("md5", b's'), c("sha1", b's'), c("sha256", b's'),
        c("extracted", b's'), c("extracted_cutoff", b'b'), c("extracted_size", b'n'),
    ] },
    Layout { path: "files", count_min: 22, count_max: 37, columns: &[
        c("ts", b'f'), c("fuid", b'F'), c("tx_hosts", b'l'), c("rx_hosts", b'l'), c("conn_uids", b'l'),
        c("source", b's'), c("depth", b'n'), c("analyzers", b'l'), c("mime_type", b's'), c("filename", b's'),
        c("duration", b'f'), c("local_orig", b'b'), c("is_orig", b'b'), c("seen_bytes", b'n'),
        c("total_bytes", b'n'), c("missing_bytes", b'n'), c("overflow_bytes", b'n'), c("timedout", b'b'),
        c("parent_fuid", b's'), c("md5", b's'), c("sha1", b's'), c("sha256", b's'), c("extracted", b's'),
        c("extracted_cutoff", b'b'), c("extracted_size", b'n'),
    ] },
    Layout { path: "x509", count_min: 20, count_max: 32, columns: &[
        c("ts", b'f'), c("fingerprint", b's'), c("certificate.version", b'n'), c("certificate.serial", b'X'),
        c("certificate.subject", b'D'), c("certificate.issuer", b'D'), c("certificate.not_valid_before", b'f'),
        c("certificate.not_valid_after", b'f'), c("certificate.key_alg", b's'), c("certificate.sig_alg", b's'),
        c("certificate.key_type", b's'), c("certificate.key_length", b'n'), c("certificate.exponent", b's'),
        c("certificate.curve", b's'), c("san.dns", b'l'), c("san.uri", b'l'), c("san.email", b'l'),
        c("san.ip", b'l'), c("basic_constraints.ca", b'b'), c("basic_constraints.path_len", b'n'),
    ] },
    Layout { path: "software", count_min: 11, count_max: 23, columns: &[
        c("ts", b'f'), c("host", b'a'), c("host_p", b'n'), c("software_type", b'N'), c("name", b's'),
        c("version.major", b'n'), c("version.minor", b'n'), c("version.minor2", b'n'), c("version.minor3", b'n'),
        c("version.addl", b's'), c("unparsed_version", b's'),
    ] },
    Layout { path: "intel", count_min: 14, count_max: 15, columns: &[
        c("ts", b'f'), c("uid", b'u'), c("id.orig_h", b'A'), c("id.orig_p", b'n'), c("id.resp_h", b'A'),
        c("id.resp_p", b'n'), c("seen.indicator", b's'), c("seen.indicator_type", b'N'), c("seen.where", b'N'),
        c("seen.node", b's'), c("matched", b'l'), c("sources", b'l'), c("fuid", b's'), c("file_mime_type", b's'),
        c("file_desc", b's'),
    ] },
    Layout { path: "intel", count_min: 13, count_max: 15, columns: &[
        c("ts", b'f'), c("uid", b'u'), c("id.orig_h", b'A'), c("id.orig_p", b'n'), c("id.resp_h", b'A'),
        c("id.resp_p", b'n'), c("fuid", b's'), c("file_mime_type", b's'), c("file_desc", b's'), c("seen.indicator", b's'),
        c("seen.indicator_type", b'N'), c("seen.where", b'N'), c("seen.node", b's'), c("matched", b'l'),
        c("sources", b'l'),
    ] },
    Layout { path: "radius", count_min: 14, count_max: 14, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("username", b's'), c("mac", b'm'), c("framed_addr", b'A'), c("tunnel_client", b's'),
        c("connect_info", b's'), c("reply_msg", b's'), c("result", b'R'), c("ttl", b'f'),
    ] },
    Layout { path: "dhcp", count_min: 10, count_max: 10, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("mac", b'm'), c("assigned_ip", b'A'), c("lease_time", b'f'), c("trans_id", b'n'),
    ] },
    Layout { path: "smtp", count_min: 25, count_max: 27, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("trans_depth", b'n'), c("helo", b's'), c("mailfrom", b's'), c("rcptto", b'l'),
        c("date", b's'), c("from", b's'), c("to", b'l'), c("cc", b'l'), c("reply_to", b's'), c("msg_id", b's'),
        c("in_reply_to", b's'), c("subject", b's'), c("x_originating_ip", b'a'), c("first_received", b's'),
        c("second_received", b's'), c("last_reply", b's'), c("path", b'l'), c("user_agent", b's'), c("tls", b'b'),
        c("fuids", b'l'), c("is_webmail", b'b'),
    ] },
    Layout { path: "ftp", count_min: 19, count_max: 19, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("user", b's'), c("password", b's'), c("command", b's'), c("arg", b's'),
        c("mime_type", b's'), c("file_size", b'n'), c("reply_code", b'n'), c("reply_msg", b's'),
        c("data_channel.passive", b'b'), c("data_channel.orig_h", b'a'), c("data_channel.resp_h", b'a'),
        c("data_channel.resp_p", b'n'), c("fuid", b's'),
    ] },
    Layout { path: "ntlm", count_min: 13, count_max: 13, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("username", b's'), c("hostname", b's'), c("domainname", b's'),
        c("server_nb_computer_name", b's'), c("server_dns_computer_name", b's'), c("server_tree_name", b's'),
        c("success", b'b'),
    ] },
    Layout { path: "rdp", count_min: 21, count_max: 22, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("cookie", b's'), c("result", b's'), c("security_protocol", b's'),
        c("client_channels", b'l'), c("keyboard_layout", b's'), c("client_build", b's'), c("client_name", b's'),
        c("client_dig_product_id", b's'), c("desktop_width", b'n'), c("desktop_height", b'n'),
        c("requested_color_depth", b's'), c("cert_type", b's'), c("cert_count", b'n'), c("cert_permanent", b'b'),
        c("encryption_level", b's'), c("encryption_method", b's'),
    ] },
    Layout { path: "dce_rpc", count_min: 10, count_max: 10, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("rtt", b'f'), c("named_pipe", b's'), c("endpoint", b's'), c("operation", b's'),
    ] },
    Layout { path: "sip", count_min: 27, count_max: 27, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("trans_depth", b'n'), c("method", b's'), c("uri", b's'), c("date", b's'),
        c("request_from", b's'), c("request_to", b's'), c("response_from", b's'), c("response_to", b's'),
        c("reply_to", b's'), c("call_id", b's'), c("seq", b's'), c("subject", b's'), c("request_path", b'l'),
        c("response_path", b'l'), c("user_agent", b's'), c("status_code", b'n'), c("status_msg", b's'),
        c("warning", b's'), c("request_body_len", b'n'), c("response_body_len", b'n'), c("content_type", b's'),
    ] },
    Layout { path: "snmp", count_min: 15, count_max: 15, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("duration", b'f'), c("version", b'W'), c("community", b's'), c("get_requests", b'n'),
        c("get_bulk_requests", b'n'), c("get_responses", b'n'), c("set_requests", b'n'), c("display_string", b's'),
        c("up_since", b'f'),
    ] },
    Layout { path: "syslog", count_min: 10, count_max: 10, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("proto", b'p'), c("facility", b'M'), c("severity", b's'), c("message", b's'),
    ] },
    Layout { path: "mysql", count_min: 11, count_max: 11, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("cmd", b's'), c("arg", b's'), c("success", b'b'), c("rows", b'n'),
        c("response", b's'),
    ] },
    Layout { path: "irc", count_min: 14, count_max: 15, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("nick", b's'), c("user", b's'), c("command", b's'), c("value", b's'),
        c("addl", b's'), c("dcc_file_name", b's'), c("dcc_file_size", b'n'), c("dcc_mime_type", b's'),
        c("fuid", b's'),
    ] },
    Layout { path: "modbus", count_min: 8, count_max: 8, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("func", b'M'), c("exception", b's'),
    ] },
    Layout { path: "socks", count_min: 16, count_max: 16, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("version", b'n'), c("user", b's'), c("password", b's'), c("status", b's'),
        c("request.host", b'a'), c("request.name", b's'), c("request_p", b'n'), c("bound.host", b'a'),
        c("bound.name", b's'), c("bound_p", b'n'),
    ] },
    Layout { path: "weird", count_min: 10, count_max: 11, columns: &[
        c("ts", b'f'), c("uid", b'U'), c("id.orig_h", b'a'), c("id.orig_p", b'n'), c("id.resp_h", b'a'),
        c("id.resp_p", b'n'), c("name", b's'), c("addl", b's'), c("notice", b'b'), c("peer", b's'),
        c("source", b's'),
    ] },
    Layout { path: "weird", count_min: 10, count_max: 11, columns: &[
        c("ts", b'f'), c("uid", b'u'), c("id.orig_h", b'A'), c("id.orig_p", b'n'), c("id.resp_h", b'A'),
        c("id.resp_p", b'n'), c("name", b's'), c("addl", b's'), c("notice", b'b'), c("peer", b's'),
        c("source", b's'),
    ] },
    Layout { path: "dhcp", count_min: 15, count_max: 15, columns: &[
        c("ts", b'f'), c("uids", b'l'), c("client_addr", b'A'), c("server_addr", b'A'), c("mac", b'm'),
        c("host_name", b's'), c("client_fqdn", b's'), c("domain", b's'), c("requested_addr", b'A'),
        c("assigned_addr", b'A'), c("lease_time", b'f'), c("client_message", b's'), c("server_message", b's'),
        c("msg_types", b'l'), c("duration", b'f'),
    ] },
    Layout { path: "known_services", count_min: 5, count_max: 5, columns: &[
        c("ts", b'f'), c("host", b'a'), c("port_num", b'n'), c("port_proto", b'p'), c("service", b'l'),
    ] },
    Layout { path: "known_hosts", count_min: 2, count_max: 2, columns: &[c("ts", b'f'), c("host", b'a')] },
];
