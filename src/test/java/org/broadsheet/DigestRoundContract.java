package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.broadsheet.check.Approval;
import org.broadsheet.cli.Terminal;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.DigestRun;
import org.broadsheet.edition.EditionState;
import org.broadsheet.edition.Hold;
import org.broadsheet.fetch.ScriptedWeb;
import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of digests as time goes by, on whichever database. Nothing leaves: the delivery is not started. */
abstract class DigestRoundContract {
    /** A Monday; at nine the digest is due in Berlin. */
    private static final Instant DUE = Instant.parse("2026-02-02T08:00:00Z");

    private static final String SLUG = "2026-02-02-news";

    private static final String FEED = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>B</title><id>b</id>"
            + "<entry><id>one</id><title>One</title><link href=\"https://b.example/one\"/>"
            + "<updated>2026-01-30T10:00:00Z</updated></entry></feed>";

    private final MovingClock clock = new MovingClock();

    @TempDir
    Path folder;

    private TestWorkspace workspace;
    private App app;

    abstract TestDatabase database();

    @BeforeEach
    void open() {
        workspace = new TestWorkspace(folder)
                .file("broadsheet.yaml", """
                        url: https://news.sender.example
                        smtp: { host: 127.0.0.1, port: 1, security: none }
                        editors: [ Ed <ed@sender.example> ]
                        """)
                .database(database().settings())
                .people(3);
        clock.set(DUE.minus(Duration.ofDays(4)));
        restart();
    }

    private void restart() {
        close();
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(nowhere, nowhere, false, false);
        app = new App(folder, new ConfigurationLoader(Map.of()), clock, terminal);
    }

    @AfterEach
    void close() {
        if (app != null) {
            app.close();
        }
    }

    private void digest(String keys) {
        digest(keys, "Hello!\n");
    }

    private void digest(String keys, String body) {
        workspace.digest("news", "schedule: \"0 0 9 ? * MON\"\nzone: Europe/Berlin\n" + keys, body);
    }

    private void round() {
        app.rounds().forEach(round -> round.go());
    }

    private void roundAt(Instant at) {
        clock.set(at);
        round();
    }

    private Optional<ApprovedEdition> edition(String slug) {
        return app.editions().find(slug);
    }

    private EditionState state(String slug) {
        return edition(slug).orElseThrow().state();
    }

    private DigestRun run(String slug) {
        return app.digestRuns().latest("news", 100).stream()
                .filter(run -> run.edition().equals(slug))
                .findFirst()
                .orElseThrow();
    }

    private boolean isDrafted(String slug) {
        return Files.exists(folder.resolve("editions/" + slug + ".md"));
    }

    private void approve(String slug) throws IOException {
        approve(app, slug);
    }

    private void approve(App app, String slug) throws IOException {
        String name = "editions/" + slug + ".md";
        Approval.Proof proof = app.approval().proof(name, Files.readAllBytes(folder.resolve(name)));
        app.bundles().store(proof.bundle(), clock.instant());
        long list = app.lists().find("community").orElseThrow().id();
        app.editions().approve(slug, "News", list, proof.bundle(), "ann", clock.instant());
    }

    /** The subjects of what the editors were told. */
    private List<String> news() {
        return database()
                .jdbi()
                .withHandle(handle -> handle
                        .select("SELECT message FROM notice ORDER BY id")
                        .map((row, context) -> new String(row.getBytes(1), StandardCharsets.UTF_8))
                        .list()
                        .stream()
                        .flatMap(message -> message.lines()
                                .filter(line -> line.startsWith("Subject: "))
                                .limit(1))
                        .map(line -> line.substring("Subject: ".length()))
                        .toList());
    }

    /** What it says, but for how it is encoded. */
    private String lastNotice() {
        return database()
                .jdbi()
                .withHandle(handle -> handle.select("SELECT message FROM notice ORDER BY id DESC")
                        .map((row, context) -> new String(row.getBytes(1), StandardCharsets.UTF_8))
                        .first())
                .replace("=\r\n", "")
                .replaceAll("\\s+", " ");
    }

    @Test
    void a_digest_that_needs_nobody_is_sent_once_when_it_is_due_and_the_editors_are_told() {
        digest("approval: automatic");
        round();
        roundAt(DUE.minusSeconds(1));
        assertThat(edition(SLUG)).isEmpty();
        roundAt(DUE);
        assertThat(state(SLUG)).isEqualTo(EditionState.SENDING);
        assertThat(app.report().tally(edition(SLUG).orElseThrow().id()).intended())
                .isEqualTo(3);

        round();
        restart();
        roundAt(DUE.plusSeconds(90));
        assertThat(news()).containsExactly(SLUG + ": is being sent");
        assertThat(run(SLUG).state()).isEqualTo(DigestRun.State.SENT);
        assertThat(app.editions().all()).hasSize(1);
    }

