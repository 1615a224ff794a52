package org.broadsheet.source;

import java.net.URI;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.regex.Pattern;
import org.broadsheet.text.Characters;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/** Makes plain text of what feeds write as HTML. */
final class FeedText {
    private static final int LONGEST = 280;
    private static final int SHORTEST_SENTENCE = 60;
    private static final int MOST_HTML = 200_000;
    private static final Pattern MARKUP = Pattern.compile("</?[A-Za-z][^<>]*>|&(?:#\\w{1,8}|[A-Za-z]{2,20});");
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
