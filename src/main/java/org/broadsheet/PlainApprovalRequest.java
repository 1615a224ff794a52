package org.broadsheet;

import java.time.Instant;
import java.util.Objects;
import org.broadsheet.delivery.EditorsNews;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.schedule.ApprovalRequest;
import org.broadsheet.schedule.DigestFile;

/** Tells the editors in words. */
record PlainApprovalRequest(EditorsNews news) implements ApprovalRequest {
    @Override
    public void ask(DigestFile digest, String edition, Instant due, String words) {
        FrontMatter front = Objects.requireNonNull(digest.front());
        String file = "editions/" + edition + ".md";
        String details = "It is due on " + Digests.time(due, front.zone()) + ". “broadsheet preview " + file
                + "” shows it, “broadsheet approve " + file + "” approves it."
                + (words.isEmpty() ? "" : " " + words);
        news.tell(front.from(), edition, "waits for approval", details);
    }
}
