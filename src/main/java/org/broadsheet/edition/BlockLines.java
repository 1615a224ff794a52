package org.broadsheet.edition;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.broadsheet.source.BlockKind;
import org.broadsheet.source.Item;
import org.broadsheet.source.ItemParser;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.broadsheet.text.YamlParser;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;

/** The lines of a fenced block, and which of them are which entry. */
final class BlockLines {
    // As BlockWriter and Drafter write it: the source, then the window.
    private static final Pattern COMMENT =
            Pattern.compile("# (.+?), \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d to \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d .*");

    private static final Pattern DASH = Pattern.compile("(\\s*)-(?:\\s.*)?");

    /**
     * An entry as it is written.
     *
     * @param first the number of its first line in the block, that of the fence being 0
     * @param lines without the comments and empty lines behind it
     */
    record Entry(int first, List<String> lines) {
        /** What stands before its dash. */
        String margin() {
            return lines.get(0).substring(0, indent(lines.get(0)));
        }

        /** From the left margin. */
        String text() {
            int indent = indent(lines.get(0));
            return String.join(
                    "\n",
                    lines.stream()
                            .map(line -> line.substring(Math.min(indent, indent(line)))
                                    .stripTrailing())
                            .toList());
        }
    }

    private final List<String> lines;
    private final BlockKind kind;
    private final @Nullable List<Entry> entries;
    private @Nullable List<Traits> traits;

    private BlockLines(List<String> lines, BlockKind kind, @Nullable List<Entry> entries) {
        this.lines = lines;
        this.kind = kind;
        this.entries = entries;
    }

    /** @param piece of the form {@link Outline.Form#BLOCK} */
    static BlockLines of(Outline.Piece piece) {
        BlockKind kind = BlockKind.of(piece.word()).orElseThrow();
        List<String> body = piece.lines.subList(1, Math.max(1, piece.lines.size() - 1));
        return new BlockLines(piece.lines, kind, entries(body));
    }

    BlockKind kind() {
        return kind;
    }

    /** Empty when they stand in a way in which no line belongs to one alone, such as between brackets. */
    Optional<List<Entry>> entries() {
        return Optional.ofNullable(entries);
    }

    /** The line that names the source and the window. */
    Optional<String> comment() {
        return lines.stream()
                .filter(line -> COMMENT.matcher(line.strip()).matches())
                .findFirst();
    }

    /** The source that the comment names. */
    Optional<String> source() {
        return comment().map(line -> {
            Matcher matcher = COMMENT.matcher(line.strip());
            return matcher.matches() ? matcher.group(1) : line;
        });
    }

    /** What begins the line of each entry. */
    String indent() {
        return entries == null || entries.isEmpty() ? "" : entries.get(0).margin();
    }

    Set<String> texts() {
        return entries().orElse(List.of()).stream().map(Entry::text).collect(Collectors.toSet());
    }

    /** Of each entry. */
    List<Traits> traits() {
        List<Traits> known = traits;
        if (known == null) {
            known = entries().orElse(List.of()).stream()
                    .map(entry -> traits(kind, entry.text()))
                    .toList();
            traits = known;
        }
        return known;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static @Nullable List<Entry> entries(List<String> body) {
        Problems unread = new Problems();
        YamlValue value = YamlParser.parse(new Position("block", 1, 1), String.join("\n", body), unread);
        if (value == null || value.isNull()) {
            return unread.hasErrors() ? null : List.of();
        }
        if (!value.isList()) {
            return null;
        }
        List<Integer> starts = new ArrayList<>();
        for (YamlValue entry : value.list()) {
            int start = dash(body, entry.at().line() - 1, starts.isEmpty() ? -1 : starts.get(starts.size() - 1));
            if (start < 0) {
                return null;
            }
            starts.add(start);
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : body.size();
            entries.add(new Entry(starts.get(i) + 1, own(body.subList(starts.get(i), end))));
        }
        return List.copyOf(entries);
    }

    /** The line on which the dash of an entry stands; -1 when there is none of its own. */
    private static int dash(List<String> body, int line, int after) {
        for (int number = Math.min(line, body.size() - 1); number > after; number--) {
            if (DASH.matcher(body.get(number)).matches()) {
                return number;
            }
        }
        return -1;
    }

    /** Without what stands between it and the next. */
    private static List<String> own(List<String> lines) {
        int end = lines.size();
        while (end > 1
                && (lines.get(end - 1).isBlank()
                        || lines.get(end - 1).stripLeading().startsWith("#"))) {
            end--;
        }
        return List.copyOf(lines.subList(0, end));
    }

    /** By what an entry is known again after somebody has edited it; empty texts for what it does not have. */
    record Traits(String url, String title, String day) {
        static final Traits NONE = new Traits("", "", "");

        boolean isLike(Traits other) {
            return !url.isEmpty() && url.equals(other.url) && day.equals(other.day)
                    || !title.isEmpty() && title.equals(other.title);
        }

        /** Whether somebody has written just this already. */
        boolean isSame(Traits other) {
            return day.equals(other.day)
                    && (url.isEmpty() ? title.equals(other.title) && other.url.isEmpty() : url.equals(other.url));
        }
    }

    static Traits traits(BlockKind kind, String entry) {
        List<Item> items = ItemParser.parse(kind, new Position("entry", 1, 1), entry, new Problems());
        return items.size() == 1 ? traits(items.get(0)) : Traits.NONE;
    }

    static Traits traits(Item item) {
        if (item instanceof Item.Post post) {
            return traits(post.url(), item, null);
        } else if (item instanceof Item.Talk talk) {
            return traits(talk.url(), item, talk.date());
        } else if (item instanceof Item.Person person) {
            return traits(person.url(), item, null);
        } else if (item instanceof Item.Photo photo) {
            return traits(photo.image().src(), item, null);
        } else if (item instanceof Item.Event event) {
            return new Traits(
                    known(event.url()), event.title() + " " + event.date(), event.date() + " " + event.time());
        } else if (item instanceof Item.Release release) {
            return traits(release.url(), item, null);
        }
        return item instanceof Item.Change change ? traits(change.url(), item, null) : traits(null, item, null);
    }

    private static Traits traits(@Nullable String url, Item item, @Nullable LocalDate day) {
        return new Traits(known(url), item.title(), day == null ? "" : day.toString());
    }

    private static String known(@Nullable String url) {
        return Objects.requireNonNullElse(url, "").replaceFirst("/$", "");
    }
}
