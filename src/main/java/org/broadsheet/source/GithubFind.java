package org.broadsheet.source;

import java.util.stream.Stream;

/** What a {@code github} block may ask for. */
enum GithubFind {
    /** Merged ones. */
    PULLS(BlockKind.CHANGES),
    RELEASES(BlockKind.RELEASES),
    /** Open ones. */
    ISSUES(BlockKind.ITEMS),
    DISCUSSIONS(BlockKind.ITEMS),
    /** People whose first pull request was merged. */
    NEWCOMERS(BlockKind.PEOPLE),
    /** How many pull requests of how many people were merged, in one line. */
    COUNTS(BlockKind.THEMES);

    final BlockKind kind;

    GithubFind(BlockKind kind) {
        this.kind = kind;
    }

    /** The usual one for a word that is none, which is for others to report. */
    static GithubFind of(String word) {
        return Stream.of(values())
                .filter(find -> find.name().equalsIgnoreCase(word.strip()))
                .findFirst()
                .orElse(PULLS);
    }

    /** What is asked for in GraphQL. */
    boolean needsToken() {
        return this == DISCUSSIONS || this == NEWCOMERS;
    }

    boolean isOfPulls() {
        return this == PULLS || this == NEWCOMERS || this == COUNTS;
    }
}
