package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.broadsheet.edition.Drafts.Taken;
import org.broadsheet.edition.Outline.Form;
import org.broadsheet.edition.Outline.Piece;
import org.jspecify.annotations.Nullable;

/** Brings new snippets into a file. Those that the last draft had stay as a person has them, wherever they are. */
final class SnippetMerge {
    private static final int NAMED = 1000;

    private final Outline mine;
    private final String marker;
    private final MergeTally tally;
    private final Map<String, String> before;
    private final Map<String, String> now;
    private final Map<String, Taken> items = new HashMap<>();
    private final List<SnippetGroup> drafted;
    private final List<SnippetGroup> drafting;
    private final List<SnippetGroup> there;
    private final Map<SnippetGroup, SnippetGroup> found =
            new IdentityHashMap<>(); // of those drafted, those in the file
    private final Set<String> present =
            new HashSet<>(); // comments of snippets that stand in the file, or whose words do

    /** @param outlines are marked: {@link SnippetReader} */
    SnippetMerge(
            Outline base,
            Outline mine,
            Outline theirs,
            DraftMerge.Generated before,
            DraftMerge.Generated now,
            String marker,
            MergeTally tally) {
        this.mine = mine;
        this.marker = SnippetMarks.comment(marker.substring(1).strip());
        this.tally = tally;
        this.before = entries(before);
        this.now = entries(now);
        now.entries().forEach((item, entry) -> items.put(SnippetMarks.head(entry), item));
        Map<String, String> known = new HashMap<>(this.now);
        known.putAll(this.before);
        drafted = SnippetReader.fold(base, known);
        drafting = SnippetReader.fold(theirs, this.now);
        there = new ArrayList<>(SnippetReader.read(mine, known));
        there.forEach(group -> present.addAll(group.heads));
        locateByWords(base);
        List<Piece> order = Pairing.all(mine).toList();
        there.sort(Comparator.comparingInt(group -> order.indexOf(group.last())));
        locate();
        compare();
    }

    private static Map<String, String> entries(DraftMerge.Generated generated) {
        Map<String, String> entries = new LinkedHashMap<>();
        generated.entries().values().stream()
                .filter(SnippetMarks::isSnippet)
                .forEach(entry -> entries.putIfAbsent(SnippetMarks.head(entry), entry));
        return entries;
    }

    /** A snippet whose comment somebody deleted is known by its words, unless they are words of the digest as well. */
    private void locateByWords(Outline base) {
        SnippetWords words = new SnippetWords(base, mine, before.values());
        before.forEach((head, entry) -> {
            if (!present.contains(head)) {
                words.find(there, entry).ifPresent(group -> {
                    group.heads.add(head);
                    present.add(head);
                    if (!there.contains(group)) {
                        there.add(group);
                    }
                });
            }
        });
    }

    private record Likeness(SnippetGroup draft, SnippetGroup file, int degree) {}

    /** Each is where its comment is or, without one, its snippets; those that are left are where theirs have gone. */
    private void locate() {
        List<Likeness> likely = drafted.stream()
                .flatMap(draft -> there.stream()
                        .map(file ->
                                new Likeness(draft, file, draft.shared(file) + (draft.isNamedAs(file) ? NAMED : 0))))
                .filter(each -> each.degree() > 0)
                .sorted(Comparator.comparingInt(Likeness::degree)
                        .thenComparingInt(each -> there.indexOf(each.file()))
                        .reversed())
                .toList();
        likely.stream()
                .filter(each -> !found.containsKey(each.draft()) && !found.containsValue(each.file()))
                .forEach(each -> found.put(each.draft(), each.file()));
        likely.stream()
                .filter(each -> each.draft().shared(each.file()) > 0)
                .forEach(each -> found.putIfAbsent(each.draft(), each.file()));
    }

    private void compare() {
        before.forEach((head, entry) -> {
            boolean isWhole = there.stream().anyMatch(group -> group.whole.containsKey(head));
            tally.compare(present.contains(head), isWhole, entry, now.get(head));
        });
    }

    /** Of the drafts: which piece of the later one goes on with which of the earlier. */
    Map<Piece, Piece> betweenDrafts() {
        Map<SnippetGroup, SnippetGroup> pairs = new IdentityHashMap<>();
        pair(pairs, (late, early) -> late.shared(early) > 0);
        pair(pairs, (late, early) -> late.isNamedAs(early) && late.home.id().equals(early.home.id()));
        pair(pairs, SnippetGroup::isNamedAs);
        Map<Piece, Piece> pieces = new IdentityHashMap<>();
        pairs.forEach((late, early) -> pieces.put(late.first(), early.first()));
        return pieces;
    }

