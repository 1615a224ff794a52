package org.broadsheet.edition;

import java.time.Instant;
import org.broadsheet.store.Word;
import org.jspecify.annotations.Nullable;

/**
 * A day on which a digest is due, and what has come of it.
 *
 * @param digest the name of its file without {@code .md}
 * @param edition its slug; there need be none yet
 * @param due when it is to be sent
 * @param reason null where the state says all
 */
public record DigestRun(
        String digest,
        String edition,
        Instant due,
        State state,
        @Nullable String reason) {
    public enum State {
        /** Not drafted yet. */
        OPEN,
        /** Its file is there: it waits for its time, for approval, or for both. */
        DRAFTED,
        /** A person decides. */
        HELD,
        /** Nothing was new. */
        EMPTY,
        SKIPPED,
        /** It was begun; from here on the edition itself says how it stands. */
        SENT;

        /** As it is stored and shown. */
        public String word() {
            return Word.of(this);
        }

        static State of(String word) {
            return Word.read(State.class, word);
        }
    }
}
