//! One end of a flow, as Cisco writes it: `interface:address/port(identity) (mapped/port)(identity)`.

use model::Span;

use crate::syntax::cut::{is_ip, is_number};

/// The only interface whose name holds blanks: the firewall itself.
const IDENTITY_INTERFACE: &[u8] = b"NP Identity Ifc:";
/// The longest name of an interface (`nameif`).
const INTERFACE_BYTES_MAX: usize = 48;

/// An address or name, and the port or service behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Host {
    pub(super) span: Span,
    pub(super) port: Option<Span>,
}

/// What stands at one end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) interface: Option<Span>,
    pub(super) host: Host,
    /// The address behind NAT.
    pub(super) mapped: Option<Host>,
    /// A user (`LOCAL\name`), a name of the host or a security group.
    pub(super) identity: Option<Span>,
    /// The byte after it.
    pub(super) after: usize,
}

/// Reads an end at a place; none where no address or name stands there.
pub(super) fn read_end(raw: &[u8], at: usize, end: usize) -> Option<Written> {
    let (interface, at) = read_interface(raw, at, end)?;
    let (host, at) = read_host(raw, at, end, b'/')?;
    Some(read_brackets(raw, at, end, Written { interface, host, mapped: None, identity: None, after: at }))
}

/// Reads an end as access lists write it: `interface/address(port)(identity)`.
pub(super) fn read_list_end(raw: &[u8], at: usize, end: usize) -> Option<Written> {
    let text = raw.get(at..end)?;
    let slash = text.iter().take(INTERFACE_BYTES_MAX + 1).position(|byte| *byte == b'/')?;
    if slash == 0 || text.get(..slash)?.contains(&b' ') {
        return None;
    }
    let interface = Some(Span::new(at, at + slash));
    let start = at + slash + 1;
    let len = raw.get(start..end)?.iter().take_while(|byte| !matches!(byte, b' ' | b'(' | b')' | b',')).count();
    if len == 0 {
        return None;
    }
    let mut after = start + len;
    let mut port = None;
    if let Some(inside) = read_bracket(raw, after, end).filter(|inside| is_number(inside.of(raw))) {
        port = Some(inside);
        after = inside.end as usize + 1;
    }
    let host = Host { span: Span::new(start, start + len), port };
    Some(read_brackets(raw, after, end, Written { interface, host, mapped: None, identity: None, after }))
}

/// The interface before a colon, where there is one, and where the address begins.
fn read_interface(raw: &[u8], at: usize, end: usize) -> Option<(Option<Span>, usize)> {
    let text = raw.get(at..end)?;
    if text.starts_with(IDENTITY_INTERFACE) {
        let len = IDENTITY_INTERFACE.len();
        return Some((Some(Span::new(at, at + len - 1)), at + len));
    }
    // An address of version 6 holds colons itself. Most interfaces are told from one by their first letter.
    if text.first().is_some_and(|byte| byte.is_ascii_hexdigit() || *byte == b':') && is_ip(trim_host(take_host(text))) {
        return Some((None, at));
    }
    let colon = text.iter().take(INTERFACE_BYTES_MAX + 1).position(|byte| matches!(byte, b':' | b' ' | b'(' | b','));
    match colon.filter(|colon| text.get(*colon) == Some(&b':')) {
        None | Some(0) => Some((None, at)),
        Some(colon) => {
            let blanks = text.get(colon + 1..)?.iter().take_while(|byte| **byte == b' ').count();
            Some((Some(Span::new(at, at + colon)), at + colon + 1 + blanks))
        }
    }
}

fn read_host(raw: &[u8], at: usize, end: usize, mark: u8) -> Option<(Host, usize)> {
    let host = trim_host(take_host(raw.get(at..end)?));
    if host.is_empty() {
        return None;
    }
    let span = Span::new(at, at + host.len());
    let after = at + host.len();
    if raw.get(after).filter(|_| after < end) != Some(&mark) {
        return Some((Host { span, port: None }, after));
    }
    let port = trim_host(take_host(raw.get(after + 1..end)?));
    let port = Span::new(after + 1, after + 1 + port.len());
    let after = port.end as usize;
    Some((Host { span, port: Some(port).filter(|port| !port.is_empty()) }, after))
}

/// What stands up to a mark that ends an address or a port.
fn take_host(text: &[u8]) -> &[u8] {
    let len = text.iter().position(|byte| HOST_ENDS.get(usize::from(*byte)).is_some_and(|is| *is));
    len.and_then(|len| text.get(..len)).unwrap_or(text)
}

/// True for each byte that ends an address or a port.
static HOST_ENDS: [bool; 256] = list_host_ends();

#[expect(clippy::indexing_slicing, reason = "a byte is below the length; it runs while compiling only")]
const fn list_host_ends() -> [bool; 256] {
    let mut is_end = [false; 256];
    let mut rest: &[u8] = b" /(),;>'";
    while let [byte, after @ ..] = rest {
        is_end[*byte as usize] = true;
        rest = after;
    }
    is_end
}

/// Without the stop or colon that ends a sentence.
fn trim_host(host: &[u8]) -> &[u8] {
    match host.split_last() {
        Some((b'.', rest)) => rest,
        // "2001:db8::" ends with a colon of its own.
        Some((b':', rest)) if !is_ip(host) => rest,
        _ => host,
    }
}

/// `(mapped/port)` behind a blank or not, `(identity)` right behind what it belongs to.
fn read_brackets(raw: &[u8], mut at: usize, end: usize, mut written: Written) -> Written {
    while let Some(blank) = raw.get(at).filter(|_| at < end).map(|byte| usize::from(*byte == b' ')) {
        let Some(inside) = read_bracket(raw, at + blank, end) else { break };
        let mapped = read_mapped(raw, inside).filter(|_| written.mapped.is_none());
        if mapped.is_some() {
            written.mapped = mapped;
        } else if written.identity.is_none()
            && ![&b"type "[..], b"user=", b"no connection"].iter().any(|word| inside.of(raw).starts_with(word))
            && (blank == 0 || follows_end(raw, inside.end as usize + 1, end))
        {
            written.identity = Some(inside);
        } else {
            break;
        }
        at = inside.end as usize + 1;
        written.after = at;
    }
    written
}

/// True where the sentence goes on as it does behind an end: behind a blank a bracket may be the flow's user, too.
fn follows_end(raw: &[u8], at: usize, end: usize) -> bool {
    const WORDS: [&[u8]; 6] = [b" to ", b" dst ", b" gaddr ", b" laddr ", b" duration ", b" by access-group "];
    let rest = raw.get(at..end).unwrap_or_default();
    WORDS.iter().any(|word| rest.starts_with(word))
}

fn read_mapped(raw: &[u8], inside: Span) -> Option<Host> {
    let (host, after) = read_host(raw, inside.start as usize, inside.end as usize, b'/')?;
    (after == inside.end as usize && (host.port.is_some() || is_ip(host.span.of(raw)))).then_some(host)
}

/// What stands between `(` at this place and the next `)`.
fn read_bracket(raw: &[u8], at: usize, end: usize) -> Option<Span> {
    let inside = raw.get(at..end)?.strip_prefix(b"(")?;
    let len = memchr::memchr(b')', inside)?;
    Some(Span::new(at + 1, at + 1 + len))
}
