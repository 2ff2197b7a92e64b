//! SonicWall.

pub(crate) mod sonicos;
