package org.broadsheet.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.store.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeliveryIT extends DeliveryContract {
    @RegisterExtension
    final TestDatabase database = TestDatabase.postgresql();

    @Override
    Jdbi jdbi() {
        return database.jdbi();
    }

    /** Otherwise each message costs a walk over the whole list. */
    @Test
    void what_a_message_needs_is_asked_for_by_key_on_a_list_that_was_just_taken_in() throws Exception {
        Scene scene = new Scene(jdbi()).people(2000);
        ApprovedEdition edition = scene.approve("plan");
        try (SmtpPeer peer = SmtpPeer.willing();
                Delivery delivery = scene.delivery(peer, Scene.SETTINGS)) {
            delivery.begin(edition);
        }
        List<String> wanted = jdbi().withHandle(handle -> handle.select(
                        "EXPLAIN UPDATE delivery SET state = 'sending' WHERE id = 1 AND edition_id = ? AND "
                                + StepBatch.WANTED,
                        edition.id())
                .mapTo(String.class)
                .list());
        assertThat(String.join("\n", wanted))
                .contains("delivery_pkey", "subscription_pkey")
                .doesNotContain("delivery_work", "subscription_list");

        List<String> due = jdbi().withHandle(handle -> handle.createQuery("EXPLAIN " + Ledger.DUE)
                .bind("edition", edition.id())
                .bind("shard", 3)
                .bind("most", 3)
                .bind("now", scene.clock.instant())
                .bind("limit", 100)
                .mapTo(String.class)
                .list());
        assertThat(String.join("\n", due))
                .as("a shard is read by its own index, in the order of its rows")
                .contains("delivery_work")
                .doesNotContain("delivery_pkey", "Seq Scan on delivery");
    }
}
