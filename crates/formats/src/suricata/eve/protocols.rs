//! What the records of protocols answer, and which protocol they tell of.

use model::Field;

use super::{Eve, meanings::Slot};

impl Eve<'_, '_> {
    /// Whom DHCP and FTP speak of: the client of an answer is its destination, and `USER` names the account.
    pub(super) fn conclude_client(&mut self) {
        const DHCP_SERVER: u64 = 67;
        let port = self.record.first(Field::SourcePort).and_then(|fact| fact.value.number(self.raw));
        let is_answer = self.text(Slot::DhcpType).0 == b"reply" && port == Some(DHCP_SERVER);
        let [mac, host] = match is_answer {
            true => [Field::DestinationMac, Field::DestinationDomain],
            false => [Field::SourceMac, Field::SourceDomain],
        };
        self.settle(Slot::DhcpMac, mac);
        self.settle(Slot::DhcpHost, host);
        if self.text(Slot::FtpCommand).0.eq_ignore_ascii_case(b"USER") {
            self.settle(Slot::FtpArgument, Field::UserName);
        }
    }

    /// What Kerberos and SMB answered, and what became of a flow.
    pub(super) fn conclude_outcome(&mut self) {
        let (answer, answered) = self.text(Slot::KerberosType);
        let (status, told) = self.text(Slot::SmbStatus);
        let error = self.text(Slot::KerberosError).0;
        let outcome = match (answer, status) {
            // The way a client learns that it has to prove who it is.
            (b"KRB_ERROR", _) if error == b"KDC_ERR_PREAUTH_REQUIRED" => None,
            (b"KRB_ERROR", _) => Some(("failure", answered)),
            (b"KRB_AS_REP" | b"KRB_TGS_REP" | b"KRB_AP_REP", _) => Some(("success", answered)),
            (_, b"STATUS_SUCCESS") => Some(("success", told)),
            (_, status) if SMB_FAILURES.iter().any(|word| status == word.as_bytes()) => Some(("failure", told)),
            _ => None,
        };
        if let Some((word, span)) = outcome {
            self.record.push_word(Field::EventOutcome, word, span);
        }
        let (action, span) = self.text(Slot::FlowAction);
        if matches!(action, b"drop" | b"reject") {
            self.record.push_word(Field::EventType, "denied", span);
        }
    }
}

/// What SMB answers where it refuses ([MS-ERREF] §2.3.1).
const SMB_FAILURES: [&str; 12] = [
    "STATUS_ACCESS_DENIED",
    "STATUS_ACCOUNT_DISABLED",
    "STATUS_ACCOUNT_LOCKED_OUT",
    "STATUS_ACCOUNT_RESTRICTION",
    "STATUS_BAD_NETWORK_NAME",
    "STATUS_LOGON_FAILURE",
    "STATUS_LOGON_TYPE_NOT_GRANTED",
    "STATUS_NO_SUCH_FILE",
    "STATUS_OBJECT_NAME_NOT_FOUND",
    "STATUS_OBJECT_PATH_NOT_FOUND",
    "STATUS_PASSWORD_EXPIRED",
    "STATUS_WRONG_PASSWORD",
];

/// True for a kind of record that bears the name of the protocol that it tells of.
pub(super) fn is_protocol(kind: &[u8]) -> bool {
    matches!(
        kind,
        b"dcerpc"
            | b"dhcp"
            | b"dnp3"
            | b"dns"
            | b"doh2"
            | b"enip"
            | b"ftp"
            | b"http"
            | b"http2"
            | b"ike"
            | b"ikev2"
            | b"krb5"
            | b"ldap"
            | b"mdns"
            | b"modbus"
            | b"mqtt"
            | b"nfs"
            | b"pgsql"
            | b"pop3"
            | b"quic"
            | b"rdp"
            | b"rfb"
            | b"sip"
            | b"smb"
            | b"smtp"
            | b"snmp"
            | b"ssh"
            | b"telnet"
            | b"tftp"
            | b"tls"
            | b"websocket"
    )
}
