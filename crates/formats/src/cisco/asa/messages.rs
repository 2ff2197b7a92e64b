//! The messages whose texts are read, by number.

mod access;
mod filter;
mod flow;
mod inspect;
mod system;
mod tunnels;
mod vpn;

use std::sync::LazyLock;

use super::pattern::{Message, Sense, compile};

/// One form of a message as the tables write it: number (or first and last number), `event.action`, sense, pattern.
struct Row(u32, u32, &'static str, Sense, &'static str);

/// A form of one message.
const fn one(number: u32, action: &'static str, sense: Sense, pattern: &'static str) -> Row {
    Row(number, number, action, sense, pattern)
}

const fn sense(category: &'static [&'static str], types: &'static [&'static str], outcome: &'static str) -> Sense {
    Sense { category, types, outcome }
}

const DENIED: Sense = sense(&["network"], &["connection", "denied"], "failure");
/// The text says whether it was allowed.
const DECIDED: Sense = sense(&["network"], &["connection"], "");
const BEGUN: Sense = sense(&["network"], &["connection", "start", "allowed"], "success");
const ENDED: Sense = sense(&["network"], &["connection", "end"], "");
const SEEN: Sense = sense(&["network"], &["info"], "");
const ATTACK: Sense = sense(&["intrusion_detection", "network"], &["info"], "");
const LOGIN: Sense = sense(&["authentication"], &["start"], "success");
const LOGIN_FAILED: Sense = sense(&["authentication"], &["start"], "failure");
const LOGIN_SEEN: Sense = sense(&["authentication"], &["info"], "");
const LOGOUT: Sense = sense(&["authentication", "session"], &["end"], "");
const VPN_BEGUN: Sense = sense(&["network", "session"], &["connection", "start"], "success");
const VPN_ENDED: Sense = sense(&["network", "session"], &["connection", "end"], "");
const VPN_SEEN: Sense = sense(&["network", "session"], &["connection", "info"], "");
const CHANGED: Sense = sense(&["configuration"], &["change"], "success");
const ACCOUNT: Sense = sense(&["iam"], &["user", "change"], "success");
const HOST: Sense = sense(&["host"], &["info"], "");

/// The forms of single messages, and those of ranges, both by number.
struct Tables {
    single: Vec<Message>,
    ranges: Vec<Message>,
}

/// The forms of a message; none where its text is not read.
pub(super) fn find_messages(number: u32) -> &'static [Message] {
    static TABLES: LazyLock<Tables> = LazyLock::new(|| {
        let rows = [filter::ROWS, flow::ROWS, inspect::ROWS, access::ROWS, vpn::ROWS, tunnels::ROWS, system::ROWS];
        let mut all: Vec<Message> = rows.into_iter().flatten().map(compile_row).collect();
        // Stable: the forms of one number stay in the order of the table.
        all.sort_by_key(|message| message.first);
        let (single, ranges) = all.into_iter().partition(|message| message.first == message.last);
        Tables { single, ranges }
    });
    let single = &TABLES.single;
    let start = single.partition_point(|message| message.first < number);
    let end = single.partition_point(|message| message.first <= number);
    match single.get(start..end) {
        Some(forms) if !forms.is_empty() => forms,
        _ => {
            let holds = |message: &Message| message.first <= number && number <= message.last;
            let ranges = &TABLES.ranges;
            let Some((at, found)) = ranges.iter().enumerate().find(|(_, message)| holds(message)) else { return &[] };
            // The forms of one range stand together.
            let is_same = |message: &&Message| (message.first, message.last) == (found.first, found.last);
            let count = ranges.iter().skip(at).take_while(is_same).count();
            ranges.get(at..at + count).unwrap_or_default()
        }
    }
}

/// What the first word says of a flow whose message has no form here.
pub(super) fn judge_flow(text: &[u8]) -> (&'static str, Sense) {
    match text.split(|byte| *byte == b' ').next().unwrap_or_default() {
        b"Deny" | b"Denied" => ("connection_deny", DENIED),
        b"Dropped" | b"Dropping" | b"Drop" => ("connection_drop", DENIED),
        _ => ("flow", SEEN),
    }
}

fn compile_row(row: &Row) -> Message {
    let Row(first, last, action, sense, pattern) = *row;
    Message { first, last, action, sense, pieces: compile(pattern) }
}

#[cfg(test)]
mod tests {
    use super::{access, compile, filter, flow, inspect, system, tunnels, vpn};
    use crate::cisco::asa::pattern::Piece;

    /// Writes the pieces as the pattern that they came from.
    fn count(pieces: &[Piece]) -> usize {
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Optional(inner) => 1 + count(inner),
                _ => 1,
            })
            .sum()
    }

    #[test]
    fn every_pattern_is_whole() {
        for row in [filter::ROWS, flow::ROWS, inspect::ROWS, access::ROWS, vpn::ROWS, tunnels::ROWS, system::ROWS]
            .into_iter()
            .flatten()
        {
            let pattern = row.4;
            let bare = pattern.replace("\\[", "").replace("\\]", "");
            assert_eq!(bare.matches('[').count(), bare.matches(']').count(), "{pattern}");
            assert_eq!(bare.matches('{').count(), bare.matches('}').count(), "{pattern}");
            let pieces = compile(pattern);
            assert!(count(&pieces) >= bare.matches('{').count() + bare.matches('[').count(), "{pattern}");
            assert!(row.0 <= row.1, "{pattern}");
        }
    }
}
