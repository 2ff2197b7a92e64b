//! An entry, as tantivy reads it.

use std::{iter, net::Ipv6Addr};

use tantivy::schema::{
    Field as Column,
    document::{Document, ReferenceValue, ReferenceValueLeaf, Value},
};

use crate::{
    entry::{Entry, Part},
    schema::LAYOUT,
};

/// One value of an entry.
#[derive(Clone, Debug)]
pub(crate) enum Leaf<'a> {
    Text(&'a str),
    Unsigned(u64),
    Signed(i64),
    Address(u128),
}

impl<'a> Value<'a> for Leaf<'a> {
    type ArrayIter = iter::Empty<Self>;
    type ObjectIter = iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match self {
            Self::Text(text) => ReferenceValueLeaf::Str(text),
            Self::Unsigned(number) => ReferenceValueLeaf::U64(*number),
            Self::Signed(number) => ReferenceValueLeaf::I64(*number),
            Self::Address(number) => ReferenceValueLeaf::IpAddr(Ipv6Addr::from_bits(*number)),
        })
    }
}

impl Document for Entry {
    type Value<'a> = Leaf<'a>;
    type FieldsValuesIter<'a> = Box<dyn Iterator<Item = (Column, Leaf<'a>)> + 'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        let columns = [(LAYOUT.seq, Leaf::Unsigned(self.seq.0)), (LAYOUT.at, Leaf::Signed(self.at.0))];
        let parts = self.parts().iter().map(|(column, part)| {
            let leaf = match part {
                Part::Text(at) => Leaf::Text(self.text(at)),
                Part::Number(number) => Leaf::Unsigned(*number),
                Part::Address(number) => Leaf::Address(*number),
            };
            (*column, leaf)
        });
        Box::new(columns.into_iter().chain(parts))
    }
}
