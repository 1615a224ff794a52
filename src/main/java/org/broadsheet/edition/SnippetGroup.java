package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.broadsheet.edition.Outline.Part;
import org.broadsheet.edition.Outline.Piece;
import org.jspecify.annotations.Nullable;

/** The snippets of one source in a section, with what a person wrote between them. Not thread-safe. */
final class SnippetGroup {
    final Part home;
    final @Nullable Piece opening; // the comment that names the source
    final List<Piece> pieces = new ArrayList<>(); // all between the first comment and the last
    final Map<String, Piece> whole = new LinkedHashMap<>(); // those that stand as they were drafted, by their comments
    final List<String> heads = new ArrayList<>(); // the comments of all that are here

    @Nullable
    Piece end;

    SnippetGroup(Part home, @Nullable Piece opening) {
        this.home = home;
        this.opening = opening;
    }

    Optional<String> source() {
        return opening == null
                ? Optional.empty()
                : SnippetMarks.source(opening.lines.get(0).stripTrailing());
    }

    /** How many snippets both have. */
    int shared(SnippetGroup other) {
        return (int) heads.stream().filter(other.heads::contains).count();
    }

    boolean isNamedAs(SnippetGroup other) {
        return source().isPresent() && source().equals(other.source());
    }

    Piece first() {
        return opening == null ? pieces.get(0) : opening;
    }

    /** With which it ends. */
    Piece last() {
        return end == null ? lastWithin() : end;
    }

    private Piece lastWithin() {
        return pieces.isEmpty() ? Objects.requireNonNull(opening) : pieces.get(pieces.size() - 1);
    }

    /** Puts pieces before its end. */
    void append(Outline outline, List<Piece> more) {
        for (Piece piece : more) {
            int at = end == null
                    ? home.pieces().indexOf(lastWithin())
                    : home.pieces().indexOf(end) - 1;
            outline.insert(home, at, piece);
            pieces.add(piece);
        }
    }
}
