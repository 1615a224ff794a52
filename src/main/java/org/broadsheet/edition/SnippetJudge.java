package org.broadsheet.edition;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.broadsheet.text.Severity;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * Finds what in a snippet would reach beyond it. It is read as a part of an edition, with a mark behind it: where the mark is not
 * found again as the paragraph and the heading that it is, the snippet has swallowed it.
 */
final class SnippetJudge {
    private static final HtmlRenderer HTML =
            HtmlRenderer.builder().extensions(Markdown.SHOWN).build();
    private static final String BEFORE = "---\nlist: l\nfrom: a@example.org\n---\n## Section\n\n";
    private static final int LINES_BEFORE = 6;
    private static final Pattern UNSEEN =
            Pattern.compile("(?s)<!--.*?-->|<\\?.*?\\?>|<!\\[CDATA\\[.*?]]>|<![A-Za-z][^>]*>");
    private static final Pattern TAG =
            Pattern.compile("<(/?)([A-Za-z][A-Za-z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>");
    private static final Pattern BEGUN = Pattern.compile("<(?:/?[A-Za-z][A-Za-z0-9-]*|!(?:--|\\[CDATA\\[)?|/|\\?)");
    private static final Set<String> WITHOUT_END = Set.of(
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr");

    /** A tag that was opened, and in which line of the body. */
    private record Open(String name, int line) {}

    private final String path;
    private final int first;
    private final String body;
    private final Problems problems;

    /**
     * @param first the line of the file with which the body begins
     * @param problems nothing yet
     */
    SnippetJudge(String path, int first, String body, Problems problems) {
        this.path = path;
        this.first = first;
        this.body = body;
        this.problems = problems;
    }

    void judge() {
        if (body.isBlank()) {
            error(1, "empty-section", "the snippet is empty", "write something, or remove the file");
            return;
        }
        structure(Markdown.outline(body));
        Set<Integer> told =
                problems.list().stream().map(problem -> problem.at().line()).collect(Collectors.toUnmodifiableSet());
        String mark = "end" + Bundle.sha256(body.getBytes(StandardCharsets.UTF_8)); // which it cannot contain
        String text = BEFORE + body + "\n\n" + mark + "\n\n## " + mark + "\n";
        Parsed parsed = EditionParser.ofEditions(Defaults.NONE).parse(path, text);
        parsed.problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(this::moved)
                .filter(problem -> !told.contains(problem.at().line())) // the same in other words
                .forEach(problems::add);
        if (problems.list().isEmpty() && !ends(parsed, mark)) {
            String hint = "close each fence, comment and tag";
            error(1, "unclosed-block", "something in the snippet is not closed, and would swallow what follows", hint);
        }
    }

    private Problem moved(Problem problem) {
        // What is not closed is noticed behind the end.
        int last = first + Math.max(1, (int) body.stripTrailing().lines().count()) - 1;
        int line = Math.min(last, Math.max(1, problem.at().line() - LINES_BEFORE + first - 1));
        Position at = new Position(path, line, problem.at().column());
        return Problem.error(problem.rule(), at, problem.message(), problem.hint());
    }

    private static boolean ends(Parsed parsed, String mark) {
        List<Section> sections =
                parsed.legible() == null ? List.of() : parsed.legible().sections();
        if (sections.size() != 2
                || !sections.get(1).title().equals(mark)
                || sections.get(0).contents().isEmpty()) {
            return false;
        }
        List<Content> contents = sections.get(0).contents();
        return contents.get(contents.size() - 1) instanceof Content.Prose prose
                && prose.document().getLastChild() instanceof Paragraph paragraph
                && PlainText.of(paragraph).equals(mark)
                && isShown(prose.document(), mark);
    }

    /** HTML ends tags and comments where Markdown does not: the mark has to be a paragraph of its own in a browser too. */
    private static boolean isShown(Node document, String mark) {
        Element last = Jsoup.parseBodyFragment(HTML.render(document)).body().lastElementChild();
        return last != null
                && last.normalName().equals("p")
                && last.attributesSize() == 0
                && last.childNodeSize() == 1
                && last.ownText().equals(mark);
    }

    /** What Markdown gives a meaning to that does not end with the snippet. */
    private void structure(Node document) {
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading && heading.getLevel() <= 2) {
                String message = "a heading of level " + heading.getLevel() + " begins a section of the edition";
                error(line(node), "heading", message, "write ### or more");
            }
            if (node instanceof FencedCodeBlock fence && fence.getInfo().strip().matches("source(\\s.*)?")) {
                error(line(node), "source", "a snippet cannot hold a source", "write it into the digest");
            }
            if (node instanceof HtmlBlock block && block.getLiteral().lines().anyMatch(SnippetMarks::isLikeOurs)) {
                String message = "a comment like those between which snippets stand in an edition";
                error(line(node), "comment", message, "give it other words");
            }
        }
        definitions(document);
        Node whole = Markdown.parse(path, body, new Problems());
        Deque<Open> open = new ArrayDeque<>();
        tags(whole, open);
        Open first = open.pollLast();
        if (first != null) {
            String hint = "close it with </" + first.name() + ">";
            error(first.line(), "unclosed-html", "<" + first.name() + "> is not closed", hint);
        }
    }

    private void definitions(Node below) {
        for (Node node = below.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof LinkReferenceDefinition) {
                String message = "a definition of a link counts in the whole edition";
                error(line(node), "definition", message, "write the URL where the link is: [words](https://…)");
            } else if (node instanceof FootnoteDefinition) {
                String message = "a footnote counts in the whole edition";
                error(line(node), "definition", message, "write it where it belongs: ^[the note]");
            }
            definitions(node);
        }
    }

    /** Depth first, in the order of the text; Markdown in an edition is never deep. */
    private void tags(Node below, Deque<Open> open) {
        for (Node node = below.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof HtmlBlock block) {
                tags(block, block.getLiteral(), open);
            } else if (node instanceof HtmlInline inline) {
                tags(inline, inline.getLiteral(), open);
            }
            tags(node, open);
        }
    }

    private void tags(Node node, String html, Deque<Open> open) {
        String seen = UNSEEN.matcher(html).replaceAll("");
        Matcher begun = BEGUN.matcher(TAG.matcher(seen).replaceAll(""));
        if (begun.find()) {
            error(line(node), "unclosed-html", "'" + begun.group() + "' does not end", "end it, or write &lt; for <");
        }
        Matcher tag = TAG.matcher(seen);
        while (tag.find()) {
            String name = tag.group(2).toLowerCase(Locale.ROOT);
            if (WITHOUT_END.contains(name)) {
                continue;
            }
            if (tag.group(1).isEmpty()) {
                open.push(new Open(name, line(node)));
                continue;
            }
            Open last = open.poll();
            if (last == null || !last.name().equals(name)) {
                error(line(node), "unclosed-html", "</" + name + "> closes what is not open here", "remove it");
            }
        }
    }

    private int line(Node node) {
        return node.getSourceSpans().isEmpty()
                ? 1
                : node.getSourceSpans().get(0).getLineIndex() + 1;
    }

    /** @param line of the body */
    private void error(int line, String rule, String message, String hint) {
        problems.error(rule, new Position(path, first + line - 1, 1), message, hint);
    }
}
