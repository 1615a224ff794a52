package org.broadsheet;

import java.time.Instant;
import org.broadsheet.cli.Workbench;
import org.broadsheet.delivery.ApprovalRequests;
import org.broadsheet.delivery.EditorsNews;
import org.broadsheet.schedule.ApprovalRequest;
import org.broadsheet.schedule.DigestFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the editors with the edition attached: when it was drafted, when it was changed after its approval, and once more when
 * its time has come. About one that cannot be read they are told in words alone.
 */
record EditorsApproval(Workbench bench, EditorsNews news) implements ApprovalRequest {
    private static final Logger log = LoggerFactory.getLogger(EditorsApproval.class);

    @Override
    public void ask(DigestFile digest, String edition, Instant due, boolean edited, String uncollected) {
        log.info(
                "editions/{}.md waits for approval{}", edition, edited ? ": it was changed after it was approved" : "");
        boolean isDue = !due.isAfter(bench.clock().instant());
        boolean isNews = isDue || edited || !uncollected.isEmpty();
        ApprovalRequests requests = bench.approvalRequests();
        int asked = requests.drafted(edition, uncollected);
        if (asked == 0 && isDue) {
            asked = requests.due(edition, uncollected);
        }
        if (asked == 0 && isNews) {
            asked = requests.anew(edition, uncollected);
        }
        if (asked == 0 && isNews) {
            new PlainApprovalRequest(news, bench.clock()).ask(digest, edition, due, edited, uncollected);
        }
    }
}
