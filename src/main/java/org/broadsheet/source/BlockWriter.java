package org.broadsheet.source;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.broadsheet.text.Characters;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Writes what was found as a block of an edition. Nothing in it can break out: each value is one line in quotes, what
 * looks like Markdown is escaped where a value is Markdown, and the fence is longer than any in the text.
 */
public final class BlockWriter {
    // What begins something in inline Markdown (CommonMark §6, and strikethrough), wherever it stands.
    private static final String MARKDOWN = "\\`*_[]<>~&{}$|!";
    private static final Pattern BARE_DATE = Pattern.compile("[0-9T:Z+-]+");
    private static final int AT_ONCE = 100;
    private static final int ROOM = 20; // for a few backslashes

    private final BlockKind kind;
    private final ZoneId zone;
    private final boolean hasGroups;

    /** @param zone in which dates are written */
    public BlockWriter(BlockKind kind, ZoneId zone) {
        this.kind = kind;
        this.zone = zone;
        this.hasGroups = BlockFields.hasGroups(kind);
    }

    /** Of the blocks that it writes. */
    public BlockKind kind() {
        return kind;
    }

    /** The same for blocks of another kind. */
    public BlockWriter of(BlockKind other) {
        return other == kind ? this : new BlockWriter(other, zone);
    }

    /** Whether what it writes shows groups by itself, so that it need not be parted into several blocks. */
    public boolean hasGroups() {
        return hasGroups;
    }

    /** The entry in YAML; empty when it would be none that is right, such as a release without a version. */
    public Optional<String> entry(Found item) {
        return taken(yaml(item));
    }

    /**
     * What {@link #entry} makes of each. Those that show to be good need not be read back; the others are at once where they read
     * well together, and several such lots side by side.
     */
    public List<Optional<String>> entries(List<Found> items) {
        int lots = (items.size() + AT_ONCE - 1) / AT_ONCE;
        return IntStream.range(0, lots)
                .parallel()
                .mapToObj(lot -> items.subList(lot * AT_ONCE, Math.min((lot + 1) * AT_ONCE, items.size())))
                .flatMap(this::lot)
                .toList();
    }

    private Stream<Optional<String>> lot(List<Found> items) {
        List<String> written = items.stream().map(this::yaml).toList();
        List<String> doubtful =
                written.stream().filter(yaml -> !PlainEntry.isGood(kind, yaml)).toList();
        if (doubtful.isEmpty() || areGood(doubtful)) {
            return written.stream().map(Optional::of);
        }
        return written.stream().map(this::taken);
    }

    private Optional<String> taken(String yaml) {
        return PlainEntry.isGood(kind, yaml) || areGood(List.of(yaml)) ? Optional.of(yaml) : Optional.empty();
    }

    String yaml(Found item) {
        StringBuilder yaml = new StringBuilder();
        for (BlockFields.Field field : BlockFields.of(kind)) {
            value(field, item)
                    .ifPresent(value -> yaml.append(yaml.isEmpty() ? "- " : "  ")
                            .append(field.key())
                            .append(": ")
                            .append(value)
                            .append('\n'));
        }
        return yaml.toString();
    }

    /** Whether each of them is read as one entry, from where it begins, and nothing is wrong with any. */
    private boolean areGood(List<String> written) {
        Problems problems = new Problems();
        List<Item> read = ItemParser.parse(kind, new Position("source", 1, 1), String.join("", written), problems);
        boolean good = read.size() == written.size()
                && problems.list().stream().map(Problem::rule).allMatch("missing-alt"::equals);
        int line = 1;
        for (int i = 0; good && i < written.size(); i++) {
            good = read.get(i).at().line() == line;
            line += (int) written.get(i).chars().filter(c -> c == '\n').count();
        }
        return good;
    }

