//! Tables from a product's own names to what they mean.
//!
//! A table is written as rows in the order in which it reads best; its places are computed while compiling, so that a
//! name is found with one look and one comparison.

/// One row: the own name, and what it means.
pub(crate) type Row<T> = (&'static str, T);

/// How many places a table has; a power of two, at least twice the rows, so that few rows share a place.
const PLACES: usize = 1024;
/// A place that no row has.
const FREE: u16 = u16::MAX;

/// A table of `ROWS` rows.
pub(crate) struct Names<T: 'static, const ROWS: usize> {
    rows: [Row<T>; ROWS],
    ends: [Ends; ROWS],
    places: [u16; PLACES],
}

impl<T: Copy, const ROWS: usize> Names<T, ROWS> {
    /// The table of these rows. Of two rows of one name the first is found.
    #[expect(clippy::indexing_slicing, reason = "rows are below ROWS, places are masked; it runs while compiling only")]
    pub(crate) const fn new(rows: [Row<T>; ROWS]) -> Self {
        assert!(ROWS * 2 <= PLACES, "a table of this many rows needs more places");
        let mut places = [FREE; PLACES];
        let mut ends = [Ends { first: 0, last: 0 }; ROWS];
        let mut row = 0;
        while row < ROWS {
            ends[row] = Ends::of(rows[row].0.as_bytes());
            let mut place = place_of(hash(rows[row].0.as_bytes()));
            while places[place] != FREE {
                place = (place + 1) % PLACES;
            }
            places[place] = row as u16;
            row += 1;
        }
        Self { rows, ends, places }
    }

    /// The row of a name.
    #[inline(always)]
    pub(crate) fn find(&self, name: &[u8]) -> Option<&Row<T>> {
        let ends = Ends::of(name);
        let place = place_of(ends.hash(name.len()));
        let at = usize::from(*self.places.get(place)?);
        let (row, of_row) = (self.rows.get(at)?, self.ends.get(at)?);
        // Nearly every name that a table has is told by these.
        if *of_row == ends && row.0.len() == name.len() && name.len() <= Ends::WHOLE_BYTES_MAX {
            return Some(row);
        }
        self.find_from(place, name)
    }

    /// The row of a name, from the place where the search for it begins.
    #[inline(never)]
    fn find_from(&self, mut place: usize, name: &[u8]) -> Option<&Row<T>> {
        loop {
            let row = self.rows.get(usize::from(*self.places.get(place)?))?;
            if row.0.as_bytes() == name {
                return Some(row);
            }
            place = (place + 1) % PLACES;
        }
    }
}

/// Which names a list lacks for certain, so that few of them are looked for in it: a bit for each of 256 hashes.
#[derive(Clone, Copy)]
pub(crate) struct Sieve([u64; 4]);

impl Sieve {
    /// Of the names of these rows.
    #[expect(
        clippy::indexing_slicing,
        reason = "rows are below the length, words are below four; it runs while compiling only"
    )]
    pub(crate) const fn new<T>(rows: &[Row<T>]) -> Self {
        let mut bits = [0; 4];
        let mut row = 0;
        while row < rows.len() {
            let hash = hash(rows[row].0.as_bytes());
            bits[(hash >> 62) as usize] |= 1 << (hash >> 56 & 63);
            row += 1;
        }
        Self(bits)
    }

    /// False where the list has no such name.
    #[inline]
    pub(crate) fn lets_through(&self, name: &[u8]) -> bool {
        let hash = hash(name);
        // The two highest bits are below four.
        self.0.get((hash >> 62) as usize).is_some_and(|word| word & 1 << (hash >> 56 & 63) != 0)
    }
}

/// Where the search for a name of this hash begins.
#[expect(clippy::cast_possible_truncation, reason = "the shift leaves as many bits as places have")]
const fn place_of(hash: u64) -> usize {
    (hash >> (u64::BITS - PLACES.trailing_zeros())) as usize
}

/// A number made of a name: of its length, its first and its last eight bytes.
#[inline]
pub(crate) const fn hash(name: &[u8]) -> u64 {
    Ends::of(name).hash(name.len())
}

/// The first and the last bytes of a name, eight at most: with its length they are all of a short name, so that two are
/// compared without a loop.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Ends {
    first: u64,
    last: u64,
}

impl Ends {
    /// Of a longer name they do not hold all bytes.
    const WHOLE_BYTES_MAX: usize = 16;

    #[inline]
    const fn of(name: &[u8]) -> Self {
        let (first, last) = match (name.first_chunk::<8>(), name.last_chunk::<8>()) {
            (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
            _ => match (name.first_chunk::<4>(), name.last_chunk::<4>()) {
                (Some(first), Some(last)) => (u32::from_le_bytes(*first) as u64, u32::from_le_bytes(*last) as u64),
                _ => match name {
                    [one, two, last] => (*one as u64 | (*two as u64) << 8, *last as u64),
                    [one, last] => (*one as u64, *last as u64),
                    [one] => (*one as u64, 0),
                    _ => (0, 0),
                },
            },
        };
        Self { first, last }
    }

    /// A number made of them and of the name's length.
    #[inline]
    const fn hash(self, len: usize) -> u64 {
        let length = (len as u64).wrapping_mul(0xff51_afd7_ed55_8ccd);
        (self.first ^ self.last.rotate_left(23) ^ length).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, Sieve};

    #[test]
    fn finds_every_row_and_nothing_else() {
        static TABLE: Names<u8, 6> =
            Names::new([("bb", 1), ("a", 2), ("ab", 3), ("ccc", 4), ("", 5), ("a.name.of.many.bytes", 6)]);
        let sieve = Sieve::new(&TABLE.rows);
        for (name, number) in [("bb", 1), ("a", 2), ("ab", 3), ("ccc", 4), ("", 5), ("a.name.of.many.bytes", 6)] {
            assert_eq!(TABLE.find(name.as_bytes()), Some(&(name, number)));
            assert!(sieve.lets_through(name.as_bytes()));
        }
        // The same length and ends as a row.
        for name in ["b", "ba", "a.name.of.nany.bytes", "\0a"] {
            assert_eq!(TABLE.find(name.as_bytes()), None, "{name:?}");
        }
        assert!((0..99_u8).any(|number| !sieve.lets_through(&[number])), "it holds some back");
    }
}
