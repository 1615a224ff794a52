package org.broadsheet.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.delivery.DeliveryState.ACCEPTED;
import static org.broadsheet.delivery.DeliveryState.PENDING;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.EditionState;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Editions that go out at a time of the day wherever each reader is, on whichever database. */
abstract class HoursContract {
    private static final LocalDate DAY = LocalDate.parse("2025-11-20"); // the clock of a scene shows 09:00 UTC
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalHour TEN_IN_THE_MORNING = new LocalHour(LocalTime.of(10, 30), DAY, BERLIN);

    abstract Jdbi jdbi();

    private static void zone(Scene scene, int person, String zone) {
        scene.execute("UPDATE subscriber SET zone = ? WHERE address = ?", zone, "p" + person + "@readers.example");
    }

    /** When each reader's message was taken, with a look every half hour. */
    private static Map<String, Instant> runForDays(Scene scene, Delivery delivery, SmtpPeer peer, int days)
            throws InterruptedException {
        Map<String, Instant> taken = new HashMap<>();
        for (int half = 0; half < days * 48; half++) {
            scene.runAll(delivery);
            peer.copies().keySet().forEach(address -> taken.putIfAbsent(address, scene.clock.instant()));
            scene.clock.advance(Duration.ofMinutes(15));
            scene.clock.advance(Duration.ofMinutes(15));
        }
        return taken;
    }

    @Test
    void every_reader_gets_it_at_that_hour_of_their_zone_or_at_once_where_it_is_past() throws Exception {
        List<String> zones = ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.contains("/") && !zone.startsWith("SystemV"))
                .sorted()
                .toList();
        Scene scene = new Scene(jdbi()).people(zones.size() + 3);
        for (int i = 0; i < zones.size(); i++) {
            zone(scene, i + 1, zones.get(i));
        }
        zone(scene, zones.size() + 1, "Mars/Olympus_Mons");
        zone(scene, zones.size() + 2, "");
        ApprovedEdition edition = scene.approve("everywhere");
        Instant begin = scene.clock.instant();
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            assertThat(delivery.begin(edition, TEN_IN_THE_MORNING)).isTrue();
            int waiting = scene.report.waiting(edition.id(), begin).count();
            assertThat(waiting).isBetween(100, zones.size());
            Map<String, Instant> taken = runForDays(scene, delivery, peer, 2);