    private Optional<String> value(BlockFields.Field field, Found item) {
        if (field.form() == BlockFields.Form.PICTURE) {
            return picture(field.key(), item);
        }
        for (String name : field.from()) {
            if (field.form() == BlockFields.Form.MARKDOWN
                    && !item.all("*" + name).isEmpty()) {
                return Optional.of(quoted(item.first("*" + name)));
            }
            if (!item.all(name).isEmpty()) {
                return Optional.of(value(field.form(), item.all(name)));
            }
        }
        Instant at = item.at();
        return at == null
                        || field.form() != BlockFields.Form.DATE
                        || !item.all(Found.UNDATED).isEmpty()
                ? Optional.empty()
                : Optional.of(at.atZone(zone).toLocalDate().toString());
    }

    private static String value(BlockFields.Form form, List<String> values) {
        String first = values.get(0);
        return switch (form) {
            case PLAIN, PICTURE -> quoted(first);
            case MARKDOWN -> quoted(markdown(first));
            case DATE -> BARE_DATE.matcher(first).matches() ? first : quoted(first);
            case FLAG -> Boolean.toString(first.equalsIgnoreCase("true"));
            case LIST ->
                values.size() == 1
                        ? quoted(first)
                        : "["
                                + String.join(
                                        ", ",
                                        values.stream().map(BlockWriter::quoted).toList()) + "]";
        };
    }

    private static Optional<String> picture(String name, Found item) {
        if (item.first(name + ".src").isEmpty()) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        for (String part : List.of("src", "alt", "caption", "credit")) {
            String plain = item.first(name + "." + part);
            String marked = item.first("*" + name + "." + part);
            if (!marked.isEmpty()) {
                parts.add(part + ": " + quoted(marked));
            } else if (!plain.isEmpty()) {
                parts.add(part + ": " + quoted(part.equals("caption") ? markdown(plain) : plain));
            }
        }
        return Optional.of("{" + String.join(", ", parts) + "}");
    }

    /** Such that it is shown as it is. */
    static String markdown(String text) {
        StringBuilder out = new StringBuilder(text.length() + ROOM);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            (MARKDOWN.indexOf(c) < 0 ? out : out.append('\\')).append(c);
        }
        return out.toString();
    }

    /** In double quotes, on one line (YAML 1.2 §7.3.1). */
    static String quoted(String text) {
        String line = Characters.oneLine(text);
        StringBuilder out = new StringBuilder(line.length() + ROOM).append('"');
        for (int i = 0, c; i < line.length(); i += Character.charCount(c)) {
            c = line.codePointAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c >= ' ' && c < 0x7f || c >= 0xa0 && c != 0xfeff && !isUnprintable(c)) {
                out.appendCodePoint(c);
            } else {
                out.append(String.format(c > 0xffff ? "\\U%08X" : "\\u%04X", c));
            }
        }
        return out.append('"').toString();
    }

    private static boolean isUnprintable(int c) {
        int type = Character.getType(c);
        return type == Character.SURROGATE || (c & 0xfffe) == 0xfffe || type == Character.LINE_SEPARATOR;
    }

    /**
     * The block, from fence to fence.
     *
     * @param title null when it has none
     * @param comment says where the entries come from; never reaches a reader
     */
    public String block(@Nullable String title, String comment, List<String> entries) {
        List<String> lines = new ArrayList<>();
        lines.add("# " + Characters.visible(comment));
        entries.forEach(entry -> lines.add(entry.stripTrailing()));
        String body = String.join("\n", lines);
        String fence = fence(body);
        String head = fence + kind.word() + (title == null ? "" : " title=\"" + title(title) + "\"");
        return head + "\n" + body + "\n" + fence;
    }

    /** Such that it stays between its quotes, on the line of its fence, where Markdown reads escapes and entities (CommonMark §4.5). */
    private static String title(String text) {
        String plain =
                Characters.visible(Characters.oneLine(text)).replace('"', '\'').replace('`', '\'');
        return plain.replace("\\", "\\\\").replace("&", "\\&");
    }

    /** Longer than any in the text (CommonMark §4.5). */
    public static String fence(String text) {
        int longest = 2;
        for (int at = text.indexOf("```"); at >= 0; at = text.indexOf("```", at)) {
            int from = at;
            while (at < text.length() && text.charAt(at) == '`') {
                at++;
            }
            longest = Math.max(longest, at - from);
        }
        return "`".repeat(longest + 1);
    }
}
