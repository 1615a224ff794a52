package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.broadsheet.edition.BlockLines.Entry;
import org.broadsheet.edition.BlockLines.Traits;
import org.broadsheet.edition.Drafts.Taken;
import org.broadsheet.edition.Outline.Form;
import org.broadsheet.edition.Outline.Piece;
import org.jspecify.annotations.Nullable;

/** Brings new items into the blocks of a file, and new words into those entries that nobody has edited. */
final class BlockMerge {
    private static final Pattern NONE = Pattern.compile("\\s*\\[\\s*]\\s*(?:#.*)?");

    private final Outline mine;
    private final Map<Taken, String> before;
    private final Map<Taken, String> now;
    private final String marker;
    private final Map<String, Taken> fresh = new HashMap<>(); // by their lines
    private final List<Traits> own = new ArrayList<>(); // of entries that no source has brought
    private final Set<String> verbatim = new HashSet<>();
    private final MergeTally tally;

    BlockMerge(
            Outline base,
            Outline mine,
            Map<Taken, String> before,
            Map<Taken, String> now,
            String marker,
            MergeTally tally) {
        this.tally = tally;
        this.mine = mine;
        this.before = withoutSnippets(before);
        this.now = withoutSnippets(now);
        this.marker = marker;
        this.now.forEach((item, entry) -> {
            if (!this.before.containsKey(item)) {
                fresh.put(entry.stripTrailing(), item);
            }
        });
        compare(base);
    }

    private static Map<Taken, String> withoutSnippets(Map<Taken, String> entries) {
        Map<Taken, String> own = new LinkedHashMap<>(entries);
        own.values().removeIf(SnippetMarks::isSnippet);
        return own;
    }

    /** What has become of each entry in the file. */
    private void compare(Outline base) {
        Map<String, Traits> drafted = new HashMap<>();
        blocks(base).forEach(block -> block.forEach(drafted::put));
        List<Traits> written = new ArrayList<>();
        blocks(mine)
                .forEach(block -> block.forEach((entry, traits) -> {
                    verbatim.add(entry);
                    written.add(traits);
                }));
        List<Traits> held = new ArrayList<>();
        before.forEach((item, lines) -> {
            String entry = lines.stripTrailing();
            Traits traits = drafted.getOrDefault(entry, Traits.NONE);
            held.add(traits);
            boolean same = verbatim.contains(entry);
            boolean like = same || written.stream().anyMatch(traits::isLike);
            tally.compare(like, same, entry, now.get(item));
        });
        written.stream()
                .filter(traits -> held.stream().noneMatch(traits::isLike))
                .forEach(own::add);
    }

    private static List<Map<String, Traits>> blocks(Outline outline) {
        return Pairing.all(outline)
                .filter(piece -> piece.form == Form.BLOCK)
                .map(BlockLines::of)
                .map(block -> {
                    Map<String, Traits> entries = new LinkedHashMap<>();
                    block.entries()
                            .orElse(List.of())
                            .forEach(entry -> entries.put(entry.text(), BlockLines.traits(block.kind(), entry.text())));
                    return entries;
                })
                .toList();
    }

    /** Takes new words where the old ones stand untouched, wherever that is. */
    void renew() {
        Map<String, String> changed = new HashMap<>();
        before.forEach((item, entry) -> {
            String words = now.get(item);
            if (words != null && !words.stripTrailing().equals(entry.stripTrailing())) {
                changed.put(entry.stripTrailing(), words.stripTrailing());
            }
        });
        if (!changed.isEmpty()) {
            Pairing.all(mine).filter(piece -> piece.form == Form.BLOCK).forEach(piece -> renew(piece, changed));
        }
    }

