package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.broadsheet.fetch.FetchException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Feeds that others wrote, some of them malformed on purpose. */
@EnabledIfEnvironmentVariable(named = "BROADSHEET_CORPORA", matches = ".+")
@Timeout(20)
class FeedCorpusTest {
    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(System.getenv("BROADSHEET_CORPORA"), "feeds"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(xml|json)"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void each_is_read_or_refused_with_one_clear_error(Path file) throws IOException {
        Outside.Document document = new Outside.Document("https://x.example/feed", null, Files.readAllBytes(file));
        try {
            List<Found> items = FeedReader.read(document, remark -> {});
            BlockWriter writer = new BlockWriter(BlockKind.ITEMS, ZoneOffset.UTC);
            assertThat(items)
                    .allSatisfy(item ->
                            assertThat(writer.entry(item)).as(item.toString()).isPresent());
            boolean partial = file.getFileName().toString().matches("xml_.*|atom_entry_1.xml");
            assertThat(items.isEmpty()).as("no items").isEqualTo(partial && items.isEmpty());
        } catch (FetchException refused) {
            assertThat(refused.getMessage()).matches("(it|this) .{10,300}");
        }
    }
}
