//! Texts: wordings with holes, searches and cuts, names.

use std::net::IpAddr;

use super::{
    FREE, TIMES,
    invariants::{Order, check_cost},
    tables::WORDINGS,
};
use crate::syntax::{
    cut::{cut_digits, cut_word, is_ip, is_number, read_number, skip_blanks, trim},
    marks::Marks,
    scan::{find_last_text, find_text, find1, find2},
    shape::{Captures, Shapes},
    snake::to_snake,
    technique::{find_tactic, find_techniques},
};

/// Wordings with holes: what stood in the holes, put back, is the text.
pub fn match_shapes(raw: &[u8]) {
    let shapes = SHAPES.with(|shapes| *shapes);
    let Some((captures, which)) = check_cost(raw, 1 << 17, TIMES, || shapes.find(raw)) else { return };
    let mut order = Order::new(raw);
    captures.iter().for_each(|(_, text)| order.take(text));
    let wordings = WORDINGS.iter().filter(|(written, number)| number == which && !written.contains("[["));
    for (written, _) in wordings {
        assert_eq!(fill_holes(written, &captures), raw, "{written}");
    }
}

thread_local! {
    static SHAPES: &'static Shapes<u8> = Box::leak(Box::new(Shapes::new(WORDINGS)));
}

fn fill_holes(written: &str, captures: &Captures<'_>) -> Vec<u8> {
    let mut text = Vec::new();
    let mut holes = captures.iter();
    let mut rest = written;
    while let Some((head, tail)) = rest.split_once('{') {
        text.extend_from_slice(head.as_bytes());
        rest = match tail.strip_prefix('{') {
            Some(rest) => {
                text.push(b'{');
                rest
            }
            None => {
                text.extend_from_slice(holes.next().map_or(&[], |(_, inside)| inside));
                tail.split_once('}').map_or("", |(_, rest)| rest)
            }
        };
    }
    text.extend_from_slice(rest.as_bytes());
    text
}

/// Searches and cuts, against the same plainly written.
pub fn scan_text(raw: &[u8]) {
    let &[one, two, three, len, ref text @ ..] = raw else { return };
    let first = |wanted: &[u8]| text.iter().position(|byte| wanted.contains(byte));
    assert_eq!(find1(one, text), first(&[one]));
    assert_eq!(find2(one, two, text), first(&[one, two]));
    let mut marks = Marks::new(text, [one, two, three]);
    let marked = std::iter::successors(marks.find(0), |at| marks.find(at + 1));
    let places = text.iter().enumerate().filter(|(_, byte)| [one, two, three].contains(*byte)).map(|(at, _)| at);
    assert!(marked.eq(places));
    let (wanted, text) = text.split_at(usize::from(len % 8).min(text.len()));
    let mut found = (0..=text.len()).filter(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(wanted)));
    assert_eq!(find_text(text, wanted), found.next());
    assert_eq!(find_last_text(text, wanted), found.last().or(find_text(text, wanted)));
    let (word, rest) = cut_word(text);
    assert!(text.starts_with(word) && text.ends_with(rest) && !word.contains(&b' '));
    let (digits, rest) = cut_digits(text);
    assert!(text.starts_with(digits) && digits.len() + rest.len() == text.len());
    assert!(text.ends_with(skip_blanks(text)) && trim(trim(text)) == trim(text));
    let plain = std::str::from_utf8(text).ok();
    // The zone behind an address is the crate's own to read.
    let is_address = plain.is_some_and(|text| text.parse::<IpAddr>().is_ok());
    assert!(is_ip(text) == is_address || text.contains(&b'%'));
    assert_eq!(read_number(text), plain.filter(|_| is_number(text)).and_then(|text| text.parse().ok()));
}

/// Names in snake case, techniques and tactics.
pub fn read_words(raw: &[u8]) {
    let text = String::from_utf8_lossy(raw);
    if let Some(snake) = to_snake(&text) {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        assert!(snake.bytes().all(is_plain) && !snake.is_empty(), "{snake}");
        assert!(!snake.starts_with('_') && !snake.ends_with('_') && !snake.contains("__"), "{snake}");
        assert_eq!(to_snake(&snake).as_deref().unwrap_or(&snake), &*snake);
    }
    check_cost(raw, FREE, TIMES, || {
        let mut end = 0;
        for (from, to) in find_techniques(raw) {
            assert!(
                end <= from && raw.get(from..to).is_some_and(|id| id.starts_with(b"T") && matches!(to - from, 5 | 9))
            );
            end = to;
        }
    });
    find_tactic(raw);
}
