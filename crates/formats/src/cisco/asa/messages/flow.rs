//! Connections, translations and what passed through them.

use super::{BEGUN, DECIDED, DENIED, ENDED, Row, SEEN, one};

/// By number.
#[rustfmt::skip] // One form a line, as Cisco's list has them.
pub(super) static ROWS: &[Row] = &[
    one(302013, "connection_start", BEGUN, BUILT),
    one(302014, "connection_end", ENDED, TEARDOWN),
    one(302015, "connection_start", BEGUN, BUILT),
    one(302016, "connection_end", ENDED, TEARDOWN),
    one(302017, "connection_start", BEGUN, "Built {direction} {protocol} connection {connection_id} from {first} to {second}[ ({user.name})]"),
    one(302018, "connection_end", ENDED, "Teardown {protocol} connection {connection_id} from {first} to {second} duration {duration} bytes {network.bytes}[ ({user.name})]"),
    one(302020, "connection_start", BEGUN, "Built {direction} {protocol} connection for faddr {faddr} gaddr {gaddr} laddr {laddr}[ ({user.name})][ type {icmp_type} code {icmp_code}]"),
    one(302020, "connection_start", BEGUN, "Built {direction} {protocol} connection {connection_id} for {first} to {second}"),
    one(302021, "connection_end", ENDED, "Teardown {protocol} connection for faddr {faddr} gaddr {gaddr} laddr {laddr}[ ({user.name})][ type {icmp_type} code {icmp_code}]"),
    one(302021, "connection_end", ENDED, "Teardown {protocol} connection {connection_id} from {first} to {second}"),
    one(302022, "connection_start", BEGUN, STUB_BUILT),
    one(302023, "connection_end", ENDED, STUB_TEARDOWN),
    one(302024, "connection_start", BEGUN, STUB_BUILT),
    one(302025, "connection_end", ENDED, STUB_TEARDOWN),
    one(302026, "connection_start", BEGUN, STUB_BUILT),
    one(302027, "connection_end", ENDED, STUB_TEARDOWN),
    one(302033, "preallocate", BEGUN, "Pre-allocated {application} Connection for faddr {destination} to laddr {source}"),
    one(302035, "connection_start", BEGUN, BUILT),
    one(302036, "connection_end", ENDED, TEARDOWN),
    one(302303, "connection_start", BEGUN, "Built {protocol} state-bypass connection {connection_id} from {source} to {destination}"),
    one(302304, "connection_end", ENDED, "Teardown {protocol} state-bypass connection {connection_id} from {source} to {destination} duration {duration} bytes {network.bytes}[ {event.reason*}]"),
    one(303002, "ftp_transfer", SEEN, "{network.application} connection from {source} to {destination}, user {user.name} {ftp_action} file {file.path*}"),
    one(304001, "access_url", BEGUN, "[{user.name}@]{source} Accessed URL {destination.ip}:{url.original*}"),
    one(304002, "access_url", DENIED, "Access denied URL {url.original} SRC {source} DEST {destination}[ on interface {observer.ingress.interface.name}]"),
    one(305005, "connection_deny", DENIED, "No translation group found for {protocol} src {source} dst {destination}[ ][(type {icmp_type}, code {icmp_code})]"),
    one(305006, "translation_failed", DENIED, "{translation_kind} translation creation failed for {protocol} src {source} dst {destination}[ ][(type {icmp_type}, code {icmp_code})]"),
    one(305009, "translation_start", SEEN, "Built {translation_kind} translation from {source} to {translated}"),
    one(305010, "translation_end", SEEN, "Teardown {translation_kind} translation from {source} to {translated} duration {duration}"),
    one(305011, "translation_start", SEEN, "Built {translation_kind} {protocol} translation from {source} to {translated}"),
    one(305012, "translation_end", SEEN, "Teardown {translation_kind} {protocol} translation from {source} to {translated} duration {duration}"),
    one(305013, "connection_deny", DENIED, "Asymmetric NAT rules matched for forward and reverse flows; Connection for {protocol} src {source} dst {destination} denied due to {event.reason*}"),
    one(305014, "port_block_start", SEEN, "Allocated {protocol} block of ports for translation from {source} to {translated}"),
    one(305015, "port_block_end", SEEN, "Released {protocol} block of ports for translation from {source} to {translated}"),
    one(305016, "translation_failed", DENIED, "Unable to create {protocol} connection from {source} to {destination} due to {event.reason*}"),
    one(305017, "port_block", SEEN, "Pba-interim-logging: Active {protocol} block of ports for translation from {source} to {translated}"),
    one(302010, "connection_count", SEEN, "{connections} in use, {connections_most} most used"),
    one(302305, "connection_start", BEGUN, "Built {protocol} state-bypass connection {connection_id} from {source} to {destination}"),
    one(302306, "connection_end", ENDED, "Teardown {protocol} state-bypass connection {connection_id} from {source} to {destination} duration {duration} bytes {network.bytes}[ {event.reason*}]"),
    one(607001, "preallocate", SEEN, "Pre-allocate SIP {sip_connection} secondary channel for {source} to {destination} from {sip_message} message"),
    one(608001, "preallocate", SEEN, "Pre-allocate Skinny {skinny_connection} secondary channel for {source} to {destination} from {skinny_message} message"),
    one(609001, "local_host_start", SEEN, "Built local-host {source}"),
    one(609002, "local_host_end", SEEN, "Teardown local-host {source} duration {duration}"),
    one(725001, "tls_handshake_begun", SEEN, "Starting SSL handshake with {tls_peer} {source} to {destination} for {tls.version} session"),
    one(725002, "tls_handshake_done", DECIDED, "Device completed SSL handshake with {tls_peer} {source} to {destination} for {tls.version} session"),
    one(725003, "tls_resume", SEEN, "SSL {tls_peer} {source} to {destination} request to resume previous session"),
    one(725006, "tls_handshake_failed", DENIED, "Device failed SSL handshake with {tls_peer} {source}[ to {destination}]"),
    one(725007, "tls_ended", ENDED, "SSL session with {tls_peer} {source} to {destination} terminated"),
    one(805001, "offloaded", SEEN, "{protocol} Flow is offloaded for connection {connection_id} from {source} to {destination}"),
    one(805002, "offload_ended", SEEN, "{protocol} Flow is no longer offloaded for connection {connection_id} from {source} to {destination}"),
];

const BUILT: &str =
    "Built {direction} [Probe ]{protocol} connection {connection_id} for {first} to {second}[ ({user.name})]";
const TEARDOWN: &str = "Teardown [Probe ]{protocol} connection {connection_id} for {first}[ {first_identity}] to {second}[ {second_identity}] duration {duration} bytes {network.bytes}[ {event.reason} ({user.name})][ ({user.name})][ {event.reason*}]";
const STUB_BUILT: &str = "Built {cluster_role} stub {protocol} connection for {first} to {second}";
const STUB_TEARDOWN: &str = "Teardown stub {protocol} connection for {first} to {second} duration {duration} forwarded bytes {network.bytes}[ {event.reason*}]";
