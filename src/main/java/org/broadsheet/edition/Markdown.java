package org.broadsheet.edition;

import java.util.List;
import org.broadsheet.text.Problems;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.Parser;

/** The Markdown of editions: CommonMark with tables, bare links, strikethrough, footnotes and slots. */
final class Markdown {
    private static final int DEEPEST = 50; // quotes and lists in each other; a hostile file has no more either
    private static final List<Extension> BLOCKS = List.of(
            TablesExtension.create(),
            FootnotesExtension.builder().inlineFootnotes(true).build());
    private static final List<Extension> ALL =
            List.of(BLOCKS.get(0), BLOCKS.get(1), AutolinkExtension.create(), StrikethroughExtension.create());

    /** What they add stands where it is written; footnotes stand elsewhere. */
    static final List<Extension> SHOWN = List.of(BLOCKS.get(0), ALL.get(3));

    private Markdown() {}

    static Node parse(String file, String text, Problems problems) {
        Nesting nesting = new Nesting();
        Node document = Parser.builder()
                .postProcessor(nesting) // before the others, which recurse
                .postProcessor(new WordsInAngles())
                .postProcessor(new HalfCharacters())
                .extensions(ALL)
                .maxOpenBlockParsers(DEEPEST)
                .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
                .customInlineContentParserFactory(BraceParser.factory(file, problems))
                .build()
                .parse(text);
        nesting.cut().stream().findFirst().ifPresent(node -> {
            String message =
                    "emphasis, links, lists or quotes stand more than " + Nesting.DEEPEST + " deep in each other";
            problems.error("nested-too-deeply", Positions.of(file, node), message, "is a mark of emphasis not closed?");
        });
        return document;
    }

    /** The blocks alone, their text unread: where headings and fences stand. */
    static Node outline(String text) {
        return blocks(text, IncludeSourceSpans.BLOCKS, (lines, node) -> {});
    }

    /** Whether a paragraph cannot be read within reason, which is reported. */
    static boolean isTangled(String file, String text, Problems problems) {
        Tangle tangle = new Tangle();
        blocks(text, IncludeSourceSpans.BLOCKS_AND_INLINES, tangle);
        return tangle.report(file, problems);
    }

    private static Node blocks(String text, IncludeSourceSpans spans, InlineParser inlines) {
        return Parser.builder()
                .extensions(BLOCKS)
                .maxOpenBlockParsers(DEEPEST)
                .includeSourceSpans(spans)
                .inlineParserFactory(context -> inlines)
                .build()
                .parse(text);
    }
}