            Map<String, Instant> expected = new TreeMap<>();
            for (int i = 0; i < zones.size() + 3; i++) {
                ZoneId zone = i < zones.size() ? ZoneId.of(zones.get(i)) : BERLIN;
                Instant hour = DAY.atTime(10, 30).atZone(zone).toInstant();
                // Some zones are a quarter of an hour off: the look after that finds them.
                long late = hour.getEpochSecond() % 1800 == 0 ? 0 : 900;
                expected.put("p" + (i + 1) + "@readers.example", hour.isBefore(begin) ? begin : hour.plusSeconds(late));
            }
            assertThat(taken).isEqualTo(expected);
            assertThat(peer.copies().values()).allMatch(copies -> copies == 1);
            assertThat(scene.editions.get(edition.id()).state()).isEqualTo(EditionState.SENT);
        }
    }

    @Test
    void a_run_before_the_hour_takes_nothing_and_asks_to_come_back_then() throws Exception {
        Scene scene = new Scene(jdbi()).people(2);
        ApprovedEdition edition = scene.approve("early");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition, TEN_IN_THE_MORNING);
            assertThat(delivery.unfinished()).as("no job waits for hours").isEmpty();
            Instant hour = DAY.atTime(10, 30).atZone(BERLIN).toInstant();
            assertThat(delivery.run(new ShardRef(edition.id(), 1))).contains(hour);
            assertThat(scene.report.waiting(edition.id(), scene.clock.instant()))
                    .isEqualTo(new Report.Waiting(2, hour));
            assertThat(scene.editions.get(edition.id()).state()).isEqualTo(EditionState.SENDING);
            scene.clock.advance(Duration.ofMinutes(30));
            scene.runAll(delivery);
            assertThat(peer.taken()).hasSize(2);
        }
    }

    @Test
    void who_moves_after_the_snapshot_keeps_the_hour_of_the_old_zone() throws Exception {
        Scene scene = new Scene(jdbi()).people(1);
        zone(scene, 1, "America/New_York");
        ApprovedEdition edition = scene.approve("moved");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition, TEN_IN_THE_MORNING);
            zone(scene, 1, "Asia/Tokyo");
            scene.clock.advance(Duration.ofHours(6));
            scene.runAll(delivery);
            assertThat(peer.taken()).isEmpty();
            scene.clock.advance(Duration.ofMinutes(30));
            scene.runAll(delivery);
            assertThat(peer.taken()).hasSize(1);
        }
    }

    @Test
    void a_pause_keeps_the_hour_and_what_it_passed_over_goes_out_when_it_ends() throws Exception {
        Scene scene = new Scene(jdbi()).people(2);
        zone(scene, 1, "Europe/Berlin");
        zone(scene, 2, "America/New_York");
        ApprovedEdition edition = scene.approve("paused");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition, TEN_IN_THE_MORNING);
            assertThat(scene.control.pause(edition.id(), "a test")).isTrue();
            scene.clock.advance(Duration.ofHours(2));
            scene.runAll(delivery);
            assertThat(peer.taken()).isEmpty();
            scene.control.goOn(edition.id());
            scene.runAll(delivery);
            assertThat(peer.copies()).containsOnlyKeys("p1@readers.example");
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 1, PENDING, 1));
        }
    }

    /** Nothing was to be done meanwhile, so nobody had to look after it. */
    @Test
    void it_does_not_grow_late_while_all_wait_for_their_hour_but_it_does_when_an_hour_was_missed() throws Exception {
        Scene scene = new Scene(jdbi()).people(2);
        zone(scene, 1, "America/New_York");
        zone(scene, 2, "Pacific/Honolulu");
        ApprovedEdition edition = scene.approve("asleep");
        LocalHour tomorrow = new LocalHour(LocalTime.of(9, 0), DAY.plusDays(1), BERLIN);
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition, tomorrow);
            scene.clock.advance(Duration.ofHours(30)); // an hour after nine in New York
            scene.runAll(delivery);
            assertThat(peer.copies()).containsOnlyKeys("p1@readers.example");

            scene.clock.advance(Duration.ofHours(12)); // seven hours after nine in Honolulu, and nobody looked
            scene.runAll(delivery);
            assertThat(scene.editions.get(edition.id()).state()).isEqualTo(EditionState.HELD);
            assertThat(peer.taken()).hasSize(1);
            scene.control.goOn(edition.id());
            scene.runAll(delivery);
            assertThat(peer.taken()).hasSize(2);
        }
    }

    @Test
    void an_hour_that_the_clocks_skip_is_the_first_moment_after_and_one_that_comes_twice_is_the_first()
            throws Exception {
        LocalHour gap = new LocalHour(LocalTime.of(2, 15), LocalDate.parse("2026-10-04"), BERLIN);
        assertThat(gap.in("Australia/Lord_Howe"))
                .isEqualTo(new WallTime(Instant.parse("2026-10-03T15:30:00Z"), WallTime.Kind.SKIPPED));
        assertThat(gap.in(null).kind()).isEqualTo(WallTime.Kind.PLAIN);
        LocalHour twice = new LocalHour(LocalTime.of(1, 30), LocalDate.parse("2026-11-01"), BERLIN);
        assertThat(twice.in("America/New_York"))
                .isEqualTo(new WallTime(Instant.parse("2026-11-01T05:30:00Z"), WallTime.Kind.TWICE));
    }

    @Test
    void a_large_zone_has_many_shards_and_no_shard_has_two_hours() {
        Scene scene = new Scene(jdbi()).people(60);
        for (int i = 1; i <= 60; i++) {
            zone(scene, i, i <= 45 ? "America/New_York" : i <= 50 ? "Asia/Tokyo" : "Pacific/Honolulu");
        }
        ApprovedEdition edition = scene.approve("large");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            delivery.begin(edition, TEN_IN_THE_MORNING);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        List<Integer> zonesOfShards = jdbi().withHandle(handle ->
                handle.select("""
                        SELECT count(DISTINCT s.zone) FROM delivery d JOIN subscriber s ON s.id = d.subscriber_id
                        WHERE d.edition_id = ? GROUP BY d.shard
                        """, edition.id()).mapTo(Integer.class).list());
        assertThat(zonesOfShards).hasSize(7).containsOnly(1);
        int shards = jdbi().withHandle(
                        handle -> handle.select("SELECT count(*) FROM shard WHERE edition_id = ?", edition.id())
                                .mapTo(Integer.class)
                                .one());
        assertThat(shards).isEqualTo(7);
    }
}
