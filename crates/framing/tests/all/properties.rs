//! Properties over hostile bytes.

use framing::{Frame, FramingRule};
use model::{Framing, Part, Terminator};
use proptest::prelude::*;

use crate::cut;

/// Pieces that framing looks at, so that a few of them make every case.
fn hostile() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => Just(b"\n".to_vec()),
        2 => Just(b"\r".to_vec()),
        2 => Just(b"\r\n".to_vec()),
        2 => Just(b"\0".to_vec()),
        3 => Just(b"<13>".to_vec()),
        1 => Just(b"\x16\x03".to_vec()),
        3 => "[0-9]{1,10} ?".prop_map(String::into_bytes),
        4 => "[a-c]{1,9}".prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 1..4),
        // A counted frame, true or a little wrong.
        4 => ("[a-c\n]{0,9}", 0_usize..=1).prop_map(|(text, lie)| {
            format!("{} <13>{text}", text.len() + 4 + lie).into_bytes()
        }),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn rule() -> impl Strategy<Value = FramingRule> {
    prop_oneof![Just(FramingRule::Detect), Just(FramingRule::Lines), Just(FramingRule::OctetCounting)]
}

/// Checks that the frames, the terminators that their flags name and the octet counts make up the whole input.
fn account(input: &[u8], frames: &[Frame]) -> Result<(), TestCaseError> {
    let mut at = 0;
    let mut counted = None;
    for frame in frames {
        let begin = usize::try_from(frame.offset).expect("the inputs are small");
        let part = frame.flags.part();
        let gap = &input[at..begin];
        if frame.flags.framing() == Framing::OctetCounting && matches!(part, Part::Whole | Part::First) {
            let text = std::str::from_utf8(gap).expect("digits").strip_suffix(' ').expect("a blank");
            counted = Some(text.parse::<usize>().expect("a number"));
        } else {
            prop_assert!(gap.is_empty(), "bytes between frames: {gap:?}");
        }
        let end = begin + frame.bytes.len();
        prop_assert_eq!(&input[begin..end], &frame.bytes[..]);
        let terminator: &[u8] = match frame.flags.terminator() {
            Terminator::None => b"",
            Terminator::Lf => b"\n",
            Terminator::CrLf => b"\r\n",
            Terminator::Nul => b"\0",
        };
        at = end + terminator.len();
        prop_assert_eq!(&input[end..at], terminator);
        if frame.flags.framing() == Framing::OctetCounting {
            let left = counted.expect("a count came first") - (at - begin);
            counted = Some(left);
            let is_end = matches!(part, Part::Whole | Part::Last);
            prop_assert_eq!(is_end && !frame.flags.is_unterminated(), left == 0);
        }
    }
    prop_assert_eq!(at, input.len());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, ..ProptestConfig::default() })]

    #[test]
    fn every_byte_is_accounted_for(input in hostile(), rule in rule(), frame_bytes_max in 1_usize..20) {
        let frames = cut(rule, frame_bytes_max, [input.as_slice()]);
        account(&input, &frames)?;
        prop_assert!(frames.iter().all(|frame| frame.bytes.len() <= frame_bytes_max));
        prop_assert!(frames.windows(2).all(|pair| pair[0].offset < pair[1].offset));
    }

    #[test]
    fn parts_follow_each_other(input in hostile(), rule in rule(), frame_bytes_max in 1_usize..6) {
        let mut open = false;
        for frame in cut(rule, frame_bytes_max, [input.as_slice()]) {
            let part = frame.flags.part();
            prop_assert_eq!(open, matches!(part, Part::Middle | Part::Last));
            open = matches!(part, Part::First | Part::Middle);
        }
        prop_assert!(!open);
    }

    #[test]
    fn frames_do_not_depend_on_the_pieces(
        input in hostile(),
        rule in rule(),
        frame_bytes_max in 1_usize..20,
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(input.len() + 1)).collect();
        cuts.extend([0, input.len()]);
        cuts.sort_unstable();
        let pieces = cuts.windows(2).map(|pair| &input[pair[0]..pair[1]]);
        let whole = cut(rule, frame_bytes_max, [input.as_slice()]);
        prop_assert_eq!(&cut(rule, frame_bytes_max, pieces), &whole);
        prop_assert_eq!(&cut(rule, frame_bytes_max, input.chunks(1)), &whole);
    }
}
