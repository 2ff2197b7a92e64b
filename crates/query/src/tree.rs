//! The query tree.

use crate::{Condition, FieldName, Words};

/// A query. Its `Display` is canonical: it parses to the same tree, so it can stand in evidence of what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// Every event.
    All,
    /// All of these; two at least, none of them an `And`.
    And(Vec<Query>),
    /// One of these at least; two at least, none of them an `Or`.
    Or(Vec<Query>),
    /// Every event but these.
    Not(Box<Query>),
    /// The field has a value.
    Exists(FieldName),
    /// The words stand in the record's text.
    Words(Words),
    /// One value at least of the field meets the condition.
    Field {
        /// Which field.
        name: FieldName,
        /// What one of its values must be.
        condition: Condition,
    },
}

impl Query {
    /// All of these: joined with what is already a conjunction.
    #[must_use]
    pub fn all_of(queries: Vec<Self>) -> Self {
        let flat = queries.into_iter().flat_map(|query| match query {
            Self::And(inner) => inner,
            other => vec![other],
        });
        single_or(flat.collect(), Self::And)
    }

    /// One of these: joined with what is already a disjunction.
    #[must_use]
    pub fn any_of(queries: Vec<Self>) -> Self {
        let flat = queries.into_iter().flat_map(|query| match query {
            Self::Or(inner) => inner,
            other => vec![other],
        });
        single_or(flat.collect(), Self::Or)
    }
}

/// The only query of a list, or the list under its operator; an empty list asks for nothing in particular.
fn single_or(mut queries: Vec<Query>, operator: fn(Vec<Query>) -> Query) -> Query {
    match queries.len() {
        0 | 1 => queries.pop().unwrap_or(Query::All),
        _ => operator(queries),
    }
}
