//! `option httplog clf`: the Common Log Format, behind which HAProxy's own fields stand
//! (<https://docs.haproxy.org/2.8/configuration.html#8.2.3>): the client's port, milliseconds, and in quotes frontend,
//! backend and server, then timers, state, counts and captures.

use model::{Field, Record};

use crate::{
    body::Body,
    syntax::{
        clf::{cut_at_time, cut_quoted, read_line},
        cut::{cut_word, is_number, skip_blanks},
    },
};

/// Reads such a line. False where it is none: then nothing was added.
pub(super) fn read_common(body: &Body<'_>, record: &mut Record) -> bool {
    if cut_at_time(body.text()).is_none() {
        return false;
    }
    let facts = record.facts.len();
    let times = record.times.len();
    let Some(rest) = read_line(body, record) else {
        record.facts.truncate(facts);
        record.times.truncate(times);
        return false;
    };
    let (port, after) = cut_word(skip_blanks(rest));
    let (millisecond, mut rest) = cut_word(after);
    let field = Some(Field::SourcePort).filter(|_| is_number(port));
    record.push("client_port", field, body.span_of(port));
    record.push("millisecond", None, body.span_of(millisecond));
    for name in ["frontend_name", "backend_name", "server_name"] {
        let Some((value, after)) = skip_blanks(rest).strip_prefix(b"\"").and_then(cut_quoted) else { break };
        record.push(name, None, body.span_of(value));
        rest = after;
    }
    let rest = skip_blanks(rest);
    if !rest.is_empty() {
        record.push("rest", None, body.span_of(rest));
    }
    true
}
