package org.broadsheet.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.broadsheet.fetch.FetchException;
import tools.jackson.databind.JsonNode;

/**
 * Tells which pull requests were somebody's first. GitHub's own word for an author counts where it settles the matter; but
 * once it is merged, an author's first is a contributor's like any other, so earlier ones are looked for: of twenty people
 * with one question. Thread-safe.
 */
final class GithubNewcomers {
    private static final int AT_ONCE = 20;
    private static final int MOST_KNOWN = 20_000;
    private static final Set<String> AT_HOME = Set.of("OWNER", "MEMBER", "COLLABORATOR");
    private static final Set<String> NEW = Set.of("FIRST_TIME_CONTRIBUTOR", "FIRST_TIMER");

    private final GithubApi api;
    private final Map<String, Boolean> known = new HashMap<>();

    GithubNewcomers(GithubApi api) {
        this.api = api;
    }

    /** What an answer says of itself, without asking anybody. */
    static Set<String> said(Collection<GithubEntry> pulls) {
        Set<String> ids = new HashSet<>();
        pulls.stream()
                .filter(pull -> NEW.contains(pull.association()))
                .map(GithubEntry::id)
                .forEach(ids::add);
        return ids;
    }

    /**
     * @param where the pull requests are from, in the words of a search: there it is the first
     * @return the ids of those that are
     */
    synchronized Set<String> among(Outside outside, String where, Collection<GithubEntry> pulls)
            throws FetchException, NoGraphql {
        Set<String> first = said(pulls);
        Map<String, GithubEntry> open = new LinkedHashMap<>();
        for (GithubEntry pull : earliest(pulls)) {
            String question = question(where, pull);
            if (known.getOrDefault(question, false)) {
                first.add(pull.id());
            } else if (!known.containsKey(question)) {
                open.put(question, pull);
            }
        }
        List<String> questions = List.copyOf(open.keySet());
        for (int at = 0; at < questions.size(); at += AT_ONCE) {
            ask(outside, questions.subList(at, Math.min(questions.size(), at + AT_ONCE)));
        }
        open.forEach((question, pull) -> {
            if (known.getOrDefault(question, false)) {
                first.add(pull.id());
            }
        });
        return first;
    }

    /** That of each author who may be new; whose name is none that a search takes is left out. */
    private static Collection<GithubEntry> earliest(Collection<GithubEntry> pulls) {
        Map<String, GithubEntry> earliest = new HashMap<>();
        pulls.stream()
                .filter(pull -> pull.done() != null && !pull.author().isBot())
                .filter(pull ->
                        GithubScope.ORGANISATION.matcher(pull.author().login()).matches())
                .sorted(Comparator.comparing(GithubNewcomers::mergedAt).thenComparing(GithubEntry::id))
                .forEach(pull -> earliest.putIfAbsent(pull.author().key(), pull));
        earliest.values().removeIf(pull -> AT_HOME.contains(pull.association()) || NEW.contains(pull.association()));
        return earliest.values();
    }

    private static Instant mergedAt(GithubEntry pull) {
        return pull.done() == null ? Instant.MAX : pull.done();
    }

    /** It finds this one itself too, unless the search knows nothing of the author. */
    private static String question(String where, GithubEntry pull) {
        return where + " is:pr is:merged author:" + pull.author().login() + " merged:<=" + pull.done();
    }

    private void ask(Outside outside, List<String> questions) throws FetchException, NoGraphql {
        List<String> names = new ArrayList<>();
        StringBuilder parts = new StringBuilder();
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < questions.size(); i++) {
            names.add("$q" + i + ": String!");
            parts.append(" a")
                    .append(i)
                    .append(": search(query: $q")
                    .append(i)
                    .append(", type: ISSUE, first: 1) { issueCount }");
            variables.put("q" + i, questions.get(i));
        }
        String query = "query(" + String.join(", ", names) + ") {" + parts + " }";
        JsonNode data =
                api.graphql(outside, query, variables, "first contributions").path("data");
        if (known.size() > MOST_KNOWN) {
            known.clear();
        }
        for (int i = 0; i < questions.size(); i++) {
            JsonNode count = data.path("a" + i).path("issueCount");
            if (!count.isInt()) {
                throw new FetchException("GitHub does not say how many earlier pull requests there are", false);
            }
            known.put(questions.get(i), count.asInt() == 1);
        }
    }
}
