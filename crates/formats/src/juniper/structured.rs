//! Junos's structured data: `[junos@2636.1.1.1.2.129 name="value" …] text`
//! (<https://www.juniper.net/documentation/us/en/software/junos/network-mgmt/topics/topic-map/system-logging.html>).
//! Behind `junos@` stand Juniper's enterprise number and the number of the platform.

use crate::{
    body::Body,
    registry::DATA_OF_PRODUCTS,
    syntax::{
        cut::cut_word,
        keyed::{Keyed, Says, Slot},
        names::Names,
        pairs::{Pairs, Piece},
    },
};

/// The quotes that word processors make, which stand around some values of Juniper's own examples.
const CURLY: [&[u8]; 2] = ["\u{201d}".as_bytes(), "\u{201c}".as_bytes()];

/// What stands behind the opening of the structured data; none where the body does not begin with one.
pub(super) fn find_data<'a>(body: &Body<'a>) -> Option<&'a [u8]> {
    let start = DATA_OF_PRODUCTS.first()?;
    body.text().strip_prefix(start.as_bytes())
}

/// Takes the pairs of the data into the line. Gives the text behind it.
pub(super) fn take_data<'a, S: Slot, const ROWS: usize>(
    line: &mut Keyed<'_, '_, S>,
    keys: &Names<Says<S>, ROWS>,
    data: &'a [u8],
) -> &'a [u8] {
    let (_platform, pairs) = cut_word(data);
    for piece in Pairs::new(pairs) {
        match piece {
            Piece::Pair { key, value } => {
                let value = value.strip_suffix(b"]").unwrap_or(value);
                let bare = CURLY.iter().find_map(|quote| value.strip_prefix(*quote)).unwrap_or(value);
                let bare = CURLY.iter().find_map(|quote| bare.strip_suffix(*quote)).unwrap_or(bare);
                line.take(keys.find(key).or(None), key, bare);
            }
            Piece::Word(word) if word.starts_with(b"]") => {
                let at = word.as_ptr() as usize - data.as_ptr() as usize;
                return data.get(at + 1..).unwrap_or_default();
            }
            Piece::Word(word) => line.take_word(word),
            Piece::CutOff { key, value } => line.take_cut_off(key, value),
        }
    }
    &[]
}

/// What Junos writes where it has nothing to say.
pub(super) fn says_nothing(value: &[u8]) -> bool {
    const NOTHING: [&str; 9] = ["", "-", "N/A", "NA", "NA NA", "NONE", "Not-Applicable", "UNKNOWN", "unknown-user"];
    NOTHING.iter().any(|word| value.eq_ignore_ascii_case(word.as_bytes()))
}