    private void pair(Map<SnippetGroup, SnippetGroup> pairs, BiPredicate<SnippetGroup, SnippetGroup> same) {
        drafting.stream()
                .filter(late -> !pairs.containsKey(late))
                .forEach(late -> drafted.stream()
                        .filter(early -> !pairs.containsValue(early) && same.test(late, early))
                        .findFirst()
                        .ifPresent(early -> pairs.put(late, early)));
    }

    /** Of the earlier draft: with which piece of the file each group ends. */
    Map<Piece, Piece> inFile() {
        Map<Piece, Piece> pieces = new IdentityHashMap<>();
        found.forEach((draft, file) -> pieces.put(draft.first(), file.last()));
        return pieces;
    }

    private static SnippetGroup of(List<SnippetGroup> groups, Piece first) {
        return groups.stream()
                .filter(group -> group.first() == first)
                .findFirst()
                .orElseThrow();
    }

    /** Takes new words where the old ones stand untouched, wherever that is. */
    void renew() {
        for (SnippetGroup group : there) {
            group.whole.forEach((head, piece) -> {
                String words = now.getOrDefault(head, "").stripTrailing();
                boolean isKnown = before.containsKey(head) && !words.isEmpty();
                if (isKnown && !words.equals(before.getOrDefault(head, "").stripTrailing())) {
                    piece.lines = new ArrayList<>(words.lines().toList());
                    tally.addRenewed();
                }
            });
        }
    }

    /** @return with which piece the group ends in the file now; null when somebody has removed it */
    @Nullable
    Piece merge(Piece old, Piece piece) {
        SnippetGroup late = of(drafting, piece);
        SnippetGroup file = found.get(of(drafted, old));
        if (file == null) {
            refuse(piece);
            return null;
        }
        Piece named = file.opening;
        if (named != null && named.lines.get(0).stripTrailing().equals(old.lines.get(0))) {
            named.lines = new ArrayList<>(piece.lines);
        }
        List<String> fresh = fresh(late);
        if (!fresh.isEmpty()) {
            List<Piece> more = new ArrayList<>();
            boolean isMarked = file.pieces.stream()
                    .anyMatch(each -> each.lines.get(0).strip().equals(marker));
            if (!isMarked) {
                more.add(piece(marker));
            }
            fresh.forEach(entry -> more.add(piece(entry)));
            file.append(mine, more);
            tally.add(name(late), fresh.size());
        }
        return file.last();
    }

    /** A group that was not there, with the snippets that are new; empty when none is. */
    Optional<Piece> gained(Piece piece) {
        SnippetGroup late = of(drafting, piece);
        List<String> fresh = fresh(late);
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        tally.add(name(late), fresh.size());
        Stream<String> beginning = Stream.of(piece.lines.get(0), marker);
        List<String> parts = Stream.of(beginning, fresh.stream(), Stream.of(SnippetMarks.END))
                .flatMap(each -> each)
                .toList();
        return Optional.of(piece(String.join("\n\n", parts)));
    }

    private static Piece piece(String text) {
        return new Piece(Form.SNIPPET, text.lines().toList(), List.of(""));
    }

    private List<String> fresh(SnippetGroup late) {
        List<String> fresh = new ArrayList<>();
        for (String head : late.heads) {
            if (before.containsKey(head)) {
                continue;
            }
            if (present.contains(head)) {
                tally.addThere();
            } else {
                fresh.add(now.getOrDefault(head, "").stripTrailing());
            }
        }
        return fresh;
    }

    private static String name(SnippetGroup group) {
        return group.source().orElse("snippets");
    }

    /** Its new snippets wait for another edition. */
    void refuse(Piece piece) {
        SnippetGroup late = of(drafting, piece);
        tally.removed.add(name(late));
        late.heads.stream()
                .filter(head -> !before.containsKey(head) && !present.contains(head))
                .flatMap(head -> Optional.ofNullable(items.get(head)).stream())
                .forEach(tally.refused::add);
    }

    /** Whether a source that could not be had is that of a group in a draft. */
    static boolean isOf(Piece failed, Piece group) {
        String source = SnippetMarks.source(group.lines.get(0)).orElse("");
        int word = source.indexOf(' ');
        if (word < 0) {
            return false;
        }
        // As they would stand in a comment.
        Piece marked = new Piece(
                Form.SOURCE, failed.lines.stream().map(SnippetMarks::words).toList(), List.of());
        return Stream.of(source.substring(word + 1).split(MarkdownSource.FOR))
                .allMatch(part -> BlockMerge.isOf(marked, source.substring(0, word + 1) + part));
    }
}
