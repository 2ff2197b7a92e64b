//! JSON objects of no known product, one a line, as Filebeat and many programs write them.
//!
//! Members that bear the name of an ECS field, nested or dotted, mean that field. A few names that everyone uses for
//! the time and the text of a line are known too. All else is kept under its own name.

use model::{Field, Format, Record, TimeRole};
use stamp::Form;

use crate::{
    application,
    body::Body,
    registry::{Product, Sign},
    syntax::{
        json::{Kind, Leaf},
        names::{Names, Row},
    },
};

/// The reader. It takes every JSON object, so it stands behind every other that reads JSON.
pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "json.lines", version: 1 }, sign: Sign::Members(&[]), read };

/// What one of the widely used names means.
#[derive(Clone, Copy)]
enum Means {
    Is(Field),
    Time(TimeRole),
}

use Means::{Is, Time};

/// By path. A name of ECS needs no row.
static MEANINGS: Names<Means, 37> = Names::new([
    ("@timestamp", Time(TimeRole::Event)),
    ("timestamp", Time(TimeRole::Event)),
    ("time", Time(TimeRole::Event)),
    ("ts", Time(TimeRole::Event)),
    ("eventTime", Time(TimeRole::Event)),
    ("event_time", Time(TimeRole::Event)),
    ("datetime", Time(TimeRole::Event)),
    // Tables of Azure Monitor and of Defender's hunting.
    ("TimeGenerated", Time(TimeRole::Event)),
    ("Timestamp", Time(TimeRole::Event)),
    ("Computer", Is(Field::HostName)),
    ("DeviceName", Is(Field::HostName)),
    ("event.start", Time(TimeRole::Start)),
    ("event.end", Time(TimeRole::End)),
    ("event.created", Time(TimeRole::Created)),
    ("msg", Is(Field::Message)),
    ("level", Is(Field::LogLevel)),
    ("severity", Is(Field::LogLevel)),
    ("logger", Is(Field::LogLogger)),
    ("hostname", Is(Field::HostHostname)),
    ("src_ip", Is(Field::SourceIp)),
    ("src_port", Is(Field::SourcePort)),
    ("dst_ip", Is(Field::DestinationIp)),
    ("dst_port", Is(Field::DestinationPort)),
    ("dest_ip", Is(Field::DestinationIp)),
    ("dest_port", Is(Field::DestinationPort)),
    ("client_ip", Is(Field::SourceIp)),
    ("clientIp", Is(Field::SourceIp)),
    ("remote_ip", Is(Field::SourceIp)),
    ("remote_addr", Is(Field::SourceIp)),
    ("remoteAddr", Is(Field::SourceIp)),
    ("t", Time(TimeRole::Event)),
    ("username", Is(Field::UserName)),
    ("user_agent", Is(Field::UserAgentOriginal)),
    ("request_id", Is(Field::HttpRequestId)),
    ("trace_id", Is(Field::TraceId)),
    ("pid", Is(Field::ProcessPid)),
    ("error", Is(Field::ErrorMessage)),
]);

/// Every field by its name, because the enum's own look-up goes through them one by one.
static FIELDS: Names<Field, { Field::ALL.len() }> = Names::new(name_fields());

#[expect(clippy::indexing_slicing, reason = "the index is below the length; it runs while compiling only")]
const fn name_fields() -> [Row<Field>; Field::ALL.len()] {
    let mut rows = [("", Field::Message); Field::ALL.len()];
    let mut at = 0;
    while at < rows.len() {
        rows[at] = (Field::ALL[at].name(), Field::ALL[at]);
        at += 1;
    }
    rows
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let leaves = body.leaves();
    let mut has_leaves = false;
    let mut message = model::Span::NONE;
    for leaf in leaves.iter(body.raw) {
        has_leaves = true;
        if matches!(leaf.path, b"msg" | b"message") && leaf.kind == Kind::Text && leaf.is_whole {
            message = leaf.value.span();
        }
        take(body.raw, leaf, record);
    }
    leaves.diagnose(record);
    // Many programs name whom and whence in the text alone; only texts of a known wording are read.
    if !message.is_empty() && record.first(Field::EventAction).is_none() {
        application::log::read_message(body, message.of(body.raw), record);
    }
    if has_leaves && record.first(Field::EventKind).is_none() {
        record.push_word(Field::EventKind, "event", model::Span::NONE);
    }
    has_leaves
}

/// Adds a leaf under its ECS field, where its path or a widely used name is one's and the value is of its kind.
pub(crate) fn take(raw: &[u8], leaf: Leaf<'_>, record: &mut Record) {
    let Some((name, means)) = MEANINGS.find(leaf.path) else {
        let field = FIELDS.find(leaf.path).map(|row| row.1).filter(|field| fits(*field, &leaf, raw));
        record.facts.push(leaf.into_fact(field.map(Field::name), field));
        return;
    };
    match *means {
        Is(field) => {
            let field = Some(field).filter(|field| fits(*field, &leaf, raw));
            record.facts.push(leaf.into_fact(Some(*name), field));
        }
        Time(role) => {
            let span = leaf.value.span();
            match name_form(leaf.kind, span.of(raw)).filter(|_| leaf.is_whole) {
                Some(form) => record.push_time(role, form, span),
                None => record.facts.push(leaf.into_fact(Some(*name), None)),
            }
        }
    }
}

/// A number of digits is an epoch, what begins with four digits and a hyphen a date; nothing else is a time here.
fn name_form(kind: Kind, text: &[u8]) -> Option<Form> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match text.get(digits) {
        None if digits > 0 => Some(Form::Epoch),
        Some(b'.') if digits > 0 && text.iter().skip(digits + 1).all(u8::is_ascii_digit) => Some(Form::Epoch),
        Some(b'-') if digits == 4 && kind == Kind::Text => Some(Form::Rfc3339),
        _ => None,
    }
}

/// True where the value is of the field's kind.
fn fits(field: Field, leaf: &Leaf<'_>, raw: &[u8]) -> bool {
    use model::FieldKind::{Ip, Keyword, Moment, Number, Text};
    match field.kind() {
        Keyword => leaf.kind != Kind::Null,
        Text => leaf.kind == Kind::Text,
        Number => leaf.value.number(raw).is_some(),
        Ip => leaf.value.bytes(raw).is_some_and(crate::syntax::cut::is_ip),
        // Times are pointed at, not kept: MEANINGS has them.
        Moment => false,
    }
}
