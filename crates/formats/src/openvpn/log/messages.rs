//! The wordings, and what each means.

use crate::meaning::{FAILURE, Meaning, SUCCESS};

const fn network(action: &'static str, kind: &'static [&'static str], outcome: Option<&'static str>) -> Meaning {
    Meaning { action, category: &["network"], kind, outcome }
}

const fn login(outcome: Option<&'static str>) -> Meaning {
    Meaning { action: "vpn_login", category: &["authentication", "network"], kind: &["start"], outcome }
}

const LOGIN: Meaning = login(SUCCESS);
const LOGIN_FAILED: Meaning = login(FAILURE);
const CONNECTED: Meaning = network("vpn_connection_opened", &["connection", "start"], None);
const ESTABLISHED: Meaning = network("vpn_tunnel_established", &["connection", "start"], SUCCESS);
const CLOSED: Meaning = network("vpn_connection_closed", &["connection", "end"], None);
const BROKEN: Meaning = network("vpn_connection_failed", &["connection", "error"], FAILURE);
const TLS_FAILED: Meaning = network("vpn_tls_failed", &["connection", "protocol"], FAILURE);
const TLS_OPENED: Meaning = network("vpn_tls_opened", &["connection", "protocol"], SUCCESS);
const CERTIFICATE: Meaning = network("vpn_certificate_checked", &["protocol"], SUCCESS);
const CERTIFICATE_REFUSED: Meaning = network("vpn_certificate_checked", &["protocol", "denied"], FAILURE);
const ADDRESSED: Meaning = network("vpn_address_assigned", &["connection", "info"], SUCCESS);
const DROPPED: Meaning = network("vpn_packet_dropped", &["denied"], FAILURE);
const TOLD: Meaning = network("vpn_notice", &["info"], None);
const STARTED: Meaning =
    Meaning { action: "service_started", category: &["process"], kind: &["start"], outcome: SUCCESS };
const STOPPED: Meaning =
    Meaning { action: "service_stopped", category: &["process"], kind: &["end"], outcome: SUCCESS };

pub(super) const MESSAGES: &[(&str, Meaning)] = &[
    ("TCP connection established with [AF_INET]{source_end}", CONNECTED),
    ("TCP connection established with [AF_INET6]{source_end}", CONNECTED),
    ("TCP connection established with {note*}", CONNECTED),
    ("TLS: Initial packet from [AF_INET]{source_end}, sid={session}[[ {note*}]]", CONNECTED),
    ("TLS: Initial packet from [AF_INET6]{source_end}, sid={session}[[ {note*}]]", CONNECTED),
    ("Peer Connection Initiated with [AF_INET]{source_end}", ESTABLISHED),
    ("Peer Connection Initiated with [AF_INET6]{source_end}", ESTABLISHED),
    ("[{user*}] Peer Connection Initiated with [AF_INET]{source_end}", ESTABLISHED),
    ("[{user*}] Peer Connection Initiated with [AF_INET6]{source_end}", ESTABLISHED),
    ("TLS: Username/Password authentication succeeded for username '{user*}'{note*}", LOGIN),
    ("TLS: Username/Password authentication deferred for username '{user*}'{note*}", TOLD),
    ("Authentication succeeded{note*}", LOGIN),
    // What pfSense and OPNsense ask their users' database says.
    ("user '{user*}' authenticated", LOGIN),
    ("user '{user*}' could not authenticate.{note*}", LOGIN_FAILED),
    ("TLS Auth Error: Auth Username/Password verification failed for peer", LOGIN_FAILED),
    ("TLS Auth Error: {reason*}", LOGIN_FAILED),
    ("AUTH: Received control message: AUTH_FAILED{reason*}", LOGIN_FAILED),
    ("SENT CONTROL [{user*}]: 'AUTH_FAILED{note*}", LOGIN_FAILED),
    ("PLUGIN_CALL: plugin function PLUGIN_AUTH_USER_PASS_VERIFY failed with status {code}: {plugin*}", LOGIN_FAILED),
    ("LDAP bind failed: {reason*}", LOGIN_FAILED),
    ("Incorrect password supplied for LDAP DN \"{dn*}\"{note*}", LOGIN_FAILED),
    ("LDAP user \"{user*}\" was not found.", LOGIN_FAILED),
    ("TLS Error: {reason*} from [AF_INET]{source_end}", TLS_FAILED),
    ("TLS Error: {reason*} from [AF_INET6]{source_end}", TLS_FAILED),
    ("TLS Error: {reason*}", TLS_FAILED),
    ("TLS_ERROR: {reason*}", TLS_FAILED),
    ("TLS handshake failed{note*}", TLS_FAILED),
    ("OpenSSL: {reason*}", TLS_FAILED),
    ("VERIFY OK: depth={depth#}, {subject*}", CERTIFICATE),
    ("VERIFY ERROR: depth={depth#}, error={reason-}: {subject*}", CERTIFICATE_REFUSED),
    ("VERIFY ERROR: {reason*}", CERTIFICATE_REFUSED),
    ("VERIFY KU {note*}", CERTIFICATE),
    ("VERIFY EKU {note*}", CERTIFICATE),
    ("Control Channel: {tls_version}, cipher {cipher_version} {cipher}, {note*}", TLS_OPENED),
    ("Control Channel: {tls_version}, {note*}", TLS_OPENED),
    ("MULTI: Learn: {assigned} -> {user}/{source_end}", ADDRESSED),
    ("MULTI_sva: pool returned IPv4={assigned}, IPv6={assigned_ipv6*}", ADDRESSED),
    ("MULTI: primary virtual IP for {client}: {assigned}", ADDRESSED),
    ("MULTI: bad source address from client [{bad_address}], packet dropped", DROPPED),
    ("Authenticate/Decrypt packet error: {reason*}", DROPPED),
    ("AEAD Decrypt error: {reason*}", DROPPED),
    ("Bad encapsulated packet length from peer ({length#}), {note*}", BROKEN),
    ("Connection reset, restarting [{code}]", BROKEN),
    ("Connection reset command was pushed by server{note*}", BROKEN),
    ("{signal}[soft,{reason*}] received, client-instance {deed}", CLOSED),
    ("{signal}[hard,{reason*}] received, client-instance {deed}", CLOSED),
    ("{signal}[soft,{reason*}] received, process {deed}", STOPPED),
    ("{signal}[hard,{reason*}] received, process {deed}", STOPPED),
    ("[{user*}] Inactivity timeout ({reason*}), {deed}", CLOSED),
    ("Inactivity timeout ({reason*}), {deed}", CLOSED),
    ("CC-EEN exit message received by peer", CLOSED),
    ("Delayed exit in {seconds#} seconds", CLOSED),
    ("SENT CONTROL [{user*}]: '{control*}", TOLD),
    ("PUSH: Received control message: '{control*}", TOLD),
    ("peer info: {peer_info*}", TOLD),
    ("Initialization Sequence Completed", STARTED),
    ("OpenVPN {version} {platform} started", STARTED),
    ("OpenVPN {version} {platform} [{note*}", STARTED),
    ("Incoming Control Channel Authentication: {note*}", TOLD),
    ("Outgoing Control Channel Authentication: {note*}", TOLD),
    ("Incoming Control Channel Encryption: {note*}", TOLD),
    ("Outgoing Control Channel Encryption: {note*}", TOLD),
    ("Data Channel: {note*}", TOLD),
    ("Data Channel MTU parms {note*}", TOLD),
    ("Control Channel MTU parms {note*}", TOLD),
    ("UDPv4 link {note*}", TOLD),
    ("TCPv4_SERVER link {note*}", TOLD),
    ("TUN/TAP device {interface} opened", TOLD),
    ("Listening for incoming TCP connection on [AF_INET]{listening}", TOLD),
    ("TLS: {note*}", TOLD),
    ("MULTI: {note*}", TOLD),
];
