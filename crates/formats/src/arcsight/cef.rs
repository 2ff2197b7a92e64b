//! CEF as any vendor sends it: the dictionary of the "ArcSight Common Event Format (CEF) Implementation Standard"
//! (versions 25 and 26), and the keys and labels of vendors that write more.
//!
//! The grammar is [`crate::syntax::cef`]. A custom field bears the name that its label gives it. The record's time is
//! `rt`, where it is missing the vendor's own, then `start`, then `end`; a time in words that names no zone is in that
//! of `dtz`.

mod conclusions;
mod edge;
mod keys;
mod labels;
mod palo_alto;
mod values;
mod vendors;

use memchr::memchr;
use model::{DiagnosticKind, Fact, Field, Format, Name, Record, Span, TimeRole, Value, WrittenTime};
use stamp::Form;

use self::{
    keys::{KEYS, Slot},
    labels::find_label,
    vendors::{Vendor, find_vendor},
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cef::{Cef, Pairs, find_cef, unescape},
        cut::{cut_last_text, is_number},
    },
};

/// The most custom fields whose labels are looked for; the dictionary has 26.
const CUSTOM_MAX: usize = 32;

/// The reader.
pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "arcsight.cef", version: 5 }, sign: Sign::Look(|body| body.has_version()), read };

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let Some(cef) = find_cef(body.whole()) else { return false };
    body.reclaim(cef.mark, record);
    let mut line = Line {
        body,
        record,
        has_escapes: memchr(b'\\', body.whole()).is_some(),
        vendor: find_vendor(cef.header[0], cef.header[1]),
        seen: [None; Slot::COUNT],
        times: Vec::new(),
        hosts: Vec::new(),
        customs: [None; CUSTOM_MAX],
        labels: [None; CUSTOM_MAX],
    };
    if !cef.is_whole {
        line.record.diagnose(DiagnosticKind::CutOff, body.span);
    }
    line.take_header(&cef);
    for pair in Pairs::new(cef.extension) {
        line.take(pair.key, strip_quotes(pair.value));
    }
    line.name_customs();
    line.settle_hosts();
    line.conclude(&cef);
    true
}

/// Some senders quote values, which CEF does not know; Python writes a list of one value so: `['value']`.
fn strip_quotes(value: &[u8]) -> &[u8] {
    let text = value.strip_prefix(b"[").and_then(|text| text.strip_suffix(b"]")).unwrap_or(value);
    let [quote @ (b'"' | b'\''), inner @ .., last] = text else { return value };
    // Between two lone quotes only one value stands.
    let is_plain = text.len() == value.len() && *quote == b'"';
    if quote == last && (is_plain || memchr(*quote, inner).is_none()) { inner } else { value }
}

/// `cs1`, `flexString2`, `deviceCustomDate1`: a field whose meaning a label gives.
fn is_custom(key: &[u8]) -> bool {
    // Few number more than nine.
    let digits = key.iter().rev().take(2).take_while(|byte| byte.is_ascii_digit()).count();
    let Some((head, [_, ..])) = key.split_at_checked(key.len() - digits) else { return false };
    let heads: [&[u8]; 12] = [
        b"cs",
        b"cn",
        b"cfp",
        b"c6a",
        b"flexString",
        b"flexNumber",
        b"flexDate",
        b"deviceCustomDate",
        b"deviceCustomString",
        b"deviceCustomNumber",
        b"deviceCustomIPv6Address",
        b"deviceCustomFloatingPoint",
    ];
    heads.contains(&head)
}

