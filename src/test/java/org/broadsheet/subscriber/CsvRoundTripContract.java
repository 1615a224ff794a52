package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an export writes, an import into an empty database reads back as it was. */
abstract class CsvRoundTripContract {
    private static final String[] SCRIPTS = {
        "abc XYZ'-. ",
        "äöüßéèñçøåłżśğıİ",
        "Ωλδψ ",
        "Жщёїџ ",
        "אבגד ",
        "ابتث ",
        "漢字かなカナ한글 ",
        "देवनागरी ",
        "🎉🐢👩‍💻 ",
        "\"',;=+-@|\\{}<>&\t%$#",
        "  \n\r ",
        "\u200b\u202e\u0301"
    };

    @RegisterExtension
    final TestDatabase here;

    @RegisterExtension
    final TestDatabase there;

    @TempDir
    Path folder;

    CsvRoundTripContract(TestDatabase here, TestDatabase there) {
        this.here = here;
        this.there = there;
    }

    @Test
    void people_with_names_of_any_script_survive() {
        String csv = anybody();
        People before = new People(here.get());
        assertThat(before.load(folder, csv).inserted()).isEqualTo(400);

        String exported = before.export("community");
        People after = new People(there.get());
        ImportReport report = after.load(folder, exported);

        assertThat(report.rejections()).isEmpty();
        assertThat(everybody(after)).isEqualTo(everybody(before)).hasSize(400);
        assertThat(after.export("community")).isEqualTo(exported);
        assertThat(before.load(folder, exported).unchanged()).isEqualTo(400);
    }

    @Test
    void no_cell_of_an_export_is_a_formula() {
        People people = new People(here.get());
        people.load(
                folder,
                "address,name,=evil\n+a@x.example,\"=HYPERLINK(\"\"http://evil\"\")\",@SUM(A1)\nb@x.example,'=kept,''-x\n"
                        + "c@x.example,-1,O'Brien\n");

        String exported = people.export("community");

        assertThat(exported)
                .contains("'+a@x.example", "\"'=HYPERLINK", "'@SUM(A1)", "'-1", ",O'Brien", "'=evil")
                .doesNotContain(",=")
                .doesNotContain(",@")
                .doesNotContain("\n+");
        assertThat(people.find("+a@x.example").address().name()).isEqualTo("=HYPERLINK(\"http://evil\")");
        assertThat(people.find("b@x.example").address().name()).isEqualTo("=kept");
        assertThat(people.load(folder, exported).unchanged()).isEqualTo(3);
    }

    @Test
    void a_column_of_the_last_row_only_is_exported() {
        People people = new People(here.get());
        people.load(folder, many("company", "Acme"));
        people.load(folder, "address,city\np1499@x.example,Lisbon\n");

        assertThat(people.export("community"))
                .startsWith("address,name,first_name,locale,zone,tags,opted_out,notes,city,company\n")
                .contains("\np0@x.example,,,,,,,,,Acme\n", "\np1499@x.example,,,,,,,,Lisbon,Acme\n");
    }

    @Test
    void a_column_that_only_people_of_another_list_have_is_not_exported() {
        People people = new People(here.get());
        people.load(folder, many("company", "Acme"));
        people.load(folder, "address,city\nz@x.example,Lisbon\n", ImportOptions.onto("others"));

        assertThat(people.export("community")).contains(",company\n").doesNotContain("city");
    }

    @Test
    void people_s_own_columns_that_are_called_as_ours_come_back_as_their_own() {
        People people = new People(here.get());
        people.load(
                folder,
                "uuid,email,name,attributes,status,created_at,updated_at\n"
                        + "u,a@x.example,Ann,\"{\"\"name\"\": \"\"Bo\"\", \"\"E-Mail\"\": \"\"none\"\"}\",enabled,,\n");

        String exported = people.export("community");

        assertThat(exported).contains(",other_e_mail,other_name\n", ",none,Bo\n");
        assertThat(people.load(folder, exported).rejected()).isZero();
        assertThat(people.find("a@x.example").address().name()).isEqualTo("Ann");
    }