    @Test
    void the_rounds_are_wished_for_when_the_digest_is_due() {
        digest("approval: required\ndraft-ahead: 2d");
        DigestRound round = (DigestRound) app.rounds().get(0);
        round.go();
        assertThat(round.next()).contains(DUE.minus(Duration.ofDays(2)));
    }

    @Test
    void what_is_drafted_ahead_waits_for_approval_and_then_for_its_time() throws Exception {
        digest("approval: required\ndraft-ahead: 2d");
        round();
        assertThat(isDrafted(SLUG)).isFalse();
        roundAt(DUE.minus(Duration.ofDays(2)));
        assertThat(isDrafted(SLUG)).isTrue();
        assertThat(Files.readString(folder.resolve("editions/" + SLUG + ".md"))).contains("date: 2026-02-02");
        round();
        assertThat(news()).as("asked once").containsExactly("To approve: News");

        approve(SLUG);
        roundAt(DUE.minus(Duration.ofDays(1)));
        assertThat(state(SLUG)).isEqualTo(EditionState.SCHEDULED);
        assertThat(edition(SLUG).orElseThrow().scheduledFor()).isEqualTo(DUE);
        roundAt(DUE.minusSeconds(1));
        assertThat(state(SLUG)).isEqualTo(EditionState.SCHEDULED);
        roundAt(DUE);
        assertThat(state(SLUG)).isEqualTo(EditionState.SENDING);
        assertThat(news()).containsExactly("To approve: News", SLUG + ": is being sent");
    }

    @Test
    void what_is_approved_late_goes_out_at_once_within_its_grace_and_later_waits_for_a_person() throws Exception {
        digest("approval: required");
        round();
        roundAt(DUE);
        assertThat(run(SLUG).reason()).contains("waits for approval");
        clock.advance(Duration.ofHours(5));
        approve(SLUG);
        round();
        assertThat(state(SLUG)).isEqualTo(EditionState.SENDING);

        String next = "2026-02-09-news";
        roundAt(DUE.plus(Duration.ofDays(7)));
        roundAt(DUE.plus(Duration.ofDays(7)).plus(Duration.ofHours(7)));
        assertThat(run(next).state()).isEqualTo(DigestRun.State.HELD);
        approve(next);
        round();
        assertThat(state(next)).isEqualTo(EditionState.APPROVED);
        assertThat(news()).last().isEqualTo(next + ": is held");
    }

    @Test
    void what_was_changed_after_its_approval_is_asked_about_again_and_not_sent() throws Exception {
        digest("approval: required\ndraft-ahead: 2d");
        round();
        roundAt(DUE.minus(Duration.ofDays(2)));
        approve(SLUG);
        round();
        Path file = folder.resolve("editions/" + SLUG + ".md");
        Files.writeString(file, Files.readString(file) + "\nOne thing more.\n");
        roundAt(DUE);
        assertThat(edition(SLUG).orElseThrow().startedAt()).isNull();
        assertThat(run(SLUG).reason()).contains("was changed after it was approved");
        assertThat(news()).containsExactly("To approve: News", "Still to approve: News");
        assertThat(lastNotice())
                .contains("after it was approved: editions/" + SLUG + ".md:")
                .contains(": the opening was changed.", "It was due on 2 February 2026 at 09:00 (Europe/Berlin)");

        approve(SLUG);
        roundAt(DUE.plusSeconds(60));
        assertThat(state(SLUG)).isEqualTo(EditionState.SENDING);
    }

    @ParameterizedTest
    @CsvSource({
        "ask,  PT10H, HELD",
        "skip, PT10H, SKIPPED",
        "send, PT10H, SENT",
        "ask,  PT5H,  SENT",
        "skip, PT5H,  SENT"
    })
    void after_an_outage_it_is_as_late_says(String late, Duration outage, DigestRun.State expected) {
        digest("approval: automatic\nlate: " + late);
        round();
        restart();
        roundAt(DUE.plus(outage));
        round();
        assertThat(run(SLUG).state()).isEqualTo(expected);
        assertThat(edition(SLUG).filter(edition -> edition.startedAt() != null).isPresent())
                .isEqualTo(expected == DigestRun.State.SENT);
        assertThat(news()).hasSize(1);
    }

    /** A whole digest must not go out three times because a process slept for three weeks. */
    @ParameterizedTest
    @CsvSource({"ask, HELD", "skip, SKIPPED", "send, SENT"})
    void of_several_that_were_missed_only_the_last_counts(String late, DigestRun.State expected) {
        digest("approval: automatic\nlate: " + late);
        round();
        roundAt(DUE.plus(Duration.ofDays(16)));
        assertThat(app.digestRuns().latest("news", 9)).singleElement().satisfies(run -> {
            assertThat(run.edition()).isEqualTo("2026-02-16-news");
            assertThat(run.state()).isEqualTo(expected);
        });
    }

