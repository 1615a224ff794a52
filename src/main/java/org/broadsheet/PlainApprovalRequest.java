package org.broadsheet;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.broadsheet.delivery.EditorsNews;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.schedule.ApprovalRequest;
import org.broadsheet.schedule.DigestFile;

/** Tells the editors in words. */
record PlainApprovalRequest(EditorsNews news, Clock clock) implements ApprovalRequest {
    @Override
    public void ask(DigestFile digest, String edition, Instant due, boolean edited, String uncollected) {
        FrontMatter front = Objects.requireNonNull(digest.front());
        String file = "editions/" + edition + ".md";
        String time = Digests.time(due, front.zone());
        boolean isDue = !due.isAfter(clock.instant());
        String details = (isDue
                        ? "It was due on " + time + " and goes out as soon as it is approved."
                        : "It is due on " + time + ".")
                + " “broadsheet preview " + file + "” shows it, “broadsheet approve " + file + "” approves it."
                + (edited ? " It was changed after it was approved." : "")
                + (uncollected.isEmpty() ? "" : " Could not be collected: " + uncollected + ".");
        news.tell(front.from(), edition, "waits for approval", details);
    }
}
