package org.broadsheet.source;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.broadsheet.fetch.ScriptedWeb;
import org.broadsheet.fetch.WebUrl;
import org.broadsheet.text.Secret;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small GitHub on loopback, in the shapes of its public documentation: it searches pull requests and issues, lists releases,
 * and answers the two questions that are asked in GraphQL. It tells what has happened by its clock and nothing of what is yet
 * to come, so that a test may say at the start what the weeks bring.
 */
public final class FakeGithub implements AutoCloseable {
    public static final String TOKEN = "ghp_thisTokenIsNobodys";

    private static final Pattern QUALIFIER = Pattern.compile("([a-z]+):((?:\"[^\"]*\"(?:,\"[^\"]*\")*)|\\S+)");
    private static final Pattern ALIAS = Pattern.compile("(a\\d+): search\\(query: \\$(q\\d+)");

    private final ScriptedWeb web = new ScriptedWeb();
    private final Clock clock;
    private final List<Thing> things = new CopyOnWriteArrayList<>();
    private final Deque<ScriptedWeb.Script> next = new ArrayDeque<>();
    private volatile int pageSize = 100;
    private volatile Optional<byte[]> graphql = Optional.empty();

    private enum Kind {
        PULL,
        ISSUE,
        RELEASE,
        DISCUSSION
    }

    /**
     * @param name the number, or the tag of a release
     * @param at merged, opened or published
     * @param closed null while it is open
     */
    private record Thing(
            Kind kind,
            String repository,
            String name,
            String title,
            String author,
            Instant at,
            @Nullable Instant closed,
            List<String> labels,
            String body) {}

    public FakeGithub(Clock clock) {
        this.clock = clock;
        web.otherwise(this::answer);
    }

    /** As it stands in the configuration; {@code sources.allow} has to name 127.0.0.1. */
    public String url() {
        return web.url("");
    }

    public GithubServer server(boolean withToken) {
        return new GithubServer(WebUrl.parse(url()).orElseThrow(), withToken ? new Secret(TOKEN) : null);
    }

    /** The requests so far: the lines of the header, and a body behind them. */
    public List<List<String>> requests() {
        return web.requests();
    }

    public FakeGithub pull(
            String repository, int number, String title, String author, Instant merged, String... labels) {
        return add(Kind.PULL, repository, String.valueOf(number), title, author, merged, "", labels);
    }

    public FakeGithub issue(
            String repository, int number, String title, String author, Instant opened, String... labels) {
        return add(Kind.ISSUE, repository, String.valueOf(number), title, author, opened, "", labels);
    }

    public FakeGithub discussion(
            String repository, int number, String title, String author, Instant opened, String category) {
        return add(Kind.DISCUSSION, repository, String.valueOf(number), title, author, opened, category);
    }

    /** @param notes in Markdown */
    public FakeGithub release(String repository, String tag, String title, String notes, Instant published) {
        return add(Kind.RELEASE, repository, tag, title, "releaser", published, notes);
    }

    private FakeGithub add(
            Kind kind,
            String repository,
            String name,
            String title,
            String author,
            Instant at,
            String body,
            String... labels) {
        things.add(new Thing(kind, repository, name, title, author, at, null, List.of(labels), body));
        return this;
    }

    /** Closes an issue from then on. */
    public FakeGithub close(String repository, int number, Instant at) {
        things.replaceAll(thing -> thing.kind() != Kind.ISSUE
                        || !thing.repository().equals(repository)
                        || !thing.name().equals(String.valueOf(number))
                ? thing
                : new Thing(
                        thing.kind(),
                        repository,
                        thing.name(),
                        thing.title(),
                        thing.author(),
                        thing.at(),
                        at,
                        thing.labels(),
                        thing.body()));
        return this;
    }

    /** How many entries a page has at most, whatever is asked for. */
    public FakeGithub pagesOf(int entries) {
        pageSize = entries;
        return this;
    }

