package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.ImportReport.Rejection;
import org.broadsheet.subscriber.ImportReport.Repeat;
import org.broadsheet.text.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an import does to the database; {@link CsvReadingTest} has the forms that a file may have. */
abstract class CsvImportContract {
    private static final String ANNA = "address,name,first_name,locale,zone,tags,opted_out,company\n"
            + "Anna@One.example,Anna Bó,Anna,pt_BR,Europe/Amsterdam,b;a; ;b,events,ACME\n";

    @RegisterExtension
    final TestDatabase database;

    @TempDir
    Path folder;

    private People people;

    CsvImportContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void wire() {
        people = new People(database.get());
    }

    @Test
    void a_person_is_kept_with_everything_the_row_says() {
        ImportReport report = people.load(folder, ANNA);

        assertThat(report.inserted()).isEqualTo(1);
        assertThat(report.newList()).isTrue();
        Subscriber anna = people.find("anna@one.example");
        assertThat(anna.address().address()).isEqualTo("Anna@One.example");
        assertThat(anna.address().name()).isEqualTo("Anna Bó");
        assertThat(anna.firstName()).isEqualTo("Anna");
        assertThat(anna.locale()).isEqualTo("pt-BR");
        assertThat(anna.zone()).isEqualTo(ZoneId.of("Europe/Amsterdam"));
        assertThat(anna.tags()).containsExactly("a", "b");
        assertThat(anna.attributes()).containsOnlyKeys("company").containsValue("ACME");
        SubscriptionRef ref = people.ref("anna@one.example", "community");
        assertThat(people.subscriptions.state(ref)).contains(Subscriptions.State.CONFIRMED);
        assertThat(people.subscriptions.optedOut(ref)).containsExactly("events");
        assertThat(evidence()).isEqualTo("asked for it; imported from people.csv on 2025-11-20");
    }

    @Test
    void a_second_run_changes_nothing() {
        people.load(folder, ANNA);
        ImportReport again = people.load(folder, ANNA);

        assertThat(again)
                .extracting(ImportReport::rows, ImportReport::unchanged, ImportReport::newList)
                .containsExactly(1L, 1L, false);
    }

    @Test
    void a_changed_row_updates_and_what_the_file_says_nothing_of_stays() {
        people.load(folder, ANNA);
        ImportReport report = people.load(folder, "email,name,locale,tags,company\nanna@one.example,Anna B.,,,\n");

        assertThat(report.updated()).isEqualTo(1);
        Subscriber anna = people.find("anna@one.example");
        assertThat(anna.address().name()).isEqualTo("Anna B.");
        assertThat(anna.locale()).isEqualTo("pt-BR");
        assertThat(anna.tags()).containsExactly("a", "b");
        assertThat(anna.attributes()).containsKey("company");
    }

    @Test
    void somebody_of_another_list_is_added_to_this_one() {
        people.load(folder, ANNA);
        ImportReport report = people.run(
                folder.resolve("people.csv"), ImportOptions.onto("other").confirmed("asked for it"));

        assertThat(report.updated()).isEqualTo(1);
        assertThat(people.subscriptions.state(people.ref("anna@one.example", "other")))
                .contains(Subscriptions.State.CONFIRMED);
    }

    @Test
    void a_dry_run_says_the_same_and_writes_nothing() {
        people.load(folder, ANNA);
        String csv = ANNA + "new@one.example,,,,,,\nbad,,,,,,\nnew@one.example,,,,,,\n";

        ImportReport rehearsed = people.rehearse(folder, csv);
        assertThat(people.subscribers.find(People.address("new@one.example"))).isEmpty();
        ImportReport done = people.load(folder, csv);

        assertThat(rehearsed)
                .usingRecursiveComparison()
                .ignoringFields("dryRun", "rejectedFile")
                .isEqualTo(done);
        assertThat(done)
                .extracting(ImportReport::rows, ImportReport::inserted, ImportReport::unchanged)
                .containsExactly(4L, 1L, 1L);
    }

