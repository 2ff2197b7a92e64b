//! Where the bytes that part a text stand, found a block of 64 at a time.
//!
//! A reader that asks for the next comma behind each value would look at the same bytes again and again, and pay for a
//! search at each. Here each block is looked at once, and each answer costs a few instructions.

use super::effort::spend;

/// How many bytes are looked at together: one bit of a word each.
const BLOCK_BYTES: usize = 64;

/// The places in a text of each byte of a small set, from the front to the end: each is found once, and what stands
/// before a place that was asked for is not found any more.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Marks<'a, const SET: usize> {
    text: &'a [u8],
    set: [u8; SET],
    /// Where the block begins whose places are known.
    block: usize,
    /// A bit for each place of the block that was not passed by.
    bits: u64,
    /// Where the block begins that is looked at next.
    next_block: usize,
}

impl<'a, const SET: usize> Marks<'a, SET> {
    /// The places of these bytes.
    #[inline]
    pub(crate) const fn new(text: &'a [u8], set: [u8; SET]) -> Self {
        Self { text, set, block: 0, bits: 0, next_block: 0 }
    }

    /// The text.
    #[inline]
    pub(crate) const fn text(&self) -> &'a [u8] {
        self.text
    }

    /// The first place at or behind one where a byte of the set stands.
    #[inline]
    pub(crate) fn find(&mut self, from: usize) -> Option<usize> {
        loop {
            while self.bits != 0 {
                let place = self.block + self.bits.trailing_zeros() as usize;
                self.bits &= self.bits - 1;
                if place >= from {
                    return Some(place);
                }
            }
            self.look_at(self.next_block.max(from - from % BLOCK_BYTES))?;
        }
    }

    /// Learns the places of a block; none where the text ends before it.
    #[inline(never)]
    fn look_at(&mut self, block: usize) -> Option<()> {
        let rest = self.text.get(block..).filter(|rest| !rest.is_empty())?;
        spend(rest.len().min(BLOCK_BYTES));
        (self.block, self.next_block) = (block, block + BLOCK_BYTES);
        self.bits = match rest.first_chunk() {
            Some(chunk) => find_places(chunk, &self.set),
            None => {
                let mut chunk = [0; BLOCK_BYTES];
                let (head, _) = chunk.split_at_mut(rest.len());
                head.copy_from_slice(rest);
                let behind = u64::MAX << rest.len();
                find_places(&chunk, &self.set) & !behind
            }
        };
        Some(())
    }
}

/// A bit for each place of the chunk where a byte of the set stands. The first loop is one that compilers turn into
/// comparisons of many bytes at once.
#[inline]
fn find_places<const SET: usize>(chunk: &[u8; BLOCK_BYTES], set: &[u8; SET]) -> u64 {
    let mut hits = [0_u8; BLOCK_BYTES];
    for (hit, byte) in hits.iter_mut().zip(chunk) {
        *hit = set.iter().fold(0, |hit, of_set| hit | u8::from(byte == of_set));
    }
    let (words, _) = hits.as_chunks::<8>();
    // The product has the lowest bit of each of eight bytes in its highest byte.
    let gather = |word: &[u8; 8]| u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    words.iter().rev().fold(0, |bits, word| bits << 8 | gather(word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Marks;

    proptest! {
        #[test]
        fn finds_each_place_once(text in prop::collection::vec(prop::sample::select(vec![b'a', b',', b'"', 0, 0x80, 0xFF, b'-', b'.']), 0..300)) {
            let mut marks = Marks::new(&text, [b',', b'"']);
            let mut found = Vec::new();
            let mut from = 0;
            while let Some(at) = marks.find(from) {
                found.push(at);
                from = at + 1;
            }
            let wanted: Vec<usize> = (0..text.len()).filter(|at| matches!(text[*at], b',' | b'"')).collect();
            prop_assert_eq!(found, wanted);
        }

        #[test]
        fn finds_the_first_behind_a_place(text in prop::collection::vec(prop::sample::select(vec![b'a', b',', b'"', 0x80]), 0..300), step in 1..90_usize) {
            let mut marks = Marks::new(&text, [b',', b'"']);
            let mut from = 0;
            while from < text.len() + 200 {
                let wanted = (from..text.len()).find(|at| matches!(text[*at], b',' | b'"'));
                prop_assert_eq!(marks.find(from), wanted);
                from = wanted.unwrap_or(from) + step;
            }
        }
    }
}
