package org.broadsheet.delivery;

import java.time.Clock;
import org.broadsheet.check.Approval;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.Bundle;
import org.broadsheet.edition.Bundles;
import org.broadsheet.store.Database;
import org.broadsheet.store.Keys;
import org.broadsheet.subscriber.LinkTokens;
import org.broadsheet.subscriber.UnsubscribeTokens;

/** Makes approved editions ready to be written, from what was frozen and nothing else. Thread-safe. */
final class Preparation {
    private final Bundles bundles;
    private final Keys keys;
    private final String baseUrl;
    private final MailingPost.Tokens tokens;
    private final Letterhead letterhead;

    /** @param baseUrl of pages and links, without a slash at its end */
    Preparation(Database database, String baseUrl, Letterhead letterhead, Clock clock) {
        this.bundles = new Bundles(database.jdbi());
        this.keys = new Keys(database);
        this.baseUrl = baseUrl;
        this.tokens = new MailingPost.Tokens(new UnsubscribeTokens(keys), new LinkTokens(database, clock));
        this.letterhead = letterhead;
    }

    MailingPost of(ApprovedEdition edition) {
        Bundle bundle = bundles.find(edition.bundle())
                .orElseThrow(() -> new IllegalStateException("The bundle of " + edition.slug() + " is missing"));
        Approval.Reopened reopened = Approval.reopen(edition.slug(), bundle);
        return new MailingPost(
                edition,
                reopened.mailings(),
                reopened.edition().front(),
                baseUrl,
                tokens,
                letterhead,
                keys.get(Keys.Purpose.MESSAGE_IDS));
    }
}
