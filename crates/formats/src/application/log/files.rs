//! Wordings of file transfer and administration servers that write to syslog.

use super::{
    Row,
    meanings::{CONNECTED, LOGIN, LOGIN_FAILED, SCANNED},
};

/// By service; of two that match the first counts.
pub(super) const FILES: &[Row] = &[
    // The BSD server and what was made of it: wu-ftpd, the Linux port, inetutils (`ftpd.c`).
    ("ftpd", "connection from {source_name} [{source}]", CONNECTED),
    ("ftpd", "connection from {source} () at {connected_at*}", CONNECTED),
    ("ftpd", "connection from {source} ({source_name}) at {connected_at*}", CONNECTED),
    ("ftpd", "FTP LOGIN FROM {source_name} [{source}], {user*}", LOGIN),
    ("ftpd", "FTP LOGIN FROM {source} as {user*}", LOGIN),
    ("ftpd", "ANONYMOUS FTP LOGIN FROM {source_name} [{source}], {mail_address*}", LOGIN),
    ("ftpd", "ANONYMOUS FTP LOGIN FROM {source}, {mail_address*}", LOGIN),
    ("ftpd", "FTP LOGIN REFUSED ({reason-}) FROM {source_name} [{source}], {user*}", LOGIN_FAILED),
    ("ftpd", "FTP LOGIN REFUSED FROM {source}, {user*}", LOGIN_FAILED),
    ("ftpd", "FTP LOGIN FAILED FROM {source}, {user*}", LOGIN_FAILED),
    ("ftpd", "failed login from {source_name} [{source}], {user*}", LOGIN_FAILED),
    ("ftpd", "failed login from {source_name} [{source}]", LOGIN_FAILED),
    ("ftpd", "repeated login failures from {source_name} [{source}]", LOGIN_FAILED),
    ("ftpd", "login {user} from {source} failed.", LOGIN_FAILED),
    ("ftpd", "Failed authentication from: {source_name} [{source}]", LOGIN_FAILED),
    // TFTP (`tftpd-hpa`, atftpd).
    ("tftpd", "RRQ from {source} filename {file*}", CONNECTED),
    ("tftpd", "WRQ from {source} filename {file*}", CONNECTED),
    ("tftpd", "Serving {file*} to {source}:{source_port#}", CONNECTED),
    // Webmin and Usermin (`miniserv.pl`).
    ("webmin", "Successful login as {user*} from {source}", LOGIN),
    ("webmin", "Invalid login as {user*} from {source}", LOGIN_FAILED),
    ("webmin", "Non-existent login as {user*} from {source}", LOGIN_FAILED),
    ("webmin", "Invalid username {user*} from {source}", LOGIN_FAILED),
    ("webmin", "Expired password for {user*} from {source}", LOGIN_FAILED),
    // PortSentry.
    (
        "portsentry",
        "attackalert: {scan*} from host: {source_name}/{source} to {transport} port: {destination_port#}[[ {note*}]]",
        SCANNED,
    ),
    ("portsentry", "attackalert: Host {source} has been blocked {note*}", SCANNED),
    ("portsentry", "attackalert: Host: {source_name}/{source} is already blocked[[ {note*}]]", SCANNED),
];
