package org.broadsheet.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.broadsheet.edition.ApprovedEdition;

/** The editions that are being sent, each prepared once and kept while it is in use. Thread-safe. */
final class Posts {
    private static final int MOST = 8;

    private final Function<ApprovedEdition, Post> prepare;
    private final Map<Long, Post> ready = new ConcurrentHashMap<>();

    Posts(Function<ApprovedEdition, Post> prepare) {
        this.prepare = prepare;
    }

    Post of(ApprovedEdition edition) {
        if (ready.size() > MOST) {
            ready.clear();
        }
        return ready.computeIfAbsent(edition.id(), id -> prepare.apply(edition));
    }
}
