package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.broadsheet.text.Nearest;

/**
 * A place where a value of the subscriber or of the edition goes: {@code {{subscriber.first_name|there}}},
 * {@code {{edition.title}}}. The same grammar holds in prose, in the targets of links, in the subject and in the
 * preheader. Only the names below make a slot; any other {@code {{} is text.
 */
public sealed interface Slot {
    enum SubscriberField {
        NAME,
        FIRST_NAME,
        ADDRESS
    }

    enum EditionField {
        TITLE,
        DATE,
        LEAD,
        ID,
        NAME
    }

    /** @param fallback stands in when the subscriber's value is empty; may be empty itself */
    record OfSubscriber(SubscriberField field, String fallback) implements Slot {}

    record OfEdition(EditionField field) implements Slot {}

    /** A stretch of a text that may hold slots. */
    sealed interface Piece {}

    record Literal(String text) implements Piece {}

    record Hole(Slot slot) implements Piece {}

    /**
     * Something that was surely meant as a slot but is none.
     *
     * @param offset of its first character in the text
     */
    record Mistake(int offset, String written, String message, String hint) {}

    // Not inside three braces, which is Mustache's own.
    Pattern GRAMMAR = Pattern.compile(
            "(?<!\\{)\\{\\{[ \\t]*([A-Za-z_]{5,14})\\.([\\w.-]{1,60})[ \\t]*(?:\\|([^{}\\r\\n]{0,200}))?\\}\\}(?!\\})");

    /** Literal and slot by turns, in order; joined, the pieces say all that the text says. */
    static List<Piece> split(String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = GRAMMAR.matcher(text);
        int done = 0;
        while (matcher.find()) {
            Optional<Slot> slot = of(matcher);
            if (slot.isPresent()) {
                if (matcher.start() > done) {
                    pieces.add(new Literal(text.substring(done, matcher.start())));
                }
                pieces.add(new Hole(slot.get()));
                done = matcher.end();
            }
        }
        if (done < text.length()) {
            pieces.add(new Literal(text.substring(done)));
        }
        return pieces;
    }

    /** What a person mistyped. A text without mistakes may still hold any number of foreign braces. */
    static List<Mistake> mistakes(String text) {
        List<Mistake> mistakes = new ArrayList<>();
        Matcher matcher = GRAMMAR.matcher(text);
        while (matcher.find()) {
            mistake(matcher).ifPresent(mistakes::add);
        }
        return mistakes;
    }

    static Optional<Slot> of(Matcher matcher) {
        String fallback = matcher.group(3);
        return switch (matcher.group(1)) {
            case "subscriber" ->
                field(SubscriberField.values(), matcher.group(2))
                        .map(field -> new OfSubscriber(field, fallback == null ? "" : fallback.strip()));
            case "edition" ->
                fallback != null
                        ? Optional.empty()
                        : field(EditionField.values(), matcher.group(2)).map(OfEdition::new);
            default -> Optional.empty();
        };
    }

    static Optional<Mistake> mistake(Matcher matcher) {
        Optional<String> owner = owner(matcher.group(1));
        if (owner.isEmpty() || of(matcher).isPresent()) {
            return Optional.empty();
        }
        String written = matcher.group();
        List<String> names =
                owner.get().equals("edition") ? names(EditionField.values()) : names(SubscriberField.values());
        String message = "'" + written + "' is not a slot";
        String hint = !owner.get().equals(matcher.group(1))
                ? "did you mean '" + owner.get() + "'?"
                : names.contains(matcher.group(2))
                        ? "a value of the edition has no fallback"
                        : Nearest.hint(matcher.group(2), names);
        return Optional.of(new Mistake(matcher.start(), written, message, hint));
    }

    private static Optional<String> owner(String word) {
        return Nearest.within(2, word, List.of("subscriber")).or(() -> Nearest.within(1, word, List.of("edition")));
    }

    private static <E extends Enum<E>> Optional<E> field(E[] fields, String word) {
        return Stream.of(fields).filter(field -> name(field).equals(word)).findFirst();
    }

    private static <E extends Enum<E>> List<String> names(E[] fields) {
        return Stream.of(fields).map(Slot::name).toList();
    }

    private static String name(Enum<?> field) {
        return field.name().toLowerCase(Locale.ROOT);
    }
}
