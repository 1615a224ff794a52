package org.broadsheet.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the words with which authors mark what they still have to write. */
final class Placeholders {
    private static final Pattern LINK_WORDS =
            Pattern.compile("(?i)\\b(?:links?|urls?)\\b[\\s:–—-]*(?:(?:is|are|still|yet|coming)\\s+){0,2}"
                    + "(?:to\\s+be\\s+(?:added|inserted|provided|determined|confirmed|announced)\\b|tb[ad]\\b|goes\\s+here\\b)"
                    + "|\\b(?:insert|add|put|paste)\\s+(?:(?:the|a)\\s+)?(?:\\w+\\s+)?(?:link|url)\\s+here\\b");

    private static final Pattern FILLER = Pattern.compile("(?i)\\blorem\\s+ipsum\\b");

    // In capitals and as a word of its own: a todo list, a TODOs.md and a quoted “TODO” are none.
    private static final Pattern MARK =
            Pattern.compile("(?<![\\p{L}\\p{N}_/#.$\"“”'‘’«-])(?:TODO|TBD|FIXME)(?![\\p{L}\\p{N}_/\"“”'‘’»-])");

    // Where people quote the titles of others, only a text that is nothing but the mark, or begins with it, is one.
    private static final Pattern LEADING_MARK = Pattern.compile("^\\s*\\[?(?:TODO|TBD|FIXME)\\b\\]?\\s*(?::|\\(|$)");

    private Placeholders() {}

    /** @param offset in the text that was searched */
    record Finding(int offset, String words, Rule rule) {}

    /** In a text of the author's own. */
    static List<Finding> inProse(String text) {
        List<Finding> found = new ArrayList<>(inTitle(text));
        add(found, MARK, text, UnfinishedRule.TODO);
        return found;
    }

    /** In a text that may be the title of another's work. */
    static List<Finding> inTitle(String text) {
        List<Finding> found = new ArrayList<>();
        add(found, LINK_WORDS, text, UnfinishedRule.PLACEHOLDER_LINK);
        add(found, FILLER, text, UnfinishedRule.LOREM_IPSUM);
        add(found, LEADING_MARK, text, UnfinishedRule.TODO);
        return found;
    }

    private static void add(List<Finding> found, Pattern pattern, String text, Rule rule) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            int start = matcher.start() + leadingSpace(matcher.group());
            String words = matcher.group().strip().replaceAll("\\s+", " ");
            if (found.stream()
                    .noneMatch(earlier -> earlier.offset() <= start
                            && start < earlier.offset() + earlier.words().length())) {
                found.add(new Finding(start, words, rule));
            }
        }
    }

    private static int leadingSpace(String text) {
        return text.length() - text.stripLeading().length();
    }
}
