package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On PostgreSQL, which writes the rows itself. */
class CsvRoundTripIT extends CsvRoundTripContract {
    @RegisterExtension
    final TestDatabase h2 = TestDatabase.h2();

    CsvRoundTripIT() {
        super(TestDatabase.postgresql(), TestDatabase.postgresql());
    }

    @Test
    void it_writes_to_the_letter_what_is_written_from_h2() {
        String csv = anybody();
        People there = new People(h2.get());
        there.load(folder, csv);
        People people = new People(here.get());
        people.load(folder, csv);

        assertThat(people.export("community")).isEqualTo(there.export("community"));
    }

    @Test
    void a_column_may_be_named_as_no_column_of_sql() {
        People people = new People(here.get());
        people.load(
                folder,
                "address,it's,\"a \"\"b\"\"\",\\,:list,<who>,?,%s," + "long".repeat(20) + "1," + "long".repeat(20)
                        + "2\na@x.example,1,2,3,4,5,6,7,8,9\n");

        String exported = people.export("community");

        assertThat(exported.lines().toList().get(1))
                .startsWith("a@x.example,")
                .contains("1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(people.load(folder, exported).unchanged()).isEqualTo(1);
    }

    @Test
    void cells_that_could_be_formulas_are_written_to_the_letter_too() {
        String csv = "address,zone,tags,notes,a,b\n"
                + "+a@x.example,+05:00,'-x;=y,\"'''@\",=1,'=\n"
                + "'b@x.example,-03:00,'tag,'note,'',9\n"
                + "c@x.example,Z,#,äö,\"- \",!\n";
        People there = new People(h2.get());
        there.load(folder, csv);
        People people = new People(here.get());
        people.load(folder, csv);

        assertThat(people.export("community"))
                .isEqualTo(there.export("community"))
                .contains("'+05:00", "'-03:00", ",'-x;=y,", ",'''@,", ",'=1,'=\n", ",'',9\n", ",'-,!\n");
    }
}
