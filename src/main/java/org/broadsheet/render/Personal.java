package org.broadsheet.render;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.broadsheet.text.Characters;

/**
 * A place in a mailing that each recipient fills in differently.
 *
 * @param fallback used when the recipient has no such value
 * @param insideUrl whether the place is a part of a link's destination
 */
record Personal(Field field, String fallback, boolean insideUrl) {
    enum Field {
        FIRST_NAME(Recipient::firstName),
        NAME(recipient -> recipient.to().name()),
        ADDRESS(recipient -> recipient.to().address()),
        UNSUBSCRIBE_URL(Recipient::unsubscribeUrl),
        PREFERENCES_URL(Recipient::preferencesUrl);

        private final Function<Recipient, String> value;

        Field(Function<Recipient, String> value) {
            this.value = value;
        }
    }

    /** As plain text on one line: what could hide or reorder the text around it is gone. */
    String value(Recipient recipient) {
        String value = clean(field.value.apply(recipient));
        return value.isEmpty() ? fallback : value;
    }

    /** Written for where it stands. */
    String value(Recipient recipient, Medium medium) {
        String plain = value(recipient);
        String written = insideUrl ? percentEncoded(plain) : plain;
        return medium == Medium.HTML ? Html.escape(written) : written;
    }

    static String percentEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** On one line, without what could hide or reorder the text around it. */
    static String clean(String value) {
        boolean harmless = value.chars().allMatch(c -> c >= ' ' && c < 0x7f);
        if (harmless) {
            return value.strip();
        }
        StringBuilder out = new StringBuilder(value.length());
        value.codePoints()
                .map(c -> Character.isWhitespace(c) || Character.isISOControl(c) ? ' ' : c)
                .filter(c -> Character.getType(c) != Character.SURROGATE)
                .forEach(out::appendCodePoint);
        return Characters.withoutHidden(out.toString()).strip();
    }
}
