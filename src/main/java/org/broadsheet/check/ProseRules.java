package org.broadsheet.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.edition.PlainText;
import org.broadsheet.edition.Positions;
import org.broadsheet.render.EmbeddedMedia;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.broadsheet.text.Target;
import org.commonmark.ext.footnotes.InlineFootnote;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Goes through prose and reports what must not reach a reader. Code is left alone: it is shown, not said. */
final class ProseRules extends AbstractVisitor {
    private static final String OPAQUE = String.valueOf(Passage.OPAQUE);

    // What CommonMark leaves as text because the target is not one: [title](words to come).
    private static final Pattern LITERAL_LINK =
            Pattern.compile("\\]\\(([^()\\n]*(?:\\([^()\\n]*\\)[^()\\n]*){0,20})\\)"); // each takes some of the stack
    private static final Pattern LITERAL_REFERENCE =
            Pattern.compile("(?<![\\p{L}\\p{N}_\\])" + OPAQUE + "])\\[([^\\[\\]\\n]+)\\]\\[([^\\[\\]\\n]*)\\]");
    private static final Pattern LITERAL_FOOTNOTE = Pattern.compile("\\[\\^[^\\]\\s]{1,200}\\]");

    private final String file;
    private final LinkRules links;
    private final Problems problems;

    ProseRules(String file, LinkRules links, Problems problems) {
        this.file = file;
        this.links = links;
        this.problems = problems;
    }

    @Override
    public void visit(Paragraph node) {
        check(Passage.of(node));
        visitChildren(node);
    }

    @Override
    public void visit(Heading node) {
        check(Passage.of(node));
        visitChildren(node);
    }

    @Override
    public void visit(CustomNode node) {
        if (node instanceof TableCell || node instanceof InlineFootnote) {
            check(Passage.of(node));
        }
        visitChildren(node);
    }

    @Override
    public void visit(Link node) {
        links.checkLink(Positions.of(file, node), node.getDestination());
        if (PlainText.of(node).isBlank() && !shows(node)) {
            String hint = "write what it leads to between the brackets";
            problems.error("empty-link", Positions.of(file, node), "the link has no words", hint);
        }
        visitChildren(node);
    }

    @Override
    public void visit(Image node) {
        Position at = Positions.of(file, node);
        links.checkImage(at, node.getDestination());
        if (PlainText.of(node).isBlank()) {
            String hint = "write what it shows between the brackets, for those who do not see it";
            problems.warning("missing-alt", at, "the picture has no alternative text", hint);
        }
    }

    @Override
    public void visit(HtmlInline node) {
        checkHtml(node, node.getLiteral());
    }

    @Override
    public void visit(HtmlBlock node) {
        checkHtml(node, node.getLiteral());
    }

    private void check(Passage passage) {
        for (Placeholders.Finding finding : Placeholders.inProse(passage.text())) {
            report(passage.at(file, finding.offset()), finding);
        }
        for (Passage link : passage.links()) {
            Placeholders.inTitle(link.text()).forEach(finding -> report(link.at(file, finding.offset()), finding));
        }
        checkLiteralLinks(passage);
        checkReferences(passage);
    }

    private void report(Position at, Placeholders.Finding finding) {
        String message = "'" + finding.words() + "' is still to be done";
        String hint = "finish it; to show the word itself, put it in `backquotes`";
        problems.error(finding.link() ? "placeholder-link" : "todo", at, message, hint);
    }

    private void checkLiteralLinks(Passage passage) {
        Matcher matcher = LITERAL_LINK.matcher(passage.text());
        while (matcher.find()) {
            String target = matcher.group(1).strip();
            Target kind = Target.of(target);
            if (target.indexOf(Passage.OPAQUE) >= 0 || kind == Target.GOOD || kind == Target.FRAGMENT) {
                continue; // written so on purpose, with a backslash
            }
            boolean placeholder = Target.isStandingIn(target) || !target.matches(".*[/.:].*");
            problems.error(
                    placeholder ? "placeholder-link" : "broken-link",
                    passage.at(file, matcher.start()),
                    "'](" + target + ")' makes no link: its target is not a URL",
                    "give the URL, or put code in `backquotes`");
        }
    }

    private void checkReferences(Passage passage) {
        Matcher reference = LITERAL_REFERENCE.matcher(passage.text());
        while (reference.find()) {
            String label = reference.group(2).isEmpty() ? reference.group(1) : reference.group(2);
            Position at = passage.at(file, reference.start());
            String message = "'" + reference.group() + "' makes no link: '" + label + "' is not defined";
            problems.warning("undefined-reference", at, message, "add a line [" + label + "]: https://…");
        }
        Matcher footnote = LITERAL_FOOTNOTE.matcher(passage.text());
        while (footnote.find()) {
            Position at = passage.at(file, footnote.start());
            String message = "the footnote " + footnote.group() + " is not defined";
            problems.warning("undefined-reference", at, message, "add a line " + footnote.group() + ": its text");
        }
    }

    /** Comments, scripts and code in it say nothing to a reader. */
    private void checkHtml(Node node, String html) {
        Position at = Positions.of(file, node);
        String said = html.replaceAll("(?s)<!--.*?(-->|$)", " ");
        // CommonMark takes <link to be added> for a tag with attributes.
        String words = said.replaceAll("=\\s*(\"[^\"]*\"|'[^']*')", " ").replaceAll("[<>]", " ");
        Placeholders.inTitle(words).forEach(finding -> report(at, finding));
        Document document = Jsoup.parseBodyFragment(said);
        for (Element element : document.select("a[href]")) {
            links.checkLink(at, element.attr("href"));
        }
        for (Element element : EmbeddedMedia.in(document.body())) {
            links.checkLink(at, EmbeddedMedia.url(element));
            String message = "a mail cannot show <" + element.tagName() + ">: its readers get a link";
            problems.warning("embedded-media", at, message, "write a link, or a picture that links to it");
        }
        for (Element element : document.select("img[src]")) {
            links.checkImage(at, element.attr("src"));
        }
        document.select("code, pre, script, style").remove();
        Placeholders.inProse(document.body().text()).forEach(finding -> report(at, finding));
    }

    private static boolean shows(Node link) {
        for (Node node = link.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Image || node instanceof HtmlInline || shows(node)) {
                return true;
            }
        }
        return false;
    }
}
