//! The two ends of a flow as facts: which fields an end fills, with NAT, users and services.

use model::{Fact, Field, Name, Span, Value};

use super::{
    end::{Host, Written},
    matcher::Matcher,
    pattern::End,
};
use crate::syntax::cut::{is_ip, is_number};

/// The fields of one side of a flow.
pub(super) struct Side {
    ip: Field,
    address: Field,
    port: Field,
    nat_ip: Field,
    nat_port: Field,
    interface: Field,
    user: Field,
    user_domain: Field,
    service: &'static str,
    identity: &'static str,
    security_group: &'static str,
}

pub(super) const SOURCE: Side = Side {
    ip: Field::SourceIp,
    address: Field::SourceAddress,
    port: Field::SourcePort,
    nat_ip: Field::SourceNatIp,
    nat_port: Field::SourceNatPort,
    interface: Field::ObserverIngressInterfaceName,
    user: Field::SourceUserName,
    user_domain: Field::SourceUserDomain,
    service: "source_service",
    identity: "source_identity",
    security_group: "source_security_group",
};

pub(super) const DESTINATION: Side = Side {
    ip: Field::DestinationIp,
    address: Field::DestinationAddress,
    port: Field::DestinationPort,
    nat_ip: Field::DestinationNatIp,
    nat_port: Field::DestinationNatPort,
    interface: Field::ObserverEgressInterfaceName,
    user: Field::DestinationUserName,
    user_domain: Field::DestinationUserDomain,
    service: "destination_service",
    identity: "destination_identity",
    security_group: "destination_security_group",
};

impl Matcher<'_, '_> {
    pub(super) fn put_side(&mut self, side: &Side, written: Written) {
        if let Some(span) = written.interface {
            self.record.push(side.interface.name(), Some(side.interface), span);
        }
        self.put_host(side.ip, side.address, written.host.span);
        if let Some(port) = written.host.port {
            let is_port = is_number(port.of(self.raw));
            let name = if is_port { side.port.name() } else { side.service };
            self.record.push(name, Some(side.port).filter(|_| is_port), port);
        }
        if let Some(mapped) = written.mapped {
            self.put_mapped(side, written.host, mapped);
        }
        if let Some(identity) = written.identity {
            self.put_identity(side, identity);
        }
    }

    fn put_host(&mut self, ip: Field, address: Field, span: Span) {
        let field = if is_ip(span.of(self.raw)) { ip } else { address };
        self.record.push(field.name(), Some(field), span);
    }

    /// What NAT made of the end, where it made anything.
    fn put_mapped(&mut self, side: &Side, real: Host, mapped: Host) {
        let same = |left: Span, right: Span| left.of(self.raw) == right.of(self.raw);
        let is_other_port = match (real.port, mapped.port) {
            (Some(real), Some(mapped)) => !same(real, mapped),
            _ => false,
        };
        let is_other_host = !same(real.span, mapped.span);
        if is_other_host && is_ip(mapped.span.of(self.raw)) {
            self.record.push(side.nat_ip.name(), Some(side.nat_ip), mapped.span);
        }
        if let Some(port) = mapped.port.filter(|_| is_other_port) {
            self.keep(side.nat_port.name(), Some(side.nat_port), port);
        }
    }

    /// `domain\user`, a host's name, a security group (`100:Staff`), or a user and a group with a comma between them.
    fn put_identity(&mut self, side: &Side, identity: Span) {
        let (start, end) = (identity.start as usize, identity.end as usize);
        let text = identity.of(self.raw);
        let comma = memchr::memchr(b',', text).map(|comma| start + comma);
        if let Some(comma) = comma {
            let group = self.raw.get(comma + 1..end).unwrap_or_default().trim_ascii_start().len();
            self.record.push(side.security_group, None, Span::new(end - group, end));
        }
        let identity = Span::new(start, comma.unwrap_or(end));
        let text = identity.of(self.raw);
        let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if identity.is_empty() {
            return;
        }
        if comma.is_none() && digits > 0 && matches!(text.get(digits), None | Some(b':')) {
            self.record.push(side.security_group, None, identity);
            return;
        }
        match memchr::memchr(b'\\', text) {
            Some(at) => {
                let middle = identity.start as usize + at;
                let domain = Span::new(identity.start as usize, middle);
                self.record.push(side.user_domain.name(), Some(side.user_domain), domain);
                let user = Span::new(middle + 1, identity.end as usize);
                self.record.push(side.user.name(), Some(side.user), user);
            }
            None => self.record.push(side.identity, None, identity),
        }
    }

    pub(super) fn put_translated(&mut self, written: Written) {
        if let Some(span) = written.interface {
            self.record.push(DESTINATION.interface.name(), Some(DESTINATION.interface), span);
        }
        self.keep(SOURCE.nat_ip.name(), Some(SOURCE.nat_ip), written.host.span);
        if let Some(port) = written.host.port {
            self.keep(SOURCE.nat_port.name(), Some(SOURCE.nat_port), port);
        }
    }

    /// The foreign end began an inbound connection, the local end any other; global is the local end behind NAT. What
    /// stands behind the slash is ICMP's identifier, no port.
    pub(super) fn put_icmp(&mut self, end: End, written: Written) {
        let is_inbound = self.is_outbound == Some(false);
        let side = if is_inbound == (end == End::Foreign) { &SOURCE } else { &DESTINATION };
        if end == End::Global {
            self.keep("gaddr", None, written.host.span);
            return;
        }
        self.put_host(side.ip, side.address, written.host.span);
        if let Some(id) = written.host.port {
            self.record.push("icmp_id", None, id);
        }
        if let Some(identity) = written.identity {
            self.put_identity(side, identity);
        }
        if end == End::Local {
            self.settle_global(side.nat_ip, written.host.span);
        }
    }

    fn settle_global(&mut self, nat_ip: Field, local: Span) {
        let raw = self.raw;
        let differs =
            |fact: &&mut Fact| fact.name == Name::Known("gaddr") && fact.value.bytes(raw) != Some(local.of(raw));
        if let Some(fact) = self.record.facts.iter_mut().find(differs)
            && is_ip(fact.value.bytes(raw).unwrap_or_default())
            && matches!(fact.value, Value::Span(_))
        {
            fact.field = Some(nat_ip);
        }
    }
}
