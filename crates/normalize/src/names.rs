//! Who wrote the record, and what it is.

use model::{Fact, Field};

use crate::{
    derived::{derive, word},
    first_facts::FirstFacts,
};

/// Adds the name of the writer where the format gave none, and `event.kind`.
///
/// A syslog header names its writer: the observer, where the format knows the writer as one, else a host.
pub(crate) fn derive_names(facts: &mut Vec<Fact>, firsts: &mut FirstFacts) {
    if firsts.contains(Field::LogSyslogHostname)
        && !firsts.contains(Field::HostName)
        && !firsts.contains(Field::ObserverName)
    {
        let is_observer = firsts.contains(Field::ObserverHostname);
        let name = if is_observer { Field::ObserverName } else { Field::HostName };
        let header = firsts.find(Field::LogSyslogHostname, facts);
        if let Some(value) = header.map(|fact| fact.value.clone()) {
            derive(name, value, facts, firsts);
        }
    }
    derive(Field::EventKind, word("event"), facts, firsts);
}
