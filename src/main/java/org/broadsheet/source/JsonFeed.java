package org.broadsheet.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.broadsheet.fetch.FetchException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON Feed, versions 1 and 1.1 (jsonfeed.org). */
final class JsonFeed {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final int MOST_VALUES = 1_000_000;

    private JsonFeed() {}

    /** Whether it looks like JSON at all. */
    static boolean isOne(byte[] bytes) {
        int at = bytes.length >= 3 && (bytes[0] & 0xff) == 0xef ? 3 : 0;
        while (at < bytes.length && Character.isWhitespace(bytes[at])) {
            at++;
        }
        return at < bytes.length && (bytes[at] == '{' || bytes[at] == '[');
    }

    /** JSON, unless there is so much in it that to hold it would take a hundred times as much as the file. */
    static JsonNode tree(byte[] bytes) throws FetchException {
        try (JsonParser parser = JSON.createParser(bytes)) {
            for (int count = 0; parser.nextToken() != null; count++) {
                if (count == MOST_VALUES) {
                    int line = parser.currentLocation().getLineNr();
                    throw new FetchException(
                            "this JSON has more than " + MOST_VALUES + " values (line " + line + ")", false);
                }
            }
            return JSON.readTree(bytes);
        } catch (JacksonException e) {
            throw new FetchException("this JSON cannot be read: " + words(e), false);
        }
    }

    /** The entries, each made when it is asked for. */
    static Stream<FeedEntry> read(byte[] bytes) throws FetchException {
        JsonNode root = tree(bytes);
        if (!root.path("items").isArray() || !text(root, "version").contains("jsonfeed.org")) {
            throw new FetchException("this is JSON, but no JSON Feed", false);
        }
        return root.path("items").valueStream().map(item -> entry(root, item));
    }

    private static String words(JacksonException e) {
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        String place = line > 0 ? " (line " + line + ")" : "";
        return said(e) + place;
    }

    /** What is wrong, in one line, without the names of the parser's settings. */
    static String said(JacksonException e) {
        return String.valueOf(e.getOriginalMessage()).split("\n", 2)[0].replaceFirst(", from `[^`]*`", "");
    }

    private static FeedEntry entry(JsonNode feed, JsonNode item) {
        String summary = first(item, "content_html", "summary", "content_text");
        String plain = text(item, "summary");
        List<JsonNode> people = people(item).isEmpty() ? people(feed) : people(item);
        return new FeedEntry(
                text(item, "id"),
                FeedText.plain(text(item, "title")),
                plain.isEmpty() ? summary : plain,
                FeedReader.present(text(item, "url"), text(item, "external_url")),
                text(feed, "home_page_url"),
                date(first(item, "date_published", "date_modified")),
                people.stream().map(person -> text(person, "name")).toList(),
                texts(item.path("tags")),
                text(feed, "title"),
                item.path("attachments").path(0).path("mime_type").asString("").startsWith("video/"));
    }

    private static List<JsonNode> people(JsonNode owner) {
        List<JsonNode> people = new ArrayList<>();
        owner.path("authors").forEach(people::add);
        if (people.isEmpty() && owner.path("author").isObject()) {
            people.add(owner.path("author")); // version 1
        }
        return people;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(entry -> texts.add(entry.asString("")));
        return texts;
    }

    private static String first(JsonNode item, String... keys) {
        for (String key : keys) {
            if (!text(item, key).isEmpty()) {
                return text(item, key);
            }
        }
        return "";
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).asString("");
    }

    /** RFC 3339, as the format demands; null for anything else. */
    private static @Nullable Instant date(String text) {
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException none) {
            return null;
        }
    }
}
