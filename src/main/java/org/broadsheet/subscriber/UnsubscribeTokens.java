package org.broadsheet.subscriber;

import java.util.Optional;
import org.broadsheet.store.Keys;

/**
 * What stands in an unsubscribe link: 43 characters that fit a URL as they are, tell nothing to whoever reads them, and
 * cannot be made without the workspace's key. The same subscription always has the same token; it never expires, for a
 * mail may be read years later. So its key takes no turns: the old one would have to stay good for ever.
 */
public final class UnsubscribeTokens {
    private final Seal seal;

    public UnsubscribeTokens(Keys keys) {
        seal = new Seal(keys.get(Keys.Purpose.TOKENS), "unsubscribe");
    }

    public String token(SubscriptionRef ref) {
        return seal.seal(ref.subscriberId(), ref.listId());
    }

    /** Empty for whatever this workspace did not make itself. */
    public Optional<SubscriptionRef> parse(String token) {
        return seal.open(token).map(pair -> new SubscriptionRef(pair.first(), pair.second()));
    }
}
