package org.broadsheet.source;

import java.net.URI;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.broadsheet.text.Characters;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jsoup.select.NodeFilter;

/** Makes plain text of what feeds write as HTML. */
final class FeedText {
    private static final int LONGEST = 280;
    private static final int SHORTEST_SENTENCE = 60;
    private static final int MOST_HTML = 200_000;
    private static final Pattern MARKUP = Pattern.compile("</?[A-Za-z][^<>]*>|&(?:#\\w{1,8}|[A-Za-z]{2,20});");
    private static final Pattern HEADING = Pattern.compile("(?i)<h[1-6]\\b");
    private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");
    private static final Pattern ENDS_SENTENCE = Pattern.compile("(?s).*[.!?…。！？]['\"”’»)\\]]*\\s*");
    // What blogs add to each of their summaries
    private static final Pattern TAIL = Pattern.compile("(?is)\\s*(?:The post .{1,300} appeared first on .{1,200}"
            + "|\\[?(?:…|\\.\\.\\.)\\]?|[\\[(]?(?:Continue reading|Read more|Read the full)[^.!?]{0,80})\\s*$");

    private FeedText() {}

    /** The words of an HTML text, on one line; nothing of scripts, styles and of what is hidden. */
    static String plain(String html) {
        String bounded = html.length() > MOST_HTML ? html.substring(0, MOST_HTML) : html;
        if (!MARKUP.matcher(bounded).find()) {
            return Characters.oneLine(bounded);
        }
        Document dirty = Jsoup.parse(bounded);
        dirty.select("[hidden], [style~=(?i)display\\s*:\\s*none]").remove();
        Document clean = new Cleaner(Safelist.relaxed()).clean(dirty);
        for (Element block : clean.select("br, p, li, h1, h2, h3, h4, h5, h6, tr, td, th, blockquote, pre, div")) {
            block.prependText(" ").appendText(" ");
        }
        clean.select("br").forEach(line -> line.after(" "));
        return Characters.oneLine(clean.body().text());
    }

    /** Without the headings with which it begins: they say what kind of text follows, or its title once more. */
    static String withoutFirstHeadings(String html) {
        if (html.length() > MOST_HTML || !HEADING.matcher(html).find()) {
            return html;
        }
        Element body = Jsoup.parse(html).body();
        List<Element> first = new ArrayList<>();
        body.filter((node, depth) -> {
            if (node instanceof Element element && HEADINGS.contains(element.normalName())) {
                first.add(element);
                return NodeFilter.FilterResult.SKIP_ENTIRELY;
            }
            boolean says = node instanceof TextNode text && !text.isBlank();
            return says ? NodeFilter.FilterResult.STOP : NodeFilter.FilterResult.CONTINUE;
        });
        first.forEach(Element::remove);
        return body.hasText() ? body.html() : html;
    }

    /** As {@link #plain}, no longer than a summary is, ending where a sentence does if one ends there. */
    static String summary(String html) {
        String text = TAIL.matcher(plain(html)).replaceFirst("");
        return text.length() <= LONGEST ? text : atSentence(text);
    }

    private static String atSentence(String text) {
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(text);
        int end = sentences.preceding(LONGEST + 1);
        while (end != BreakIterator.DONE && end >= SHORTEST_SENTENCE) {
            String part = text.substring(0, end);
            if (ENDS_SENTENCE.matcher(part).matches()) {
                return part.strip();
            }
            end = sentences.previous();
        }
        return shortened(text, LONGEST);
    }

    /** Cut behind a word, with an ellipsis, where it is longer. */
    static String shortened(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int blank = text.lastIndexOf(' ', most - 1);
        int end = blank > most / 2 ? blank : most - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end).replaceFirst("[\\s,;:–—-]+$", "") + "…";
    }

    /** The link in full; as it was where it is none. */
    static String resolved(String base, String link) {
        String stripped = link.strip().replace(" ", "%20");
        try {
            URI uri = URI.create(stripped);
            return uri.isAbsolute() || base.isEmpty()
                    ? stripped
                    : URI.create(base.strip()).resolve(uri).toString();
        } catch (IllegalArgumentException laxerThanTheStandard) {
            return stripped;
        }
    }
}
