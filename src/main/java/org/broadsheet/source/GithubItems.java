package org.broadsheet.source;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes items of what GitHub tells. */
final class GithubItems {
    private static final String FIRST = "first-contribution";

    private final GithubFind find;
    private final GithubScope scope;
    private final GithubAreas areas;

    GithubItems(GithubFind find, GithubScope scope, GithubAreas areas) {
        this.find = find;
        this.scope = scope;
        this.areas = areas;
    }

    /** @param first the ids of the pull requests that were somebody's first */
    List<Found> of(Collection<GithubEntry> entries, Set<String> first) {
        List<Found> items = new ArrayList<>();
        for (GithubEntry entry : entries) {
            boolean isFirst = first.contains(entry.id());
            switch (find) {
                case PULLS, COUNTS ->
                    items.add(new Found(
                            entry.id(), entry.done(), pull(entry, isFirst).map()));
                case NEWCOMERS -> {
                    if (isFirst && !entry.author().login().isEmpty()) {
                        items.add(new Found(
                                entry.author().key(),
                                entry.done(),
                                person(entry).map()));
                    }
                }
                case RELEASES ->
                    items.add(new Found(entry.id(), entry.done(), release(entry).map()));
                case ISSUES ->
                    items.add(new Found(entry.id(), entry.updated(), post(entry).map()));
                case DISCUSSIONS ->
                    items.add(new Found(
                            entry.id(),
                            entry.created(),
                            post(entry).put("tags", entry.groups()).map()));
            }
        }
        return items;
    }

    private Found.Fields fields(GithubEntry entry) {
        return new Found.Fields()
                .put("title", entry.title())
                .put("url", entry.url())
                .put("authors", entry.author().login())
                .put("labels", entry.groups())
                .put("publication", scope.isOfOneRepository() ? "" : scope.title(entry.repository()));
    }

    private Found.Fields pull(GithubEntry entry, boolean isFirst) {
        String login = entry.author().login();
        return fields(entry)
                .put("number", entry.number())
                .put("author", login.isEmpty() ? "" : "@" + login)
                .put("area", areas.of(entry, scope))
                .put("kind", "change")
                .put(FIRST, isFirst ? "true" : "");
    }

    /** An old issue that is wanted from now on is new to readers, so what counts is when it changed; shown is its own day. */
    private Found.Fields post(GithubEntry entry) {
        Instant created = entry.created();
        return fields(entry)
                .put("number", entry.number())
                .put(
                        "date",
                        created == null
                                ? ""
                                : created.atOffset(ZoneOffset.UTC).toLocalDate().toString());
    }

    private Found.Fields release(GithubEntry entry) {
        String project = scope.title(entry.repository());
        return new Found.Fields()
                .put("project", project)
                .put("version", entry.number())
                .put("title", (project + " " + entry.number()).strip())
                .put("url", entry.url())
                .put("headline", entry.body())
                .put("summary", entry.body())
                .put("publication", project)
                .put("kind", "release");
    }

    private Found.Fields person(GithubEntry entry) {
        GithubEntry.Author author = entry.author();
        String number = entry.number().isEmpty() ? "" : " (#" + entry.number() + ")";
        return fields(entry)
                .put("name", author.login())
                .put("title", author.login())
                .put("why", entry.title() + number)
                .put("url", author.url());
    }

    /**
     * All of them as one line.
     *
     * @param words with {@code {pulls}}, {@code {people}} and {@code {newcomers}} in them; null for the usual ones
     */
    static List<Query.Entry> counted(List<Found> pulls, @Nullable String words) {
        if (pulls.isEmpty()) {
            return List.of();
        }
        Set<String> people = new HashSet<>();
        Set<String> newcomers = new HashSet<>();
        for (Found pull : pulls) {
            people.addAll(pull.all("authors"));
            newcomers.addAll(pull.first(FIRST).isEmpty() ? List.of() : pull.all("authors"));
        }
        String line = words == null
                ? line(pulls.size(), people.size(), newcomers.size())
                : words.replace("{pulls}", String.valueOf(pulls.size()))
                        .replace("{people}", String.valueOf(people.size()))
                        .replace("{newcomers}", String.valueOf(newcomers.size()));
        Found.Fields fields = new Found.Fields().put("title", line);
        Found item = new Found("counts", pulls.get(0).at(), fields.map());
        return List.of(new Query.Entry(item, pulls.stream().map(Found::id).toList()));
    }

    private static String line(int pulls, int people, int newcomers) {
        String line = (pulls == 1 ? "1 pull request" : pulls + " pull requests") + " merged";
        String by = people == 0 ? "" : people == 1 ? " by 1 person" : " by " + people + " people";
        String first = newcomers == 0
                ? ""
                : people == 1 ? ", for the first time" : ", " + newcomers + " of them for the first time";
        return line + by + first;
    }
}
