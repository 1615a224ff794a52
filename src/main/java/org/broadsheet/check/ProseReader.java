package org.broadsheet.check;

import java.util.function.UnaryOperator;
import org.broadsheet.edition.PlainText;
import org.broadsheet.edition.Positions;
import org.broadsheet.render.EmbeddedMedia;
import org.broadsheet.text.Position;
import org.commonmark.ext.footnotes.InlineFootnote;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Goes through prose and sorts what it finds. Code is left alone: it is shown, not said. */
final class ProseReader extends AbstractVisitor {
    private final String file;
    private final Matter matter;
    private final UnaryOperator<Position> place;

    /** @param place where a position of the text is in the file */
    ProseReader(String file, Matter matter, UnaryOperator<Position> place) {
        this.file = file;
        this.matter = matter;
        this.place = place;
    }

    @Override
    public void visit(Paragraph node) {
        read(Passage.Kind.PROSE, node);
    }

    @Override
    public void visit(Heading node) {
        read(Passage.Kind.HEADING, node);
    }

    @Override
    public void visit(CustomNode node) {
        if (node instanceof TableCell || node instanceof InlineFootnote) {
            read(Passage.Kind.PROSE, node);
        } else {
            visitChildren(node);
        }
    }

    @Override
    public void visit(CustomBlock node) {
        if (node instanceof TableBlock && node.getFirstChild() instanceof TableHead head) {
            matter.tables().add(new Matter.Table(at(node), !PlainText.of(head).isBlank() || isSeen(head)));
        }
        visitChildren(node);
    }

    private void read(Passage.Kind kind, Node node) {
        Passage passage = Passage.of(kind, file, node, place);
        matter.passages().add(passage);
        matter.passages().addAll(passage.links());
        visitChildren(node);
    }

    @Override
    public void visit(Link node) {
        boolean seen = !PlainText.of(node).isBlank();
        String words = seen ? PlainText.of(node) : isSeen(node) ? null : "";
        LinkUse.Origin origin = isPoint(node) ? LinkUse.Origin.POINT : LinkUse.Origin.PROSE;
        matter.links().add(new LinkUse(at(node), node.getDestination(), words, origin));
        visitChildren(node);
    }

    @Override
    public void visit(Image node) {
        String alt = PlainText.of(node);
        matter.pictures().add(new PictureUse(at(node), node.getDestination(), alt.isBlank() ? null : alt));
    }

    @Override
    public void visit(HtmlInline node) {
        readHtml(node, node.getLiteral());
    }

    @Override
    public void visit(HtmlBlock node) {
        readHtml(node, node.getLiteral());
    }

    /** Comments, scripts and code in it say nothing to a reader. */
    private void readHtml(Node node, String html) {
        Position at = at(node);
        String said = html.replaceAll("(?s)<!--.*?(-->|$)", " ");
        Document document = Jsoup.parseBodyFragment(said);
        for (Element element : document.select("a[href]")) {
            String words = node instanceof HtmlInline || !element.select("img").isEmpty() ? null : element.text();
            matter.links().add(new LinkUse(at, element.attr("href"), words, LinkUse.Origin.HTML));
        }
        for (Element element : EmbeddedMedia.in(document.body())) {
            matter.links().add(new LinkUse(at, EmbeddedMedia.url(element), null, LinkUse.Origin.HTML));
            matter.media().add(new Matter.Media(at, element.tagName()));
        }
        for (Element element : document.select("img[src]")) {
            String alt = element.hasAttr("alt") ? element.attr("alt") : null;
            matter.pictures().add(new PictureUse(at, element.attr("src"), alt));
        }
        for (Element table : document.select("table:not([role=presentation]):has(td)")) {
            matter.tables().add(new Matter.Table(at, !table.select("th").isEmpty()));
        }
        document.select("code, pre, script, style").remove();
        matter.html().add(new Matter.Html(at, said, document));
    }

    private Position at(Node node) {
        return place.apply(Positions.of(file, node));
    }

    /** {@code * [title](url), by somebody}: nothing but emphasis stands before it. */
    private static boolean isPoint(Link link) {
        Node node = link;
        while (node.getPrevious() == null && node.getParent() != null && !(node.getParent() instanceof ListItem)) {
            node = node.getParent();
        }
        return node.getPrevious() == null && node.getParent() instanceof ListItem;
    }

    /** Whether it holds something to see, though no words. */
    private static boolean isSeen(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Image || node instanceof HtmlInline || isSeen(node)) {
                return true;
            }
        }
        return false;
    }
}
