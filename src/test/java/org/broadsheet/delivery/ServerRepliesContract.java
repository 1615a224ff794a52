package org.broadsheet.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.Keys;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.AddressHashes;
import org.broadsheet.subscriber.Suppressions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers' words are dropped when their time is over, on whichever database. */
abstract class ServerRepliesContract {
    private static final Duration KEPT = Duration.ofDays(90);

    @RegisterExtension
    final TestDatabase database;

    private Scene scene;
    private long edition;

    ServerRepliesContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void wire() {
        scene = new Scene(database.jdbi());
        edition = scene.approve("2026-01-05-news").id();
        scene.execute("UPDATE edition SET started_at = ? WHERE id = ?", scene.clock.instant(), edition);
    }

    private void delivery(long subscriber, String state, String reason) {
        Instant now = scene.clock.instant();
        scene.execute("""
                INSERT INTO delivery (edition_id, subscriber_id, shard, state, reason, tries, doubts, reply_code, reply_status,
                                      reply_text, changed_at)
                VALUES (?, ?, 1, ?, ?, 1, 0, 550, '5.1.1', 'ada@one.example is not here', ?)
                """, edition, subscriber, state, reason, now);
        scene.execute("""
                INSERT INTO attempt (delivery_id, at, epoch, outcome, reason, reply_code, reply_status, reply_text)
                SELECT max(id), ?, 1, 'rejected', 'ada@one.example was refused', 550, '5.1.1', 'no ada@one.example' FROM delivery
                """, now);
    }

    private void finish() {
        scene.execute("UPDATE edition SET finished_at = ? WHERE id = ?", scene.clock.instant(), edition);
    }

    private void drop() {
        new ServerReplies(database.jdbi(), scene.clock).dropAfter(KEPT);
    }

    private List<String> words(String sql) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private List<String> deliveries() {
        return words(
                "SELECT state || ' ' || COALESCE(reason, '-') || ' ' || reply_code || ' ' || COALESCE(reply_text, '-')"
                        + " FROM delivery ORDER BY id");
    }

    private List<String> attempts() {
        return words(
                "SELECT outcome || ' ' || COALESCE(reason, '-') || ' ' || reply_code || ' ' || COALESCE(reply_text, '-')"
                        + " FROM attempt");
    }

    @Test
    void when_their_time_is_over_the_words_go_and_what_became_of_each_message_stays() {
        delivery(1, "rejected", "ada@one.example was refused");
        delivery(2, "skipped", "wants none of its topics");
        finish();
        scene.clock.advance(KEPT);
        drop();
        assertThat(deliveries()).first().asString().contains("ada@one.example is not here");

        scene.clock.advance(Duration.ofSeconds(1));
        drop();

        assertThat(deliveries()).containsExactly("rejected - 550 -", "skipped wants none of its topics 550 -");
        assertThat(attempts()).containsExactly("rejected - 550 -", "rejected - 550 -");
    }

    @Test
    void an_edition_that_goes_on_loses_only_what_is_old() {
        delivery(1, "rejected", "refused");
        scene.clock.advance(KEPT.plusDays(1));
        delivery(2, "rejected", "refused too");
        drop();

        assertThat(deliveries())
                .containsExactly("rejected - 550 -", "rejected refused too 550 ada@one.example is not here");
        assertThat(attempts()).anyMatch(words -> words.contains("no ada@one.example"));
    }

    @Test
    void what_servers_said_after_a_retry_has_its_own_time() {
        delivery(1, "rejected", "refused");
        finish();
        scene.clock.advance(KEPT.plusDays(1));
        drop();
        scene.clock.advance(Duration.ofDays(1));
        delivery(2, "rejected", "refused again");
        finish();
        drop();
        assertThat(deliveries()).last().asString().contains("refused again");

        scene.clock.advance(KEPT.plusDays(1));
        drop();
        assertThat(deliveries()).containsExactly("rejected - 550 -", "rejected - 550 -");
    }

    @Test
    void other_editions_keep_theirs() {
        delivery(1, "rejected", "refused");
        finish();
        scene.clock.advance(KEPT.plusDays(1));
        edition = scene.approve("2026-06-05-news").id();
        scene.execute("UPDATE edition SET started_at = ? WHERE id = ?", scene.clock.instant(), edition);
        delivery(1, "rejected", "refused lately");
        finish();
        drop();

        assertThat(deliveries())
                .containsExactly("rejected - 550 -", "rejected refused lately 550 ada@one.example is not here");
    }

    @Test
    void the_record_of_a_notice_goes_too_once_it_is_settled() {
        scene.notices.add(
                "alert", new MailAddress("news@one.example", ""), new MailAddress("ada@one.example", ""), new byte[1]);
        scene.notices.add(
                "alert", new MailAddress("news@one.example", ""), new MailAddress("bo@one.example", ""), new byte[1]);
        NoticeQueue.Due due = scene.notices.take().orElseThrow();
        scene.notices.save(due, Outcome.rejected(null, "no ada@one.example here"));
        scene.clock.advance(KEPT.plusDays(1));
        drop();

        assertThat(words("SELECT recipient FROM notice")).containsExactly("bo@one.example");
    }

    @Test
    void a_bounce_stays_a_reason_to_write_to_nobody_without_the_words_of_the_server() {
        Suppressions suppressions =
                new Suppressions(database.get(), new AddressHashes(new Keys(database.get())), scene.clock);
        MailAddress ada = new MailAddress("ada@one.example", "");
        MailAddress bo = new MailAddress("bo@one.example", "");
        suppressions.add(ada, Suppressions.Reason.BOUNCED, "550 5.1.1 ada@one.example is not here");
        suppressions.add(bo, Suppressions.Reason.BLOCKED, "asked by phone");
        scene.clock.advance(KEPT.plusDays(1));
        suppressions.dropReplies(KEPT);

        assertThat(suppressions.find(ada).orElseThrow().evidence()).isEmpty();
        assertThat(suppressions.reason(ada)).contains(Suppressions.Reason.BOUNCED);
        assertThat(suppressions.find(bo).orElseThrow().evidence()).isEqualTo("asked by phone");
    }
}
