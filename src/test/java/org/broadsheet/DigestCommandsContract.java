package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.broadsheet.TestWorkspace.Run;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code digests}, and what other commands say of the editions of a digest, as a user types them, on whichever database. */
abstract class DigestCommandsContract extends TimedCommands {
    @Test
    void a_run_whose_edition_was_sent_early_is_done_and_the_one_behind_it_is_drafted_next() {
        weekly("");
        roundAt(clock.instant());
        assertThat(run("draft", "weekly").exit()).isZero();
        JsonNode before =
                run("digests", "weekly", "--json").json().get("digests").get(0);
        assertThat(before.get("next").get(0).get("utc").asString()).isEqualTo(DUE.toString());
        assertThat(before.get("done")).isEmpty();
        assertThat(run("approve", WEEKLY_FILE).exit()).isZero();
        with(app -> app.delivery().begin(app.editions().find(WEEKLY).orElseThrow()));

        Instant next = DUE.plus(Duration.ofDays(7));
        assertThat(run("digests", "weekly").out())
                .contains("  next     Sun 2025-11-30 09:00")
                .contains("  done     Sun 2025-11-23 09:00 +00:00: nothing goes out then, for " + WEEKLY
                        + " is sending already");
        JsonNode json = run("digests", "weekly", "--json").json().get("digests").get(0);
        assertThat(json.get("next")).hasSize(5);
        assertThat(json.get("next").get(0).get("utc").asString()).isEqualTo(next.toString());
        assertThat(json.get("done")).singleElement().satisfies(done -> {
            assertThat(done.get("edition").asString()).isEqualTo(WEEKLY);
            assertThat(done.get("due").asString()).isEqualTo(DUE.toString());
            assertThat(done.get("state").asString()).isEqualTo("sending");
        });
        assertThat(run("draft", "weekly").out()).contains("editions/2025-11-30-weekly.md");
    }

    @Test
    void a_source_that_fails_is_named_with_its_place_in_the_digest() {
        workspace.digest("weekly", "schedule: \"0 0 9 ? * SUN\"\n", "## News\n\n```source feed\nfile: gone.xml\n```\n");
        Run failed = run("draft", "weekly", "--json");
        assertThat(failed.exit()).isEqualTo(1);
        int line = failed.json().at("/sources/0/line").asInt();
        assertThat(line).isGreaterThan(5);
        assertThat(failed.err())
                .contains("digests/weekly.md:" + line + ":1: error: feed gone.xml could not be collected: ");
    }

    @Test
    void what_was_approved_of_a_paused_digest_is_shown_as_such_with_what_holds_it_and_what_ends_that() {
        draftWeekly();
        assertThat(run("digests", "weekly").out()).contains(WEEKLY + ": waits for approval");
        run("digests", "pause", "weekly", "--reason", "we move");
        assertThat(run("digests").out())
                .contains(
                        WEEKLY + ": waits for approval; left out when it is due, if the digest is still paused then",
                        "'broadsheet digests resume weekly' ends it");
        Run approved = run("approve", WEEKLY_FILE);
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
        weekly("");
        clock.set(DUE.minus(Duration.ofHours(3)));
        roundAt(clock.instant());
        run("digests", "pause", "weekly");
        assertThat(run("draft", "weekly").exit()).isZero();
        assertThat(run("approve", WEEKLY_FILE).out()).contains("digests resume weekly");
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
        assertThat(run("approve", WEEKLY_FILE).out())
                .contains("When that is over, 'broadsheet serve' sends it at once");
        run("digests", "resume", "weekly");
        assertThat(run("approve", WEEKLY_FILE).out()).contains("next: nothing: 'broadsheet serve' sends it at once");
    }