    private void renew(Piece piece, Map<String, String> changed) {
        List<Entry> entries = BlockLines.of(piece).entries().orElse(List.of());
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            String words = changed.get(entry.text());
            if (words != null) {
                String margin = entry.margin();
                List<String> lines = piece.lines.subList(
                        entry.first(), entry.first() + entry.lines().size());
                lines.clear();
                words.lines().forEach(line -> lines.add(margin + line));
                tally.addRenewed();
            }
        }
    }

    /** @param found what the file has of it; null when it was removed */
    void merge(Piece old, @Nullable Piece found, Piece piece) {
        if (found == null) {
            refuse(piece);
            return;
        }
        BlockLines block = BlockLines.of(piece);
        replace(found, BlockLines.of(old).comment(), block.comment());
        if (found.lines.get(0).equals(old.lines.get(0)) && closes(found)) {
            found.lines.set(0, piece.lines.get(0));
            found.lines.set(found.lines.size() - 1, piece.lines.get(piece.lines.size() - 1));
        }
        List<String> entries = fresh(block);
        if (entries.isEmpty()) {
            return;
        }
        BlockLines there = BlockLines.of(found);
        if (there.kind() == block.kind() && there.entries().isPresent()) {
            if (there.entries().get().isEmpty()) {
                found.lines.removeIf(line -> NONE.matcher(line).matches()); // a list that a person has emptied
            }
            append(found, there.indent(), entries);
        } else {
            mine.insert(home(found), home(found).pieces().indexOf(found), whole(piece, block, entries));
        }
        count(block, entries);
    }

    private static void replace(Piece found, Optional<String> old, Optional<String> now) {
        int at = old.map(line -> found.lines.indexOf(line)).orElse(-1);
        if (at >= 0 && now.isPresent()) {
            found.lines.set(at, now.get());
        }
    }

    /** The fence at its end is that with which it was drafted. */
    private static boolean closes(Piece found) {
        return found.lines.get(found.lines.size() - 1).matches("`{3,}\\s*");
    }

    private void append(Piece found, String margin, List<String> entries) {
        List<String> lines = new ArrayList<>();
        if (found.lines.stream().noneMatch(line -> line.strip().equals(marker))) {
            lines.add(margin + marker);
        }
        entries.forEach(entry -> entry.lines().forEach(line -> lines.add(margin + line)));
        found.lines.addAll(found.lines.size() - 1, lines);
    }

    /** A block that was not there, with the items that are new; empty when none is. */
    Optional<Piece> gained(Piece piece) {
        BlockLines block = BlockLines.of(piece);
        List<String> entries = fresh(block);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        count(block, entries);
        return Optional.of(whole(piece, block, entries));
    }

    private Piece whole(Piece piece, BlockLines block, List<String> entries) {
        Piece copy = piece.copy();
        copy.lines.clear();
        copy.lines.add(piece.lines.get(0));
        block.comment().ifPresent(copy.lines::add);
        copy.lines.add(piece.lines.get(piece.lines.size() - 1));
        append(copy, "", entries);
        return copy;
    }

    private void count(BlockLines block, List<String> entries) {
        tally.add(block.source().orElse(block.kind().word()), entries.size());
    }

    /** The entries of a block of the new draft that the last one had not, and that nobody has written already. */
    private List<String> fresh(BlockLines block) {
        List<String> entries = new ArrayList<>();
        for (Entry entry : block.entries().orElse(List.of())) {
            String text = entry.text();
            if (!fresh.containsKey(text)) {
                continue;
            }
            Traits traits = BlockLines.traits(block.kind(), text);
            if (verbatim.contains(text) || own.stream().anyMatch(traits::isSame)) {
                tally.addThere();
            } else {
                entries.add(text);
            }
        }
        return entries;
    }

    /** Its new items wait for another edition. */
    void refuse(Piece piece) {
        BlockLines block = BlockLines.of(piece);
        tally.removed.add(block.source().orElse(block.kind().word()));
        block.entries().orElse(List.of()).forEach(entry -> {
            Taken item = fresh.get(entry.text());
            if (item != null && !verbatim.contains(entry.text())) {
                tally.refused.add(item);
            }
        });
    }

    /** Whether a source that could not be had is that of a block. */
    static boolean isOf(Piece failed, Piece block) {
        return isOf(failed, BlockLines.of(block).source().orElse(""));
    }

    /** @param source its word, then where it looks */
    static boolean isOf(Piece failed, String source) {
        String[] words = source.split(" ", 2);
        String kind =
                failed.lines.get(0).replaceFirst("^\\s*[`~]+\\s*source\\s*", "").strip();
        return words.length == 2
                && kind.equals(words[0])
                && failed.lines.stream().anyMatch(line -> line.contains(words[1]));
    }

    private Outline.Part home(Piece piece) {
        return mine.parts.stream()
                .filter(part -> part.pieces().contains(piece))
                .findFirst()
                .orElseThrow();
    }
}
