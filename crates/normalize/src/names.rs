//! Who wrote the record, and what it is.

use model::{Fact, Field};

use crate::{
    derived::{derive, word},
    field_set::FieldSet,
};

/// Adds the name of the writer where the format gave none, and `event.kind`.
///
/// A syslog header names its writer: the observer, where the format knows the writer as one, else a host.
pub(crate) fn derive_names(facts: &mut Vec<Fact>, fields: &mut FieldSet) {
    if fields.contains(Field::LogSyslogHostname)
        && !fields.contains(Field::HostName)
        && !fields.contains(Field::ObserverName)
    {
        let is_observer = fields.contains(Field::ObserverHostname);
        let name = if is_observer { Field::ObserverName } else { Field::HostName };
        let header = facts.iter().find(|fact| fact.field == Some(Field::LogSyslogHostname));
        if let Some(value) = header.map(|fact| fact.value.clone()) {
            derive(name, value, facts, fields);
        }
    }
    derive(Field::EventKind, word("event"), facts, fields);
}
