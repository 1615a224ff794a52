package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.source.BlockWriter;
import org.broadsheet.source.Found;
import org.jspecify.annotations.Nullable;

/** What is taken of one source, on its way into the text: entries of one block or, by their headings, of several; or prose. */
final class Gathered {
    private static final String NO_GROUP = "";
    private static final String FRONT = "---\nlist: l\nfrom: a@example.org\n---\n";

    private final BlockWriter writer;
    private final Map<String, List<String>> entries = new LinkedHashMap<>();
    private final List<String> prose = new ArrayList<>();
    private int count;

    Gathered(BlockWriter writer) {
        this.writer = writer;
    }

    int count() {
        return count;
    }

    /** What each item becomes; empty when it would be nothing that is right. */
    List<Optional<String>> written(List<Found> items) {
        Iterator<Optional<String>> entries = writer.entries(
                        items.stream().filter(item -> !isProse(item)).toList())
                .iterator();
        return items.stream()
                .map(item -> isProse(item) ? Optional.of(prose(item)) : entries.next())
                .toList();
    }

    private static boolean isProse(Found item) {
        return !item.first(Found.PROSE).isEmpty();
    }

    private static String prose(Found item) {
        return SnippetMarks.comment(item.id()) + "\n" + item.first(Found.PROSE).stripTrailing();
    }

    void add(Found item, String written) {
        count++;
        if (isProse(item)) {
            prose.add(written);
            return;
        }
        String group = writer.hasGroups() ? NO_GROUP : item.first(Found.GROUP);
        entries.computeIfAbsent(group, key -> new ArrayList<>()).add(written);
    }

    /**
     * What stands in the place of the source.
     *
     * @param title of the block; null when it has none
     * @param comment says where it comes from
     */
    List<String> parts(@Nullable String title, String comment) {
        List<String> parts = new ArrayList<>();
        entries.forEach((group, written) -> parts.add(block(group.equals(NO_GROUP) ? title : group, comment, written)));
        if (!prose.isEmpty()) {
            parts.add(SnippetMarks.comment(comment));
            parts.addAll(prose);
            parts.add(SnippetMarks.END);
        }
        return parts;
    }

    /** Where a title would make the block one that cannot be read, its entries are worth more. */
    private String block(@Nullable String title, String comment, List<String> written) {
        String block = writer.block(title, comment, written);
        return title == null || isRead(block, written.size()) ? block : writer.block(null, comment, written);
    }

    private static boolean isRead(String block, int count) {
        Edition edition = EditionParser.ofEditions(Defaults.NONE)
                .parse("editions/block.md", FRONT + block + "\n")
                .legible();
        return edition != null
                && edition.sections().isEmpty()
                && edition.opening().size() == 1
                && edition.opening().get(0) instanceof Content.Block read
                && read.items().size() == count;
    }
}
