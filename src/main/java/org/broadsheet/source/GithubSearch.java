package org.broadsheet.source;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.broadsheet.fetch.FetchException;
import org.jspecify.annotations.Nullable;

/** Gets all that a question finds, page by page, or says that it is too much: never a part of it. For one question. */
final class GithubSearch {
    /** What GitHub shows of one search at most; of more, each half of its time is searched. */
    private static final int MOST_OF_ONE = 1000;

    private static final int MOST = 2000;
    private static final int MOST_PAGES = 40;
    private static final int MOST_RELEASES = 300;
    private static final Duration SHORTEST = Duration.ofHours(1);

    private final GithubApi api;
    private final Outside outside;
    private final String what;
    private final Map<String, GithubEntry> found = new LinkedHashMap<>();
    private int pages;

    /** @param what is asked for, as people call it */
    GithubSearch(GithubApi api, Outside outside, String what) {
        this.api = api;
        this.outside = outside;
        this.what = what;
    }

    /**
     * @param query in the words of GitHub's search
     * @param date the qualifier by which it is bounded: {@code merged}, {@code updated}
     * @param from the first instant of it
     */
    Collection<GithubEntry> search(String query, String date, Instant from) throws FetchException {
        search(query, date, from.truncatedTo(ChronoUnit.DAYS), null);
        return found.values();
    }

    private void search(String query, String date, Instant from, @Nullable Instant to) throws FetchException {
        String period = to == null ? ">=" + from : from + ".." + to;
        String text = URLEncoder.encode(query + " " + date + ":" + period, StandardCharsets.UTF_8);
        GithubPage page = next(null, "/search/issues?q=" + text + "&sort=created&order=desc&per_page=100");
        if (page.total() > MOST) {
            throw tooMany(page.total() + " of them");
        }
        if (page.total() > MOST_OF_ONE) {
            searchHalves(query, date, from, to);
            return;
        }
        keep(page);
        while (page.next() != null) {
            page = next(page, "");
            keep(page);
        }
    }

    private void searchHalves(String query, String date, Instant from, @Nullable Instant to) throws FetchException {
        // A day's end, so that the same is asked all day long and need not be sent twice.
        Instant end = to == null ? outside.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1)) : to;
        Duration half = Duration.between(from, end).dividedBy(2);
        if (half.compareTo(SHORTEST) < 0) {
            throw tooMany("more than " + MOST_OF_ONE + " of them within two hours");
        }
        Instant middle = from.plus(half).truncatedTo(ChronoUnit.SECONDS);
        search(query, date, middle, to);
        search(query, date, from, middle.minusSeconds(1));
    }

    /** @param before the page before it; null for the first one, at the path */
    private GithubPage next(@Nullable GithubPage before, String path) throws FetchException {
        if (++pages > MOST_PAGES) {
            throw tooMany("more than " + MOST_PAGES + " pages of them");
        }
        GithubPage page = before == null ? api.first(outside, path, what) : api.after(outside, before, what);
        if (page.isIncomplete()) {
            throw new FetchException(
                    "GitHub's search ran out of time and found only a part of " + what + "; ask for less at a time",
                    true);
        }
        return page;
    }

    private void keep(GithubPage page) throws FetchException {
        page.entries().forEach(entry -> found.putIfAbsent(entry.id(), entry));
        if (found.size() > MOST) {
            throw tooMany("more than " + MOST + " of them");
        }
    }

    private FetchException tooMany(String how) {
        String message =
                "there are " + how + ", and " + MOST + " are taken at most: narrow it by label, query or since";
        return new FetchException(message, false);
    }

    /**
     * What a list holds, newest first.
     *
     * @param isWanted pages are turned as long as one entry of a page is
     */
    Collection<GithubEntry> list(String path, Predicate<GithubEntry> isWanted) throws FetchException {
        GithubPage page = next(null, path);
        keep(page);
        while (page.next() != null && page.entries().stream().anyMatch(isWanted)) {
            if (found.size() >= MOST_RELEASES) {
                throw new FetchException(
                        "there are more than " + MOST_RELEASES + " of them: narrow it by since", false);
            }
            page = next(page, "");
            keep(page);
        }
        return found.values();
    }
}
