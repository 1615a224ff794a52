package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.broadsheet.store.TestDatabase;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whom an import asks by mail, on whichever database. */
abstract class InvitationsContract {
    private static final ImportOptions INVITING =
            ImportOptions.onto("community").inviting(new ImportOptions.Invitation("en", SignUp.Origin.INVITATION));

    @RegisterExtension
    final TestDatabase database;

    @TempDir
    Path folder;

    private People people;
    private SignUps signUps;

    InvitationsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void wire() {
        people = new People(database.get());
        signUps = new SignUps(database.get(), people.hashes, People.CLOCK);
    }

    /** Address, language and evidence of each, in the order of the file. */
    private List<String> invited() {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("SELECT address || ' ' || locale || ' ' || wording FROM sign_up"
                                        + " WHERE state = 'invited' ORDER BY id")
                                .mapTo(String.class)
                                .list());
    }

    private void leave(String address) {
        people.subscriptions.unsubscribe(people.ref(address, "community"), "left");
    }

    @Test
    void those_who_are_not_confirmed_are_asked_and_nobody_else() {
        people.load(folder, "address\nconfirmed@x.example\nleft@x.example\n");
        leave("left@x.example");
        people.load(folder, "address\nearlier@x.example\nblocked@x.example\n", ImportOptions.onto("community"));
        people.suppressions.add(People.address("blocked@x.example"), Suppressions.Reason.BLOCKED, "asked by phone");
        people.suppressions.addDomain("trap.example", Suppressions.Reason.BLOCKED, "a trap");
        String csv = "address,locale\nnew@x.example,de\nconfirmed@x.example,\nleft@x.example,\nearlier@x.example,\n"
                + "blocked@x.example,\nhoney@trap.example,\nno address,\nNEW@x.example,\n";

        ImportReport rehearsed = people.load(folder, csv, INVITING.rehearsed());
        assertThat(invited()).isEmpty();
        ImportReport report = people.load(folder, csv, INVITING);

        assertThat(rehearsed.invited()).isEqualTo(2);
        assertThat(report)
                .extracting(ImportReport::invited, ImportReport::unconfirmed, ImportReport::suppressed)
                .containsExactly(2L, 2L, 2L);
        assertThat(invited())
                .containsExactlyInAnyOrder(
                        "new@x.example de imported from people.csv on 2025-11-20",
                        "earlier@x.example en imported from people.csv on 2025-11-20");
    }

    @Test
    void nobody_is_asked_again_whose_answer_is_awaited() {
        String csv = "address\nada@x.example\nbo@x.example\n";
        people.load(folder, csv, INVITING);
        signUps.ask(SignUp.of(
                people.lists.find("community").orElseThrow().id(),
                People.address("cy@x.example"),
                "de",
                Set.of(),
                "I want it",
                "127.0.0.1",
                People.CLOCK.instant()));

        ImportReport again = people.load(folder, csv + "cy@x.example\ndi@x.example\n", INVITING);

        assertThat(again)
                .extracting(ImportReport::unconfirmed, ImportReport::invited)
                .containsExactly(4L, 1L);
        assertThat(people.load(folder, csv, INVITING.rehearsed()).invited()).isZero();
        assertThat(invited()).hasSize(3);
    }

    @Test
    void a_rehearsal_keeps_nobody_from_being_asked_in_earnest() {
        String csv = "address\nada@x.example\n";
        people.load(folder, csv, INVITING.inviting(new ImportOptions.Invitation("en", SignUp.Origin.invitation(true))));

        assertThat(signUps.takeInvitation(SignUp.Origin.INVITATION)).isEmpty();
        assertThat(people.load(folder, csv, INVITING).invited()).isEqualTo(1);
        assertThat(signUps.takeInvitation(SignUp.Origin.INVITATION)).isPresent();
        assertThat(signUps.takeInvitation(SignUp.Origin.REHEARSAL)).isPresent();
    }

    @Test
    void an_import_that_was_interrupted_asks_everybody_once() {
        Path csv = write(12_000);
        AtomicInteger rows = new AtomicInteger();
        ImportWatch breaking = new ImportWatch() {
            @Override
            public void progress(long read, long size) {
                if (rows.incrementAndGet() == 11_000) {
                    await().until(() -> !invited().isEmpty());
                    throw new IllegalStateException("the power is gone");
                }
            }
        };
        assertThatThrownBy(() -> people.csvImport.run(csv, INVITING, breaking)).hasMessage("the power is gone");

        ImportReport report = people.run(csv, INVITING);

        assertThat(report.resumedBehind()).isPositive();
        assertThat(report.invited()).isEqualTo(12_000);
        assertThat(invited()).hasSize(12_000).doesNotHaveDuplicates();
    }

    @Test
    void many_are_asked_by_few_statements() {
        AtomicInteger statements = new AtomicInteger();
        Path csv = write(20_000);
        database.jdbi().setSqlLogger(new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                statements.incrementAndGet();
            }
        });

        assertThat(people.run(csv, INVITING).invited()).isEqualTo(20_000);
        assertThat(statements.get()).isBetween(4, 200); // a batch has 5,000 rows
    }

    @Test
    void who_stands_in_two_files_that_come_in_at_once_is_asked_once() throws Exception {
        Path one = write(8_000);
        Path other = Files.writeString(
                folder.resolve("others.csv"), Files.readString(one) + "alone@x.example,In this one\n");
        people.run(other, ImportOptions.onto("community")); // then nothing has to be put in that one could wait for
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            Future<ImportReport> first = both.submit(() -> people.run(one, INVITING));
            Future<ImportReport> second = both.submit(() -> people.run(other, INVITING));

            assertThat(first.get(1, TimeUnit.MINUTES).invited()
                            + second.get(1, TimeUnit.MINUTES).invited())
                    .isEqualTo(8_001);
        } finally {
            both.shutdownNow();
        }
        assertThat(invited()).hasSize(8_001).doesNotHaveDuplicates();
    }

    @Test
    void topics_stay_as_they_were_for_who_accepts_and_the_evidence_says_where_they_come_from() {
        people.load(folder, "address,opted_out\nada@x.example,events\n", INVITING);
        SignUp ada = signUps.takeInvitation(SignUp.Origin.INVITATION).orElseThrow();

        assertThat(signUps.confirm(ada, "confirmed by the link")).isTrue();

        SubscriptionRef ref = people.ref("ada@x.example", "community");
        assertThat(people.subscriptions.state(ref)).contains(Subscriptions.State.CONFIRMED);
        assertThat(people.subscriptions.optedOut(ref)).containsExactly("events");
        String evidence = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT evidence FROM subscription")
                        .mapTo(String.class)
                        .one());
        assertThat(evidence).isEqualTo("confirmed by the link: imported from people.csv on 2025-11-20");
    }

    @Test
    void an_invitation_waits_however_long_and_is_dropped_some_time_after_it_was_written() {
        people.load(folder, "address\nada@x.example\n", INVITING);
        SignUps later = signUpsIn(Duration.ofDays(60));
        later.tidy(Duration.ofDays(365));
        SignUp ada = later.takeInvitation(SignUp.Origin.INVITATION).orElseThrow();
        database.jdbi().useTransaction(handle -> later.settle(handle, ada, true));

        signUpsIn(Duration.ofDays(89)).tidy(Duration.ofDays(365));
        assertThat(later.find(ada.id())).isPresent();
        signUpsIn(Duration.ofDays(91)).tidy(Duration.ofDays(365));
        assertThat(later.find(ada.id())).isEmpty();
    }

    private SignUps signUpsIn(Duration time) {
        return new SignUps(database.get(), people.hashes, java.time.Clock.offset(People.CLOCK, time));
    }

    private Path write(int count) {
        try {
            return Files.writeString(
                    folder.resolve("people.csv"),
                    IntStream.range(0, count)
                            .mapToObj(i -> "p" + i + "@x.example,P " + i + "\n")
                            .collect(Collectors.joining("", "address,name\n", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
