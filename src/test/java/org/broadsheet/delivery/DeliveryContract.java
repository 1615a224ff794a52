package org.broadsheet.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.delivery.DeliveryState.ACCEPTED;
import static org.broadsheet.delivery.DeliveryState.DEFERRED;
import static org.broadsheet.delivery.DeliveryState.IN_DOUBT;
import static org.broadsheet.delivery.DeliveryState.PENDING;
import static org.broadsheet.delivery.DeliveryState.REJECTED;
import static org.broadsheet.delivery.DeliveryState.SKIPPED;
import static org.broadsheet.delivery.DeliveryState.SUPPRESSED;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.EditionState;
import org.broadsheet.mail.SmtpServer;
import org.broadsheet.subscriber.SegmentParser;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What delivery promises, on whichever database. */
abstract class DeliveryContract {
    abstract Jdbi jdbi();

    @Test
    void everybody_on_the_list_gets_one_message_and_the_edition_is_sent() throws Exception {
        Scene scene = new Scene(jdbi()).people(25);
        ApprovedEdition edition = scene.approve("one");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            assertThat(delivery.begin(edition)).isTrue();
            assertThat(delivery.unfinished()).hasSize(3);
            scene.runAll(delivery);

            assertThat(peer.copies())
                    .hasSize(25)
                    .allSatisfy((to, copies) -> assertThat(copies).isEqualTo(1));
            assertThat(peer.connects()).as("one connection a run").isEqualTo(3);
            assertThat(peer.taken().get(0).message()).endsWith("Hello\r\n.dots\r\n");
            assertThat(scene.report.tally(edition.id()).of(ACCEPTED)).isEqualTo(25);
            assertThat(scene.editions.get(edition.id()).state()).isEqualTo(EditionState.SENT);
            assertThat(delivery.unfinished()).isEmpty();
        }
    }

    @Test
    void an_edition_for_a_segment_is_owed_to_those_whom_it_means_and_to_nobody_else() throws Exception {
        Scene scene = new Scene(jdbi()).people(6);
        scene.execute("UPDATE subscriber SET tags = 'docs;maintainer' WHERE address IN"
                + " ('p2@readers.example', 'p4@readers.example', 'p5@readers.example')");
        scene.execute(
                "INSERT INTO suppression (address_hash, reason, evidence, at)"
                        + " SELECT address_hash, 'blocked', 'test', ? FROM subscriber"
                        + " WHERE address IN ('p5@readers.example', 'p6@readers.example')",
                scene.clock.instant());
        scene.segment = SegmentParser.parse("test", "tag:maintainer and domain:readers.example");
        ApprovedEdition edition = scene.approve("segment");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(peer.copies().keySet()).containsExactlyInAnyOrder("p2@readers.example", "p4@readers.example");
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 2, SUPPRESSED, 1));
        }
    }

    @Test
    void an_edition_begins_once() {
        Scene scene = new Scene(jdbi()).people(3);
        ApprovedEdition edition = scene.approve("once");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            assertThat(delivery.begin(edition)).isTrue();
            assertThat(delivery.begin(edition)).isFalse();
            assertThat(scene.report.tally(edition.id()).intended()).isEqualTo(3);
        }
    }

    @Test
    void each_recipient_has_the_outcome_that_the_server_gave_it() throws Exception {
        Scene scene = new Scene(jdbi()).people(4);
        ApprovedEdition edition = scene.approve("outcomes");
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> {
                    if (command.startsWith("RCPT TO:<p2@")) {
                        return "550-5.1.1 no such\r\n550 5.1.1 user";
                    }
                    return command.startsWith("RCPT TO:<p3@") ? "450 4.2.1 busy" : null;
                });
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            scene.runAll(delivery);

            assertThat(scene.state(1)).isEqualTo("accepted");
            assertThat(scene.state(2)).isEqualTo("rejected");
            assertThat(scene.state(3)).isEqualTo("deferred");
            assertThat(scene.state(4)).isEqualTo("accepted");
            assertThat(scene.report.exceptions(edition.id()))
                    .extracting(Report.Line::cause)
                    .containsExactlyInAnyOrder("550 5.1.1 no such user", "450 4.2.1 busy");
            assertThat(scene.editions.get(edition.id()).state()).isEqualTo(EditionState.SENDING);
        }
    }

    @Test
    void a_deferred_recipient_is_retried_after_the_backoff_with_the_same_message() throws Exception {
        Scene scene = new Scene(jdbi()).people(2);
        ApprovedEdition edition = scene.approve("deferred");
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (SmtpPeer peer = SmtpPeer.scripted(
                        (command, message) -> command.equals(".") && seen.add(message.messageId() + message.message())
                                ? "451 4.3.0 later"
                                : null);
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).of(DEFERRED)).isEqualTo(2);

            scene.runAll(delivery);
            assertThat(peer.taken()).as("it is not time yet").isEmpty();

            scene.clock.advance(Duration.ofMinutes(2));
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).of(ACCEPTED)).isEqualTo(2);
            assertThat(seen).as("the same bytes").hasSize(2);
        }
    }

    @Test
    void a_recipient_who_is_deferred_for_two_days_is_given_up() throws Exception {
        Scene scene = new Scene(jdbi()).people(1);
        ApprovedEdition edition = scene.approve("patience");
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> command.startsWith("RCPT") ? "450 busy" : null);
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            for (int hours = 0; hours < 60; hours++) {
                scene.runAll(delivery);
                scene.clock.advance(Duration.ofHours(1));
            }
            assertThat(scene.state(1)).isEqualTo("rejected");
            assertThat(scene.report.exceptions(edition.id()).get(0).cause()).startsWith("given up after");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT TO:<p2@, DROP",
        "RCPT TO:<p2@, 421 4.3.2 bye",
        ". p2, 421 4.3.0 bad content",
        ". p2, 554 5.7.1 account is blocked"
    })
    void one_at_whom_the_server_always_hangs_up_keeps_nobody_from_theirs(String where, String reply) throws Exception {
        Scene scene = new Scene(jdbi()).people(10);
        ApprovedEdition edition = scene.approve("poison");
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> {
                    String said = command.equals(".") ? ". " + message.recipient() : command;
                    return said.startsWith(where) ? reply : null;
                });
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            scene.runAll(delivery);
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).of(ACCEPTED)).isEqualTo(9);
            assertThat(peer.copies())
                    .hasSize(9)
                    .allSatisfy((to, copies) -> assertThat(copies).isEqualTo(1));

            for (int hours = 0; hours < 60; hours++) {
                scene.clock.advance(Duration.ofHours(1));
                scene.runAll(delivery);
            }
            assertThat(scene.state(2)).isEqualTo("rejected");
            assertThat(scene.editions.get(edition.id()).state()).isEqualTo(EditionState.SENT);
        }
    }

    @Test
    void a_server_that_is_away_costs_nobody_a_try() throws Exception {
        Scene scene = new Scene(jdbi()).people(5);
        ApprovedEdition edition = scene.approve("away");
        SmtpPeer peer = SmtpPeer.willing();
        peer.close();
        try (Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            assertThat(delivery.run(delivery.unfinished().get(0))).isPresent();
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(PENDING, 5));
            assertThat(scene.editions.get(edition.id()).trouble()).contains("127.0.0.1:" + peer.port(), "refused");
        }
    }

    @Test
    void a_421_in_the_middle_is_answered_by_a_new_connection() throws Exception {
        Scene scene = new Scene(jdbi()).people(6);
        ApprovedEdition edition = scene.approve("closing");
        java.util.concurrent.atomic.AtomicInteger mails = new java.util.concurrent.atomic.AtomicInteger();
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) ->
                        command.startsWith("MAIL") && mails.incrementAndGet() == 4 ? "421 4.3.2 closing" : null);
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 6));
            assertThat(peer.connects()).isEqualTo(2);
            assertThat(peer.copies().values()).containsOnly(1L);
            assertThat(scene.editions.get(edition.id()).trouble()).isNull();
        }
    }

    @Test
    void a_message_whose_answer_is_lost_is_in_doubt_and_sent_again_under_the_same_id() throws Exception {
        Scene scene = new Scene(jdbi()).people(3);
        ApprovedEdition edition = scene.approve("doubt");
        Set<String> once = ConcurrentHashMap.newKeySet();
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) ->
                        command.equals(".") && message.recipient().startsWith("p2@") && once.add("x")
                                ? SmtpPeer.KEEP_AND_DROP
                                : null);
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 2, IN_DOUBT, 1));

            scene.clock.advance(Duration.ofMinutes(2));
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 3));
            assertThat(scene.report.tally(edition.id()).doubted()).isEqualTo(1);
            assertThat(peer.copies()).containsEntry("p2@readers.example", 2L).containsEntry("p1@readers.example", 1L);
            assertThat(peer.taken().stream().map(SmtpPeer.Taken::messageId).distinct())
                    .hasSize(3);
        }
    }

    @Test
    void what_is_in_doubt_can_be_held_for_a_person() throws Exception {
        Scene scene = new Scene(jdbi()).people(1);
        ApprovedEdition edition = scene.approve("held");
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> command.equals(".") ? SmtpPeer.DROP : null);
                Delivery delivery = scene.delivery(peer, Scene.holding())) {
            delivery.begin(edition);
            scene.runAll(delivery);
            scene.clock.advance(Duration.ofHours(10));
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(IN_DOUBT, 1));
        }
    }

    @Test
    void what_is_in_doubt_again_and_again_is_sent_three_times_and_no_more() throws Exception {
        Scene scene = new Scene(jdbi()).people(1);
        ApprovedEdition edition = scene.approve("again");
        try (SmtpPeer peer =
                        SmtpPeer.scripted((command, message) -> command.equals(".") ? SmtpPeer.KEEP_AND_DROP : null);
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            for (int i = 0; i < 10; i++) {
                scene.runAll(delivery);
                scene.clock.advance(Duration.ofHours(5));
            }
            assertThat(peer.taken()).hasSize(3);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(IN_DOUBT, 1));
        }
    }

    @Test
    void however_much_a_server_says_the_ledger_holds_it() throws Exception {
        Scene scene = new Scene(jdbi()).people(2);
        ApprovedEdition edition = scene.approve("talkative");
        String much = " blah".repeat(400);
        try (SmtpPeer peer = SmtpPeer.scripted(
                        (command, message) -> command.startsWith("MAIL") ? "550 5.7.1" + much : null);
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            assertThat(delivery.run(delivery.unfinished().get(0))).isPresent();
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(PENDING, 2));
            assertThat(scene.editions.get(edition.id()).trouble()).contains("refused the sender", "blah");
        }
    }

    @Test
    void a_run_that_died_leaves_in_doubt_just_what_it_had_begun() throws Exception {
        Scene scene = new Scene(jdbi()).people(3);
        ApprovedEdition edition = scene.approve("died");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            // What a process leaves behind that is killed after the intent is saved.
            scene.execute("UPDATE delivery SET state = 'sending' WHERE id = (SELECT min(id) FROM delivery)");
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 3));
            assertThat(scene.report.tally(edition.id()).doubted()).isEqualTo(1);
        }
    }

    @Test
    void of_two_runs_of_one_shard_the_older_one_stops() throws Exception {
        Scene scene = new Scene(jdbi()).people(10);
        ApprovedEdition edition = scene.approve("zombie");
        CountDownLatch frozen = new CountDownLatch(1);
        CountDownLatch thaw = new CountDownLatch(1);
        Set<String> first = ConcurrentHashMap.newKeySet();
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> {
                    if (command.equals(".") && message.recipient().startsWith("p3@") && first.add("x")) {
                        frozen.countDown();
                        awaitOrFail(thaw);
                    }
                    return null;
                });
                Delivery frozenNode = scene.delivery(peer);
                Delivery otherNode = scene.delivery(peer)) {
            frozenNode.begin(edition);
            ShardRef shard = frozenNode.unfinished().get(0);
            Thread zombie = new Thread(() -> runQuietly(frozenNode, shard));
            zombie.start();
            assertThat(frozen.await(10, TimeUnit.SECONDS)).isTrue();
            otherNode.run(shard);
            thaw.countDown();
            zombie.join(10_000);

            assertThat(zombie.isAlive()).isFalse();
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 10));
            assertThat(peer.copies()).containsEntry("p3@readers.example", 2L);
            assertThat(peer.copies().values().stream().filter(copies -> copies > 1))
                    .hasSize(1);
            assertThat(scene.report.tally(edition.id()).doubted()).isEqualTo(1);
        }
    }

    @Test
    void who_left_or_was_suppressed_after_the_snapshot_is_not_written_to() throws Exception {
        Scene scene = new Scene(jdbi()).people(4);
        ApprovedEdition edition = scene.approve("left");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            scene.execute("UPDATE subscription SET state = 'unsubscribed' WHERE subscriber_id ="
                    + " (SELECT id FROM subscriber WHERE address = 'p1@readers.example')");
            scene.execute(
                    "INSERT INTO suppression (address_hash, reason, evidence, at) VALUES ('p2@readers.example', 'complaint', '', ?)",
                    scene.clock.instant());
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(SUPPRESSED, 2, ACCEPTED, 2));
            assertThat(peer.copies()).containsOnlyKeys("p3@readers.example", "p4@readers.example");
        }
    }

    @Test
    void a_suppressed_address_has_a_row_that_says_so_from_the_start() {
        Scene scene = new Scene(jdbi()).people(2);
        scene.execute(
                "INSERT INTO suppression (address_hash, reason, evidence, at) VALUES ('p2@readers.example', 'bounce', '', ?)",
                scene.clock.instant());
        ApprovedEdition edition = scene.approve("suppressed");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(PENDING, 1, SUPPRESSED, 1));
            assertThat(scene.report.exceptions(edition.id()))
                    .anySatisfy(line -> assertThat(line.cause()).isEqualTo("suppressed: bounce"));
        }
    }

    @Test
    void nobody_at_a_suppressed_domain_is_written_to_from_the_start_and_in_the_middle() throws Exception {
        Scene scene = new Scene(jdbi()).people(4);
        for (int i = 1; i <= 3; i++) {
            scene.execute(
                    "UPDATE subscriber SET address = ?, address_key = ? WHERE address = 'p" + i + "@readers.example'",
                    "P" + i + "@Domain" + i + ".example",
                    "p" + i + "@domain" + i + ".example");
        }
        scene.suppressDomain("domain1.example");
        ApprovedEdition edition = scene.approve("domains");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(PENDING, 3, SUPPRESSED, 1));
            scene.suppressDomain("domain2.example");
            scene.suppressDomain("example");
            scene.runAll(delivery);

            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(SUPPRESSED, 2, ACCEPTED, 2));
            assertThat(peer.copies()).containsOnlyKeys("P3@domain3.example", "p4@readers.example");
            assertThat(scene.report.exceptions(edition.id()))
                    .allSatisfy(line -> assertThat(line.cause()).isEqualTo("suppressed: blocked"));
        }
    }

    @Test
    void who_is_erased_with_a_message_in_the_air_keeps_no_edition_open() throws Exception {
        Scene scene = new Scene(jdbi()).people(2);
        ApprovedEdition edition = scene.approve("erased");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            // A process died here, between the message and the server's answer.
            scene.execute("UPDATE delivery SET state = 'sending' WHERE subscriber_id ="
                    + " (SELECT id FROM subscriber WHERE address = 'p1@readers.example')");
            scene.execute("DELETE FROM subscriber WHERE address = 'p1@readers.example'");
            scene.runAll(delivery);

            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(SKIPPED, 1, ACCEPTED, 1));
            assertThat(scene.editions.get(edition.id()).state()).isEqualTo(EditionState.SENT);
        }
    }

    @Test
    void who_wants_none_of_its_topics_is_skipped_and_the_row_says_why() throws Exception {
        Scene scene = new Scene(jdbi()).people(2);
        scene.execute("INSERT INTO topic_opt_out (subscriber_id, list_id, topic)"
                + " SELECT s.id, l.id, 'everything' FROM subscriber s, mailing_list l WHERE s.address LIKE 'p1@%'");
        ApprovedEdition edition = scene.approve("skipped");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(SKIPPED, 1, ACCEPTED, 1));
        }
    }

    @Test
    void a_paused_edition_stops_before_the_next_envelope() throws Exception {
        Scene scene = new Scene(jdbi()).people(5);
        ApprovedEdition edition = scene.approve("paused");
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> {
                    if (command.equals(".") && message.recipient().startsWith("p2@")) {
                        scene.control.pause(edition.id(), "a test");
                    }
                    return null;
                });
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 2, PENDING, 3));

            scene.control.goOn(edition.id());
            scene.runAll(delivery);
            assertThat(peer.copies())
                    .hasSize(5)
                    .allSatisfy((to, copies) -> assertThat(copies).isEqualTo(1));
        }
    }

    @Test
    void an_edition_for_an_empty_list_is_sent_at_once() {
        Scene scene = new Scene(jdbi());
        ApprovedEdition edition = scene.approve("nobody");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            assertThat(scene.editions.get(edition.id()).state()).isEqualTo(EditionState.SENT);
        }
    }

    @Test
    void a_server_that_is_away_is_stood_in_for_by_another() throws Exception {
        Scene scene = new Scene(jdbi()).people(4);
        ApprovedEdition edition = scene.approve("two");
        SmtpPeer away = SmtpPeer.willing();
        away.close();
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(
                        List.of(away.server(), peer.server()), Scene.SETTINGS, true, Rates.Settings.NONE)) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(peer.taken()).hasSize(4);
            assertThat(scene.editions.get(edition.id()).trouble()).isNull();
        }
    }

    @Test
    void while_a_domain_has_to_wait_the_others_go_on_and_nothing_in_hand_is_unsaved() throws Exception {
        Scene scene = new Scene(jdbi()).people(5);
        scene.execute("UPDATE subscriber SET address = 'p5@other.example' WHERE address = 'p5@readers.example'");
        ApprovedEdition edition = scene.approve("paced");
        Rates.Settings one = new Rates.Settings(List.of(), Map.of("readers.example", new Rate(1, Duration.ofHours(1))));
        Delivery.Settings settings = new Delivery.Settings(
                10, 1, Duration.ofSeconds(30), Scene.RETRY, true, Duration.ofHours(6), StopRule.DEFAULT, null);
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> {
                    if (command.equals(".") && message.recipient().equals("p5@other.example")) {
                        scene.clock.advance(Duration.ofMinutes(1)); // the run's time is up
                    }
                    return null;
                });
                Delivery delivery = scene.delivery(List.of(peer.server()), settings, true, one)) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(peer.copies()).isEqualTo(Map.of("p1@readers.example", 1L, "p5@other.example", 1L));
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 2, PENDING, 3));
        }
    }

    @Test
    void an_address_that_needs_smtputf8_is_rejected_alone() throws Exception {
        Scene scene = new Scene(jdbi()).people(2);
        scene.execute("UPDATE subscriber SET address = 'jürgen@readers.example' WHERE address LIKE 'p1@%'");
        ApprovedEdition edition = scene.approve("utf8");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(REJECTED, 1, ACCEPTED, 1));
            assertThat(scene.report.exceptions(edition.id()).get(0).cause()).contains("SMTPUTF8");
        }
    }

    @Test
    void a_server_with_smtputf8_gets_such_an_address_as_it_is_and_the_others_without_a_word_of_it() throws Exception {
        Scene scene = new Scene(jdbi()).people(2);
        scene.execute("UPDATE subscriber SET address = 'jürgen@bücher.example' WHERE address LIKE 'p1@%'");
        ApprovedEdition edition = scene.approve("utf8");
        List<String> said = new CopyOnWriteArrayList<>();
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> {
                    said.add(new String(command.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
                    return command.startsWith("EHLO")
                            ? "250-peer.test\r\n250-8BITMIME\r\n250-DSN\r\n250 SMTPUTF8"
                            : null;
                });
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 2));
            assertThat(said)
                    .contains(
                            "MAIL FROM:<news@sender.example> BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=id+2B1",
                            "RCPT TO:<jürgen@xn--bcher-kva.example> NOTIFY=FAILURE,DELAY"
                                    + " ORCPT=utf-8;j\\x{FC}rgen@xn--bcher-kva.example",
                            "MAIL FROM:<news@sender.example> RET=HDRS ENVID=id+2B2",
                            "RCPT TO:<p2@readers.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;p2@readers.example");
        }
    }

    @Test
    void a_token_command_is_asked_when_it_is_needed_and_its_token_kept(@TempDir Path folder) throws Exception {
        Scene scene = new Scene(jdbi()).people(20);
        ApprovedEdition edition = scene.approve("token");
        Path asked = folder.resolve("asked");
        List<String> logins = new CopyOnWriteArrayList<>();
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> {
            if (command.startsWith("AUTH")) {
                logins.add(command);
                return "235 2.7.0 welcome";
            }
            return command.startsWith("EHLO") ? "250-peer.test\r\n250 AUTH PLAIN XOAUTH2" : null;
        })) {
            try (Delivery delivery =
                    scene.delivery(tokens(peer, "echo x >> " + asked + "; echo tok-1"), Scene.SETTINGS, true)) {
                delivery.begin(edition);
                scene.runAll(delivery); // two shards, two connections
            }
            String expected = "user=me\u0001auth=Bearer tok-1\u0001\u0001";
            assertThat(logins)
                    .hasSize(2)
                    .containsOnly("AUTH XOAUTH2 "
                            + Base64.getEncoder().encodeToString(expected.getBytes(StandardCharsets.US_ASCII)));
            assertThat(asked).hasContent("x");
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 20));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "exit 3, failed with exit code 3",
        "echo secret; exit 3, failed with exit code 3",
        "true, has to print a token",
        "echo secret words, has to print a token",
        "echo secret, refused the token",
        "/no/such/command secret, failed with exit code 127"
    })
    void a_token_that_is_not_to_be_had_costs_nobody_a_try_and_is_not_shown(String command, String words)
            throws Exception {
        Scene scene = new Scene(jdbi()).people(2);
        ApprovedEdition edition = scene.approve("token");
        try (SmtpPeer peer = SmtpPeer.scripted((line, message) -> line.startsWith("EHLO")
                        ? "250-peer.test\r\n250 AUTH XOAUTH2"
                        : line.startsWith("AUTH")
                                ? "334 eyJzdGF0dXMiOiI0MDAifQ=="
                                : line.isEmpty() ? "535 5.7.8 no" : null);
                Delivery delivery = scene.delivery(tokens(peer, command), Scene.SETTINGS, true)) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(PENDING, 2));
            assertThat(scene.editions.get(edition.id()).trouble())
                    .contains(words)
                    .doesNotContain("secret");
        }
    }

    private static SmtpServer tokens(SmtpPeer peer, String command) {
        return new SmtpServer(
                "127.0.0.1", peer.port(), SmtpServer.Security.NONE, "me", null, command, 4, 1, 500, Set.of());
    }

    @Test
    void a_short_list_keeps_every_connection_busy() throws Exception {
        Scene scene = new Scene(jdbi()).people(27);
        ApprovedEdition edition = scene.approve("short");
        Delivery.Settings four = new Delivery.Settings(
                500, 4, Duration.ofSeconds(30), Scene.RETRY, true, Duration.ofHours(6), StopRule.DEFAULT, null);
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer, four)) {
            delivery.begin(edition);
            assertThat(delivery.unfinished()).hasSize(4);
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 27));
        }
    }

    @Test
    void a_domain_that_asks_for_patience_rests_and_the_others_do_not() throws Exception {
        Scene scene = new Scene(jdbi()).people(9);
        scene.execute("UPDATE subscriber SET address = 'last@other.example' WHERE address LIKE 'p9@%'");
        ApprovedEdition edition = scene.approve("patience");
        AtomicBoolean busy = new AtomicBoolean(true);
        AtomicInteger asked = new AtomicInteger();
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) ->
                        busy.get() && command.startsWith("RCPT") && command.contains("@readers.example")
                                ? "450 4.7.1 try later, " + asked.incrementAndGet()
                                : null);
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(asked.get()).isEqualTo(3);
            assertThat(peer.copies()).isEqualTo(Map.of("last@other.example", 1L));
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 1, DEFERRED, 8));

            scene.clock.advance(Duration.ofSeconds(61));
            scene.runAll(delivery);
            assertThat(asked.get())
                    .as("one is enough to know that it still is so")
                    .isEqualTo(4);

            busy.set(false);
            scene.clock.advance(Duration.ofMinutes(10));
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 9));
            assertThat(peer.copies().values()).containsOnly(1L);
        }
    }

    @Test
    void greylisting_makes_no_domain_rest() throws Exception {
        Scene scene = new Scene(jdbi()).people(9);
        ApprovedEdition edition = scene.approve("grey");
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) ->
                        command.startsWith("RCPT") && seen.add(command) ? "451 4.7.1 Greylisted, come back" : null);
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(seen).hasSize(9);
        }
    }

    @Test
    void a_warm_up_doubles_on_each_day_on_which_mail_goes_out_and_costs_nobody_a_try() throws Exception {
        Scene scene = new Scene(jdbi()).people(100);
        ApprovedEdition edition = scene.approve("warm");
        Delivery.Settings warming = new Delivery.Settings(
                50, 1, Duration.ofSeconds(30), Scene.RETRY, true, Duration.ofDays(9), StopRule.DEFAULT, new WarmUp(25));
        try (SmtpPeer peer = SmtpPeer.willing()) {
            try (Delivery delivery = scene.delivery(peer, warming)) {
                delivery.begin(edition);
                scene.runAll(delivery);
                scene.runAll(delivery);
                assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 25, DEFERRED, 75));
            }
            try (Delivery another = scene.delivery(peer, warming)) {
                scene.clock.advance(Duration.ofHours(1));
                scene.runAll(another);
                assertThat(peer.taken()).as("a new process has the same day").hasSize(25);
                scene.clock.advance(Duration.ofDays(2));
                scene.runAll(another);
                assertThat(peer.taken()).hasSize(75);
                scene.clock.advance(Duration.ofDays(1));
                scene.runAll(another);
            }
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 100));
            List<Integer> went =
                    scene.jdbi.withHandle(handle -> handle.select("SELECT went FROM warm_up ORDER BY on_day")
                            .mapTo(Integer.class)
                            .list());
            assertThat(went).containsExactly(25, 50, 25);
        }
    }

    @Test
    void a_clock_that_is_set_back_in_mid_send_loses_nobody_and_doubles_nobody() throws Exception {
        Scene scene = new Scene(jdbi()).people(20);
        ApprovedEdition edition = scene.approve("clock");
        AtomicInteger messages = new AtomicInteger();
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> {
                    if (command.equals(".") && messages.incrementAndGet() == 7) {
                        scene.clock.advance(Duration.ofHours(-30));
                        return "451 4.3.0 later";
                    }
                    return null;
                });
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 19, DEFERRED, 1));
            scene.clock.advance(Duration.ofMinutes(5));
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 20));
            assertThat(scene.editions.get(edition.id()).state()).isEqualTo(EditionState.SENT);
            assertThat(peer.copies().values()).hasSize(20).containsOnly(1L);
        }
    }

    private static void awaitOrFail(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody opened the latch");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void runQuietly(Delivery delivery, ShardRef shard) {
        try {
            delivery.run(shard);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
