//! Which programs write which wordings to syslog: many of them are plain words that any other program may write, too.

use super::{Row, asterisk::ASTERISK, files::FILES, mailers::MAILERS, network::NETWORK, own::OWN, tagged::TAGGED};
use crate::syntax::shape::{Captures, Shapes};

/// By service, how the names of the programs begin that write its wordings. A program that writes those of several
/// services is named at each.
const WRITERS: &[(&str, &[&str])] = &[
    ("amavis", &["amavis"]),
    ("arpwatch", &["arpwatch"]),
    ("asterisk", &["asterisk"]),
    ("bitwarden", &["Bitwarden", "bitwarden"]),
    ("clamav", &["clamd", "clamav"]),
    // Its servers bear the names of what they serve.
    ("courier", &["courier", "esmtpd", "imapd", "imaplogin", "pop3d", "pop3login", "poplogin"]),
    ("cyrus", &["cyrus", "httpd", "imap", "lmtp", "managesieve", "mupdate", "nntp", "pop3", "sieve", "timsieve"]),
    ("dhclient", &["dhclient"]),
    ("dhcpd", &["dhcpd"]),
    ("dnsmasq", &["dnsmasq"]),
    ("freeradius", &["freeradius", "radiusd"]),
    ("froxlor", &["Froxlor", "froxlor"]),
    ("ftpd", &["ftpd", "in.ftpd", "tnftpd", "wu-ftpd", "wuftpd"]),
    ("gssftp", &["ftpd", "gssftp"]),
    ("hostapd", &["hostapd"]),
    ("inetd", &["inetd"]),
    ("jellyfin", &["jellyfin"]),
    ("kadmind", &["kadmind"]),
    ("krb5kdc", &["krb5kdc"]),
    ("lfd", &["lfd"]),
    ("mailscanner", &["MailScanner", "mailscanner"]),
    // Node.js' own name for what serves HTTPS.
    ("meshcentral", &["MeshCentral", "https", "meshcentral"]),
    ("mountd", &["mountd", "rpc.mountd"]),
    ("opendkim", &["opendkim"]),
    ("perdition", &["perdition"]),
    ("pluto", &["ipsec", "pluto"]),
    ("policyd_spf", &["policyd-spf"]),
    ("portsentry", &["portsentry"]),
    ("postgrey", &["postgrey"]),
    ("pptpd", &["pptpd"]),
    ("proxmox", &["pmg", "proxmox", "pvedaemon", "pveproxy"]),
    ("qmail", &["qmail"]),
    ("racoon", &["racoon"]),
    ("rblsmtpd", &["qmail", "rblsmtpd", "smtpd"]),
    ("rsync", &["rsync"]),
    ("samba", &["nmbd", "samba", "smbd"]),
    ("saslauthd", &["saslauthd"]),
    ("scanlogd", &["scanlogd"]),
    ("screensharingd", &["screensharingd"]),
    // What runs is Mono.
    (
        "servarr",
        &[
            "Lidarr", "Prowlarr", "Radarr", "Readarr", "Sonarr", "Whisparr", "lidarr", "mono", "prowlarr", "radarr",
            "readarr", "sonarr", "whisparr",
        ],
    ),
    ("slapd", &["slapd"]),
    ("snmpd", &["snmpd"]),
    ("solid_pop3d", &["solid-pop3d", "spop3d"]),
    ("spamd", &["spamd"]),
    ("sshguard", &["sshguard"]),
    ("strongswan", &["charon", "ipsec"]),
    // Whatever is started through it or linked with its library.
    (
        "tcpd",
        &[
            "bpcd", "fingerd", "ftpd", "imapd", "in.", "ipop", "nrpe", "popper", "portmap", "rlogind", "rpc.",
            "rpcbind", "rshd", "sockd", "swat", "tcpd", "telnetd", "vsftpd",
        ],
    ),
    ("tftpd", &["atftpd", "in.tftpd", "tftpd"]),
    ("unbound", &["unbound"]),
    ("uw_imap", &["imapd", "ipop2d", "ipop3d"]),
    ("webmin", &["miniserv", "usermin", "webmin"]),
    ("xinetd", &["xinetd"]),
    ("xl2tpd", &["xl2tpd"]),
    ("xrdp", &["xrdp"]),
];

/// The wordings of programs, by who writes them.
pub(super) struct Writers {
    /// Those of each service.
    wordings: Vec<Shapes<Row>>,
    /// By the first byte of a program's name: how it begins, and the place of the service.
    by_byte: Vec<Vec<(&'static str, usize)>>,
}

impl Writers {
    pub(super) fn new() -> Self {
        let rows_of = |service: &'static str| list_rows().filter(move |row| row.0 == service).map(|row| (row.1, row));
        let wordings = WRITERS.iter().map(|(service, _)| Shapes::of(rows_of(service)));
        let mut by_byte = vec![Vec::new(); usize::from(u8::MAX) + 1];
        for (place, (_, starts)) in WRITERS.iter().enumerate() {
            for start in *starts {
                let byte = start.bytes().next().unwrap_or_default();
                if let Some(list) = by_byte.get_mut(usize::from(byte)) {
                    list.push((*start, place));
                }
            }
        }
        Self { wordings: wordings.collect(), by_byte }
    }

    /// Looks among the wordings of the program that wrote the text.
    pub(super) fn find<'a>(&self, tag: &[u8], text: &'a [u8]) -> Option<(Captures<'a>, &'static Row)> {
        let name = tag.rsplit(|byte| *byte == b'/').next().filter(|_| tag.starts_with(b"/")).unwrap_or(tag);
        let starts = self.by_byte.get(usize::from(*name.first()?))?;
        let mut places = starts.iter().filter(|(start, _)| name.starts_with(start.as_bytes())).map(|(_, place)| *place);
        places.find_map(|place| self.wordings.get(place)?.find(text))
    }

    /// Looks among the wordings of one service.
    pub(super) fn find_of_service<'a>(&self, service: &str, text: &'a [u8]) -> Option<(Captures<'a>, &'static Row)> {
        let place = WRITERS.iter().position(|(name, _)| *name == service)?;
        self.wordings.get(place)?.find(text)
    }
}

/// Every wording of a program.
fn list_rows() -> impl Iterator<Item = &'static Row> {
    [TAGGED, NETWORK, MAILERS, FILES, ASTERISK].into_iter().chain(OWN.iter().copied()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{WRITERS, list_rows};

    #[test]
    fn every_service_has_its_writers_and_every_writer_has_wordings() {
        let has_writers = |row: &super::Row| WRITERS.iter().any(|(service, _)| *service == row.0);
        let orphans: Vec<_> = list_rows().filter(|row| !has_writers(row)).collect();
        assert!(orphans.is_empty(), "{:?}", orphans.iter().map(|row| row.1).collect::<Vec<_>>());
        for (service, starts) in WRITERS {
            assert!(list_rows().any(|row| row.0 == *service) && !starts.is_empty(), "{service}");
            assert!(starts.iter().all(|start| !start.is_empty()), "{service}");
        }
    }
}
