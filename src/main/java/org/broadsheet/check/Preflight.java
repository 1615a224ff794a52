package org.broadsheet.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.broadsheet.edition.Content;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.edition.Parsed;
import org.broadsheet.edition.Section;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The gate before a send: nothing unfinished and no link that leads nowhere goes to a reader. */
public final class Preflight {
    private final Edition edition;
    private final String file;
    private final Problems problems = new Problems();
    private final LinkRules links;

    private Preflight(String file, Edition edition) {
        this.file = file;
        this.edition = edition;
        this.links = new LinkRules(anchors(edition), problems);
    }

    /**
     * What is wrong with a file, what its parser found included, in the order of its lines. An edition with an error
     * among them must not be sent.
     */
    public static List<Problem> check(Parsed parsed) {
        Edition edition = parsed.legible();
        List<Problem> found = edition == null ? List.of() : new Preflight(parsed.file(), edition).check();
        return Stream.concat(parsed.problems().stream(), found.stream())
                .distinct()
                .sorted(Comparator.comparingInt(
                                (Problem problem) -> problem.at().line())
                        .thenComparingInt(problem -> problem.at().column()))
                .toList();
    }

    private List<Problem> check() {
        checkFrontMatter(edition.front());
        check(edition.opening());
        for (Section section : edition.sections()) {
            checkSection(section);
        }
        if (edition.opening().isEmpty() && edition.sections().isEmpty()) {
            problems.error("empty-edition", Position.wholeFile(file), "the edition says nothing", "write something");
        }
        return problems.list();
    }

    private void checkFrontMatter(FrontMatter front) {
        checkWords(Position.wholeFile(file), "the subject", front.subject());
        checkWords(Position.wholeFile(file), "the title", front.title());
        checkWords(Position.wholeFile(file), "the preheader", front.preheader());
    }

    private void checkSection(Section section) {
        checkWords(section.at(), "the section's title", section.title());
        String hint = "finish it and set status=done, or remove the status";
        if (section.status() == Section.Status.TODO) {
            problems.error("unfinished-section", section.at(), "the section is still to be written", hint);
        } else if (section.status() == Section.Status.DRAFT) {
            problems.warning("unfinished-section", section.at(), "the section is a draft", hint);
        }
        if (section.contents().isEmpty()) {
            problems.warning("empty-section", section.at(), "the section is empty", "write it, or remove its heading");
        }
        check(section.contents());
    }

    private void check(List<Content> contents) {
        ItemRules items = new ItemRules(links);
        for (Content content : contents) {
            if (content instanceof Content.Prose prose) {
                prose.document().accept(new ProseRules(file, links, problems));
            } else if (content instanceof Content.Block block) {
                checkWords(block.at(), "the block's title", block.title());
                block.items().forEach(item -> items.check(item, problems));
            }
        }
    }

    private void checkWords(Position at, String what, @Nullable String text) {
        for (Placeholders.Finding finding : Placeholders.inTitle(text == null ? "" : text)) {
            String message = "'" + finding.words() + "' in " + what + " is still to be done";
            problems.error(finding.link() ? "placeholder-link" : "todo", at, message, "finish it");
        }
    }

    /** What a link inside the edition may lead to. */
    private static Set<String> anchors(Edition edition) {
        Set<String> anchors = new HashSet<>();
        List<Content> contents = new ArrayList<>(edition.opening());
        for (Section section : edition.sections()) {
            anchors.add(section.id());
            contents.addAll(section.contents());
        }
        for (Content content : contents) {
            if (content instanceof Content.Prose prose) {
                prose.document().accept(new HtmlAnchors(anchors));
            }
        }
        return anchors;
    }

    private static final class HtmlAnchors extends AbstractVisitor {
        private final Set<String> anchors;

        HtmlAnchors(Set<String> anchors) {
            this.anchors = anchors;
        }

        @Override
        public void visit(HtmlInline node) {
            collect(node.getLiteral());
        }

        @Override
        public void visit(HtmlBlock node) {
            collect(node.getLiteral());
        }

        private void collect(String html) {
            for (Element element : Jsoup.parseBodyFragment(html).select("[id], a[name]")) {
                anchors.add(element.hasAttr("id") ? element.id() : element.attr("name"));
            }
        }
    }
}
