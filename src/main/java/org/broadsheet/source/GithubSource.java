package org.broadsheet.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.broadsheet.text.Nearest;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;

/** What happens on GitHub: pull requests, releases, issues, discussions, and the people behind them. */
public final class GithubSource implements Source {
    private static final int LONGEST_QUERY = 256; // GitHub's limit

    private final List<Server> servers;

    /** @param newcomers what is known of those on that server */
    private record Server(GithubApi api, GithubNewcomers newcomers) {
        static Server of(GithubServer server) {
            GithubApi api = new GithubApi(server);
            return new Server(api, new GithubNewcomers(api));
        }
    }

    /** @param servers that may be asked, the usual one first; without any it is github.com, without a token */
    public GithubSource(List<GithubServer> servers) {
        List<GithubServer> known = servers.isEmpty() ? List.of(GithubServer.PUBLIC) : servers;
        this.servers = known.stream().map(Server::of).toList();
    }

    @Override
    public String word() {
        return "github";
    }

    @Override
    public BlockKind kind() {
        return GithubFind.PULLS.kind;
    }

    @Override
    public BlockKind kind(YamlMap keys) {
        YamlValue find = keys.value("find");
        String word = find == null || !find.isText() ? null : find.text();
        return GithubFind.of(word == null ? "" : word).kind;
    }

    @Override
    public @Nullable Query read(YamlMap keys) {
        GithubFind find = keys.oneOf("find", GithubFind.PULLS);
        List<String> files = files(keys);
        Server server = server(keys);
        GithubScope scope = scope(keys, find, files);
        // All is read before anything is given up, lest keys that nobody looked at are called unknown.
        boolean canMark = files.isEmpty() && server != null && server.api().hasToken();
        GithubQuery.Filter filter = filter(keys, find, canMark);
        boolean isOfMany = scope != null && !scope.isOfOneRepository();
        GithubAreas areas = find == GithubFind.PULLS ? areas(keys, isOfMany) : new GithubAreas(false, Map.of());
        String words = find == GithubFind.COUNTS ? keys.optionalText("words") : null;
        YamlValue since = keys.value("since");
        String depth = since == null || !since.isText() ? "" : Objects.requireNonNullElse(since.text(), "");
        return server == null || scope == null
                ? null
                : new GithubQuery(find, server.api(), server.newcomers(), scope, files, filter, areas, words, depth);
    }

    private static List<String> files(YamlMap keys) {
        List<String> files = keys.texts("file", "files", "path");
        for (String file : files) {
            if (!WorkspaceFolder.isInside(file)) {
                String message = "'file' is '" + file + "', which is no path from the workspace";
                keys.problems().error("bad-value", keys.at("file"), message, "write it as data/pulls.json");
            }
        }
        return files;
    }

    /** One that the configuration names, for a token goes nowhere else. */
    private @Nullable Server server(YamlMap keys) {
        String name = keys.optionalText("server");
        List<String> names =
                servers.stream().map(known -> known.api().server().name()).toList();
        if (name == null) {
            return servers.get(0);
        }
        int at = names.indexOf(name.toLowerCase(Locale.ROOT));
        if (at < 0) {
            String message = "'server' is '" + name + "', which is none of those in broadsheet.yaml: "
                    + String.join(", ", names);
            String guess = Nearest.hint(name, names);
            keys.problems()
                    .error(
                            "bad-value",
                            keys.at("server"),
                            message,
                            guess.isEmpty() ? "add it under sources: github:" : guess);
            return null;
        }
        return servers.get(at);
    }

