//! Shared by the tests of this member: none yet.
