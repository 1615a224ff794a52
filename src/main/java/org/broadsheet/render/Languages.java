package org.broadsheet.render;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two languages of a mail: that of the edition, and that of what the template says around it, which follows the reader.
 *
 * @param content of the edition, as its front matter says
 * @param written dates and joined names inside the edition
 * @param said labels, buttons, the footer
 */
record Languages(Locale content, Words written, Words said) {
    /** @param reader null when not known: then the template speaks the edition's language */
    static Languages of(Locale content, @Nullable Locale reader) {
        Words written = Words.of(content);
        Optional<String> theirs = reader == null ? Optional.empty() : Words.spoken(reader);
        return new Languages(
                content,
                written,
                theirs.map(Locale::forLanguageTag).map(Words::of).orElse(written));
    }

    /** Null where the template says things in the edition's own language. */
    View.@Nullable Language chrome() {
        boolean same = Words.spoken(content).filter(said.language()::equals).isPresent();
        return same ? null : new View.Language(said.tag(), said.dir());
    }
}
