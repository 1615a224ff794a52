package org.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of what earlier versions have written. */
class MigrationsTest {
    @TempDir
    Path folder;

    /** @param insert what an earlier version has written */
    private Database from(Consumer<Handle> insert) {
        String file = "jdbc:h2:file:" + folder.resolve("old");
        String url = Dialect.H2.complete(file);
        Flyway.configure()
                .dataSource(url, "sa", "")
                .locations(Dialect.H2.migrations())
                .placeholders(Dialect.H2.placeholders())
                .target("16")
                .load()
                .migrate();
        Jdbi.create(url, "sa", "").useHandle(insert::accept);
        return Database.open(new DatabaseSettings(file, "sa", ""), folder);
    }

    @Test
    void holds_are_known_by_the_words_of_their_reasons() {
        try (Database database = from(handle -> {
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
        })) {
            Map<String, String> kept = new HashMap<>();
            database.jdbi()
                    .useHandle(handle -> handle.select("SELECT slug, COALESCE(held_for, '') FROM edition")
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

    @Test
    void drafts_of_cancelled_editions_that_nobody_was_sent_are_given_back() {
        try (Database database = from(handle -> {
            handle.execute("INSERT INTO mailing_list (id, name, title) VALUES (1, 'l', 'L')");
            handle.execute("INSERT INTO bundle (sha256, manifest, created_at) VALUES ('b', '', now())");
            edition(handle, "cancelled", 0, "cancelled", "NULL");
            edition(handle, "stopped", 0, "cancelled", "now()");
            edition(handle, "approved", 0, "approved", "NULL");
            edition(handle, "approved", 1, "cancelled", "NULL");
            for (String slug : List.of("cancelled", "stopped", "approved", "open")) {
                handle.execute("""
                        INSERT INTO draft (digest, edition, window_from, window_to, drafted_at, text)
                        VALUES ('news', ?, now(), now(), now(), '')
                        """, slug);
            }
        })) {
            List<String> back = database.jdbi()
                    .withHandle(handle -> handle.select("SELECT edition FROM draft WHERE given_back")
                            .mapTo(String.class)
                            .list());
            assertThat(back).containsExactly("cancelled");
        }
    }

    private static void edition(Handle handle, String slug, int rehearsal, String state, String started) {
        handle.execute("""
                INSERT INTO edition (slug, rehearsal, title, list_id, bundle, state, approved_by, approved_at, started_at)
                VALUES (?, ?, 'T', 1, 'b', ?, 'ann', now(), %s)
                """.formatted(started), slug, rehearsal, state);
    }

    @Test
    void a_plan_without_a_zone_stays_the_plan_that_is_followed() {
        try (Database database = from(handle -> {
            handle.execute("INSERT INTO digest (name, plan) VALUES ('none', '0 0 9 ? * MON Z')");
            handle.execute("INSERT INTO digest (name, plan) VALUES ('own', '0 0 9 ? * MON Europe/Berlin')");
        })) {
            List<String> plans = database.jdbi()
                    .withHandle(handle -> handle.select("SELECT plan FROM digest ORDER BY name")
                            .mapTo(String.class)
                            .list());
            assertThat(plans).containsExactly("0 0 9 ? * MON UTC", "0 0 9 ? * MON Europe/Berlin");
        }
    }
}
