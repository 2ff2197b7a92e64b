//! What an analyst pivots on, gathered from wherever it stands: `related.*`, and `network.type`.

use std::{collections::HashSet, net::IpAddr};

use model::{Fact, Field, FieldKind, Value, push_fact};

use crate::{address, derived::word, first_facts::FirstFacts};

/// Adds `network.type` where both ends are known by address, in the same version of IP.
pub(crate) fn derive_network_type(raw: &[u8], facts: &mut Vec<Fact>, firsts: &FirstFacts) {
    if firsts.contains(Field::NetworkType) {
        return;
    }
    let is_v6 = |field| {
        let end = firsts.find(field, facts);
        end.and_then(|fact| fact.value.bytes(raw)).map(address::shows_v6)
    };
    let kind = match (is_v6(Field::SourceIp), is_v6(Field::DestinationIp)) {
        (Some(false), Some(false)) => "ipv4",
        (Some(true), Some(true)) => "ipv6",
        _ => return,
    };
    push_fact(facts, || Fact::of_field(Field::NetworkType, word(kind)));
}

/// Up to so many values are compared with each other; of more, what was gathered is looked up.
const FEW_VALUES: usize = 48;

/// Where those facts stand whose values are gathered, in their order.
#[derive(Debug)]
pub(crate) struct Pivots {
    places: [u32; FEW_VALUES],
    count: usize,
}

impl Default for Pivots {
    fn default() -> Self {
        Self { places: [0; FEW_VALUES], count: 0 }
    }
}

impl Pivots {
    /// Notes the place of a fact of a field whose values are gathered.
    #[inline]
    pub(crate) fn note(&mut self, place: u32) {
        if let Some(room) = self.places.get_mut(self.count) {
            *room = place;
        }
        self.count += 1;
    }
}

/// Adds `related.ip`, `related.user`, `related.hosts` and `related.hash`: each value once, in the order in which it
/// first stands in the facts.
pub(crate) fn derive_related(raw: &[u8], facts: &mut Vec<Fact>, firsts: &FirstFacts, pivots: &Pivots) {
    let Some(places) = pivots.places.get(..pivots.count) else {
        derive_many(raw, facts);
        return;
    };
    let said = facts.len();
    for place in places {
        let Some(fact) = facts.get(*place as usize) else { return };
        let Some((related, text)) = gather(fact, raw) else { continue };
        // What a format itself put there stands before `said`, which is seldom worth a look.
        let first = if firsts.contains(related) { 0 } else { said };
        if !facts.get(first..).unwrap_or_default().iter().any(|other| tells(other, related, text, raw)) {
            match fact.value {
                // Nearly every value is so: it is put in its place without a copy.
                Value::Span(span) => push_fact(facts, || Fact::of_field(related, Value::Span(span))),
                ref value => {
                    let value = value.clone();
                    facts.push(Fact::of_field(related, value));
                }
            }
        }
    }
}

/// As above, of so many values that comparing each with each would let a hostile frame cost seconds.
fn derive_many(raw: &[u8], facts: &mut Vec<Fact>) {
    let is_related = |field: &Field| {
        matches!(field, Field::RelatedHash | Field::RelatedHosts | Field::RelatedIp | Field::RelatedUser)
    };
    let of_format = facts.iter().filter_map(|fact| Some((fact.field.filter(is_related)?, fact.value.bytes(raw)?)));
    let mut there: HashSet<(Field, Told<'_>)> =
        of_format.map(|(field, text)| (field, Told::new(field, text))).collect();
    let mut gathered = Vec::new();
    for fact in facts.iter() {
        if let Some((related, text)) = gather(fact, raw)
            && there.insert((related, Told::new(related, text)))
        {
            gathered.push(Fact::of_field(related, fact.value.clone()));
        }
    }
    facts.append(&mut gathered);
}

/// What makes two gathered values one.
#[derive(PartialEq, Eq, Hash)]
enum Told<'a> {
    /// However it is spelt.
    Address(IpAddr),
    Text(&'a [u8]),
}

impl<'a> Told<'a> {
    fn new(related: Field, text: &'a [u8]) -> Self {
        let has_spellings = related == Field::RelatedIp && address::shows_v6(text);
        match address::parse(text).filter(|_| has_spellings) {
            Some(address) => Self::Address(address),
            None => Self::Text(text),
        }
    }
}

/// Where a fact's value is gathered, and the value.
fn gather<'a>(fact: &'a Fact, raw: &'a [u8]) -> Option<(Field, &'a [u8])> {
    let related = GATHERED.get(fact.field? as usize).copied().flatten()?;
    let text = fact.value.bytes(raw).filter(|text| !text.is_empty())?;
    match related {
        // Devices without a name write their address in its place.
        Field::RelatedHosts if address::parse(text).is_some() => Some((Field::RelatedIp, text)),
        _ => Some((related, text)),
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

/// Where the values of a field are gathered.
pub(crate) const fn find_gathered(field: Field) -> Option<Field> {
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
            && address::shows_v6(one)
            && address::shows_v6(other)
            && address::parse(one) == address::parse(other)
}
