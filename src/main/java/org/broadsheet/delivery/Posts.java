package org.broadsheet.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.subscriber.Segment;
import org.jspecify.annotations.Nullable;

/** The editions that are being sent, each prepared once and kept while it is in use. Thread-safe. */
final class Posts {
    private static final int MOST = 8;

    private final Function<ApprovedEdition, Post> prepare;
    private final Map<Long, Post> ready = new ConcurrentHashMap<>();

    Posts(Function<ApprovedEdition, Post> prepare) {
        this.prepare = prepare;
    }

    /** Of an edition that is about to begin: nothing is kept, for the date of its messages is not known yet. */
    @Nullable
    Segment segment(ApprovedEdition edition) {
        return prepare.apply(edition).segment();
    }

    /** @param edition one that has begun */
    Post of(ApprovedEdition edition) {
        if (ready.size() > MOST) {
            ready.clear();
        }
        return ready.computeIfAbsent(edition.id(), id -> prepare.apply(edition));
    }
}