    @Test
    void what_was_approved_before_a_sleep_of_weeks_is_never_sent_by_itself() throws Exception {
        digest("approval: required\ndraft-ahead: 2d\nlate: send");
        round();
        roundAt(DUE.minus(Duration.ofDays(2)));
        approve(SLUG);
        round();
        roundAt(DUE.plus(Duration.ofDays(16)));
        round();
        assertThat(state(SLUG)).isEqualTo(EditionState.HELD);
        assertThat(run(SLUG).state()).isEqualTo(DigestRun.State.HELD);
    }

    /** The file is from a time of which the database of an old backup knows nothing: it may have been sent. */
    @Test
    void a_restored_backup_sends_nothing_that_may_have_been_sent_before() {
        digest("approval: automatic\nlate: send");
        round();
        workspace.file("editions/" + SLUG + ".md", """
                ---
                name: News
                list: community
                from: News <news@sender.example>
                date: 2026-02-02
                ---
                Sent long ago.
                """);
        roundAt(DUE.plus(Duration.ofDays(2)));
        assertThat(run(SLUG).state()).isEqualTo(DigestRun.State.HELD);
        assertThat(edition(SLUG).flatMap(edition -> Optional.ofNullable(edition.startedAt())))
                .isEmpty();
    }

    /** Within its grace it would go out once more. */
    @ParameterizedTest
    @CsvSource({"required", "automatic"})
    void a_backup_that_was_restored_soon_after_an_edition_was_begun_does_not_send_it_again(String approval)
            throws Exception {
        digest("approval: " + approval + "\ndraft-ahead: 2d");
        round();
        roundAt(DUE.minus(Duration.ofDays(2)));
        if (approval.equals("required")) {
            approve(SLUG);
        }
        roundAt(DUE);
        assertThat(state(SLUG)).isEqualTo(EditionState.SENDING);
        Path mark = folder.resolve(".broadsheet/begun/" + SLUG);
        assertThat(mark).isRegularFile();
        int told = news().size();

        forgetEditions();
        restart();
        if (approval.equals("required")) {
            approve(SLUG);
        }
        roundAt(DUE.plusSeconds(600));
        round();
        assertThat(edition(SLUG).flatMap(edition -> Optional.ofNullable(edition.startedAt())))
                .isEmpty();
        assertThat(run(SLUG).state()).isEqualTo(DigestRun.State.HELD);
        assertThat(run(SLUG).reason()).contains(mark.toString());
        assertThat(news()).hasSize(told + 1).last().isEqualTo(SLUG + ": is held");
    }

    /** As a database that was restored from a backup of some days ago. */
    private void forgetEditions() {
        database().jdbi().useHandle(handle -> {
            handle.execute("UPDATE edition SET slug = slug || '-forgotten'");
            handle.execute("DELETE FROM digest_run");
            handle.execute("UPDATE digest SET planned_until = ?", DUE.minusSeconds(1));
        });
    }

    @Test
    void an_edition_that_somebody_scheduled_is_held_when_it_was_sent_before_the_backup_was_restored() throws Exception {
        digest("approval: required\ndraft-ahead: 2d");
        round();
        roundAt(DUE.minus(Duration.ofDays(2)));
        approve(SLUG);
        app.control().schedule(edition(SLUG).orElseThrow().id(), DUE.plusSeconds(60), "editions/" + SLUG + ".md");
        Files.createDirectories(folder.resolve(".broadsheet/begun"));
        Files.createFile(folder.resolve(".broadsheet/begun/" + SLUG));
        roundAt(DUE.plusSeconds(60));
        assertThat(state(SLUG)).isEqualTo(EditionState.HELD);
        assertThat(news()).last().isEqualTo(SLUG + ": is held");
    }

    @Test
    void a_new_or_a_changed_schedule_makes_up_for_nothing_that_lies_before_it() {
        clock.set(DUE.plus(Duration.ofHours(1)));
        digest("approval: automatic");
        round();
        assertThat(app.digestRuns().latest("news", 9)).isEmpty();

        workspace.digest("news", """
                schedule: "0 30 9 ? * MON"
                zone: Europe/Berlin
                approval: automatic
                """, "Hello!\n");
        round();
        assertThat(app.digestRuns().latest("news", 9)).isEmpty();
        roundAt(Instant.parse("2026-02-09T08:30:00Z"));
        assertThat(run("2026-02-09-news").state()).isEqualTo(DigestRun.State.SENT);
    }

