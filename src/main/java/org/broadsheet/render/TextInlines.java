package org.broadsheet.render;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.broadsheet.edition.SlotNode;
import org.commonmark.ext.footnotes.FootnoteReference;
import org.commonmark.ext.footnotes.InlineFootnote;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Writes what stands inside a paragraph, not yet wrapped; a line feed is a line break that was asked for. */
final class TextInlines extends AbstractVisitor {
    /** Elements whose content HTML does not show. */
    private static final String UNSEEN = "(?is)<(script|style)\\b.*";

    private static final String UNSEEN_END = "(?i)</(script|style)\\s*>";
    private static final String STRIKE = "(?i)<(del|s|strike)(\\s[^>]*)?>";
    private static final String STRIKE_END = "(?i)</(del|s|strike)\\s*>";
    private static final int SEEN = -1;

    private final Footnotes footnotes;
    private final Slots slots;
    private final Words words;
    private final ToIntFunction<String> reference;
    private Deque<HtmlLink> htmlLinks = new ArrayDeque<>();
    private Deque<Integer> htmlStrikes = new ArrayDeque<>();
    private StringBuilder out = new StringBuilder();
    private int unseenFrom = SEEN;

    /** A link that was begun as HTML, and where its label begins. */
    private record HtmlLink(int from, String url) {}

    /** @param reference gives a URL its number */
    TextInlines(Footnotes footnotes, Slots slots, Words words, ToIntFunction<String> reference) {
        this.footnotes = footnotes;
        this.slots = slots;
        this.words = words;
        this.reference = reference;
    }

    /** Of all that the node holds. */
    String text(Node node) {
        StringBuilder around = out;
        Deque<HtmlLink> linksAround = htmlLinks;
        Deque<Integer> strikesAround = htmlStrikes;
        out = new StringBuilder();
        htmlLinks = new ArrayDeque<>();
        htmlStrikes = new ArrayDeque<>();
        visitChildren(node);
        while (!htmlLinks.isEmpty()) {
            end(htmlLinks.pop()); // never closed, or not here
        }
        String text = out.toString();
        out = around;
        htmlLinks = linksAround;
        htmlStrikes = strikesAround;
        return text;
    }

    /** @param title of it, where it is not shown otherwise */
    String picture(Image image, @Nullable String title) {
        String alt = text(image);
        String shown = alt.isBlank() ? words.say("photo") : words.say("photo") + words.say("colon") + " " + alt;
        return titled("[" + shown + "]", alt, title);
    }

    /** What appears under a pointer stands in brackets here, unless the words say the same. */
    private static String titled(String shown, String words, @Nullable String title) {
        return title == null || title.isBlank() || title.strip().equals(words.strip())
                ? shown
                : shown + " (" + title.strip().replaceAll("\\s+", " ") + ")";
    }

    String linked(String label, Link link) {
        return linked(titled(label, label, link.getTitle()), link.getDestination());
    }

    /** The label with the number of its target; the target alone where the label says the same. */
    String linked(String label, String url) {
        String target = slots.markUrl(url);
        String shown = label.strip();
        if (target.startsWith("#") || !MailSafelist.isSafeLink(target)) {
            return shown;
        }
        String bare = target.replaceFirst("^mailto:", "");
        if (shown.isEmpty() || shown.equals(target) || shown.equals(bare)) {
            return bare;
        }
        return shown + " [" + reference.applyAsInt(target) + "]";
    }

    /** A link to what HTML would show in place; nothing when it leads nowhere that mail may lead. */
    String embedded(Element element) {
        String url = EmbeddedMedia.url(element);
        return MailSafelist.isSafeLink(url) ? linked(EmbeddedMedia.label(element), url) : "";
    }

    @Override
    public void visit(Text text) {
        out.append(text.getLiteral());
    }

    @Override
    public void visit(Code code) {
        out.append('`').append(code.getLiteral()).append('`');
    }

    @Override
    public void visit(Emphasis emphasis) {
        out.append('_').append(text(emphasis)).append('_');
    }

    @Override
    public void visit(StrongEmphasis strong) {
        out.append('*').append(text(strong)).append('*');
    }

    @Override
    public void visit(Link link) {
        out.append(linked(text(link), link));
    }

    @Override
    public void visit(Image image) {
        out.append(picture(image, image.getTitle()));
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
        out.append(' ');
    }

    @Override
    public void visit(HardLineBreak lineBreak) {
        out.append('\n');
    }

    @Override
    public void visit(CustomNode node) {
        if (node instanceof SlotNode slot) {
            out.append(slots.mark(slot.slot()));
        } else if (node instanceof FootnoteReference note) {
            int number = footnotes.number(note);
            out.append(number == 0 ? "[^" + note.getLabel() + "]" : noted(number));
        } else if (node instanceof InlineFootnote note) {
            out.append(noted(footnotes.number(note)));
        } else if (node instanceof Strikethrough) {
            out.append(struck(text(node)));
        } else {
            visitChildren(node);
        }
    }

    /** Signs alone are read past, and then what was withdrawn is said. */
    String struck(String text) {
        return text.isBlank() ? text : words.say("struck", Map.of("text", text));
    }

    private String noted(int number) {
        return " [" + words.say("footnote_mark", Map.of("number", String.valueOf(number))) + "]";
    }

    /** One tag at a time: a line break, a picture, or the begin or end of a link; others say nothing in text. */
    @Override
    public void visit(HtmlInline html) {
        String tag = html.getLiteral();
        if (tag.matches("(?i)<br\\s*/?>")) {
            out.append('\n');
        } else if (tag.matches(UNSEEN) && unseenFrom == SEEN) {
            unseenFrom = out.length();
        } else if (tag.matches(UNSEEN_END) && unseenFrom != SEEN) {
            out.setLength(Math.min(unseenFrom, out.length()));
            unseenFrom = SEEN;
        } else if (tag.matches(STRIKE)) {
            htmlStrikes.push(out.length());
        } else if (tag.matches(STRIKE_END) && !htmlStrikes.isEmpty()) {
            int from = Math.min(htmlStrikes.pop(), out.length());
            String struck = struck(out.substring(from));
            out.replace(from, out.length(), struck);
        } else if (tag.equalsIgnoreCase("</a>") && !htmlLinks.isEmpty()) {
            end(htmlLinks.pop());
        } else {
            @Nullable Element link = Jsoup.parseBodyFragment(tag).selectFirst("a[href]");
            if (link != null) {
                htmlLinks.push(new HtmlLink(out.length(), link.attr("href")));
            }
            @Nullable Element picture = Jsoup.parseBodyFragment(tag).selectFirst("img[alt]");
            if (picture != null && !picture.attr("alt").isBlank()) {
                out.append('[').append(picture.attr("alt")).append(']');
            }
            EmbeddedMedia.in(Jsoup.parseBodyFragment(tag).body())
                    .forEach(element -> out.append(embedded(element)).append(' '));
        }
    }

    private void end(HtmlLink link) {
        String label = out.substring(link.from());
        out.setLength(link.from());
        out.append(linked(label, link.url()));
    }
}
