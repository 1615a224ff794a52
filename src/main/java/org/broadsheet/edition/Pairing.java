package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.broadsheet.edition.Outline.Form;
import org.broadsheet.edition.Outline.Part;
import org.broadsheet.edition.Outline.Piece;
import org.jspecify.annotations.Nullable;

/** Which parts and pieces of two texts are the same, although they may have been moved or changed. */
final class Pairing {
    private static final int NAMED = 1000;
    private static final int HEADED = 500;

    private final Outline one;
    private final Outline other;
    private final Map<Part, Part> parts = new IdentityHashMap<>();
    private final Map<Piece, Piece> pieces = new IdentityHashMap<>();
    private final Map<Piece, BlockLines> blocks = new IdentityHashMap<>();

    private Pairing(Outline one, Outline other) {
        this.one = one;
        this.other = other;
        Stream.of(one, other)
                .flatMap(Pairing::all)
                .filter(piece -> piece.form == Form.BLOCK)
                .forEach(piece -> blocks.put(piece, BlockLines.of(piece)));
        parts.put(one.parts.get(0), other.parts.get(0));
        one.parts.stream().skip(1).forEach(part -> pair(part, each -> each.id().equals(part.id()) ? 1 : 0));
    }

    /**
     * Of two drafts: a block is that which was made of the same source.
     *
     * @param known pieces that are the same
     */
    static Pairing ofDrafts(Outline now, Outline before, Map<Piece, Piece> known) {
        Pairing pairing = new Pairing(now, before);
        pairing.pieces.putAll(known);
        pairing.pairAll(
                Form.BLOCK, (a, b) -> pairing.sameSource(a, b) && a.lines.get(0).equals(b.lines.get(0)));
        pairing.pairAll(
                Form.BLOCK, (a, b) -> pairing.sameSource(a, b) && a.word().equals(b.word()));
        pairing.pairAll(Form.BLOCK, pairing::sameSource);
        pairing.pairRest();
        return pairing;
    }

    /**
     * Of a draft and what a person made of it: a block may have been moved, and what stands in it too.
     *
     * @param known pieces that are the same
     */
    static Pairing ofFile(Outline draft, Outline file, Map<Piece, Piece> known) {
        Pairing pairing = new Pairing(draft, file);
        pairing.pieces.putAll(known);
        all(draft)
                .filter(piece -> piece.form == Form.BLOCK)
                .forEach(block -> pairing.locate(block).ifPresent(found -> pairing.pieces.put(block, found)));
        pairing.pairRest();
        for (Piece piece : all(draft).filter(Piece::isProse).toList()) {
            if (!pairing.pieces.containsKey(piece)) {
                pairing.free(Form.PROSE)
                        .filter(piece::isSameAs)
                        .findFirst()
                        .ifPresent(moved -> pairing.pieces.put(piece, moved));
            }
        }
        return pairing;
    }

    static Stream<Piece> all(Outline outline) {
        return outline.parts.stream().flatMap(part -> part.pieces().stream());
    }

    @Nullable
    Part part(Part part) {
        return parts.get(part);
    }

    @Nullable
    Piece piece(Piece piece) {
        return pieces.get(piece);
    }

    void add(Part part, Part added) {
        parts.put(part, added);
    }

    void add(Piece piece, Piece added) {
        pieces.put(piece, added);
    }

    boolean isTarget(Part part) {
        return parts.values().stream().anyMatch(each -> each == part);
    }

    boolean isTarget(Piece piece) {
        return pieces.values().stream().anyMatch(each -> each == piece);
    }

    private Stream<Piece> free(Form form) {
        Set<Piece> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        taken.addAll(pieces.values());
        return all(other).filter(piece -> piece.form == form && !taken.contains(piece));
    }

    private void pairAll(Form form, BiPredicate<Piece, Piece> same) {
        all(one).filter(piece -> piece.form == form && !pieces.containsKey(piece))
                .forEach(piece -> free(form)
                        .filter(each -> same.test(piece, each))
                        .findFirst()
                        .ifPresent(found -> pieces.put(piece, found)));
    }

