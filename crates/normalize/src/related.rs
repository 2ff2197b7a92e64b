//! What an analyst pivots on, gathered from wherever it stands: `related.*`, and `network.type`.

use model::{Fact, Field, FieldKind, Value};

use crate::{address, derived, derived::word, field_set::FieldSet};

/// Adds `network.type` where both ends are known by address, in the same version of IP.
pub(crate) fn derive_network_type(raw: &[u8], facts: &mut Vec<Fact>, fields: &FieldSet) {
    let is_known = fields.contains(Field::SourceIp) && fields.contains(Field::DestinationIp);
    if fields.contains(Field::NetworkType) || !is_known {
        return;
    }
    let is_v6 = |field| {
        let end = facts.iter().find(|fact| fact.field == Some(field));
        end.and_then(|fact| fact.value.bytes(raw)).map(|text| text.contains(&b':'))
    };
    let kind = match (is_v6(Field::SourceIp), is_v6(Field::DestinationIp)) {
        (Some(false), Some(false)) => "ipv4",
        (Some(true), Some(true)) => "ipv6",
        _ => return,
    };
    facts.push(derived::fact(Field::NetworkType, word(kind)));
}

/// Adds `related.ip`, `related.user`, `related.hosts` and `related.hash`: each value once, in the order in which it
/// first stands in the facts.
pub(crate) fn derive_related(raw: &[u8], facts: &mut Vec<Fact>, fields: &FieldSet) {
    let said = facts.len();
    for index in 0..said {
        let Some(fact) = facts.get(index) else { return };
        let Some(field) = fact.field else { continue };
        let Some(gathered) = GATHERED.get(field as usize).copied().flatten() else { continue };
        let Some(text) = fact.value.bytes(raw).filter(|text| !text.is_empty()) else { continue };
        let related = match gathered {
            // Devices without a name write their address in its place.
            Field::RelatedHosts if address::parse(text).is_some() => Field::RelatedIp,
            other => other,
        };
        // What a format itself put there stands before `said`, which is seldom worth a look.
        let first = if fields.contains(related) { 0 } else { said };
        if !facts.get(first..).unwrap_or_default().iter().any(|other| tells(other, related, text, raw)) {
            let value: Value = fact.value.clone();
            facts.push(derived::fact(related, value));
        }
    }
}

/// True where a fact has this value of this field.
fn tells(fact: &Fact, field: Field, text: &[u8], raw: &[u8]) -> bool {
    fact.field == Some(field) && fact.value.bytes(raw).is_some_and(|there| is_same(field, there, text))
}

/// Where the values of each field are gathered, in the order of [`Field::ALL`].
static GATHERED: [Option<Field>; Field::ALL.len()] = list_gathered();

#[expect(clippy::indexing_slicing, reason = "the index is below the length; it runs while compiling only")]
const fn list_gathered() -> [Option<Field>; Field::ALL.len()] {
    let mut gathered = [None; Field::ALL.len()];
    let mut at = 0;
    while at < gathered.len() {
        gathered[at] = find_gathered(Field::ALL[at]);
        at += 1;
    }
    gathered
}

const fn find_gathered(field: Field) -> Option<Field> {
    match field {
        Field::RelatedHash | Field::RelatedHosts | Field::RelatedIp | Field::RelatedUser => None,
        Field::DestinationUserName
        | Field::SourceUserName
        | Field::UserChangesName
        | Field::UserEffectiveName
        | Field::UserName
        | Field::UserTargetName => Some(Field::RelatedUser),
        Field::FileHashMd5
        | Field::FileHashSha1
        | Field::FileHashSha256
        | Field::ProcessHashMd5
        | Field::ProcessHashSha1
        | Field::ProcessHashSha256
        | Field::TlsClientJa3
        | Field::TlsServerJa3s => Some(Field::RelatedHash),
        Field::DestinationDomain
        | Field::DnsQuestionName
        | Field::HostHostname
        | Field::HostName
        | Field::LogSyslogHostname
        | Field::ObserverHostname
        | Field::ObserverName
        | Field::SourceDomain
        | Field::TlsClientServerName
        | Field::UrlDomain => Some(Field::RelatedHosts),
        _ => match field.kind() {
            FieldKind::Ip => Some(Field::RelatedIp),
            _ => None,
        },
    }
}

/// IPv4 addresses that parse have one spelling, IPv6 addresses have many.
fn is_same(related: Field, one: &[u8], other: &[u8]) -> bool {
    one == other
        || related == Field::RelatedIp
            && one.contains(&b':')
            && other.contains(&b':')
            && address::parse(one) == address::parse(other)
}
