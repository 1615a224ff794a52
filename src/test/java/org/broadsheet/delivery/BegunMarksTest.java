package org.broadsheet.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.EditionState;
import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BegunMarksTest {
    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @TempDir
    Path root;

    private Path folder;
    private Scene scene;

    @BeforeEach
    void open() {
        folder = root.resolve("begun");
        scene = new Scene(database.jdbi()).people(3);
        scene.marks = new BegunMarks(folder);
    }

    /** As after a restore of an older backup. */
    private void forgetEditions() {
        scene.execute("UPDATE edition SET slug = slug || '-forgotten'");
    }

    @Test
    void an_edition_that_was_sent_is_not_sent_by_a_database_that_knows_nothing_of_it() throws Exception {
        ApprovedEdition edition = scene.approve("2026-02-02-news");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            assertThat(delivery.begunBefore("2026-02-02-news")).isEmpty();
            delivery.begin(edition);
            assertThat(folder.resolve("2026-02-02-news"))
                    .content()
                    .contains("sha256 " + edition.bundle(), "begun 2025-");
            assertThat(delivery.begunBefore("2026-02-02-news"))
                    .as("the database knows")
                    .isEmpty();
            scene.runAll(delivery);
            assertThat(peer.copies()).hasSize(3);
        }
        forgetEditions();
        ApprovedEdition again = scene.approve("2026-02-02-news");
        scene.marks = new BegunMarks(folder); // of another process
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            assertThat(delivery.begunBefore("2026-02-02-news"))
                    .hasValueSatisfying(words ->
                            assertThat(words).contains("2026-02-02-news says that it was sent", "Delete that file"));
            assertThatThrownBy(() -> delivery.begin(again)).hasMessageContaining("does not begin");
            scene.runAll(delivery);
            assertThat(peer.taken()).isEmpty();
            Files.delete(folder.resolve("2026-02-02-news"));
            assertThat(delivery.begin(again)).isTrue();
            scene.runAll(delivery);
            assertThat(peer.copies()).hasSize(3);
        }
    }

    /** Another process may have begun it, whose workspace has the mark. */
    @Test
    void no_mail_leaves_before_the_mark_is_made_here() throws Exception {
        ApprovedEdition edition = scene.approve("one");
        Files.writeString(folder, "in the way");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer)) {
            assertThat(delivery.begin(edition)).isTrue();
            scene.runAll(delivery);
            assertThat(peer.taken()).isEmpty();
            assertThat(scene.editions.get(edition.id()).trouble())
                    .contains("nothing is sent before its mark is written");
            Files.delete(folder);
            scene.clock.advance(Duration.ofMinutes(1));
            scene.runAll(delivery);
            assertThat(peer.copies()).hasSize(3);
            assertThat(folder.resolve("one")).exists();
            assertThat(scene.editions.get(edition.id()).state()).isEqualTo(EditionState.SENT);
            assertThat(scene.editions.get(edition.id()).trouble()).isNull();
        }
    }

    @Test
    void rehearsals_leave_no_mark() throws IOException {
        ApprovedEdition rehearsal = scene.editions.rehearse(scene.approve("one"));
        scene.marks.note(rehearsal);
        assertThat(folder).doesNotExist();
        BegunMarks.NONE.note(scene.editions.find("one").orElseThrow());
        assertThat(BegunMarks.NONE.find("one")).isEmpty();
    }

    @Test
    void whatever_an_edition_is_called_its_mark_stays_in_the_folder() throws IOException {
        for (String slug : new String[] {"../../up", ".hidden", "Ünï cödé", "x".repeat(200), "a/b", "a\\b"}) {
            ApprovedEdition edition = scene.approve(slug);
            scene.marks.note(edition);
            assertThat(scene.marks.find(slug)).isPresent();
            assertThat(scene.marks.find(slug + "x")).isEmpty();
        }
        try (var files = Files.list(root)) {
            assertThat(files).containsExactly(folder);
        }
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(6);
        }
    }

    @Test
    void a_mark_that_cannot_be_written_is_no_mark() throws IOException {
        Files.writeString(folder, "in the way");
        ApprovedEdition edition = scene.approve("one");
        assertThatThrownBy(() -> scene.marks.note(edition)).isInstanceOf(IOException.class);
        assertThat(scene.marks.find("one")).isEmpty();
    }
}
