package org.broadsheet.render;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.broadsheet.edition.Positions;
import org.broadsheet.edition.SlotNode;
import org.broadsheet.text.Position;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.footnotes.FootnoteReference;
import org.commonmark.ext.footnotes.InlineFootnote;
import org.commonmark.node.Emphasis;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.CoreHtmlNodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;
import org.jspecify.annotations.Nullable;

/** The nodes that a mail shows differently from a web page. */
final class MailNodes implements NodeRenderer {
    private static final int HIGHEST_HEADING = 3; // the edition has 1, a section 2

    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;
    private final CoreHtmlNodeRenderer core;
    private final Footnotes footnotes;
    private final Slots slots;
    private final Pictures pictures;
    private final Position at;

    MailNodes(HtmlNodeRendererContext context, Footnotes footnotes, Slots slots, Pictures pictures, Position at) {
        this.context = context;
        this.html = context.getWriter();
        this.core = new CoreHtmlNodeRenderer(context);
        this.footnotes = footnotes;
        this.slots = slots;
        this.pictures = pictures;
        this.at = at;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(
                Heading.class,
                Image.class,
                Link.class,
                Paragraph.class,
                FootnoteReference.class,
                FootnoteDefinition.class,
                InlineFootnote.class,
                SlotNode.class);
    }

    @Override
    public void render(Node node) {
        if (node instanceof Heading heading) {
            heading(heading);
        } else if (node instanceof Image image) {
            image(image, title(image.getTitle()));
        } else if (node instanceof Link link) {
            link(link);
        } else if (node instanceof Paragraph paragraph) {
            paragraph(paragraph);
        } else if (node instanceof FootnoteReference reference) {
            reference(footnotes.number(reference), reference.getLabel());
        } else if (node instanceof InlineFootnote note) {
            reference(footnotes.number(note), "");
        } else if (node instanceof SlotNode slot) {
            html.text(slots.mark(slot.slot()));
        }
        // The definition of a footnote is shown at the end of the section that refers to it.
    }

    private void heading(Heading heading) {
        String tag = "h" + Math.max(HIGHEST_HEADING, heading.getLevel());
        html.line();
        html.tag(tag);
        children(heading);
        html.tag("/" + tag);
        html.line();
    }

    private void link(Link link) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("href", slots.markUrl(link.getDestination()));
        if (link.getTitle() != null) {
            attributes.put("title", link.getTitle());
        }
        html.tag("a", attributes);
        children(link);
        html.tag("/a");
    }

    private void image(Image image, Map<String, String> more) {
        View.Picture picture = pictures.picture(
                Positions.of(at.file(), image),
                image.getDestination(),
                Markdown.plain(image, slots),
                Pictures.Box.COLUMN,
                null,
                null);
        Map<String, String> attributes = new LinkedHashMap<>(more);
        attributes.put("src", picture.src());
        attributes.put("alt", picture.alt());
        if (picture.height() > 0) {
            attributes.put("width", String.valueOf(picture.width()));
            attributes.put("height", String.valueOf(picture.height()));
        }
        html.tag("img", attributes, true);
    }

    private static Map<String, String> title(@Nullable String title) {
        return title == null || title.isBlank() ? Map.of() : Map.of("title", title);
    }

    private void paragraph(Paragraph paragraph) {
        Markdown.Figure figure = Markdown.figure(paragraph);
        if (figure != null) {
            figure(figure);
        } else if (!Markdown.isCaption(paragraph)) {
            core.render(paragraph);
        }
    }

    private void figure(Markdown.Figure figure) {
        html.line();
        html.tag("div", Map.of("class", "photo"));
        if (figure.link() != null) {
            Map<String, String> link = new LinkedHashMap<>(title(figure.link().getTitle()));
            link.put("href", slots.markUrl(figure.link().getDestination()));
            html.tag("a", link);
        }
        Map<String, String> attributes = new LinkedHashMap<>(
                figure.caption() == null ? Map.of() : title(figure.image().getTitle()));
        attributes.put("class", "picture");
        image(figure.image(), attributes);
        if (figure.link() != null) {
            html.tag("/a");
        }
        caption(figure.caption(), figure.image().getTitle());
        html.tag("/div");
        html.line();
    }

    private void caption(@Nullable Emphasis caption, @Nullable String title) {
        if (caption == null && (title == null || title.isBlank())) {
            return;
        }
        html.tag("div", Map.of("class", "caption"));
        if (caption != null) {
            children(caption);
        } else {
            html.text(title);
        }
        html.tag("/div");
    }

    private void reference(int number, String label) {
        if (number == 0) {
            html.text("[^" + label + "]");
            return;
        }
        // An id stands once in a page: the note leads back to where it was first referred to.
        html.tag("sup", footnotes.isFirst(number) ? Map.of("id", "fnref-" + number) : Map.of());
        html.tag("a", Map.of("href", "#fn-" + number));
        html.text(String.valueOf(number));
        html.tag("/a");
        html.tag("/sup");
    }

    private void children(Node parent) {
        Markdown.children(parent).forEach(context::render);
    }
}
