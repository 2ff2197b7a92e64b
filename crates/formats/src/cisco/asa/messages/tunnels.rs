//! IPsec by IKEv1 and IKEv2, PPTP, L2TP, TLS and DHCP.

use super::{DENIED, HOST, LOGIN_FAILED, LOGIN_SEEN, Row, SEEN, VPN_BEGUN, VPN_ENDED, VPN_SEEN, one};

/// By number.
#[rustfmt::skip] // One form a line, as Cisco's list has them.
pub(super) static ROWS: &[Row] = &[
    one(402114, "ipsec_packet_bad", DENIED, "IPSEC: Received an {protocol} packet (SPI= {spi}, sequence number= {ipsec_sequence}) from {source} to {destination} with an {event.reason*}"),
    one(402115, "ipsec_packet_bad", DENIED, "IPSEC: Received a packet from {source} to {destination} containing {event.reason*}"),
    one(402116, "ipsec_packet_bad", DENIED, "IPSEC: Received an {protocol} packet (SPI= {spi}, sequence number= {ipsec_sequence}) from {source} (user= {user.name}) to {destination}. {event.reason*}"),
    one(402117, "ipsec_packet_bad", DENIED, "IPSEC: Received a non-IPSec packet (protocol= {protocol}) from {source} to {destination}"),
    one(402117, "ipsec_packet_bad", DENIED, "IPSEC: Received a non-IPSec ({protocol}) packet from {source} to {destination}"),
    Row(402118, 402121, "ipsec_packet_bad", DENIED, "IPSEC: Received an {protocol} packet (SPI= {spi}, sequence number= {ipsec_sequence}) from {source} (user= {user.name}) to {destination} {event.reason*}"),
    one(402122, "ipsec_packet_bad", DENIED, "Received a cleartext packet from {source} to {destination} that was to be encapsulated in IPSec that was dropped by IPSec ({event.reason})"),
    Row(402123, 402150, "crypto_engine", HOST, "{note*}"),
    Row(603104, 603106, "tunnel_built", VPN_BEGUN, "{tunnel_kind} Tunnel created, tunnel_id is {tunnel_id}, remote_peer_ip is {source.ip}, ppp_virtual_interface_id is {virtual_interface}, client_dynamic_ip is {related.ip}, username is {user.name}[, MPPE_key_strength is {key_strength*}]"),
    one(603105, "tunnel_teardown", VPN_ENDED, "{tunnel_kind} Tunnel deleted, tunnel_id = {tunnel_id}, remote_peer_ip= {source.ip*}"),
    one(603107, "tunnel_teardown", VPN_ENDED, "{tunnel_kind} Tunnel deleted, tunnel_id = {tunnel_id}, remote_peer_ip = {source.ip*}"),
    one(603110, "vpn_failed", LOGIN_FAILED, "Failed to establish L2TP session, tunnel_id = {tunnel_id}, remote_peer_ip = {source.ip}, user = {user.name}. {event.reason*}"),
    one(604101, "dhcp_lease", SEEN, "DHCP client interface {observer.ingress.interface.name}: Allocated ip = {related.ip}, mask = {netmask}, gw = {gateway*}"),
    one(604102, "dhcp_release", SEEN, "DHCP client interface {observer.ingress.interface.name}: address released"),
    one(604103, "dhcp_lease", SEEN, "DHCP daemon interface {observer.ingress.interface.name}: address granted {client_id} ({source.ip})"),
    one(604104, "dhcp_release", SEEN, "DHCP daemon interface {observer.ingress.interface.name}: address released {client_id} ({source.ip})"),
    one(602103, "mtu_updated", VPN_SEEN, "IPSEC: Received an ICMP Destination Unreachable from {source.ip} with suggested PMTU of {mtu}; {note*}"),
    one(602104, "mtu_kept", VPN_SEEN, "IPSEC: Received an ICMP Destination Unreachable from {source.ip}, PMTU is unchanged {note*}"),
    one(602305, "sa_failed", LOGIN_FAILED, "IPSEC: SA creation error, source {source.ip}, destination {destination.ip}, reason {event.reason*}"),
    one(603101, "tunnel_packet_bad", DENIED, "PPTP received out of seq or duplicate pkt, {note*}"),
    Row(702305, 702307, "sa_rekey", VPN_SEEN, "IPSEC: An {direction} {sa_kind} SA (SPI= {spi}) between {source} and {destination} (user= {user.name}) is rekeying due to {event.reason*}"),
    Row(714000, 715999, "ike", VPN_SEEN, "[Group = {group.name}, ][Username = {user.name}, ][IP = {source.ip}, ]{note*}"),
    Row(717000, 717999, "certificate", LOGIN_SEEN, "{note*}"),
    one(721016, "vpn_session_start", VPN_BEGUN, "({device}) WebVPN session for client user {user.name}, IP[v4][v6][ ]{source.ip} has been created"),
    one(721017, "vpn_session_failed", LOGIN_FAILED, "({device}) Fail to create WebVPN session for user {user.name}, IP[v4][v6][ ]{source.ip}"),
    one(721018, "vpn_session_end", VPN_ENDED, "({device}) WebVPN session for client user {user.name}, IP[v4][v6][ ]{source.ip} has been deleted"),
    one(721019, "vpn_session_failed", LOGIN_FAILED, "({device}) Fail to delete WebVPN session for client user {user.name}, IP[v4][v6][ ]{source.ip}"),
    Row(718001, 721999, "vpn_redundancy", HOST, "{note*}"),
    one(723001, "citrix_session_start", VPN_BEGUN, "Group {group.name}, User {user.name}, IP {source.ip}: {note*}"),
    one(723002, "citrix_session_end", VPN_ENDED, "Group {group.name}, User {user.name}, IP {source.ip}: {note*}"),
    Row(723003, 723999, "webvpn", VPN_SEEN, "{note*}"),
    Row(724001, 724004, "webvpn_session_refused", LOGIN_FAILED, "Group {group.name} User {user.name} IP {source.ip} {event.reason*}"),
    one(725004, "tls_certificate_asked", SEEN, "Device requesting certificate from SSL {tls_peer} {source} to {destination} for authentication"),
    one(725005, "tls_certificate_asked", SEEN, "SSL {tls_peer} {source} to {destination} requesting our device certificate for authentication"),
    one(725008, "tls_ciphers", SEEN, "SSL {tls_peer} {source} to {destination} proposes the following {cipher_count} cipher"),
    one(725012, "tls_cipher_chosen", SEEN, "Device chooses cipher {tls.cipher} for the SSL session with {tls_peer} {source} to {destination}"),
    one(725013, "tls_cipher_chosen", SEEN, "SSL {tls_peer} {source} to {destination} chooses cipher {tls.cipher*}"),
    one(725014, "tls_error", SEEN, "SSL lib error. Function: {tls_function} Reason: {event.reason*}"),
    one(725016, "tls_trustpoint", SEEN, "Device selects trust-point {trustpoint} for {tls_peer} {source} to {destination}"),
    Row(730001, 732999, "vpn_client", VPN_SEEN, "Group {group.name}, User {user.name}, IP {source.ip}[:][,] {note*}"),
    one(750001, "ike_request", VPN_SEEN, IKE2),
    one(750002, "ike_request", VPN_SEEN, IKE2),
    one(750003, "vpn_failed", LOGIN_FAILED, IKE2),
    one(750006, "vpn_session_start", VPN_BEGUN, IKE2_REASON),
    one(750006, "vpn_session_start", VPN_BEGUN, IKE2),
    one(750007, "vpn_session_end", VPN_ENDED, IKE2_REASON),
    one(750007, "vpn_session_end", VPN_ENDED, IKE2),
    one(751025, "vpn_address_assigned", VPN_SEEN, IKE2_ADDRESS),
    Row(750000, 751999, "ike", VPN_SEEN, IKE2),
    one(776008, "peer_changed", HOST, "CTS SXP: Connection with {destination.ip} (instance {instance}) state changed from {state_before} to {state*}"),
    Row(752000, 753999, "tunnel_manager", HOST, "{note*}"),
];

const IKE2: &str = "Local:[ ]{destination.ip}:{destination.port} Remote:[ ]{source.ip}:{source.port} Username:[ ]{user.name}[ IKEv2] {note*}";
const IKE2_REASON: &str = "Local:[ ]{destination.ip}:{destination.port} Remote:[ ]{source.ip}:{source.port} Username:[ ]{user.name}[ IKEv2] {sa_state} Reason: {event.reason*}";
const IKE2_ADDRESS: &str = "Local:[ ]{destination.ip}:{destination.port} Remote:[ ]{source.ip}:{source.port} Username:[ ]{user.name} IKEv2 Group:[ ]{group.name} IPv4 Address[ ]=[ ]{related.ip} IPv6 address[ ]=[ ]{assigned_ipv6} assigned to session";