    @Test
    void a_run_that_the_schedule_no_longer_has_is_dropped_and_does_not_go_out() throws Exception {
        digest("approval: required\ndraft-ahead: 2d");
        round();
        roundAt(DUE.minus(Duration.ofDays(1)));
        approve(SLUG);
        round();
        assertThat(state(SLUG)).isEqualTo(EditionState.SCHEDULED);
        digest("approval: required\ndraft-ahead: 2d\nskip-days: [2026-02-02]");
        round();
        assertThat(state(SLUG)).isEqualTo(EditionState.APPROVED);
        roundAt(DUE.plusSeconds(5));
        assertThat(state(SLUG)).isEqualTo(EditionState.APPROVED);
        assertThat(app.digestRuns().latest("news", 9)).isEmpty();
    }

    @Test
    void what_is_due_while_the_digest_is_paused_is_left_out_and_not_made_up_for() {
        digest("approval: automatic");
        round();
        assertThat(app.digestRuns().pause("news", "ann", "we move", clock.instant()))
                .isTrue();
        assertThat(app.digestRuns().pause("news", "bob", null, clock.instant())).isFalse();
        roundAt(DUE.plusSeconds(1));
        assertThat(edition(SLUG)).isEmpty();
        clock.advance(Duration.ofHours(1));
        assertThat(app.digestRuns().resume("news", clock.instant())).isTrue();
        round();
        assertThat(edition(SLUG)).isEmpty();
        roundAt(DUE.plus(Duration.ofDays(7)));
        assertThat(state("2026-02-09-news")).isEqualTo(EditionState.SENDING);
    }

    /** Drafted, approved and scheduled, with the clock a day before its time. */
    private void schedule(String keys) throws IOException {
        digest("approval: required\ndraft-ahead: 2d\n" + keys);
        round();
        roundAt(DUE.minus(Duration.ofDays(1)));
        approve(SLUG);
        round();
        assertThat(state(SLUG)).isEqualTo(EditionState.SCHEDULED);
    }

    @Test
    void an_edition_whose_digest_is_paused_since_its_approval_is_held_until_the_pause_ends() throws Exception {
        schedule("");
        app.digestRuns().pause("news", "ann", "we move", clock.instant());
        roundAt(DUE);
        roundAt(DUE.plusSeconds(60));
        assertThat(state(SLUG)).isEqualTo(EditionState.HELD);
        assertThat(edition(SLUG).orElseThrow().reason()).isEqualTo("the digest is paused by ann: we move");
        assertThat(edition(SLUG).orElseThrow().hold()).isEqualTo(Hold.DIGEST);
        assertThat(news()).containsExactly("To approve: News", SLUG + ": is held");

        restart();
        clock.advance(Duration.ofHours(1));
        app.digestRuns().resume("news", clock.instant());
        round();
        assertThat(state(SLUG)).isEqualTo(EditionState.SENDING);
        assertThat(news()).containsExactly("To approve: News", SLUG + ": is held", SLUG + ": is being sent");
    }

    @Test
    void what_was_edited_while_a_pause_held_it_goes_out_when_it_is_approved_after_the_pause() throws Exception {
        schedule("");
        app.digestRuns().pause("news", "ann", "we move", clock.instant());
        Path file = folder.resolve("editions/" + SLUG + ".md");
        Files.writeString(file, Files.readString(file) + "\nOne thing more.\n");
        roundAt(DUE);
        app.digestRuns().resume("news", clock.instant());
        roundAt(DUE.plusSeconds(60));
        roundAt(DUE.plusSeconds(120));
        assertThat(run(SLUG).state()).isEqualTo(DigestRun.State.DRAFTED);
        assertThat(state(SLUG)).as("no pause holds it any more").isEqualTo(EditionState.APPROVED);
        assertThat(edition(SLUG).orElseThrow().reason()).isNull();

        approve(SLUG);
        roundAt(DUE.plusSeconds(180));
        assertThat(state(SLUG)).isEqualTo(EditionState.SENDING);
    }

    @Test
    void what_was_approved_during_a_pause_is_held_and_goes_out_though_no_round_had_come_upon_it() throws Exception {
        digest("approval: required");
        round();
        app.digestRuns().pause("news", "ann", "we move", clock.instant());
        workspace.file("editions/" + SLUG + ".md", """
                ---
                title: News
                list: community
                from: News <news@sender.example>
                ---
                Hello!
                """);
        approve(SLUG);
        app.digestRuns().add("news", SLUG, DUE, clock.instant()); // as the command does
        round();
        roundAt(DUE);
        assertThat(state(SLUG)).isEqualTo(EditionState.HELD);

        app.digestRuns().resume("news", clock.instant());
        roundAt(DUE.plusSeconds(60));
        assertThat(state(SLUG)).isEqualTo(EditionState.SENDING);
    }

