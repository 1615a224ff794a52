package org.broadsheet.edition;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.edition.Outline.Form;
import org.broadsheet.edition.Outline.Part;
import org.broadsheet.edition.Outline.Piece;

/** Finds a snippet whose comment somebody deleted by its words. */
final class SnippetWords {
    private static final String FRONT = "---\n---\n\n"; // without it dashes in the words would be taken for it

    private final Outline file;
    private final Map<String, List<Piece>> pieces = new LinkedHashMap<>(); // of each snippet, by what it was drafted as
    private final Map<String, Long> uses; // by words, how often they were drafted

    /**
     * @param draft what the file was made of, without its snippets
     * @param entries what its snippets were drafted as
     */
    SnippetWords(Outline draft, Outline file, Collection<String> entries) {
        this.file = file;
        for (String entry : entries) {
            String words = entry.substring(SnippetMarks.head(entry).length()).strip();
            pieces.put(entry, Pairing.all(Outline.of(FRONT + words)).toList());
        }
        uses = Stream.concat(Pairing.all(draft), pieces.values().stream().flatMap(List::stream))
                .collect(Collectors.groupingBy(Piece::text, Collectors.counting()));
    }

    /**
     * @param groups those that were found by comments
     * @return the group in which most of the words stand that no other snippet has: one of these, or another
     */
    Optional<SnippetGroup> find(List<SnippetGroup> groups, String entry) {
        List<Piece> wanted = pieces.getOrDefault(entry, List.of()).stream()
                .filter(piece -> uses.getOrDefault(piece.text(), 0L) == 1)
                .toList();
        Set<String> texts = wanted.stream().map(Piece::text).collect(Collectors.toSet());
        for (Part part : file.parts) {
            List<Piece> found = part.pieces().stream()
                    .filter(piece -> isFree(piece, groups) && texts.contains(piece.text()))
                    .toList();
            if (2 * lines(found) >= lines(wanted) && !found.isEmpty()) {
                return Optional.of(group(part, found, groups));
            }
        }
        return Optional.empty();
    }

    private static int lines(List<Piece> pieces) {
        return pieces.stream().mapToInt(piece -> piece.lines.size()).sum();
    }

    /** Whether it is the words of a person, or of the digest, or stands loosely between snippets. */
    private static boolean isFree(Piece piece, List<SnippetGroup> groups) {
        return SnippetReader.isLoose(piece)
                || piece.form == Form.SNIPPET && groups.stream().noneMatch(group -> group.whole.containsValue(piece));
    }

    private static SnippetGroup group(Part part, List<Piece> found, List<SnippetGroup> groups) {
        for (SnippetGroup group : groups) {
            if (!Collections.disjoint(group.pieces, found)) {
                return group;
            }
        }
        SnippetGroup group = new SnippetGroup(part, null);
        Set<Piece> own = Collections.newSetFromMap(new IdentityHashMap<>());
        own.addAll(found);
        List<Piece> pieces = part.pieces();
        for (int i = 0; i < pieces.size(); i++) {
            if (own.contains(pieces.get(i))) {
                group.pieces.add(SnippetReader.mark(pieces, i));
            }
        }
        return group;
    }
}
