package org.broadsheet.source;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a feed, whatever the feed was written in.
 *
 * @param id as the feed gives it; empty when it gives none
 * @param title plain text; may be empty
 * @param text HTML; may be empty
 * @param links as written, the best first; may be relative
 * @param base what they are relative to; may be empty
 * @param feed the title of the feed; may be empty
 */
record FeedEntry(
        String id,
        String title,
        String text,
        List<String> links,
        String base,
        @Nullable Instant published,
        List<String> authors,
        List<String> tags,
        String feed,
        boolean isVideo) {}