    /** What somebody writes of a hold is for people to read. */
    @Test
    void what_waits_for_a_person_is_not_sent_whatever_the_words_of_its_hold() throws Exception {
        schedule("");
        app.control().holdBack(edition(SLUG).orElseThrow().id(), "the digest is paused by ann: we move");
        roundAt(DUE);
        assertThat(state(SLUG)).isEqualTo(EditionState.HELD);
        assertThat(run(SLUG).state()).isEqualTo(DigestRun.State.HELD);
    }

    @Test
    void what_was_cancelled_and_is_approved_again_goes_out() throws Exception {
        schedule("");
        app.control().cancel(edition(SLUG).orElseThrow().id(), "cancelled");
        round();
        assertThat(run(SLUG).state()).isEqualTo(DigestRun.State.SKIPPED);

        approve(SLUG);
        app.digestRuns().reopen(SLUG, clock.instant());
        round();
        roundAt(DUE);
        assertThat(state(SLUG)).isEqualTo(EditionState.SENDING);
    }

    @ParameterizedTest
    @CsvSource({"ask", "skip", "send"})
    void what_a_pause_held_for_too_long_waits_for_a_person(String late) throws Exception {
        schedule("late: " + late);
        app.digestRuns().pause("news", "ann", null, clock.instant());
        roundAt(DUE.plusSeconds(5));
        roundAt(DUE.plus(Duration.ofHours(7)));
        roundAt(DUE.plus(Duration.ofDays(8)));
        app.digestRuns().resume("news", clock.instant());
        round();
        assertThat(state(SLUG)).isEqualTo(EditionState.HELD);
        assertThat(edition(SLUG).orElseThrow().hold()).isEqualTo(Hold.PERSON);
        assertThat(run(SLUG).state()).isEqualTo(DigestRun.State.HELD);
        assertThat(news()).containsExactly("To approve: News", SLUG + ": is held");

        assertThat(app.delivery().begin(edition(SLUG).orElseThrow()))
                .as("by hand")
                .isTrue();
    }

    /** The digests' round looked just before it was due, the next round just after. */
    @Test
    void a_pause_at_the_last_moment_holds_too() throws Exception {
        schedule("");
        app.digestRuns().pause("news", "ann", null, clock.instant());
        clock.set(DUE.plusSeconds(1));
        app.rounds().get(1).go();
        assertThat(state(SLUG)).isEqualTo(EditionState.HELD);
        round();
        assertThat(news()).containsExactly("To approve: News", SLUG + ": is held");
    }

    @Test
    void an_edition_whose_digest_is_gone_is_held_and_goes_out_if_the_digest_comes_back_in_time() throws Exception {
        schedule("");
        Path digest = folder.resolve("digests/news.md");
        String text = Files.readString(digest);
        Files.delete(digest);
        roundAt(DUE);
        roundAt(DUE.plusSeconds(60));
        assertThat(state(SLUG)).isEqualTo(EditionState.HELD);
        assertThat(edition(SLUG).orElseThrow().reason()).isEqualTo("digests/news.md is gone");
        assertThat(news()).containsExactly("To approve: News", SLUG + ": is held");
        Files.writeString(digest, text);
        round();
        assertThat(state(SLUG)).isEqualTo(EditionState.SENDING);
    }

    @Test
    void an_edition_whose_digest_has_no_schedule_any_more_is_held() throws Exception {
        schedule("");
        Path digest = folder.resolve("digests/news.md");
        Files.writeString(digest, Files.readString(digest).replaceAll("schedule: .*", "description: none"));
        Files.writeString(digest, Files.readString(digest).replace("description: none\n", ""));
        roundAt(DUE);
        assertThat(state(SLUG)).isEqualTo(EditionState.HELD);
        assertThat(news()).last().isEqualTo(SLUG + ": is held");
    }

    /** Who gives it a time of its own means it. */
    @Test
    void an_edition_that_a_person_scheduled_goes_out_whatever_becomes_of_its_digest() throws Exception {
        schedule("");
        app.control().schedule(edition(SLUG).orElseThrow().id(), DUE.plusSeconds(90), "editions/" + SLUG + ".md");
        app.digestRuns().pause("news", "ann", null, clock.instant());
        roundAt(DUE.plusSeconds(90));
        assertThat(state(SLUG)).isEqualTo(EditionState.SENDING);
    }