    @Test
    void a_dry_run_makes_no_list() {
        ImportReport report = people.rehearse(folder, ANNA);

        assertThat(report.newList()).isTrue();
        assertThat(report.inserted()).isEqualTo(1);
        assertThat(people.lists.all()).isEmpty();
    }

    @Test
    void who_has_left_stays_away_and_is_counted() {
        people.load(folder, ANNA);
        SubscriptionRef ref = people.ref("anna@one.example", "community");
        people.subscriptions.unsubscribe(ref, "asked");

        ImportReport report = people.load(folder, ANNA.replace("Anna Bó", "Somebody else"));

        assertThat(report.keptUnsubscribed()).isEqualTo(1);
        assertThat(people.subscriptions.state(ref)).contains(Subscriptions.State.UNSUBSCRIBED);
        assertThat(people.find("anna@one.example").address().name()).isEqualTo("Anna Bó");
    }

    @Test
    void a_topic_once_opted_out_of_is_not_switched_on_again() {
        people.load(folder, ANNA);
        ImportReport report = people.load(folder, ANNA.replace("events", "releases"));

        assertThat(report.updated()).isEqualTo(1);
        assertThat(people.subscriptions.optedOut(people.ref("anna@one.example", "community")))
                .containsExactly("events", "releases");
    }

    @Test
    void a_suppressed_address_is_not_taken_in() {
        people.suppressions.add(People.address("ANNA@one.example"), Suppressions.Reason.FORGOTTEN, "asked by mail");

        ImportReport report = people.load(folder, ANNA);

        assertThat(report.suppressed()).isEqualTo(1);
        assertThat(people.subscribers.find(People.address("anna@one.example"))).isEmpty();
    }

    @Test
    void an_unconfirmed_subscription_is_confirmed_by_the_import() {
        people.load(folder, ANNA);
        database.jdbi().useHandle(handle -> handle.execute("UPDATE subscription SET state = 'unconfirmed'"));

        assertThat(people.load(folder, ANNA).updated()).isEqualTo(1);
        assertThat(people.subscriptions.state(people.ref("anna@one.example", "community")))
                .contains(Subscriptions.State.CONFIRMED);
    }

    @Test
    void a_repeated_address_counts_once_whatever_its_spelling() {
        ImportReport report = people.load(
                folder, "address,name\na@bücher.example,First\nA@xn--bcher-kva.example,Second\nb@x.example,Third\n");

        assertThat(report.inserted()).isEqualTo(2);
        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(report.repeats()).containsExactly(new Repeat(3, 2, "A@xn--bcher-kva.example"));
        assertThat(people.find("a@bücher.example").address().name()).isEqualTo("First");
    }

    @Test
    void bad_rows_are_named_and_the_rest_is_in() {
        ImportReport report = people.load(folder, """
                address,name,locale,zone,tags
                a@x.example,A,en,Europe/Amsterdam,
                not an address,B,,,
                ,C,,,
                d@x.example,D,klingonese,,
                e@x.example,E,,amsterdam,
                f@x.example,%s,,,
                g@x.example,G,,,,surplus
                h@x.example,H
                i@x.example,I,,,,, ,
                """.formatted("n".repeat(201)));

        assertThat(report.inserted()).isEqualTo(4);
        assertThat(report.rejected()).isEqualTo(5);
        assertThat(report.rejections())
                .extracting(Rejection::row, Rejection::column, Rejection::reason)
                .containsExactly(
                        tuple(3, "address", "\"not an address\" is not an address that mail can be sent to"),
                        tuple(4, "address", "the address is missing"),
                        tuple(6, "zone", "\"amsterdam\" is not a time zone; did you mean Europe/Amsterdam?"),
                        tuple(7, "name", "is longer than 200 characters"),
                        tuple(
                                8,
                                "",
                                "the row has 6 cells, the header 5; a cell with the separator in it is written in quotes"));
    }

    @Test
    void many_batches_come_in_whole() {
        String csv = "address,name\n"
                + IntStream.range(0, 4500)
                        .mapToObj(i -> "p" + i + "@x.example,P " + i)
                        .collect(Collectors.joining("\n"));

        assertThat(people.load(folder, csv).inserted()).isEqualTo(4500);
        assertThat(people.load(folder, csv).unchanged()).isEqualTo(4500);
        assertThat(people.subscribers.reachable(people.lists.find("community").orElseThrow()))
                .isEqualTo(4500);
    }