    @Test
    void more_columns_than_a_row_of_the_database_may_have_are_exported() {
        People people = new People(here.get());
        String rows = IntStream.range(0, 20)
                .mapToObj(i -> "u" + i + ",p" + i + "@x.example,,\""
                        + IntStream.range(i * 90, i * 90 + 90)
                                .mapToObj(j -> "\"\"a" + j + "\"\":\"\"x\"\"")
                                .collect(Collectors.joining(",", "{", "}"))
                        + "\",enabled,,\n")
                .collect(Collectors.joining());
        people.load(folder, "uuid,email,name,attributes,status,created_at,updated_at\n" + rows);

        assertThat(people.export("community").lines())
                .hasSize(21)
                .first()
                .asString()
                .contains(",a0,", ",a1799");
    }

    private static String many(String column, String value) {
        return IntStream.range(0, 1500)
                .mapToObj(i -> "p" + i + "@x.example," + value + "\n")
                .collect(Collectors.joining("", "address," + column + "\n", ""));
    }

    @Test
    void who_has_left_is_not_exported() {
        People people = new People(here.get());
        people.load(folder, "address\na@x.example\nb@x.example\n");
        people.subscriptions.unsubscribe(people.ref("a@x.example", "community"), "asked");

        assertThat(people.export("community")).contains("b@x.example").doesNotContain("a@x.example");
    }

    @Test
    void what_keeps_an_export_from_being_written_ends_it_and_leaves_no_thread() {
        People people = new People(here.get());
        people.load(
                folder,
                IntStream.range(0, 6000)
                        .mapToObj(i -> "p" + i + "@x.example\n")
                        .collect(Collectors.joining("", "address\n", "")));
        Writer full = new Writer() {
            private int room = 30_000; // behind the first rows, before the last

            @Override
            public void write(char[] text, int from, int length) throws IOException {
                room -= length;
                if (room < 0) {
                    throw new IOException("no space left");
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };

        assertThatThrownBy(() ->
                        people.csvExport.run(people.lists.find("community").orElseThrow(), full))
                .hasRootCauseMessage("no space left");

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("batches") && thread.isAlive());
        assertThat(people.export("community")).contains("p5999@x.example");
    }

    static String anybody() {
        Random random = new Random(20251120);
        return "address,name,first_name,locale,zone,tags,opted_out,Company,=cmd\n"
                + IntStream.range(0, 400).mapToObj(i -> row(random, i)).collect(Collectors.joining("\n"));
    }

    private static String row(Random random, int number) {
        List<String> cells = List.of(
                "p" + number + "@x.example",
                text(random, 30),
                text(random, 10),
                pick(random, "", "en", "pt-BR", "zh-Hant-TW"),
                pick(random, "", "Europe/Amsterdam", "UTC", "Asia/Kolkata"),
                text(random, 12),
                pick(random, "", "events", "events;releases"),
                text(random, 20),
                text(random, 20));
        return cells.stream()
                .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(","));
    }

    private static String text(Random random, int longest) {
        int[] script = SCRIPTS[random.nextInt(SCRIPTS.length)].codePoints().toArray();
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "'".repeat(random.nextInt(3)) + "=" : "");
        int length = random.nextInt(longest);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(script[random.nextInt(script.length)]);
        }
        return text.toString();
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** Numbers are each database's own. */
    private static List<String> everybody(People people) {
        return IntStream.range(0, 400)
                .mapToObj(i -> {
                    String address = "p" + i + "@x.example";
                    Subscriber s = people.find(address);
                    return new Subscriber(0, s.address(), s.firstName(), s.locale(), s.zone(), s.tags(), s.attributes())
                            + " " + people.subscriptions.optedOut(people.ref(address, "community"));
                })
                .toList();
    }
}
