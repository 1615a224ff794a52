package org.broadsheet.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.Notice;
import org.broadsheet.render.Notices;
import org.broadsheet.subscriber.AddressHashes;

/** Writes notices to readers, and puts each into the queue together with what it is the answer to. */
final class Secretary {
    /** To one mailbox, of those that are counted together. */
    static final int MOST_A_DAY = 3;

    /** Whoever knows an address can set these off, so they are counted together. */
    private static final Set<String> BY_STRANGERS =
            Set.of("confirmation", "reminder", "invitation", "subscribed", "already");
    /** Each is sent once for one thing that only the reader can do, or for which room was found before. */
    private static final Set<String> OWED = Set.of("welcome", "link", "moved", "subscribed");
    /** Counted by themselves: a link that was passed on can set them off again and again, and strangers' mail must not eat them. */
    private static final Set<String> BY_LINKS = Set.of("goodbye", "new-address");

    private static final Duration DAY = Duration.ofHours(24);

    private final Notices notices;
    private final NoticeQueue queue;
    private final AddressHashes hashes;
    private final Clock clock;

    Secretary(Notices notices, NoticeQueue queue, AddressHashes hashes, Clock clock) {
        this.notices = notices;
        this.queue = queue;
        this.hashes = hashes;
        this.clock = clock;
    }

    /** @param locale BCP 47 */
    record Addressee(MailAddress from, MailAddress to, String locale) {}

    void write(String kind, Notice notice, Addressee addressee, NoticeQueue.Settling settling) {
        write(kind, notice, addressee, List.of(), settling);
    }

    /** @param enclosed what goes with it */
    void write(
            String kind,
            Notice notice,
            Addressee addressee,
            List<NoticeQueue.Mail> enclosed,
            NoticeQueue.Settling settling) {
        MailAddress from = addressee.from();
        String messageId = UUID.randomUUID() + "@" + from.asciiDomain();
        // The name was typed by whoever asked, and that may be anybody: a stranger's words do not go out in our mail.
        MailAddress to = new MailAddress(addressee.to().address(), "");
        byte[] message = notices.write(
                        notice, from, new Notices.Addressee(to, "", addressee.locale()), clock.instant(), messageId)
                .message();
        queue.addSparingly(
                to, new NoticeQueue.Mail(kind, from, message), enclosed, sparing(to, counted(kind)), settling);
    }

    /** Whether the mailbox may get one more of those that strangers can set off. */
    boolean hasRoom(MailAddress to) {
        return queue.hasRoom(sparing(to, BY_STRANGERS));
    }

    /** With which others a notice is counted; none for one that is not. */
    private static Set<String> counted(String kind) {
        if (OWED.contains(kind)) {
            return Set.of();
        }
        if (BY_LINKS.contains(kind)) {
            return Set.of(kind);
        }
        Set<String> counted = new HashSet<>(BY_STRANGERS);
        counted.add(kind);
        return counted;
    }

    private NoticeQueue.Sparing sparing(MailAddress to, Set<String> kinds) {
        return new NoticeQueue.Sparing(hashes.of(to), hashes.ofMailbox(to), kinds, MOST_A_DAY, DAY);
    }

    /** Saves that nothing is to be written. */
    void writeNothing(NoticeQueue.Settling settling) {
        queue.settle(settling);
    }
}
