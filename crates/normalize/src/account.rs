//! Accounts with their domain: `EXAMPLE\alice`.

use model::{Field, Value};

use crate::fit::{Fit, cut};

/// Fits a user's name: a down-level logon name is a domain and a name
/// (<https://learn.microsoft.com/en-us/windows/win32/secauthn/user-name-formats>). A name with several backslashes, or
/// with nothing on one side, stays as it is.
pub(crate) fn fit(domain: Field, value: &Value, bytes: &[u8]) -> Fit {
    let mut places = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\\').map(|(at, _)| at);
    match (places.next(), places.next()) {
        (Some(at), None) if at > 0 && at + 1 < bytes.len() => {
            Fit::Split(cut(value, bytes, at + 1, bytes.len()), domain, cut(value, bytes, 0, at))
        }
        _ => Fit::Keep,
    }
}
