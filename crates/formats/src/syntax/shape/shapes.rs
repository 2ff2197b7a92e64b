//! Tables of wordings: the shapes that can match a text, found by its first byte and by the bytes that it holds.

use super::{Captures, Shape, find_required};
use crate::syntax::effort::spend;

/// Of so many shapes it pays to ask first which bytes a text holds.
const SHAPES_MANY: usize = 16;

/// Wordings and what each means.
#[derive(Debug)]
pub(crate) struct Shapes<M: 'static> {
    list: Vec<(Shape, Bytes, &'static M)>,
    /// By a text's first byte: the places in the list of the shapes that can match it, in its order.
    by_first: Vec<Vec<u16>>,
}

impl<M> Shapes<M> {
    /// Takes a table apart. The first shape that matches counts.
    pub(crate) fn new(table: &'static [(&'static str, M)]) -> Self {
        Self::of(table.iter().map(|(written, meaning)| (*written, meaning)))
    }

    /// As [`Self::new`], of these wordings.
    pub(crate) fn of(wordings: impl Iterator<Item = (&'static str, &'static M)>) -> Self {
        let list: Vec<_> = wordings
            .map(|(written, meaning)| {
                let shape = Shape::new(written);
                let bytes =
                    find_required(&shape.tokens).fold(Bytes::default(), |all, literal| all.with(literal.bytes()));
                (shape, bytes, meaning)
            })
            .collect();
        let places = |first: u8| {
            let fits = |shape: &Shape| shape.first_byte().is_none_or(|byte| byte == first);
            let places = list.iter().enumerate().filter(|(_, (shape, ..))| fits(shape)).map(|(at, _)| at);
            places.filter_map(|at| u16::try_from(at).ok()).collect()
        };
        let by_first = (0..=u8::MAX).map(places).collect();
        Self { list, by_first }
    }

    /// The first match of a text.
    pub(crate) fn find<'a>(&self, text: &'a [u8]) -> Option<(Captures<'a>, &'static M)> {
        let places = self.by_first.get(usize::from(*text.first()?))?;
        let held = if places.len() > SHAPES_MANY { Bytes::default().with(text) } else { Bytes::ALL };
        let mut shapes = places.iter().filter_map(|at| self.list.get(usize::from(*at)));
        shapes.find_map(|(shape, bytes, meaning)| {
            if !held.holds(*bytes) {
                return None;
            }
            Some((shape.match_text(text)?, *meaning))
        })
    }
}

/// Which bytes there are, a bit each.
#[derive(Clone, Copy, Debug, Default)]
struct Bytes([u64; 4]);

impl Bytes {
    const ALL: Self = Self([u64::MAX; 4]);

    /// These, and those of a text.
    fn with(mut self, text: &[u8]) -> Self {
        spend(text.len());
        for byte in text {
            if let Some(word) = self.0.get_mut(usize::from(byte / 64)) {
                *word |= 1 << (byte % 64);
            }
        }
        self
    }

    /// True where all of the others are among them.
    fn holds(self, others: Self) -> bool {
        self.0.iter().zip(others.0).all(|(word, other)| word & other == other)
    }
}
