package org.broadsheet.text;

import org.jspecify.annotations.Nullable;

/** Replaces references inside a scalar, such as those to the environment. */
@FunctionalInterface
public interface Expansion {
    Expansion NONE = (text, at, problems) -> text;

    /** The text to read in place of {@code text}; null, with the problem reported, when there is none. */
    @Nullable
    String expand(String text, Position at, Problems problems);
}
