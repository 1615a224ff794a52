package org.broadsheet.source;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.fetch.Page;
import org.broadsheet.fetch.WebUrl;
import org.broadsheet.fetch.Wire;
import org.broadsheet.text.Secret;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks one server of GitHub's API: one question at a time, as GitHub wants it, and within its limits. What it has answered is
 * kept while this process lives, and asked for only if it changed, which costs nothing of the limit. Thread-safe.
 */
final class GithubApi {
    private static final int MOST_KEPT = 100;
    private static final Pattern NEXT = Pattern.compile("<([^<>]{1,2000})>\\s*;[^<]*\\brel=\"?next\"?");

    private final GithubServer server;
    private final GithubLimits limits;
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > MOST_KEPT;
        }
    };

    private record Kept(String etag, GithubPage page) {}

    GithubApi(GithubServer server) {
        this.server = server;
        this.limits = new GithubLimits(server.token() != null);
    }

    GithubServer server() {
        return server;
    }

    boolean hasToken() {
        return server.token() != null;
    }

    /**
     * @param path of the first page
     * @param what is asked for, as people call it
     */
    GithubPage first(Outside outside, String path, String what) throws FetchException {
        return get(outside, server.at(path), what);
    }

    /** The page behind one that has a next: never one of another server, whatever its link says. */
    GithubPage after(Outside outside, GithubPage page, String what) throws FetchException {
        WebUrl next = Optional.ofNullable(page.next())
                .flatMap(WebUrl::parse)
                .filter(server::isOrigin)
                .orElseThrow(() -> new FetchException("its next page is said to be on another server", false));
        return get(outside, next, what);
    }

    private GithubPage get(Outside outside, WebUrl url, String what) throws FetchException {
        turn.lock();
        try {
            Kept before = kept.get(url.text());
            Map<String, String> fields = fields();
            if (before != null) {
                fields.put("If-None-Match", before.etag());
            }
            String resource = url.rest().startsWith(server.at("/search").rest()) ? "search" : "core";
            Page page = exchange(outside, resource, new Wire.Request("GET", url, fields));
            if (page.head().status() == 304 && before != null) {
                return before.page();
            }
            return keep(
                    url, page, GithubReader.page(json(url, checked(page, what))).then(next(page)));
        } finally {
            turn.unlock();
        }
    }

    private GithubPage keep(WebUrl url, Page page, GithubPage read) {
        Optional<String> etag = page.head().field("etag").filter(tag -> tag.length() < 200);
        etag.ifPresentOrElse(tag -> kept.put(url.text(), new Kept(tag, read)), () -> kept.remove(url.text()));
        return read;
    }

    /** RFC 8288 §3 */
    private static @Nullable String next(Page page) {
        Matcher next = NEXT.matcher(page.head().field("link").orElse(""));
        return next.find() ? next.group(1) : null;
    }

    /**
     * Asks in GraphQL, which is for those with a token.
     *
     * @param variables texts, which can become nothing else
     * @return the whole answer
     * @throws NoGraphql when it answers none, whatever is asked
     */
    JsonNode graphql(Outside outside, String query, Map<String, String> variables, String what)
            throws FetchException, NoGraphql {
        byte[] body = JsonMapper.shared()
                .writeValueAsString(Map.of("query", query, "variables", variables))
                .getBytes(StandardCharsets.UTF_8);
        turn.lock();
        try {
            Map<String, String> fields = fields();
            fields.put("Content-Type", "application/json");
            Page page = exchange(outside, "graphql", new Wire.Request("POST", server.graphql(), fields, body));
            NoGraphql none = NoGraphql.of(server, page);
            if (none != null) {
                throw none;
            }
            JsonNode answer = json(server.graphql(), checked(page, what));
            String trouble = GithubTrouble.of(answer);
            if (trouble != null) {
                limits.check("graphql", outside.now());
                none = NoGraphql.of(server, answer, trouble);
                if (none != null) {
                    throw none;
                }
                throw new FetchException("GitHub cannot answer for " + what + ": " + trouble, false);
            }
            return answer;
        } finally {
            turn.unlock();
        }
    }

    private Page exchange(Outside outside, String resource, Wire.Request request) throws FetchException {
        limits.check(resource, outside.now());
        Page page = outside.exchange(request);
        limits.note(page, resource, outside.now());
        return page;
    }

    /** What a server between here and there answers in GitHub's place is to be seen for what it is. */
    private static JsonNode json(WebUrl url, Page page) throws FetchException {
        String place = url.text().replaceFirst("\\?.*", "");
        HtmlPage.refuse(new Outside.Document(place, null, page.body()), place, "JSON");
        if (!JsonFeed.isOne(page.body())) {
            throw new FetchException(place + " answers 200 with something that is no JSON", false);
        }
        return GithubReader.json(page.body());
    }

    private Page checked(Page page, String what) throws FetchException {
        if (page.head().status() == 200) {
            return page;
        }
        throw GithubTrouble.of(page, what, hasToken());
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Accept", "application/vnd.github+json");
        fields.put("X-GitHub-Api-Version", "2022-11-28");
        Secret token = server.token();
        if (token != null) {
            fields.put("Authorization", "Bearer " + token.reveal());
        }
        return fields;
    }
}
