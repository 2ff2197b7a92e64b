//! The JSON edge: an event and its bytes to ECS JSON.

use std::net::IpAddr;

use serde_json::{Map, Value as Json, json};
use stamp::UtcNanos;

use crate::{Event, Fact, FieldKind, Name, Value};

/// How an event's JSON is written.
#[derive(Clone, Copy, Debug)]
pub struct EventJson<'a> {
    /// The event.
    pub event: &'a Event,
    /// The evidence's raw bytes, in which its spans lie.
    pub raw: &'a [u8],
}

impl EventJson<'_> {
    /// The event in ECS, nested; what is ours under `ledgerline`, what has no ECS place under the format's name with
    /// the device's own field names. A field with several values is an array, in which what two names of the device told
    /// alike stands once. Keys are sorted.
    #[must_use]
    pub fn build(&self) -> Json {
        let mut root = Map::new();
        let event = self.event;
        put(&mut root, "@timestamp", json!(rfc3339(event.time.at)));
        for fact in &event.facts {
            match fact.field {
                Some(field) => put(&mut root, field.name(), self.value_of(field.kind(), &fact.value)),
                None => self.put_own(&mut root, fact),
            }
        }
        put(&mut root, "ledgerline", self.build_own());
        Json::Object(root)
    }

    /// The same in RFC 8785 form: keys sorted, no blanks, integers beyond 2^53 as strings.
    #[must_use]
    pub fn build_canonical(&self) -> String {
        let mut json = self.build();
        bound_integers(&mut json);
        // Keys are ASCII or sorted as UTF-8; values are strings, integers, arrays and objects only, for which
        // serde_json's compact form is that of RFC 8785 but for the order of keys beyond the BMP.
        json.to_string()
    }

    fn put_own(&self, root: &mut Map<String, Json>, fact: &Fact) {
        let name: String = match &fact.name {
            Name::Known(name) => (*name).to_owned(),
            Name::Span(span) => String::from_utf8_lossy(span.of(self.raw)).into_owned(),
            Name::Path(path) => path.clone().into(),
        };
        let mut at = root;
        for part in self.event.format.name.split('.') {
            let next = at.entry(part).or_insert_with(|| Json::Object(Map::new()));
            match next {
                Json::Object(map) => at = map,
                // A format's name never is an ECS field: tests/tidy.rs holds it.
                _ => return,
            }
        }
        add(at, &name, json!(fact.value.text(self.raw)));
    }

    fn value_of(&self, kind: FieldKind, value: &Value) -> Json {
        let text = value.text(self.raw);
        match kind {
            FieldKind::Number => value.number(self.raw).map_or_else(|| json!(text), Json::from),
            FieldKind::Ip => text.parse::<IpAddr>().map_or_else(|_| json!(text), |ip| json!(ip.to_string())),
            FieldKind::Moment => match value {
                Value::Number { number, .. } => {
                    json!(rfc3339(UtcNanos(i64::try_from(*number).unwrap_or(i64::MAX))))
                }
                _ => json!(text),
            },
            FieldKind::Keyword | FieldKind::Text => json!(text),
        }
    }

    fn build_own(&self) -> Json {
        let event = self.event;
        let time = &event.time;
        let mut own = json!({
            "seq": event.receipt.seq,
            "format": event.format.name,
            "reader": format!("{}/{}", event.format.name, event.format.version),
            "received_at": rfc3339(event.receipt.received_at),
            "stream": event.receipt.stream,
            "position": event.receipt.position,
            "time": {
                "read": bounds(time.read.earliest, time.read.latest),
                "stamped": bounds(time.stamped.earliest, time.stamped.latest),
                "happened": bounds(time.happened.earliest, time.happened.latest),
                "reasons": time.reasons.iter().map(crate::Reason::name).collect::<Vec<_>>(),
            },
        });
        if let (Some(span), Json::Object(map)) = (time.text, &mut own)
            && let Some(Json::Object(times)) = map.get_mut("time")
        {
            times.insert("written".into(), json!(String::from_utf8_lossy(span.of(self.raw))));
        }
        if let (false, Json::Object(map)) = (event.diagnostics.is_empty(), &mut own) {
            let list = event.diagnostics.iter().map(|diagnostic| {
                json!({"kind": diagnostic.kind.name(), "start": diagnostic.span.start, "end": diagnostic.span.end})
            });
            map.insert("diagnostics".into(), list.collect());
        }
        own
    }
}

/// RFC 3339 in UTC with nine digits, trailing groups of zeros dropped; the range of [`UtcNanos`] always fits.
fn rfc3339(at: UtcNanos) -> String {
    at.to_string()
}

fn bounds(earliest: UtcNanos, latest: UtcNanos) -> Json {
    let end = |at: UtcNanos, unknown: UtcNanos| if at == unknown { Json::Null } else { json!(rfc3339(at)) };
    json!({"earliest": end(earliest, UtcNanos::MIN), "latest": end(latest, UtcNanos::MAX)})
}

/// A value is looked for among so many of its field: of more, each is told.
const ALIKE_MAX: usize = 16;

/// Puts a value at a dotted path, where it does not stand already. Where the path is taken by a value that holds no
/// fields, the value stays.
fn put(root: &mut Map<String, Json>, path: &str, value: Json) {
    match path.split_once('.') {
        None => {
            let is_told = match root.get(path) {
                None => false,
                Some(Json::Array(list)) => list.iter().take(ALIKE_MAX).any(|of| *of == value),
                Some(other) => *other == value,
            };
            if !is_told {
                add(root, path, value);
            }
        }
        Some((head, rest)) => {
            if let Json::Object(map) = root.entry(head).or_insert_with(|| Json::Object(Map::new())) {
                put(map, rest, value);
            }
        }
    }
}

/// Adds a value under a key: a second one makes an array.
fn add(map: &mut Map<String, Json>, key: &str, value: Json) {
    match map.get_mut(key) {
        None => {
            map.insert(key.to_owned(), value);
        }
        Some(Json::Array(list)) => list.push(value),
        Some(other) => {
            let first = other.take();
            *other = Json::Array(vec![first, value]);
        }
    }
}

fn bound_integers(json: &mut Json) {
    const EXACT_MAX: u64 = 1 << 53;
    match json {
        Json::Number(number) if number.as_u64().is_some_and(|n| n > EXACT_MAX) => *json = json!(number.to_string()),
        Json::Array(list) => list.iter_mut().for_each(bound_integers),
        Json::Object(map) => map.values_mut().for_each(bound_integers),
        _ => {}
    }
}
