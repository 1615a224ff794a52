package org.broadsheet.edition;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.text.Lines;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.broadsheet.text.Severity;
import org.broadsheet.text.Utf8;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlParser;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;

/**
 * A piece of Markdown in a file of its own, which is whole in itself: wherever it is put between two blank lines, nothing of it
 * reaches beyond.
 *
 * @param section that it is meant for; empty when it does not say
 * @param date null when it does not say
 * @param title of which nobody reads anything but patterns that choose
 */
record Snippet(String path, String section, @Nullable LocalDate date, String title, List<String> authors, String text) {
    private static final int MOST_BYTES = 50_000;
    private static final Pattern DATED = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(?:\\D.*)?\\.(?i:md)");

    /**
     * @param folder in which snippets are collected
     * @param problems of which each error keeps the snippet from being taken
     */
    static Optional<Snippet> read(String folder, String path, byte[] bytes, Problems problems) {
        Optional<String> text = Utf8.decode(path, bytes, MOST_BYTES, problems);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Lines lines = Lines.of(text.get());
        Optional<Integer> first = firstLine(path, lines, problems);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        YamlMap keys = keys(path, lines, first.get(), problems);
        String section = keys.optionalText("section", "category");
        String title = keys.optionalText("title");
        List<String> authors = keys.texts("authors", "author", "by");
        LocalDate date = keys.optional(value -> value.parsed("a date such as 2026-03-23", LocalDate::parse), "date");
        keys.refuseOthers();
        int begin = first.get();
        while (begin < lines.count() && lines.line(begin).isBlank()) {
            begin++;
        }
        String body = String.join("\n", lines.list().subList(begin - 1, lines.count()))
                .stripTrailing();
        Problems found = new Problems();
        new SnippetJudge(path, begin, body, found).judge();
        problems.addAll(found.list());
        if (hasErrors(problems)) {
            return Optional.empty();
        }
        return Optional.of(new Snippet(
                path,
                section == null ? sectionOf(folder, path) : section,
                date == null ? dateOf(path, problems) : date,
                title == null ? body.lines().findFirst().orElse("") : title,
                authors,
                body));
    }

    private static boolean hasErrors(Problems problems) {
        return problems.list().stream().map(Problem::severity).anyMatch(Severity.ERROR::equals);
    }

    /** The line behind its front matter, which it may have; empty when that does not end. */
    private static Optional<Integer> firstLine(String path, Lines lines, Problems problems) {
        if (!lines.line(1).stripTrailing().equals("---")) {
            return Optional.of(1);
        }
        for (int line = 2; line <= lines.count(); line++) {
            if (lines.line(line).stripTrailing().equals("---")) {
                return Optional.of(line + 1);
            }
        }
        problems.error(
                "unclosed-front-matter",
                new Position(path, 1, 1),
                "the front matter has no end",
                "end it with a line of '---'");
        return Optional.empty();
    }

    private static YamlMap keys(String path, Lines lines, int first, Problems problems) {
        Position at = new Position(path, 2, 1);
        if (first > 3) {
            String yaml = String.join("\n", lines.list().subList(1, first - 2));
            YamlValue value = YamlParser.parse(at, yaml, problems);
            YamlMap map = value == null || value.isNull() ? null : value.map();
            if (map != null) {
                return map.inLowerCase();
            }
        }
        return YamlMap.empty(at, problems);
    }

    /** The folder that it lies in, below that of all. */
    private static String sectionOf(String folder, String path) {
        String below = path.substring(folder.length() + 1);
        int slash = below.indexOf('/');
        return slash < 0 ? "" : below.substring(0, slash);
    }

    private static @Nullable LocalDate dateOf(String path, Problems problems) {
        Matcher name = DATED.matcher(path.substring(path.lastIndexOf('/') + 1));
        try {
            return name.matches() ? LocalDate.parse(name.group(1)) : null;
        } catch (DateTimeException noSuchDay) {
            String message = "its name begins with " + name.group(1) + ", which is no day";
            String hint = "rename it; until then it is of the day on which it was first seen";
            problems.warning("bad-value", Position.wholeFile(path), message, hint);
            return null;
        }
    }
}
