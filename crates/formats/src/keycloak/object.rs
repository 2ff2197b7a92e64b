//! Keycloak's console as JSON (`log-console-output=json`): the event is the message, whose quotes JSON escapes.
//! <https://www.keycloak.org/server/logging>.

use model::{Field, Record, TimeRole};
use stamp::Form;

use super::events::{PRODUCT, find_pairs, read_pairs};
use crate::{
    body::Body,
    registry::{Product, Sign},
};

/// The reader of objects.
pub(crate) const OBJECT: Product =
    Product { format: PRODUCT.format, sign: Sign::Members(&["loggerName", "message", "timestamp"]), read };

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let leaves = body.leaves();
    let (mut message, mut is_event) = (None, false);
    for leaf in leaves.iter(body.raw) {
        let span = leaf.value.span();
        let (name, field) = match leaf.path {
            b"timestamp" if leaf.says_something() => {
                record.push_time(TimeRole::Event, Form::Rfc3339, span);
                continue;
            }
            b"message" => {
                message = Some(span);
                ("message", Some(Field::Message))
            }
            b"loggerName" => {
                is_event = span.of(body.raw) == b"org.keycloak.events";
                ("logger", Some(Field::LogLogger))
            }
            b"level" => ("level", Some(Field::LogLevel)),
            b"hostName" => ("hostName", Some(Field::HostHostname)),
            b"processId" => ("processId", Some(Field::ProcessPid)),
            b"threadName" => ("thread", None),
            _ => {
                record.facts.push(leaf.into_fact(None, None));
                continue;
            }
        };
        record.facts.push(leaf.into_fact(Some(name), field));
    }
    leaves.diagnose(record);
    let Some(message) = message.filter(|_| is_event) else { return false };
    let text = message.of(body.raw);
    // Behind a time and a logger the pairs begin with a blank before them; here they are all of it.
    let at = if text.starts_with(b"type=") || text.starts_with(b"operationType=") { Some(0) } else { find_pairs(text) };
    let Some(pairs) = at.and_then(|at| text.get(at..)) else { return false };
    read_pairs(body, pairs, record);
    record.push_word(Field::ServiceType, "keycloak", body.span);
    record.push_word(Field::EventKind, "event", body.span);
    true
}
