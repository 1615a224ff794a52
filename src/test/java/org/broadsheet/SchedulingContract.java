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
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.broadsheet.TestWorkspace.Run;
import org.broadsheet.cli.Commands;
import org.broadsheet.cli.Terminal;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.EditionState;
import org.broadsheet.schedule.Round;
import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code send --at} and {@code digests} as a user types them, with a clock that a test moves, on whichever database. */
abstract class SchedulingContract {
    private static final String FILE = "editions/" + TestWorkspace.EDITION + ".md";
    private static final Instant AT = Instant.parse("2025-11-21T08:00:00Z");

    private final MovingClock clock = new MovingClock(); // 2025-11-20T09:00Z

    @TempDir
    Path folder;

    private TestWorkspace workspace;

    abstract TestDatabase database();

    @BeforeEach
    void prepare() {
        workspace = new TestWorkspace(folder)
                .smtp(1)
                .database(database().settings())
                .people(3)
                .edition("Hello!\n");
    }

    private Run run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false);
        int exit = new Commands(
                        root -> new App(root, new ConfigurationLoader(Map.of()), clock, terminal),
                        terminal,
                        "test",
                        folder)
                .run(arguments);
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private <T> T with(Function<App, T> work) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(nowhere, nowhere, false, false);
        try (App app = new App(folder, new ConfigurationLoader(Map.of()), clock, terminal)) {
            return work.apply(app);
        }
    }

    private ApprovedEdition edition() {
        return with(app -> app.editions().find(TestWorkspace.EDITION).orElseThrow());
    }

    private void roundAt(Instant at) {
        clock.set(at);
        with(app -> {
            app.rounds().forEach(Round::go);
            return true;
        });
    }

    @Test
    void a_scheduled_edition_begins_once_when_its_time_has_come_and_not_before() {
        Run sent = run("send", FILE, "--at", "2025-11-21T08:00", "--yes", "--json");
        assertThat(sent.exit()).as(sent.err()).isZero();
        assertThat(sent.json().get("state").asString()).isEqualTo("scheduled");
        assertThat(sent.json().get("scheduled_for").asString()).isEqualTo(AT.toString());
        assertThat(sent.err()).contains("nothing runs here that would begin it");
        assertThat(run("status").out()).contains("scheduled", "for 2025-11-21 08:00 UTC");
        assertThat(run("status", TestWorkspace.EDITION, "--json")
                        .json()
                        .get("scheduled_for")
                        .asString())
                .isEqualTo(AT.toString());

        roundAt(AT.minusSeconds(1));
        assertThat(edition().state()).isEqualTo(EditionState.SCHEDULED);
        roundAt(AT);
        roundAt(AT.plusSeconds(60));
        assertThat(edition().state()).isEqualTo(EditionState.SENDING);
        assertThat(edition().startedAt()).isEqualTo(AT);
    }

    @Test
    void a_time_that_is_past_is_refused_and_nothing_is_approved() {
        Run sent = run("send", FILE, "--at", "2025-11-20T08:00", "--yes");
        assertThat(sent.exit()).isEqualTo(2);
        assertThat(sent.err()).contains("is past");
        List<ApprovedEdition> known = with(app -> app.editions().all());
        assertThat(known).isEmpty();
    }

    @Test
    void an_edit_voids_it() throws IOException {
        run("send", FILE, "--at", "2025-11-21T08:00", "--yes");
        Files.writeString(folder.resolve(FILE), Files.readString(folder.resolve(FILE)) + "\nMore.\n");
        roundAt(AT);
        assertThat(edition().state()).isEqualTo(EditionState.HELD);
        assertThat(edition().reason()).contains("was changed after it was approved");
        assertThat(edition().startedAt()).isNull();

        assertThat(run("send", FILE, "--at", "2025-11-22T08:00", "--yes").exit())
                .isZero();
        roundAt(AT.plus(Duration.ofDays(1)));
        assertThat(edition().state()).isEqualTo(EditionState.SENDING);
    }

    @Test
    void what_is_approved_anew_after_an_edit_no_longer_begins_by_itself() throws IOException {
        run("send", FILE, "--at", "2025-11-21T08:00", "--yes");
        assertThat(run("approve", FILE).exit()).isZero();
        assertThat(edition().state()).as("approved just so already").isEqualTo(EditionState.SCHEDULED);
        Files.writeString(folder.resolve(FILE), Files.readString(folder.resolve(FILE)) + "\nMore.\n");
        assertThat(run("approve", FILE).exit()).isZero();
        roundAt(AT);
        assertThat(edition().state()).isEqualTo(EditionState.APPROVED);
    }

    @Test
    void after_an_outage_longer_than_its_grace_it_is_held() {
        run("send", FILE, "--at", "2025-11-21T08:00", "--yes");
        roundAt(AT.plus(Duration.ofHours(7)));
        assertThat(edition().state()).isEqualTo(EditionState.HELD);
        assertThat(edition().startedAt()).isNull();
    }

    @Test
    void it_can_be_paused_and_cancelled_and_given_another_time() {
        run("send", FILE, "--at", "2025-11-21T08:00", "--yes");
        assertThat(run("pause", TestWorkspace.EDITION).exit()).isZero();
        roundAt(AT);
        assertThat(edition().state()).isEqualTo(EditionState.PAUSED);

        Run later = run("send", FILE, "--at", "2025-11-22T08:00+01:00", "--yes", "--json");
        assertThat(later.json().get("scheduled_for").asString()).isEqualTo("2025-11-22T07:00:00Z");
        assertThat(run("cancel", TestWorkspace.EDITION, "--yes").exit()).isZero();
        roundAt(AT.plus(Duration.ofDays(1)));
        assertThat(edition().state()).isEqualTo(EditionState.CANCELLED);
        assertThat(edition().startedAt()).isNull();
    }

    @Test
    void resume_begins_what_was_paused_when_its_time_has_come_and_a_rehearsal_goes_to_the_sandbox() throws IOException {
        Files.writeString(folder.resolve("broadsheet.yaml"), "");
        workspace.database(database().settings());
        assertThat(run("send", FILE, "--at", "2025-11-21T08:00").exit()).isZero();
        assertThat(run("pause", TestWorkspace.EDITION).exit()).isZero();
        clock.set(AT.plusSeconds(5));
        Run resumed = run("resume", TestWorkspace.EDITION, "--json");
        assertThat(resumed.exit()).as(resumed.err()).isZero();
        assertThat(resumed.json().get("accepted").asInt()).isEqualTo(3);
        assertThat(workspace.outbox()).hasSize(3);
    }

    @Test
    void the_command_says_how_many_get_it_at_once_before_it_asks() {
        database().jdbi().useHandle(handle -> {
            handle.execute("UPDATE subscriber SET zone = 'Asia/Tokyo' WHERE address = 'p1@readers.example'");
            handle.execute("UPDATE subscriber SET zone = 'America/New_York' WHERE address = 'p2@readers.example'");
        });
        Run asked = run("send", FILE, "--at-local", "09:30");
        assertThat(asked.exit()).isEqualTo(2);
        assertThat(asked.err()).contains("to 3 readers at 09:30 on 2025-11-20 wherever each is (1 of them at once");
        JsonNode json =
                run("send", FILE, "--at-local", "09:30", "--dry-run", "--json").json();
        assertThat(json.get("at_once").asInt()).isEqualTo(1);
        assertThat(json.get("later").get("2025-11-20T14:30:00Z").asInt()).isEqualTo(1);
        assertThat(json.get("later").get("2025-11-20T09:30:00Z").asInt()).isEqualTo(1);
    }

    @Test
    void a_rehearsal_at_local_hours_delivers_what_is_due_and_the_others_wait() throws IOException {
        Files.writeString(folder.resolve("broadsheet.yaml"), "");
        workspace.database(database().settings());
        database()
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "UPDATE subscriber SET zone = 'Asia/Tokyo' WHERE address = 'p1@readers.example'"));
        Run sent = run("send", FILE, "--at-local", "09:30", "--json");
        assertThat(sent.exit()).as(sent.err()).isZero();
        assertThat(sent.json().get("accepted").asInt()).isEqualTo(1);
        assertThat(sent.json().get("pending").asInt()).isEqualTo(2);
        assertThat(sent.err()).contains("2 wait for their hour");

        clock.advance(Duration.ofMinutes(30));
        assertThat(run("resume", TestWorkspace.EDITION, "--json")
                        .json()
                        .get("accepted")
                        .asInt())
                .isEqualTo(3);
        assertThat(workspace.outbox()).hasSize(3);
        int atTheHour = 0;
        for (Path message : workspace.outbox()) {
            atTheHour += Files.readString(message).contains("Date: Thu, 20 Nov 2025 09:30:00 +0000") ? 1 : 0;
        }
        assertThat(atTheHour).isEqualTo(2);
    }

    private static final String WEEKLY = "2025-11-23-weekly";
    /** A Sunday. */
    private static final Instant DUE = Instant.parse("2025-11-23T09:00:00Z");

    /** Drafted two days ahead, with the clock at that time. */
    private void draftWeekly() {
        workspace.file("digests/weekly.md", """
                ---
                name: Weekly
                list: community
                from: News <news@sender.example>
                schedule: "0 0 9 ? * SUN"
                approval: required
                draft-ahead: 2d
                ---
                Hello!
                """);
        roundAt(clock.instant());
        roundAt(DUE.minus(Duration.ofDays(2)));
        assertThat(run("digests", "weekly").out()).contains(WEEKLY + ": waits for approval");
    }

    @Test
    void what_was_approved_of_a_paused_digest_is_shown_as_such_with_what_holds_it_and_what_ends_that() {
        draftWeekly();
        run("digests", "pause", "weekly", "--reason", "we move");
        assertThat(run("digests").out())
                .contains(
                        WEEKLY + ": waits for approval; left out when it is due, if the digest is still paused then",
                        "'broadsheet digests resume weekly' ends it");
        Run approved = run("approve", "editions/" + WEEKLY + ".md");
        assertThat(approved.out())
                .contains(
                        "next: broadsheet digests resume weekly: the digest is paused by",
                        "we move. When that is over,")
                .contains("'broadsheet serve' sends it on 2025-11-23 09:00 UTC")
                .doesNotContain("next: nothing");
        String held = WEEKLY + ": approved; held when it is due, if the digest is still paused then";
        assertThat(run("digests").out()).contains(held).doesNotContain("waits for approval");

        roundAt(DUE);
        assertThat(run("digests").out())
                .contains(WEEKLY + ": approved, and held: the digest is paused by", "when that is over")
                .contains("'broadsheet send editions/" + WEEKLY + ".md' sends it at any time");
        assertThat(run("status", WEEKLY, "--json").json().get("held_for").asString())
                .isEqualTo("digest");
        run("digests", "resume", "weekly");
        assertThat(run("digests").out()).contains(WEEKLY + ": approved, and held no longer");
        roundAt(DUE.plusSeconds(60));
        assertThat(run("status", WEEKLY).out()).contains(WEEKLY + ": sending");
    }

    @Test
    void what_is_approved_during_a_pause_goes_out_after_it_though_no_round_had_come_upon_it() {
        workspace.file("digests/weekly.md", """
                ---
                name: Weekly
                list: community
                from: News <news@sender.example>
                schedule: "0 0 9 ? * SUN"
                ---
                Hello!
                """);
        clock.set(DUE.minus(Duration.ofHours(3)));
        roundAt(clock.instant());
        run("digests", "pause", "weekly");
        assertThat(run("draft", "weekly").exit()).isZero();
        assertThat(run("approve", "editions/" + WEEKLY + ".md").out()).contains("digests resume weekly");
        assertThat(run("digests").out()).contains(WEEKLY + ": approved; held when it is due");
        roundAt(DUE);
        assertThat(run("digests", "resume", "weekly").out()).contains(WEEKLY + " was approved and held");
        roundAt(DUE.plusSeconds(60));
        assertThat(run("status", WEEKLY).out()).contains(WEEKLY + ": sending");
    }

    @Test
    void what_is_approved_of_a_paused_digest_when_it_is_due_is_not_said_to_go_out_at_once() {
        draftWeekly();
        run("digests", "pause", "weekly");
        clock.set(DUE.plusSeconds(60));
        assertThat(run("approve", "editions/" + WEEKLY + ".md").out())
                .contains("When that is over, 'broadsheet serve' sends it at once");
        run("digests", "resume", "weekly");
        assertThat(run("approve", "editions/" + WEEKLY + ".md").out())
                .contains("next: nothing: 'broadsheet serve' sends it at once");
    }

    @Test
    void an_approved_edition_that_a_person_gave_another_time_is_shown_with_that_time() {
        draftWeekly();
        run("approve", "editions/" + WEEKLY + ".md");
        assertThat(run("digests").out()).contains(WEEKLY + ": approved\n");
        run("send", "editions/" + WEEKLY + ".md", "--at", "2025-11-24T08:00", "--yes");
        run("digests", "pause", "weekly");
        assertThat(run("digests").out()).contains(WEEKLY + ": scheduled for 2025-11-24 08:00 UTC\n");
    }

    @Test
    void a_digest_whose_file_is_gone_can_be_shown_paused_and_resumed_as_long_as_the_database_knows_it()
            throws IOException {
        draftWeekly();
        run("digests", "pause", "weekly", "--reason", "we move");
        Path file = folder.resolve("digests/weekly.md");
        String text = Files.readString(file);
        Files.delete(file);
        assertThat(run("digests").out())
                .as("what is paused is listed, file or no file")
                .contains("weekly: digests/weekly.md is gone, paused", "we move");
        Run shown = run("digests", "weekly", "--json");
        assertThat(shown.exit()).isZero();
        assertThat(shown.json().get("digests").get(0).get("file").isNull()).isTrue();

        Run resumed = run("digests", "resume", "weekly");
        assertThat(resumed.exit()).as(resumed.err()).isZero();
        assertThat(resumed.out()).contains("weekly: not paused any more; digests/weekly.md is gone");
        assertThat(run("digests").out()).doesNotContain("weekly");
        Run paused = run("digests", "pause", "weekly");
        assertThat(paused.exit()).as(paused.err()).isZero();
        assertThat(paused.out()).contains("digests/weekly.md is gone");
        Files.writeString(file, text);
        assertThat(run("digests").out()).as("it comes back as it was left").contains("weekly: 0 0 9 ? * SUN", "paused");
        assertThat(run("digests", "resume", "monthly").err()).contains("There is no digest digests/monthly.md");
    }

    @Test
    void to_draft_a_cancelled_edition_says_that_it_was_cancelled_and_what_to_do() throws IOException {
        draftWeekly();
        String file = "editions/" + WEEKLY + ".md";
        run("approve", file);
        assertThat(run("cancel", WEEKLY, "--yes").exit()).isZero();
        for (int i = 0; i < 2; i++) {
            Run drafted = run("draft", WEEKLY);
            assertThat(drafted.exit()).isEqualTo(2);
            assertThat(drafted.err())
                    .contains(WEEKLY
                            + " was cancelled, and what was drafted into it goes into the next edition of weekly")
                    .contains("'broadsheet approve " + file + "' takes this one up again");
            assertThat(run("draft", "weekly").err())
                    .as("which gives back what it held")
                    .contains(WEEKLY + ", which is next, was cancelled");
        }
        run("approve", file);
        Run again = run("draft", WEEKLY);
        assertThat(again.exit()).as("it is one like others: " + again.err()).isZero();
        run("approve", file);
        run("cancel", WEEKLY, "--yes");
        Files.delete(folder.resolve(file));
        assertThat(run("draft", WEEKLY).err()).contains("'broadsheet draft weekly' drafts that");
        assertThat(run("draft", "weekly").exit()).isZero();
    }

    @Test
    void to_draft_an_edition_whose_digest_is_gone_says_that() throws IOException {
        draftWeekly();
        Files.delete(folder.resolve("digests/weekly.md"));
        assertThat(run("draft", WEEKLY).err())
                .contains("digests/weekly.md is gone, of which " + WEEKLY + " was drafted");
    }

    @Test
    void digests_are_listed_with_their_next_runs_and_can_be_paused() {
        workspace.file("digests/weekly.md", """
                ---
                name: Weekly
                list: community
                from: News <news@sender.example>
                schedule: "0 30 2 ? * SUN"
                zone: Europe/Berlin
                skip-days: [2025-12-21..2026-01-02]
                ---
                Hello!
                """);
        workspace.file("digests/broken.md", "---\nschedule: often\n---\nHello\n");
        Run list = run("digests", "--json");
        assertThat(list.exit()).as("something is wrong").isEqualTo(2);
        assertThat(list.err() + list.out()).contains("digests/broken.md:");
        Run weekly = run("digests", "weekly", "--json");
        assertThat(weekly.exit()).isZero();
        JsonNode json = weekly.json().get("digests").get(0);
        assertThat(json.get("next")).hasSize(5);
        assertThat(json.get("next").get(0).get("local").asString()).isEqualTo("2025-11-23T02:30:00+01:00");
        assertThat(json.get("next").get(0).get("utc").asString()).isEqualTo("2025-11-23T01:30:00Z");
        assertThat(json.get("next").get(4).get("utc").asString())
                .as("28 December is skipped")
                .isEqualTo("2026-01-04T01:30:00Z");

        assertThat(run("digests", "pause", "weekly", "--reason", "summer").exit())
                .isZero();
        assertThat(run("digests", "pause", "weekly").exit()).isEqualTo(2);
        assertThat(run("digests", "weekly").err() + run("digests", "weekly").out())
                .contains("paused", "summer");
        assertThat(run("digests", "resume", "weekly").exit()).isZero();
        assertThat(run("digests", "resume", "weekly").exit()).isEqualTo(2);
        assertThat(run("digests", "weakly").err()).contains("did you mean weekly");
        assertThat(run("pause", "weekly").err()).contains("is a digest", "digests pause weekly");
    }
}
