package org.broadsheet.source;

import org.broadsheet.text.Characters;
import org.broadsheet.text.Concealed;

/**
 * A {@code source} block that was read.
 *
 * @param word of the kind of source
 */
public record Request(String word, Query query, SourceOptions options) {
    /** The same for all blocks, of whatever digest, that ask the same of the same place. */
    public String key() {
        return Fingerprint.of(word, query.place(), query.details());
    }

    /** The same for all blocks whose items must not come twice in a digest. */
    public String realm() {
        return query.realm().isEmpty() ? key() : Fingerprint.of(word, query.realm());
    }

    /** As people name it, on one line and without the passwords of its address: it is told to logs, mails and the draft. */
    @Override
    public String toString() {
        return word + " " + Characters.visible(Concealed.of(query.name()));
    }
}
