package org.broadsheet.edition;

import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.PostProcessor;
import org.jsoup.parser.Tag;

/**
 * Lets {@code Optional<String>} and {@code <your-name>} be the words that they are meant to be. To CommonMark they are HTML
 * (0.31 §6.6), of elements that HTML does not have, so nobody would see them.
 */
final class WordsInAngles implements PostProcessor {
    /** Once HTML, or of the languages within it. */
    private static final Set<String> KNOWN_TOO =
            Set.of("svg", "math", "image", "blink", "isindex", "multicol", "spacer", "menuitem");

    private static final Pattern TAG = Pattern.compile("</?([A-Za-z][A-Za-z0-9-]*)(?=[\\s/>])");
    private static final Pattern OTHER_LANGUAGE = Pattern.compile("(?i)<(svg|math)\\b");
    private static final Set<String> VOID =
            Set.of("br", "hr", "img", "wbr", "input", "embed", "source", "track", "col");

    @Override
    public Node process(Node document) {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(HtmlInline html) {
                Matcher tag = TAG.matcher(html.getLiteral());
                if (tag.lookingAt() && (isUnknown(tag) || isParameter(html, tag.group(1)))) {
                    Text words = new Text(html.getLiteral());
                    words.setSourceSpans(html.getSourceSpans());
                    html.insertAfter(words);
                    html.unlink();
                }
            }

            @Override
            public void visit(HtmlBlock html) {
                String literal = html.getLiteral();
                if (literal.matches("(?s)\\s*</?[A-Za-z].*")
                        && !OTHER_LANGUAGE.matcher(literal).find()) {
                    html.setLiteral(TAG.matcher(literal)
                            .replaceAll(tag -> Matcher.quoteReplacement(
                                    isUnknown(tag) ? "&lt;" + tag.group().substring(1) : tag.group())));
                }
            }
        });
        return document;
    }

    private static boolean isUnknown(MatchResult tag) {
        String name = tag.group(1).toLowerCase(Locale.ROOT);
        return !Tag.isKnownTag(name) && !KNOWN_TOO.contains(name);
    }

    /** As in {@code List<B>}: right behind a word, and never closed. */
    private static boolean isParameter(HtmlInline html, String name) {
        if (VOID.contains(name.toLowerCase(Locale.ROOT))
                || !(html.getPrevious() instanceof Text before)
                || !before.getLiteral().matches("(?s).*[\\p{L}\\p{N}]")) {
            return false;
        }
        for (Node next = html.getNext(); next != null; next = next.getNext()) {
            if (next instanceof HtmlInline end
                    && end.getLiteral().regionMatches(true, 0, "</" + name, 0, name.length() + 2)) {
                return false;
            }
        }
        return !html.getLiteral().startsWith("</");
    }
}
