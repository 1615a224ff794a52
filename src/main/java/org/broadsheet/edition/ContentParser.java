package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.broadsheet.source.BlockKind;
import org.broadsheet.source.Item;
import org.broadsheet.source.ItemParser;
import org.broadsheet.text.Nearest;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;

/** Makes prose and blocks of the nodes of one section. */
final class ContentParser {
    private static final List<String> WORDS =
            Stream.of(BlockKind.values()).map(BlockKind::word).toList();

    private final Manuscript manuscript;
    private final boolean sources;
    private final Problems problems;
    private final List<Content> contents = new ArrayList<>();
    private final List<Node> prose = new ArrayList<>();
    private final List<SourceBlock> found = new ArrayList<>();
    private boolean failed;

    ContentParser(Manuscript manuscript, boolean sources, Problems problems) {
        this.manuscript = manuscript;
        this.sources = sources;
        this.problems = problems;
    }

    void take(Node node) {
        if (node instanceof FencedCodeBlock fence && isOurs(fence)) {
            finishProse();
            take(fence);
        } else {
            prose.add(node);
        }
    }

    List<Content> finish() {
        finishProse();
        return List.copyOf(contents);
    }

    /** Whether a source was met that could not be collected. */
    boolean hasFailed() {
        return failed;
    }

    /** The sources of a digest that were met. */
    List<SourceBlock> sources() {
        return List.copyOf(found);
    }

    private void finishProse() {
        boolean visible = prose.stream().anyMatch(node -> !(node instanceof LinkReferenceDefinition));
        if (visible) {
            Document document = new Document();
            Position at = Positions.of(manuscript.file(), prose.get(0));
            prose.forEach(document::appendChild);
            contents.add(new Content.Prose(at, document));
        }
        prose.clear();
    }

    private boolean isOurs(FencedCodeBlock fence) {
        Position at = Positions.of(manuscript.file(), fence);
        String word = word(fence);
        boolean ours = WORDS.contains(word) || word.equals("source");
        if (fence.getClosingFenceLength() == null) {
            String message = "the block is not closed: all that follows is part of it";
            problems.error("unclosed-block", at, message, "end it with a line of " + fence(fence));
        }
        if (!ours) {
            Nearest.within(1, word, WORDS)
                    .ifPresent(near -> problems.warning(
                            "unknown-block", at, "'" + word + "' is shown as code", "did you mean '" + near + "'?"));
        }
        return ours;
    }

    private void take(FencedCodeBlock fence) {
        Position at = Positions.of(manuscript.file(), fence);
        String info = fence.getInfo().strip();
        String rest = info.substring(word(fence).length());
        Position restAt = new Position(
                at.file(),
                at.line(),
                at.column() + fence.getOpeningFenceLength() + word(fence).length());
        BlockKind.of(word(fence))
                .ifPresentOrElse(
                        kind -> block(kind, fence, at, restAt, rest), () -> source(source(fence, at, restAt, rest)));
    }

    private void block(BlockKind kind, FencedCodeBlock fence, Position at, Position restAt, String rest) {
        Attributes attributes = Attributes.parse(restAt, rest, Set.of("title"), problems);
        Position first = new Position(at.file(), at.line() + 1, 1 + fence.getFenceIndent());
        List<Item> items = ItemParser.parse(kind, first, fence.getLiteral(), problems);
        if (!items.isEmpty()) {
            contents.add(new Content.Block(at, kind, attributes.text("title"), items));
        }
    }

    private static SourceBlock source(FencedCodeBlock fence, Position at, Position restAt, String rest) {
        List<SourceSpan> spans = fence.getSourceSpans();
        int last = spans.get(spans.size() - 1).getLineIndex() + 1;
        Position first = new Position(at.file(), at.line() + 1, 1 + fence.getFenceIndent());
        return new SourceBlock(at, last, rest.strip(), restAt, first, fence.getLiteral());
    }

    private void source(SourceBlock block) {
        if (sources) {
            found.add(block);
        } else {
            FailedSource.trouble(block.yaml())
                    .ifPresentOrElse(
                            trouble -> failed(block, trouble),
                            () -> problems.error(
                                    "unresolved-source",
                                    block.at(),
                                    "the source has not been resolved into items",
                                    "run `broadsheet draft`"));
        }
    }

    private void failed(SourceBlock block, String trouble) {
        failed = true;
        String message = "this source could not be collected: " + trouble;
        String hint = "draft the edition again, or remove the block";
        if (FailedSource.isOptional(block)) {
            problems.warning("failed-source", block.at(), message, hint);
        } else {
            problems.error("failed-source", block.at(), message, hint);
        }
    }

    private static String word(FencedCodeBlock fence) {
        String info = fence.getInfo();
        return info == null ? "" : info.strip().split("\\s", 2)[0];
    }

    private static String fence(FencedCodeBlock fence) {
        return String.valueOf(fence.getFenceCharacter()).repeat(fence.getOpeningFenceLength());
    }
}
