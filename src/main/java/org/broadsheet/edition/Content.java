package org.broadsheet.edition;

import java.util.List;
import org.broadsheet.source.BlockKind;
import org.broadsheet.source.Item;
import org.broadsheet.text.Position;
import org.commonmark.node.Document;
import org.jspecify.annotations.Nullable;

/** A piece of a section, in the order in which it was written. */
public sealed interface Content {
    Position at();

    /**
     * Markdown between blocks. The document holds the top-level nodes of this piece, taken from one parse of the whole
     * file, so reference links are resolved and source spans count lines from the start of the file. Footnote
     * definitions stay where they were written; a reference may stand in another piece. Do not modify.
     */
    record Prose(Position at, Document document) implements Content {}

    /**
     * A fenced block of ours.
     *
     * @param title of the block inside its section, if it was given one
     * @param items in order, all of the record that belongs to the kind; never empty
     */
    record Block(Position at, BlockKind kind, @Nullable String title, List<Item> items) implements Content {}
}
