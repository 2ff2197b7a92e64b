//! Wordings of programs that write to syslog, of which each has a table of its own: they are many, or begin with anything.

use super::{
    Row,
    meanings::{
        ACCOUNTED, ADDRESS_GIVEN, ADDRESS_MOVED, ADDRESS_SEEN, ATTACKED, BANNED, BLOCKED_NAME, DISCONNECTED, INFECTED,
        LEASED, LOGIN, LOGIN_FAILED, MAIL_CHECKED, MAIL_GREYLISTED, MAIL_REJECTED, QUERIED, REFUSED, RELEASED,
        RESOLVED, SHARED, STATION_FAILED, STATION_JOINED, STATION_LEFT, TUNNEL_CLOSED, TUNNEL_FAILED, TUNNEL_OPENED,
        TUNNEL_TRIED,
    },
};

/// The tables; of two rows of a service that match the first counts.
pub(super) const OWN: &[&[Row]] = &[
    ARPWATCH,
    CLAMAV,
    DHCLIENT,
    DNSMASQ,
    HOSTAPD,
    OPENDKIM,
    POLICYD_SPF,
    POSTGREY,
    RACOON,
    SAMBA,
    SSHGUARD,
    STRONGSWAN,
];

const ARPWATCH: &[Row] = &[
    ("arpwatch", "new station {source} {source_mac}[[ {interface}]]", ADDRESS_SEEN),
    ("arpwatch", "new activity {source} {source_mac}[[ {interface}]]", ADDRESS_SEEN),
    ("arpwatch", "changed ethernet address {source} {source_mac} ({old_mac})[[ {interface}]]", ADDRESS_MOVED),
    ("arpwatch", "reused old ethernet address {source} {source_mac} ({old_mac})[[ {interface}]]", ADDRESS_MOVED),
    ("arpwatch", "flip flop {source} {source_mac} ({old_mac})[[ {interface}]]", ADDRESS_MOVED),
    ("arpwatch", "bogon {source} {source_mac}[[ {interface}]]", ADDRESS_MOVED),
];

const CLAMAV: &[Row] = &[("clamav", "{file*}: {threat*} FOUND", INFECTED)];

const RACOON: &[Row] = &[
    (
        "racoon",
        "INFO: ISAKMP-SA established {destination}[{destination_port#}]-{source}[{source_port#}] spi:{spi}",
        TUNNEL_OPENED,
    ),
    (
        "racoon",
        "INFO: respond new phase {phase} negotiation: {destination}[{destination_port#}]<=>{source}[{source_port#}]",
        TUNNEL_TRIED,
    ),
];

const SSHGUARD: &[Row] = &[
    ("sshguard", "Attack from \"{source}\" on service {application*} with danger {danger#}.", ATTACKED),
    ("sshguard", "Blocking \"{source}/{bits#}\" for {seconds#} secs ({reason*}", BANNED),
    ("sshguard", "Blocking \"{source}/{bits#}\" forever ({reason*}", BANNED),
    ("sshguard", "Blocking {source}:{service_number#} for >{seconds#}secs: {reason*}", BANNED),
    ("sshguard", "{source}: unblocking after {seconds#} secs", RELEASED),
];

/// A client, which names the server.
const DHCLIENT: &[Row] = &[
    ("dhclient", "DHCPDISCOVER on {interface} to {destination} port {destination_port#}[[ {note*}]]", LEASED),
    ("dhclient", "DHCPREQUEST on {interface} to {destination} port {destination_port#}[[ {note*}]]", LEASED),
    (
        "dhclient",
        "DHCPREQUEST for {leased} on {interface} to {destination} port {destination_port#}[[ {note*}]]",
        LEASED,
    ),
    (
        "dhclient",
        "DHCPREQUEST of {leased} on {interface} to {destination} port {destination_port#}[[ {note*}]]",
        LEASED,
    ),
    (
        "dhclient",
        "DHCPRELEASE of {leased} on {interface} to {destination} port {destination_port#}[[ {note*}]]",
        LEASED,
    ),
    ("dhclient", "DHCPRELEASE on {interface} to {destination} port {destination_port#}[[ {note*}]]", LEASED),
    ("dhclient", "DHCPOFFER of {leased} from {source}[[ {note*}]]", LEASED),
    ("dhclient", "DHCPOFFER from {source}[[ {note*}]]", LEASED),
    ("dhclient", "DHCPACK of {leased} from {source}[[ {note*}]]", LEASED),
    ("dhclient", "DHCPACK from {source}[[ {note*}]]", LEASED),
    ("dhclient", "DHCPNAK of {leased} from {source}[[ {note*}]]", LEASED),
    ("dhclient", "DHCPNAK from {source}[[ {note*}]]", LEASED),
    ("dhclient", "bound to {leased} -- renewal in {seconds#} seconds.", LEASED),
];