    @Test
    void an_approved_edition_that_a_person_gave_another_time_is_shown_with_that_time() {
        draftWeekly();
        run("approve", WEEKLY_FILE);
        assertThat(run("digests").out()).contains(WEEKLY + ": approved\n");
        run("send", WEEKLY_FILE, "--at", "2025-11-24T08:00", "--yes");
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
    void an_approved_edition_that_waits_for_its_digest_says_for_which_and_why_everywhere() throws IOException {
        draftWeekly();
        run("approve", WEEKLY_FILE);
        run("digests", "pause", "weekly", "--reason", "we move");
        roundAt(DUE);
        assertThat(run("status").out())
                .containsPattern(
                        WEEKLY + " +held +not begun +waits for its digest weekly: the digest is paused by .+: we move");
        assertThat(run("status", WEEKLY).out())
                .contains("reason    waits for its digest weekly: the digest is paused by");
        Run resumed = run("resume", WEEKLY);
        assertThat(resumed.exit()).isEqualTo(2);
        assertThat(resumed.err())
                .contains("was not begun yet: it waits for its digest weekly: the digest is paused by", "we move; ")
                .contains("'broadsheet digests resume weekly' ends the pause, 'broadsheet send " + WEEKLY_FILE
                        + "' sends it at any time");

        Path digest = folder.resolve("digests/weekly.md");
        String text = Files.readString(digest);
        Files.delete(digest);
        assertThat(run("status").out()).contains("we move, and digests/weekly.md is gone");
        run("digests", "resume", "weekly");
        assertThat(run("status").out()).contains("waits for its digest weekly: digests/weekly.md is gone");
        assertThat(run("digests").out())
                .as("an edition waits for it")
                .contains("weekly: digests/weekly.md is gone\n")
                .contains(WEEKLY + ": approved, and held: digests/weekly.md is gone. It goes out when that is over");
        assertThat(run("resume", WEEKLY).err())
                .contains("it waits for its digest weekly: digests/weekly.md is gone; 'broadsheet send");

        Files.writeString(digest, text);
        assertThat(run("status").out()).contains("waited for its digest weekly, which goes on");
        run("cancel", WEEKLY, "--yes");
        Files.delete(digest);
        assertThat(run("digests").out()).as("nothing waits any more").doesNotContain("weekly");
    }

    @Test
    void what_a_person_holds_says_why_too() {
        draftWeekly();
        run("approve", WEEKLY_FILE);
        roundAt(DUE.plus(Duration.ofHours(7)));
        assertThat(run("status").out()).containsPattern(WEEKLY + " +held +not begun +it was due on .+longer ago");
        assertThat(run("resume", WEEKLY).err()).contains("was not begun yet: it is held: it was due on");
    }

    @Test
    void whoever_approves_an_edition_of_a_digest_that_is_gone_reads_why_nothing_sends_it() throws IOException {
        draftWeekly();
        Files.delete(folder.resolve("digests/weekly.md"));
        assertThat(run("approve", WEEKLY_FILE).out())
                .contains("next: broadsheet send " + WEEKLY_FILE
                        + ": nothing sends it by itself, for digests/weekly.md is gone."
                        + " It was to go out on 2025-11-23 09:00 UTC");
        run("digests", "pause", "weekly", "--reason", "we move");
        assertThat(run("approve", WEEKLY_FILE).out())
                .contains("for the digest is paused by", ": we move, and digests/weekly.md is gone");
        clock.set(DUE.plus(Duration.ofDays(1)));
        assertThat(run("approve", WEEKLY_FILE).out()).contains("is gone\n").doesNotContain("was to go out");
        assertThat(run("approve", "editions/" + TestWorkspace.EDITION + ".md").out())
                .contains("next: broadsheet send editions/" + TestWorkspace.EDITION + ".md\n");
    }

    @Test
    void a_person_can_pause_what_waits_for_its_digest_and_its_end_of_waiting_does_not_send_it() {
        draftWeekly();
        run("approve", WEEKLY_FILE);
        run("digests", "pause", "weekly");
        roundAt(DUE);
        Run paused = run("pause", WEEKLY);
        assertThat(paused.exit()).as(paused.err()).isZero();
        run("digests", "resume", "weekly");
        roundAt(DUE.plusSeconds(60));
        assertThat(run("status", WEEKLY).out()).contains(WEEKLY + ": paused");
        assertThat(run("digests").out()).contains(WEEKLY + ": paused by", "'broadsheet resume " + WEEKLY + "' goes on");

        run("digests", "pause", "weekly", "--reason", "we move");
        Run resumed = run("resume", WEEKLY);
        assertThat(resumed.exit()).as(resumed.err()).isZero();
        assertThat(resumed.out()).contains(WEEKLY + " waits: the digest is paused by", "we move");
        roundAt(DUE.plusSeconds(120));
        assertThat(run("status", WEEKLY, "--json").json().get("held_for").asString())
                .isEqualTo("digest");
        run("digests", "resume", "weekly");
        roundAt(DUE.plusSeconds(180));
        assertThat(run("status", WEEKLY).out()).contains(WEEKLY + ": sending");
    }

    @Test
    void what_is_approved_during_a_pause_can_be_paused_and_resumed_too() {
        draftWeekly();
        run("digests", "pause", "weekly");
        run("approve", WEEKLY_FILE);
        roundAt(DUE);
        assertThat(run("pause", WEEKLY).exit()).isZero();
        run("digests", "resume", "weekly");
        roundAt(DUE.plusSeconds(60));
        assertThat(run("status", WEEKLY).out()).contains(WEEKLY + ": paused");
        boolean waits = with(app -> app.control()
                .waitAgain(app.editions().find(WEEKLY).orElseThrow().id()));
        assertThat(waits).isTrue();
        roundAt(DUE.plusSeconds(120));
        assertThat(run("status", WEEKLY).out()).contains(WEEKLY + ": sending");
    }

    @Test
    void to_draft_a_cancelled_edition_says_that_it_was_cancelled_and_what_to_do() throws IOException {
        draftWeekly();
        run("approve", WEEKLY_FILE);
        assertThat(run("cancel", WEEKLY, "--yes").exit()).isZero();
        for (int i = 0; i < 2; i++) {
            Run drafted = run("draft", WEEKLY);
            assertThat(drafted.exit()).isEqualTo(2);
            assertThat(drafted.err())
                    .contains(WEEKLY
                            + " was cancelled, and what was drafted into it goes into the next edition of weekly")
                    .contains("'broadsheet approve " + WEEKLY_FILE + "' takes this one up again")
                    .contains("'broadsheet draft weekly --replace' drafts that");
            assertThat(run("draft", "weekly").err())
                    .as("which gives back what it held")
                    .contains(WEEKLY + ", which is next, was cancelled");
        }
        run("approve", WEEKLY_FILE);
        Run again = run("draft", WEEKLY);
        assertThat(again.exit()).as("it is one like others: " + again.err()).isZero();
        run("approve", WEEKLY_FILE);
        run("cancel", WEEKLY, "--yes");
        Files.delete(folder.resolve(WEEKLY_FILE));
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
        workspace.digest("weekly", """
                schedule: "0 30 2 ? * SUN"
                zone: Europe/Berlin
                skip-days: [2025-12-21..2026-01-02]
                """, "Hello!\n");
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
