//! How many bytes the readers look at, counted in tests and in fuzzing only: so that what a text costs can be asked for
//! without a clock.
//!
//! Counted are the searches of [`super::scan`] and [`super::shape`] and, as [`searches`] stands in the place of the
//! crate there, every search of `memchr`; what else a reader does byte by byte is not.

/// Counts bytes that were looked at.
#[inline(always)]
pub(crate) fn spend(bytes: usize) {
    #[cfg(any(test, fuzzing))]
    SPENT.set(SPENT.get() + bytes as u64);
    #[cfg(not(any(test, fuzzing)))]
    let _ = bytes;
}

/// How many bytes were looked at on this thread since it was last asked.
#[cfg(any(test, fuzzing))]
pub(crate) fn take_spent() -> u64 {
    SPENT.take()
}

#[cfg(any(test, fuzzing))]
thread_local! {
    static SPENT: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// The searches of `memchr` that this crate uses, plainly written and counted.
#[cfg(any(test, fuzzing))]
pub(crate) mod searches {
    use super::spend;

    /// Finds as the crate does; a call counts for a byte more than it looked at, as one that finds at once costs too.
    fn find(text: &[u8], is_wanted: impl Fn(&u8) -> bool) -> Option<usize> {
        let found = text.iter().position(is_wanted);
        spend(1 + found.unwrap_or(text.len()));
        found
    }

    fn find_last(text: &[u8], is_wanted: impl Fn(&u8) -> bool) -> Option<usize> {
        let found = text.iter().rposition(is_wanted);
        spend(1 + text.len() - found.unwrap_or_default());
        found
    }

    pub(crate) fn memchr(one: u8, text: &[u8]) -> Option<usize> {
        find(text, |byte| *byte == one)
    }

    pub(crate) fn memchr2(one: u8, two: u8, text: &[u8]) -> Option<usize> {
        find(text, |byte| [one, two].contains(byte))
    }

    pub(crate) fn memchr3(one: u8, two: u8, three: u8, text: &[u8]) -> Option<usize> {
        find(text, |byte| [one, two, three].contains(byte))
    }

    pub(crate) fn memrchr(one: u8, text: &[u8]) -> Option<usize> {
        find_last(text, |byte| *byte == one)
    }

    pub(crate) fn memrchr2(one: u8, two: u8, text: &[u8]) -> Option<usize> {
        find_last(text, |byte| [one, two].contains(byte))
    }

    pub(crate) fn memrchr3(one: u8, two: u8, three: u8, text: &[u8]) -> Option<usize> {
        find_last(text, |byte| [one, two, three].contains(byte))
    }

    pub(crate) fn memchr_iter(byte: u8, text: &[u8]) -> impl DoubleEndedIterator<Item = usize> {
        text.iter().enumerate().inspect(|_| spend(1)).filter(move |(_, is)| **is == byte).map(|(at, _)| at)
    }

    pub(crate) mod memmem {
        use super::spend;

        pub(crate) fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
            let found = (0..=text.len()).find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(wanted)));
            spend(1 + found.unwrap_or(text.len()));
            found
        }

        pub(crate) fn find_iter<'a>(text: &'a [u8], wanted: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
            let mut from = 0;
            std::iter::from_fn(move || {
                let at = from + find(text.get(from..)?, wanted)?;
                from = at + wanted.len();
                Some(at)
            })
        }

        pub(crate) fn rfind(text: &[u8], wanted: &[u8]) -> Option<usize> {
            let found = (0..=text.len()).rfind(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(wanted)));
            spend(1 + text.len() - found.unwrap_or_default());
            found
        }
    }
}
