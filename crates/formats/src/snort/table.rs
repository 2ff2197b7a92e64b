//! Snort's `alert_csv` in the orders that it has without a configuration, that of version 2.9 and that of version 3, and
//! in that of pfSense's package.

use model::{Field, Record, TimeRole};
use stamp::Form;

use super::{
    alert::PRODUCT,
    object::{conclude, push_end, push_rule},
};
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        csv::Cells,
        cut::{is_ip, is_number, trim},
    },
};

/// The reader of tables.
pub(crate) const TABLE: Product =
    Product { format: PRODUCT.format, sign: Sign::LookAt(u8::is_ascii_digit, shows), read };

/// Version 2.9: `timestamp,sig_generator,sig_id,sig_rev,msg,proto,src,srcport,dst,dstport,ethsrc,ethdst,…`.
static OF_2: [(&str, Option<Field>); 27] = [
    ("timestamp", None),
    ("sig_generator", None),
    ("sig_id", Some(Field::RuleId)),
    ("sig_rev", Some(Field::RuleVersion)),
    ("msg", Some(Field::RuleName)),
    ("proto", Some(Field::NetworkTransport)),
    ("src", Some(Field::SourceIp)),
    ("srcport", Some(Field::SourcePort)),
    ("dst", Some(Field::DestinationIp)),
    ("dstport", Some(Field::DestinationPort)),
    ("ethsrc", Some(Field::SourceMac)),
    ("ethdst", Some(Field::DestinationMac)),
    ("ethlen", None),
    ("tcpflags", None),
    ("tcpseq", None),
    ("tcpack", None),
    ("tcpln", None),
    ("tcpwindow", None),
    ("ttl", None),
    ("tos", None),
    ("id", None),
    ("dgmlen", None),
    ("iplen", None),
    ("icmptype", None),
    ("icmpcode", None),
    ("icmpid", None),
    ("icmpseq", None),
];

/// pfSense: `timestamp,…,dstport,id,classification,priority,event_type,disposition`.
static OF_PFSENSE: [(&str, Option<Field>); 15] = [
    ("timestamp", None),
    ("sig_generator", None),
    ("sig_id", Some(Field::RuleId)),
    ("sig_rev", Some(Field::RuleVersion)),
    ("msg", Some(Field::RuleName)),
    ("proto", Some(Field::NetworkTransport)),
    ("src", Some(Field::SourceIp)),
    ("srcport", Some(Field::SourcePort)),
    ("dst", Some(Field::DestinationIp)),
    ("dstport", Some(Field::DestinationPort)),
    ("id", None),
    ("classification", Some(Field::RuleCategory)),
    ("priority", Some(Field::EventSeverity)),
    ("event_type", None),
    ("disposition", None),
];

/// Version 3: `timestamp, pkt_num, proto, pkt_gen, pkt_len, dir, src_ap, dst_ap, rule, action`.
static OF_3: [(&str, Option<Field>); 10] = [
    ("timestamp", None),
    ("pkt_num", None),
    ("proto", Some(Field::NetworkTransport)),
    ("pkt_gen", None),
    ("pkt_len", None),
    ("dir", None),
    ("src_ap", None),
    ("dst_ap", None),
    ("rule", None),
    ("action", None),
];

/// `11/20-10:11:12.123456,` or with a year, and then a number.
fn shows(body: &Body<'_>) -> bool {
    let text = body.text();
    let [_, _, b'/', _, _, b'-' | b'/', ..] = text else { return false };
    let mut cells = Cells::new(text).skip(1).map(|cell| trim(cell.text));
    cells.next().is_some_and(is_number) && text.contains(&b'-')
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let cell = |at: usize| Cells::new(body.text()).nth(at).map(|cell| trim(cell.text)).unwrap_or_default();
    let is_rule = |text: &[u8]| text.split(|byte| *byte == b':').filter(|part| is_number(part)).count() == 3;
    let columns: &[(&str, Option<Field>)] = if is_number(cell(2)) && is_ip(cell(6)) && is_ip(cell(8)) {
        // There an address of hardware stands, where there is one.
        let is_id = (is_number(cell(10)) || cell(10).is_empty()) && is_number(cell(12));
        if is_id { &OF_PFSENSE } else { &OF_2 }
    } else if is_rule(cell(8)) {
        &OF_3
    } else {
        return false;
    };
    for (cell, (name, field)) in Cells::new(body.text()).zip(columns) {
        let text = trim(cell.text);
        if !text.is_empty() {
            record.push(name, field.filter(|_| !cell.is_cut_off), body.span_of(text));
        }
    }
    record.push_time(TimeRole::Event, Form::FastLog, body.span_of(cell(0)));
    let (action, origin) = if columns.len() == OF_PFSENSE.len() {
        (cell(14), body.span_of(cell(2)))
    } else if columns.len() == OF_3.len() {
        push_end(body, cell(6), [Field::SourceIp, Field::SourcePort], record);
        push_end(body, cell(7), [Field::DestinationIp, Field::DestinationPort], record);
        push_rule(body, body.span_of(cell(8)), record);
        (cell(9), body.span_of(cell(8)))
    } else {
        (&[][..], body.span_of(cell(2)))
    };
    let why = if action.is_empty() { origin } else { body.span_of(action) };
    conclude(&action.to_ascii_lowercase(), why, origin, record);
    true
}