    @Test
    void the_report_of_a_hopeless_file_stays_small() {
        ImportReport report = people.load(folder, "address\n" + "nobody\n".repeat(3000));

        assertThat(report.rejected()).isEqualTo(3000);
        assertThat(report.rejections()).hasSize(ImportReport.LISTED);
    }

    @Test
    void who_has_not_agreed_waits_for_their_own_yes() {
        ImportReport report = people.load(folder, ANNA, ImportOptions.onto("community"));

        assertThat(report.inserted()).isEqualTo(1);
        assertThat(report.unconfirmed()).isEqualTo(1);
        assertThat(state("anna@one.example")).isEqualTo("unconfirmed");
        assertThat(people.subscribers.reachable(people.lists.find("community").orElseThrow()))
                .isZero();

        ImportReport again = people.load(folder, ANNA, ImportOptions.onto("community"));
        assertThat(again.unchanged()).isEqualTo(1);
        assertThat(again.unconfirmed()).isEqualTo(1);

        ImportReport confirmed = people.load(folder, ANNA);
        assertThat(confirmed.updated()).isEqualTo(1);
        assertThat(confirmed.unconfirmed()).isZero();
        assertThat(state("anna@one.example")).isEqualTo("confirmed");
        assertThat(evidence()).isEqualTo("asked for it; imported from people.csv on 2025-11-20");
    }

    @Test
    void who_has_agreed_before_stays_so_in_a_file_that_confirms_nobody() {
        people.load(folder, ANNA);

        ImportReport report = people.load(folder, ANNA.replace("ACME", "Other"), ImportOptions.onto("community"));

        assertThat(report.updated()).isEqualTo(1);
        assertThat(report.unconfirmed()).isZero();
        assertThat(state("anna@one.example")).isEqualTo("confirmed");
        assertThat(people.find("anna@one.example").attributes()).containsValue("Other");
    }

    @Test
    void new_known_departed_and_suppressed_people_of_one_batch_are_told_apart() {
        people.load(folder, "address,name\nknown@x.example,Known\nleft@x.example,Left\n");
        people.subscriptions.unsubscribe(people.ref("left@x.example", "community"), "asked");
        people.suppressions.add(People.address("gone@x.example"), Suppressions.Reason.BOUNCED, "550");

        ImportReport report = people.load(
                folder,
                "address,name,opted_out\nnew@x.example,New,events\nknown@x.example,Known by another name,\n"
                        + "left@x.example,Left,\ngone@x.example,Gone,\nother@x.example,Other,\n");

        assertThat(report)
                .extracting(
                        ImportReport::inserted,
                        ImportReport::updated,
                        ImportReport::keptUnsubscribed,
                        ImportReport::suppressed)
                .containsExactly(2L, 1L, 1L, 1L);
        assertThat(people.find("known@x.example").address().name()).isEqualTo("Known by another name");
        assertThat(people.subscriptions.optedOut(people.ref("new@x.example", "community")))
                .containsExactly("events");
        assertThat(people.subscribers.find(People.address("gone@x.example"))).isEmpty();
    }

    @Test
    void insert_leaves_everybody_on_the_list_as_they_are() {
        people.load(folder, ANNA);
        people.run(folder.resolve("people.csv"), ImportOptions.onto("other").confirmed("there"));
        ImportOptions insert = People.CONFIRMED.mode(ImportMode.INSERT);

        ImportReport report =
                people.load(folder, ANNA.replace("ACME", "Other") + "new@one.example,New,,,,,,\n", insert);
        assertThat(report)
                .extracting(ImportReport::inserted, ImportReport::updated, ImportReport::unchanged)
                .containsExactly(1L, 0L, 1L);
        assertThat(people.find("anna@one.example").attributes()).containsValue("ACME");

        ImportReport elsewhere = people.load(
                folder,
                ANNA.replace("ACME", "Other"),
                ImportOptions.onto("third").confirmed("there").mode(ImportMode.INSERT));
        assertThat(elsewhere.updated()).isEqualTo(1);
        assertThat(people.subscriptions.state(people.ref("anna@one.example", "third")))
                .contains(Subscriptions.State.CONFIRMED);
        assertThat(people.find("anna@one.example").attributes()).containsValue("ACME");
    }

