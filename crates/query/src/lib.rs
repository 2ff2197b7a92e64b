//! Query language: text to tree, tree against one event.
