package org.broadsheet.render;

import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;
import org.nibor.autolink.Span;

/** Makes links of the URLs and addresses in HTML that stand there as mere words, as Markdown does with its own. */
final class BareLinks {
    private static final LinkExtractor EXTRACTOR = LinkExtractor.builder()
            .linkTypes(EnumSet.of(LinkType.URL, LinkType.EMAIL))
            .build();
    private static final Evaluator TO_BE_LEFT = Selector.evaluatorOf("a, code, pre, kbd, samp");
    private static final Pattern MARK =
            Pattern.compile("[0-9a-f]{32}[a-z]\\d+z"); // of a slot: a part of the URL is missing

    private BareLinks() {}

    static void link(Element root) {
        List<TextNode> texts = root.nodeStream(TextNode.class)
                .filter(text -> text.parent() == null || text.parent().closest(TO_BE_LEFT) == null)
                .toList();
        texts.forEach(BareLinks::link);
    }

    private static void link(TextNode node) {
        String text = node.getWholeText();
        if (!EXTRACTOR.extractLinks(text).iterator().hasNext()) {
            return;
        }
        for (Span span : EXTRACTOR.extractSpans(text)) {
            String words = text.substring(span.getBeginIndex(), span.getEndIndex());
            String url =
                    span instanceof LinkSpan link ? (link.getType() == LinkType.EMAIL ? "mailto:" : "") + words : "";
            boolean linked = MailSafelist.isSafeLink(url) && !MARK.matcher(url).find();
            node.before(linked ? new Element("a").attr("href", url).text(words) : new TextNode(words));
        }
        node.remove();
    }
}
