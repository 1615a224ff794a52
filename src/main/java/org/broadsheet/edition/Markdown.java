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
import org.commonmark.parser.SourceLines;

/** The Markdown of editions: CommonMark with tables, bare links, strikethrough, footnotes and slots. */
final class Markdown {
    private static final int DEEPEST = 50; // quotes and lists in each other; a hostile file has no more either
    private static final List<Extension> BLOCKS = List.of(
            TablesExtension.create(),
            FootnotesExtension.builder().inlineFootnotes(true).build());
    private static final List<Extension> ALL =
            List.of(BLOCKS.get(0), BLOCKS.get(1), AutolinkExtension.create(), StrikethroughExtension.create());

    private Markdown() {}

    static Node parse(String file, String text, Problems problems) {
        return Parser.builder()
                .extensions(ALL)
                .maxOpenBlockParsers(DEEPEST)
                .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
                .customInlineContentParserFactory(BraceParser.factory(file, problems))
                .build()
                .parse(text);
    }

    /** The blocks alone, their text unread: where headings and fences stand. */
    static Node outline(String text) {
        return Parser.builder()
                .extensions(BLOCKS)
                .maxOpenBlockParsers(DEEPEST)
                .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .inlineParserFactory(context -> new InlineParser() {
                    @Override
                    public void parse(SourceLines lines, Node node) {}
                })
                .build()
                .parse(text);
    }
}
