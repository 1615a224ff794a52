package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.broadsheet.MovingClock;
import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

abstract class LeavingsContract {
    @RegisterExtension
    final TestDatabase database;

    @TempDir
    Path folder;

    private final MovingClock clock = new MovingClock();
    private People people;
    private Leavings leavings;
    private SubscriptionRef ref;

    LeavingsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void wire() {
        people = new People(database.get());
        leavings = new Leavings(database.get(), clock);
        people.load(folder, "address,opted_out\na@x.example,events\n");
        ref = people.ref("a@x.example", "community");
    }

    private String text(String sql) {
        return database.jdbi()
                .withHandle(handle -> handle.select(sql).mapTo(String.class).findOne())
                .orElse("null");
    }

    @Test
    void leaving_twice_is_leaving_once() {
        assertThat(leavings.leave(ref, "one click")).isTrue();
        assertThat(leavings.leave(ref, "again")).isFalse();

        assertThat(people.subscriptions.state(ref)).contains(Subscriptions.State.UNSUBSCRIBED);
        assertThat(text("SELECT evidence FROM subscription")).isEqualTo("one click");
        assertThat(leavings.leave(new SubscriptionRef(4711, 1), "asked")).isFalse();
    }

    @Test
    void whoever_thinks_better_of_it_soon_has_all_as_before() {
        String consent = text("SELECT evidence FROM subscription");
        leavings.leave(ref, "one click");
        assertThat(leavings.mayReturn(ref)).isTrue();

        assertThat(leavings.undo(ref)).isTrue();
        assertThat(people.subscriptions.state(ref)).contains(Subscriptions.State.CONFIRMED);
        assertThat(text("SELECT evidence FROM subscription")).isEqualTo(consent);
        assertThat(people.subscriptions.optedOut(ref)).containsExactly("events");
        assertThat(leavings.undo(ref)).isFalse();
    }

    @Test
    void reasons_are_told_without_who_gave_them_and_not_of_who_came_back() {
        MailingList list = people.lists.find("community").orElseThrow();
        assertThat(leavings.of(list)).isEmpty();
        people.load(folder, "address\nb@x.example\nc@x.example\n");
        leavings.leave(ref, "one click");
        leavings.reason(ref, "too \u001b[31m many");
        SubscriptionRef silent = people.ref("b@x.example", "community");
        SubscriptionRef back = people.ref("c@x.example", "community");
        leavings.leave(silent, "one click");
        leavings.leave(back, "one click");
        leavings.reason(back, "a slip");
        leavings.undo(back);

        assertThat(leavings.of(list)).extracting(Leavings.Left::reason).containsExactlyInAnyOrder("too [31m many", "");
    }

    @Test
    void an_old_link_brings_nobody_back() {
        leavings.leave(ref, "one click");
        clock.advance(Leavings.GRACE.plus(Duration.ofSeconds(1)));

        assertThat(leavings.mayReturn(ref)).isFalse();
        assertThat(leavings.undo(ref)).isFalse();
        assertThat(leavings.stay(ref, Set.of("events"), Set.of("events"))).isFalse();
        assertThat(people.subscriptions.state(ref)).contains(Subscriptions.State.UNSUBSCRIBED);
    }

    @Test
    void leaving_again_after_its_time_starts_it_anew() {
        leavings.leave(ref, "one click");
        leavings.undo(ref);
        clock.advance(Duration.ofDays(30));
        leavings.leave(ref, "once more");

        assertThat(leavings.undo(ref)).isTrue();
    }

    @Test
    void who_never_confirmed_does_not_come_on_the_list_by_leaving_and_undoing() {
        database.jdbi().useHandle(handle -> handle.execute("UPDATE subscription SET state = 'unconfirmed'"));
        leavings.leave(ref, "one click");

        assertThat(leavings.undo(ref)).isFalse();
        assertThat(people.subscriptions.state(ref)).contains(Subscriptions.State.UNSUBSCRIBED);
    }

    @Test
    void somebody_stays_with_less() {
        leavings.leave(ref, "one click");

        assertThat(leavings.stay(ref, List.of("events", "jobs", "releases"), List.of("events", "evil")))
                .isTrue();
        assertThat(people.subscriptions.state(ref)).contains(Subscriptions.State.CONFIRMED);
        assertThat(people.subscriptions.optedOut(ref)).containsExactly("jobs", "releases");
    }

    @Test
    void a_reason_is_kept_as_far_as_it_fits() {
        leavings.reason(ref, "nobody has left");
        assertThat(text("SELECT reason FROM leaving")).isEqualTo("null");
        leavings.leave(ref, "one click");
        leavings.reason(ref, "Too\r\nmuch\u0000 ' \" <script>" + "x".repeat(5000));

        assertThat(text("SELECT reason FROM leaving"))
                .startsWith("Too much ' \" <script>xxx")
                .hasSize(1000);
    }

    @Test
    void preferences_change_what_they_say_and_nothing_else() {
        Preferences preferences = new Preferences(database.get(), clock);
        preferences.describe(
                ref.subscriberId(), "Bo\r\nBcc: x@y.example", "B".repeat(999), "de", ZoneId.of("Europe/Oslo"));
        preferences.choose(ref, List.of("jobs"), List.of());

        Subscriber bo = people.find("a@x.example");
        assertThat(bo.address().name()).isEqualTo("Bo Bcc: x@y.example");
        assertThat(bo.firstName()).hasSize(200);
        assertThat(bo.locale()).isEqualTo("de");
        assertThat(bo.zone()).isEqualTo(ZoneId.of("Europe/Oslo"));
        assertThat(people.subscriptions.optedOut(ref))
                .as("what was not offered stays")
                .containsExactly("events", "jobs");
        leavings.leave(ref, "left");
        preferences.choose(ref, List.of("jobs"), List.of("jobs"));
        assertThat(people.subscriptions.optedOut(ref)).containsExactly("events", "jobs");
        assertThat(leavings.remaining(ref.subscriberId())).isEmpty();
    }
}
