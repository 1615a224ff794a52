package org.broadsheet.delivery;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.broadsheet.check.Approval;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.Bundle;
import org.broadsheet.edition.Bundles;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.Notice;
import org.broadsheet.render.Notices;
import org.broadsheet.text.InputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queues a notice to each editor, from the sender of the edition. Thread-safe. */
public final class EditorsAlarm implements Alarm {
    private static final Logger log = LoggerFactory.getLogger(EditorsAlarm.class);

    private final List<MailAddress> editors;
    private final Bundles bundles;
    private final Notices notices;
    private final NoticeQueue queue;
    private final Clock clock;

    /** @param editors may be none */
    public EditorsAlarm(List<MailAddress> editors, Bundles bundles, Notices notices, NoticeQueue queue, Clock clock) {
        this.editors = List.copyOf(editors);
        this.bundles = bundles;
        this.notices = notices;
        this.queue = queue;
        this.clock = clock;
    }

    @Override
    public void stopped(ApprovedEdition edition, String reason) {
        log.warn("The edition {} has stopped: {}", edition.slug(), reason);
        if (editors.isEmpty()) {
            return;
        }
        try {
            MailAddress from = sender(edition);
            Notice notice = Notice.stopped(edition.slug(), reason);
            editors.forEach(editor -> tell(editor, from, notice));
        } catch (InputException e) {
            log.error("The editors could not be told: {}", e.getMessage());
        }
    }

    private MailAddress sender(ApprovedEdition edition) {
        Bundle bundle = bundles.find(edition.bundle())
                .orElseThrow(() -> new IllegalStateException("The bundle of " + edition.slug() + " is missing"));
        return Approval.reopen(edition.slug(), bundle).edition().front().from();
    }

    private void tell(MailAddress editor, MailAddress from, Notice notice) {
        String messageId = UUID.randomUUID() + "@" + from.asciiDomain();
        Notices.Addressee reader = new Notices.Addressee(editor, "", null);
        byte[] message =
                notices.write(notice, from, reader, clock.instant(), messageId).message();
        queue.add("stopped", from, editor, message);
    }
}