const DNSMASQ: &[Row] = &[
    ("dnsmasq", "DHCPRELEASE({interface}) {source} {source_mac}[[ {note*}]]", LEASED),
    ("dnsmasq", "DHCPNAK({interface}) {source} {source_mac}[[ {reason*}]]", LEASED),
    ("dnsmasq", "DHCPDECLINE({interface}) {source} {source_mac}[[ {reason*}]]", LEASED),
    ("dnsmasq", "DHCPINFORM({interface}) {source} {source_mac}[[ {note*}]]", LEASED),
    // With `log-dhcp` and `log-queries=extra` a number stands first, in the latter also the client's end.
    ("dnsmasq", "{transaction#} DHCPACK({interface}) {source} {source_mac}[[ {source_name}]]", LEASED),
    ("dnsmasq", "{transaction#} DHCPOFFER({interface}) {source} {source_mac}", LEASED),
    ("dnsmasq", "{transaction#} DHCPREQUEST({interface}) {source} {source_mac}", LEASED),
    ("dnsmasq", "{transaction#} DHCPDISCOVER({interface}) [[{source} ]]{source_mac}", LEASED),
    ("dnsmasq", "{serial#} {client}/{source_port#} query[{dns_type}] {dns_name} from {source}", QUERIED),
    ("dnsmasq", "{serial#} {source}/{source_port#} forwarded {dns_name} to {destination}", RESOLVED),
    ("dnsmasq", "{serial#} {source}/{source_port#} reply {dns_name} is {dns_answer*}", RESOLVED),
    ("dnsmasq", "{serial#} {source}/{source_port#} cached {dns_name} is {dns_answer*}", RESOLVED),
    ("dnsmasq", "forwarded {dns_name} to {destination}", RESOLVED),
    ("dnsmasq", "reply {dns_name} is {dns_answer*}", RESOLVED),
    ("dnsmasq", "cached {dns_name} is {dns_answer*}", RESOLVED),
    ("dnsmasq", "config {dns_name} is {dns_answer*}", RESOLVED),
    ("dnsmasq", "/etc/hosts {dns_name} is {dns_answer*}", RESOLVED),
    ("dnsmasq", "gravity blocked {dns_name} is {dns_answer*}", BLOCKED_NAME),
    ("dnsmasq", "possible DNS-rebind attack detected: {dns_name}", BLOCKED_NAME),
];

const HOSTAPD: &[Row] = &[
    // hostapd (`hostapd_logger`, `wpa_msg`).
    ("hostapd", "{interface}: STA {source_mac} IEEE 802.11: authenticated", STATION_JOINED),
    ("hostapd", "{interface}: STA {source_mac} IEEE 802.11: associated[[ (aid {association#})]]", STATION_JOINED),
    ("hostapd", "{interface}: STA {source_mac} IEEE 802.11: disassociated[[ {reason*}]]", STATION_LEFT),
    ("hostapd", "{interface}: STA {source_mac} IEEE 802.11: deauthenticated[[ {reason*}]]", STATION_LEFT),
    ("hostapd", "{interface}: STA {source_mac} IEEE 802.1X: authenticated - {mechanism*}", STATION_JOINED),
    ("hostapd", "{interface}: STA {source_mac} IEEE 802.1X: authentication failed - {mechanism*}", STATION_FAILED),
    ("hostapd", "{interface}: STA {source_mac} WPA: pairwise key handshake completed ({cipher_suite})", STATION_JOINED),
    ("hostapd", "{interface}: STA {source_mac} MLME: {reason*}", STATION_LEFT),
    ("hostapd", "{interface}: STA {source_mac} RADIUS: starting accounting session {session}", ACCOUNTED),
    ("hostapd", "{interface}: STA {source_mac} RADIUS: stopped accounting session {session}", ACCOUNTED),
    ("hostapd", "{interface}: AP-STA-CONNECTED {source_mac}[[ {note*}]]", STATION_JOINED),
    ("hostapd", "{interface}: AP-STA-DISCONNECTED {source_mac}[[ {note*}]]", STATION_LEFT),
    ("hostapd", "{interface}: AP-STA-POSSIBLE-PSK-MISMATCH {source_mac}[[ {note*}]]", STATION_FAILED),
];

