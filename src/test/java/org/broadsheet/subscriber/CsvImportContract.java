package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.ImportReport.Rejection;
import org.broadsheet.subscriber.ImportReport.Repeat;
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
        assertThat(evidence()).isEqualTo("imported from people.csv on 2025-11-20");
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
    void a_changed_row_updates_and_absent_columns_stay() {
        people.load(folder, ANNA);
        ImportReport report = people.load(folder, "email,name,company\nanna@one.example,Anna B.,\n");

        assertThat(report.updated()).isEqualTo(1);
        Subscriber anna = people.find("anna@one.example");
        assertThat(anna.address().name()).isEqualTo("Anna B.");
        assertThat(anna.locale()).isEqualTo("pt-BR");
        assertThat(anna.tags()).containsExactly("a", "b");
        assertThat(anna.attributes()).isEmpty();
    }

    @Test
    void somebody_of_another_list_is_added_to_this_one() {
        people.load(folder, ANNA);
        ImportReport report = people.csvImport.run(folder.resolve("people.csv"), "other", false);

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
                .ignoringFields("dryRun")
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
                """.formatted("n".repeat(201)));

        assertThat(report.inserted()).isEqualTo(2);
        assertThat(report.rejected()).isEqualTo(6);
        assertThat(report.rejections())
                .extracting(Rejection::row, Rejection::column, Rejection::reason)
                .containsExactly(
                        tuple(3, "address", "\"not an address\" is not an address that mail can be sent to"),
                        tuple(4, "address", "the address is missing"),
                        tuple(5, "locale", "\"klingonese\" is not a language tag, such as en, pt-BR or zh-Hant"),
                        tuple(6, "zone", "\"amsterdam\" is not a time zone; did you mean Europe/Amsterdam"),
                        tuple(7, "name", "is longer than 200 characters"),
                        tuple(
                                8,
                                "",
                                "the row has 6 cells, the header 5; a cell with a comma in it is written in quotes"));
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