    private void pair(Part part, ToIntFunction<Part> likeness) {
        other.parts.stream()
                .skip(1)
                .filter(each -> !isTarget(each))
                .filter(each -> likeness.applyAsInt(each) > 0)
                .max(Comparator.comparingInt(likeness))
                .ifPresent(found -> parts.put(part, found));
    }

    /** Sections by what stands in them, then what stands in those that are the same. */
    private void pairRest() {
        pairAll(Form.SOURCE, Pairing::sameFailure);
        one.parts.stream()
                .skip(1)
                .filter(part -> !parts.containsKey(part))
                .forEach(part -> pair(part, each -> shared(part, each)));
        List<Part> paired = one.parts.stream().filter(parts::containsKey).toList();
        for (Part part : paired) {
            List<Piece> there =
                    java.util.Objects.requireNonNull(parts.get(part)).pieces();
            if (!part.id().isEmpty()) {
                pieces.put(part.pieces().get(0), there.get(0));
            }
            Alignment.of(part.pieces(), there, (a, b) -> pieces.get(a) == b || a.isProse() && a.isSameAs(b))
                    .forEach((a, b) -> pieces.putIfAbsent(a, b));
        }
    }

    private int shared(Part part, Part there) {
        return (int) part.pieces().stream()
                .filter(piece -> there.pieces().contains(pieces.get(piece))
                        || piece.isProse() && there.pieces().stream().anyMatch(piece::isSameAs))
                .count();
    }

    private boolean sameSource(Piece a, Piece b) {
        Optional<String> source = lines(a).source();
        return source.isPresent() && source.equals(lines(b).source());
    }

    private BlockLines lines(Piece piece) {
        return java.util.Objects.requireNonNull(blocks.get(piece));
    }

    /** The reason may be another, and editors take blanks away. */
    private static boolean sameFailure(Piece a, Piece b) {
        return failure(a).equals(failure(b));
    }

    private static List<String> failure(Piece piece) {
        List<String> lines = new ArrayList<>();
        lines.add(piece.lines.get(0).replaceFirst("^\\s*[`~]+", "").strip());
        piece.lines.stream()
                .skip(1)
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.matches("[`~]{3,}"))
                .forEach(lines::add);
        return lines;
    }

    /** The block of the file that goes on with one of the draft; empty when somebody has removed it. */
    private Optional<Piece> locate(Piece block) {
        List<Piece> candidates = all(other)
                .filter(piece -> piece.form == Form.BLOCK && piece.word().equals(block.word()))
                .toList();
        Optional<Piece> best = candidates.stream()
                .filter(piece -> likeness(block, piece) > 0)
                .max(Comparator.comparingInt(piece -> likeness(block, piece)));
        return best.or(() -> {
            // All of its words are new: then it is known by where it stands.
            List<Piece> here = candidates.stream()
                    .filter(piece -> lines(piece).source().isEmpty() && isAtHome(block, piece))
                    .toList();
            return here.size() == 1 ? Optional.of(here.get(0)) : Optional.empty();
        });
    }

    private int likeness(Piece block, Piece there) {
        boolean headed = block.lines.get(0).equals(there.lines.get(0).stripTrailing());
        boolean several = all(one).filter(piece -> piece.form == Form.BLOCK && sameSource(piece, block))
                        .count()
                > 1;
        boolean named = sameSource(block, there) && (!several || headed);
        int entries = lines(block).entries().map(List::size).orElse(0);
        int shared = shared(lines(block), lines(there));
        if (!named && shared * 2 <= entries - 1) {
            return 0; // a few were moved there
        }
        return shared + (named ? NAMED : 0) + (named && headed ? HEADED : 0);
    }

    private static int shared(BlockLines block, BlockLines there) {
        Set<String> texts = there.texts();
        List<BlockLines.Entry> entries = block.entries().orElse(List.of());
        int shared = 0;
        for (int i = 0; i < entries.size(); i++) {
            boolean known = texts.contains(entries.get(i).text())
                    || there.traits().stream().anyMatch(block.traits().get(i)::isLike);
            shared += known ? 1 : 0;
        }
        return shared;
    }

    private boolean isAtHome(Piece block, Piece there) {
        return one.parts.stream()
                .filter(part -> part.pieces().contains(block))
                .map(parts::get)
                .anyMatch(part -> part != null && part.pieces().contains(there));
    }
}
