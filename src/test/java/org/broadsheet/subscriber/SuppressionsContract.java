package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.ImportReport.Rejection;
import org.broadsheet.subscriber.Suppressions.Reason;
import org.broadsheet.text.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

abstract class SuppressionsContract {
    @RegisterExtension
    final TestDatabase database;

    @TempDir
    Path folder;

    private People people;
    private SuppressionFile file;

    SuppressionsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void wire() {
        people = new People(database.get());
        file = new SuppressionFile(people.suppressions, people.hashes, People.CLOCK);
        people.load(folder, "address\nann@one.example\nbo@Bücher.example\ncy@sub.one.example\n");
    }

    @Test
    void a_domain_means_everybody_at_it_and_nobody_beside_it() {
        assertThat(people.suppressions.addDomain("one.example", Reason.BLOCKED, "a trap"))
                .isTrue();
        assertThat(people.suppressions.addDomain("one.example", Reason.BOUNCED, "later"))
                .isFalse();
        assertThat(people.suppressions.addDomain("xn--bcher-kva.example", Reason.BLOCKED, ""))
                .isTrue();

        assertThat(people.suppressions.reason(People.address("ANN@One.Example")))
                .contains(Reason.BLOCKED);
        assertThat(people.suppressions.contains(People.address("x@BÜCHER.example")))
                .isTrue();
        assertThat(people.suppressions.contains(People.address("cy@sub.one.example")))
                .isFalse();
        assertThat(people.suppressions.contains(People.address("one.example@other.example")))
                .isFalse();
        MailingList list = people.lists.find("community").orElseThrow();
        assertThat(people.subscribers.reachable(list)).isEqualTo(1);
        assertThat(people.subscribers.some(list, 9))
                .extracting(each -> each.address().address())
                .containsExactly("cy@sub.one.example");
        Segment everybody = SegmentParser.parse("test", "not tag:nothing");
        assertThat(new Segments(database.get()).count(list, everybody)).isEqualTo(1);

        assertThat(people.suppressions.removeDomain("one.example")).isTrue();
        assertThat(people.suppressions.removeDomain("one.example")).isFalse();
        assertThat(people.subscribers.reachable(list)).isEqualTo(2);
    }

    @Test
    void an_import_takes_nobody_in_from_a_suppressed_domain() {
        people.suppressions.addDomain("trap.example", Reason.BLOCKED, "");

        ImportReport report = people.load(folder, "address\nnew@Trap.example\nother@fine.example\n");

        assertThat(report)
                .extracting(ImportReport::inserted, ImportReport::suppressed)
                .containsExactly(1L, 1L);
    }

    @Test
    void an_address_may_be_written_to_again() {
        people.suppressions.add(People.address("ann@one.example"), Reason.COMPLAINED, "fbl");
        assertThat(people.suppressions.remove(People.address("Ann@one.example")))
                .isTrue();
        assertThat(people.suppressions.remove(People.address("ann@one.example")))
                .isFalse();
        assertThat(people.suppressions.contains(People.address("ann@one.example")))
                .isFalse();
    }

    @Test
    void what_was_exported_comes_back_as_it_was() throws IOException {
        people.suppressions.add(People.address("ann@one.example"), Reason.BOUNCED, "=550 no such user");
        people.suppressions.add(People.address("gone@one.example"), Reason.FORGOTTEN, "asked");
        people.suppressions.addDomain("trap.example", Reason.BLOCKED, "a trap");
        List<Suppressions.Entry> before = all();
        StringWriter out = new StringWriter();
        assertThat(file.write(out)).isEqualTo(3);
        assertThat(out.toString())
                .startsWith(
                        "address,domain,hash,key,reason,evidence,at\n,trap.example,,,blocked,a trap,2025-11-20T09:00:00Z\n")
                .contains("ann@one.example", "'=550 no such user")
                .doesNotContain("gone@one.example");
        database.jdbi().useHandle(handle -> {
            handle.execute("DELETE FROM suppression");
            handle.execute("DELETE FROM domain_suppression");
        });

        SuppressionFile.Report report = read(out.toString());

        assertThat(report)
                .extracting(SuppressionFile.Report::added, SuppressionFile.Report::rejected)
                .containsExactly(3L, 0L);
        assertThat(all()).isEqualTo(before);
        assertThat(read(out.toString()).known()).isEqualTo(3);
        assertThat(people.suppressions.reason(People.address("gone@one.example")))
                .contains(Reason.FORGOTTEN);
    }

    @Test
    void a_hash_of_another_workspace_is_refused_for_it_would_meet_nobody() throws IOException {
        SuppressionFile.Report report = read(
                "hash,key,reason\n" + "a".repeat(64) + ",0123456789abcdef,bounced\n" + "a".repeat(64) + ",,bounced\n");

        assertThat(report.rejections())
                .extracting(Rejection::row, Rejection::column)
                .containsExactly(tuple(2, "hash"), tuple(3, "hash"));
        assertThat(people.suppressions.count()).isZero();
    }

    @Test
    void lists_of_other_programs_are_read() throws IOException {
        SuppressionFile.Report report = read("""
                Email,Type,Created,Notes
                a@x.example,hard bounce,2024-05-06,550
                b@x.example,Spam Complaint,2024-05-06 07:08:09Z,
                c@x.example,unsubscribed,,on our old list
                @trap.example,,,
                nobody,,,
                d@x.example,,yesterday,
                """);

        assertThat(report.added()).isEqualTo(4);
        assertThat(report.rejections())
                .extracting(Rejection::row, Rejection::column)
                .containsExactly(tuple(6, "address"), tuple(7, "at"));
        Suppressions.Entry bounced =
                people.suppressions.find(People.address("a@x.example")).orElseThrow();
        assertThat(bounced.reason()).isEqualTo(Reason.BOUNCED);
        assertThat(bounced.at()).isEqualTo(Instant.parse("2024-05-06T00:00:00Z"));
        assertThat(people.suppressions.reason(People.address("b@x.example"))).contains(Reason.COMPLAINED);
        assertThat(people.suppressions.find(People.address("c@x.example")).orElseThrow())
                .extracting(Suppressions.Entry::reason, Suppressions.Entry::evidence)
                .containsExactly(Reason.BLOCKED, "unsubscribed: on our old list");
        assertThat(people.suppressions.contains(People.address("any@trap.example")))
                .isTrue();
    }

    @Test
    void a_plain_list_of_addresses_and_domains_needs_no_header() throws IOException {
        assertThat(read("a@x.example\nB@x.example\ntrap.example\n@other.example\n")
                        .added())
                .isEqualTo(4);
        assertThat(people.suppressions.find("other.example")).isPresent();
        assertThatThrownBy(() -> read("name,city\nA,B\n"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no column is named address, domain or hash");
    }

    private SuppressionFile.Report read(String csv) throws IOException {
        return file.read(Files.writeString(folder.resolve("list.csv"), csv), Reason.BLOCKED, "from list.csv");
    }

    private List<Suppressions.Entry> all() {
        List<Suppressions.Entry> all = new ArrayList<>();
        people.suppressions.forEach(all::add);
        return all;
    }
}
