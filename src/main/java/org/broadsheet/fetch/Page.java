package org.broadsheet.fetch;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a URL led to.
 *
 * @param url the one that answered, after redirects
 * @param head of the answer
 */
public record Page(String url, Head head, byte[] body) {
    /** Who wants to ask again sends these along, and need not take the same answer twice (RFC 9110 §13). */
    public record Validators(
            @Nullable String etag, @Nullable String lastModified) {
        public static final Validators NONE = new Validators(null, null);
    }

    public Validators validators() {
        return new Validators(
                head.field("etag").orElse(null), head.field("last-modified").orElse(null));
    }

    public Optional<String> contentType() {
        return head.field("content-type");
    }
}
