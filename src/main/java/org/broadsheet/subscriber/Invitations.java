package org.broadsheet.subscriber;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Asks those of a batch who are on the list without having confirmed it, in the transaction that puts them there: so an
 * import that was interrupted asks nobody twice. Nor does it ask again whose answer is still awaited.
 */
final class Invitations {
    private static final String AWAITED = """
            EXISTS (SELECT 1 FROM sign_up o
                    WHERE o.address_hash = wanted.address_hash AND o.list_id = :list AND o.origin IN ('page', :origin)
                      AND o.state IN ('asked', 'invited', 'taken', 'mailed'))
            """;

    private final Handle handle;
    private final ImportOptions.Invitation invitation;
    private final Instant now;

    Invitations(Handle handle, ImportOptions.Invitation invitation, Instant now) {
        this.handle = handle;
        this.invitation = invitation;
        this.now = now;
    }

    /** @param rows of people who may be written to; @return how many are asked */
    long add(MailingList list, List<ImportRow> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        return handle.createUpdate("""
                        INSERT INTO sign_up (list_id, address, address_hash, name, locale, opted_out, wording, network, state, origin,
                                             created_at, changed_at)
                        SELECT x.list_id, s.address, s.address_hash, s.name, COALESCE(s.locale, :language), '', x.evidence, NULL,
                               'invited', :origin, :now, :now
                        FROM UNNEST(:hashes) AS wanted(address_hash)
                        JOIN subscriber s ON s.address_hash = wanted.address_hash
                        JOIN subscription x ON x.subscriber_id = s.id AND x.list_id = :list AND x.state = 'unconfirmed'
                        WHERE NOT <awaited>
                        """)
                .define("awaited", AWAITED)
                .bind("list", list.id())
                .bind("origin", invitation.origin().column())
                .bind("language", invitation.language())
                .bind("now", now)
                .bindArray(
                        "hashes",
                        String.class,
                        rows.stream().map(ImportRow::hash).toList())
                .execute();
    }

    /** @param list null when it does not exist; @param hashes of those on it who have not confirmed it */
    long count(@Nullable MailingList list, Collection<String> hashes) {
        if (list == null || hashes.isEmpty()) {
            return hashes.size();
        }
        return handle.createQuery("SELECT count(*) FROM UNNEST(:hashes) AS wanted(address_hash) WHERE NOT <awaited>")
                .define("awaited", AWAITED)
                .bind("list", list.id())
                .bind("origin", invitation.origin().column())
                .bindArray("hashes", String.class, hashes)
                .mapTo(Long.class)
                .one();
    }
}