const OPENDKIM: &[Row] = &[
    // OpenDKIM (`opendkim.c`).
    ("opendkim", "{queue_id}: {source_name} [{source}] not internal", MAIL_CHECKED),
    ("opendkim", "{queue_id}: [{source}] [{address}] not internal", MAIL_CHECKED),
    ("opendkim", "{queue_id}: DKIM verification successful", MAIL_CHECKED),
    ("opendkim", "{queue_id}: DKIM-Signature field added (s={selector}, d={signing_domain})", MAIL_CHECKED),
    ("opendkim", "{queue_id}: s={selector} d={signing_domain} a={algorithm} SSL {reason*}", MAIL_CHECKED),
    ("opendkim", "{queue_id}: s={selector} d={signing_domain} SSL {reason*}", MAIL_CHECKED),
    ("opendkim", "{queue_id}: no signature data", MAIL_CHECKED),
    ("opendkim", "{queue_id}: bad signature data", MAIL_CHECKED),
    ("opendkim", "{queue_id}: no signing table match for '{from*}'", MAIL_CHECKED),
];

const POLICYD_SPF: &[Row] = &[
    // The policy servers for SPF (`policyd-spf` in Python, `postfix-policyd-spf-perl`).
    (
        "policyd_spf",
        "prepend Received-SPF: {verdict} ({reason-}) identity={identity}; client-ip={source}; helo={helo}; \
         envelope-from={from}; receiver={to*}",
        MAIL_CHECKED,
    ),
    (
        "policyd_spf",
        "{verdict}; identity={identity}; client-ip={source}; helo={helo}; envelope-from={from}; receiver={to*}",
        MAIL_CHECKED,
    ),
    (
        "policyd_spf",
        "550 {status_code} Message rejected due to: {reason*}. Please see {site}/Why?s={scope};id={from};ip={source};r={to}",
        MAIL_REJECTED,
    ),
];

const POSTGREY: &[Row] = &[
    // Postgrey.
    (
        "postgrey",
        "action={verdict}, reason={reason-}, delay={delay#}, client_name={source_name}, client_address={source}/{bits#}, \
         sender={from*}, recipient={to*}",
        MAIL_GREYLISTED,
    ),
    (
        "postgrey",
        "action={verdict}, reason={reason-}, delay={delay#}, client_name={source_name}, client_address={source}, \
         sender={from*}, recipient={to*}",
        MAIL_GREYLISTED,
    ),
    (
        "postgrey",
        "action={verdict}, reason={reason-}, client_name={source_name}, client_address={source}/{bits#}, sender={from*}, \
         recipient={to*}",
        MAIL_GREYLISTED,
    ),
    (
        "postgrey",
        "action={verdict}, reason={reason-}, client_name={source_name}, client_address={source}, sender={from*}, \
         recipient={to*}",
        MAIL_GREYLISTED,
    ),
    (
        "postgrey",
        "{queue_id}: action={verdict}, reason={reason-}, client_name={source_name}, client_address={source}, \
         sender={from*}, recipient={to*}",
        MAIL_GREYLISTED,
    ),
];

