package org.broadsheet.render;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.broadsheet.edition.Positions;
import org.broadsheet.render.Footnotes.Note;
import org.broadsheet.text.Position;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Document;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Cleaner;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/** Markdown as HTML for a mail: safe, balanced, without styles (the template's CSS is inlined later). */
final class HtmlMarkup implements Markup {
    private static final Cleaner CLEANER = new Cleaner(new MailSafelist());

    /** Words and nothing else, most titles and names: no tag, reference or control, and nothing that would become a link. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{M}\\p{Nd} \n,.;!?()'’“”„…–—+/-]*");

    private static final Evaluator OUR_HEADINGS = Selector.evaluatorOf("h1, h2");
    private static final Evaluator TO_A_PLACE = Selector.evaluatorOf("a[href^=#]");
    private static final Evaluator IMAGE = Selector.evaluatorOf("img");
    private static final Evaluator ANCHOR = Selector.evaluatorOf("a");

    private final Position file;
    private final Footnotes footnotes;
    private final Slots slots;
    private final Pictures pictures;
    private final Set<String> optional;
    private final InlineDocuments lines;
    private final HtmlRenderer renderer;
    private Position place; // of what is being rendered

    /**
     * @param file of the edition
     * @param optional the ids of sections that not every reader gets
     */
    HtmlMarkup(
            Position file,
            Footnotes footnotes,
            Slots slots,
            Pictures pictures,
            Set<String> optional,
            InlineDocuments lines) {
        this.file = file;
        this.footnotes = footnotes;
        this.slots = slots;
        this.pictures = pictures;
        this.optional = optional;
        this.lines = lines;
        this.place = file;
        this.renderer = HtmlRenderer.builder()
                .nodeRendererFactory(context -> new MailNodes(context, footnotes, slots, pictures, place))
                .extensions(List.of(TablesExtension.create(), StrikethroughExtension.create()))
                .build();
    }

    @Override
    public String prose(Document document, Position at) {
        return clean(render(document, at), at, document);
    }

    @Override
    public String heading(Node heading, Position at) {
        return clean(renderChildren(heading, at), at, heading);
    }

    @Override
    public String inline(String markdown, Position at) {
        Node paragraph = lines.of(markdown).getFirstChild();
        return paragraph == null ? "" : clean(renderChildren(paragraph, at), at, null);
    }

    @Override
    public String endOfSection() {
        StringBuilder out = new StringBuilder();
        for (List<Note> owed = footnotes.takeOwed(); !owed.isEmpty(); owed = footnotes.takeOwed()) {
            out.append("<ol class=\"footnotes\" start=\"")
                    .append(owed.get(0).number())
                    .append("\">\n");
            owed.forEach(note -> out.append(item(note)));
            out.append("</ol>\n");
        }
        return out.toString();
    }

    private String item(Note note) {
        Position at = Positions.of(file.file(), note.content());
        String text = clean(renderChildren(note.content(), at), at, note.content());
        String back = " <a href=\"#fnref-" + note.number() + "\" aria-label=\"↑\">↑</a>";
        String linked = text.endsWith("</p>") ? text.substring(0, text.length() - 4) + back + "</p>" : text + back;
        return "<li id=\"fn-" + note.number() + "\">" + linked + "</li>\n";
    }

    private String renderChildren(Node parent, Position at) {
        StringBuilder out = new StringBuilder();
        Markdown.children(parent).forEach(child -> out.append(render(child, at)));
        return out.toString().strip();
    }

    private String render(Node node, Position at) {
        place = at;
        return renderer.render(node);
    }

    /** @param from what it was rendered from, where its nodes know their places */
    private String clean(String html, Position at, @Nullable Node from) {
        if (PLAIN.matcher(html).matches()) {
            return html.strip();
        }
        org.jsoup.nodes.Document written = Jsoup.parseBodyFragment(html);
        EmbeddedMedia.addLinks(written.body());
        org.jsoup.nodes.Document cleaned = CLEANER.clean(written);
        cleaned.outputSettings().prettyPrint(false);
        Element body = cleaned.body();
        body.select(OUR_HEADINGS).tagName("h3"); // those above are the template's
        // Of a link to what a reader may not have, the words are kept: it would lead nowhere.
        body.select(TO_A_PLACE).stream()
                .filter(link -> optional.contains(link.attr("href").substring(1)))
                .forEach(Element::unwrap);
        body.select(IMAGE).forEach(image -> {
            settle(image, at, from);
            @Nullable Element around = image.closest("p, li, td, th, h3, h4, h5, h6");
            if (around != null) {
                around.addClass("pictured");
            }
        });
        body.select(ANCHOR).stream()
                .filter(link -> link.attributesSize() == 0) // to where mail does not lead
                .forEach(Element::unwrap);
        BareLinks.link(body);
        WholeWords.mark(body);
        return body.html().strip();
    }

    /** A picture that came as HTML. */
    private void settle(Element image, Position at, @Nullable Node from) {
        String src = image.attr("src");
        if (pictures.shows(src) || Pictures.isOnTheWeb(src)) {
            return;
        }
        Position place = from == null ? at : RawHtml.place(from, src, at);
        View.Picture picture = pictures.picture(place, src, image.attr("alt"), Pictures.Box.COLUMN, null, null);
        image.attr("src", picture.src());
        if (!image.hasAttr("width") && !image.hasAttr("height")) {
            image.attr("width", String.valueOf(picture.width()));
            image.attr("height", String.valueOf(picture.height()));
        }
    }
}
