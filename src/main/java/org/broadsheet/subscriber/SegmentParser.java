package org.broadsheet.subscriber;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.subscriber.Segment.Comparison;
import org.broadsheet.subscriber.SegmentScanner.Kind;
import org.broadsheet.subscriber.SegmentScanner.Token;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Nearest;
import org.broadsheet.text.Position;

/**
 * Reads the text of a segment: conditions joined by {@code and}, {@code or} and {@code not}, with parentheses; {@code and}
 * binds closer than {@code or}.
 */
public final class SegmentParser {
    private static final int LONGEST = 1000;
    private static final int DEEPEST = 20;
    private static final List<String> FIELDS =
            List.of("tag", "locale", "zone", "topic", "domain", "joined", "attribute.NAME");
    private static final String ATTRIBUTE = "attribute.";

    private final String where;
    private final List<Token> tokens;
    private final Map<String, Token> topics = new HashMap<>();
    private int next;
    private int depth;

    private SegmentParser(String where, String text) {
        this.where = where;
        this.tokens = SegmentScanner.tokens(where, text);
    }

    /**
     * @param where how whoever wrote it knows it: the option, or the file
     * @throws InputException with the column of what cannot be read
     */
    public static Segment parse(String where, String text) {
        if (text.length() > LONGEST) {
            throw SegmentScanner.mistake(
                    where, LONGEST, "a segment has at most " + LONGEST + " characters", "tag those whom you mean");
        }
        SegmentParser parser = new SegmentParser(where, text);
        Segment segment = parser.any();
        Token rest = parser.peek();
        if (rest.kind() != Kind.END) {
            throw parser.mistake(
                    rest, "'" + rest.text() + "' was not expected here", "join conditions by 'and' or 'or'");
        }
        return segment;
    }

    /** Where the topic is named first in a text that can be read. */
    public static Position ofTopic(String where, String text, String key) {
        SegmentParser parser = new SegmentParser(where, text);
        parser.any();
        return SegmentScanner.position(
                where, Objects.requireNonNull(parser.topics.get(key)).at());
    }

    private Segment any() {
        return joined("or", this::all, Segment.Any::new);
    }

    private Segment all() {
        return joined("and", this::part, Segment.All::new);
    }

    private Segment joined(String word, Supplier<Segment> part, Function<List<Segment>, Segment> join) {
        List<Segment> parts = new ArrayList<>();
        parts.add(part.get());
        while (peek().isWord(word)) {
            next++;
            parts.add(part.get());
        }
        return parts.size() == 1 ? parts.get(0) : join.apply(List.copyOf(parts));
    }

    private Segment part() {
        Token token = peek();
        if (++depth > DEEPEST) {
            throw mistake(token, "more than " + DEEPEST + " conditions stand in each other", "write it more plainly");
        }
        try {
            if (token.isWord("not")) {
                next++;
                return new Segment.Not(part());
            }
            return token.is("(") ? parenthesised() : condition();
        } finally {
            depth--;
        }
    }

    private Segment parenthesised() {
        Token opening = take();
        Segment inner = any();
        if (!peek().is(")")) {
            throw mistake(opening, "this parenthesis is not closed", "add ')'");
        }
        next++;
        return inner;
    }

    private Segment condition() {
        Token field = take();
        if (field.kind() != Kind.WORD) {
            String found =
                    field.kind() == Kind.END ? "a condition is missing here" : "'" + field.text() + "' is no condition";
            throw mistake(field, found, "write tag:maintainer, say");
        }
        String name = field.text().toLowerCase(Locale.ROOT);
        if (name.startsWith(ATTRIBUTE) && name.length() > ATTRIBUTE.length()) {
            return attribute(field.text().substring(ATTRIBUTE.length()));
        }
        return switch (name) {
            case "tag" -> new Segment.Tag(value(field));
            case "locale" -> new Segment.Language(value(field).replace('_', '-'));
            case "zone" -> zone(field);
            case "topic" -> topic(field);
            case "domain" -> domain(field);
            case "joined" -> new Segment.Joined(comparison(field), day());
            default ->
                throw mistake(
                        field, "'" + field.text() + "' is nothing that is known of people", Nearest.hint(name, FIELDS));
        };
    }

    private String value(Token field) {
        Token sign = take();
        if (!sign.is(":") && !sign.is("=")) {
            throw mistake(
                    sign, "'" + field.text() + "' is followed by ':' and a value", "write " + field.text() + ":…");
        }
        return text(field);
    }

    private String text(Token field) {
        Token value = take();
        boolean given = value.kind() == Kind.WORD || value.kind() == Kind.QUOTED;
        if (!given || value.text().isBlank()) {
            throw mistake(
                    value,
                    "the value of '" + field.text() + "' is missing",
                    "put it between \" and \" if it holds blanks");
        }
        return value.text().strip();
    }

    private Segment attribute(String name) {
        Token sign = take();
        boolean isNot = sign.is("!=");
        if (!isNot && !sign.is("=") && !sign.is(":")) {
            throw mistake(sign, "an attribute is followed by = or !=", "write attribute." + name + "=\"…\"");
        }
        Segment is = new Segment.Attribute(name, text(sign));
        return isNot ? new Segment.Not(is) : is;
    }

    private Segment topic(Token field) {
        Token at = tokens.get(Math.min(next + 1, tokens.size() - 1));
        String key = value(field);
        topics.putIfAbsent(key, at);
        return new Segment.Topic(key);
    }

    private Segment zone(Token field) {
        Token at = tokens.get(Math.min(next + 1, tokens.size() - 1));
        String name = value(field);
        return ZoneId.getAvailableZoneIds().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .map(Segment.Zone::new)
                .orElseThrow(() -> mistake(at, "'" + name + "' is no time zone", "write Europe/Lisbon, say"));
    }

    private Segment domain(Token field) {
        Token at = tokens.get(Math.min(next + 1, tokens.size() - 1));
        String name = value(field);
        return MailAddress.of("somebody@" + name, "")
                .map(address -> new Segment.Domain(address.asciiDomain()))
                .orElseThrow(() -> mistake(at, "'" + name + "' is no domain", "write example.org, say"));
    }

    private Comparison comparison(Token field) {
        Token sign = take();
        return Arrays.stream(Comparison.values())
                .filter(each -> sign.is(each.sign()))
                .findFirst()
                .orElseThrow(() -> mistake(
                        sign, "'" + field.text() + "' is followed by <, <=, =, >= or >", "write joined>=2025-01-31"));
    }

    private LocalDate day() {
        Token day = take();
        try {
            return LocalDate.parse(day.text());
        } catch (DateTimeParseException e) {
            throw mistake(day, "'" + day.text() + "' is no day", "write 2025-01-31");
        }
    }

    private Token peek() {
        return tokens.get(next);
    }

    /** The last token stays: behind the end is the end. */
    private Token take() {
        Token token = tokens.get(next);
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    private InputException mistake(Token at, String message, String hint) {
        return SegmentScanner.mistake(where, at.at(), message, hint);
    }
}
