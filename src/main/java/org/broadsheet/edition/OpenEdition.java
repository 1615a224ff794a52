package org.broadsheet.edition;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.broadsheet.text.Severity;
import org.jspecify.annotations.Nullable;

/**
 * An edition that is still a file: nobody has approved it as it is.
 *
 * @param slug the file's name without {@code .md}
 * @param bytes of the file
 */
public record OpenEdition(String slug, byte[] bytes, Parsed parsed) {
    /** As commands and people name it. */
    public String file() {
        return "editions/" + slug + ".md";
    }

    /** Null when it cannot be read. */
    public @Nullable Edition edition() {
        return parsed.legible();
    }

    /** The day that it is in the edition's zone. */
    public LocalDate today(Instant now) {
        Edition edition = parsed.legible();
        return LocalDate.ofInstant(
                now,
                edition == null ? java.time.ZoneOffset.UTC : edition.front().zone());
    }

    /** What is not done, in the order of the file. */
    public List<Section> openSections() {
        Edition edition = parsed.legible();
        List<Section> sections = edition == null ? List.of() : edition.sections();
        return Stream.concat(sections.stream(), parsed.omitted().stream())
                .filter(OpenEdition::isOpen)
                .sorted(Comparator.comparingInt(section -> section.at().line()))
                .toList();
    }

    /** Without a status a section is done as soon as something stands in it. */
    private static boolean isOpen(Section section) {
        return section.isUnfinished()
                || section.status() == null && section.contents().isEmpty();
    }

    /** Sources that could not be collected when it was drafted, but for those without which it may go out. */
    public long failedSources() {
        return parsed.problems().stream()
                .filter(problem -> problem.rule().equals("failed-source") && problem.severity() == Severity.ERROR)
                .count();
    }

    /** Null when it has none. */
    Optional<LocalDate> date() {
        Edition edition = parsed.legible();
        return Optional.ofNullable(edition == null ? null : edition.front().date());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OpenEdition open
                && open.slug.equals(slug)
                && java.util.Arrays.equals(open.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return slug.hashCode();
    }

    @Override
    public String toString() {
        return file();
    }
}
