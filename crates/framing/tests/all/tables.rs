//! Streams cut by hand.

use bytes::{BufMut, Bytes};
use framing::{Frame, FrameLimits, Framer, FramingRule, cut_datagram, cut_lines};
use model::{Framing, Part, Terminator};

use crate::{cut, cut_with};

/// One frame in short: bytes, framing, terminator, part, unterminated; offset.
fn describe(frame: &Frame) -> String {
    let framing = match frame.flags.framing() {
        Framing::Whole => "whole",
        Framing::Line => "line",
        Framing::OctetCounting => "count",
        Framing::Datagram => "datagram",
    };
    let terminator = match frame.flags.terminator() {
        Terminator::None => "",
        Terminator::Lf => " lf",
        Terminator::CrLf => " crlf",
        Terminator::Nul => " nul",
    };
    let part = match frame.flags.part() {
        Part::Whole => "",
        Part::First => " first",
        Part::Middle => " middle",
        Part::Last => " last",
    };
    let cut_off = if frame.flags.is_unterminated() { " cut" } else { "" };
    format!("{}@{} {framing}{terminator}{part}{cut_off}", frame.bytes.escape_ascii(), frame.offset)
}

fn describe_all(frames: &[Frame]) -> Vec<String> {
    frames.iter().map(describe).collect()
}

#[test]
fn streams_are_cut_as_their_first_bytes_say() {
    let cases: &[(&str, &[u8], &[&str])] = &[
        ("nothing", b"", &[]),
        ("lines", b"<13>a\n<13>b\r\n", &["<13>a@0 line lf", "<13>b@6 line crlf"]),
        ("empty lines", b"\n\r\na\n", &["@0 line lf", "@1 line crlf", "a@3 line lf"]),
        ("a last line without its end", b"<13>a\n<13>b", &["<13>a@0 line lf", "<13>b@6 line cut"]),
        ("a carriage return and no line feed", b"a\r", &["a\\r@0 line cut"]),
        ("NUL as trailer", b"<13>a\0<13>b\nc\0", &["<13>a@0 line nul", "<13>b\\nc@6 line nul"]),
        ("one message with NUL as trailer", b"<13>a\0", &["<13>a@0 line nul"]),
        ("NUL as content", b"<13>a\0b\n<13>c\0<\n", &["<13>a\\x00b@0 line lf", "<13>c\\x00<@8 line lf"]),
        ("NUL as content after a line", b"a\nb\0<c\n", &["a@0 line lf", "b\\x00<c@2 line lf"]),
        ("octet counting", b"5 <13>a6 <13>bc", &["<13>a@2 count", "<13>bc@9 count"]),
        ("octet counting over line feeds", b"7 <13>a\nb6 <13>a\n", &["<13>a\\nb@2 count", "<13>a@11 count lf"]),
        ("a digit and no blank", b"12<13>a\n", &["12<13>a@0 line lf"]),
        ("a number and no priority", b"2026 was a year\n", &["2026 was a year@0 line lf"]),
        ("a zero in front", b"05 <13>a\n", &["05 <13>a@0 line lf"]),
        ("digits alone", b"123", &["123@0 line cut"]),
        ("a blank first", b" 5 <13>a\n", &[" 5 <13>a@0 line lf"]),
        ("TLS", b"\x16\x03\x01\x00\x05he\nlo", &["\\x16\\x03\\x01\\x00\\x05he\\nlo@0 whole"]),
        ("a control byte that is no TLS", b"\x16\x04\n", &["\\x16\\x04@0 line lf"]),
        ("half a TLS hello", b"\x16", &["\\x16@0 line cut"]),
    ];
    for (name, input, expected) in cases {
        assert_eq!(describe_all(&cut(FramingRule::Detect, 1000, [*input])), *expected, "{name}");
    }
}

#[test]
fn a_count_that_lies_leads_to_lines_and_loses_nothing() {
    type Case = (&'static str, &'static [u8], Option<u64>, &'static [&'static str]);
    let cases: &[Case] = &[
        ("too short", b"4 <13>hello\n<13>b\n", Some(6), &["<13>@2 count", "hello@6 line lf", "<13>b@12 line lf"]),
        ("too long for the stream", b"99 <13>a\n<13>b\n", Some(0), &["99 <13>a@0 line lf", "<13>b@9 line lf"]),
        ("cut off", b"5 <13>a90 <13>b", Some(7), &["<13>a@2 count", "90 <13>b@7 line cut"]),
        ("swallows the next", b"8 <13>a5 <13>b5 <13>c\n", Some(10), &["<13>a5 <@2 count", "13>b5 <13>c@10 line lf"]),
        ("absurd at first", b"99999999 <13>a\n", None, &["99999999 <13>a@0 line lf"]),
        ("absurd later", b"5 <13>a99999999 <13>b\n", Some(7), &["<13>a@2 count", "99999999 <13>b@7 line lf"]),
        ("too many digits", b"5 <13>a123456789 <", Some(7), &["<13>a@2 count", "123456789 <@7 line cut"]),
        ("a line feed between", b"5 <13>a\n<13>b\n", Some(7), &["<13>a@2 count", "@7 line lf", "<13>b@8 line lf"]),
        ("digits at the end", b"5 <13>a12", Some(7), &["<13>a@2 count", "12@7 line cut"]),
    ];
    for (name, input, refused_at, expected) in cases {
        let mut framer = Framer::new(FramingRule::Detect, FrameLimits::default());
        assert_eq!(describe_all(&cut_with(&mut framer, [*input])), *expected, "{name}");
        assert_eq!(framer.count_refused_at(), *refused_at, "{name}");
    }
}

