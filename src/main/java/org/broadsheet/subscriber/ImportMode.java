package org.broadsheet.subscriber;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an import does with those who are known already. */
public enum ImportMode {
    /** New people come in, what the file says of known ones is taken over, and all of them are on the list then. */
    UPSERT,
    /** Who is on the list already stays as they are; others come onto it, and what was known of them stays too. */
    INSERT,
    /** As {@link #UPSERT}; then whom the file does not name is taken off the list. */
    REPLACE_LIST;

    /** As it is written on the command line: {@code replace-list}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<ImportMode> of(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
    }
}
