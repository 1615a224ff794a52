package org.broadsheet.edition;

import java.util.List;
import java.util.Set;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.node.Document;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * The Markdown of one line, such as the summary of an entry: marks, links, no blocks.
 *
 * @param document of one paragraph, or none
 * @param whole whether all marks were read; of more than anybody writes, some stand as text or are dropped
 */
public record InlineMarkdown(Document document, boolean whole) {
    public static InlineMarkdown parse(String markdown) {
        String line = markdown.replaceAll("\\s*\n\\s*", " ").strip();
        if (Tangle.isIn(line)) {
            Document document = new Document();
            Paragraph paragraph = new Paragraph();
            paragraph.appendChild(new Text(line));
            document.appendChild(paragraph);
            return new InlineMarkdown(document, false);
        }
        Nesting nesting = new Nesting();
        Document document = (Document) Parser.builder()
                .enabledBlockTypes(Set.of())
                .postProcessor(nesting) // before the others, which recurse
                .postProcessor(new WordsInAngles())
                .postProcessor(new HalfCharacters())
                .extensions(List.of(AutolinkExtension.create(), StrikethroughExtension.create()))
                .includeSourceSpans(IncludeSourceSpans.NONE)
                .build()
                .parse(line);
        return new InlineMarkdown(document, nesting.cut().isEmpty());
    }
}