const SAMBA: &[Row] = &[
    // Samba (`smbd/service.c`, `auth/auth_log.c`, `vfs_full_audit`).
    (
        "samba",
        "{source_name} (ipv4:{source}:{source_port#}) connect to service {share*} initially as user {user*} (uid={rest*}",
        SHARED,
    ),
    ("samba", "{source_name} ({source}) connect to service {share*} initially as user {user*} (uid={rest*}", SHARED),
    ("samba", "{source_name} (ipv4:{source}:{source_port#}) closed connection to service {share*}", DISCONNECTED),
    ("samba", "{source_name} ({source}) closed connection to service {share*}", DISCONNECTED),
    (
        "samba",
        "Auth: [{auth_service*}] user [{domain*}]\\[{user*}] at [{auth_at*}] with [{mechanism*}] status [NT_STATUS_OK] \
         workstation [{workstation*}] remote host [ipv4:{source}:{source_port#}] {rest*}",
        LOGIN,
    ),
    (
        "samba",
        "Auth: [{auth_service*}] user [{domain*}]\\[{user*}] at [{auth_at*}] with [{mechanism*}] status [{reason*}] \
         workstation [{workstation*}] remote host [ipv4:{source}:{source_port#}] {rest*}",
        LOGIN_FAILED,
    ),
    (
        "samba",
        "Auth: [{auth_service*}] user [{domain*}]\\[{user*}] at [{auth_at*}] with [{mechanism*}] status [NT_STATUS_OK] \
         workstation [{workstation*}] remote host [ipv6:{source}:{source_port#}] {rest*}",
        LOGIN,
    ),
    (
        "samba",
        "Auth: [{auth_service*}] user [{domain*}]\\[{user*}] at [{auth_at*}] with [{mechanism*}] status [{reason*}] \
         workstation [{workstation*}] remote host [ipv6:{source}:{source_port#}] {rest*}",
        LOGIN_FAILED,
    ),
    ("samba", "Denied connection from {source_name} ({source})", REFUSED),
    ("samba", "Denied connection from ({source})", REFUSED),
    ("samba", "Connection denied from {source}", REFUSED),
];

const STRONGSWAN: &[Row] = &[
    // strongSwan (`ike_sa.c`, `task_manager`, `eap_*`), behind the thread and the part that speaks.
    (
        "strongswan",
        "{thread#}[IKE] [[<{session}> ]]IKE_SA {tunnel} established between {destination-}[{local_id-}]...{source-}[{user*}]",
        TUNNEL_OPENED,
    ),
    (
        "strongswan",
        "{thread#}[IKE] [[<{session}> ]]deleting IKE_SA {tunnel} between {destination-}[{local_id-}]...{source-}[{user*}]",
        TUNNEL_CLOSED,
    ),
    ("strongswan", "{thread#}[IKE] [[<{session}> ]]{source} is initiating a[[n]] {mode*}IKE_SA", TUNNEL_TRIED),
    ("strongswan", "{thread#}[IKE] [[<{session}> ]]initiating {mode*}IKE_SA {tunnel} to {destination}", TUNNEL_TRIED),
    ("strongswan", "{thread#}[IKE] [[<{session}> ]]EAP method {mechanism} failed for peer {user}", LOGIN_FAILED),
    ("strongswan", "{thread#}[IKE] [[<{session}> ]]EAP method {mechanism} succeeded, {note*}", LOGIN),
    ("strongswan", "{thread#}[IKE] [[<{session}> ]]XAuth authentication of '{user*}' successful", LOGIN),
    ("strongswan", "{thread#}[IKE] [[<{session}> ]]XAuth authentication of '{user*}' failed", LOGIN_FAILED),
    ("strongswan", "{thread#}[IKE] [[<{session}> ]]authentication of '{user*}' with {mechanism*} successful", LOGIN),
    ("strongswan", "{thread#}[IKE] [[<{session}> ]]authentication of '{user*}' with {mechanism*} failed", LOGIN_FAILED),
    ("strongswan", "{thread#}[IKE] [[<{session}> ]]assigning virtual IP {assigned} to peer '{user*}'", ADDRESS_GIVEN),
    (
        "strongswan",
        "{thread#}[IKE] [[<{session}> ]]no IKE config found for {destination}...{source}, sending {reason*}",
        TUNNEL_FAILED,
    ),
    (
        "strongswan",
        "{thread#}[CFG] [[<{session}> ]]looking for {what*} matching {destination-}[{local_id-}]...{source-}[{user*}]",
        TUNNEL_TRIED,
    ),
];
