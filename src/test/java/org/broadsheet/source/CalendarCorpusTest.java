package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.broadsheet.fetch.FetchException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calendars that others wrote, some of them malformed on purpose. */
@EnabledIfEnvironmentVariable(named = "BROADSHEET_CORPORA", matches = ".+")
@Timeout(20)
class CalendarCorpusTest {
    private static final Instant FROM = Instant.parse("1980-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2100-01-01T00:00:00Z");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(System.getenv("BROADSHEET_CORPORA"), "calendars"))) {
            return files.filter(file -> file.toString().endsWith(".ics"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void each_is_read_or_refused_with_one_clear_error(Path file) throws IOException {
        BlockWriter writer = new BlockWriter(BlockKind.EVENTS, ZoneOffset.UTC);
        byte[] bytes = Files.readAllBytes(file);
        try {
            List<Found> items = new CalendarReader(Optional.empty(), FROM, TO).read(IcsReader.read(bytes));
            assertThat(items)
                    .filteredOn(item -> !item.first("title").isEmpty())
                    .allSatisfy(item ->
                            assertThat(writer.entry(item)).as(item.toString()).isPresent());
        } catch (FetchException refused) {
            assertThat(refused.getMessage()).matches("(it|this) .{10,300}");
        }
    }
}
