//! Tables from a product's own names to what they mean.

/// One row: the own name, and what it means.
pub(crate) type Row<T> = (&'static str, T);

/// Sorts a table for [`find`], by length and then by bytes; done while compiling, so that a table can be written in the
/// order in which it reads best.
#[expect(clippy::indexing_slicing, reason = "every index is below N; it runs while compiling only")]
pub(crate) const fn sort<T: Copy, const N: usize>(mut table: [Row<T>; N]) -> [Row<T>; N] {
    let mut end = 1;
    while end < N {
        let mut at = end;
        while at > 0 && is_before(table[at].0.as_bytes(), table[at - 1].0.as_bytes()) {
            let row = table[at];
            table[at] = table[at - 1];
            table[at - 1] = row;
            at -= 1;
        }
        end += 1;
    }
    table
}

/// The row of a name, in a table that [`sort`] made.
pub(crate) fn find<T>(table: &'static [Row<T>], name: &[u8]) -> Option<&'static Row<T>> {
    let order = |row: &Row<T>| row.0.len().cmp(&name.len()).then_with(|| row.0.as_bytes().cmp(name));
    table.binary_search_by(order).ok().and_then(|at| table.get(at))
}

#[expect(clippy::indexing_slicing, reason = "the index is below both lengths; it runs while compiling only")]
const fn is_before(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return left.len() < right.len();
    }
    let mut at = 0;
    while at < left.len() {
        if left[at] != right[at] {
            return left[at] < right[at];
        }
        at += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Row, find, sort};

    #[test]
    fn finds_every_row_and_nothing_else() {
        static TABLE: [Row<u8>; 5] = sort([("bb", 1), ("a", 2), ("ab", 3), ("ccc", 4), ("", 5)]);
        for (name, number) in [("bb", 1), ("a", 2), ("ab", 3), ("ccc", 4), ("", 5)] {
            assert_eq!(find(&TABLE, name.as_bytes()), Some(&(name, number)));
        }
        assert_eq!(find(&TABLE, b"b"), None);
        assert_eq!(find(&TABLE, b"ba"), None);
    }
}
