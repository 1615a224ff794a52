package org.broadsheet.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What somebody wants to see of an edition, as the query of the page's address says it. Whatever is not understood is as it
 * would be without.
 *
 * @param reader an address as it was typed; empty for the sample reader
 * @param locale BCP 47; empty for the reader's own
 * @param boxesOf the reader whose topics {@code topics} are: for another they say nothing
 * @param topics those wanted
 */
record PreviewChoice(
        View view,
        Width width,
        Look look,
        boolean images,
        String reader,
        String locale,
        String boxesOf,
        Set<String> topics) {
    private static final int LONGEST = 320; // RFC 5321 §4.5.3.1: an address has no more
    /** Stands for "nobody's": no reader's name begins with it, since addresses have no blanks. */
    private static final String NO_BOXES = " ";

    enum View {
        MAIL,
        TEXT,
        HEADERS,
        SOURCE
    }

    enum Width {
        BOTH,
        DESKTOP,
        PHONE
    }

    enum Look {
        LIGHT,
        DARK,
        INVERTED
    }

    static PreviewChoice of(Map<String, List<String>> query) {
        return new PreviewChoice(
                one(View.class, query, "view"),
                one(Width.class, query, "width"),
                one(Look.class, query, "look"),
                !first(query, "images").equals("off"),
                first(query, "reader").strip(),
                first(query, "locale"),
                query.containsKey("of") ? first(query, "of") : NO_BOXES,
                new TreeSet<>(query.getOrDefault("topic", List.of())));
    }

    /** Whether the topics are what somebody ticked, and not just those that the reader wants. */
    boolean hasTicked() {
        return boxesOf.equals(reader);
    }

    /** Of these topics, those that the mail is to be without. */
    Set<String> optedOut(Set<String> all, Set<String> readers) {
        if (!hasTicked()) {
            return readers;
        }
        Set<String> without = new TreeSet<>(all);
        without.removeAll(topics);
        return without;
    }

    PreviewChoice with(View other) {
        return new PreviewChoice(other, width, look, images, reader, locale, boxesOf, topics);
    }

    /** As the query of an address, without a question mark. */
    String query() {
        StringBuilder out = new StringBuilder();
        add(out, "view", word(view));
        add(out, "width", word(width));
        add(out, "look", word(look));
        add(out, "images", images ? "on" : "off");
        add(out, "reader", reader);
        add(out, "locale", locale);
        if (hasTicked()) {
            add(out, "of", boxesOf);
            topics.forEach(topic -> add(out, "topic", topic));
        }
        return out.toString();
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void add(StringBuilder out, String key, String value) {
        out.append(out.isEmpty() ? "" : "&").append(key).append('=');
        out.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    private static <E extends Enum<E>> E one(Class<E> type, Map<String, List<String>> query, String key) {
        E[] all = type.getEnumConstants();
        return Arrays.stream(all)
                .filter(constant -> word(constant).equals(first(query, key)))
                .findFirst()
                .orElse(all[0]);
    }

    private static String first(Map<String, List<String>> query, String key) {
        String value = query.getOrDefault(key, List.of()).stream().findFirst().orElse("");
        return value.length() > LONGEST ? "" : value;
    }
}
