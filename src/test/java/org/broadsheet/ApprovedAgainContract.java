package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.broadsheet.TestWorkspace.Run;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.EditionState;
import org.junit.jupiter.api.Test;

/** An edition of a digest that was cancelled and is approved after all: no reader gets an item twice by a slip. */
abstract class ApprovedAgainContract extends TimedCommands {
    private static final String NEXT = "2025-11-30-weekly";
    private static final String NEXT_FILE = "editions/" + NEXT + ".md";
    private static final Instant NEXT_DUE = DUE.plus(Duration.ofDays(7));

    private void posts(String... titles) {
        StringBuilder rows = new StringBuilder("title,url,date\n");
        for (String title : titles) {
            rows.append(title).append(",https://blog.sender.example/").append(title);
            rows.append(",2025-11-19\n");
        }
        workspace.file("data/posts.csv", rows.toString());
    }

    private void draftWithPosts(String keys) {
        posts("One", "Two");
        workspace.digest(
                "weekly",
                "schedule: \"0 0 9 ? * SUN\"\ndraft-ahead: 2d\n" + keys,
                "## News\n\n```source data\nfile: data/posts.csv\n```\n");
        roundAt(clock.instant());
        roundAt(DUE.minus(Duration.ofDays(2)));
        assertThat(text(WEEKLY_FILE)).contains("One", "Two");
    }

