package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;

/** Points out what somebody wrote and no reader would get, because Markdown or a mail has no place for it. */
final class Unseen extends AbstractVisitor {
    private final Manuscript manuscript;
    private final Problems problems;
    private final List<LinkReferenceDefinition> definitions = new ArrayList<>();
    private final Set<String> targets = new HashSet<>();
    private boolean inPicture;

    private Unseen(Manuscript manuscript, Problems problems) {
        this.manuscript = manuscript;
        this.problems = problems;
    }

    /** @param title the heading that is shown as the title of the edition, which is plain text */
    static void warn(Manuscript manuscript, Node document, Optional<Heading> title, Problems problems) {
        Unseen unseen = new Unseen(manuscript, problems);
        document.accept(unseen);
        unseen.reportDefinitions();
        title.ifPresent(unseen::title);
        UnseenFootnotes.of(document).forEach(found -> unseen.report(found.definition(), found.message(), found.hint()));
    }

    private void report(Node node, String message, String hint) {
        problems.warning("unseen-text", Positions.of(manuscript.file(), node), message, hint);
    }

    private void title(Heading heading) {
        heading.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                report(
                        link,
                        "the title of an edition is plain text, so its link is lost",
                        "link it from the text below");
            }

            @Override
            public void visit(Image image) {
                report(image, "the title of an edition is plain text, so its picture is lost", "move it below");
            }

            @Override
            public void visit(HtmlInline html) {
                if (html.getLiteral().matches("(?is)<(a|img)\\b.*")) {
                    report(html, "the title of an edition is plain text, so its HTML is lost", "move it below");
                }
            }
        });
    }

    @Override
    public void visit(LinkReferenceDefinition definition) {
        definitions.add(definition);
    }

    private void reportDefinitions() {
        Set<String> labels = new HashSet<>();
        for (LinkReferenceDefinition definition : definitions) {
            boolean first = labels.add(key(definition.getLabel()));
            // [//]: # (words) is how people write comments.
            if (!definition.getDestination().matches("#?")
                    && !targets.contains(target(definition.getDestination(), definition.getTitle()))) {
                String label = "'[" + definition.getLabel() + "]'";
                report(
                        definition,
                        first ? "nothing refers to " + label : label + " is defined already, so this target is lost",
                        first ? "link to it, or remove it" : "give it a label of its own");
            }
        }
    }

    // CommonMark 0.31 §4.7
    static String key(String label) {
        return label.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    private static String target(String destination, @org.jspecify.annotations.Nullable String title) {
        return destination + "\n" + (title == null ? "" : title);
    }

    @Override
    public void visit(Link link) {
        targets.add(target(link.getDestination(), link.getTitle()));
        if (inPicture) {
            report(link, "a link inside the description of a picture leads nowhere", "put the link around the picture");
        }
        visitChildren(link);
    }

    @Override
    public void visit(Image image) {
        targets.add(target(image.getDestination(), image.getTitle()));
        boolean outer = inPicture;
        inPicture = true;
        visitChildren(image);
        inPicture = outer;
    }

    @Override
    public void visit(CustomBlock block) {
        if (block instanceof TableBlock && block.getFirstChild() instanceof TableHead head) {
            int columns = count(head.getFirstChild());
            for (Node part = head.getNext(); part != null; part = part.getNext()) {
                for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                    row(row, columns);
                }
            }
        }
        visitChildren(block);
    }

    private static int count(Node row) {
        int count = 0;
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            count++;
        }
        return count;
    }

    private void row(Node row, int columns) {
        if (!(row instanceof TableRow) || row.getSourceSpans().isEmpty()) {
            return;
        }
        SourceSpan span = row.getSourceSpans().get(0);
        String line = manuscript.lines().get(span.getLineIndex());
        String words =
                line.substring(Math.min(span.getColumnIndex(), line.length())).strip();
        List<String> cells = List.of(words.replaceFirst("^\\|", "").split("(?<!\\\\)\\|"));
        boolean lost = cells.stream().skip(columns).anyMatch(cell -> !cell.isBlank());
        if (lost) {
            Position at = new Position(manuscript.file(), span.getLineIndex() + 1, span.getColumnIndex() + 1);
            String message =
                    "the row has more cells than the table has columns (" + columns + "), and the rest is lost";
            problems.warning("unseen-text", at, message, "add a column to the head, or write \\| for a bar in a cell");
        }
    }

    @Override
    public void visit(HtmlInline html) {
        Node next = html.getNext();
        boolean framed = html.getLiteral().regionMatches(true, 0, "<iframe", 0, 7)
                && !(next instanceof HtmlInline end && end.getLiteral().startsWith("</"));
        html(html, framed ? html.getLiteral() + "…" : html.getLiteral());
    }

    @Override
    public void visit(HtmlBlock html) {
        Optional<String> unended = HiddenHtml.unended(html.getLiteral());
        if (unended.isPresent()) {
            String message =
                    "'" + unended.get() + "' begins here and does not end: all that follows would reach nobody";
            problems.error("unclosed-block", Positions.of(manuscript.file(), html), message, "end it, or remove it");
        } else {
            html(html, html.getLiteral());
        }
    }

    private void html(Node node, String html) {
        HiddenHtml.in(html).ifPresent(message -> report(node, message, HiddenHtml.HINT));
    }
}
