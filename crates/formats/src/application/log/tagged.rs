//! Wordings of programs that write to syslog, behind the program's name.

use super::{
    Row,
    meanings::{
        BANNED, BROKEN, LEASED, LOGIN, LOGIN_FAILED, MAIL_CHECKED, MAIL_INFECTED, MAIL_REJECTED, MAIL_SPAM, QUERIED,
        REFUSED, SCANNED, TUNNEL_PACKET,
    },
};

/// By service; of two that match the first counts.
pub(super) const TAGGED: &[Row] = &[
    (
        "amavis",
        "({amavis_id}) Blocked INFECTED ({threat-}) {{{result-}}, [{source}]:{source_port#} {route-} <{from-}> -> \
      <{to-}>[[,<{recipients-}>]], {rest*}",
        MAIL_INFECTED,
    ),
    (
        "amavis",
        "({amavis_id}) Blocked {reason-} {{{result-}}, [{source}]:{source_port#} {route-} <{from-}> -> \
      <{to-}>[[,<{recipients-}>]], {rest*}",
        MAIL_REJECTED,
    ),
    (
        "amavis",
        "({amavis_id}) Passed CLEAN {{{result-}}, [{source}]:{source_port#} {route-} <{from-}> -> \
      <{to-}>[[,<{recipients-}>]], {rest*}",
        MAIL_CHECKED,
    ),
    (
        "amavis",
        "({amavis_id}) Passed BAD-HEADER{header_kind-} {{{result-}}, [{source}]:{source_port#} {route-} <{from-}> -> \
      <{to-}>[[,<{recipients-}>]], {rest*}",
        MAIL_CHECKED,
    ),
    (
        "amavis",
        "({amavis_id}) Passed UNCHECKED{unchecked_kind-} {{{result-}}, [{source}]:{source_port#} {route-} <{from-}> -> \
      <{to-}>[[,<{recipients-}>]], {rest*}",
        MAIL_CHECKED,
    ),
    (
        "amavis",
        "({amavis_id}) Passed {reason-} {{{result-}}, [{source}]:{source_port#} {route-} <{from-}> -> \
      <{to-}>[[,<{recipients-}>]], {rest*}",
        MAIL_SPAM,
    ),
    ("bitwarden", "[{logger}] Failed login attempt. {source}", LOGIN_FAILED),
    ("bitwarden", "[{logger}] Failed login attempt, 2FA invalid. {source}", LOGIN_FAILED),
    ("cyrus", "badlogin: [{source}] {mechanism} [SASL({code}): {reason*}]", LOGIN_FAILED),
    ("cyrus", "badlogin: {source_name}[{source}] {mechanism} [SASL({code}): {reason*}]", LOGIN_FAILED),
    ("cyrus", "badlogin: {source_name} [{source}] {mechanism} {user} SASL({code}): {reason*}", LOGIN_FAILED),
    ("cyrus", "badlogin: {source_name} [{source}] {mechanism} [SASL({code}): {reason*}]", LOGIN_FAILED),
    ("cyrus", "badlogin: {source_name} [{source}] {mechanism} {user} {reason*}", LOGIN_FAILED),
    ("cyrus", "badlogin: [{source}] {mechanism} {user} {reason*}", LOGIN_FAILED),
    ("cyrus", "login: {source_name} [{source}] {user} {mechanism} User logged in{note*}", LOGIN),
    ("cyrus", "login: [{source}] {user} {mechanism} User logged in{note*}", LOGIN),
    // ISC's dhcpd; dnsmasq writes the same words behind its own.
    ("dhcpd", "DHCPDISCOVER from {source_mac} via {interface}: {reason*}", LEASED),
    ("dhcpd", "DHCPREQUEST for {source} from {source_mac} via {interface}: {reason*}", LEASED),
    ("dhcpd", "DHCPREQUEST for {source} ({server}) from {source_mac} via {interface}: {reason*}", LEASED),
    ("dhcpd", "DHCPDISCOVER from {source_mac} ({source_name*}) via {interface*}", LEASED),
    ("dhcpd", "DHCPDISCOVER from {source_mac} via {interface*}", LEASED),
    ("dhcpd", "DHCPOFFER on {source} to {source_mac} ({source_name*}) via {interface*}", LEASED),
    ("dhcpd", "DHCPOFFER on {source} to {source_mac} via {interface*}", LEASED),
    ("dhcpd", "DHCPREQUEST for {source} ({server}) from {source_mac} ({source_name*}) via {interface*}", LEASED),
    ("dhcpd", "DHCPREQUEST for {source} ({server}) from {source_mac} via {interface*}", LEASED),
    ("dhcpd", "DHCPREQUEST for {source} from {source_mac} ({source_name*}) via {interface*}", LEASED),
    ("dhcpd", "DHCPREQUEST for {source} from {source_mac} via {interface*}", LEASED),
    ("dhcpd", "DHCPACK on {source} to {source_mac} ({source_name*}) via {interface*}", LEASED),
    ("dhcpd", "DHCPACK on {source} to {source_mac} via {interface*}", LEASED),
    ("dhcpd", "DHCPACK to {source} ({source_mac}) via {interface*}", LEASED),
    ("dhcpd", "DHCPNAK on {source} to {source_mac} via {interface*}", LEASED),
    ("dhcpd", "DHCPINFORM from {source} via {interface*}", LEASED),
    ("dhcpd", "DHCPRELEASE of {source} from {source_mac} ({source_name*}) via {interface*}", LEASED),
    ("dhcpd", "DHCPRELEASE of {source} from {source_mac} via {interface*}", LEASED),
    ("dnsmasq", "DHCPACK({interface}) {source} {source_mac} {source_name}", LEASED),
    ("dnsmasq", "DHCPACK({interface}) {source} {source_mac}", LEASED),
    ("dnsmasq", "DHCPOFFER({interface}) {source} {source_mac}", LEASED),
    ("dnsmasq", "DHCPREQUEST({interface}) {source} {source_mac}", LEASED),
    ("dnsmasq", "DHCPDISCOVER({interface}) {source} {source_mac}", LEASED),
    ("dnsmasq", "DHCPDISCOVER({interface}) {source_mac}", LEASED),
    ("dnsmasq", "query[{dns_type}] {dns_name} from {source}", QUERIED),
    ("froxlor", "[Login Action {source}] Unknown user '{user*}' tried to login.", LOGIN_FAILED),
    ("froxlor", "[Login Action {source}] User '{user*}' tried to login with wrong password.", LOGIN_FAILED),
    (
        "froxlor",
        "froxlor.{level}: {reason*} {{\"source\":\"login\",\"action\":\"{action_number}\",\"user\":\"{source}\"}\
      {rest*}",
        LOGIN_FAILED,
    ),
    ("gssftp", "repeated login failures from {source} ({source_name*})", LOGIN_FAILED),
    (
        "lfd",
        "({service}) {reason*} from {source} ({source_place*}): {count#} in the last {seconds#} secs - {verdict*} \
      [{rule}]",
        BANNED,
    ),
    ("lfd", "*User Processing* {reason*}", REFUSED),
    ("lfd", "*Port Scan* detected from {source} ({source_place*}).{rest*}", SCANNED),
    ("lfd", "({service}) {reason*} from {source} ({source_place*}){rest*}", BANNED),
    ("mailscanner", "Message {queue_id} from {source} ({from*}) to {to*} is spam{rest*}", MAIL_SPAM),
    ("meshcentral", "Accepted password for {user*} from {source} port {source_port#}", LOGIN),
    ("meshcentral", "Failed password for {user*} from {source} port {source_port#}", LOGIN_FAILED),
    (
        "perdition",
        "Auth: {source_end}->{destination_end} client-secure={client_secure} authorisation_id={authorisation} \
      authentication_id=\"{user*}\" server=\"{server*}\" protocol={protocol} server-secure={server_secure} \
      status=\"failed: {reason*}\"",
        LOGIN_FAILED,
    ),
    (
        "perdition",
        "Auth: {source_end}->{destination_end} client-secure={client_secure} authorisation_id={authorisation} \
      authentication_id=\"{user*}\" server=\"{server*}\" protocol={protocol} server-secure={server_secure} \
      status=\"ok\"",
        LOGIN,
    ),
    ("perdition", "Fatal Error {reason*} from client {source_end}->{destination_end}: {note*}", BROKEN),
    ("proxmox", "authentication failure; rhost={source} user={user} msg={reason*}", LOGIN_FAILED),
    ("proxmox", "<{login}> successful auth for user '{user}'", LOGIN),
    ("rblsmtpd", "{list} blocked {source} {note*}", MAIL_REJECTED),
    ("rblsmtpd", "{tai} rblsmtpd: {source} pid {pid#} {reason*}", MAIL_REJECTED),
    ("qmail", "{tai} qmail-smtpd: 421 badiprbl: ip {source} rbl: {list*}", MAIL_REJECTED),
    ("scanlogd", "{source_end} to {destination} ports {ports*}, ..., {rest*}", SCANNED),
    (
        "strongswan",
        "{thread#}[{part}] <{session}> {what} packet: from {source}[{source_port#}] to \
      {destination}[{destination_port#}] ({rest*}",
        TUNNEL_PACKET,
    ),
    (
        "strongswan",
        "{thread#}[{part}] {what} packet: from {source}[{source_port#}] to {destination}[{destination_port#}] ({rest*}",
        TUNNEL_PACKET,
    ),
    ("unbound", "[{pid#}:{thread#}] info: {source} {dns_name} {dns_type} {dns_class}", QUERIED),
    ("servarr", "[{level}] Auth: Auth-Failure ip {source} username '{user*}'", LOGIN_FAILED),
    ("servarr", "[{level}] Auth: Auth-Success ip {source} username '{user*}'", LOGIN),
    ("servarr", "[{level}] Auth: Auth-Unauthorized ip {source} url '{url*}'", LOGIN_FAILED),
    ("solid_pop3d", "authentication failed: {reason*}: {user} - {source}", LOGIN_FAILED),
    ("solid_pop3d", "authentication failed for mapped user {user} - {source}", LOGIN_FAILED),
    ("solid_pop3d", "authentication failed for user {user} - {source}", LOGIN_FAILED),
    ("solid_pop3d", "root login not allowed - {source}", LOGIN_FAILED),
    ("solid_pop3d", "can't find APOP secret for user {user} - {source}", LOGIN_FAILED),
    ("solid_pop3d", "APOP authentication failed for user {user} - {source}", LOGIN_FAILED),
    (
        "jellyfin",
        "[{clock}] [{level}] Authentication request for \"{user*}\" has been denied (IP: \"{source}\").",
        LOGIN_FAILED,
    ),
    (
        "jellyfin",
        "[{clock}] [{level}] Authentication request for {user*} has been denied (IP: {source}).",
        LOGIN_FAILED,
    ),
    ("jellyfin", "[{clock}] [{level}] Authentication request for {user*} has succeeded.", LOGIN),
];
