package org.broadsheet.edition;

import java.util.Map;
import java.util.regex.Pattern;
import org.broadsheet.source.BlockKind;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;

/** Points out lines that another generator would act on and that a reader would see as they are. */
final class ForeignSyntax extends AbstractVisitor {
    private static final Map<Pattern, String> LINES = Map.of(
            Pattern.compile(":::+\\s*\\w*.*"), "an admonition of another generator",
            Pattern.compile("import\\s[^'\"]*\\sfrom\\s+['\"].*"), "an import of MDX",
            Pattern.compile("export\\s+(const|default|function)\\s.*"), "an export of MDX",
            Pattern.compile("!!!\\s+\\w+.*"), "an admonition of another generator",
            Pattern.compile("\\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\\]\\s*"), "an alert of GitHub",
            Pattern.compile("\\[\\[?_?TOC_?\\]\\]?"), "a table of contents of another generator");

    private final Manuscript manuscript;
    private final Problems problems;

    private ForeignSyntax(Manuscript manuscript, Problems problems) {
        this.manuscript = manuscript;
        this.problems = problems;
    }

    static void warn(Manuscript manuscript, Node document, Problems problems) {
        document.accept(new ForeignSyntax(manuscript, problems));
    }

    @Override
    public void visit(Paragraph node) {
        for (SourceSpan span : node.getSourceSpans()) {
            String line = manuscript.lines().get(span.getLineIndex());
            String words = line.substring(Math.min(span.getColumnIndex(), line.length()))
                    .strip();
            LINES.forEach((pattern, name) -> {
                if (pattern.matcher(words).matches()) {
                    Position at = new Position(manuscript.file(), span.getLineIndex() + 1, span.getColumnIndex() + 1);
                    problems.warning("foreign-syntax", at, "this line is " + name + " and stays as it is", "remove it");
                }
            });
        }
    }

    /** Those at the top are read as blocks; these would be shown as code. */
    @Override
    public void visit(FencedCodeBlock node) {
        String info = node.getInfo() == null ? "" : node.getInfo().strip().split("\\s", 2)[0];
        boolean inside = node.getParent() != null && node.getParent().getParent() != null;
        if (inside && BlockKind.of(info).isPresent()) {
            String message = "the " + info + " block stands inside a list or a quotation";
            problems.error("nested-block", Positions.of(manuscript.file(), node), message, "begin it at the margin");
        }
    }
}