    private static @Nullable GithubScope scope(YamlMap keys, GithubFind find, List<String> files) {
        int before = keys.problems().list().size();
        Map<String, String> repositories = repositories(keys);
        List<String> organisations =
                keys.texts("organisation", "organisations", "organization", "organizations", "org");
        if (find == GithubFind.RELEASES && !organisations.isEmpty()) {
            String message = "GitHub lists the releases of a repository, and not those of an organisation";
            keys.problems().error("bad-value", keys.at("organisation"), message, "name its repositories");
            return null;
        }
        boolean good = areNames(keys, "repository", repositories.keySet(), GithubScope.REPOSITORY, "istio/istio")
                & areNames(keys, "organisation", organisations, GithubScope.ORGANISATION, "istio");
        int count = repositories.size() + organisations.size();
        if (count > GithubScope.MOST) {
            String message =
                    "there are " + count + " repositories and organisations, each of which is asked for by itself";
            keys.problems()
                    .error(
                            "bad-value",
                            keys.at("repository"),
                            message,
                            "at most " + GithubScope.MOST + "; an organisation holds many");
            return null;
        }
        if (count == 0 && files.isEmpty() && good) {
            if (keys.problems().list().size() > before) {
                return null; // one was given, and has been found wrong
            }
            boolean either = find != GithubFind.RELEASES;
            String message = either ? "neither 'repository' nor 'organisation' is given" : "no 'repository' is given";
            keys.problems().error("missing-key", keys.at(), message, "add repository: OWNER/NAME");
            return null;
        }
        return good ? new GithubScope(repositories, organisations) : null;
    }

    /** A name, a list of them, or a map from each to what readers call it. */
    private static Map<String, String> repositories(YamlMap keys) {
        YamlValue value = keys.value("repository", "repositories", "repo", "repos");
        Map<String, String> names = new LinkedHashMap<>();
        if (value == null) {
            return names;
        }
        YamlMap titles = value.isMap() ? value.map() : null;
        if (titles == null) {
            keys.texts("repository", "repositories", "repo", "repos")
                    .forEach(name -> names.put(name, name.substring(name.indexOf('/') + 1)));
        } else {
            for (String name : titles.keys()) {
                names.put(name, GithubScope.REPOSITORY.matcher(name).matches() ? titles.text(name) : "");
            }
        }
        return names;
    }

    private static boolean areNames(YamlMap keys, String key, Iterable<String> names, Pattern form, String example) {
        boolean good = true;
        for (String name : names) {
            if (!form.matcher(name).matches()) {
                keys.problems()
                        .error(
                                "bad-value",
                                keys.at(key),
                                "'" + FeedText.shortened(name, 60) + "' is no " + key + " of GitHub",
                                "write " + example);
                good = false;
            }
        }
        return good;
    }

    private static GithubQuery.Filter filter(YamlMap keys, GithubFind find, boolean canMark) {
        boolean releases = find == GithubFind.RELEASES;
        List<String> groups = switch (find) {
            case RELEASES -> List.of();
            case DISCUSSIONS -> keys.texts("category", "categories");
            default -> keys.texts("label", "labels");
        };
        if (groups.stream().anyMatch(group -> group.indexOf('"') >= 0)) {
            keys.problems()
                    .error("bad-value", keys.at("label"), "no label of GitHub has a quotation mark in it", "remove it");
        }
        String query = releases ? null : keys.optionalText("query", "search");
        if (query != null && query.length() > LONGEST_QUERY) {
            keys.problems()
                    .error(
                            "bad-value",
                            keys.at("query"),
                            "'query' is longer than GitHub takes",
                            "at most " + LONGEST_QUERY + " characters");
        }
        boolean marks =
                find == GithubFind.NEWCOMERS || find.isOfPulls() && keys.bool("first-contributions", true, "newcomers");
        return new GithubQuery.Filter(
                List.copyOf(groups),
                Objects.requireNonNullElse(query, ""),
                !releases && keys.bool("bots", false),
                marks && canMark,
                !releases || keys.bool("prereleases", false, "pre-releases"));
    }

    /** {@code repository}, {@code none}, or a map from label to heading. */
    private static GithubAreas areas(YamlMap keys, boolean isOfMany) {
        YamlValue value = keys.value("areas", "area");
        if (value == null) {
            return new GithubAreas(isOfMany, Map.of());
        }
        YamlMap map = value.isMap() ? value.map() : null;
        if (map == null) {
            String word = value.parsed("'repository', 'none', or a map from label to heading", text -> {
                if (!List.of("repository", "none").contains(text)) {
                    throw new IllegalArgumentException(text);
                }
                return text;
            });
            return new GithubAreas("repository".equals(word), Map.of());
        }
        Map<String, String> names = new LinkedHashMap<>();
        for (String label : new ArrayList<>(map.keys())) {
            names.put(label, map.text(label));
        }
        return new GithubAreas(isOfMany, names);
    }
}
