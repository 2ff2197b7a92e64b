//! VPN: IPsec, SSL, their sessions and certificates.

use super::{LOGIN, LOGIN_FAILED, LOGIN_SEEN, Row, VPN_BEGUN, VPN_ENDED, VPN_SEEN, one};

/// By number. A range takes what every message of it has at its front: group, user, address.
#[rustfmt::skip] // One form a line, as Cisco's list has them.
pub(super) static ROWS: &[Row] = &[
    one(113019, "vpn_session_end", VPN_ENDED, "Group = {group.name}, Username = {user.name}, IP = {source.ip}, Session disconnected. Session Type: {session_type}, Duration: {duration}, Bytes xmt: {destination.bytes}, Bytes rcv: {source.bytes}, Reason: {event.reason*}"),
    one(113039, "vpn_session_start", VPN_BEGUN, "Group <{group.name}> User <{user.name}> IP <{source.ip}> AnyConnect parent session started"),
    one(602303, "sa_created", VPN_BEGUN, "IPSEC: An {direction} {sa_kind} SA (SPI= {spi}) between {source} and {destination} (user= {user.name}) has been created"),
    one(602304, "sa_deleted", VPN_ENDED, "IPSEC: An {direction} {sa_kind} SA (SPI= {spi}) between {source} and {destination} (user= {user.name}) has been deleted"),
    one(603108, "tunnel_built", VPN_BEGUN, "Built {tunnel_kind} Tunnel at {observer.ingress.interface.name}, tunnel-id = {tunnel_id}, remote-peer = {source.ip}, virtual-interface = {virtual_interface}, client-dynamic-ip = {related.ip}, username = {user.name}, MPPE-key-strength = {key_strength*}"),
    one(603109, "tunnel_teardown", VPN_ENDED, "Teardown {tunnel_kind} Tunnel at {observer.ingress.interface.name}, tunnel-id = {tunnel_id}, remote-peer = {source.ip*}"),
    one(713119, "ike_phase_1", VPN_BEGUN, IKE),
    one(713120, "ike_phase_2", VPN_BEGUN, IKE),
    Row(713000, 713999, "ike", VPN_SEEN, IKE),
    one(716001, "webvpn_session_start", VPN_BEGUN, WEB),
    one(716001, "webvpn_session_start", VPN_BEGUN, WEB_BARE),
    one(716002, "webvpn_session_end", VPN_ENDED, "Group <{group.name}> User <{user.name}> IP <{source.ip}> WebVPN session terminated: {event.reason*}"),
    one(716002, "webvpn_session_end", VPN_ENDED, "Group {group.name} User {user.name} IP {source.ip} WebVPN session terminated: {event.reason*}"),
    one(716038, "login", LOGIN, "Group <{group.name}> User <{user.name}> IP <{source.ip}> Authentication: successful, Session Type: {session_type*}"),
    one(716038, "login", LOGIN, "Group {group.name} User {user.name} IP {source.ip} Authentication: successful, Session Type: {session_type*}"),
    one(716039, "login_failed", LOGIN_FAILED, "Group <{group.name}> User <{user.name}> IP <{source.ip}> Authentication: rejected, Session Type: {session_type*}"),
    one(716039, "login_failed", LOGIN_FAILED, "Group {group.name} User {user.name} IP {source.ip} Authentication: rejected, Session Type: {session_type*}"),
    one(716058, "vpn_session_lost", VPN_SEEN, WEB),
    one(716059, "vpn_session_resumed", VPN_SEEN, WEB),
    Row(716000, 716999, "webvpn", VPN_SEEN, WEB),
    one(717009, "certificate_rejected", LOGIN_FAILED, "Certificate validation failed. {event.reason*}"),
    one(717022, "certificate_accepted", LOGIN_SEEN, "Certificate was successfully validated. [serial number: {certificate_serial}, subject name: {tls.client.subject*}]"),
    one(717027, "certificate_rejected", LOGIN_FAILED, "Certificate chain failed validation. {event.reason*}"),
    one(717028, "certificate_accepted", LOGIN_SEEN, "Certificate chain was successfully validated {certificate_note*}"),
    one(722022, "vpn_tunnel_start", VPN_BEGUN, CLIENT),
    one(722023, "vpn_tunnel_end", VPN_ENDED, CLIENT),
    one(722028, "vpn_tunnel_end", VPN_ENDED, CLIENT),
    one(722032, "vpn_tunnel_replaced", VPN_SEEN, CLIENT),
    one(722033, "vpn_tunnel_start", VPN_BEGUN, CLIENT),
    one(722034, "vpn_tunnel_start", VPN_BEGUN, CLIENT),
    one(722036, "vpn_large_packet", VPN_SEEN, CLIENT),
    one(722037, "vpn_tunnel_end", VPN_ENDED, "Group <{group.name}> User <{user.name}> IP <{source.ip}> SVC closing connection: {event.reason*}"),
    one(722041, "vpn_no_address", VPN_SEEN, "TunnelGroup <{tunnel_group}> GroupPolicy <{group.name}> User <{user.name}> IP <{source.ip}> {note*}"),
    one(722051, "vpn_address_assigned", VPN_SEEN, "Group <{group.name}> User <{user.name}> IP <{source.ip}> IPv4 Address <{related.ip}> IPv6 address <{assigned_ipv6}> assigned to session"),
    Row(722000, 722999, "vpn_client", VPN_SEEN, CLIENT),
    one(737003, "vpn_address", VPN_SEEN, "IPAA: [Session={session.id}, ]DHCP configured, no viable servers found for tunnel-group '{group.name}'"),
    one(737006, "vpn_address", VPN_SEEN, "IPAA: [Session={session.id}, ]Local pool request succeeded for tunnel-group '{group.name}'"),
    one(737016, "vpn_address_freed", VPN_SEEN, "IPAA: [Session={session.id}, ]Freeing local pool {pool} address {related.ip}"),
    one(737016, "vpn_address_freed", VPN_SEEN, "IPAA: [Session={session.id}, ]Freeing local pool address {related.ip}"),
    one(737026, "vpn_address_assigned", VPN_SEEN, "IPAA: [Session={session.id}, ]Client assigned {related.ip} from local pool"),
    Row(737000, 737999, "vpn_address", VPN_SEEN, "IPAA: [Session={session.id}, ]{note*}"),
];

const IKE: &str = "[Group = {group.name}, ][Username = {user.name}, ][IP = {source.ip}, ]{note*}";
const WEB: &str = "Group <{group.name}> User <{user.name}> IP <{source.ip}> {note*}";
const WEB_BARE: &str = "Group {group.name} User {user.name} IP {source.ip} {note*}";
const CLIENT: &str = "Group <{group.name}> User <{user.name}> IP <{source.ip}> {note*}";