    @Test
    void a_clock_that_was_a_year_ahead_keeps_no_digest_from_its_time_and_sends_nothing_twice() {
        digest("approval: automatic");
        round();
        roundAt(DUE);
        assertThat(state(SLUG)).isEqualTo(EditionState.SENDING);
        roundAt(DUE.plus(Duration.ofDays(365)));
        int told = news().size();
        roundAt(DUE.minus(Duration.ofHours(1)));
        roundAt(DUE.plusSeconds(1));
        assertThat(news()).as("not again").hasSize(told);
        roundAt(DUE.plus(Duration.ofHours(1)));
        DigestRound digests = (DigestRound) app.rounds().get(0);
        digests.go();
        assertThat(digests.next()).contains(DUE.plus(Duration.ofDays(7)));
        roundAt(DUE.plus(Duration.ofDays(7)));
        assertThat(state("2026-02-09-news")).isEqualTo(EditionState.SENDING);
        assertThat(app.editions().all().stream().filter(edition -> edition.startedAt() != null))
                .extracting(ApprovedEdition::slug)
                .containsExactlyInAnyOrder(SLUG, "2026-02-09-news");
    }

    /** In the memory of the process too. */
    @Test
    void sources_that_failed_while_the_clock_was_ahead_are_asked_again() {
        digest("approval: automatic\ndraft-ahead: 31d", "## News\n\n```source feed\nfile: feed.json\n```\n");
        String none = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"F\", \"items\": []}";
        workspace.file("feed.json", none);
        DigestRound digests = (DigestRound) app.rounds().get(0);
        digests.go();
        clock.set(DUE.plus(Duration.ofDays(20)));
        digests.go();
        clock.set(DUE.plus(Duration.ofDays(4)));
        workspace.file("feed.json", none.replace("[]", """
                [{"id": "1", "url": "https://b.example/1", "title": "One", "date_published": "2026-02-05T10:00:00Z"}]"""));
        digests.go();
        assertThat(isDrafted("2026-02-23-news")).isTrue();
    }

    /** Sources are not asked each minute for a draft that cannot be written. */
    @Test
    void a_draft_that_could_not_be_written_is_tried_again_every_quarter_of_an_hour() throws Exception {
        digest("approval: automatic");
        round();
        DigestRound digests = (DigestRound) app.rounds().get(0);
        Path inTheWay = Files.writeString(folder.resolve("editions"), "no folder");
        clock.set(DUE);
        digests.go();
        assertThat(run(SLUG).reason()).contains("could not be drafted");
        Files.delete(inTheWay);
        clock.set(DUE.plusSeconds(60));
        digests.go();
        assertThat(isDrafted(SLUG)).as("a minute later").isFalse();
        clock.set(DUE.plusSeconds(15 * 60));
        digests.go();
        assertThat(isDrafted(SLUG)).isTrue();
        assertThat(state(SLUG)).isEqualTo(EditionState.SENDING);
        assertThat(news()).containsExactly(SLUG + ": could not be drafted", SLUG + ": is being sent");
    }

    @Test
    void a_digest_that_cannot_be_read_is_told_of_once_and_goes_on_when_it_is_mended() {
        digest("approval: automatic");
        round();
        digest("approval: automatic\nskip-days: calendars/none.txt");
        roundAt(DUE);
        roundAt(DUE.plusSeconds(60));
        assertThat(news()).containsExactly("news: cannot be followed");
        digest("approval: automatic");
        roundAt(DUE.plusSeconds(120));
        assertThat(state(SLUG)).isEqualTo(EditionState.SENDING);
    }

    @Test
    void what_the_preflight_refuses_is_told_of_once_and_sent_when_it_is_mended() throws Exception {
        digest("approval: automatic", "TODO write this\n\n## Empty\n");
        round();
        roundAt(DUE);
        roundAt(DUE.plusSeconds(60));
        assertThat(news()).containsExactly(SLUG + ": cannot be sent");
        Path file = folder.resolve("editions/" + SLUG + ".md");
        Files.writeString(file, Files.readString(file).replaceAll("(?s)TODO.*", "Done.\n"));
        roundAt(DUE.plusSeconds(120));
        assertThat(state(SLUG)).isEqualTo(EditionState.SENDING);
    }

    @Test
    void nothing_new_is_no_edition_and_the_editors_are_told() {
        workspace.file(
                "feed.json", "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"F\", \"items\": []}");
        digest("approval: automatic\ndraft-ahead: 1d", "## News\n\n```source feed\nfile: feed.json\n```\n");
        round();
        roundAt(DUE.minus(Duration.ofHours(1)));
        assertThat(run(SLUG).state()).as("something may come yet").isEqualTo(DigestRun.State.OPEN);
        roundAt(DUE);
        assertThat(run(SLUG).state()).isEqualTo(DigestRun.State.EMPTY);
        assertThat(isDrafted(SLUG)).isFalse();
        assertThat(news()).containsExactly(SLUG + ": is left out");
    }

