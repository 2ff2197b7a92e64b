//! One phrase of what happened.
use serde_json::Value;
/// What happened, in one phrase.
#[must_use]
pub fn summarize_event(event: &Value) -> String {
    event.pointer("/message").and_then(Value::as_str).unwrap_or_default().to_owned()
}
