package org.broadsheet.text;

/** Replaces references inside a scalar, such as those to the environment. */
@FunctionalInterface
public interface Expansion {
    Expansion NONE = (text, at, problems) -> text;

    /** The text to read in place of {@code text}; what cannot be replaced is reported. */
    String expand(String text, Position at, Problems problems);
}
