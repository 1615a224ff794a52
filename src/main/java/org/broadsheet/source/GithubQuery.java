package org.broadsheet.source;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.text.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code github} block asks, of a server or of answers that were recorded.
 *
 * @param files of the workspace in place of a server; empty for the server
 * @param since as the block says it; empty when it does not
 */
record GithubQuery(
        GithubFind find,
        GithubApi api,
        GithubNewcomers newcomers,
        GithubScope scope,
        List<String> files,
        Filter filter,
        GithubAreas areas,
        @Nullable String words,
        String since)
        implements Query {
    /** How long a search may not know of what has happened. */
    private static final Duration LAG = Duration.ofDays(2);

    /**
     * Which of them are wanted.
     *
     * @param groups labels or categories, one of which is enough; empty for all
     * @param search more of the query, in GitHub's own words; empty for nothing
     * @param bots whether theirs count
     * @param marksFirst whether first contributions are looked for
     * @param preliminary whether pre-releases count
     */
    record Filter(List<String> groups, String search, boolean bots, boolean marksFirst, boolean preliminary) {}

    @Override
    public String place() {
        String of = files.isEmpty() ? scope.toString() : files.get(0) + (files.size() > 1 ? " and more" : "");
        String server = api.server().name();
        return word() + " of " + of
                + (server.equals(GithubServer.PUBLIC.name()) || !files.isEmpty() ? "" : " at " + server);
    }

    private String word() {
        return find.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String details() {
        return String.join(
                        "\n",
                        api.server().url().text(),
                        scope.repositories().toString(),
                        scope.organisations().toString())
                + files
                + filter
                + areas
                + since;
    }

    @Override
    public List<Secret> secrets() {
        return Stream.ofNullable(api.server().token()).toList();
    }

    /** Whichever block finds a pull request, and whatever the block asks for by now. */
    @Override
    public String realm() {
        return word() + " " + api.server().name();
    }

    /** All that is open is found each time, so what is not found is closed. */
    @Override
    public boolean isWhole() {
        return find == GithubFind.ISSUES;
    }

    @Override
    public List<Entry> entries(List<Found> due) {
        return find == GithubFind.COUNTS ? GithubItems.counted(due, words) : Query.super.entries(due);
    }

    @Override
    public Optional<List<Found>> ask(Outside outside) throws FetchException {
        if (files.isEmpty() && find.needsToken() && !api.hasToken()) {
            String message = "GitHub tells of " + word()
                    + " only who has a token: add sources: { github: { token: … } } to broadsheet.yaml";
            throw new FetchException(message, false);
        }
        List<GithubEntry> entries = new ArrayList<>();
        Set<String> first = new HashSet<>();
        for (String file : files) {
            entries.addAll(wanted(recorded(outside, file)));
        }
        first.addAll(GithubNewcomers.said(entries));
        for (String part : files.isEmpty() ? scope.qualifiers() : List.<String>of()) {
            List<GithubEntry> found = wanted(found(outside, part));
            entries.addAll(found);
            if (find.isOfPulls() && filter.marksFirst()) {
                first.addAll(firstOf(outside, part, found));
            }
        }
        return Optional.of(new GithubItems(find, scope, areas).of(entries, first));
    }

    private static Collection<GithubEntry> recorded(Outside outside, String file) throws FetchException {
        Outside.Document document = outside.open(file);
        HtmlPage.refuse(document, file, "what the API answers");
        try {
            return GithubReader.page(document.bytes()).entries();
        } catch (FetchException e) {
            throw e.saying(file + ": " + e.getMessage()); // one of several
        }
    }

    /** None where the server does not tell them and something else was asked for, which is there all the same. */
    private Set<String> firstOf(Outside outside, String part, List<GithubEntry> pulls) throws FetchException {
        try {
            return newcomers.among(outside, part, pulls);
        } catch (NoGraphql e) {
            if (find == GithubFind.NEWCOMERS || words != null && words.contains("{newcomers}")) {
                throw e.instead();
            }
            outside.remark(e.getMessage() + "; so no first contributions are marked, and"
                    + " first-contributions: false in the block does not ask for them");
            return Set.of();
        }
    }

    private Collection<GithubEntry> found(Outside outside, String part) throws FetchException {
        GithubSearch search = new GithubSearch(api, outside, part.substring(part.indexOf(':') + 1));
        return switch (find) {
            case RELEASES -> {
                Instant until = since(outside);
                String path = "/repos/" + part.substring("repo:".length()) + "/releases?per_page=30";
                yield search.list(
                        path, entry -> entry.done() == null || entry.done().isAfter(until));
            }
            case DISCUSSIONS -> discussions(outside, part);
            case ISSUES -> search.search(query(part, "is:issue is:open" + labels()), "updated", outside.oldest());
            case PULLS, NEWCOMERS, COUNTS -> {
                String changed = outside.answeredAt().isEmpty() ? "" : " updated:>=" + day(since(outside));
                yield search.search(query(part, "is:pr is:merged" + changed + labels()), "merged", outside.oldest());
            }
        };
    }

    private List<GithubEntry> discussions(Outside outside, String part) throws FetchException {
        try {
            String query = query(part, "updated:>=" + day(since(outside)));
            return GithubDiscussions.search(api, outside, query, part.substring(part.indexOf(':') + 1));
        } catch (NoGraphql e) {
            throw e.instead();
        }
    }

    /** What has not changed since the last answer is known; the day is the same all day long, and so is the question. */
    private static Instant since(Outside outside) {
        Instant oldest = outside.oldest();
        return outside.answeredAt()
                .map(answered -> answered.minus(LAG))
                .filter(oldest::isBefore)
                .orElse(oldest);
    }

    private static String day(Instant at) {
        return at.truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10);
    }

    private String query(String part, String kind) {
        return (part + " " + kind + " " + filter.search()).strip();
    }

    private String labels() {
        return filter.groups().isEmpty()
                ? ""
                : filter.groups().stream()
                        .map(label -> '"' + label + '"')
                        .collect(Collectors.joining(",", " label:", ""));
    }

    private List<GithubEntry> wanted(Collection<GithubEntry> entries) {
        return entries.stream().filter(this::isWanted).toList();
    }

    private boolean isWanted(GithubEntry entry) {
        boolean kind = entry.kind()
                == (find.isOfPulls()
                        ? GithubEntry.Kind.PULL
                        : switch (find) {
                            case RELEASES -> GithubEntry.Kind.RELEASE;
                            case DISCUSSIONS -> GithubEntry.Kind.DISCUSSION;
                            default -> GithubEntry.Kind.ISSUE;
                        });
        boolean over = find.isOfPulls() || find == GithubFind.RELEASES;
        return kind
                && (!over || entry.done() != null)
                && (find != GithubFind.ISSUES || entry.isOpen())
                && (filter.preliminary() || !entry.isPreliminary())
                && (filter.bots()
                        || find == GithubFind.RELEASES
                        || !entry.author().isBot())
                && entry.hasGroup(filter.groups());
    }
}
