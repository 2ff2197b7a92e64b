//! Who leased an address, joined a network or asked the firewall's interface, where no key of a flow names him.

use model::{Fact, Field, Name};

use super::{Line, meanings::Slot};
use crate::syntax::{
    cut::is_ip,
    pairs::{Pairs, Piece},
};

/// What a FortiDeceptor's message says of an attack.
const ATTACK: [(&[u8], Field); 6] = [
    (b"AttackerIP", Field::SourceIp),
    (b"AttackerPort", Field::SourcePort),
    (b"AttackerMac", Field::SourceMac),
    (b"VictimIP", Field::DestinationIp),
    (b"VictimPort", Field::DestinationPort),
    (b"MITRE_ATT&CK_ID", Field::ThreatTechniqueId),
];

impl Line<'_, '_> {
    /// DHCP names its client by `mac`, `ip` and `hostname`, the endpoint control by `ip` and `name`.
    pub(super) fn conclude_client(&mut self) {
        let is_lease = self.span(Slot::DhcpMessage).is_some();
        if is_lease || self.text(Slot::Subtype) == b"endpoint" {
            let name = if is_lease { Slot::HostName } else { Slot::Name };
            let client = [(Slot::Address, Field::SourceIp), (Slot::Mac, Field::SourceMac), (name, Field::SourceDomain)];
            self.drop_server_name(is_lease);
            client.into_iter().for_each(|(slot, field)| self.give(field.name(), slot, field));
        }
        if self.text(Slot::Subtype) == b"attack" {
            self.conclude_attack();
        }
    }

    /// `hostname` is a server's name everywhere but in DHCP.
    fn drop_server_name(&mut self, is_lease: bool) {
        let of_server = |fact: &&mut Fact| fact.name == Name::Known("hostname") && fact.field.is_some();
        for fact in self.record.facts.iter_mut().filter(of_server).filter(|_| is_lease) {
            fact.field = None;
        }
    }

    fn conclude_attack(&mut self) {
        for piece in Pairs::new(self.text(Slot::Text)) {
            let Piece::Pair { key, value } = piece else { continue };
            let field = ATTACK.iter().find(|(name, _)| *name == key).map(|(_, field)| *field);
            let Some(field) = field.filter(|field| !self.given.contains(*field)) else { continue };
            if matches!(field, Field::SourceIp | Field::DestinationIp) && !is_ip(value) {
                continue;
            }
            self.given.insert(field);
            let span = self.body.span_of(value);
            self.record.push(field.name(), Some(field), span);
        }
    }

    /// A call of the REST interface: `status` is HTTP's where `method` is.
    pub(super) fn conclude_request(&mut self) {
        if matches!(self.text(Slot::Method), b"GET" | b"POST" | b"PUT" | b"DELETE" | b"PATCH" | b"HEAD") {
            self.give("method", Slot::Method, Field::HttpRequestMethod);
            self.give("status", Slot::Status, Field::HttpResponseStatusCode);
        }
    }
}
