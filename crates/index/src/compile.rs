//! A query tree as a query of tantivy.

use query::Query as Tree;
use tantivy::{
    Searcher,
    query::{AllQuery, BooleanQuery, EmptyQuery, Occur, Query},
};

use crate::{IndexError, IndexErrorKind, leaf::Leaves};

/// What tantivy is asked. Its answer holds every event that meets the tree.
pub(crate) struct Compiled {
    pub(crate) query: Box<dyn Query>,
    /// True where it holds no other.
    pub(crate) exact: bool,
}

/// Compiles a tree for one generation.
pub(crate) fn compile_query(tree: &Tree, searcher: &Searcher) -> Result<Compiled, IndexError> {
    let plan = compile(tree, Side::Over, &Leaves { searcher })
        .map_err(|error| IndexError::new("compile the query", IndexErrorKind::from(error)))?;
    let exact = plan.exact;
    Ok(Compiled { query: plan.into_query(), exact })
}

/// Where the index cannot tell, it errs to one side. Under a negation the side turns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// No event too few.
    Over,
    /// No event too many.
    Under,
}

impl Side {
    const fn turn(self) -> Self {
        match self {
            Self::Over => Self::Under,
            Self::Under => Self::Over,
        }
    }
}

/// A set of documents.
pub(crate) enum Set {
    All,
    None,
    Query(Box<dyn Query>),
}

/// A set of documents, and whether it is what was meant or only errs to the right side.
pub(crate) struct Plan {
    pub(crate) set: Set,
    pub(crate) exact: bool,
}

impl Plan {
    /// The index can tell nothing.
    pub(crate) const UNKNOWN: Self = Self { set: Set::All, exact: false };
    /// Every document, surely.
    pub(crate) const ALL: Self = Self { set: Set::All, exact: true };
    /// No document, surely.
    pub(crate) const NONE: Self = Self { set: Set::None, exact: true };

    pub(crate) fn of(query: impl Query, exact: bool) -> Self {
        Self { set: Set::Query(Box::new(query)), exact }
    }

    /// The same set, said to hold too many.
    pub(crate) fn inexact(self) -> Self {
        Self { exact: false, ..self }
    }

    fn into_query(self) -> Box<dyn Query> {
        match self.set {
            Set::All => Box::new(AllQuery),
            Set::None => Box::new(EmptyQuery),
            Set::Query(query) => query,
        }
    }

    fn negate(self) -> Self {
        let set = match self.set {
            Set::All => Set::None,
            Set::None => Set::All,
            Set::Query(query) => Set::Query(Box::new(BooleanQuery::new(vec![
                (Occur::Must, Box::new(AllQuery)),
                (Occur::MustNot, query),
            ]))),
        };
        Self { set, exact: self.exact }
    }

    /// What stands in all of these sets.
    pub(crate) fn all_of(plans: Vec<Self>) -> Self {
        let sure = plans.iter().any(|plan| plan.exact && matches!(plan.set, Set::None));
        let exact = sure || plans.iter().all(|plan| plan.exact);
        let mut clauses = Vec::new();
        for plan in plans {
            match plan.set {
                Set::All => {}
                Set::None => return Self { set: Set::None, exact },
                Set::Query(query) => clauses.push((Occur::Must, query)),
            }
        }
        Self { set: joined(clauses, Set::All), exact }
    }

    /// What stands in one of these sets at least.
    pub(crate) fn any_of(plans: Vec<Self>) -> Self {
        let sure = plans.iter().any(|plan| plan.exact && matches!(plan.set, Set::All));
        let exact = sure || plans.iter().all(|plan| plan.exact);
        let mut clauses = Vec::new();
        for plan in plans {
            match plan.set {
                Set::All => return Self { set: Set::All, exact },
                Set::None => {}
                Set::Query(query) => clauses.push((Occur::Should, query)),
            }
        }
        Self { set: joined(clauses, Set::None), exact }
    }
}

/// One query of several; what it is without any.
fn joined(mut clauses: Vec<(Occur, Box<dyn Query>)>, empty: Set) -> Set {
    match clauses.len() {
        0 => empty,
        1 => clauses.pop().map_or(empty, |(_, query)| Set::Query(query)),
        _ => Set::Query(Box::new(BooleanQuery::new(clauses))),
    }
}

fn compile(tree: &Tree, side: Side, leaves: &Leaves<'_>) -> tantivy::Result<Plan> {
    let many = |trees: &[Tree]| trees.iter().map(|tree| compile(tree, side, leaves)).collect::<Result<Vec<_>, _>>();
    Ok(match tree {
        Tree::All => Plan::ALL,
        Tree::And(trees) => Plan::all_of(many(trees)?),
        Tree::Or(trees) => Plan::any_of(many(trees)?),
        Tree::Not(tree) => compile(tree, side.turn(), leaves)?.negate(),
        Tree::Exists(name) => err_to(side, leaves.exists(name)),
        Tree::Words(words) => err_to(side, leaves.bare_words(words)?),
        Tree::Field { name, condition } => err_to(side, leaves.condition(name, condition)?),
    })
}

/// A leaf holds too many where it is not exact; where none too many may stand, nothing of it can be used.
fn err_to(side: Side, leaf: Plan) -> Plan {
    match side {
        Side::Under if !leaf.exact => Plan { set: Set::None, exact: false },
        _ => leaf,
    }
}
