package org.broadsheet.source;

import org.broadsheet.text.YamlMap;
import org.jspecify.annotations.Nullable;

/**
 * A kind of place that items come from. Whoever adds one writes a class that implements this, and a line in {@code App}.
 * Thread-safe.
 */
public interface Source {
    /** The word behind {@code source} in a digest; lower-case letters. */
    String word();

    /** What its items become in a block that does not say {@code as}. */
    BlockKind kind();

    /** The same, for a source whose items become one thing or another, by what a block asks for. */
    default BlockKind kind(YamlMap keys) {
        return kind();
    }

    /**
     * Reads those keys of a block that are its own.
     *
     * @return null when too little can be read, which has been reported to the map's problems
     */
    @Nullable
    Query read(YamlMap keys);
}
