package org.broadsheet.render;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Safelist;

/** The HTML that prose may bring along or that we make of it; anything else is dropped, its text kept. */
final class MailSafelist extends Safelist {
    /** Only a body has lines (RFC 6068 §5). */
    private static final Pattern BREAKS_A_FIELD = Pattern.compile("^[^?]*%0[ad]|[?&](?!body=)[^&]*%0[ad]");

    MailSafelist() {
        addTags("a", "abbr", "b", "blockquote", "br", "cite", "code", "dd", "del", "details", "dfn", "div", "dl", "dt");
        addTags("em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li");
        addTags(
                "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary", "sup",
                "table");
        addTags("tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var", "wbr");
        addAttributes(":all", "class", "dir", "id", "lang", "title", "role", "aria-label");
        addAttributes("a", "href");
        addAttributes("img", "src", "alt", "width", "height");
        addAttributes("ol", "start", "type", "reversed");
        addAttributes("td", "align", "colspan", "rowspan", "valign", "width");
        addAttributes("th", "align", "colspan", "rowspan", "valign", "width", "scope");
    }

    @Override
    public boolean isSafeAttribute(String tag, Element element, Attribute attribute) {
        boolean safe = super.isSafeAttribute(tag, element, attribute);
        return safe && (!attribute.getKey().equals("href") || isSafeLink(attribute.getValue()));
    }

    /** What is no URL of these is a place in a site that a mail does not know, or worse. */
    static boolean isSafeLink(String url) {
        String start = url.strip().toLowerCase(Locale.ROOT);
        return start.startsWith("https://")
                || start.startsWith("http://")
                || (start.startsWith("mailto:")
                        && !BREAKS_A_FIELD.matcher(start).find())
                || start.startsWith("#");
    }
}