    @Test
    void replace_list_takes_off_whom_the_file_does_not_name() {
        people.load(folder, "address\na@x.example\nb@x.example\nc@x.example\nleft@x.example\n");
        people.subscriptions.unsubscribe(people.ref("left@x.example", "community"), "asked");
        people.run(folder.resolve("people.csv"), ImportOptions.onto("other").confirmed("there"));
        People later = new People(database.get(), java.time.Duration.ofHours(1));
        ImportOptions replace = People.CONFIRMED.mode(ImportMode.REPLACE_LIST);

        ImportReport rehearsed = later.load(folder, "address\nA@x.example\nd@x.example\n", replace.rehearsed());
        assertThat(rehearsed.missing()).isEqualTo(2);
        ImportReport asked = later.load(folder, "address\nA@x.example\nd@x.example\n", replace);
        assertThat(asked)
                .extracting(ImportReport::missing, ImportReport::removed)
                .containsExactly(2L, 0L);
        assertThat(asked.inserted()).isEqualTo(1);

        ImportReport done = later.csvImport.run(folder.resolve("people.csv"), replace, removing());
        assertThat(done)
                .extracting(ImportReport::missing, ImportReport::removed)
                .containsExactly(2L, 2L);
        assertThat(later.export("community").lines().skip(1).map(line -> line.replaceFirst(",.*", "")))
                .containsExactly("A@x.example", "d@x.example");
        assertThat(later.export("other")).contains("b@x.example", "c@x.example");
        assertThat(state("left@x.example")).isEqualTo("unsubscribed");

        ImportReport back = later.load(folder, "address\nb@x.example\nleft@x.example\n");
        assertThat(back)
                .extracting(ImportReport::updated, ImportReport::keptUnsubscribed)
                .containsExactly(1L, 1L);
    }

    @Test
    void replace_list_takes_nobody_off_for_a_file_that_was_not_understood() {
        people.load(folder, "address\na@x.example\nb@x.example\n");
        People later = new People(database.get(), java.time.Duration.ofHours(1));
        ImportOptions replace = People.CONFIRMED.mode(ImportMode.REPLACE_LIST);
        for (String csv : new String[] {"address\n", "address\na@x.example\nno address\n"}) {
            later.load(folder, csv);

            ImportReport report = later.csvImport.run(folder.resolve("people.csv"), replace, removing());

            assertThat(report.missing()).isZero();
            assertThat(report.warnings()).singleElement().asString().startsWith("nobody was taken off the list");
            assertThat(later.export("community")).contains("b@x.example");
        }
    }

    @Test
    void replace_list_leaves_who_came_meanwhile() {
        people.load(folder, "address\na@x.example\nb@x.example\n");
        People later = new People(database.get(), java.time.Duration.ofHours(1));
        new People(database.get(), java.time.Duration.ofHours(2)).load(folder, "address\nself@x.example\n");

        ImportReport report = later.csvImport.run(
                write("address\na@x.example\n"), People.CONFIRMED.mode(ImportMode.REPLACE_LIST), removing());

        assertThat(report.removed()).isEqualTo(1);
        assertThat(later.export("community")).contains("self@x.example").doesNotContain("b@x.example");
    }

    private static ImportWatch removing() {
        return new ImportWatch() {
            @Override
            public boolean mayRemove(long missing, long all) {
                return true;
            }
        };
    }

