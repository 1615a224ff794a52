package org.broadsheet.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.Notice;
import org.broadsheet.render.Notices;
import org.broadsheet.subscriber.AddressHashes;

/** Writes notices that strangers can set off, and puts each into the queue together with what it is the answer to. */
final class Secretary {
    /** To one address, by whoever asks for it. */
    static final int MOST_A_DAY = 3;

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
                to,
                new NoticeQueue.Mail(kind, from, message),
                enclosed,
                new NoticeQueue.Sparing(hashes.of(to), hashes.ofMailbox(to), MOST_A_DAY, DAY),
                settling);
    }

    /** Saves that nothing is to be written. */
    void writeNothing(NoticeQueue.Settling settling) {
        queue.settle(settling);
    }
}
