package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.text.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

abstract class SubscriptionsContract {
    @RegisterExtension
    final TestDatabase database;

    @TempDir
    Path folder;

    private People people;

    SubscriptionsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void wire() {
        people = new People(database.get());
    }

    @Test
    void leaving_twice_is_leaving_once() {
        people.load(folder, "address\na@x.example\n");
        SubscriptionRef ref = people.ref("a@x.example", "community");

        assertThat(people.subscriptions.unsubscribe(ref, "one click")).isTrue();
        assertThat(people.subscriptions.unsubscribe(ref, "again")).isFalse();

        assertThat(people.subscriptions.state(ref)).contains(Subscriptions.State.UNSUBSCRIBED);
        String evidence = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT evidence FROM subscription")
                        .mapTo(String.class)
                        .one());
        assertThat(evidence).isEqualTo("one click");
    }

    @Test
    void leaving_one_list_leaves_the_other_alone() {
        people.load(folder, "address\na@x.example\n");
        people.run(folder.resolve("people.csv"), ImportOptions.onto("other").confirmed("asked for it"));

        people.subscriptions.unsubscribe(people.ref("a@x.example", "community"), "asked");

        assertThat(people.subscriptions.state(people.ref("a@x.example", "other")))
                .contains(Subscriptions.State.CONFIRMED);
    }

    @Test
    void a_subscription_that_never_was_changes_nothing() {
        assertThat(people.subscriptions.unsubscribe(new SubscriptionRef(4711, 1), "asked"))
                .isFalse();
        assertThat(people.subscriptions.state(new SubscriptionRef(4711, 1))).isEmpty();
    }

    @Test
    void evidence_of_any_length_is_kept_as_far_as_it_fits() {
        people.load(folder, "address\na@x.example\n");

        assertThat(people.subscriptions.unsubscribe(people.ref("a@x.example", "community"), "x\u0000\r\n".repeat(9999)))
                .isTrue();
    }

    @Test
    void a_suppression_meets_every_spelling_and_keeps_its_first_reason() {
        people.suppressions.add(People.address("Anna@bücher.example"), Suppressions.Reason.BOUNCED, "550 no such user");
        people.suppressions.add(People.address("anna@BÜCHER.example"), Suppressions.Reason.COMPLAINED, "report");

        assertThat(people.suppressions.reason(People.address("anna@xn--bcher-kva.example")))
                .contains(Suppressions.Reason.BOUNCED);
        assertThat(people.suppressions.contains(People.address("anna@x.example")))
                .isFalse();
    }

    @Test
    void a_suppression_holds_nothing_of_the_address() {
        people.suppressions.add(People.address("anna@x.example"), Suppressions.Reason.FORGOTTEN, "asked");

        String row = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT * FROM suppression")
                        .mapToMap()
                        .one()
                        .toString());
        assertThat(row).doesNotContain("anna").doesNotContain("x.example");
    }

    @Test
    void suppressed_and_departed_people_are_not_reachable() {
        people.load(folder, "address\na@x.example\nb@x.example\nc@x.example\n");
        people.subscriptions.unsubscribe(people.ref("a@x.example", "community"), "asked");
        people.suppressions.add(People.address("b@x.example"), Suppressions.Reason.BOUNCED, "550");

        assertThat(people.subscribers.reachable(people.lists.find("community").orElseThrow()))
                .isEqualTo(1);
    }

    @Test
    void a_list_has_a_name_that_fits_everywhere() {
        assertThat(people.lists.findOrCreate("a.b-c_9")).isEqualTo(people.lists.findOrCreate("a.b-c_9"));
        for (String bad : new String[] {"", "Community", "a b", "../x", "a\nb", "-x", "a".repeat(101)}) {
            assertThatThrownBy(() -> people.lists.findOrCreate(bad)).isInstanceOf(InputException.class);
        }
    }
}
