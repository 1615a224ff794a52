package org.broadsheet.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.source.GithubEntry.Author;
import org.broadsheet.source.GithubEntry.Kind;
import org.broadsheet.text.Target;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads what GitHub answers: a list, the result of a search, or that of a search in GraphQL. What an entry lacks is empty;
 * one that is nothing, or nothing that is asked for here, is passed over.
 */
final class GithubReader {
    private static final Pattern PAGE_OF_REPOSITORY =
            Pattern.compile("https?://[^/]+/([\\w.-]+/[\\w.-]+)/(?:pull|issues|releases|discussions)/.*");
    private static final Pattern REPOSITORY = Pattern.compile(".*/repos/([\\w.-]+/[\\w.-]+)");
    private static final Pattern ROBOT = Pattern.compile("(?i).+(?:\\[bot\\]|-bot|-robot)");

    private GithubReader() {}

    static JsonNode json(byte[] bytes) throws FetchException {
        if (!JsonFeed.isOne(bytes)) {
            throw new FetchException("this is no JSON, as what GitHub answers is", false);
        }
        return JsonFeed.tree(bytes);
    }

    static GithubPage page(byte[] bytes) throws FetchException {
        return page(json(bytes));
    }

    static GithubPage page(JsonNode root) throws FetchException {
        JsonNode found = root.path("data").path("search");
        JsonNode list = root.isArray() ? root : found.isObject() ? found.path("nodes") : root.path("items");
        if (!list.isArray()) {
            throw new FetchException("this is JSON, but nothing that GitHub answers", false);
        }
        List<GithubEntry> entries = new ArrayList<>();
        for (JsonNode node : list) {
            GithubEntry entry = entry(node);
            if (entry != null) {
                entries.add(entry);
            }
        }
        JsonNode total = found.isObject() ? found.path("discussionCount") : root.path("total_count");
        boolean incomplete = root.path("incomplete_results").asBoolean(false);
        return new GithubPage(List.copyOf(entries), total.isInt() ? total.asInt() : -1, incomplete, null);
    }

    private static @Nullable GithubEntry entry(JsonNode node) {
        Kind kind = kind(node);
        String url = link(text(node, "html_url").isEmpty() ? text(node, "url") : text(node, "html_url"));
        String tag = text(node, "tag_name");
        String title = kind == Kind.RELEASE && text(node, "name").isBlank() ? tag : text(node, "title", "name");
        String id = text(node, "node_id", "id");
        if (title.isBlank()
                || id.isBlank() && url == null
                || node.path("draft").asBoolean(false) && kind == Kind.RELEASE) {
            return null;
        }
        return new GithubEntry(
                kind,
                id.isBlank() ? String.valueOf(url) : id,
                repository(node, url),
                kind == Kind.RELEASE ? tag : text(node, "number"),
                title,
                url,
                author(node.path("user").isObject() ? node.path("user") : node.path("author")),
                text(node, "author_association"),
                groups(node),
                instant(text(node, "created_at", "createdAt")),
                instant(text(node, "updated_at", "updatedAt")),
                done(node),
                !text(node, "state").equals("closed"),
                node.path("prerelease").asBoolean(false),
                kind == Kind.RELEASE ? GithubNotes.headline(text(node, "body"), title, tag) : "");
    }

    private static Kind kind(JsonNode node) {
        if (node.has("tag_name")) {
            return Kind.RELEASE;
        }
        if (node.path("pull_request").isObject() || node.has("merged_at")) {
            return Kind.PULL;
        }
        return node.path("category").isObject() ? Kind.DISCUSSION : Kind.ISSUE;
    }

    /** A search says when it was merged in another place than a list does. */
    private static @Nullable Instant done(JsonNode node) {
        String merged = text(node.path("pull_request"), "merged_at");
        return instant(merged.isEmpty() ? text(node, "merged_at", "published_at") : merged);
    }

    private static String repository(JsonNode node, @Nullable String url) {
        Matcher page = PAGE_OF_REPOSITORY.matcher(url == null ? "" : url);
        if (page.matches()) {
            return page.group(1);
        }
        Matcher api = REPOSITORY.matcher(text(node, "repository_url"));
        return api.matches() ? api.group(1) : text(node.path("repository"), "nameWithOwner", "full_name");
    }

    private static Author author(JsonNode user) {
        String login = text(user, "login");
        String url = text(user, "html_url", "url");
        boolean bot = text(user, "type", "__typename").equals("Bot")
                || ROBOT.matcher(login).matches();
        return login.isBlank() ? Author.GONE : new Author(login.strip(), link(url), bot);
    }

    private static List<String> groups(JsonNode node) {
        List<String> groups = new ArrayList<>();
        JsonNode labels = node.path("labels");
        for (JsonNode label : labels.isArray() ? labels : labels.path("nodes")) {
            groups.add(label.isString() ? label.asString("") : text(label, "name"));
        }
        groups.add(text(node.path("category"), "name"));
        groups.removeIf(String::isBlank);
        return List.copyOf(groups);
    }

    /** Null for one that mail must not carry. */
    private static @Nullable String link(String url) {
        boolean web = url.toLowerCase(Locale.ROOT).matches("https?://\\S+");
        return web && Target.of(url) == Target.GOOD && !Target.hasPassword(url) ? url.strip() : null;
    }

    /** Of the first key that has one; numbers as they are written. */
    static String text(JsonNode node, String... keys) {
        for (String key : keys) {
            String text = node.path(key).asString("");
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private static @Nullable Instant instant(String text) {
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException none) {
            return null;
        }
    }
}
