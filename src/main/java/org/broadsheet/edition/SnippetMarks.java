package org.broadsheet.edition;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.text.Characters;

/**
 * The comments between which snippets stand in a draft. Each is a line of its own at the margin, where it ends whatever list or
 * quote is open before it, and by which a snippet is known again after somebody has edited it.
 */
final class SnippetMarks {
    static final String END = comment("the end of it");

    private static final String BEGINNING = "<!-- ";
    private static final String DAY = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d";
    private static final Pattern OPENING = Pattern.compile("<!-- (.+?), " + DAY + " to " + DAY + " .* -->");
    private static final Pattern NEW = Pattern.compile("<!-- new since .* -->");
    private static final Pattern LIKE_OURS =
            Pattern.compile("(?i)\\s*<!--\\s*(?:the end of it|new since .*|.*\\.md|.+, " + DAY + " to .*)\\s*-->\\s*");

    private SnippetMarks() {}

    static String comment(String words) {
        return BEGINNING + words(words) + " -->";
    }

    /** Such that they cannot end the comment in which they stand. */
    static String words(String words) {
        return Characters.visible(words).replace("--", "- -").replace('<', '(').replace('>', ')');
    }

    /** Whether what an item was drafted as is a snippet, and not an entry of a block. */
    static boolean isSnippet(String entry) {
        return entry.startsWith(BEGINNING);
    }

    /** The line by which a snippet is known. */
    static String head(String entry) {
        return entry.split("\n", 2)[0];
    }

    /** The file that such a line names. */
    static String path(String head) {
        return head.substring(BEGINNING.length()).replaceFirst("\\s*-->\\s*$", "");
    }

    /** The source that the comment before all of its snippets names; empty when the line is none. */
    static Optional<String> source(String line) {
        Matcher opening = OPENING.matcher(line);
        return opening.matches() ? Optional.of(opening.group(1)) : Optional.empty();
    }

    static boolean isNew(String line) {
        return NEW.matcher(line).matches();
    }

    /** Whether a line would be taken for one of these comments, or somebody could take it for one. */
    static boolean isLikeOurs(String line) {
        return LIKE_OURS.matcher(line).matches();
    }
}
