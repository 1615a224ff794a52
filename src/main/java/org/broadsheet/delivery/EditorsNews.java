package org.broadsheet.delivery;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.Notice;
import org.broadsheet.render.Notices;
import org.broadsheet.text.InputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the editors what was done by itself and what waits for them: in the log, and each of them by a notice. Thread-safe. */
public final class EditorsNews {
    private static final Logger log = LoggerFactory.getLogger(EditorsNews.class);

    private final List<MailAddress> editors;
    private final Notices notices;
    private final NoticeQueue queue;
    private final Clock clock;

    /** @param editors may be none */
    public EditorsNews(List<MailAddress> editors, Notices notices, NoticeQueue queue, Clock clock) {
        this.editors = List.copyOf(editors);
        this.notices = notices;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * @param from the sender of the digest
     * @param about a digest or an edition, as commands name it
     * @param what in a few words: "waits for approval"
     * @param details in whole sentences
     */
    public void tell(MailAddress from, String about, String what, String details) {
        log.info("{}: {}. {}", about, what, details);
        post(from, Notice.digest(about, what, details), "digest");
    }

    /** @param kind as the queue calls it */
    void post(MailAddress from, Notice notice, String kind) {
        try {
            editors.forEach(editor -> {
                String messageId = UUID.randomUUID() + "@" + from.asciiDomain();
                Notices.Addressee reader = new Notices.Addressee(editor, "", null);
                byte[] message = notices.write(notice, from, reader, clock.instant(), messageId)
                        .message();
                queue.add(kind, from, editor, message);
            });
        } catch (InputException e) {
            log.error("The editors could not be told: {}", e.getMessage());
        }
    }
}
