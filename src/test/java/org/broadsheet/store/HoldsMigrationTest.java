package org.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldsMigrationTest {
    @TempDir
    Path folder;

    @Test
    void holds_from_before_are_known_by_the_words_of_their_reasons() {
        DatabaseSettings settings = new DatabaseSettings("jdbc:h2:file:" + folder.resolve("old"), "sa", "");
        String url = Dialect.H2.complete(settings.url());
        Flyway.configure()
                .dataSource(url, "sa", "")
                .locations(Dialect.H2.migrations())
                .placeholders(Dialect.H2.placeholders())
                .target("16")
                .load()
                .migrate();
        Jdbi.create(url, "sa", "").useHandle(handle -> {
            handle.execute("INSERT INTO mailing_list (id, name, title) VALUES (1, 'l', 'L')");
            handle.execute("INSERT INTO bundle (sha256, manifest, created_at) VALUES ('b', '', now())");
            Map.of(
                            "paused", "the digest is paused by ann: we move",
                            "gone", "digests/news.md is gone",
                            "unscheduled", "digests/news.md has no schedule any more",
                            "edited", "editions/2026-02-02-news.md is gone",
                            "late", "it was due on Monday, longer ago than its grace")
                    .forEach((slug, reason) -> handle.execute("""
                            INSERT INTO edition (slug, rehearsal, title, list_id, bundle, state, reason, approved_by, approved_at)
                            VALUES (?, 0, 'T', 1, 'b', 'held', ?, 'ann', now())
                            """, slug, reason));
            handle.execute("""
                    INSERT INTO edition (slug, rehearsal, title, list_id, bundle, state, reason, approved_by, approved_at)
                    VALUES ('sent', 0, 'T', 1, 'b', 'sent', NULL, 'ann', now())
                    """);
        });
        try (Database database = Database.open(settings, folder)) {
            Map<String, String> kept = new HashMap<>();
            database.jdbi().useHandle(handle -> handle.select("SELECT slug, COALESCE(held_for, '') FROM edition")
                    .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                    .forEach(edition -> kept.put(edition.getKey(), edition.getValue())));
            assertThat(kept)
                    .isEqualTo(Map.of(
                            "paused", "digest",
                            "gone", "digest",
                            "unscheduled", "digest",
                            "edited", "person",
                            "late", "person",
                            "sent", ""));
        }
    }
}
