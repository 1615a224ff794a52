package org.broadsheet.render;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.broadsheet.edition.Edition;
import org.jspecify.annotations.Nullable;

/**
 * One edition for readers of any language: the content is the same, and what the template says by itself is in theirs. Each is
 * rendered when it is first needed. Thread-safe if the renderer is.
 */
public final class Mailings {
    private static final String OF_THE_EDITION = "";

    private final Edition edition;
    private final Function<@Nullable Locale, Mailing> rendering;
    private final Map<String, Mailing> rendered = new ConcurrentHashMap<>();

    public Mailings(Renderer renderer, Edition edition) {
        this(edition, reader -> reader == null ? renderer.render(edition) : renderer.render(edition, reader));
    }

    private Mailings(Edition edition, Function<@Nullable Locale, Mailing> rendering) {
        this.edition = edition;
        this.rendering = rendering;
    }

    /**
     * For the author's eyes: with words where a picture cannot be shown.
     *
     * @param own in the language of the edition, rendered already
     */
    public static Mailings sketches(Renderer renderer, Edition edition, Mailing own) {
        Mailings sketches =
                new Mailings(edition, reader -> renderer.sketch(edition, reader).mailing());
        sketches.rendered.put(OF_THE_EDITION, own);
        return sketches;
    }

    /** All in the language of the edition. */
    public Mailing inItsOwnLanguage() {
        return of(null);
    }

    /** With what the template says by itself in a language that is not the edition's: stands for all of them. */
    public Mailing inAnotherLanguage() {
        return of(Words.spoken(edition.front().language()).filter("en"::equals).isPresent() ? "ar" : "en");
    }

    /** The languages that templates speak, as BCP 47 tags, in order. */
    public static List<String> languages() {
        return Words.LANGUAGES.stream().sorted().toList();
    }

    /** @param locale of the reader, BCP 47; null when not known */
    public Mailing of(@Nullable String locale) {
        Locale reader = locale == null ? Locale.ROOT : Locale.forLanguageTag(locale);
        Optional<String> theirs = Words.spoken(reader)
                .filter(language -> !Words.spoken(edition.front().language()).equals(Optional.of(language)));
        return rendered.computeIfAbsent(
                theirs.orElse(OF_THE_EDITION),
                language -> rendering.apply(language.equals(OF_THE_EDITION) ? null : Locale.forLanguageTag(language)));
    }
}