    /** Whatever is asked in GraphQL is answered so. */
    public FakeGithub graphql(int status, String body) {
        graphql = Optional.of(ScriptedWeb.answer(status, body.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** The next request is answered so; those behind it in the order in which they were given. */
    public synchronized FakeGithub next(ScriptedWeb.Script script) {
        next.add(script);
        return this;
    }

    public FakeGithub next(int status, String body, String... fields) {
        return next(
                (request, out) -> out.write(ScriptedWeb.answer(status, body.getBytes(StandardCharsets.UTF_8), fields)));
    }

    private synchronized Optional<ScriptedWeb.Script> scripted() {
        return Optional.ofNullable(next.poll());
    }

    private void answer(List<String> request, OutputStream out) throws IOException, InterruptedException {
        Optional<ScriptedWeb.Script> scripted = scripted();
        if (scripted.isPresent()) {
            scripted.get().answer(request, out);
            return;
        }
        String path = request.get(0).split(" ")[1];
        Matcher releases =
                Pattern.compile("/repos/([^/?]+/[^/?]+)/releases\\?.*").matcher(path);
        if (path.startsWith("/search/issues?")) {
            write(request, out, path, found(parameter(path, "q")), true);
        } else if (releases.matches()) {
            List<Thing> all = visible(
                    thing -> thing.kind() == Kind.RELEASE && thing.repository().equals(releases.group(1)));
            write(request, out, path, all, false);
        } else if (path.equals("/graphql") && graphql.isPresent()) {
            out.write(graphql.get());
        } else if (path.equals("/graphql")) {
            out.write(ScriptedWeb.answer(200, json(Map.of("data", graphql(request.get(request.size() - 1))))));
        } else {
            out.write(ScriptedWeb.answer(404, json(Map.of("message", "Not Found"))));
        }
    }

    private void write(List<String> request, OutputStream out, String path, List<Thing> all, boolean search)
            throws IOException {
        int size = Math.min(pageSize, Integer.parseInt(parameter(path, "per_page")));
        int page = path.contains("&page=") ? Integer.parseInt(parameter(path, "page")) : 1;
        List<Map<String, Object>> entries = all.stream()
                .skip((long) (page - 1) * size)
                .limit(size)
                .map(this::entry)
                .toList();
        byte[] body = json(
                search ? Map.of("total_count", all.size(), "incomplete_results", false, "items", entries) : entries);
        String etag = "W/\"" + Fingerprint.of(new String(body, StandardCharsets.UTF_8)) + "\"";
        if (request.contains("If-None-Match: " + etag)) {
            out.write("HTTP/1.1 304 Not Modified\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return;
        }
        String first = path.replaceFirst("&page=\\d+", "");
        String link = page * size >= all.size()
                ? "X-Last: yes"
                : "Link: <" + url() + first + "&page=" + (page + 1) + ">; rel=\"next\", <" + url() + first
                        + "&page=9>; rel=\"last\"";
        out.write(ScriptedWeb.answer(
                200, body, "Content-Type: application/json", "ETag: " + etag, link, "X-RateLimit-Remaining: 29"));
    }

    private List<Thing> visible(Predicate<Thing> wanted) {
        Instant now = clock.instant();
        return things.stream()
                .filter(thing -> !thing.at().isAfter(now))
                .filter(wanted)
                .sorted(Comparator.comparing(Thing::at).reversed())
                .toList();
    }

    /** All qualifiers have to hold; of labels one is enough. */
    private List<Thing> found(String query) {
        Predicate<Thing> wanted = thing -> thing.kind() == Kind.PULL || thing.kind() == Kind.ISSUE;
        Matcher qualifier = QUALIFIER.matcher(query);
        while (qualifier.find()) {
            wanted = wanted.and(qualifier(qualifier.group(1), qualifier.group(2)));
        }
        return visible(wanted);
    }

    private Predicate<Thing> qualifier(String name, String value) {
        return switch (name) {
            case "repo" -> thing -> thing.repository().equalsIgnoreCase(value);
            case "org" -> thing -> thing.repository().startsWith(value + "/");
            case "is" -> is(value);
            case "author" -> thing -> thing.author().equalsIgnoreCase(value);
            case "label" -> thing -> thing.labels().stream().anyMatch(label -> value.contains('"' + label + '"'));
            case "merged" -> thing -> within(thing.at(), value);
            case "updated" -> thing -> within(updated(thing), value);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Predicate<Thing> is(String value) {
        return switch (value) {
            case "pr", "merged" -> thing -> thing.kind() == Kind.PULL;
            case "issue" -> thing -> thing.kind() == Kind.ISSUE;
            case "open" -> thing -> isOpen(thing);
            default -> throw new IllegalArgumentException(value);
        };
    }

    private boolean isOpen(Thing thing) {
        return thing.closed() == null || thing.closed().isAfter(clock.instant());
    }

    private Instant updated(Thing thing) {
        return isOpen(thing) ? thing.at() : Objects.requireNonNull(thing.closed());
    }

    private static boolean within(Instant at, String period) {
        if (period.startsWith(">=")) {
            return !at.isBefore(instant(period.substring(2)));
        }
        if (period.startsWith("<=")) {
            return !at.isAfter(instant(period.substring(2)));
        }
        String[] ends = period.split("\\.\\.");
        return !at.isBefore(instant(ends[0])) && !at.isAfter(instant(ends[1]));
    }

    private static Instant instant(String text) {
        return text.length() == 10
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : Instant.parse(text);
    }

    private Map<String, Object> entry(Thing thing) {
        Map<String, Object> entry = new LinkedHashMap<>();
        String site = "https://github.com/" + thing.repository();
        entry.put("node_id", id(thing));
        entry.put("user", user(thing.author()));
        entry.put("created_at", thing.at().toString());
        if (thing.kind() == Kind.RELEASE) {
            entry.put("html_url", site + "/releases/tag/" + thing.name());
            entry.put("tag_name", thing.name());
            entry.put("name", thing.title());
            entry.put("draft", false);
            entry.put("prerelease", thing.name().contains("-"));
            entry.put("published_at", thing.at().toString());
            entry.put("body", thing.body());
            return entry;
        }
        boolean pull = thing.kind() == Kind.PULL;
        entry.put("html_url", site + (pull ? "/pull/" : "/issues/") + thing.name());
        entry.put("repository_url", url() + "/repos/" + thing.repository());
        entry.put("number", Integer.parseInt(thing.name()));
        entry.put("title", thing.title());
        entry.put(
                "labels",
                thing.labels().stream().map(label -> Map.of("name", label)).toList());
        entry.put("state", pull || !isOpen(thing) ? "closed" : "open");
        entry.put("updated_at", updated(thing).toString());
        entry.put("author_association", "CONTRIBUTOR");
        if (pull) {
            entry.put("pull_request", Map.of("merged_at", thing.at().toString()));
        }
        return entry;
    }

    private static String id(Thing thing) {
        return thing.kind() + "_" + thing.repository() + "_" + thing.name();
    }

    private static Map<String, Object> user(String login) {
        String type = login.endsWith("[bot]") ? "Bot" : "User";
        return Map.of("login", login, "html_url", "https://github.com/" + login, "type", type);
    }

    private Map<String, Object> graphql(String body) {
        JsonNode question = JsonMapper.shared().readTree(body);
        String query = question.path("query").asString("");
        JsonNode variables = question.path("variables");
        if (query.contains("DISCUSSION")) {
            return Map.of("search", discussions(variables.path("q").asString("")));
        }
        Map<String, Object> counts = new LinkedHashMap<>();
        Matcher alias = ALIAS.matcher(query);
        while (alias.find()) {
            int count = found(variables.path(alias.group(2)).asString("")).size();
            counts.put(alias.group(1), Map.of("issueCount", count));
        }
        return counts;
    }

    private Map<String, Object> discussions(String query) {
        Matcher repository = Pattern.compile("repo:(\\S+)").matcher(query);
        String name = repository.find() ? repository.group(1) : "";
        List<Map<String, Object>> nodes = new ArrayList<>();
        for (Thing thing :
                visible(one -> one.kind() == Kind.DISCUSSION && one.repository().equals(name))) {
            Map<String, Object> node = new LinkedHashMap<>();
            node.put("id", id(thing));
            node.put("number", Integer.parseInt(thing.name()));
            node.put("title", thing.title());
            node.put("url", "https://github.com/" + name + "/discussions/" + thing.name());
            node.put("createdAt", thing.at().toString());
            node.put("updatedAt", thing.at().toString());
            node.put("category", Map.of("name", thing.body()));
            node.put("repository", Map.of("nameWithOwner", name));
            node.put(
                    "author",
                    Map.of(
                            "login",
                            thing.author(),
                            "url",
                            "https://github.com/" + thing.author(),
                            "__typename",
                            "User"));
            nodes.add(node);
        }
        Map<String, Object> info = Map.of("hasNextPage", false);
        return Map.of("discussionCount", nodes.size(), "pageInfo", info, "nodes", nodes);
    }

    private static byte[] json(Object value) {
        return JsonMapper.shared().writeValueAsBytes(value);
    }

    private static String parameter(String path, String name) {
        return Stream.of(path.split("\\?", 2)[1].split("&"))
                .filter(part -> part.startsWith(name + "="))
                .map(part -> URLDecoder.decode(part.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        web.close();
    }
}