#[test]
fn a_long_frame_comes_in_parts() {
    let cases: &[(&str, FramingRule, &[u8], &[&str])] = &[
        ("as long as the bound", FramingRule::Lines, b"abcd\n", &["abcd@0 line lf"]),
        ("as long as the bound, crlf", FramingRule::Lines, b"abcd\r\n", &["abcd@0 line crlf"]),
        ("one more", FramingRule::Lines, b"abcde\nf\n", &["abcd@0 line first", "e@4 line lf last", "f@6 line lf"]),
        ("one more, crlf", FramingRule::Lines, b"abcde\r\n", &["abcd@0 line first", "e@4 line crlf last"]),
        ("one more, no end", FramingRule::Lines, b"abcde", &["abcd@0 line first", "e@4 line last cut"]),
        (
            "three parts",
            FramingRule::Lines,
            b"abcdefghij\n",
            &["abcd@0 line first", "efgh@4 line middle", "ij@8 line lf last"],
        ),
        (
            "counted",
            FramingRule::OctetCounting,
            b"10 <13>567890",
            &["<13>@3 count first", "5678@7 count middle", "90@11 count last"],
        ),
        (
            "counted, lf in the last",
            FramingRule::OctetCounting,
            b"5 <13>\n",
            &["<13>@2 count first", "@6 count lf last"],
        ),
        (
            "counted, and the stream ends",
            FramingRule::OctetCounting,
            b"10 <13>5",
            &["<13>@3 count first", "5@7 count last cut"],
        ),
        ("TLS", FramingRule::Detect, b"\x16\x03456789", &["\\x16\\x0345@0 whole first", "6789@4 whole last"]),
    ];
    for (name, rule, input, expected) in cases {
        assert_eq!(describe_all(&cut(*rule, 4, [*input])), *expected, "{name}");
    }
}

#[test]
fn a_line_of_a_mebibyte_is_kept_whole_in_parts() {
    let mut line = vec![b'x'; 1024 * 1024];
    line.push(b'\n');
    let frames = cut(FramingRule::Detect, FrameLimits::FRAME_BYTES_MAX, line.chunks(1000));
    assert_eq!(frames.len(), 4);
    assert_eq!(frames.iter().map(|frame| frame.bytes.len()).sum::<usize>(), 1024 * 1024);
    assert_eq!(frames[0].flags.part(), Part::First);
    assert_eq!(frames[3].flags.part(), Part::Last);
}

#[test]
fn datagrams_keep_their_trailer_apart() {
    let cases: &[(&str, &'static [u8], &[&str])] = &[
        ("nothing", b"", &["@0 datagram"]),
        ("plain", b"<13>a", &["<13>a@0 datagram"]),
        ("lf", b"a\nb\n", &["a\\nb@0 datagram lf"]),
        ("crlf", b"ab\r\n", &["ab@0 datagram crlf"]),
        ("nul", b"ab\0", &["ab@0 datagram nul"]),
        ("parts", b"<13>567890\n", &["<13>5@0 datagram first", "67890@5 datagram lf last"]),
        ("exactly the bound", b"<13>5\n", &["<13>5@0 datagram lf"]),
    ];
    for (name, input, expected) in cases {
        let frames = cut_datagram(Bytes::from_static(input), FrameLimits { frame_bytes_max: 5 });
        assert_eq!(describe_all(&frames), *expected, "{name}");
    }
}

#[test]
fn a_body_is_cut_without_copying() {
    let body = Bytes::from(b"{\"a\":1}\n{\"b\":2}".to_vec());
    let place = body.as_ptr();
    let frames = cut_lines(body, FrameLimits::default());
    assert_eq!(describe_all(&frames), ["{\\\"a\\\":1}@0 line lf", "{\\\"b\\\":2}@8 line cut"]);
    assert_eq!(frames[0].bytes.as_ptr(), place);
}

#[test]
fn a_shared_body_is_cut_as_well() {
    let body = Bytes::from(b"a\nb\n".to_vec());
    let other = body.clone();
    assert_eq!(describe_all(&cut_lines(body, FrameLimits::default())), ["a@0 line lf", "b@2 line lf"]);
    assert_eq!(other.len(), 4);
}

#[test]
fn bytes_read_into_the_room_are_not_copied() {
    let mut framer = Framer::new(FramingRule::Detect, FrameLimits::default());
    let place = {
        let room = framer.room(64);
        room.put_slice(b"<13>a\n<13>b");
        room.chunk_mut().as_mut_ptr()
    };
    let frame = framer.next_frame().expect("a whole line");
    assert_eq!(frame.bytes.as_ptr().wrapping_add(11), place.cast_const());
    assert_eq!(framer.held_bytes(), 5);
    assert!(framer.next_frame().is_none(), "the second line is not finished");
}

#[test]
fn a_bound_of_nothing_still_moves_on() {
    assert_eq!(cut(FramingRule::Lines, 0, [b"abc\n".as_slice()]).len(), 3);
}
