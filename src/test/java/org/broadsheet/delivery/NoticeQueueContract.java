package org.broadsheet.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.delivery.DeliveryState.ACCEPTED;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.mail.BounceSettings;
import org.broadsheet.mail.DkimKey;
import org.broadsheet.mail.DkimSigner;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.mail.ReturnPaths;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What notices are promised, on whichever database. */
abstract class NoticeQueueContract {
    private static final MailAddress FROM = new MailAddress("news@sender.example", "News");

    abstract Jdbi jdbi();

    private static void add(NoticeQueue queue, String to) {
        queue.add(
                "alert",
                FROM,
                new MailAddress(to, ""),
                ("From: news@sender.example\r\nMessage-ID: <notice." + to + ">\r\nTo: " + to + "\r\n\r\nHello\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static int number(Scene scene, String sql) {
        return scene.jdbi.withHandle(
                handle -> handle.select(sql).mapTo(Integer.class).one());
    }

    private static String state(Scene scene) {
        return scene.jdbi.withHandle(handle ->
                handle.select("SELECT state FROM notice").mapTo(String.class).one());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_notice_goes_before_what_is_left_of_an_edition(boolean mayPipeline) throws Exception {
        Scene scene = new Scene(jdbi()).people(30);
        ApprovedEdition edition = scene.approve("bulk");
        AtomicBoolean added = new AtomicBoolean();
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> {
                    if (command.startsWith("RCPT TO:<p5@") && added.compareAndSet(false, true)) {
                        add(scene.notices, "ann@editors.example");
                    }
                    return command.startsWith("EHLO") && mayPipeline ? "250-peer\r\n250 PIPELINING" : null;
                });
                Delivery delivery = scene.delivery(peer.server(), Scene.SETTINGS, mayPipeline)) {
            delivery.begin(edition);
            scene.runAll(delivery);

            List<String> order =
                    peer.taken().stream().map(SmtpPeer.Taken::recipient).toList();
            assertThat(order).hasSize(31).doesNotHaveDuplicates();
            int fifth = order.indexOf("p5@readers.example");
            assertThat(order.indexOf("ann@editors.example")).isBetween(fifth, fifth + 3);
            assertThat(scene.report.tally(edition.id()).of(ACCEPTED)).isEqualTo(30);
            assertThat(state(scene)).isEqualTo("accepted");
        }
    }

    @Test
    void a_paused_edition_keeps_no_notice_back() throws Exception {
        Scene scene = new Scene(jdbi()).people(3);
        ApprovedEdition edition = scene.approve("paused");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition);
            scene.control.pause(edition.id(), "by a person");
            add(scene.notices, "ann@editors.example");
            scene.runAll(delivery);
            delivery.handNotices();

            assertThat(peer.copies()).isEqualTo(Map.of("ann@editors.example", 1L));
            assertThat(number(scene, "SELECT count(*) FROM notice WHERE message IS NULL"))
                    .as("a message is dropped when it was sent")
                    .isEqualTo(1);
            assertThat(scene.report.notices(false)).isEqualTo(new Report.Notices(0, 0, null));
        }
    }

    @Test
    void a_deferred_notice_is_tried_again_and_a_refused_one_is_not() throws Exception {
        Scene scene = new Scene(jdbi());
        AtomicInteger asked = new AtomicInteger();
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> {
                    if (command.startsWith("RCPT TO:<late@")) {
                        return asked.incrementAndGet() == 1 ? "450 4.2.1 busy" : null;
                    }
                    return command.startsWith("RCPT TO:<gone@") ? "550 5.1.1 nobody" : null;
                });
                Delivery delivery = scene.delivery(peer)) {
            add(scene.notices, "late@editors.example");
            add(scene.notices, "gone@editors.example");
            delivery.handNotices();
            assertThat(scene.report.notices(false).pending()).isEqualTo(1);
            assertThat(scene.report.notices(false).failed()).isEqualTo(1);

            scene.clock.advance(Duration.ofMinutes(2));
            delivery.handNotices();
            assertThat(peer.copies()).containsOnlyKeys("late@editors.example");
            assertThat(scene.report.notices(false)).isEqualTo(new Report.Notices(0, 1, "550 5.1.1 nobody"));
        }
    }

    @Test
    void one_whose_answer_is_lost_goes_again_with_the_same_bytes_but_not_for_ever() throws Exception {
        Scene scene = new Scene(jdbi());
        try (SmtpPeer peer =
                        SmtpPeer.scripted((command, message) -> command.equals(".") ? SmtpPeer.KEEP_AND_DROP : null);
                Delivery delivery = scene.delivery(peer)) {
            add(scene.notices, "ann@editors.example");
            for (int hours = 0; hours < 10; hours++) {
                delivery.handNotices();
                scene.clock.advance(Duration.ofHours(1));
            }
            assertThat(peer.taken()).hasSize(3);
            assertThat(peer.taken().stream().map(SmtpPeer.Taken::message).distinct())
                    .hasSize(1);
            assertThat(state(scene)).isEqualTo("in_doubt");
        }
    }

    @Test
    void one_at_whom_the_server_hangs_up_is_given_up_and_keeps_no_other_back() throws Exception {
        Scene scene = new Scene(jdbi());
        try (SmtpPeer peer = SmtpPeer.scripted(
                        (command, message) -> command.startsWith("RCPT TO:<ann@") ? SmtpPeer.DROP : null);
                Delivery delivery = scene.delivery(peer)) {
            add(scene.notices, "ann@editors.example");
            add(scene.notices, "bob@editors.example");
            for (int minutes = 0; minutes < 3; minutes++) {
                delivery.handNotices();
                scene.clock.advance(Duration.ofMinutes(1));
            }
            assertThat(peer.copies()).isEqualTo(Map.of("bob@editors.example", 1L));

            for (int hours = 0; hours < 60; hours++) {
                delivery.handNotices();
                scene.clock.advance(Duration.ofHours(1));
            }
            Report.Notices notices = scene.report.notices(false);
            assertThat(notices.pending()).isZero();
            assertThat(notices.failed()).isEqualTo(1);
            assertThat(notices.reason()).contains("given up after");
        }
    }

    @Test
    void who_stops_waits_for_one_notice_and_not_for_all() throws Exception {
        Scene scene = new Scene(jdbi());
        for (int i = 0; i < 20; i++) {
            add(scene.notices, "e" + i + "@editors.example");
        }
        AtomicReference<Runnable> stop = new AtomicReference<>(() -> {});
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> {
                    if (command.startsWith("RCPT TO:<e2@")) {
                        Objects.requireNonNull(stop.get()).run();
                    }
                    return null;
                });
                Delivery delivery = scene.delivery(peer)) {
            stop.set(delivery::stop);
            delivery.handNotices();
            assertThat(peer.copies()).hasSize(3);
            assertThat(scene.report.notices(false).pending()).isEqualTo(17);
        }
    }

    @Test
    void a_server_that_is_away_costs_no_try() throws Exception {
        Scene scene = new Scene(jdbi());
        SmtpPeer away = SmtpPeer.willing();
        away.close();
        add(scene.notices, "ann@editors.example");
        try (Delivery delivery = scene.delivery(away)) {
            delivery.handNotices();
        }
        assertThat(scene.report.notices(false).pending()).isEqualTo(1);
        assertThat(scene.report.notices(false).reason()).contains("cannot connect");
        assertThat(number(scene, "SELECT tries FROM notice")).isZero();
    }

    @Test
    void one_that_died_in_the_air_goes_again_when_nobody_can_hold_it_any_more() throws Exception {
        Scene scene = new Scene(jdbi());
        add(scene.notices, "ann@editors.example");
        assertThat(scene.notices.take()).isPresent();
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.handNotices();
            assertThat(peer.taken()).isEmpty();

            scene.clock.advance(Duration.ofMinutes(16));
            delivery.handNotices();
            assertThat(peer.copies()).containsOnlyKeys("ann@editors.example");
        }
    }

    @Test
    void many_who_take_at_once_take_each_once() throws Exception {
        Scene scene = new Scene(jdbi());
        for (int i = 0; i < 40; i++) {
            add(scene.notices, "e" + i + "@editors.example");
        }
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            List<Future<?>> takers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                takers.add(threads.submit(() -> {
                    start.await();
                    delivery.handNotices();
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> taker : takers) {
                taker.get(30, TimeUnit.SECONDS);
            }
            delivery.handNotices();
            assertThat(peer.copies())
                    .hasSize(40)
                    .allSatisfy((to, copies) -> assertThat(copies).isEqualTo(1));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void what_was_meant_for_the_sandbox_reaches_no_server() throws Exception {
        Scene scene = new Scene(jdbi());
        Letterhead plain = letterhead(new DkimSigner(List.of(), Set.of()));
        add(new NoticeQueue(scene.jdbi, plain, true, scene.clock), "ann@editors.example");
        add(scene.notices, "bob@editors.example");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.handNotices();
            assertThat(peer.copies()).containsOnlyKeys("bob@editors.example");
        }
    }

    @Test
    void notices_have_a_rate_of_their_own() throws Exception {
        Scene scene = new Scene(jdbi(), List.of(new Rate(3, Duration.ofHours(1))));
        for (int i = 0; i < 5; i++) {
            add(scene.notices, "e" + i + "@editors.example");
        }
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.handNotices();
            delivery.handNotices();
            assertThat(peer.copies()).hasSize(3);
            assertThat(scene.report.notices(false).pending()).isEqualTo(2);

            ApprovedEdition edition = scene.people(2).approve("bulk");
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).of(ACCEPTED))
                    .as("keeps no edition back")
                    .isEqualTo(2);
        }
    }

    @Test
    void a_notice_is_signed_as_bulk_is() throws Exception {
        Scene scene = new Scene(jdbi());
        DkimKey key = DkimKey.generate("sender.example", "s1", DkimKey.Type.ED25519, 256);
        add(
                new NoticeQueue(scene.jdbi, letterhead(new DkimSigner(List.of(key), Set.of())), false, scene.clock),
                "ann@editors.example");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.handNotices();
            assertThat(peer.taken().get(0).message()).startsWith("DKIM-Signature: ");
        }
    }

    private static Letterhead letterhead(DkimSigner signer) {
        return new Letterhead(signer, new ReturnPaths(BounceSettings.DEFAULT, new byte[32]));
    }
}
