package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.broadsheet.source.BlockKind;
import org.broadsheet.source.BlockWriter;
import org.broadsheet.source.Found;
import org.jspecify.annotations.Nullable;

/** What is taken of one source, on its way into the text: entries of one block or, by kinds and headings, of several; or prose. */
final class Gathered {
    private static final String NO_GROUP = "";
    private static final String FRONT = "---\nlist: l\nfrom: a@example.org\n---\n";

    /** @param heading empty when the block has none of its own */
    private record Place(BlockKind kind, String heading) {}

    private final BlockWriter usual;
    private final Map<Place, List<String>> entries = new LinkedHashMap<>();
    private final List<String> prose = new ArrayList<>();
    private int count;

    /** @param usual writes what does not say of what kind it is */
    Gathered(BlockWriter usual) {
        this.usual = usual;
    }

    int count() {
        return count;
    }

    private BlockWriter writer(Found item) {
        return usual.of(BlockKind.of(item.first(Found.KIND)).orElse(usual.kind()));
    }

    /** What each item becomes; empty when it would be nothing that is right. */
    List<Optional<String>> written(List<Found> items) {
        Map<BlockKind, List<Found>> kinds = items.stream()
                .filter(item -> !isProse(item))
                .collect(Collectors.groupingBy(item -> writer(item).kind()));
        Map<BlockKind, Iterator<Optional<String>>> written = new EnumMap<>(BlockKind.class);
        kinds.forEach((kind, ofKind) ->
                written.put(kind, usual.of(kind).entries(ofKind).iterator()));
        return items.stream()
                .map(item -> isProse(item)
                        ? Optional.of(prose(item))
                        : Objects.requireNonNull(written.get(writer(item).kind()))
                                .next())
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
        BlockWriter writer = writer(item);
        String group = writer.hasGroups() ? NO_GROUP : item.first(Found.GROUP);
        Place place = new Place(writer.kind(), group.equals(NO_GROUP) ? item.first(Found.TITLE) : group);
        entries.computeIfAbsent(place, key -> new ArrayList<>()).add(written);
    }

    /**
     * What stands in the place of the source.
     *
     * @param title of what has no heading of its own; null when it has none
     * @param comment says where it comes from
     */
    List<String> parts(@Nullable String title, String comment) {
        List<String> parts = new ArrayList<>();
        String untold = title; // which a second block would only say again
        for (Map.Entry<Place, List<String>> entry : entries.entrySet()) {
            Place place = entry.getKey();
            boolean isHeaded = !place.heading().equals(NO_GROUP);
            parts.add(block(usual.of(place.kind()), isHeaded ? place.heading() : untold, comment, entry.getValue()));
            untold = isHeaded ? untold : null;
        }
        if (!prose.isEmpty()) {
            parts.add(SnippetMarks.comment(comment));
            parts.addAll(prose);
            parts.add(SnippetMarks.END);
        }
        return parts;
    }

    /** Where a title would make the block one that cannot be read, its entries are worth more. */
    private static String block(BlockWriter writer, @Nullable String title, String comment, List<String> written) {
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
