//! Wordings of network services that write to syslog: super-servers, tunnels, radio access, shares, remote desktops.

use super::{
    Row,
    meanings::{
        ADMINISTERED, ADMINISTERED_NOT, CONNECTED, DISCONNECTED, LOGIN, LOGIN_FAILED, LOGIN_TRIED, REFUSED, SHARED,
        TUNNEL_TRIED,
    },
};

/// By service; of two that match the first counts.
pub(super) const NETWORK: &[Row] = &[
    // Libreswan and Openswan.
    ("pluto", "packet from {source}:{source_port#}: {reason*}", TUNNEL_TRIED),
    ("pluto", "\"{tunnel*}\"[{instance#}] {source} #{serial#}: {reason*}", TUNNEL_TRIED),
    // FreeRADIUS (`auth.c`): who asked is the network access server, `cli` the station that signs in.
    (
        "freeradius",
        "({request_number#}) Login OK: [{radius_user*}] (from client {client} port {client_port#} cli {station} {note*}",
        LOGIN,
    ),
    (
        "freeradius",
        "({request_number#}) Login OK: [{radius_user*}] (from client {client} port {client_port#} cli {station})",
        LOGIN,
    ),
    (
        "freeradius",
        "({request_number#}) Login OK: [{radius_user*}] (from client {client} port {client_port#}{note*})",
        LOGIN,
    ),
    ("freeradius", "Login OK: [{radius_user*}] (from client {client} port {client_port#} cli {station} {note*}", LOGIN),
    ("freeradius", "Login OK: [{radius_user*}] (from client {client} port {client_port#} cli {station})", LOGIN),
    ("freeradius", "Login OK: [{radius_user*}] (from client {client} port {client_port#}{note*})", LOGIN),
    (
        "freeradius",
        "({request_number#}) Login incorrect[[ ({reason-})]]: [{radius_user*}] (from client {client} port {client_port#} cli {station})",
        LOGIN_FAILED,
    ),
    (
        "freeradius",
        "({request_number#}) Login incorrect[[ ({reason-})]]: [{radius_user*}] (from client {client} port {client_port#} cli {station} {note*}",
        LOGIN_FAILED,
    ),
    (
        "freeradius",
        "({request_number#}) Login incorrect[[ ({reason-})]]: [{radius_user*}] (from client {client} port {client_port#}{note*})",
        LOGIN_FAILED,
    ),
    (
        "freeradius",
        "Login incorrect[[ ({reason-})]]: [{radius_user*}] (from client {client} port {client_port#} cli {station})",
        LOGIN_FAILED,
    ),
    (
        "freeradius",
        "Login incorrect[[ ({reason-})]]: [{radius_user*}] (from client {client} port {client_port#} cli {station} {note*}",
        LOGIN_FAILED,
    ),
    (
        "freeradius",
        "Login incorrect[[ ({reason-})]]: [{radius_user*}] (from client {client} port {client_port#}{note*})",
        LOGIN_FAILED,
    ),
    (
        "freeradius",
        "Invalid user[[ ({reason-})]]: [{radius_user*}] (from client {client} port {client_port#} cli {station})",
        LOGIN_FAILED,
    ),
    (
        "freeradius",
        "Ignoring request to {listener*} from unknown client {source} port {source_port#}[[ {note*}]]",
        REFUSED,
    ),
    // xinetd (`log.c`), tcpd and what is linked with libwrap.
    ("xinetd", "START: {application} pid={child_pid#} from={source}", CONNECTED),
    ("xinetd", "START: {application} from={source}", CONNECTED),
    ("xinetd", "EXIT: {application} {reason*}", DISCONNECTED),
    ("xinetd", "FAIL: {application} {reason} from={source}", REFUSED),
    ("xinetd", "libwrap refused connection to {application} (libwrap={libwrap}) from {source}", REFUSED),
    ("xinetd", "libwrap refused connection to {application} from {source}", REFUSED),
    ("tcpd", "connect from {source_name} ({source})", CONNECTED),
    ("tcpd", "connect from {source}", CONNECTED),
    ("tcpd", "refused connect from {source_name} ({source})", REFUSED),
    ("tcpd", "refused connect from {source}", REFUSED),
    ("inetd", "connection from {source}, service {application} ({transport})", CONNECTED),
    // net-snmp's agent.
    ("snmpd", "Connection from {transport}: [{source}]:{source_port#}->[{destination}]:{destination_port#}", CONNECTED),
    ("snmpd", "Connection from {transport}: [{source}]:{source_port#}", CONNECTED),
    ("snmpd", "Received SNMP packet(s) from {transport}: [{source}]:{source_port#}[[->{rest*}]]", CONNECTED),
    // nfs-utils (`support/export`, `mountd/auth.c`).
    ("mountd", "authenticated mount request from {source}:{source_port#} for {file*} ({export*})", SHARED),
    ("mountd", "authenticated unmount request from {source}:{source_port#} for {file*} ({export*})", DISCONNECTED),
    ("mountd", "refused mount request from {source} for {file*} ({export*}): {reason*}", REFUSED),
    // rsync's daemon (`clientserver.c`, `authenticate.c`).
    ("rsync", "rsync on {share-} from {user}@{source_name} ({source})", SHARED),
    ("rsync", "rsync on {share-} from {source_name} ({source})", SHARED),
    ("rsync", "auth failed on module {share-} from {source_name} ({source}) for {user*}: {reason*}", LOGIN_FAILED),
    ("rsync", "auth failed on module {share-} from {source_name} ({source}): {reason*}", LOGIN_FAILED),
    // xrdp (`xrdp_listen.c`, `sesman/auth.c`, `sesman/session_list`).
    ("xrdp", "[{level} ] Socket {socket#}: {family} connection received from {source} port {source_port#}", CONNECTED),
    ("xrdp", "({process#})({thread#})[{level} ] AUTHFAIL: user={user*} ip={source} time={time_seconds#}", LOGIN_FAILED),
    (
        "xrdp",
        "({process#})({thread#})[{level} ] Socket {socket#}: {family} connection received from {source} port {source_port#}",
        CONNECTED,
    ),
    ("xrdp", "[{level} ] AUTHFAIL: user={user*} ip={source} time={time_seconds#}", LOGIN_FAILED),
    (
        "xrdp",
        "[{level} ] ++ created session (access granted): username {user*}, ip {source_end} - socket: {socket#}",
        LOGIN,
    ),
    (
        "xrdp",
        "[{level} ] ++ terminated session:  username {user*}, display {display}, session_pid {session_pid#}, ip {source_end} - socket: {socket#}",
        DISCONNECTED,
    ),
    ("xrdp", "[{level} ] Received login from xrdp for user: {user*} from {source_end}", LOGIN),
    ("xrdp", "[{level} ] Access permitted for user: {user*}", LOGIN),
    // macOS's screen sharing.
    (
        "screensharingd",
        "Authentication: FAILED :: User Name: {user*} :: Viewer Address: {source} :: Type: {mechanism*}",
        LOGIN_FAILED,
    ),
    (
        "screensharingd",
        "Authentication: SUCCEEDED :: User Name: {user*} :: Viewer Address: {source} :: Type: {mechanism*}",
        LOGIN,
    ),
    // PoPToP (`pptpctrl.c`) and xl2tpd (`control.c`).
    ("pptpd", "CTRL: Client {source} control connection started", CONNECTED),
    ("pptpd", "CTRL: Client {source} control connection finished", DISCONNECTED),
    (
        "xl2tpd",
        "Connection established to {source}, {source_port#}.  Local: {local_tunnel#}, Remote: {remote_tunnel#} {note*}",
        CONNECTED,
    ),
    // OpenLDAP (`daemon.c`).
    (
        "slapd",
        "conn={connection#} fd={fd#} ACCEPT from IP={source}:{source_port#} (IP={listen}:{listen_port#})",
        CONNECTED,
    ),
    // MIT Kerberos (`kdc_util.c`): who asks for a ticket, for which service.
    (
        "krb5kdc",
        "{kdc_request} ({etypes_count#} etypes {{{etypes-}}) {source}: ISSUE: authtime {authtime#}, {tickets*}, {user} for {service_principal}",
        LOGIN,
    ),
    (
        "krb5kdc",
        "{kdc_request} ({etypes_count#} etypes {{{etypes-}}) {source}: NEEDED_PREAUTH: {user} for {service_principal}, {reason*}",
        LOGIN_TRIED,
    ),
    (
        "krb5kdc",
        "{kdc_request} ({etypes_count#} etypes {{{etypes-}}) {source}: {result}: {user} for {service_principal}, {reason*}",
        LOGIN_FAILED,
    ),
    (
        "kadmind",
        "Request: {operation}, {target_user}, success, client={user}, service={service_principal}, addr={source}[[, {note*}]]",
        ADMINISTERED,
    ),
    (
        "kadmind",
        "Request: {operation}, {target_user}, {reason*}, client={user}, service={service_principal}, addr={source}[[, {note*}]]",
        ADMINISTERED_NOT,
    ),
];
