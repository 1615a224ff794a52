package org.broadsheet.render;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** HTML that was written among Markdown, as text: its words and its links. */
final class TextHtml {
    private final TextInlines inlines;
    private final List<String> paragraphs = new ArrayList<>();
    private final StringBuilder paragraph = new StringBuilder();

    TextHtml(TextInlines inlines) {
        this.inlines = inlines;
    }

    List<String> paragraphs(String html) {
        children(Jsoup.parseBodyFragment(html).body());
        end();
        return paragraphs;
    }

    private void children(Element parent) {
        for (Node node : parent.childNodes()) {
            if (node instanceof TextNode text) {
                paragraph.append(text.getWholeText());
            } else if (node instanceof Element element) {
                element(element);
            }
        }
    }

    private void element(Element element) {
        if (element.is("script, style, template")) {
            return;
        }
        if (EmbeddedMedia.is(element)) {
            paragraph.append(' ').append(inlines.embedded(element)).append(' ');
        }
        if (element.is("iframe")) {
            return;
        }
        if (element.is("a[href]")) {
            paragraph.append(inlines.linked(label(element), element.attr("href")));
        } else if (element.is("img")) {
            paragraph.append(element.attr("alt").isBlank() ? "" : "[" + element.attr("alt") + "]");
        } else if (element.is("del, s, strike")
                && element.select("p, div, ul, ol, table, br").isEmpty()) {
            int from = paragraph.length();
            children(element);
            paragraph.replace(from, paragraph.length(), inlines.struck(paragraph.substring(from)));
        } else if (element.isBlock() || element.is("br, summary, legend, option")) {
            end();
            children(element);
            end();
        } else {
            children(element);
        }
    }

    /** The words of a link, those of its pictures among them. */
    private static String label(Element link) {
        Element words = link.clone();
        words.select("script, style, template").remove();
        words.select("img[alt]").forEach(image -> image.replaceWith(new TextNode(" " + image.attr("alt") + " ")));
        return words.text().strip();
    }

    private void end() {
        String text = paragraph.toString().replaceAll("\\s+", " ").strip();
        if (!text.isEmpty()) {
            paragraphs.add(text);
        }
        paragraph.setLength(0);
    }
}
