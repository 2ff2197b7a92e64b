//! Accounts with their domain: `EXAMPLE\alice`.

use model::{Field, Value};

use crate::fit::{Fit, cut};

/// Fits a user's name: a down-level logon name is a domain and a name
/// (<https://learn.microsoft.com/en-us/windows/win32/secauthn/user-name-formats>). Senders that escape what needs no escape
/// write two backslashes for one. A name with others, or with nothing on one side, stays as it is.
pub(crate) fn fit(domain: Field, value: &Value, bytes: &[u8]) -> Fit {
    let mut places = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\\').map(|(at, _)| at);
    let (domain_end, name_at) = match (places.next(), places.next(), places.next()) {
        (Some(at), None, None) => (at, at + 1),
        (Some(at), Some(second), None) if second == at + 1 => (at, second + 1),
        _ => return Fit::Keep,
    };
    if domain_end == 0 || name_at >= bytes.len() {
        return Fit::Keep;
    }
    Fit::Split(cut(value, bytes, name_at, bytes.len()), domain, cut(value, bytes, 0, domain_end))
}
