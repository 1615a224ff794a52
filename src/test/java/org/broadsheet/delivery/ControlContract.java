package org.broadsheet.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.delivery.DeliveryState.ACCEPTED;
import static org.broadsheet.delivery.DeliveryState.CANCELLED;
import static org.broadsheet.delivery.DeliveryState.DEFERRED;
import static org.broadsheet.delivery.DeliveryState.IN_DOUBT;
import static org.broadsheet.delivery.DeliveryState.PENDING;
import static org.broadsheet.delivery.DeliveryState.REJECTED;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.EditionState;
import org.broadsheet.edition.Hold;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** What a person can say to an edition, and the rules that speak for one, on whichever database. */
abstract class ControlContract {
    abstract Jdbi jdbi();

    @Test
    void a_cancelled_edition_writes_to_nobody_more_and_keeps_the_outcome_of_what_was_in_the_air() throws Exception {
        Scene scene = new Scene(jdbi()).people(5);
        ApprovedEdition edition = scene.approve("cancelled");
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> {
                    if (command.equals(".") && message.recipient().startsWith("p2@")) {
                        assertThat(scene.control.cancel(edition.id(), "a test")).isTrue();
                        return "451 4.3.0 later";
                    }
                    return null;
                });
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            scene.runAll(delivery);
            delivery.tend();

            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 1, CANCELLED, 4));
            assertThat(scene.editions.get(edition.id()).state()).isEqualTo(EditionState.CANCELLED);
            assertThat(delivery.unfinished()).isEmpty();
            assertThat(scene.control.goOn(edition.id())).isFalse();
            assertThat(scene.control.retry(edition.id(), true)).isFalse();
            assertThat(peer.taken()).hasSize(1);
        }
    }

    @Test
    void what_a_dead_process_had_in_the_air_of_a_cancelled_edition_is_in_doubt_in_the_end() throws Exception {
        Scene scene = new Scene(jdbi()).people(2);
        ApprovedEdition edition = scene.approve("dead");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            scene.execute(
                    "UPDATE delivery SET state = 'sending' WHERE subscriber_id = (SELECT min(id) FROM subscriber)");
            scene.control.cancel(edition.id(), "a test");
            delivery.tend();
            assertThat(scene.state(1)).isEqualTo("sending");

            scene.clock.advance(Duration.ofMinutes(16));
            delivery.tend();
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(IN_DOUBT, 1, CANCELLED, 1));
        }
    }

    @Test
    void what_is_approved_just_so_already_keeps_the_time_and_the_name_of_its_approval() {
        Scene scene = new Scene(jdbi());
        ApprovedEdition first = scene.approve("same");
        scene.clock.advance(Duration.ofMinutes(5));
        assertThat(scene.approve("same")).isEqualTo(first);
        scene.control.cancel(first.id(), "a test");
        assertThat(scene.approve("same").approvedAt()).isEqualTo(scene.clock.instant());
    }

    @Test
    void a_rule_gives_no_time_to_what_a_person_has_held_or_cancelled_and_one_to_what_waits_for_its_digest() {
        Scene scene = new Scene(jdbi());
        Instant at = scene.clock.instant();
        ApprovedEdition edition = scene.approve("planned");
        assertThat(scene.control.plan(edition.id(), at, null)).isTrue();
        scene.control.withhold(edition.id(), at, null, "its digest is paused");
        assertThat(scene.control.plan(edition.id(), at, null)).isTrue();
        scene.control.holdBack(edition.id(), "wait");
        assertThat(scene.control.plan(edition.id(), at, null)).isFalse();
        assertThat(scene.control.schedule(edition.id(), at, null)).isTrue();
        scene.control.cancel(edition.id(), "a test");
        assertThat(scene.control.plan(edition.id(), at, null)).isFalse();
    }

    @Test
    void what_waits_for_its_digest_can_be_paused_and_then_waits_for_a_person() {
        Scene scene = new Scene(jdbi());
        Instant at = scene.clock.instant();
        ApprovedEdition edition = scene.approve("withheld");
        assertThat(scene.control.pause(edition.id(), "paused by ann"))
                .as("nothing would begin it")
                .isFalse();
        assertThat(scene.control.withhold(edition.id(), at, null, "its digest is paused"))
                .isTrue();
        assertThat(scene.editions.get(edition.id()).hold()).isEqualTo(Hold.DIGEST);
        assertThat(scene.control.pause(edition.id(), "paused by ann")).isTrue();
        assertThat(scene.control.plan(edition.id(), at, null)).isFalse();
        assertThat(scene.control.withhold(edition.id(), at, null, "its digest is paused"))
                .isFalse();
        assertThat(scene.control.unschedule(edition.id())).isFalse();
        ApprovedEdition paused = scene.editions.get(edition.id());
        assertThat(paused.state()).isEqualTo(EditionState.PAUSED);
        assertThat(paused.reason()).isEqualTo("paused by ann");

        assertThat(scene.control.waitAgain(edition.id())).isTrue();
        assertThat(scene.editions.get(edition.id()).scheduledFor()).isEqualTo(at);
        scene.control.holdBack(edition.id(), "wait");
        assertThat(scene.control.pause(edition.id(), "paused by ann"))
                .as("a person holds it already")
                .isFalse();
    }

    /** Each of what another process may do between the last look at an edition and its beginning. */
    @Test
    void an_edition_that_is_not_as_it_was_when_somebody_decided_that_it_begins_does_not_begin() throws Exception {
        Scene scene = new Scene(jdbi()).people(2);
        Instant at = scene.clock.instant();
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            ApprovedEdition approved = scene.approve("meanwhile");
            scene.control.hold(approved.id(), "wait");
            assertThat(delivery.begin(approved)).as("held").isFalse();
            ApprovedEdition held = scene.editions.get(approved.id());
            assertThat(held.state()).isEqualTo(EditionState.HELD);

            scene.control.schedule(held.id(), at, null);
            assertThat(delivery.begin(held)).as("given a time").isFalse();
            ApprovedEdition scheduled = scene.editions.get(held.id());
            scene.control.schedule(held.id(), at.plusSeconds(3600), null);
            assertThat(delivery.begin(scheduled)).as("given a later time").isFalse();

            scene.control.withhold(held.id(), at, null, "its digest is paused");
            ApprovedEdition withheld = scene.editions.get(held.id());
            scene.control.holdBack(held.id(), "wait");
            assertThat(delivery.begin(withheld)).as("held by a person").isFalse();

            ApprovedEdition now = scene.editions.get(held.id());
            ApprovedEdition other = scene.approve("other");
            scene.execute("UPDATE edition SET bundle = ? WHERE id = ?", other.bundle(), now.id());
            assertThat(delivery.begin(now)).as("another text").isFalse();
            assertThat(scene.editions.get(now.id()).startedAt()).isNull();
            assertThat(delivery.unfinished()).isEmpty();

            assertThat(delivery.begin(scene.editions.get(now.id())))
                    .as("what is held begins when somebody says so")
                    .isTrue();
        }
    }

    @Test
    void a_hold_that_is_written_while_the_snapshot_begins_is_heeded() throws Exception {
        Scene scene = new Scene(jdbi()).people(2);
        ApprovedEdition edition = scene.approve("held");
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            Future<Boolean> begun = scene.jdbi.inTransaction(handle -> {
                handle.execute(
                        "UPDATE edition SET state = 'held', held_for = 'person', reason = 'wait' WHERE id = ?",
                        edition.id());
                Future<Boolean> beginning = other.submit(() -> delivery.begin(edition));
                awaitWaiting(scene.jdbi);
                return beginning;
            });
            assertThat(begun.get()).isFalse();
            assertThat(scene.editions.get(edition.id()).state()).isEqualTo(EditionState.HELD);
            assertThat(scene.report.tally(edition.id()).intended()).isZero();
        } finally {
            other.shutdownNow();
        }
    }

    /** Until a session waits for a row that another one has locked. */
    private static void awaitWaiting(Jdbi jdbi) throws SQLException {
        String waiting =
                jdbi.withHandle(handle -> handle.getConnection().getMetaData().getDatabaseProductName())
                                .equals("PostgreSQL")
                        ? "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
                        : "SELECT count(*) FROM information_schema.sessions WHERE blocker_id IS NOT NULL";
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (jdbi.withHandle(handle -> handle.select(waiting).mapTo(int.class).one()) == 0) {
            assertThat(System.nanoTime() - end).as("nothing waits").isNegative();
        }
    }

    @Test
    void retry_writes_to_those_who_missed_it_and_to_nobody_else() throws Exception {
        Scene scene = new Scene(jdbi()).people(5);
        ApprovedEdition edition = scene.approve("again");
        AtomicBoolean strict = new AtomicBoolean(true);
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> {
                    if (!strict.get()) {
                        return null;
                    }
                    if (command.startsWith("RCPT TO:<p2@")) {
                        return "550 5.7.1 not you";
                    }
                    if (command.startsWith("RCPT TO:<p3@")) {
                        return "450 4.2.1 busy";
                    }
                    return command.equals(".") && message.recipient().startsWith("p4@") ? SmtpPeer.KEEP_AND_DROP : null;
                });
                Delivery delivery = scene.delivery(peer, Scene.holding())) {
            delivery.begin(edition);
            scene.runAll(delivery);
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts())
                    .isEqualTo(Map.of(ACCEPTED, 2, REJECTED, 1, DEFERRED, 1, IN_DOUBT, 1));
            assertThat(scene.control.missed(edition.id())).isEqualTo(new Control.Missed(1, 1, 1));

            strict.set(false);
            assertThat(scene.control.retry(edition.id(), false)).isTrue();
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 4, IN_DOUBT, 1));
            assertThat(scene.editions.get(edition.id()).state()).isEqualTo(EditionState.SENT);

            assertThat(scene.control.retry(edition.id(), true)).isTrue();
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 5));
            assertThat(peer.copies())
                    .isEqualTo(Map.of(
                            "p1@readers.example", 1L,
                            "p2@readers.example", 1L,
                            "p3@readers.example", 1L,
                            "p4@readers.example", 2L,
                            "p5@readers.example", 1L));
        }
    }

    @Test
    void what_waits_for_a_person_does_not_keep_the_edition_from_being_sent() throws Exception {
        Scene scene = new Scene(jdbi()).people(2);
        ApprovedEdition edition = scene.approve("doubtful");
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) ->
                        command.equals(".") && message.recipient().startsWith("p1@") ? SmtpPeer.KEEP_AND_DROP : null);
                Delivery delivery = scene.delivery(peer, Scene.holding())) {
            delivery.begin(edition);
            scene.runAll(delivery);
            scene.runAll(delivery);

            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 1, IN_DOUBT, 1));
            assertThat(scene.editions.get(edition.id()).state()).isEqualTo(EditionState.SENT);
            assertThat(delivery.unfinished()).as("no job is made in vain").isEmpty();
        }
    }

    @Test
    void an_edition_that_nobody_looked_after_for_longer_than_its_grace_waits_for_a_person() throws Exception {
        Scene scene = new Scene(jdbi()).people(3);
        ApprovedEdition edition = scene.approve("late");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            List<ShardRef> shards = delivery.unfinished();

            scene.clock.advance(Duration.ofHours(7));
            for (ShardRef shard : shards) {
                assertThat(delivery.run(shard)).isEmpty();
            }
            assertThat(peer.taken()).isEmpty();
            ApprovedEdition held = scene.editions.get(edition.id());
            assertThat(held.state()).isEqualTo(EditionState.HELD);
            assertThat(held.reason()).contains("2025-11-20");

            assertThat(scene.control.goOn(edition.id())).isTrue();
            scene.runAll(delivery);
            assertThat(peer.taken()).hasSize(3);
        }
    }

    @Test
    void an_edition_that_a_process_looks_after_is_never_late() throws Exception {
        Scene scene = new Scene(jdbi()).people(1);
        ApprovedEdition edition = scene.approve("patient");
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> command.startsWith("RCPT") ? "450 busy" : null);
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            for (int hours = 0; hours < 40; hours++) {
                scene.runAll(delivery);
                scene.clock.advance(Duration.ofHours(1));
            }
            assertThat(scene.editions.get(edition.id()).state()).isEqualTo(EditionState.SENDING);
        }
    }

    @Test
    void too_many_refusals_pause_the_edition_and_a_person_can_let_it_go_on() throws Exception {
        Scene scene = new Scene(jdbi()).people(30);
        ApprovedEdition edition = scene.approve("refused");
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) ->
                        command.startsWith("RCPT") && !command.contains("<p1@") ? "550 5.7.1 blocked" : null);
                Delivery delivery = scene.delivery(peer, Scene.stopping(new StopRule(0.1, 5)))) {
            delivery.begin(edition);
            scene.runAll(delivery);

            ApprovedEdition paused = scene.editions.get(edition.id());
            assertThat(paused.state()).isEqualTo(EditionState.PAUSED);
            assertThat(paused.reason()).contains("were rejected", "10.0 %");
            assertThat(scene.alarms).containsExactly("refused: " + paused.reason());
            int before = scene.report.tally(edition.id()).of(REJECTED);
            assertThat(before).isBetween(4, 29);
            assertThat(scene.report.tally(edition.id()).of(PENDING)).isPositive();

            assertThat(scene.control.goOn(edition.id())).isTrue();
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).of(REJECTED))
                    .as("it counts anew")
                    .isGreaterThan(before);
        }
    }

    @Test
    void the_report_adds_up_by_domain_and_by_recipient() throws Exception {
        Scene scene = new Scene(jdbi()).people(4);
        scene.execute("UPDATE subscriber SET address_key = 'p1@other.example', address = 'p1@other.example'"
                + " WHERE address = 'p1@readers.example'");
        ApprovedEdition edition = scene.approve("report");
        try (SmtpPeer peer = SmtpPeer.scripted(
                        (command, message) -> command.startsWith("RCPT TO:<p2@") ? "550 5.1.1 =HYPERLINK() no" : null);
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            scene.runAll(delivery);

            assertThat(scene.report.domains(edition.id()))
                    .containsExactly(
                            new Report.Domain("readers.example", new Tally(Map.of(ACCEPTED, 2, REJECTED, 1), 0)),
                            new Report.Domain("other.example", new Tally(Map.of(ACCEPTED, 1), 0)));
            List<Report.Recipient> rows = new ArrayList<>();
            scene.report.recipients(edition.id(), rows::add);
            assertThat(rows)
                    .extracting(Report.Recipient::state)
                    .containsExactly(ACCEPTED, REJECTED, ACCEPTED, ACCEPTED);
            assertThat(rows.get(1).cause()).isEqualTo("550 5.1.1 =HYPERLINK() no");
        }
    }
}
