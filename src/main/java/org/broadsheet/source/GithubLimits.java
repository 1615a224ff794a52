package org.broadsheet.source;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.fetch.Head;
import org.broadsheet.fetch.Page;
import org.jspecify.annotations.Nullable;

/**
 * How much of a server's patience is left. Who has used it up asks nothing more until it is renewed: going on regardless gets
 * people locked out. Not thread-safe.
 */
final class GithubLimits {
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final Duration LEAST = Duration.ofMinutes(1); // GitHub's own advice where it does not say when
    private static final Duration MOST = Duration.ofHours(1); // its limits are of an hour or less
    private static final String ALL = "";

    private final boolean hasToken;
    private final Map<String, Closed> closed = new HashMap<>();

    private record Closed(Instant until, String why) {}

    GithubLimits(boolean hasToken) {
        this.hasToken = hasToken;
    }

    /**
     * @param resource that has a limit of its own: {@code search}, {@code core}, {@code graphql}
     * @throws FetchException while it is used up
     */
    void check(String resource, Instant now) throws FetchException {
        for (String name : new String[] {ALL, resource}) {
            Closed limit = closed.get(name);
            if (limit != null && now.isBefore(limit.until())) {
                throw limit(limit);
            }
            closed.remove(name);
        }
    }

    /** @throws FetchException when the answer is that a limit is reached */
    void note(Page page, String resource, Instant now) throws FetchException {
        Head head = page.head();
        boolean refused = head.status() == 403 || head.status() == 429;
        boolean empty = head.field("x-ratelimit-remaining").filter("0"::equals).isPresent();
        @Nullable Instant wait = retryAfter(head, now);
        if (wait == null && empty) {
            String of = head.field("x-ratelimit-limit")
                    .filter(limit -> limit.matches("\\d{1,9}"))
                    .map(limit -> " of " + limit + " requests")
                    .orElse("");
            Instant reset = reset(head, now);
            closed.put(resource, new Closed(reset, "the limit" + of + " is used up" + (hasToken ? "" : hint())));
        } else if (refused && (wait != null || head.status() == 429 || isSecondary(page))) {
            Instant until = wait == null ? now.plus(LEAST) : wait;
            closed.put(ALL, new Closed(until, "it was asked too much at a time"));
        }
        if (refused) {
            check(resource, now);
        }
    }

    private static String hint() {
        return " (sources.github.token in broadsheet.yaml raises it)";
    }

    private static FetchException limit(Closed limit) {
        String until = SHOWN.format(limit.until().atOffset(ZoneOffset.UTC));
        return new FetchException("GitHub answers nothing more before " + until + " UTC: " + limit.why(), false);
    }

    private static boolean isSecondary(Page page) {
        return GithubTrouble.said(page).toLowerCase(Locale.ROOT).contains("rate limit");
    }

    private static @Nullable Instant retryAfter(Head head, Instant now) {
        return number(head, "retry-after")
                .map(seconds -> bounded(now.plusSeconds(seconds), now))
                .orElse(null);
    }

    private static Instant reset(Head head, Instant now) {
        return number(head, "x-ratelimit-reset")
                .map(at -> bounded(Instant.ofEpochSecond(at), now))
                .orElseGet(() -> now.plus(LEAST));
    }

    private static Optional<Long> number(Head head, String field) {
        return head.field(field).filter(text -> text.matches("\\d{1,11}")).map(Long::parseLong);
    }

    private static Instant bounded(Instant at, Instant now) {
        Instant latest = now.plus(MOST);
        return at.isAfter(latest) ? latest : at.isAfter(now) ? at : now.plusSeconds(1);
    }
}
