//! Messages as Traffic Monitor shows and exports them: `2026-11-20 10:11:12 Member1 Allow 192.0.2.7 198.51.100.5
//! https/tcp 50122 443 1-Trusted 0-External Allowed 60 63 (HTTPS-00) proc_id="firewall" rc="100" msg_id="3000-0148"`, and
//! `2026-11-20 10:11:12 sessiond … id="3E00-0002" Event`.
//!
//! Fireware Help, "Read a Log Message":
//! <https://www.watchguard.com/help/docs/help-center/en-US/Content/en-US/Fireware/logging/read_log-msg.html>.

use model::{Field, Record, TimeRole};
use stamp::Form;

use super::{
    MARK, cut_number, events, say_device,
    traffic::{self, Line, Verdict, push},
};
use crate::{
    body::Body,
    syntax::cut::{cut_at, cut_text, cut_word, is_ip, is_number, trim},
};

/// `2026-11-20 10:11:12`.
const TIME_BYTES: usize = 19;
/// The words up to the addresses: the member and the verdict.
const WORDS_MAX: usize = 2;

/// The time, and what stands behind it.
pub(super) fn cut_time(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let (time, rest) = text.split_at_checked(TIME_BYTES)?;
    let is_time = matches!(time, [b'2', _, _, _, b'-', _, _, b'-', _, _, b' ', _, _, b':', _, _, b':', _, _]);
    rest.strip_prefix(b" ").filter(|_| is_time).map(|rest| (time, rest))
}

/// Reads what stands behind the time. None where it is none of the firewall's messages.
pub(super) fn read(body: &Body<'_>, time: &[u8], text: &[u8], record: &mut Record) -> Option<()> {
    let (before, rest) = cut_text(text, MARK)?;
    let (number, _) = cut_number(rest)?;
    let mut member = None;
    let mut rest = text;
    let mut verdict = None;
    for _ in 0..WORDS_MAX {
        let (word, after) = cut_word(rest);
        rest = after;
        if let Some(found) = Verdict::find(word) {
            verdict = Some((found, body.span_of(word)));
            break;
        }
        member = Some(word);
    }
    record.push_time(TimeRole::Event, Form::Rfc3339, body.span_of(time));
    let Some(verdict) = verdict else {
        // An event: the process, what it says, then its number.
        let (process, message) = cut_word(before);
        record.push("process", Some(Field::ProcessName), body.span_of(process));
        record.push("msg_id", Some(Field::EventCode), body.span_of(number));
        say_device(body, number, record);
        events::read(body, number, trim(message), record);
        return Some(());
    };
    if let Some(member) = member {
        record.push("member", Some(Field::ObserverName), body.span_of(member));
    }
    say_device(body, number, record);
    let mut line = Line::new(body, record, |value| matches!(value, b"" | b"-"));
    let (policy, pairs) = read_flow(&mut line, rest)?;
    traffic::read_pairs(&mut line, pairs);
    traffic::conclude(&mut line, number, policy, verdict);
    Some(())
}

/// The ends, the protocol, the ports, the interfaces and the policy; gives back the policy and what stands behind it.
fn read_flow<'a>(line: &mut Line<'a, '_>, text: &'a [u8]) -> Option<(Option<&'a [u8]>, &'a [u8])> {
    let (source, rest) = cut_word(text);
    let (destination, rest) = cut_word(rest);
    if !is_ip(source) || !is_ip(destination) {
        return None;
    }
    push(line, "src", Some(Field::SourceIp), source);
    push(line, "dst", Some(Field::DestinationIp), destination);
    let (service, rest) = cut_word(rest);
    let (service, protocol) = cut_at(service, b'/').unwrap_or((&[], service));
    if !service.is_empty() && !is_number(service) {
        push(line, "service", Some(Field::NetworkProtocol), service);
    }
    traffic::push_transport(line, protocol);
    let (first, after) = cut_word(rest);
    let (second, behind) = cut_word(after);
    let rest = if is_number(first) && is_number(second) {
        push(line, "src_port", Some(Field::SourcePort), first);
        push(line, "dst_port", Some(Field::DestinationPort), second);
        behind
    } else {
        rest
    };
    let Some((middle, rest)) = cut_text(rest, "(") else { return Some((None, rest)) };
    let (policy, pairs) = cut_text(rest, ")")?;
    let (ingress, after) = cut_word(middle);
    let (egress, after) = cut_word(after);
    let (word, _) = cut_word(after);
    // A name with a blank in it leaves open where the next one begins.
    if word.first().is_some_and(u8::is_ascii_alphabetic) && !egress.is_empty() {
        push(line, "in_if", Some(Field::ObserverIngressInterfaceName), ingress);
        push(line, "out_if", Some(Field::ObserverEgressInterfaceName), egress);
        push(line, "what", None, trim(after));
    } else {
        push(line, "what", None, trim(middle));
    }
    Some((Some(policy), pairs))
}
