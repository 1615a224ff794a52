package org.broadsheet.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.edition.WorkspaceFiles;
import org.broadsheet.render.Settings;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovalTest {
    private final Approval approval = new Approval(
            EditionParser.ofEditions(Defaults.NONE),
            new WorkspaceFiles(Path.of("examples/istio-recap")),
            new Brand("Bits", null, "#466bb0", List.of(), List.of()),
            new Settings(ImageMode.INLINE, null),
            Surroundings.bare(Desk.CLOCK));

    private List<String> check(String file, String text) {
        return approval.check(file, text.getBytes(StandardCharsets.UTF_8)).stream()
                .map(found -> found.severity() + " " + found.rule() + " " + found.at())
                .toList();
    }

    @Test
    void problems_of_one_kind_hide_none_of_another() {
        String text = """
                ---
                list: community
                from: nobody
                topics: { events: Events }
                template: nope
                ---
                See [the talk](TODO).

                ## Where {topic=evens}
                TODO: write
                """;
        assertThat(check("a.md", text))
                .containsExactly(
                        "ERROR from-without-address a.md:3:7",
                        "ERROR missing-template a.md:5:11",
                        "ERROR placeholder-link a.md:7:5",
                        "ERROR unknown-topic a.md:9:11",
                        "ERROR todo a.md:10:1");
        InputException refused = catchThrowableOfType(
                InputException.class, () -> approval.proof("a.md", text.getBytes(StandardCharsets.UTF_8)));
        assertThat(refused.problems()).isEqualTo(approval.check("a.md", text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void broken_yaml_does_not_hide_the_text() {
        assertThat(check("a.md", "---\nlist: [\n---\n## A {topic=x}\nSee [the talk](TODO)\n"))
                .filteredOn(
                        found -> found.startsWith("ERROR") && !found.contains(" a.md:2") && !found.contains(" a.md:3"))
                .containsExactly("ERROR placeholder-link a.md:5:5");
    }

    @Test
    void what_has_a_stand_in_is_never_shown_as_an_edition() {
        byte[] text = "---\nlist: a\nfrom: nobody\n---\nText.\n".getBytes(StandardCharsets.UTF_8);
        InputException refused = catchThrowableOfType(InputException.class, () -> approval.preview("a.md", text));
        assertThat(refused.problems()).extracting(Problem::rule).containsExactly("from-without-address");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "digests/a.md | hello | ERROR bad-schedule digests/a.md:4:11",
                "digests/a.md | 0 0 9 * * MON | ERROR bad-schedule digests/a.md:4:11",
                "digests/a.md | 0 9 * * 1 | ERROR bad-schedule digests/a.md:4:11",
                "digests/a.md | 0 0 9 ? * MON | -",
                "digests/a.md | 0/2 * * * * ? 2026-2030 | -",
                "digests/a.md | 0 0 9 L-3W jan,MAR ? | -",
                "editions/a.md | hello | WARNING bad-schedule editions/a.md:4:11"
            })
    void a_schedule_has_the_shape_of_a_cron_expression(String file, String cron, String expected) {
        assertThat(check(file, "---\nlist: a\nfrom: a@b.example\nschedule: \"" + cron + "\"\n---\nText.\n"))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void a_file_named_after_a_day_that_never_was_is_worth_a_warning() {
        String text = "---\nlist: a\nfrom: a@b.example\n---\nText.\n";
        assertThat(check("2026-13-45-z.md", text)).containsExactly("WARNING file-name 2026-13-45-z.md");
        assertThat(check("2026-12-31-z.md", text)).isEmpty();
    }
}
