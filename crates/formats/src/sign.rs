//! Which products a line can be of, told by a look at its front.

use std::sync::LazyLock;

use crate::{
    body::Body,
    registry::{PRODUCTS, Product},
    syntax::{json::Wanted, scan::find_text},
};

/// A cheap look that spares a line the readers that cannot claim it.
pub(crate) enum Sign {
    /// The program is one of these.
    Tag(&'static [&'static str]),
    /// The program's name begins with one of these.
    TagStart(&'static [&'static str]),
    /// The body begins with one of these.
    Start(&'static [&'static str]),
    /// One of these stands somewhere in the body. The rarer, the better.
    Holds(&'static [&'static str]),
    /// The body is a JSON object that has all of these members at its top. No product with another sign is asked for
    /// an object.
    Members(&'static [&'static str]),
    /// As [`Sign::Members`], of one of several sets: a product that writes documents of several kinds.
    AnyMembers(&'static [&'static [&'static str]]),
    /// The body's first byte is one that such a line can begin with, and more is seen at a look that costs no more than
    /// one search through the line. The first byte spares almost every other line the look.
    LookAt(fn(&u8) -> bool, fn(&Body<'_>) -> bool),
    /// As [`Sign::LookAt`]; whatever these programs write is looked at, too.
    LookBy(&'static [&'static str], fn(&u8) -> bool, fn(&Body<'_>) -> bool),
    /// Anything else that costs no more than one search through the line.
    Look(fn(&Body<'_>) -> bool),
}

impl Sign {
    /// True where the reader is worth trying for a body that is no JSON object.
    fn shows_in(&self, body: &Body<'_>) -> bool {
        match self {
            // The index has looked already.
            Self::Tag(_) => true,
            Self::Members(_) | Self::AnyMembers(_) => false,
            Self::TagStart(starts) => starts.iter().any(|start| body.tag_text().starts_with(start.as_bytes())),
            Self::Start(starts) => starts.iter().any(|start| body.text().starts_with(start.as_bytes())),
            Self::Holds(parts) => parts.iter().any(|part| find_text(body.text(), part.as_bytes()).is_some()),
            Self::LookAt(_, look) | Self::LookBy(_, _, look) | Self::Look(look) => look(body),
        }
    }

    /// True where a body that begins with this byte may show it, whatever its program.
    fn may_begin_with(&self, byte: u8) -> bool {
        match self {
            Self::Tag(_) | Self::TagStart(_) | Self::Members(_) | Self::AnyMembers(_) => false,
            Self::Start(starts) => starts.iter().any(|start| start.as_bytes().first() == Some(&byte)),
            Self::LookAt(begins, _) | Self::LookBy(_, begins, _) => begins(&byte),
            Self::Holds(_) | Self::Look(_) => true,
        }
    }
}

/// Asks the products whose sign shows in a body, in the order of [`PRODUCTS`], and gives the first answer. Each is looked
/// for once those before it have given none: the first mostly claims the body.
pub(crate) fn find_first<T>(body: &Body<'_>, mut ask: impl FnMut(&'static Product) -> Option<T>) -> Option<T> {
    let first = body.text().first().copied();
    if first == Some(b'{') {
        return INDEX.find_objects(body).filter_map(|place| PRODUCTS.get(place)).find_map(ask);
    }
    for place in INDEX.find(first, body.tag_text()) {
        if let Some(product) = PRODUCTS.get(place)
            && product.sign.shows_in(body)
            && let Some(answer) = ask(product)
        {
            return Some(answer);
        }
    }
    None
}

/// The signs of all products, turned round.
struct Index {
    /// By the body's first byte; the last is that of an empty body.
    by_first: Vec<Places>,
    /// By the program's name: those that share a place by length and ends.
    by_tag: Vec<Vec<(&'static [u8], Places)>>,
    /// By the first byte of the program's name: of those signs that tell only how it begins.
    by_tag_start: Vec<Places>,
    /// Of JSON objects: each set of members that shows a product, and its place, in the order of places.
    by_members: Vec<(Wanted, usize)>,
}

static INDEX: LazyLock<Index> = LazyLock::new(Index::build);

impl Index {
    fn build() -> Self {
        let of = |shows: &dyn Fn(&Sign) -> bool| {
            PRODUCTS.iter().enumerate().filter(|(_, product)| shows(&product.sign)).map(|(place, _)| place).collect()
        };
        let names = |sign: &Sign| match sign {
            Sign::Tag(tags) | Sign::LookBy(tags, ..) => *tags,
            _ => &[],
        };
        let mut by_tag = vec![Vec::new(); usize::from(u8::MAX) + 1];
        for tag in PRODUCTS.iter().flat_map(|product| names(&product.sign)) {
            let places = of(&|sign: &Sign| names(sign).contains(tag));
            if let Some(list) = by_tag.get_mut(place_of(tag.as_bytes())) {
                list.push((tag.as_bytes(), places));
            }
        }
        let mut by_first: Vec<Places> =
            (0..=u8::MAX).map(|byte| of(&|sign: &Sign| sign.may_begin_with(byte))).collect();
        by_first.push(of(&|sign| matches!(sign, Sign::Look(_))));
        let begins = |sign: &Sign, byte: u8| match sign {
            Sign::TagStart(starts) => starts.iter().any(|start| start.as_bytes().first() == Some(&byte)),
            _ => false,
        };
        let by_tag_start = (0..=u8::MAX).map(|byte| of(&|sign: &Sign| begins(sign, byte))).collect();
        Self { by_first, by_tag, by_tag_start, by_members: list_members() }
    }

    /// Where those stand whose members a JSON object has; of one that writes documents of several kinds, once for each.
    fn find_objects<'b>(&'b self, body: &'b Body<'_>) -> impl Iterator<Item = usize> + 'b {
        let leaves = body.leaves();
        self.by_members.iter().filter(|(wanted, _)| leaves.have(wanted, body.raw)).map(|(_, place)| *place)
    }

    /// Where those stand that a body can be of which begins so and was written by this program.
    fn find(&self, first: Option<u8>, tag: &[u8]) -> Places {
        let first = first.map_or(usize::from(u8::MAX) + 1, usize::from);
        let mut places = self.by_first.get(first).copied().unwrap_or_default();
        if let Some(first) = tag.first() {
            places.join(self.by_tag_start.get(usize::from(*first)).copied().unwrap_or_default());
            let mut of_place = self.by_tag.get(place_of(tag)).into_iter().flatten();
            places.join(of_place.find(|(name, _)| *name == tag).map_or(Places::default(), |(_, places)| *places));
        }
        places
    }
}

/// The sets of members of all signs, and the places of their products.
fn list_members() -> Vec<(Wanted, usize)> {
    let mut all = Vec::new();
    for (place, product) in PRODUCTS.iter().enumerate() {
        match product.sign {
            Sign::Members(names) => all.push((Wanted::new(names), place)),
            Sign::AnyMembers(sets) => all.extend(sets.iter().map(|names| (Wanted::new(names), place))),
            _ => {}
        }
    }
    all
}

/// A number below 256, by the length and both ends of a name.
fn place_of(tag: &[u8]) -> usize {
    let byte = |byte: Option<&u8>| byte.copied().unwrap_or_default();
    let mix = byte(tag.first()).wrapping_mul(31) ^ byte(tag.last()).wrapping_mul(7) ^ (tag.len() as u8);
    usize::from(mix)
}

/// Places in [`PRODUCTS`], a bit each.
#[derive(Clone, Copy, Default)]
struct Places([u64; WORDS]);

const WORDS: usize = PRODUCTS.len().div_ceil(64);

impl Places {
    fn insert(&mut self, place: usize) {
        if let Some(word) = self.0.get_mut(place / 64) {
            *word |= 1 << (place % 64);
        }
    }

    fn join(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word |= other);
    }
}

impl FromIterator<usize> for Places {
    fn from_iter<I: IntoIterator<Item = usize>>(places: I) -> Self {
        let mut all = Self::default();
        places.into_iter().for_each(|place| all.insert(place));
        all
    }
}

impl Iterator for Places {
    type Item = usize;

    /// Takes the lowest place out.
    fn next(&mut self) -> Option<usize> {
        for (at, word) in self.0.iter_mut().enumerate() {
            if *word != 0 {
                let bit = word.trailing_zeros() as usize;
                *word &= *word - 1;
                return Some(at * 64 + bit);
            }
        }
        None
    }
}