    private String text(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void cancelAndDraftTheNext() {
        assertThat(run("approve", WEEKLY_FILE).exit()).isZero();
        assertThat(run("cancel", WEEKLY, "--yes").exit()).isZero();
        posts("One", "Two", "Three");
        clock.set(DUE.plus(Duration.ofDays(1)));
        Run drafted = run("draft", "weekly");
        assertThat(drafted.exit()).as(drafted.err()).isZero();
        assertThat(text(NEXT_FILE)).contains("One", "Two", "Three");
    }

    private EditionState state(String edition) {
        return with(
                app -> app.editions().find(edition).map(ApprovedEdition::state).orElseThrow());
    }

    @Test
    void what_somebody_deleted_from_it_stays_with_the_edition_that_has_it() throws IOException {
        draftWithPosts("");
        cancelAndDraftTheNext();
        String text = text(WEEKLY_FILE);
        int fence = text.indexOf("```items");
        Files.writeString(folder.resolve(WEEKLY_FILE), text.substring(0, fence) + "Nothing but words.\n");
        Run again = run("approve", WEEKLY_FILE);
        assertThat(again.exit()).as(again.err()).isZero();
        posts("One", "Two", "Three", "Four");
        assertThat(run("draft", NEXT_FILE).exit()).isZero();
        assertThat(text(NEXT_FILE)).contains("One", "Two", "Three", "Four");
    }

    @Test
    void what_a_source_has_corrected_since_it_was_cancelled_is_taken_as_it_is_now() {
        draftWithPosts("");
        assertThat(run("approve", WEEKLY_FILE).exit()).isZero();
        assertThat(run("cancel", WEEKLY, "--yes").exit()).isZero();
        workspace.file("data/posts.csv", "title,url,date\nOne corrected,https://blog.sender.example/One,2025-11-19\n");
        clock.set(DUE.plus(Duration.ofDays(1)));
        assertThat(run("draft", "weekly").exit()).isZero();
        assertThat(text(NEXT_FILE)).contains("One corrected");
    }

    @Test
    void a_file_that_was_away_while_the_next_was_drafted_is_known_when_it_comes_back() throws IOException {
        posts("One", "Two");
        workspace.digest("weekly", "", "## News\n\n```source data\nfile: data/posts.csv\n```\n");
        clock.set(DUE);
        assertThat(run("draft", "weekly").exit()).isZero();
        Path away = folder.resolve("away.md");
        Files.move(folder.resolve(WEEKLY_FILE), away);
        clock.set(NEXT_DUE);
        assertThat(run("draft", "weekly").exit()).isZero();
        assertThat(text(NEXT_FILE)).contains("One", "Two");
        Files.move(away, folder.resolve(WEEKLY_FILE));
        assertThat(run("approve", WEEKLY_FILE).err()).contains("'One' is in " + NEXT + " too");
        Files.delete(folder.resolve(NEXT_FILE));
        assertThat(run("approve", WEEKLY_FILE).exit()).isZero();
        clock.set(NEXT_DUE.plusSeconds(60));
        assertThat(run("draft", "weekly").exit()).isZero();
        assertThat(text(NEXT_FILE)).doesNotContain("One", "Two");
    }

    @Test
    void what_the_next_draft_took_meanwhile_is_named_and_nothing_is_approved() throws IOException {
        draftWithPosts("");
        cancelAndDraftTheNext();
        Run again = run("approve", WEEKLY_FILE);
        assertThat(again.exit()).isEqualTo(3);
        assertThat(again.err())
                .contains("'One' is in " + NEXT + " too, which is still a draft")
                .contains("'Two' is in " + NEXT + " too")
                .contains("delete it here or in " + NEXT_FILE, "--ignore repeated-item")
                .doesNotContain("'Three'");
        assertThat(state(WEEKLY)).isEqualTo(EditionState.CANCELLED);
        assertThat(run("approve", NEXT_FILE).exit())
                .as("one that is cancelled tells nobody anything")
                .isZero();
        assertThat(run("approve", WEEKLY_FILE).err()).contains("'One' is in " + NEXT + " too, which is approved");

        String text = text(NEXT_FILE);
        Files.writeString(folder.resolve(NEXT_FILE), text.replaceAll("(?s)- title: \"?One.*?(?=- title)", ""));
        assertThat(run("approve", NEXT_FILE).exit()).isZero();
        assertThat(run("approve", WEEKLY_FILE).err()).doesNotContain("'One'").contains("'Two'");
    }

    @Test
    void whoever_approves_it_all_the_same_has_later_drafts_leave_out_what_is_in_it() {
        draftWithPosts("");
        cancelAndDraftTheNext();
        assertThat(run("approve", WEEKLY_FILE, "--ignore", "repeated-item").exit())
                .isZero();
        Run next = run("approve", NEXT_FILE);
        assertThat(next.exit()).isEqualTo(3);
        assertThat(next.err()).contains("'One' is in " + WEEKLY + " too, which is approved");

        assertThat(run("draft", "weekly").exit()).isZero();
        assertThat(text(NEXT_FILE)).contains("Three").doesNotContain("One", "Two");
        assertThat(run("approve", NEXT_FILE).exit()).isZero();
        assertThat(run("status", NEXT).out()).doesNotContain("void");
    }

    @Test
    void one_that_is_approved_again_before_the_next_is_drafted_keeps_its_items() {
        draftWithPosts("");
        run("approve", WEEKLY_FILE);
        run("cancel", WEEKLY, "--yes");
        assertThat(run("draft", "weekly").err()).contains(WEEKLY + ", which is next, was cancelled");
        assertThat(run("approve", WEEKLY_FILE).exit()).isZero();
        posts("One", "Two", "Three");
        clock.set(DUE.plus(Duration.ofDays(1)));
        assertThat(run("draft", "weekly").exit()).isZero();
        assertThat(text(NEXT_FILE)).contains("Three").doesNotContain("One", "Two");
    }

    @Test
    void one_that_was_drafted_anew_since_it_was_cancelled_is_a_draft_like_others() {
        draftWithPosts("");
        run("approve", WEEKLY_FILE);
        run("cancel", WEEKLY, "--yes");
        assertThat(run("draft", "weekly").exit()).isEqualTo(2);
        assertThat(run("draft", "weekly", "--replace").exit()).isZero();
        posts("One", "Two", "Three");
        for (String again : new String[] {"weekly", WEEKLY}) {
            Run drafted = run("draft", again);
            assertThat(drafted.exit()).as(drafted.err()).isZero();
        }
        assertThat(text(WEEKLY_FILE)).contains("One", "Two", "Three");
        clock.set(DUE.plus(Duration.ofDays(1)));
        assertThat(run("draft", "weekly").exit()).isZero();
        assertThat(text(NEXT_FILE)).as("held by a draft").doesNotContain("One", "Two", "Three");
    }

    @Test
    void what_was_approved_before_the_other_was_approved_again_is_not_void_by_that() {
        draftWithPosts("");
        cancelAndDraftTheNext();
        run("approve", NEXT_FILE);
        assertThat(run("approve", WEEKLY_FILE, "--ignore", "repeated-item").exit())
                .isZero();
        assertThat(run("status", NEXT).out()).contains(NEXT + ": approved").doesNotContain("void");
    }

    @Test
    void a_digest_that_needs_nobody_does_not_send_by_itself_what_readers_get_by_another_edition() {
        draftWithPosts("approval: automatic\n");
        cancelAndDraftTheNext();
        assertThat(run("approve", WEEKLY_FILE, "--ignore", "repeated-item").exit())
                .isZero();
        roundAt(NEXT_DUE);
        boolean isFrozen = with(app -> app.editions().find(NEXT).isPresent());
        assertThat(isFrozen).isFalse();
        assertThat(run("digests").out()).contains(NEXT + ": cannot be sent: ", "'One' is in " + WEEKLY + " too");

        assertThat(run("draft", NEXT).exit()).isZero();
        assertThat(text(NEXT_FILE)).contains("Three").doesNotContain("One", "Two");
        roundAt(NEXT_DUE.plusSeconds(60));
        assertThat(state(NEXT)).isEqualTo(EditionState.SENDING);
    }

    @Test
    void what_readers_have_got_of_a_later_edition_is_named_when_its_past_window_is_drafted_again() {
        draftWithPosts("approval: automatic\n");
        roundAt(DUE);
        assertThat(state(WEEKLY)).isEqualTo(EditionState.SENDING);
        assertThat(run("draft", "weekly", "--to", "2025-11-20T09:30").exit()).isZero();
        Run again = run("approve", "editions/2025-11-20-weekly.md");
        assertThat(again.exit()).isEqualTo(3);
        assertThat(again.err()).contains("'One' is in " + WEEKLY + " too, which readers have got");
    }
}