/// A record in the making.
struct Line<'a, 'r> {
    body: &'a Body<'a>,
    record: &'r mut Record,
    /// True where a backslash stands in the line.
    has_escapes: bool,
    vendor: Option<&'static Vendor>,
    /// Where the values stand that a conclusion needs.
    seen: [Option<Span>; Slot::COUNT],
    /// The times whose key names their role.
    times: Vec<(TimeRole, Span)>,
    /// The hosts that an address names: what it is where nothing else tells it, and its place among the facts.
    hosts: Vec<(Field, usize)>,
    /// The custom fields: the key, and its place among the facts.
    customs: [Option<(&'a [u8], usize)>; CUSTOM_MAX],
    /// The labels: the key that one belongs to, and its text.
    labels: [Option<(&'a [u8], &'a [u8])>; CUSTOM_MAX],
}

impl<'a> Line<'a, '_> {
    fn take_header(&mut self, cef: &Cef<'a>) {
        let [vendor, product, version, id, name, severity] = cef.header;
        self.keep(Name::Known("vendor"), Some(Field::ObserverVendor), vendor);
        self.keep(Name::Known("product"), Some(Field::ObserverProduct), product);
        self.keep(Name::Known("version"), Some(Field::ObserverVersion), version);
        // `Microsoft-Windows-Security-Auditing:4625`: a provider and its event.
        match cut_last_text(id, ":").filter(|(provider, code)| provider.starts_with(b"Microsoft-") && is_number(code)) {
            Some((provider, code)) => {
                self.keep(Name::Known("id"), Some(Field::EventProvider), provider);
                self.keep(Name::Known("id"), Some(Field::EventCode), code);
            }
            None => self.keep(Name::Known("id"), Some(Field::EventCode), id),
        }
        self.keep(Name::Known("name"), None, name);
        let span = self.body.span_of(severity);
        if is_number(severity) {
            self.record.push("severity", Some(Field::EventSeverity), span);
        } else if !severity.is_empty() {
            self.record.push("severity", Some(Field::LogLevel), span);
            // The first of each word's numbers, by the standard's table of severities.
            let number = match severity.first().map(u8::to_ascii_lowercase) {
                Some(b'l') => 0,
                Some(b'm') => 4,
                Some(b'h') => 7,
                Some(b'v') => 9,
                _ => return,
            };
            self.record.push_number(Field::EventSeverity, number, span);
        }
    }

    fn take(&mut self, key: &'a [u8], value: &'a [u8]) {
        if key.is_empty() {
            self.record.diagnose(DiagnosticKind::Value, self.body.span_of(value));
            return;
        }
        let of_vendor = self.vendor.and_then(|vendor| vendor.find(key));
        let base = key.strip_suffix(b"Label").or_else(|| key.strip_suffix(b"label"));
        let base = base.filter(|base| of_vendor.is_none() && is_custom(base));
        if let (Some(base), Some(place)) = (base, self.labels.iter_mut().find(|place| place.is_none())) {
            *place = Some((base, value));
            return;
        }
        let name = self.body.name_of(key);
        let row = of_vendor.or_else(|| KEYS.find(key));
        let Some((known, means)) = row else {
            if let Some(place) = self.customs.iter_mut().find(|place| place.is_none() && is_custom(key)) {
                *place = Some((key, self.record.facts.len()));
            }
            self.keep(name, None, value);
            return;
        };
        // Behind a vendor's prefix the key keeps it in its name.
        let name = if known.len() == key.len() { Name::Known(known) } else { name };
        self.take_meant(name, *means, value);
    }

    /// Adds a fact; what has escapes is told without them.
    fn keep(&mut self, name: Name, field: Option<Field>, value: &[u8]) {
        let span = self.body.span_of(value);
        let text = if self.has_escapes { unescape(value) } else { None };
        match (name, text) {
            (Name::Known(name), None) => self.record.push(name, field, span),
            (name, text) => {
                let value = text.map_or(Value::Span(span), |text| Value::Text { text: text.into(), span });
                self.record.facts.push(Fact { name, field, value });
            }
        }
    }

    /// Notes the first value that says something.
    fn note(&mut self, slot: Slot, span: Span) {
        let says_nothing = matches!(span.of(self.body.raw), b"" | b"N/A");
        if let Some(place) = self.seen.get_mut(slot as usize).filter(|place| place.is_none() && !says_nothing) {
            *place = Some(span);
        }
    }

    fn span(&self, slot: Slot) -> Option<Span> {
        self.seen.get(slot as usize).copied().flatten()
    }

    fn forget(&mut self, slot: Slot) {
        if let Some(place) = self.seen.get_mut(slot as usize) {
            *place = None;
        }
    }

    fn text(&self, slot: Slot) -> &'a [u8] {
        self.span(slot).map_or(&[], |span| span.of(self.body.raw))
    }

    /// An epoch in ms, `MMM dd yyyy HH:mm:ss.SSS zzz` with parts missing, or RFC 3339 against the standard.
    fn push_time(&mut self, role: TimeRole, span: Span) {
        let text = span.of(self.body.raw);
        // `Fri Nov 20 10:11:12 2026`, and `Nov 20 2026 10:11:12`.
        let has_weekday = text.get(3) == Some(&b' ') && text.get(4).is_some_and(u8::is_ascii_alphabetic);
        let form = match (text.first(), text.get(4)) {
            _ if has_weekday => Form::Asctime,
            (Some(b'0'..=b'9'), Some(b'-')) => Form::Rfc3339,
            (Some(b'0'..=b'9'), Some(b'/')) => Form::YearFirst,
            (Some(b'0'..=b'9'), _) if text.get(2) == Some(&b'/') => Form::MonthFirst,
            // `20 Nov 2026 10:11:12`
            (Some(b'0'..=b'9'), _) if text.iter().any(u8::is_ascii_alphabetic) => Form::Rfc5322,
            (Some(b'0'..=b'9'), _) => Form::Epoch,
            (Some(b'A'..=b'Z' | b'a'..=b'z'), _) => Form::Rfc3164,
            _ => return,
        };
        // The zone may stand before the time or behind it.
        let zone = self.span(Slot::Zone).filter(|_| form == Form::Rfc3164);
        self.record.times.push(WrittenTime { role, form, span, time: None, zone });
    }

    /// Gives each custom field the name and the meaning of its label; a label without a field is a fact of its own.
    fn name_customs(&mut self) {
        let labels = self.labels;
        for (base, label) in labels.into_iter().flatten() {
            let custom = self.customs.iter().flatten().find(|(key, _)| *key == base).map(|(_, at)| *at);
            let Some(fact) = custom.and_then(|at| self.record.facts.get_mut(at)) else {
                self.keep(self.body.name_of(base), None, label);
                continue;
            };
            let label = strip_quotes(label);
            if !label.is_empty() {
                fact.name = self.body.name_of(label);
                let of_vendor = self.vendor.and_then(|vendor| vendor.find_label(label));
                let field = of_vendor.unwrap_or_else(|| find_label(label));
                let text = fact.value.span().of(self.body.raw);
                // No network, and no answer, has the number 0.
                let is_none = matches!(text, b"" | b"None")
                    || text == b"0" && matches!(field, Some(Field::NetworkVlanId | Field::HttpResponseStatusCode));
                fact.field = field.filter(|_| !is_none);
            }
        }
    }

    /// Adds a host's address, which may be the flow's, or another value that counts where no key of its own tells it.
    fn keep_host(&mut self, name: Name, addressed: Field, value: &[u8]) {
        self.hosts.push((addressed, self.record.facts.len()));
        self.keep(name, None, value);
    }

    /// Gives a host's address the flow's field, unless the flow's own key has told another, before it or behind it.
    fn settle_hosts(&mut self) {
        for (field, at) in std::mem::take(&mut self.hosts) {
            let is_told = self.record.first(field).is_some();
            if let Some(fact) = self.record.facts.get_mut(at).filter(|_| !is_told) {
                fact.field = Some(field);
            }
        }
    }
}
