package org.broadsheet.edition;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.source.BlockKind;
import org.broadsheet.source.Found;
import org.broadsheet.source.Outside;
import org.broadsheet.source.Place;
import org.broadsheet.source.Query;
import org.broadsheet.source.Source;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;

/** A folder of Markdown snippets, one file for each, which people of the project add by pull requests. They stay Markdown. */
public final class MarkdownSource implements Source {
    /** Stands between the folder and the section, where people read of both. */
    static final String FOR = " for ";

    private static final String SECTION = "#section";
    private static final String LEFT_OUT = "the snippet is left out";

    @Override
    public String word() {
        return "markdown";
    }

    @Override
    public BlockKind kind() {
        return BlockKind.ITEMS; // which it never becomes
    }

    @Override
    public @Nullable Query read(YamlMap keys) {
        String folder = Place.folder(keys);
        String section = keys.optionalText("section");
        for (String key : List.of("as", "title")) {
            YamlValue value = keys.value(key);
            if (value != null) {
                String message = "'" + key + "' is of a block, and snippets are text";
                keys.problems().error("unknown-key", value.at(), message, "remove it");
            }
        }
        return folder == null ? null : new Snippets(folder, section == null ? "" : section);
    }

    /** @param section that is collected here; empty for whatever is left */
    private record Snippets(String folder, String section) implements Query {
        @Override
        public String place() {
            return folder;
        }

        @Override
        public String name() {
            return section.isEmpty() ? folder : folder + FOR + section;
        }

        @Override
        public boolean isWhole() {
            return true;
        }

        /** The oldest first; one without a date is of the day on which it was first seen, which the store knows. */
        @Override
        public List<Entry> entries(List<Found> due) {
            return Query.super.entries(due.stream()
                    .sorted(Comparator.comparing(Snippets::day).thenComparing(Found::id))
                    .toList());
        }

        private static LocalDate day(Found item) {
            return LocalDate.ofInstant(Objects.requireNonNullElse(item.at(), Instant.EPOCH), ZoneOffset.UTC);
        }

        @Override
        public String unclaimed(Found item) {
            String section = item.first(SECTION);
            return section.isEmpty()
                    ? item.id() + " is for no section, and no block of " + folder + " takes such snippets"
                    : item.id() + " is for '" + section + "', which no block of " + folder + " takes";
        }

        /** All blocks share what is in the folder, so that none of it stands in two of them. */
        @Override
        public boolean wants(Found item) {
            return section.isEmpty() || item.first(SECTION).equalsIgnoreCase(section);
        }

        @Override
        public Optional<List<Found>> ask(Outside outside) throws FetchException {
            List<Snippet> snippets = new ArrayList<>();
            for (String path : outside.list(folder, ".md")) {
                Problems problems = new Problems();
                try {
                    Snippet.read(folder, path, outside.open(path).bytes(), problems)
                            .ifPresent(snippets::add);
                } catch (FetchException e) {
                    outside.leftOut(path, List.of(behind(path, String.valueOf(e.getMessage()))), LEFT_OUT);
                }
                List<String> why = problems.list().stream()
                        .sorted(Comparator.comparing(problem -> problem.at().line()))
                        .map(MarkdownSource::words)
                        .toList();
                if (problems.hasErrors()) {
                    outside.leftOut(path, why, LEFT_OUT);
                } else {
                    why.forEach(words -> outside.remark(path + words));
                }
            }
            return Optional.of(snippets.stream().map(MarkdownSource::item).toList());
        }
    }

    private static Found item(Snippet snippet) {
        Found.Fields fields = new Found.Fields()
                .put("title", snippet.title())
                .put("authors", snippet.authors())
                .put("tags", snippet.section())
                .put(SECTION, snippet.section())
                .prose(snippet.text());
        return new Found(
                snippet.path(),
                snippet.date() == null
                        ? null
                        : snippet.date().atStartOfDay(ZoneOffset.UTC).toInstant(),
                fields.map());
    }

    private static String words(Problem problem) {
        String hint = problem.hint().isEmpty() ? "" : "; " + problem.hint();
        String line = problem.at().line() == 0 ? "" : ":" + problem.at().line();
        return line + ": " + problem.message() + hint;
    }

    /** What is said of a file, without its path. */
    private static String behind(String path, String words) {
        return words.startsWith(path + " ") ? words.substring(path.length() + 1) : ": " + words;
    }
}
