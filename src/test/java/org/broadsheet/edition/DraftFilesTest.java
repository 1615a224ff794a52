package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.broadsheet.MovingClock;
import org.broadsheet.edition.Drafter.Drafted;
import org.broadsheet.edition.Drafts.Taken;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.text.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DraftFilesTest {
    private static final String EDITION = "2025-11-20-news";
    private static final Window WINDOW =
            new Window(Instant.parse("2025-11-13T09:00:00Z"), Instant.parse("2025-11-20T09:00:00Z"));

    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @TempDir
    Path root;

    private Drafts drafts;
    private DraftFolder folder;
    private DraftFiles files;

    @BeforeEach
    void open() {
        drafts = new Drafts(database.jdbi());
        folder = new DraftFolder(root);
        files = new DraftFiles(folder, drafts, new MovingClock());
    }

    private static Drafted drafted(String... ids) {
        Map<Taken, String> taken = new LinkedHashMap<>();
        for (String id : ids) {
            taken.put(new Taken("feed", id), DraftMergeTest.entry(id));
        }
        String text = "---\nlist: l\nfrom: a@x.example\n---\n## News\n\n" + DraftMergeTest.block("a", ids);
        return new Drafted(EDITION, WINDOW, null, ZoneId.of("Europe/Berlin"), text, List.of(), taken);
    }

    private void edit(String word, String by) throws IOException {
        Files.writeString(folder.file(EDITION), text().replace(word, by));
    }

    private String text() {
        return folder.text(EDITION).orElseThrow();
    }

    @Test
    void a_file_that_nobody_edited_is_written_anew() {
        assertThat(files.write("news", drafted("one"))).isEmpty();
        assertThat(files.write("news", drafted("one", "two"))).isEmpty();
        assertThat(text()).isEqualTo(drafted("one", "two").text());
    }

    @Test
    void what_is_new_is_merged_into_a_file_that_somebody_edited_time_and_again() throws IOException {
        files.write("news", drafted("one"));
        edit("## News", "## My news");
        assertThat(files.write("news", drafted("two", "one")).orElseThrow().count())
                .isEqualTo(1);
        edit(DraftMergeTest.entry("two"), "");
        assertThat(files.write("news", drafted("two", "one")).orElseThrow().notes())
                .containsExactly("1 item deleted");
        assertThat(text())
                .contains("## My news", "# new since 2025-11-20 10:00")
                .doesNotContain("two");
        assertThat(drafts.entries("news", EDITION)).as("and used up").hasSize(2);
    }

    @Test
    void what_has_no_place_in_the_file_is_left_for_the_next_edition() throws IOException {
        files.write("news", drafted("one"));
        edit(DraftMergeTest.block("a", "one"), "Nothing this week.\n");
        assertThat(files.write("news", drafted("two", "one")).orElseThrow().refused())
                .hasSize(1);
        assertThat(drafts.entries("news", EDITION).keySet()).containsExactly(new Taken("feed", "one"));
        files.write("news", drafted("three", "two", "one"));
        assertThat(text()).doesNotContain("title");
    }

    @Test
    void a_file_that_cannot_be_read_stays_as_it_is() throws IOException {
        files.write("news", drafted("one"));
        edit("- title: \"one\"", "- title: \"one");
        String broken = text();
        assertThatThrownBy(() -> files.write("news", drafted("two", "one")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("editions/2025-11-20-news.md:10:");
        assertThat(text()).isEqualTo(broken);
        assertThat(drafts.entries("news", EDITION)).hasSize(1);
        edit("---\n## News", "## News");
        assertThatThrownBy(() -> files.write("news", drafted("two", "one"))).hasMessageContaining(":1:1: error");
        Files.write(folder.file(EDITION), new byte[] {'-', '-', '-', '\n', (byte) 0xff});
        assertThatThrownBy(() -> files.write("news", drafted("two", "one"))).isInstanceOf(InputException.class);
        files.replace("news", drafted("two", "one"));
        assertThat(text()).isEqualTo(drafted("two", "one").text());
    }

    @Test
    void a_file_that_was_not_drafted_from_here_stays_as_it_is() {
        folder.write(EDITION, "mine");
        assertThatThrownBy(() -> files.write("news", drafted("one"))).hasMessageContaining("--replace");
        assertThat(text()).isEqualTo("mine");
        assertThat(drafts.find("news", EDITION)).isEmpty();
    }

    @Test
    void what_a_process_that_died_had_still_to_write_is_written() {
        folder.write(EDITION, "before");
        String over = Bundle.sha256("before".getBytes(StandardCharsets.UTF_8));
        drafts.store(
                new Drafts.Draft("news", EDITION, WINDOW, null, "drafted"),
                Map.of(),
                new Drafts.Pending("merged", over),
                WINDOW.to());
        files.finish("news", EDITION);
        assertThat(text()).isEqualTo("merged");
        folder.write(EDITION, "edited since");
        assertThat(files.finish("news", EDITION)).isFalse();
        assertThat(text()).isEqualTo("edited since");
    }

    @Test
    void a_file_that_is_saved_at_that_very_moment_is_not_written_over() throws IOException {
        files.write("news", drafted("one"));
        edit("## News", "## Mine");
        InstantSource saving = () -> {
            if (text().contains("## Mine")) {
                folder.write(EDITION, "saved");
            }
            return WINDOW.to();
        };
        DraftFiles late = new DraftFiles(folder, drafts, saving.withZone(ZoneId.of("UTC")));
        assertThatThrownBy(() -> late.write("news", drafted("two", "one"))).hasMessageContaining("draft it again");
        assertThat(text()).isEqualTo("saved");
        assertThat(drafts.entries("news", EDITION).keySet()).containsExactly(new Taken("feed", "one"));
    }

    @Test
    void a_first_draft_is_written_only_where_no_file_is() {
        assertThat(files.create("news", drafted("one"))).isTrue();
        assertThat(text()).isEqualTo(drafted("one").text());
        assertThat(drafts.pending("news", EDITION)).isEmpty();
        assertThat(files.create("news", drafted("one", "two"))).isFalse();
        assertThat(text()).isEqualTo(drafted("one").text());
        assertThat(drafts.entries("news", EDITION)).hasSize(1);
    }

    /** Between the look whether there is a file and the writing of it. */
    @Test
    void a_file_that_appears_at_that_very_moment_is_not_written_over_by_a_first_draft() {
        InstantSource appearing = () -> {
            folder.write(EDITION, "mine");
            return WINDOW.to();
        };
        DraftFiles late = new DraftFiles(folder, drafts, appearing.withZone(ZoneId.of("UTC")));
        assertThat(late.create("news", drafted("one"))).isFalse();
        assertThat(text()).isEqualTo("mine");
        assertThat(drafts.find("news", EDITION)).as("its items are free").isEmpty();
        assertThat(folder.file(EDITION).getParent()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void a_file_that_appears_while_a_draft_is_made_by_hand_is_not_written_over() throws IOException {
        InstantSource appearing = () -> {
            folder.write(EDITION, "mine");
            return WINDOW.to();
        };
        DraftFiles late = new DraftFiles(folder, drafts, appearing.withZone(ZoneId.of("UTC")));
        assertThatThrownBy(() -> late.write("news", drafted("one"))).hasMessageContaining("draft it again");
        assertThat(text()).isEqualTo("mine");
        assertThat(drafts.find("news", EDITION)).isEmpty();
        Files.delete(folder.file(EDITION));
        files.write("news", drafted("one"));
        Files.delete(folder.file(EDITION));
        assertThatThrownBy(() -> late.write("news", drafted("one", "two"))).hasMessageContaining("draft it again");
        assertThat(drafts.entries("news", EDITION)).as("as before").hasSize(1);
    }

    @Test
    void whether_a_process_that_died_wrote_the_first_draft_or_a_person_the_file_is_seen_later() {
        Drafts.Draft draft = new Drafts.Draft("news", EDITION, WINDOW, null, "drafted");
        Drafts.Pending pending = new Drafts.Pending("drafted", "");
        drafts.store(draft, drafted("one").taken(), pending, WINDOW.to());
        files.finish("news", EDITION);
        assertThat(folder.exists(EDITION)).isFalse();
        folder.write(EDITION, "drafted");
        files.finish("news", EDITION);
        assertThat(drafts.pending("news", EDITION)).isEmpty();
        assertThat(drafts.entries("news", EDITION)).hasSize(1);

        drafts.store(draft, drafted("one").taken(), pending, WINDOW.to());
        folder.write(EDITION, "mine");
        files.finish("news", EDITION);
        assertThat(drafts.find("news", EDITION)).isEmpty();
        assertThat(text()).isEqualTo("mine");
    }

    @Test
    void what_is_written_over_is_compared_first() {
        folder.write(EDITION, "mine");
        assertThat(folder.create(EDITION, "drafted")).isFalse();
        assertThat(folder.replace(EDITION, "before".getBytes(StandardCharsets.UTF_8), "drafted"))
                .isFalse();
        assertThat(folder.replace("2025-11-27-news", new byte[0], "drafted")).isFalse();
        assertThat(text()).isEqualTo("mine");
        assertThat(folder.editions()).containsExactly(EDITION);
        assertThat(root.resolve("editions").toFile().list())
                .as("and nothing is left")
                .hasSize(1);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void a_new_file_may_be_read_by_whoever_may_read_others_and_one_written_over_keeps_its_permissions()
            throws IOException {
        files.write("news", drafted("one"));
        Set<PosixFilePermission> usual = Files.getPosixFilePermissions(Files.createFile(root.resolve("usual")));
        assertThat(Files.getPosixFilePermissions(folder.file(EDITION))).isEqualTo(usual);
        Set<PosixFilePermission> shared = PosixFilePermissions.fromString("rw-rw-r--");
        Files.setPosixFilePermissions(folder.file(EDITION), shared);
        files.write("news", drafted("one", "two"));
        assertThat(Files.getPosixFilePermissions(folder.file(EDITION))).isEqualTo(shared);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void no_link_leads_out_of_the_workspace_or_to_what_is_hidden(@TempDir Path outside) throws IOException {
        Path secret = Files.writeString(outside.resolve("secret.md"), "secret");
        Path hidden = Files.createDirectories(root.resolve(".broadsheet")).resolve("notes.md");
        Files.writeString(hidden, "hidden");
        Files.createDirectories(root.resolve("editions"));
        for (Path target : List.of(secret, hidden, outside.resolve("gone.md"))) {
            Files.createSymbolicLink(folder.file(EDITION), target);
            assertThatThrownBy(() -> files.replace("news", drafted("one")))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("editions/2025-11-20-news.md");
            assertThat(Files.isSymbolicLink(folder.file(EDITION))).isTrue();
            Files.delete(folder.file(EDITION));
        }
        Files.createSymbolicLink(folder.file(EDITION), secret);
        assertThat(new OpenEditions(folder, Optional.empty(), Optional.empty()).list(WINDOW.to()))
                .singleElement()
                .satisfies(open ->
                        assertThat(open.parsed().problems().get(0).message()).contains("out of the workspace"));
        Files.delete(folder.file(EDITION));
        Files.delete(root.resolve("editions"));
        Files.createSymbolicLink(root.resolve("editions"), outside);
        assertThatThrownBy(() -> folder.write(EDITION, "x")).hasMessageContaining("out of the workspace");
        Files.createSymbolicLink(
                Files.createDirectories(root.resolve("digests")).resolve("news.md"), secret);
        assertThatThrownBy(() -> folder.digest("news")).hasMessageContaining("digests/news.md");
        assertThat(outside.toFile().list()).containsExactly("secret.md");
        assertThat(secret).hasContent("secret");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void a_link_within_the_workspace_stays_one() throws IOException {
        Path real = Files.createDirectories(root.resolve("drafts")).resolve("this-week.md");
        Files.writeString(real, "");
        Files.createSymbolicLink(
                Files.createDirectories(root.resolve("editions")).resolve(EDITION + ".md"), real);
        files.replace("news", drafted("one"));
        assertThat(Files.isSymbolicLink(folder.file(EDITION))).isTrue();
        assertThat(real).hasContent(drafted("one").text());
    }

    @Test
    void one_drafts_at_a_time() {
        Supplier<Boolean> other =
                () -> DraftTurn.during(root, Duration.ZERO, () -> true).isPresent();
        assertThat(DraftTurn.during(root, Duration.ZERO, other)).contains(false);
        assertThat(DraftTurn.during(root, Duration.ZERO, other).isPresent() && other.get())
                .isTrue();
    }
}
