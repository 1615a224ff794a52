package org.broadsheet.delivery;

import org.broadsheet.check.Approval;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.Bundle;
import org.broadsheet.edition.Bundles;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.Notice;
import org.broadsheet.text.InputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queues a notice to each editor, from the sender of the edition. Thread-safe. */
public final class EditorsAlarm implements Alarm {
    private static final Logger log = LoggerFactory.getLogger(EditorsAlarm.class);

    private final Bundles bundles;
    private final EditorsNews news;

    public EditorsAlarm(Bundles bundles, EditorsNews news) {
        this.bundles = bundles;
        this.news = news;
    }

    @Override
    public void stopped(ApprovedEdition edition, String reason) {
        log.warn("The edition {} has stopped: {}", edition.slug(), reason);
        try {
            news.post(sender(edition), Notice.stopped(edition.slug(), reason), "stopped");
        } catch (InputException e) {
            log.error("The editors could not be told: {}", e.getMessage());
        }
    }

    private MailAddress sender(ApprovedEdition edition) {
        Bundle bundle = bundles.find(edition.bundle())
                .orElseThrow(() -> new IllegalStateException("The bundle of " + edition.slug() + " is missing"));
        return Approval.reopen(edition.slug(), bundle).edition().front().from();
    }
}
