package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.broadsheet.source.BlockKind;
import org.broadsheet.source.Item;
import org.broadsheet.source.ItemParser;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What an edition would tell readers that another edition of its digest tells them too. No draft takes what another one holds;
 * but what an edition gave back when it was cancelled stands in it still when it is approved after all. Thread-safe.
 */
public final class SharedItems {
    private final Jdbi jdbi;
    private final Editions editions;
    private final Bundles bundles;
    private final DraftFolder folder;

    public SharedItems(Jdbi jdbi, DraftFolder folder) {
        this.jdbi = jdbi;
        this.editions = new Editions(jdbi);
        this.bundles = new Bundles(jdbi);
        this.folder = folder;
    }

    /**
     * @param at where it stands
     * @param title of the item; its file, for a snippet
     * @param other the edition that has it too
     * @param state of that one; null while it is a draft
     */
    public record Shared(
            Position at,
            String title,
            String other,
            @Nullable EditionState state) {}

    /** @param entry the lines with which the item was drafted */
    private record Pair(String entry, String other, String otherEntry) {}

    /** What an edition says, and another that was not cancelled says too; nothing of one that was begun, which is past mending. */
    public List<Shared> of(Edition edition) {
        Optional<ApprovedEdition> known = editions.find(edition.id());
        if (known.filter(begun -> begun.startedAt() != null).isPresent()) {
            return List.of();
        }
        Map<String, Optional<Other>> others = new HashMap<>();
        Told told = Told.of(edition);
        List<Shared> all = new ArrayList<>();
        for (Pair pair : pairs(edition.id())) {
            Optional<Place> here = told.find(pair.entry());
            if (here.isPresent()) {
                others.computeIfAbsent(pair.other(), this::other)
                        .filter(other -> other.told().find(pair.otherEntry()).isPresent())
                        .map(other -> new Shared(here.get().at(), here.get().title(), pair.other(), other.state()))
                        .ifPresent(all::add);
            }
        }
        return all.stream().distinct().toList();
    }

    /**
     * Whether an edition has an item in it, by the lines with which that was drafted; it is read when it is first asked for.
     *
     * @param slug of the edition
     */
    static Predicate<String> teller(String slug, Bundle bundle) {
        return new Predicate<>() {
            private @Nullable Told told;

            @Override
            public boolean test(String entry) {
                Told known = told;
                if (known == null) {
                    byte[] text = bundle.read(Bundle.EDITION).orElseThrow();
                    Edition edition = EditionParser.ofEditions(Defaults.NONE)
                            .parse("editions/" + slug + ".md", text)
                            .legible();
                    known = edition == null ? new Told(Map.of(), Map.of()) : Told.of(edition);
                    told = known;
                }
                return known.find(entry).isPresent();
            }
        };
    }

    private List<Pair> pairs(String edition) {
        return jdbi.withHandle(handle -> handle.select("""
                        SELECT i.entry, o.edition, o.entry
                        FROM draft x
                        JOIN draft_item i ON i.digest = x.digest AND i.edition = x.edition
                        JOIN draft_item o ON o.source_key = i.source_key AND o.item_id = i.item_id
                          AND o.digest = i.digest AND o.edition <> i.edition
                        JOIN draft d ON d.digest = o.digest AND d.edition = o.edition
                        WHERE x.edition = ? AND NOT d.given_back
                        ORDER BY d.window_to, o.edition
                        """, edition)
                .map((row, context) -> new Pair(
                        Objects.requireNonNullElse(row.getString(1), ""),
                        row.getString(2),
                        Objects.requireNonNullElse(row.getString(3), "")))
                .list());
    }

    private record Other(@Nullable EditionState state, Told told) {}

    /** As it was approved, or else its file; empty for one that is gone, or cannot be read. */
    private Optional<Other> other(String slug) {
        Optional<ApprovedEdition> approved = editions.find(slug)
                .filter(known -> known.startedAt() != null || known.state() != EditionState.CANCELLED);
        Optional<byte[]> text =
                approved.isPresent() ? bundles.text(approved.get().bundle()) : folder.bytes(slug);
        EditionState state = approved.map(ApprovedEdition::state).orElse(null);
        return text.flatMap(bytes -> Optional.ofNullable(EditionParser.ofEditions(Defaults.NONE)
                        .parse("editions/" + slug + ".md", bytes)
                        .legible()))
                .map(edition -> new Other(state, Told.of(edition)));
    }

    private record Place(Position at, String title) {}

    /** What an edition tells, as it can be known again after somebody has edited it. */
    private record Told(Map<BlockLines.Traits, Place> items, Map<String, Place> snippets) {
        static Told of(Edition edition) {
            Told told = new Told(new HashMap<>(), new HashMap<>());
            Stream.concat(
                            edition.opening().stream(),
                            edition.sections().stream().flatMap(section -> section.contents().stream()))
                    .forEach(told::add);
            return told;
        }

        private void add(Content content) {
            if (content instanceof Content.Block block) {
                block.items()
                        .forEach(
                                item -> items.putIfAbsent(BlockLines.traits(item), new Place(item.at(), item.title())));
            } else if (content instanceof Content.Prose prose) {
                for (Node node = prose.document().getFirstChild(); node != null; node = node.getNext()) {
                    if (node instanceof HtmlBlock html && SnippetMarks.isSnippet(html.getLiteral())) {
                        add(prose.at().file(), html);
                    }
                }
            }
        }

        private void add(String file, HtmlBlock mark) {
            int line = mark.getSourceSpans().isEmpty()
                    ? 1
                    : mark.getSourceSpans().get(0).getLineIndex() + 1;
            String head = SnippetMarks.head(mark.getLiteral()).stripTrailing();
            snippets.putIfAbsent(head, new Place(new Position(file, line, 1), SnippetMarks.path(head)));
        }

        /** @param entry the lines with which it was drafted */
        Optional<Place> find(String entry) {
            return SnippetMarks.isSnippet(entry)
                    ? Optional.ofNullable(snippets.get(SnippetMarks.head(entry).stripTrailing()))
                    : Stream.of(BlockKind.values())
                            .flatMap(kind -> traits(kind, entry))
                            .flatMap(traits -> items.entrySet().stream()
                                    .filter(item -> item.getKey().isLike(traits))
                                    .map(Map.Entry::getValue))
                            .findFirst();
        }

        /** The ledger does not keep the kind: what an entry can be read as, it may be. */
        private static Stream<BlockLines.Traits> traits(BlockKind kind, String entry) {
            Problems problems = new Problems();
            List<Item> items = ItemParser.parse(kind, new Position("entry", 1, 1), entry, problems);
            return items.size() == 1 && !problems.hasErrors()
                    ? Stream.of(BlockLines.traits(items.get(0)))
                    : Stream.empty();
        }
    }
}
