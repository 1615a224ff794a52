package org.broadsheet.violations.nowhere;

/** In a package that has no place in the order and is not null-marked. */
record Lost() {}