    @Test
    void a_file_that_somebody_deleted_is_not_written_again() throws Exception {
        digest("approval: required\ndraft-ahead: 2d");
        round();
        roundAt(DUE.minus(Duration.ofDays(2)));
        Files.delete(folder.resolve("editions/" + SLUG + ".md"));
        roundAt(DUE.minus(Duration.ofDays(1)));
        assertThat(isDrafted(SLUG)).isFalse();
        roundAt(DUE);
        assertThat(run(SLUG).state()).isEqualTo(DigestRun.State.SKIPPED);
    }

    @Test
    void one_digest_that_breaks_keeps_no_other_from_its_time() {
        digest("approval: automatic");
        workspace.file("digests/broken.md", "---\nname: [\n---\n");
        round();
        roundAt(DUE);
        assertThat(state(SLUG)).isEqualTo(EditionState.SENDING);
    }

    @Test
    void a_file_that_somebody_writes_while_sources_are_asked_stays_as_it_is_and_the_editors_are_told_once()
            throws Exception {
        Path file = folder.resolve("editions/" + SLUG + ".md");
        String mine = "---\nname: News\nlist: community\nfrom: News <news@sender.example>\n---\nBy hand.\n";
        try (ScriptedWeb web = new ScriptedWeb()) {
            web.on("/feed.xml", (request, out) -> {
                Files.createDirectories(file.getParent());
                Files.writeString(file, mine);
                out.write(ScriptedWeb.answer(200, FEED.getBytes(StandardCharsets.UTF_8)));
            });
            workspace.file(
                    "broadsheet.yaml",
                    Files.readString(folder.resolve("broadsheet.yaml")) + "sources: { allow: [127.0.0.1] }\n");
            restart();
            digest(
                    "approval: required\ndraft-ahead: 2d",
                    "## News\n\n```source feed\nurl: " + web.url("/feed.xml") + "\n```\n");
            round();
            roundAt(DUE.minus(Duration.ofDays(2)));
            assertThat(Files.readString(file)).isEqualTo(mine);
            round();
            assertThat(Files.readString(file)).isEqualTo(mine);
            assertThat(news()).containsExactly(SLUG + ": was not drafted", "To approve: News");
            assertThat(app.drafts().find("news", SLUG)).isEmpty();
            approve(SLUG);
            roundAt(DUE);
            assertThat(state(SLUG)).isEqualTo(EditionState.SENDING);
        }
    }

    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private boolean diesInRoundAt(Instant at, int call) {
        clock.set(at);
        clock.failAt(call, new Death());
        try {
            round();
            return false;
        } catch (Death death) {
            return true;
        } finally {
            clock.failAt(0, new Death());
            restart();
        }
    }

    /** It dies whenever it asks for the time, which is before and after each thing that it keeps or writes. */
    @Test
    void wherever_a_process_dies_in_a_round_the_next_one_goes_on_and_nothing_is_lost_or_done_twice() throws Exception {
        digest("approval: automatic\ndraft-ahead: 1d", "## News\n\n```source feed\nfile: feed.json\n```\n");
        workspace.file("feed.json", feed(0));
        round();
        int call = 0;
        boolean dies = true;
        while (dies) {
            call++;
            String slug = LocalDate.parse("2026-02-02").plusWeeks(call - 1) + "-news";
            Instant due = DUE.plus(Duration.ofDays(7L * (call - 1)));
            workspace.file("feed.json", feed(call));
            dies = diesInRoundAt(due.minus(Duration.ofDays(1)), call);
            round();
            assertThat(folder.resolve("editions/" + slug + ".md"))
                    .as("death %s while it is drafted", call)
                    .content()
                    .contains("\"Item " + call + "\"")
                    .doesNotContain("\"Item " + (call - 1) + "\"");
            dies |= diesInRoundAt(due, call);
            round();
            round();
            ApprovedEdition edition = edition(slug).orElseThrow();
            assertThat(edition.state()).as("death %s while it is begun", call).isEqualTo(EditionState.SENDING);
            assertThat(app.report().tally(edition.id()).intended()).isEqualTo(3);
            assertThat(run(slug).state()).isEqualTo(DigestRun.State.SENT);
            assertThat(news().stream().filter(subject -> subject.equals(slug + ": is being sent")))
                    .hasSizeLessThanOrEqualTo(1);
        }
        assertThat(call).isGreaterThan(5);
        assertThat(app.editions().all()).hasSize(call);
        assertThat(news()).noneMatch(subject -> subject.contains("held") || subject.contains("left out"));
    }

