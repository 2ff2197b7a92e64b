//! Wordings behind a time. What follows the time at once (`]`, a blank) is part of the wording.

use super::{
    Row,
    meanings::{
        BANNED, BROKEN, CONNECTED, DISCONNECTED, LOGIN, LOGIN_FAILED, LOGIN_TRIED, MAIL_REJECTED, MFA_FAILED, REFUSED,
        REQUEST_REFUSED, REQUESTED, SCANNED, TOLD, ZONE_REFUSED,
    },
};

/// In alphabetic order of the services; of two that match the first counts.
pub(super) const TIMED: &[Row] = &[
    ("adguardhome", " [error] {http_method} {peer} {url_path}: from ip {source}: {reason*}", LOGIN_FAILED),
    ("adguardhome", " [error] {http_method} {source} /control/login: {reason*}", LOGIN_FAILED),
    ("adguardhome", " [info] auth: user \"{user*}\" successfully logged in from ip {source}", LOGIN),
    ("bitwarden", " [{level}] Failed login attempt, 2FA invalid. {source}", MFA_FAILED),
    ("bitwarden", " [{level}] Failed login attempt. {source}", LOGIN_FAILED),
    ("calibre_web", "]  {level} {{{logger}} Login failed for user \"{user*}\" IP-address: {source}", LOGIN_FAILED),
    ("calibre_web", "]  {level} {{{logger}} Login failed for user \"{user*}\" IP-address: {forwarded*}", LOGIN_FAILED),
    ("dockge", " [AUTH] {level}: Incorrect username or password for user {user*}. IP={source}", LOGIN_FAILED),
    ("dockge", " [AUTH] {level}: Invalid token provided for user {user*}. IP={source}", MFA_FAILED),
    (
        "domino",
        "   SMTP Server [{thread_name}] Authentication failed for user {user*} ; connecting host {source}",
        LOGIN_FAILED,
    ),
    ("domino", "   SMTP Server [{thread_name}] Connection from {source} rejected for {reason*}", REFUSED),
    ("domino", "   SMTP Server: Authentication failed for user {user*} ; connecting host {source}", LOGIN_FAILED),
    ("domino", "   {program}: {user*} [{source}] authentication failure using internet password", LOGIN_FAILED),
    ("domino", "   {program}: {user*} {source} authentication failure using internet password", LOGIN_FAILED),
    ("ejabberd", " [{level}] {erlang_pid} {rest*} Failed authentication for {user} from IP {source}", LOGIN_FAILED),
    (
        "ejabberd",
        " [{level}] {erlang_pid} {rest*} Failed {mechanism} authentication for {user} from {source}: {reason*}",
        LOGIN_FAILED,
    ),
    (
        "ejabberd",
        " [{level}] {erlang_pid} {rest*} Failed {mechanism} authentication {user} from {source}: {reason*}",
        LOGIN_FAILED,
    ),
    (
        "ejabberd",
        " [{level}] {erlang_pid} {rest*} Failed {mechanism*} authentication for {user} from {source}: {reason*}",
        LOGIN_FAILED,
    ),
    ("ejabberd", " [{level}] {erlang_pid} {rest*} Failed authentication for {user} from {source}", LOGIN_FAILED),
    ("emby", " {level} Server: AUTH-ERROR: {source} - {reason*}", LOGIN_FAILED),
    (
        "firefly_iii",
        "] {channel}: AUDIT: Login failed. Attempt for user \"{user!}\" failed. ({source} -> {request*})",
        LOGIN_FAILED,
    ),
    (
        "firefly_iii",
        "] {channel}: AUDIT: User is trying to login using \"{user!}\" ({source} -> {request*})",
        LOGIN_TRIED,
    ),
    ("firefly_iii", "] {channel}: AUDIT: {reason!} ({source} ({user}) -> {request*})", TOLD),
    ("firefly_iii", "] {channel}: AUDIT: {reason!} ({source} -> {request*})", TOLD),
    (
        "freeswitch",
        "[[ {idle}%]] [{level}] {file_line} SIP auth failure ({sip_method}) on sofia profile '{profile}' for \
      [{account*}] from ip {source}",
        LOGIN_FAILED,
    ),
    (
        "freeswitch",
        "[[ {idle}%]] [{level}] {file_line} SIP auth challenge ({sip_method}) on sofia profile '{profile}' \
      for [{account*}] from ip {source}",
        LOGIN_TRIED,
    ),
    ("freeswitch", "[[ {idle}%]] [{level}] {file_line} Can't find user [{account*}] from {source}", LOGIN_FAILED),
    ("freeswitch", "[[ {idle}%]] [{level}] {file_line} IP {source} Rejected by {rule*}", REFUSED),
    ("group_office", "]LOGIN FAILED for user: \"{user*}\" from IP: {source}", LOGIN_FAILED),
    ("group_office", "]LOGIN SUCCESS for user: \"{user*}\" from IP: {source}", LOGIN),
    (
        "harbor",
        " [{level}] [{file_line}][client IP=\"{forwarded-}\" requestID=\"{request_id}\" user \
      agent=\"{user_agent*}\"]: failed to authenticate user:{user*}, error:{reason*}",
        LOGIN_FAILED,
    ),
    (
        "harbor",
        " [{level}] [{file_line}][client IP=\"{forwarded-}\" requestID=\"{request_id}\" user \
      agent=\"{user_agent*}\"]: {reason*}",
        TOLD,
    ),
    (
        "home_assistant",
        " {level} ({thread_name}) [homeassistant.components.http.ban] Login attempt or request with \
      invalid authentication from {source_name} ({source}). Requested URL: '{url*}'. ({user_agent*})",
        LOGIN_FAILED,
    ),
    (
        "home_assistant",
        " {level} ({thread_name}) [homeassistant.components.http.ban] Login attempt or request with \
      invalid authentication from {source_name} ({source}). ({user_agent*})",
        LOGIN_FAILED,
    ),
    (
        "home_assistant",
        " {level} ({thread_name}) [homeassistant.components.http.ban] Login attempt or request with \
      invalid authentication from {source}.{note*}",
        LOGIN_FAILED,
    ),
    (
        "home_assistant",
        " {level} ({thread_name}) [homeassistant.components.http.ban] Banned IP {source} {reason*}",
        BANNED,
    ),
    (
        "jellyfin",
        "] [{level}] [{thread}] Jellyfin.Server.Implementations.Users.UserManager: Authentication request for \
      \"{user*}\" has been denied (IP: \"{source}\").",
        LOGIN_FAILED,
    ),
    (
        "jellyfin",
        "] [{level}] [{thread}] Jellyfin.Server.Implementations.Users.UserManager: Authentication request for \
      {user*} has been denied (IP: {source}).",
        LOGIN_FAILED,
    ),
    (
        "jellyfin",
        "] [{level}] [{thread}] Jellyfin.Server.Implementations.Users.UserManager: Authentication request for \
      \"{user*}\" has succeeded.",
        LOGIN,
    ),
    (
        "jellyfin",
        "] [{level}] [{thread}] Jellyfin.Server.Implementations.Users.UserManager: Authentication request for \
      {user*} has succeeded.",
        LOGIN,
    ),
    (
        "jellyseerr",
        " [{level}][{logger}]: {reason*} {{\"account\":{{\"ip\":\"{source}\",\"email\":\"{user*}\",{rest*}",
        LOGIN_FAILED,
    ),
    ("kerio", "] Attempt to deliver to unknown recipient <{to*}>, from <{from*}>, IP address {source}", MAIL_REJECTED),
    ("kerio", "] SMTP Spam attack detected from {source}, {reason*}", MAIL_REJECTED),
    (
        "kerio",
        "] IP address {source} found in DNS blacklist {rule}, mail from <{from*}> to <{to*}>[[ rejected]]",
        MAIL_REJECTED,
    ),
    ("kerio", "] Relay attempt from IP address {source}, mail from <{from*}> to <{to*}> rejected", MAIL_REJECTED),
    ("kerio", "] SMTP: User {user} doesn't exist. Attempt from IP address {source}.", LOGIN_FAILED),
    ("kerio", "] {protocol}: Invalid password for user {user}. Attempt from IP address {source}.", LOGIN_FAILED),
    ("kerio", "] {protocol}: User {user} doesn't exist. Attempt from IP address {source}.", LOGIN_FAILED),
    ("kerio", "] Client with IP address {source} has no reverse DNS entry, {reason*}", REFUSED),
    ("kerio", "] Administration login into {application*} from {source} failed: {reason*}", LOGIN_FAILED),
    ("kerio", "] Message from IP address {source}, sender <{from*}> rejected: {reason*}", MAIL_REJECTED),
    ("kerio", "] Failed {application} login from {source} with SASL method {mechanism}.", LOGIN_FAILED),
    ("kerio", "] Failed {application} login from {source}", LOGIN_FAILED),
    (
        "litespeed",
        " [{level}] [{pid#}] [{source_connection}] [STDERR] [WebAdmin Console] Failed Login Attempt - \
      username:{user} ip:{source} url:{url*}",
        LOGIN_FAILED,
    ),
    ("mailcow", " {level}: Banning {banned} for {minutes#} minutes", BANNED),
    ("mailcow", " {level}: Added host/network {banned} to denylist", BANNED),
    ("monitorix", " - AUTHERR - [{source}] Authentication error: {url_path*}", LOGIN_FAILED),
    ("monitorix", " - NOTALLOWED - [{source}] Access not allowed: {url_path*}", REQUEST_REFUSED),
    ("monitorix", " - NOTEXIST - [{source}] File does not exist: {url_path*}", REQUEST_REFUSED),
    ("monitorix", " - OK - [{source}] \"{http_method} {url_path} - {user_agent*}\"", REQUESTED),
    ("mssql", " Logon       Login failed for user '{user*}'. Reason: {reason*} [CLIENT: {source}]", LOGIN_FAILED),
    ("mssql", " Logon       Login failed for user '{user*}'.{note*} [CLIENT: {source}]", LOGIN_FAILED),
    ("mssql", " Logon       Login succeeded for user '{user*}'. {reason*} [CLIENT: {source}]", LOGIN),
    ("mssql", " Logon       Error: {error_code#}, Severity: {severity#}, State: {state#}.", LOGIN_FAILED),
    (
        "murmur",
        " {server#} => <{session#}:{user*}({user_id})> Rejected connection from {source_end}: {reason*}",
        LOGIN_FAILED,
    ),
    (
        "nsd",
        "] nsd[{pid#}]: {level}: ratelimit {action} {zone} type {query_type} target {target} query {source} {what}",
        REFUSED,
    ),
    ("nsd", "] nsd[{pid#}]: {level}: axfr for {zone*} from client {source} refused, no acl matches.", ZONE_REFUSED),
    ("nsd", "] nsd[{pid#}]: {level}: axfr for {zone*} from {source} refused, no acl matches[[.]]", ZONE_REFUSED),
    ("ombi", " [{level}] Failed login attempt by IP: {source}", LOGIN_FAILED),
    // PortSentry's own file: the second is written twice.
    (
        "portsentry",
        " - {written_again*} Host: {source_name}/{source} Port: {destination_port#} {transport} Blocked",
        SCANNED,
    ),
    (
        "xrdp",
        "] [{level} ] ++ created session (access granted): username {user*}, ip {source_end} - socket: {socket#}",
        LOGIN,
    ),
    (
        "xrdp",
        "] [{level} ] ++ terminated session:  username {user*}, display {display}, session_pid {session_pid#}, ip {source_end} - socket: {socket#}",
        DISCONNECTED,
    ),
    ("xrdp", "] [{level} ] AUTHFAIL: user={user*} ip={source} time={time_seconds#}", LOGIN_FAILED),
    (
        "xrdp",
        "] [{level} ] Socket {socket#}: {family} connection received from {source} port {source_port#}",
        CONNECTED,
    ),
    ("openwebmail", " - [{pid#}] ({source}) {user} - login error - {reason*}", LOGIN_FAILED),
    ("openwebmail", " - [{pid#}] ({source}) {user} - userinfo error - {reason*}", LOGIN_FAILED),
    ("openwebmail", " - [{pid#}] ({source}) {user} - {reason*}", TOLD),
    ("overseerr", " [{level}][{logger}]: Failed {reason-} {{\"ip\":\"{source}\",\"email\":\"{user*}\"}", LOGIN_FAILED),
    (
        "overseerr",
        " [{level}][{logger}]: Failed {reason-} {{\"ip\":\"{source}\",\"email\":\"{user*}\",{rest*}",
        LOGIN_FAILED,
    ),
    (
        "overseerr",
        " [{level}][{logger}]: Failed {reason-} {{\"account\":{{\"ip\":\"{source}\",\"email\":\"{user*}\",\
      {rest*}",
        LOGIN_FAILED,
    ),
    ("proxmox_backup", ": authentication failure; rhost={source_end} user={user} msg={reason*}", LOGIN_FAILED),
    ("proxmox_backup", ": successful auth for user '{user}'", LOGIN),
    (
        "qbittorrent",
        " - WebAPI login failure. Reason: {reason-}, attempt count: {attempts#}, IP: {source}, username: \
      {user*}",
        LOGIN_FAILED,
    ),
    ("qbittorrent", " - WebAPI login failure. Reason: {reason-}, IP: {source}, username: {user*}", LOGIN_FAILED),
    ("qbittorrent", " - WebAPI login success. IP: {source}", LOGIN),
    (
        "sabnzbd",
        "::{level}::[{file_line}] {reason-} {peer} (X-Forwarded-For: {forwarded-}) [{user_agent*}]",
        LOGIN_FAILED,
    ),
    ("sabnzbd", "::{level}::[{file_line}] {reason-} {source} [{user_agent*}]", LOGIN_FAILED),
    ("servarr", "|{level}|Auth|Auth-Failure ip {source} username '{user*}'", LOGIN_FAILED),
    ("servarr", "|{level}|Auth|Auth-Success ip {source} username '{user*}'", LOGIN),
    ("servarr", "|{level}|Auth|Auth-Unauthorized ip {source} url '{url*}'", LOGIN_FAILED),
    (
        "softether",
        " Connection \"{connection}\": User authentication failed. The user name that has been provided was \
      \"{user*}\", from {source}.",
        LOGIN_FAILED,
    ),
    ("stunnel", " LOG{severity#}[{thread_name}]: SSL_accept from {source_end} : {reason*}", BROKEN),
    ("stunnel", " LOG{severity#}[{thread_name}]: Service [{service}] accepted connection from {source_end}", CONNECTED),
    ("uptime_kuma", " [AUTH] {level}: Incorrect username or password for user {user*}. IP={source}", LOGIN_FAILED),
    (
        "vaultwarden",
        "][{logger}][{level}] Username or password is incorrect. Try again. IP: {source}. Username: {user*}.",
        LOGIN_FAILED,
    ),
    ("vaultwarden", "][{logger}][{level}] Invalid admin token. IP: {source}", LOGIN_FAILED),
    ("vaultwarden", "][{logger}][{level}] Invalid TOTP code! Server time: {server_time*} UTC IP: {source}", MFA_FAILED),
    ("vaultwarden", "][{logger}][{level}] Token is invalid! IP: {source}", MFA_FAILED),
    ("vaultwarden", "][{logger}][{level}] Invalid admin token! IP: {source}. Username: {user}", LOGIN_FAILED),
    ("vaultwarden", "][{logger}][{level}] Invalid admin token! IP: {source}", LOGIN_FAILED),
    ("vaultwarden", "][vaultwarden::api::identity][{level}] User {user} logged in successfully. IP: {source}", LOGIN),
    (
        "zoneminder",
        " {program}[{pid#}].{level} [{source}] [Login denied for user \"{user*}\"] at {file_line*}",
        LOGIN_FAILED,
    ),
    (
        "zoneminder",
        " {program}[{pid#}].{level} [{source}] [Could not retrieve user {user*} details] at {file_line*}",
        LOGIN_FAILED,
    ),
    (
        "zoneminder",
        " {program}[{pid#}].{level} [{source}] [Login successful for user \"{user*}\"] at {file_line*}",
        LOGIN,
    ),
    (
        "zoneminder",
        " {program}[{pid#}].{level} [{source}] [Unable to authenticate user. {reason*}] at {file_line*}",
        LOGIN_FAILED,
    ),
    ("zoneminder", " {program}[{pid#}].{level} [{source}] [{reason*}] at {file_line*}", TOLD),
];
