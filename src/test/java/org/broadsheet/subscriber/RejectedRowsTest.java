package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The file beside an import that says what could not be used. */
class RejectedRowsTest {
    private static final String CSV = """
            address;name;company
            a@x.example;Ann;"A; B"
            no address;=1+1;"two
            lines"
            "never closed;x
            c@x.example;Cy;D;surplus;more
            """;

    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @TempDir
    Path folder;

    private People people;

    @BeforeEach
    void wire() {
        people = new People(database.get());
    }

    @Test
    void each_row_stands_there_with_its_reason() throws IOException {
        ImportReport report = people.load(folder, CSV);

        assertThat(report.rejectedFile()).isEqualTo(folder.resolve("people.rejected.csv"));
        assertThat(Files.readString(folder.resolve("people.rejected.csv")))
                .isEqualTo("""
                address,name,company,rejected_row,rejected_column,rejected_reason,rejected_text
                no address,'=1+1,"two
                lines",3,address,"""
                        + "\"\"\"no address\"\" is not an address that mail can be sent to\",\n"
                        + ",,,5,,a quote is opened and never closed,\"\"\"never closed;x\"\n"
                        + "c@x.example,Cy,D,6,,\"the row has 5 cells, the header 3; a cell with the separator in it is written in"
                        + " quotes\",\"surplus,more\"\n");
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("people.rejected.csv"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void what_was_mended_there_is_imported_as_it_is() throws IOException {
        Path rejected = people.load(folder, CSV).rejectedFile();
        Path mended = Files.writeString(
                folder.resolve("mended.csv"),
                Files.readString(rejected)
                        .replaceFirst("no address", "b@x.example")
                        .replace("\"surplus,more\"", ""));

        ImportReport report = people.run(mended, People.CONFIRMED);

        assertThat(report.inserted()).isEqualTo(2);
        assertThat(report.attributes()).containsExactly("company");
        assertThat(report.rejected()).isEqualTo(1);
        assertThat(people.find("b@x.example").address().name()).isEqualTo("=1+1");
        assertThat(people.find("b@x.example").attributes()).containsOnlyKeys("company");
    }

    @Test
    void what_did_not_fit_its_row_is_refused_until_somebody_has_mended_it() throws IOException {
        Path rejected = Objects.requireNonNull(people.load(folder, CSV).rejectedFile());

        ImportReport report = people.run(rejected, People.CONFIRMED);

        assertThat(report.inserted()).isZero();
        assertThat(report.rejections())
                .last()
                .satisfies(rejection -> assertThat(rejection.column()).isEqualTo("rejected_text"))
                .satisfies(
                        rejection -> assertThat(rejection.reason()).contains("\"surplus,more\" did not fit its row"));
        assertThat(report.rejectedFile()).isEqualTo(folder.resolve("people.rejected-2.csv"));
        assertThat(folder.resolve("people.rejected-2.csv"))
                .content()
                .startsWith("address,name,company,rejected_row,rejected_column,rejected_reason,rejected_text\n")
                .contains("c@x.example,Cy,D,")
                .contains("\"surplus,more\"\n");
    }

    @Test
    void a_file_that_is_there_is_never_written_over() throws IOException {
        people.load(folder, CSV);
        people.load(folder, CSV);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("people.csv", "people.rejected.csv");

        Files.writeString(folder.resolve("people.rejected.csv"), "half mended");
        ImportReport report = people.load(folder, CSV);

        assertThat(report.rejectedFile()).isEqualTo(folder.resolve("people.rejected-2.csv"));
        assertThat(folder.resolve("people.rejected.csv")).hasContent("half mended");
    }

    @Test
    void a_rehearsal_and_a_good_file_leave_none() {
        people.rehearse(folder, CSV);
        people.load(folder, "address\na@x.example\n");

        assertThat(folder.toFile().list()).containsExactly("people.csv");
    }

    @Test
    void where_none_can_be_written_the_others_are_in_and_the_report_says_so() throws IOException {
        Files.createDirectories(folder.resolve(".people.csv.rejected.part/in the way"));

        ImportReport report = people.load(folder, CSV);

        assertThat(report.inserted()).isEqualTo(1);
        assertThat(report.rejected()).isEqualTo(3);
        assertThat(report.rejectedFile()).isNull();
        assertThat(report.warnings()).singleElement().asString().contains("could not be written beside people.csv");
    }
}