    private Path write(String csv) {
        try {
            return java.nio.file.Files.writeString(folder.resolve("people.csv"), csv);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void what_was_interrupted_goes_on_behind_its_last_batch() {
        Path csv = write("address,name\nnobody,\n"
                + IntStream.range(0, 12_000)
                        .mapToObj(i -> "p" + i + "@x.example,P " + i + "\n")
                        .collect(Collectors.joining())
                + "p1@x.example,Twice\n");
        AtomicInteger rows = new AtomicInteger();
        ImportWatch breaking = new ImportWatch() {
            @Override
            public void progress(long read, long size) {
                if (rows.incrementAndGet() == 11_000) {
                    await().until(() -> line() > 0);
                    throw new IllegalStateException("the power is gone");
                }
            }
        };

        assertThatThrownBy(() -> people.csvImport.run(csv, People.CONFIRMED, breaking))
                .hasMessage("the power is gone");
        int line = line();
        assertThat(line).isBetween(5000, 11_000);
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("people.csv"));
        assertThat(folder.toFile().list()).containsExactly("people.csv");

        ImportReport report = people.run(csv, People.CONFIRMED);
        assertThat(report.resumedBehind()).isEqualTo(line);
        assertThat(report)
                .extracting(
                        ImportReport::rows,
                        ImportReport::inserted,
                        ImportReport::unchanged,
                        ImportReport::duplicates,
                        ImportReport::rejected)
                .containsExactly(12_002L, 12_000L, 0L, 1L, 1L);
        assertThat(people.subscribers.reachable(people.lists.find("community").orElseThrow()))
                .isEqualTo(12_000);

        ImportReport anew = people.run(csv, People.CONFIRMED);
        assertThat(anew.resumedBehind()).isZero();
        assertThat(anew.unchanged()).isEqualTo(12_000);
    }

    @Test
    void an_import_that_another_one_goes_on_with_stops() {
        Path csv = write("address\n"
                + IntStream.range(0, 6_000)
                        .mapToObj(i -> "p" + i + "@x.example\n")
                        .collect(Collectors.joining()));
        AtomicInteger rows = new AtomicInteger();
        ImportWatch overtaken = new ImportWatch() {
            @Override
            public void progress(long read, long size) {
                if (rows.incrementAndGet() == 5_500) {
                    await().until(() -> line() > 0);
                    assertThat(people.run(csv, People.CONFIRMED).inserted()).isEqualTo(6_000);
                }
            }
        };

        assertThatThrownBy(() -> people.csvImport.run(csv, People.CONFIRMED, overtaken))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("another process imports this file");
        assertThat(people.subscribers.reachable(people.lists.find("community").orElseThrow()))
                .isEqualTo(6_000);
    }

    private int line() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT line FROM import_run ORDER BY id DESC LIMIT 1")
                        .mapTo(Integer.class)
                        .one());
    }

    private String state(String address) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                SELECT x.state FROM subscription x JOIN subscriber s ON s.id = x.subscriber_id
                                JOIN mailing_list l ON l.id = x.list_id
                                WHERE s.address = :address AND l.name = 'community'
                                """)
                        .bind("address", People.find(people, address))
                        .mapTo(String.class)
                        .one());
    }

    @Test
    void notes_come_in_change_and_stay_where_a_file_has_none() {
        people.load(folder, "address,notes\na@x.example,Met at KubeCon\nb@x.example,\n");
        assertThat(people.load(folder, "address,notes\na@x.example,Met at KubeCon\n")
                        .unchanged())
                .isEqualTo(1);
        assertThat(people.load(folder, "address,name\na@x.example,Ann\n").updated())
                .isEqualTo(1);
        assertThat(people.export("community")).contains("a@x.example,Ann,,,,,,Met at KubeCon");
        assertThat(people.load(folder, "address,comment\na@x.example,Speaks\nnew@x.example,New\n")
                        .updated())
                .isEqualTo(1);
        assertThat(people.export("community"))
                .contains("Speaks", "new@x.example,,,,,,,New")
                .doesNotContain("KubeCon");
        assertThat(people.find("a@x.example").attributes()).isEmpty();
    }

    @Test
    void sql_in_a_cell_is_text() {
        people.load(folder, "address,name\na@x.example,\"'); DROP TABLE subscriber; --\"\n");

        assertThat(people.find("a@x.example").address().name()).isEqualTo("'); DROP TABLE subscriber; --");
    }

    private String evidence() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT evidence FROM subscription")
                        .mapTo(String.class)
                        .one());
    }
}
