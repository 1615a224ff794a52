package org.broadsheet.edition;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTML whose words or links mail leaves out. */
public final class HiddenHtml {
    public static final String HINT = "write it as Markdown, or remove it";

    private static final Pattern TAG = Pattern.compile("(?i)<(script|style|template|xmp|noembed|noframes)\\b");

    /** Words in them are shown, but not their links, what stands in their attributes, or what marks up the words. */
    private static final Pattern HALF = Pattern.compile(
            "(?i)<(base|button|form|input|keygen|link|math|meta|param|plaintext|select|svg|textarea|title|track)\\b");

    /** What is in it is for programs that know no frames, and mail is none of them. */
    private static final Pattern FRAME =
            Pattern.compile("(?is)<iframe\\b(?![^>]*\\bsrc)|<iframe\\b[^>]*>\\s*+(?!</iframe|$)");

    private static final Pattern COMMENT = Pattern.compile("(?s)<!--(.*?)(-->|$)");
    private static final Pattern DECLARATION = Pattern.compile("<[?!]");
    private static final Pattern LINK = Pattern.compile("(?i)\\b(https?://|mailto:)\\S");

    /** How an HTML block begins that only these end, and no blank line (CommonMark 0.31 §4.6). */
    private static final Map<String, String> ENDS =
            Map.of("<!--", "-->", "<?", "?>", "<![cdata[", "]]>", "<script", "</", "<style", "</", "<textarea", "</");

    private HiddenHtml() {}

    /** What an HTML block began and did not end, so that all behind it is lost; empty when it ends. */
    static Optional<String> unended(String block) {
        String html = block.strip().toLowerCase(Locale.ROOT);
        return ENDS.entrySet().stream()
                .filter(each -> html.startsWith(each.getKey())
                        && html.indexOf(each.getValue(), each.getKey().length()) < 0)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * What of it is hidden, as a sentence; empty when all is shown. A comment is meant to be hidden, but one with a link
     * may be a link that somebody misses.
     */
    public static Optional<String> in(String html) {
        String shown = COMMENT.matcher(html).replaceAll("");
        Matcher tag = TAG.matcher(shown);
        if (tag.find()) {
            return Optional.of(
                    "what stands in <" + tag.group(1).toLowerCase(Locale.ROOT) + "> does not reach every reader");
        }
        Matcher half = HALF.matcher(shown);
        if (half.find()) {
            String name = half.group(1).toLowerCase(Locale.ROOT);
            return Optional.of("mail has no <" + name + ">: links and marks that belong to it are lost");
        }
        if (FRAME.matcher(shown).find()) {
            return Optional.of("what stands in <iframe> does not reach every reader");
        }
        if (DECLARATION.matcher(shown).find()) {
            return Optional.of("an instruction of HTML reaches no reader");
        }
        boolean linked = COMMENT.matcher(html)
                .results()
                .anyMatch(comment -> LINK.matcher(comment.group(1)).find());
        return linked ? Optional.of("the link in a comment reaches no reader") : Optional.empty();
    }
}
