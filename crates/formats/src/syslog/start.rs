//! What stands before the time of a header: nothing, or what Cisco's devices put there.

use super::rfc3164::is_name;
use crate::syntax::{
    cut::{cut_word, is_number, skip_blanks},
    syslog_time::{LeadingTime, cut_device_time, cut_time},
};

/// What stands up to the time, and the time.
#[derive(Default)]
pub(super) struct Start<'a> {
    pub(super) counter: Option<&'a [u8]>,
    pub(super) host: Option<&'a [u8]>,
    pub(super) time: Option<LeadingTime<'a>>,
    /// True where a colon, a counter or a name before the time shows that such a device wrote it.
    pub(super) is_device: bool,
}

impl<'a> Start<'a> {
    /// Cuts `42: `, `42: r1: `, `42: r1 41: `, `: r1: `, `r1: ` and the time behind them.
    pub(super) fn cut(text: &'a [u8]) -> Self {
        const WORDS_MAX: usize = 3;
        let text = skip_blanks(text);
        let marked = text.strip_prefix(b":").map(skip_blanks);
        let mut rest = marked.unwrap_or(text);
        let mut start = Self { is_device: marked.is_some(), ..Self::default() };
        for _ in 0..=WORDS_MAX {
            start.time = if start.is_device { cut_device_time(rest) } else { cut_time(rest) };
            if let Some(time) = start.time {
                // A program, too, may begin its message with its name and a time; Cisco ends the time with a colon.
                let is_told = start.is_device || start.host.is_none() || time.rest.starts_with(b":");
                start.is_device |= start.host.is_some();
                return if is_told { start } else { Self::default() };
            }
            // Neither a number nor a name begins otherwise: the word of a document can be long.
            if !rest.first().is_some_and(u8::is_ascii_alphanumeric) {
                break;
            }
            let (word, after) = cut_word(rest);
            match word.strip_suffix(b":") {
                Some(number) if is_number(number) => {
                    start.counter = start.counter.or(Some(number));
                    start.is_device = true;
                }
                Some(name) if start.host.is_none() && is_name(name) => start.host = Some(name),
                None if start.is_device && start.host.is_none() && is_name(word) => start.host = Some(word),
                _ => break,
            }
            rest = after;
        }
        Self::default()
    }
}
