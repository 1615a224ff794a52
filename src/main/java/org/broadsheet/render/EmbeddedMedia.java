package org.broadsheet.render;

import java.util.List;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/** Elements of HTML that show what lies elsewhere, which a mail cannot: its readers get a link instead. */
public final class EmbeddedMedia {
    private static final Evaluator ALL = Selector.evaluatorOf(
            "video[src], audio[src], source[src], iframe[src], embed[src], object[data], area[href]");
    private static final Evaluator PICTURE = Selector.evaluatorOf("picture");
    private static final Evaluator FRAME = Selector.evaluatorOf("iframe");

    private EmbeddedMedia() {}

    /** Those in an element, in the order of the text. */
    public static List<Element> in(Element root) {
        return root.select(ALL).stream().filter(EmbeddedMedia::is).toList();
    }

    /** Where it takes from what it shows. */
    public static String url(Element element) {
        String key = element.hasAttr("src") ? "src" : element.hasAttr("data") ? "data" : "href";
        return element.attr(key).strip();
    }

    static boolean is(Element element) {
        return element.is(ALL) && !(element.normalName().equals("source") && element.closest(PICTURE) != null);
    }

    /** What it calls itself; where it says nothing, the URL. */
    static String label(Element element) {
        return Stream.of("title", "aria-label", "alt")
                .map(key -> element.attr(key).strip())
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElseGet(() -> url(element));
    }

    /** Puts a link in front of each; they are still there. */
    static void addLinks(Element root) {
        for (Element element : in(root)) {
            if (MailSafelist.isSafeLink(url(element))) {
                Element anchor = element.closest("a[href]");
                Element place = anchor == null ? element : anchor; // a link holds no other
                Element link = new Element("a").attr("href", url(element)).text(label(element));
                place.before(link).before(" ");
            }
        }
        root.select(FRAME).forEach(Element::empty); // what is in it is for those who know no frames
    }
}
