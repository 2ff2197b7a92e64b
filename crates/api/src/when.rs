//! Moments in a request.

use stamp::UtcNanos;

use crate::problem::Problem;

/// Reads an RFC 3339 moment of a named parameter.
pub(crate) fn read_moment(name: &str, text: Option<&str>) -> Result<Option<UtcNanos>, Problem> {
    text.map(|text| {
        UtcNanos::parse_rfc3339(text)
            .map_err(|_| Problem::bad_request(format!("{name}: {text:?} is no RFC 3339 moment with an offset")))
    })
    .transpose()
}