    private static String feed(int last) {
        StringBuilder items = new StringBuilder();
        for (int i = 1; i <= last; i++) {
            Instant at = DUE.plus(Duration.ofDays(7L * (i - 1))).minus(Duration.ofDays(2));
            items.append(i == 1 ? "" : ",")
                    .append(
                            "{\"id\": \"%d\", \"url\": \"https://b.example/%d\", \"title\": \"Item %d\", \"date_published\": \"%s\"}"
                                    .formatted(i, i, i, at));
        }
        return "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"F\", \"items\": [" + items + "]}";
    }

    /** A command reads the configuration when it begins, and a process that serves read it long ago. */
    @Test
    void what_was_approved_under_a_configuration_that_was_edited_meanwhile_is_sent() throws Exception {
        digest("approval: required\ndraft-ahead: 2d");
        round();
        roundAt(DUE.minus(Duration.ofDays(2)));
        Path file = folder.resolve("broadsheet.yaml");
        Files.writeString(file, Files.readString(file) + "brand: { address: \"2 New Quay, Elsewhere\" }\n");
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(nowhere, nowhere, false, false);
        try (App command = new App(folder, new ConfigurationLoader(Map.of()), clock, terminal)) {
            approve(command, SLUG);
        }
        round();
        roundAt(DUE);
        assertThat(state(SLUG)).isEqualTo(EditionState.SENDING);
    }

    /** One goes through the rounds at a time; but one that was only frozen may wake while another has taken its place. */
    @Test
    void two_that_go_through_the_rounds_at_the_same_time_do_nothing_twice() throws Exception {
        digest("approval: automatic\ndraft-ahead: 1d", "## News\n\n```source feed\nfile: feed.json\n```\n");
        workspace.file("feed.json", feed(0));
        round();
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(nowhere, nowhere, false, false);
        ExecutorService both = Executors.newFixedThreadPool(2);
        try (App other = new App(folder, new ConfigurationLoader(Map.of()), clock, terminal)) {
            for (int week = 1; week <= 5; week++) {
                String slug = LocalDate.parse("2026-02-02").plusWeeks(week - 1) + "-news";
                Instant due = DUE.plus(Duration.ofDays(7L * (week - 1)));
                workspace.file("feed.json", feed(week));
                for (Instant at : List.of(due.minus(Duration.ofDays(1)), due)) {
                    clock.set(at);
                    both.invokeAll(List.of(rounds(app), rounds(other))).forEach(DigestRoundContract::join);
                }
                round();
                assertThat(folder.resolve("editions/" + slug + ".md"))
                        .content()
                        .containsOnlyOnce("\"Item " + week + "\"");
                assertThat(app.drafts().entries("news", slug)).hasSize(1);
                ApprovedEdition edition = edition(slug).orElseThrow();
                assertThat(edition.state()).isEqualTo(EditionState.SENDING);
                assertThat(app.report().tally(edition.id()).intended()).isEqualTo(3);
            }
        } finally {
            both.shutdownNow();
        }
        assertThat(app.editions().all()).hasSize(5);
        assertThat(news()).hasSize(5).allMatch(subject -> subject.endsWith(": is being sent"));
    }

    private static Callable<Void> rounds(App app) {
        return () -> {
            app.rounds().forEach(round -> round.go());
            return null;
        };
    }

    private static void join(Future<Void> work) {
        try {
            work.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,       2026-03-27, 02:30", "Europe/Berlin,       2026-10-23, 02:30",
        "America/New_York,    2026-03-06, 02:30", "America/New_York,    2026-10-30, 01:30",
        "Australia/Lord_Howe, 2026-10-02, 02:15", "Australia/Lord_Howe, 2026-04-03, 01:45"
    })
    void across_a_change_of_clocks_each_day_has_one_edition(String zone, LocalDate first, LocalTime time) {
        ZoneId where = ZoneId.of(zone);
        workspace.digest("news", """
                schedule: "0 %d %d ? * *"
                zone: %s
                approval: automatic
                """.formatted(time.getMinute(), time.getHour(), zone), "Hello!\n");
        clock.set(first.atStartOfDay(where).toInstant());
        Instant end = first.plusDays(5).atStartOfDay(where).toInstant();
        List<String> expected = new ArrayList<>();
        first.datesUntil(first.plusDays(5)).forEach(day -> expected.add(day + "-news"));
        while (clock.instant().isBefore(end)) {
            round();
            clock.advance(Duration.ofMinutes(15));
            if (clock.instant().getEpochSecond() % 36_000 == 0) {
                restart();
            }
        }
        List<ApprovedEdition> sent = app.editions().all();
        assertThat(sent).extracting(ApprovedEdition::slug).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(sent).allSatisfy(edition -> {
            LocalTime began = LocalTime.ofInstant(edition.startedAt(), where);
            assertThat(began).isBetween(time.minusMinutes(15), time.plusMinutes(45));
        });
        assertThat(news()).hasSize(expected.size());
    }
}
