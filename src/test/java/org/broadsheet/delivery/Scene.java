package org.broadsheet.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.Bundle;
import org.broadsheet.edition.Bundles;
import org.broadsheet.edition.Editions;
import org.broadsheet.mail.BounceSettings;
import org.broadsheet.mail.DkimSigner;
import org.broadsheet.mail.Envelope;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.mail.ReturnPaths;
import org.broadsheet.mail.SmtpServer;
import org.broadsheet.subscriber.Segment;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** A list with people on it, an approved edition for it, and a clock that a test can set. */
public final class Scene {
    static final RetryPolicy RETRY = new RetryPolicy(Duration.ofMinutes(1), Duration.ofHours(8), Duration.ofHours(48));

    static final Delivery.Settings SETTINGS = new Delivery.Settings(
            10, 1, Duration.ofSeconds(30), RETRY, true, Duration.ofHours(6), StopRule.DEFAULT, null);

    /** What is in doubt waits for a person. */
    static Delivery.Settings holding() {
        return new Delivery.Settings(
                10, 1, Duration.ofSeconds(30), RETRY, false, Duration.ofHours(6), StopRule.DEFAULT, null);
    }

    static Delivery.Settings stopping(StopRule rule) {
        return new Delivery.Settings(10, 1, Duration.ofSeconds(30), RETRY, true, Duration.ofHours(6), rule, null);
    }

    final Jdbi jdbi;
    final SettableClock clock = new SettableClock();
    final Editions editions;
    final Report report;
    final Control control;
    final NoticeQueue notices;
    final List<String> alarms = new CopyOnWriteArrayList<>();
    /** Of the envelope. */
    String sender = "news@sender.example";

    BegunMarks marks = BegunMarks.NONE;

    private final Alarm alarm = (edition, reason) -> alarms.add(edition.slug() + ": " + reason);

    public Scene(Jdbi jdbi) {
        this(jdbi, List.of());
    }

    /** Who of the list gets editions; null for everybody. */
    @Nullable
    Segment segment;

    Scene(Jdbi jdbi, List<Rate> noticeRates) {
        this.jdbi = jdbi;
        this.editions = new Editions(jdbi);
        this.report = new Report(jdbi);
        this.control = new Control(jdbi, clock);
        this.notices = new NoticeQueue(
                jdbi,
                new Letterhead(
                        new DkimSigner(List.of(), Set.of()), new ReturnPaths(BounceSettings.DEFAULT, new byte[32])),
                false,
                noticeRates,
                clock,
                Duration.ZERO);
        jdbi.useHandle(
                handle -> handle.execute("INSERT INTO mailing_list (name, title) VALUES ('community', 'Community')"));
    }

    /** Puts {@code p1@readers.example} and so on on the list. */
    Scene people(int count) {
        jdbi.useTransaction(handle -> {
            for (int i = 1; i <= count; i++) {
                String address = "p" + i + "@readers.example";
                long id = handle.createUpdate("""
                                INSERT INTO subscriber (address, address_key, address_hash, name, first_name, tags, attributes,
                                                        created_at, updated_at)
                                VALUES (:a, :a, :a, 'Person', 'P', '', '{}', :now, :now)
                                """)
                        .bind("a", address)
                        .bind("now", clock.instant())
                        .executeAndReturnGeneratedKeys("id")
                        .mapTo(long.class)
                        .one();
                handle.execute(
                        "INSERT INTO subscription (subscriber_id, list_id, state, evidence, changed_at)"
                                + " SELECT ?, id, 'confirmed', 'test', ? FROM mailing_list WHERE name = 'community'",
                        id,
                        clock.instant());
            }
        });
        return this;
    }

    void suppressDomain(String domain) {
        execute(
                "INSERT INTO domain_suppression (domain, reason, evidence, at) VALUES (?, 'blocked', '', ?)",
                domain,
                clock.instant());
    }

    void execute(String sql, Object... values) {
        jdbi.useHandle(handle -> handle.execute(sql, values));
    }

    ApprovedEdition approve(String slug) {
        Bundle bundle = new Bundle(Map.of(Bundle.EDITION, slug.getBytes(StandardCharsets.UTF_8)));
        new Bundles(jdbi).store(bundle, clock.instant());
        long list = jdbi.withHandle(handle ->
                handle.select("SELECT id FROM mailing_list").mapTo(long.class).one());
        return editions.approve(slug, "Title", list, bundle, "tester", clock.instant());
    }

    Delivery delivery(SmtpPeer peer) {
        return delivery(peer, SETTINGS);
    }

    Delivery delivery(SmtpPeer peer, Delivery.Settings settings) {
        return delivery(peer.server(), settings, true);
    }

    Delivery delivery(SmtpServer server, Delivery.Settings settings, boolean mayPipeline) {
        return delivery(List.of(server), settings, mayPipeline, Rates.Settings.NONE);
    }

    Delivery delivery(List<SmtpServer> servers, Delivery.Settings settings, boolean mayPipeline, Rates.Settings rates) {
        Relay.Timeouts timeouts =
                new Relay.Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(2));
        Relay relay = new Relay(servers, timeouts, rates, mayPipeline);
        return new Delivery(
                jdbi,
                () -> {},
                relay,
                false,
                settings,
                edition -> new PlainPost(edition, sender, segment),
                notices,
                alarm,
                marks,
                clock,
                new Random(1));
    }

    /** Runs every shard of the edition once, one after another. */
    void runAll(Delivery delivery) throws InterruptedException {
        delivery.tend();
        for (ShardRef shard : delivery.unfinished()) {
            delivery.run(shard);
        }
    }

    String state(int person) {
        return jdbi.withHandle(handle -> handle.select(
                        "SELECT d.state FROM delivery d JOIN subscriber s ON s.id = d.subscriber_id WHERE s.address = ?",
                        "p" + person + "@readers.example")
                .mapTo(String.class)
                .one());
    }

    /** A message of a few lines that names its edition and its recipient. */
    record PlainPost(
            ApprovedEdition edition,
            String sender,
            @Nullable Segment segment) implements Post {
        @Override
        public boolean isEmptyFor(Set<String> optedOut) {
            return optedOut.contains("everything");
        }

        @Override
        public Envelope envelope(Candidate candidate) {
            return new Envelope(
                    sender,
                    candidate.to().local() + "@" + candidate.to().asciiDomain(),
                    "id+" + candidate.subscriberId());
        }

        @Override
        public byte[] message(Candidate candidate) {
            MailAddress to = candidate.to();
            return ("Message-ID: <" + edition.id() + "." + candidate.subscriberId() + "@sender.example>\r\nTo: "
                            + to.address() + "\r\n\r\nHello\r\n.dots\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }

    static final class SettableClock extends Clock {
        private volatile Instant now = Instant.parse("2025-11-20T09:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new IllegalArgumentException("always UTC");
        }
    }
}
