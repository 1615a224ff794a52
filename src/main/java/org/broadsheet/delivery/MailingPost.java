package org.broadsheet.delivery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.mail.Envelope;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.mail.ReturnPaths;
import org.broadsheet.render.Mailings;
import org.broadsheet.render.Recipient;
import org.broadsheet.subscriber.LinkTokens;
import org.broadsheet.subscriber.Segment;
import org.broadsheet.subscriber.SubscriptionRef;
import org.broadsheet.subscriber.UnsubscribeTokens;
import org.jspecify.annotations.Nullable;

/** One approved edition, ready to be written to one recipient after another. Thread-safe. */
final class MailingPost implements Post {
    private final ApprovedEdition edition;
    private final Mailings mailings;
    private final FrontMatter front;
    private final String baseUrl;
    private final Tokens tokens;
    private final Letterhead letterhead;
    private final byte[] messageIdKey;
    private final Instant date;

    /** What stands in the links that are a reader's own. */
    record Tokens(UnsubscribeTokens leaving, LinkTokens choosing) {}

    /**
     * @param edition one that has begun
     * @param baseUrl of pages and links, without a slash at its end
     */
    MailingPost(
            ApprovedEdition edition,
            Mailings mailings,
            FrontMatter front,
            String baseUrl,
            Tokens tokens,
            Letterhead letterhead,
            byte[] messageIdKey) {
        this.edition = edition;
        this.mailings = mailings;
        this.front = front;
        this.baseUrl = baseUrl;
        this.tokens = tokens;
        this.letterhead = letterhead;
        this.messageIdKey = messageIdKey;
        this.date = edition.startedAt() == null ? edition.approvedAt() : edition.startedAt();
    }

    @Override
    public boolean isEmptyFor(Set<String> optedOut) {
        return mailings.inItsOwnLanguage().isEmptyFor(optedOut);
    }

    @Override
    public @Nullable Segment segment() {
        return front.segment();
    }

    @Override
    public Envelope envelope(Candidate candidate) {
        ReturnPaths.Ref ref = new ReturnPaths.Ref(edition.id(), candidate.subscriberId());
        return new Envelope(
                letterhead.returnPaths().sender(front.from(), ref),
                candidate.to().local() + "@" + candidate.to().asciiDomain(),
                letterhead.returnPaths().token(ref));
    }

    ApprovedEdition edition() {
        return edition;
    }

    MailAddress from() {
        return front.from();
    }

    @Override
    public byte[] message(Candidate candidate) {
        Instant hour = candidate.notBefore();
        return letterhead.signer().signed(written(candidate, hour == null ? date : hour, messageId(candidate, "")));
    }

    /** For somebody who came after it was sent: the same mail with the date of now, unsigned. */
    byte[] forNewcomer(Candidate candidate, Instant now) {
        return written(candidate, now, messageId(candidate, "/" + now));
    }

    private byte[] written(Candidate candidate, Instant at, String messageId) {
        return mailings.of(candidate.locale())
                .message(new Recipient(
                        candidate.to(),
                        candidate.firstName(),
                        candidate.optedOut(),
                        baseUrl + "/unsubscribe/"
                                + tokens.leaving()
                                        .token(new SubscriptionRef(candidate.subscriberId(), edition.listId())),
                        baseUrl + "/preferences/"
                                + tokens.choosing().token(LinkTokens.Use.PREFERENCES, candidate.subscriberId(), at),
                        at,
                        messageId));
    }

    /** Unique in the world and the same at every try, on the sender's domain; tells nobody the subscriber's number. */
    private String messageId(Candidate candidate, String more) {
        String what = edition.slug() + "/" + edition.rehearsal() + "/" + candidate.subscriberId() + more;
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(messageIdKey, "HmacSHA256"));
            byte[] hash = mac.doFinal(what.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16) + "@" + front.from().asciiDomain();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
