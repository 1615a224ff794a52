package org.broadsheet.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostsTest {
    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    /** The messages are dated by when the edition began, which every process and every try must agree on. */
    @Test
    void what_is_asked_of_an_edition_before_it_begins_is_not_kept_for_its_messages() {
        Scene scene = new Scene(database.jdbi());
        Posts posts = new Posts(edition -> new Scene.PlainPost(edition, scene.sender, null));
        ApprovedEdition approved = scene.approve("soon");
        assertThat(posts.segment(approved)).isNull();

        scene.execute("UPDATE edition SET started_at = ? WHERE id = ?", scene.clock.instant(), approved.id());
        ApprovedEdition begun = scene.editions.get(approved.id());

        assertThat(posts.of(begun)).isEqualTo(new Scene.PlainPost(begun, scene.sender, null));
        assertThat(posts.of(begun)).isSameAs(posts.of(begun));
    }
}
