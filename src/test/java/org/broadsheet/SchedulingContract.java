package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.broadsheet.TestWorkspace.Run;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.EditionState;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code send --at} as a user types it, with a clock that a test moves, on whichever database. */
abstract class SchedulingContract extends TimedCommands {
    private static final String FILE = "editions/" + TestWorkspace.EDITION + ".md";
    private static final Instant AT = Instant.parse("2025-11-21T08:00:00Z");

    private ApprovedEdition edition() {
        return with(app -> app.editions().find(TestWorkspace.EDITION).orElseThrow());
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
}
