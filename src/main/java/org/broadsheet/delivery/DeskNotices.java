package org.broadsheet.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.Notice;
import org.broadsheet.render.Notices;
import org.broadsheet.subscriber.AddressHashes;
import org.broadsheet.subscriber.Suppressions;
import org.jdbi.v3.core.Jdbi;

/**
 * Writes to those who make an edition, each about one thing once: however many processes want to, and whenever one dies.
 * Thread-safe.
 */
public final class DeskNotices {
    private final Jdbi jdbi;
    private final Notices notices;
    private final NoticeQueue queue;
    private final AddressHashes hashes;
    private final Suppressions suppressions;
    private final boolean sandboxed;
    private final Clock clock;

    /** @param sandboxed whether the notices of the queue stay in the sandbox: they keep back none that goes to people */
    public DeskNotices(
            Jdbi jdbi,
            Notices notices,
            NoticeQueue queue,
            AddressHashes hashes,
            Suppressions suppressions,
            boolean sandboxed,
            Clock clock) {
        this.jdbi = jdbi;
        this.notices = notices;
        this.queue = queue;
        this.hashes = hashes;
        this.suppressions = suppressions;
        this.sandboxed = sandboxed;
        this.clock = clock;
    }

    /**
     * What sets a notice off: there is one to each person about it.
     *
     * @param edition its file's name without {@code .md}
     * @param section its id; empty for the whole edition
     * @param moment in a few words; another moment is told of anew
     */
    record Occasion(String edition, String section, String moment) {}

    /** Writes the message of a notice when it is wanted. */
    interface Writer {
        byte[] write(MailAddress to, String messageId);
    }

    /** Whether it was added now; not when it was before, or when the address must not be written to. */
    boolean tell(Occasion occasion, MailAddress from, MailAddress to, Notice notice, String locale) {
        return tell(
                occasion,
                notice,
                from,
                to,
                (address, messageId) -> notices.write(
                                notice, from, new Notices.Addressee(address, "", locale), clock.instant(), messageId)
                        .message());
    }

    boolean tell(Occasion occasion, Notice notice, MailAddress from, MailAddress to, Writer writer) {
        String recipient = hashes.of(to);
        if (suppressions.contains(to) || isTold(occasion, recipient)) {
            return false;
        }
        byte[] message = writer.write(to, UUID.randomUUID() + "@" + from.asciiDomain());
        Instant now = clock.instant();
        String kind = notice.kind().name().toLowerCase(java.util.Locale.ROOT);
        return queue.addOnce(
                to,
                new NoticeQueue.Mail(kind, from, message),
                handle -> handle.execute(
                                """
                        INSERT INTO desk_notice (edition, section, recipient, moment, sandboxed, told_at)
                        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """,
                                occasion.edition(),
                                occasion.section(),
                                recipient,
                                occasion.moment(),
                                sandboxed,
                                now)
                        > 0);
    }

    /** Only saves the work of writing: what counts is the row that is put in. */
    private boolean isTold(Occasion occasion, String recipient) {
        return jdbi.withHandle(handle -> handle.select(
                                """
                        SELECT count(*) FROM desk_notice
                        WHERE edition = ? AND section = ? AND recipient = ? AND moment = ? AND sandboxed = ?
                        """, occasion.edition(), occasion.section(), recipient, occasion.moment(), sandboxed)
                        .mapTo(Integer.class)
                        .one())
                > 0;
    }

    /** Whether anybody was told of an edition at all. */
    boolean isKnown(String edition, String section) {
        return jdbi.withHandle(handle -> handle.select(
                                "SELECT count(*) FROM desk_notice WHERE edition = ? AND section = ? AND sandboxed = ?",
                                edition,
                                section,
                                sandboxed)
                        .mapTo(Integer.class)
                        .one())
                > 0;
    }
}
