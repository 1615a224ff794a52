package org.broadsheet.source;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pull request, an issue, a release or a discussion, as GitHub tells of it.
 *
 * @param id the same whatever it, or its repository, is called; never empty
 * @param repository {@code owner/name}; empty when nobody says
 * @param number of a release its tag
 * @param url null when it has none that mail may carry
 * @param association of the author with the repository; empty when nobody says
 * @param groups its labels; of a discussion its category
 * @param created null when nobody says, as with the others
 * @param done when it was merged or published
 * @param body the headline of a release; empty for all else
 */
record GithubEntry(
        Kind kind,
        String id,
        String repository,
        String number,
        String title,
        @Nullable String url,
        Author author,
        String association,
        List<String> groups,
        @Nullable Instant created,
        @Nullable Instant updated,
        @Nullable Instant done,
        boolean isOpen,
        boolean isPreliminary,
        String body) {
    enum Kind {
        PULL,
        ISSUE,
        RELEASE,
        DISCUSSION
    }

    /**
     * @param login empty for an account that is gone
     * @param url of the profile; null when there is none
     */
    record Author(String login, @Nullable String url, boolean isBot) {
        static final Author GONE = new Author("", null, false);

        String key() {
            return login.toLowerCase(Locale.ROOT);
        }
    }

    boolean hasGroup(List<String> wanted) {
        return wanted.isEmpty()
                || groups.stream().anyMatch(group -> wanted.stream().anyMatch(group::equalsIgnoreCase));
    }
}
