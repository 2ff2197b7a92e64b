//! OSSEC's alerts by syslog where their fields have names: as a JSON object, and as Splunk takes them
//! (`ossec: crit=5 id=5716 description="…" component="…", …`).
//!
//! Written after the source of `csyslogd`, `src/os_csyslogd/alert.c`; OSSEC 2.9 and Wazuh write the same names.

use model::{Field, Record, Span, Value};

use super::alerts::{conclude, push_integrity, push_location};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_digits, trim},
        json::{Kind, Leaf},
        names::Names,
        pairs::{Pairs, Piece},
        scan::find_text,
    },
};

/// Those that are JSON objects.
pub(crate) const OBJECT: Product = Product {
    format: super::alerts::PRODUCT.format,
    sign: Sign::Members(&["crit", "id", "description", "component"]),
    read: read_object,
};

/// How the pairs begin.
const START: &[u8] = b"crit=";

/// True for pairs as OSSEC begins them: any program may have a `crit=` of its own.
pub(super) fn shows_pairs(text: &[u8]) -> bool {
    let Some(rest) = text.strip_prefix(START) else { return false };
    let (level, rest) = cut_digits(rest);
    let Some(rest) = rest.strip_prefix(b" id=") else { return false };
    let (id, rest) = cut_digits(rest);
    !level.is_empty() && !id.is_empty() && rest.starts_with(b" ") && find_text(rest, b" component=\"").is_some()
}

/// True for an object whose level and rule are numbers, and whose component is a place.
fn shows_object(body: &Body<'_>) -> bool {
    let leaves = body.leaves();
    let says = |path: &[u8], is_so: &dyn Fn(&Leaf<'_>) -> bool| {
        leaves.iter(body.raw).any(|leaf| leaf.path == path && leaf.is_whole && is_so(&leaf))
    };
    let is_number = |leaf: &Leaf<'_>| leaf.kind == Kind::Number;
    let is_place = |leaf: &Leaf<'_>| find_text(leaf.value.span().of(body.raw), b"->").is_some();
    says(b"crit", &is_number) && says(b"id", &is_number) && says(b"component", &is_place)
}

/// What a name means.
#[derive(Clone, Copy)]
enum Means {
    /// The field.
    Is(Field),
    /// Who sent the record, and from which file.
    Location,
    /// The groups of the rule.
    Groups,
    /// The record that the alert was raised on.
    Original,
}

use Means::{Groups, Is, Location, Original};

static FIELDS: Names<Means, 19> = Names::new([
    ("crit", Is(Field::EventSeverity)),
    ("id", Is(Field::RuleId)),
    ("description", Is(Field::RuleName)),
    ("component", Location),
    ("classification", Groups),
    ("src_ip", Is(Field::SourceIp)),
    ("srcip", Is(Field::SourceIp)),
    ("src_port", Is(Field::SourcePort)),
    ("dst_ip", Is(Field::DestinationIp)),
    ("dstip", Is(Field::DestinationIp)),
    ("dst_port", Is(Field::DestinationPort)),
    ("acct", Is(Field::UserName)),
    ("user", Is(Field::UserName)),
    ("file", Is(Field::FilePath)),
    ("md5_old", Is(Field::RelatedHash)),
    ("md5_new", Is(Field::FileHashMd5)),
    ("sha1_old", Is(Field::RelatedHash)),
    ("sha1_new", Is(Field::FileHashSha1)),
    ("message", Original),
]);

/// An alert in the making.
struct Alert<'a, 'r> {
    body: &'a Body<'a>,
    record: &'r mut Record,
    /// Where the level stands, and the groups.
    level: Span,
    groups: Span,
}

impl Alert<'_, '_> {
    fn new<'a, 'r>(body: &'a Body<'a>, record: &'r mut Record) -> Alert<'a, 'r> {
        Alert { body, record, level: Span::NONE, groups: Span::NONE }
    }

    /// Takes a value that stands in the evidence as it is.
    fn take(&mut self, name: &'static str, means: Means, span: Span) {
        let (body, record) = (self.body, &mut *self.record);
        let text = span.of(body.raw);
        let mut push = |name, field, text: &[u8]| {
            if !text.is_empty() {
                record.push(name, field, body.span_of(text));
            }
        };
        match means {
            Is(field) => push(name, Some(field), text),
            Location => push_location(text, &mut push),
            Groups => {
                text.split(|byte| *byte == b',').for_each(|group| push(name, Some(Field::RuleCategory), trim(group)))
            }
            Original => {
                push(name, Some(Field::EventOriginal), text);
                push_integrity(text, &mut push);
            }
        }
        match means {
            Is(Field::EventSeverity) => self.level = span,
            Groups => self.groups = span,
            _ => {}
        }
    }

    fn take_leaf(&mut self, leaf: Leaf<'_>) {
        match (FIELDS.find(leaf.path), &leaf.value) {
            (Some((name, means)), Value::Span(span)) if leaf.says_something() => self.take(name, *means, *span),
            // What has escapes is told without them.
            (Some((name, Is(field))), _) => self.record.facts.push(leaf.into_fact(Some(name), Some(*field))),
            (Some((name, Original)), _) => {
                self.record.facts.push(leaf.into_fact(Some(name), Some(Field::EventOriginal)));
            }
            _ => self.record.facts.push(leaf.into_fact(None, None)),
        }
    }

    fn conclude(self) {
        conclude(self.groups.of(self.body.raw), self.level, self.groups, self.record);
    }
}

fn read_object(body: &Body<'_>, record: &mut Record) -> bool {
    if !shows_object(body) {
        return false;
    }
    let leaves = body.leaves();
    let mut alert = Alert::new(body, record);
    leaves.iter(body.raw).for_each(|leaf| alert.take_leaf(leaf));
    alert.conclude();
    leaves.diagnose(record);
    true
}

/// Reads pairs; those that a comma ends have it behind them.
pub(super) fn read_pairs(body: &Body<'_>, text: &[u8], record: &mut Record) -> bool {
    let mut alert = Alert::new(body, record);
    let end = body.span_of(text).end;
    for piece in Pairs::new(text) {
        let (key, value) = match piece {
            Piece::Pair { key, value } => (key, value.strip_suffix(b",").unwrap_or(value)),
            Piece::CutOff { key, value } => (key, value),
            // The comma behind a quote.
            Piece::Word(_) => continue,
        };
        let span = body.span_of(value);
        match FIELDS.find(key) {
            // It is the last, and the quotes in it are not escaped: whoever wrote the record may have put pairs there.
            Some((name, Original)) => {
                let is_closed = Span { end, ..span }.of(body.raw).ends_with(b"\"");
                alert.take(name, Original, Span { end: end - u32::from(is_closed), ..span });
                break;
            }
            Some((name, means)) => alert.take(name, *means, span),
            None => {
                alert.record.facts.push(model::Fact { name: body.name_of(key), field: None, value: Value::Span(span) })
            }
        }
    }
    let has_level = !alert.level.is_empty();
    alert.conclude();
    has_level
}
