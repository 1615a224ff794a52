package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.broadsheet.edition.Drafts.Taken;
import org.broadsheet.edition.Outline.Form;
import org.broadsheet.edition.Outline.Part;
import org.broadsheet.edition.Outline.Piece;
import org.jspecify.annotations.Nullable;

/**
 * Brings what has changed between two drafts of an edition into the file that somebody has made of the first. Only what stands
 * there just as it was drafted is ever replaced or taken away; all else is the person's and stays.
 */
final class DraftMerge {
    /**
     * An edition as it was drafted.
     *
     * @param entries the lines of each item in it
     */
    record Generated(String text, Map<Taken, String> entries) {}

    private final Outline base;
    private final Outline mine;
    private final Outline theirs;
    private final Pairing drafts; // from the later draft to the earlier one
    private final Pairing file; // from the earlier draft to the file
    private final BlockMerge blocks;
    private final SnippetMerge snippets;
    private final MergeTally tally = new MergeTally();
    private final Set<Piece> settled = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> notes = new LinkedHashSet<>();

    private DraftMerge(Generated before, String file, Generated now, String marker) {
        this.base = Outline.of(before.text());
        this.mine = Outline.of(file);
        this.theirs = Outline.of(now.text());
        this.snippets = new SnippetMerge(base, mine, theirs, before, now, marker, tally);
        this.drafts = Pairing.ofDrafts(theirs, base, snippets.betweenDrafts());
        this.file = Pairing.ofFile(base, mine, snippets.inFile());
        this.blocks = new BlockMerge(base, mine, before.entries(), now.entries(), marker, tally);
    }

    /**
     * @param before the last draft
     * @param file what a person has made of it; its front matter and its fences are closed
     * @param now the draft as it would be without the person
     * @param marker the line under which new items stand
     */
    static Merged merge(Generated before, String file, Generated now, String marker) {
        return new DraftMerge(before, file, now, marker).merged();
    }

    private Merged merged() {
        FrontLinesMerge.merge(base.front, mine.front, theirs.front);
        blocks.renew();
        snippets.renew();
        for (Part part : theirs.parts) {
            Part before = drafts.part(part);
            Part there = before == null
                    ? mine.parts.stream()
                            .filter(each -> !part.id().isEmpty() && each.id().equals(part.id()))
                            .findFirst()
                            .orElse(null)
                    : file.part(before);
            if (before == null && there == null) {
                gain(part);
            } else {
                merge(before == null ? new Part(part.id(), List.of()) : before, there, part);
            }
        }
        for (Part part : base.parts) {
            Part there = file.part(part);
            if (!drafts.isTarget(part) && there != null) {
                lose(part, there);
            }
        }
        return new Merged(mine.text(), tally.refused, tally.added, tally.renewed(), notes());
    }

