package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Path;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.Enrolment.Outcome;
import org.broadsheet.subscriber.ImportReport.Rejection;
import org.broadsheet.subscriber.Suppressions.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One person at a time, how a list is made up of them, and what leaves it as a file. */
abstract class EnrolmentContract {
    private static final String PEOPLE = """
            address,company
            a@x.example,Acme
            b@x.example,
            c@x.example,
            """;

    @RegisterExtension
    final TestDatabase database;

    @TempDir
    Path folder;

    private People people;
    private Enrolment enrolment;
    private ListCensus census;
    private MailingList list;

    EnrolmentContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void wire() {
        people = new People(database.get());
        enrolment = new Enrolment(database.get(), people.hashes, People.CLOCK);
        census = new ListCensus(database.get());
        people.load(folder, PEOPLE);
        people.subscriptions.unsubscribe(people.ref("b@x.example", "community"), "one click");
        people.suppressions.add(People.address("c@x.example"), Reason.BOUNCED, "550");
        list = people.lists.find("community").orElseThrow();
        enrolment.enrol(People.address("d@x.example"), list, "by hand", false);
    }

    @Test
    void everybody_on_a_list_is_counted_once() {
        assertThat(census.of(list)).isEqualTo(new ListCensus.Count(1, 1, 1, 1));
        assertThat(census.of(list).recipients()).isEqualTo(2);
        assertThat(census.of(list, SegmentParser.parse("test", "attribute.company=Acme")))
                .isEqualTo(new ListCensus.Count(1, 0, 0, 0));
        assertThat(census.unconfirmed(list, 10))
                .extracting(each -> each.address().address())
                .containsExactly("d@x.example");
        assertThat(census.attributes(list)).containsExactly("company");
    }

    @Test
    void who_is_new_comes_on_the_list_and_who_had_not_confirmed_does() {
        assertThat(enrolment.enrol(People.address("e@x.example"), list, "asked", true))
                .isEqualTo(Outcome.ADDED);
        assertThat(enrolment.enrol(People.address("D@x.example"), list, "asked", true))
                .isEqualTo(Outcome.CONFIRMED);
        assertThat(enrolment.enrol(People.address("d@x.example"), list, "again", false))
                .isEqualTo(Outcome.KNOWN);
        assertThat(enrolment.enrol(People.address("a@x.example"), list, "again", true))
                .isEqualTo(Outcome.KNOWN);
        assertThat(census.of(list)).isEqualTo(new ListCensus.Count(3, 0, 1, 1));
    }

    @Test
    void who_has_left_or_is_suppressed_is_not_brought_back() {
        people.suppressions.addDomain("gone.example", Reason.BLOCKED, "asked");

        assertThat(enrolment.enrol(People.address("b@x.example"), list, "asked", true))
                .isEqualTo(Outcome.LEFT);
        assertThat(enrolment.enrol(People.address("c@x.example"), list, "asked", true))
                .isEqualTo(Outcome.SUPPRESSED);
        assertThat(enrolment.enrol(People.address("z@gone.example"), list, "asked", true))
                .isEqualTo(Outcome.SUPPRESSED);
        assertThat(people.subscribers.find(People.address("z@gone.example"))).isEmpty();
        assertThat(census.of(list)).isEqualTo(new ListCensus.Count(1, 1, 1, 1));
    }

    @Test
    void an_export_holds_whom_the_list_reaches_and_nobody_else() {
        assertThat(people.export("community"))
                .contains("a@x.example")
                .doesNotContain("b@x.example", "c@x.example", "d@x.example");
    }

    @Test
    void an_export_of_everybody_says_how_they_stand_and_brings_back_nobody() {
        StringWriter out = new StringWriter();
        people.csvExport.run(list, CsvExport.Who.EVERYBODY, out);

        assertThat(out.toString()).startsWith("""
                address,name,first_name,locale,zone,tags,opted_out,notes,status,evidence,consented_at,left_at,company
                a@x.example,,,,,,,,confirmed,asked for it; imported from people.csv on 2025-11-20,2025-11-20T09:00:00Z,,Acme
                b@x.example,,,,,,,,unsubscribed,one click,,2025-11-20T09:00:00Z,
                c@x.example,,,,,,,,suppressed,""");
        assertThat(out.toString()).contains("d@x.example,,,,,,,,unconfirmed,by hand,,,");

        ImportReport report =
                people.load(folder, out.toString(), ImportOptions.onto("other").confirmed("moved"));
        assertThat(report.columns().origin()).isEqualTo("Broadsheet");
        assertThat(report.inserted() + report.updated()).isEqualTo(1);
        assertThat(report.rejections())
                .extracting(Rejection::column)
                .containsOnly("status")
                .hasSize(3);
        assertThat(people.find("a@x.example").attributes()).containsOnlyKeys("company");
    }
}
