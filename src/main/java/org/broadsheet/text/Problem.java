package org.broadsheet.text;

import java.util.Locale;

/**
 * One thing that is wrong with a text, where, and what to do about it.
 *
 * @param rule a stable lower-case id such as {@code unknown-key}
 * @param message what is wrong, without a full stop
 * @param hint what to do, without a full stop; empty when the message says it all
 */
public record Problem(Severity severity, String rule, Position at, String message, String hint) {
    public Problem {
        // Text from outside stands in both; a finding is one line whatever it was, and shows no password.
        message = Characters.visible(Concealed.of(message));
        hint = Characters.visible(Concealed.of(hint));
    }

    public static Problem error(String rule, Position at, String message, String hint) {
        return new Problem(Severity.ERROR, rule, at, message, hint);
    }

    public static Problem warning(String rule, Position at, String message, String hint) {
        return new Problem(Severity.WARNING, rule, at, message, hint);
    }

    /** One line: {@code file:12:3: error: message; hint [rule]}. */
    @Override
    public String toString() {
        return at + ": " + severity.name().toLowerCase(Locale.ROOT) + ": " + message
                + (hint.isEmpty() ? "" : "; " + hint) + " [" + rule + "]";
    }
}
