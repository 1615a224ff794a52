package org.broadsheet.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.EditionState;
import org.broadsheet.store.Database;
import org.broadsheet.store.DatabaseSettings;
import org.broadsheet.store.FullDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The disk of the embedded database is full in the middle of a send, and has room again a while later. */
class FullDiskTest {
    private static final int PEOPLE = 40;
    private static final int MOST_RUNS = 50;

    @TempDir
    Path folder;

    @AfterEach
    void makeRoom() {
        FullDisk.refuse(0);
    }

    @ParameterizedTest(name = "{0} writes are refused")
    @ValueSource(ints = {1, 2, 7})
    void nobody_is_lost_and_whoever_may_have_two_is_named(int refused) throws Exception {
        FullDisk.mount();
        DatabaseSettings settings = new DatabaseSettings("jdbc:h2:full:" + folder.resolve("data"), "", "");
        AtomicInteger messages = new AtomicInteger();
        try (Database database = Database.open(settings, folder);
                SmtpPeer peer = SmtpPeer.scripted((command, message) -> {
                    if (command.equals(".") && messages.incrementAndGet() == PEOPLE / 2) {
                        FullDisk.refuse(refused);
                    }
                    return null;
                })) {
            Scene scene = new Scene(database.jdbi()).people(PEOPLE);
            ApprovedEdition edition = scene.approve("full");
            try (Delivery delivery = scene.delivery(peer)) {
                delivery.begin(edition);
                run(scene, delivery);
            }
            assertThat(FullDisk.leftToRefuse()).isZero();
            assertThat(scene.editions.get(edition.id()).state()).isEqualTo(EditionState.SENT);
            Tally tally = scene.report.tally(edition.id());
            assertThat(tally.of(DeliveryState.ACCEPTED)).isEqualTo(PEOPLE);
            assertThat(peer.copies()).hasSize(PEOPLE);
            int copies = peer.taken().size();
            assertThat(copies - PEOPLE).as("sent twice").isLessThanOrEqualTo(tally.doubted());
        }
    }

    /** As the scheduler does: what failed is tried again. */
    private static void run(Scene scene, Delivery delivery) throws InterruptedException {
        for (int i = 0; i < MOST_RUNS; i++) {
            try {
                if (delivery.unfinished().isEmpty()) {
                    return;
                }
                scene.runAll(delivery);
            } catch (RuntimeException databaseAway) {
                // the next run finds it, or the one after that
            }
        }
    }
}