    private List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        all.addAll(tally.notes());
        return List.copyOf(all);
    }

    /** A section that the digest did not have before, or that had nothing to say. */
    private void gain(Part part) {
        Part copy = new Part(part.id(), new ArrayList<>());
        boolean only = true; // nothing but blocks whose items stand elsewhere already
        for (Piece piece : part.pieces()) {
            if (isOfItems(piece)) {
                gained(piece).ifPresent(copy.pieces()::add);
            } else {
                copy.pieces().add(piece.copy());
                only &= piece.form == Form.HEADING;
            }
        }
        if (copy.pieces().size() == 1 && only && part.pieces().size() > 1) {
            return;
        }
        int at = place(part);
        mine.insert(copy, at < 0 ? mine.parts.size() : at);
        if (at < 0) {
            notes.add("section '" + part.title() + "' is new and stands at the end, since nothing beside which it"
                    + " belongs is left");
        }
        file.add(part, copy);
    }

    /** A section that the digest has no longer, or in which nothing but a source stood that had failed, and now has nothing new. */
    private void lose(Part before, Part there) {
        before.pieces().stream().filter(piece -> piece.form == Form.SOURCE).forEach(this::remove);
        if (before.pieces().stream().anyMatch(piece -> piece.form != Form.SOURCE && piece.form != Form.HEADING)) {
            notes.add("section '" + before.title() + "', which the digest has no longer");
        } else if (there.pieces().size() == 1
                && there.pieces().get(0).isSameAs(before.pieces().get(0))) {
            mine.parts.remove(there);
        }
    }

    /** Behind the last section before it that is there, else before the first behind it; -1 when there is none. */
    private int place(Part part) {
        int number = theirs.parts.indexOf(part);
        for (int i = number - 1; i > 0; i--) {
            Part there = inFile(theirs.parts.get(i));
            if (there != null) {
                return mine.parts.indexOf(there) + 1;
            }
        }
        for (int i = number + 1; i < theirs.parts.size(); i++) {
            Part there = inFile(theirs.parts.get(i));
            if (there != null) {
                return Math.max(1, mine.parts.indexOf(there));
            }
        }
        return mine.parts.size() == 1 ? 1 : -1;
    }

    private @Nullable Part inFile(Part part) {
        Part before = drafts.part(part);
        return before == null ? file.part(part) : file.part(before);
    }

    private void merge(Part before, @Nullable Part there, Part now) {
        for (Piece piece : now.pieces()) {
            Piece old = drafts.piece(piece);
            if (old != null) {
                settled.add(old);
                change(old, piece);
            }
        }
        Map<Piece, Piece> aligned =
                Alignment.of(now.pieces(), before.pieces(), (one, other) -> drafts.piece(one) == other);
        Piece anchor = null;
        List<Alignment.Run> runs = Alignment.runs(now.pieces(), before.pieces(), aligned);
        int next = 0;
        for (Alignment.Run run : runs) {
            run(run, there, anchor);
            next += run.one().size();
            if (next < now.pieces().size()) {
                Piece old = drafts.piece(now.pieces().get(next++));
                Piece found = old == null ? null : file.piece(old);
                anchor = found != null && there != null && there.pieces().contains(found) ? found : anchor;
            }
        }
    }

    /** A piece that both drafts have. */
    private void change(Piece old, Piece now) {
        Piece found = file.piece(old);
        if (now.form == Form.BLOCK) {
            blocks.merge(old, found, now);
        } else if (now.form == Form.SNIPPET) {
            Optional.ofNullable(snippets.merge(old, now)).ifPresent(last -> file.add(old, last));
        } else if (found != null && found.isSameAs(old)) {
            found.lines = new ArrayList<>(now.lines);
        }
    }

    /** What one draft has between two pieces that both have, and the other has not. */
    private void run(Alignment.Run run, @Nullable Part there, @Nullable Piece anchor) {
        List<Piece> gone = run.other().stream()
                .filter(piece -> !settled.contains(piece) && !drafts.isTarget(piece))
                .toList();
        List<Piece> gained =
                run.one().stream().filter(piece -> drafts.piece(piece) == null).toList();
        List<Piece> prose = gone.stream().filter(Piece::isProse).toList();
        boolean untouched = prose.stream().allMatch(piece -> file.piece(piece) != null);
        if (!untouched && gained.stream().anyMatch(Piece::isProse)) {
            notes.add("words that were changed here and in the digest");
        }
        List<Piece> failed = new ArrayList<>(
                gone.stream().filter(piece -> piece.form == Form.SOURCE).toList());
        Piece last = untouched && !prose.isEmpty() ? file.piece(prose.get(0)) : anchor;
        for (Piece piece : gained) {
            last = switch (piece.form) {
                case PROSE -> untouched && !stands(piece, there) ? insert(piece.copy(), there, last) : last;
                case SOURCE -> isRemoved(piece) ? last : insert(piece.copy(), there, last);
                case BLOCK, SNIPPET -> items(piece, failed, there, last);
                case HEADING -> last;
            };
        }
        failed.forEach(this::remove);
        if (untouched) {
            prose.forEach(this::remove);
        }
    }

    private static boolean isOfItems(Piece piece) {
        return piece.form == Form.BLOCK || piece.form == Form.SNIPPET;
    }

    private Optional<Piece> gained(Piece piece) {
        return piece.form == Form.BLOCK ? blocks.gained(piece) : snippets.gained(piece);
    }

    private void refuse(Piece piece) {
        if (piece.form == Form.BLOCK) {
            blocks.refuse(piece);
        } else {
            snippets.refuse(piece);
        }
    }

    /** Whether a source that could not be had is that of some items. */
    private static boolean isOf(Piece failed, Piece items) {
        return items.form == Form.BLOCK ? BlockMerge.isOf(failed, items) : SnippetMerge.isOf(failed, items);
    }

    /** Whether somebody has removed what was drafted of a source that now has failed. */
    private boolean isRemoved(Piece failed) {
        List<Piece> made = Pairing.all(base)
                .filter(piece -> isOfItems(piece) && isOf(failed, piece))
                .toList();
        return !made.isEmpty() && made.stream().allMatch(piece -> file.piece(piece) == null);
    }

    private static boolean stands(Piece piece, @Nullable Part there) {
        return there != null && there.pieces().stream().anyMatch(piece::isSameAs);
    }

    /** A block that was not there before: in the place of the source that had failed, if it had. */
    private @Nullable Piece items(Piece piece, List<Piece> failed, @Nullable Part there, @Nullable Piece anchor) {
        Optional<Piece> before =
                failed.stream().filter(each -> isOf(each, piece)).findFirst();
        if (before.isPresent() && file.piece(before.get()) == null) {
            failed.remove(before.get());
            refuse(piece);
            return anchor;
        }
        if (there == null && before.isEmpty()) {
            refuse(piece);
            return anchor;
        }
        Optional<Piece> gained = gained(piece);
        if (gained.isEmpty()) {
            return anchor;
        }
        return insert(gained.get(), there, before.map(file::piece).orElse(anchor));
    }

    /** Behind another piece; without one at the beginning of the part, below its heading. */
    private @Nullable Piece insert(Piece piece, @Nullable Part there, @Nullable Piece anchor) {
        Part home = anchor == null ? there : home(anchor);
        if (home == null) {
            return anchor;
        }
        boolean heading = !home.pieces().isEmpty() && home.pieces().get(0).form == Form.HEADING;
        int beginning = heading ? 0 : -1;
        mine.insert(home, anchor == null ? beginning : home.pieces().indexOf(anchor), piece);
        return piece;
    }

    private void remove(Piece old) {
        Piece found = file.piece(old);
        Part home = found == null ? null : home(found);
        if (found != null && home != null && found.isSameAs(old)) {
            home.pieces().remove(found);
        }
    }

    private @Nullable Part home(Piece piece) {
        return mine.parts.stream()
                .filter(part -> part.pieces().contains(piece))
                .findFirst()
                .orElse(null);
    }
}
