package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.ImportReport.Rejection;
import org.broadsheet.text.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms that a file of people comes in, and the harm that it may hold. */
class CsvReadingTest {
    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @TempDir
    Path folder;

    private People people;

    @BeforeEach
    void wire() {
        people = new People(database.get());
    }

    @ParameterizedTest
    @CsvSource({
        "opted_out,yes",
        "Opted Out,TRUE",
        "opted_out,unsubscribed",
        "status,Unsubscribed",
        "Email Status,cleaned",
        "Unsubscribed At,2024-01-02",
        "optout,1",
        "subscribed,no",
        "opted_out,1",
        "Status,Not-Subscribed",
        "Email Marketing Status,Unconfirmed",
        "Unsubscribed from all email,true",
        "HasOptedOutOfEmail,1",
        "Do Not Email,Y",
        "Opt-Out Date,2024-01-02",
        "accepts_marketing,FALSE",
        "Note,Unsubscribed"
    })
    void who_has_left_elsewhere_is_not_taken_in(String column, String cell) {
        ImportReport report = people.load(folder, "address," + column + "\na@x.example," + cell + "\nb@x.example,\n");
        assertThat(report.inserted()).isEqualTo(1);
        assertThat(report.rejections())
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.reason()).contains("has left"));
    }

    @ParameterizedTest
    @CsvSource({
        "opted_out,no",
        "opted_out,false",
        "opted_out,0",
        "opted_out,None",
        "status,active",
        "status,Subscribed",
        "state,CA",
        "unsubscribed,0",
        "unsubscribed_at,never",
        "unsubscribe_url,https://x.example/u/1",
        "subscribed,yes",
        "note,They wrote about unsubscribed people"
    })
    void a_no_to_leaving_is_no_topic_and_no_departure(String column, String cell) {
        assertThat(people.load(folder, "address," + column + "\na@x.example," + cell + "\n")
                        .inserted())
                .isEqualTo(1);
    }

    @Test
    void the_usual_names_of_columns_are_understood_and_the_others_are_named() {
        ImportReport report = people.load(folder, """
                Email Address;First Name;Last Name;LANGUAGE;Time Zone;Shoe Size
                a@x.example;Ann;Lee;German;Europe/London;38
                b@x.example;Bo;;en;Lisbon;
                """);
        assertThat(report.attributes()).containsExactly("last_name", "shoe_size");
        assertThat(report.rejections())
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.reason()).contains("did you mean Europe/Lisbon"));
        Subscriber ann = people.find("a@x.example");
        assertThat(ann.address().name()).isEqualTo("Ann Lee");
        assertThat(ann.locale()).isEqualTo("de");
        assertThat(ann.zone()).isEqualTo(java.time.ZoneId.of("Europe/London"));
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8,''",
        "UTF-8,EFBBBF",
        "UTF-16LE,FFFE",
        "UTF-16BE,FEFF",
        "UTF-16LE,''",
        "UTF-16BE,''",
    })
    void every_encoding_of_a_spreadsheet_is_read(String charset, String mark) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(java.util.HexFormat.of().parseHex(mark));
        file.writeBytes("address,name\nz@x.example,Żółw 🐢\n".getBytes(Charset.forName(charset)));

        assertThat(people.load(folder, file.toByteArray()).inserted()).isEqualTo(1);
        assertThat(people.find("z@x.example").address().name()).isEqualTo("Żółw 🐢");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EMAIL;Name\r\na@x.example;A, B\r\n",
                "E-Mail\tNAME\na@x.example\tA, B\n",
                "sep=;\r\nemail;name\r\na@x.example;A, B\r\n",
                "\n\n  \naddress,name\n\n,\n\"a@x.example\" , \"A, B\"",
                "Email Address,Name\ra@x.example,\"A, B\"\r",
                "address,name,\na@x.example,\"A,\nB\",\n",
                "Name;\"Born, where, when, why\";E-mail\n\"A, B\";;a@x.example\n",
                "address,name\na@x.example,\"A, B\"\n\u0000\u0000\u0000",
                "address,name\n\u00a0a@x.example\u2003,\"A, B\"\n",
                "address,name\na@x.example,\"A,\u0000 \t \u0085\u2028B\"\n",
            })
    void every_dialect_is_read(String csv) {
        ImportReport report = people.load(folder, csv);

        assertThat(report.rejections()).isEmpty();
        assertThat(report.rows()).isEqualTo(1);
        assertThat(people.find("a@x.example").address().name()).isEqualTo("A, B");
    }

    @Test
    void rows_are_numbered_by_the_line_where_they_begin() {
        ImportReport report = people.load(folder, "address,name\r\na@x.example,\"A\r\nB\"\r\n\r\nnobody,C\r\n");

        assertThat(report.rejections()).extracting(Rejection::row).containsExactly(5);
    }

    @Test
    void a_quote_that_is_never_closed_costs_one_row() {
        ImportReport report = people.load(
                folder,
                "address,name\na@x.example,A\nb@x.example,\"B\nc@x.example,C\nd@x.example,\"D\"\ne@x.example,E\n");

        assertThat(report.inserted()).isEqualTo(4);
        assertThat(report.rejections())
                .extracting(Rejection::row, Rejection::column)
                .containsExactly(tuple(3, ""));
    }

    @Test
    @Timeout(60)
    void quotes_without_an_end_in_each_row_are_not_looked_for_through_the_whole_file() {
        int rows = 100_000;
        ImportReport report =
                people.load(folder, "name,address\n" + "a\",\"b@x.example\n".repeat(rows) + "\"C\nD\",c@x.example\n");

        assertThat(report.rejected()).isEqualTo(rows);
        assertThat(report.inserted()).isEqualTo(1);
        assertThat(people.find("c@x.example").address().name()).isEqualTo("C D");
    }

    @Test
    void quotes_that_end_far_behind_in_the_middle_of_a_cell_are_not_read_as_often_as_there_are_rows() {
        int rows = 40_000;
        ImportReport report = people.load(
                folder, "address,name\n" + "a@x.example\",\"\n".repeat(rows) + "x@x.example\"x\nd@x.example,D\n");

        assertThat(report.rejected()).isEqualTo(rows + 1);
        assertThat(report.inserted()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "address,name,note\na@x.example,A,\"began\nb@x.example,B,n\nc@x.example,C,TV of 20\"\nd@x.example,D,n\n",
                "address,name,note\na@x.example,\"A\nb@x.example,B,n\nc@x.example,\"\nd@x.example,D,n\n",
                "name;address\n\"A\nB;b@x.example\nC\";c@x.example\nD;d@x.example\n"
            })
    void two_stray_quotes_take_no_people_in_silence(String csv) {
        ImportReport report = people.load(folder, csv);

        assertThat(report.inserted()).isEqualTo(1);
        assertThat(people.subscribers.find(People.address("d@x.example"))).isPresent();
        assertThat(report.rejections()).singleElement().satisfies(rejection -> {
            assertThat(rejection.row()).isEqualTo(2);
            assertThat(rejection.reason()).contains("looks like other rows").contains("b@x.example");
        });
    }

    @Test
    void a_cell_may_go_over_lines() {
        ImportReport report = people.load(
                folder, "address,remark\na@x.example,\"met in Oslo;\nwrite to her at home, not at work\nb@work\"\n");

        assertThat(report.inserted()).isEqualTo(1);
        assertThat(people.find("a@x.example").attributes())
                .containsEntry("remark", "met in Oslo; write to her at home, not at work b@work");
    }

    @Test
    void a_header_that_takes_people_in_is_refused() {
        assertThatThrownBy(() -> people.load(folder, "address,\"name\na@x.example,A\nb@x.example,B\"\nc@x.example,C\n"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("takes addresses in");
    }

    @Test
    void a_column_that_is_a_slip_of_the_fingers_is_asked_about() {
        ImportReport report = people.load(
                folder, "address,fist_name,lokale,last_name,company,zones\na@x.example,A,de,B,C,Europe/Oslo\n");

        assertThat(report.nearMisses())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("fist_name", "first_name", "lokale", "locale", "zones", "zone"));
        assertThatThrownBy(() -> people.load(folder, "adress,name\na@x.example,A\n"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is adress meant to be address?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "\"address,name\" ~ each line stands in quotes as a whole",
                "address|name ~ a line sep=| before the first",
                "nobody ~ the first line names the columns"
            })
    void a_first_line_that_is_one_cell_is_told_why(String header, String hint) {
        assertThatThrownBy(() -> people.load(folder, header + "\na@x.example,A\n"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no column is named address or email")
                .hasMessageContaining(hint);
        assertThat(people.load(folder, "sep=|\naddress|name\na@x.example|A\n").inserted())
                .isEqualTo(1);
    }

    @Test
    void text_behind_a_closing_quote_costs_one_row() {
        ImportReport report =
                people.load(folder, "address,name\na@x.example,\"A\" and more\nb@x.example,\"a \"\"quoted\"\" B\"\n");

        assertThat(report.rejected()).isEqualTo(1);
        assertThat(people.find("b@x.example").address().name()).isEqualTo("a \"quoted\" B");
    }

    @Test
    void a_field_of_a_megabyte_costs_one_row() {
        for (String huge :
                new String[] {"x".repeat(1_000_000), "x".repeat(3_000_000), "\"" + "x\n".repeat(500_000) + "\""}) {
            ImportReport report = people.load(folder, "address,name\na@x.example," + huge + "\nb@x.example,B\n");

            assertThat(report.inserted() + report.unchanged()).isEqualTo(1);
            assertThat(people.subscribers.find(People.address("a@x.example"))).isEmpty();
        }
    }

    @Test
    void bytes_that_are_not_utf8_cost_one_row_where_the_others_are() {
        byte[] bad = "a@x.example,Jos\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        csv.writeBytes("address,name\n".getBytes(StandardCharsets.UTF_8));
        csv.writeBytes(bad);
        csv.writeBytes("b@x.example,Ren\u00e9\nc@x.example,\u017b\u00f3\u0142w\n".getBytes(StandardCharsets.UTF_8));

        ImportReport report = people.load(folder, csv.toByteArray());

        assertThat(report.inserted()).isEqualTo(2);
        assertThat(report.warnings()).isEmpty();
        assertThat(report.rejections())
                .containsExactly(new Rejection(2, "name", "holds bytes that are not UTF-8; save the file as UTF-8"));
    }

    @Test
    void latin_1_is_read_with_a_warning() {
        byte[] csv = "address,name\na@x.example,Jos\u00e9 \u0080\nb@x.example,M\u00fcller-L\u00fcdenscheidt\n"
                .getBytes(StandardCharsets.ISO_8859_1);

        ImportReport report = people.load(folder, csv);

        assertThat(report.inserted()).isEqualTo(2);
        assertThat(report.warnings()).singleElement().asString().contains("Latin-1");
        assertThat(people.find("a@x.example").address().name()).isEqualTo("José €");
        assertThat(people.find("b@x.example").address().name()).isEqualTo("Müller-Lüdenscheidt");
    }

    @Test
    void nul_bytes_are_read_as_blanks_with_one_warning() {
        ImportReport one = people.load(folder, "address,name\na@x.example,A\u0000B\n");
        ImportReport more = people.load(
                folder, "address,name\na@x.example,A B\nb@x.example,\"B\n\u0000\u0000\"\nc@x.example,C\u0000\n");

        assertThat(one.warnings()).containsExactly("a NUL byte in row 2 was read as a blank");
        assertThat(more.warnings()).containsExactly("3 NUL bytes, the first of them in row 4, were read as blanks");
        assertThat(people.find("a@x.example").address().name()).isEqualTo("A B");
        assertThat(people.load(folder, "Ann <d@x.example>\nBo\u0000Bo <e@x.example>\n")
                        .warnings())
                .containsExactly("a NUL byte in row 2 was read as a blank");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@x.example\nb@x.example\n",
                "a@x.example,Ann\nb@x.example,Bo\n",
                "Ann;a@x.example\nBo;b@x.example\n",
            })
    void a_file_without_names_of_columns_is_read_where_there_is_no_doubt(String csv) {
        ImportReport report = people.load(folder, csv);

        assertThat(report.inserted()).isEqualTo(2);
        assertThat(people.find("a@x.example").address().name()).isEqualTo(csv.contains("Ann") ? "Ann" : "");
        if (csv.contains("Ann")) {
            assertThat(report.warnings()).singleElement().asString().contains("names no columns");
        }
    }

    @Test
    void columns_that_mean_nothing_are_refused_where_one_is_strict() {
        assertThatThrownBy(() -> people.load(
                        folder, "address,name,company,team\na@x.example,A,B,C\n", People.CONFIRMED.strictly()))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("people.csv:1")
                .hasMessageContaining("no column company, team");
        assertThat(people.load(folder, "address,name\na@x.example,A\n", People.CONFIRMED.strictly())
                        .inserted())
                .isEqualTo(1);
    }

    @Test
    void nothing_in_an_address_can_break_out_of_it() {
        ImportReport report = people.load(
                folder,
                "address\n\"a@x.example\nBcc: b@x.example\"\na@x.example\u0000\n<a@x.example>\n\"a@x.example,b@x.example\"\n"
                        + "a@" + "中.".repeat(60) + "example\n");

        assertThat(report.inserted()).isLessThanOrEqualTo(1);
        assertThat(people.export("community")).doesNotContain("Bcc").doesNotContain("b@x.example");
    }

    @Test
    void what_does_not_fit_the_database_is_a_bad_row_and_not_a_failed_import() {
        ImportReport report = people.load(
                folder,
                "address,name,first_name,locale,tags,opted_out,remark\n"
                        + "a@x.example,,,en-x-" + "abcdefgh-".repeat(20) + "z,,,\n"
                        + "b@x.example,,,," + "t".repeat(2001) + ",,\n"
                        + "c@x.example,,,,," + "o".repeat(101) + ",\n"
                        + "d@x.example,,,,,,\"" + "\"\"".repeat(8001) + "\"\n"
                        + "e@x.example,,,,,,\"" + "\"\"".repeat(7900) + "\"\n"
                        + "f@x.example,," + "f".repeat(201) + ",,,,\n");

        assertThat(report.rejections())
                .extracting(Rejection::row, Rejection::column)
                .containsExactly(
                        tuple(2, "locale"),
                        tuple(3, "tags"),
                        tuple(4, "opted_out"),
                        tuple(5, ""),
                        tuple(7, "first_name"));
        assertThat(report.inserted()).isEqualTo(1);
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                Arguments.of("", "is empty"),
                Arguments.of("\n \n", "is empty"),
                Arguments.of("name,tags\nA,b\n", "no column is named address or email"),
                Arguments.of("a@x.example,Ann,maintainer\nb@x.example,Bo,\n", "does not name the columns"),
                Arguments.of("address,email\na@x.example,b@x.example\n", "columns 1 and 2 are both address"),
                Arguments.of("address,Note,note\n", "columns 2 and 3 are both note"),
                Arguments.of("address,\"name\na@x.example,A\n", "never closed"),
                Arguments.of("address," + "x".repeat(101) + "\n", "longer than 100"),
                Arguments.of("address" + ",x".repeat(300) + "\n", "more than 200 columns"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void a_file_that_cannot_be_used_is_refused_whole(String csv, String message) {
        assertThatThrownBy(() -> people.load(folder, csv))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("people.csv")
                .hasMessageContaining(message);
        assertThat(people.lists.all()).isEmpty();
    }

    @Test
    void a_file_that_is_not_text_is_refused_whole() {
        byte[] noise = new byte[10_000];
        new Random(1).nextBytes(noise);
        byte[] sheet = {'P', 'K', 3, 4, 20, 0, 6, 0};
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0};
        for (byte[] bytes : new byte[][] {noise, sheet, png}) {
            assertThatThrownBy(() -> people.load(folder, bytes)).isInstanceOf(InputException.class);
        }
        assertThatThrownBy(() -> people.load(folder, sheet)).hasMessageContaining("spreadsheet");
    }

    @ParameterizedTest
    @CsvSource({
        "amsterdam,Europe/Amsterdam",
        "europe/amsterdam,Europe/Amsterdam",
        "New York,America/New_York",
        "Europe/Amstredam,Europe/Amsterdam"
    })
    void a_wrong_time_zone_is_refused_with_the_one_that_was_meant(String written, String meant) {
        ImportReport report = people.load(folder, "address,zone\na@x.example," + written + "\n");

        assertThat(report.rejections())
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.reason()).endsWith("did you mean " + meant + "?"));
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        Path missing = folder.resolve("missing.csv");

        assertThatThrownBy(() -> people.run(missing, People.CONFIRMED))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("missing.csv")
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> people.run(folder, People.CONFIRMED))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not a file");
    }

    @Test
    void random_bytes_never_do_worse_than_a_refusal() {
        Random random = new Random(7);
        byte[] alphabet = "a@x.example,;\"'\n\r\t=\u0000é".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 150; i++) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.writeBytes("address,name,note\nfirst@x.example,F,\n".getBytes(StandardCharsets.UTF_8));
            int length = random.nextInt(400);
            for (int k = 0; k < length; k++) {
                file.write(alphabet[random.nextInt(alphabet.length)]);
            }
            ImportReport report = people.load(folder, file.toByteArray());
            assertThat(report.inserted() + report.unchanged()).isPositive();
            assertThat(report.rows())
                    .isEqualTo(report.inserted()
                            + report.updated()
                            + report.unchanged()
                            + report.duplicates()
                            + report.rejected());
        }
    }
}
