package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.broadsheet.subscriber.Segment.All;
import org.broadsheet.subscriber.Segment.Any;
import org.broadsheet.subscriber.Segment.Attribute;
import org.broadsheet.subscriber.Segment.Comparison;
import org.broadsheet.subscriber.Segment.Domain;
import org.broadsheet.subscriber.Segment.Joined;
import org.broadsheet.subscriber.Segment.Language;
import org.broadsheet.subscriber.Segment.Not;
import org.broadsheet.subscriber.Segment.Tag;
import org.broadsheet.subscriber.Segment.Topic;
import org.broadsheet.subscriber.Segment.Zone;
import org.broadsheet.text.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentParserTest {
    private static Segment parse(String text) {
        return SegmentParser.parse("--segment", text);
    }

    @Test
    void conditions_are_joined_as_people_read_them() {
        assertThat(parse("tag:maintainer and locale:de and not topic:awards and joined>2025-01-01"))
                .isEqualTo(new All(List.of(
                        new Tag("maintainer"),
                        new Language("de"),
                        new Not(new Topic("awards")),
                        new Joined(Comparison.AFTER, LocalDate.of(2025, 1, 1)))));
        assertThat(parse("tag:a or tag:b AND tag:c"))
                .isEqualTo(new Any(List.of(new Tag("a"), new All(List.of(new Tag("b"), new Tag("c"))))));
        assertThat(parse("not (tag:a or tag:b)")).isEqualTo(new Not(new Any(List.of(new Tag("a"), new Tag("b")))));
        assertThat(parse("not not tag:a")).isEqualTo(new Not(new Not(new Tag("a"))));
    }

    @Test
    void values_are_words_or_quoted() {
        assertThat(parse("tag:\"and\"")).isEqualTo(new Tag("and"));
        assertThat(parse("tag:'and'")).isEqualTo(new Tag("and"));
        assertThat(parse("attribute.city='New York' and attribute.name=O'Brien"))
                .isEqualTo(new All(List.of(new Attribute("city", "New York"), new Attribute("name", "O'Brien"))));
        assertThat(parse("attribute.said='\"yes\"'")).isEqualTo(new Attribute("said", "\"yes\""));
        assertThat(parse("attribute.said=\"it's\"")).isEqualTo(new Attribute("said", "it's"));
        assertThat(parse("Attribute.Job Title = \"x\"".replace("Job Title", "Job_Title")))
                .isEqualTo(new Attribute("Job_Title", "x"));
        assertThat(parse("attribute.company != \"A: (B)\"")).isEqualTo(new Not(new Attribute("company", "A: (B)")));
        assertThat(parse("zone:europe/lisbon")).isEqualTo(new Zone("Europe/Lisbon"));
        assertThat(parse("domain:Bücher.example")).isEqualTo(new Domain("xn--bcher-kva.example"));
        assertThat(parse("locale:pt_BR")).isEqualTo(new Language("pt-BR"));
        assertThat(parse("joined<=2025-01-31")).isEqualTo(new Joined(Comparison.UNTIL, LocalDate.of(2025, 1, 31)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                    tagg:x ~ 1 ~ did you mean 'tag'?
                    tag:a and ~ 10 ~ write tag:maintainer, say
                    tag:a tag:b ~ 7 ~ join conditions by 'and' or 'or'
                    tag:a and (locale:de ~ 11 ~ add ')'
                    tag:a) ~ 6 ~ join conditions
                    tag> x ~ 4 ~ write tag:…
                    tag: ~ 5 ~ between
                    tag:"x ~ 5 ~ close the quotation
                    attribute.city='Oslo ~ 16 ~ close the quotation
                    tag:'it's' ~ 9 ~ join conditions
                    attribute.city=\u201cOslo\u201d ~ 16 ~ quote by " or '
                    joined:2025 ~ 7 ~ write joined>=2025-01-31
                    joined>2025-02-30 ~ 8 ~ write 2025-01-31
                    zone:Mars/Phobos ~ 6 ~ write Europe/Lisbon
                    domain:"a b" ~ 8 ~ write example.org
                    attribute.x > 3 ~ 13 ~ write attribute.x=
                    x'; DROP TABLE subscriber; -- ~ 1 ~ known
                    """)
    void what_cannot_be_read_is_named_with_its_column_and_a_way_out(String text, int column, String hint) {
        InputException refused = catchThrowableOfType(InputException.class, () -> parse(text));
        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.at().column()).as(problem.toString()).isEqualTo(column);
            assertThat(problem.hint()).contains(hint);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tag:a or tag:b and not (locale:de or topic:\"x y\")",
                "not not tag:\"and\"",
                "tag:'\"' or tag:\"'\" or tag:it's or attribute.a='the \"b c\"'",
                "not (tag:a and tag:b)",
                "attribute.company=\"Acme, Inc.\" and attribute.a!=\"not\"",
                "zone:Europe/Lisbon and domain:a.example and joined>=2025-01-31 or joined<2024-01-01"
            })
    void a_segment_is_written_as_it_is_read(String text) {
        assertThat(parse(SegmentText.of(parse(text)))).isEqualTo(parse(text));
    }

    @Test
    void whatever_is_written_is_read_or_refused_and_nothing_is_endless() {
        List<String> pieces = List.of(
                "tag",
                ":",
                "x",
                " and ",
                " or ",
                " not ",
                "(",
                ")",
                "\"",
                "joined",
                ">=",
                "2025-01-01",
                "attribute.a",
                "=",
                "!=",
                " ",
                "!",
                "'",
                "%",
                "\u0000",
                "é",
                "😀",
                "topic:y",
                "domain:a.example");
        Random random = new Random(5);
        int read = 0;
        for (int round = 0; round < 5000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            try {
                assertThat(SegmentSql.of(parse(text.toString())).condition()).isNotBlank();
                read++;
            } catch (InputException refused) {
                assertThat(refused.problems()).hasSize(1);
            }
        }
        assertThat(read).isPositive();
        for (String endless :
                List.of("(".repeat(900), "not ".repeat(200) + "tag:a", "tag:a or ".repeat(500) + "tag:b")) {
            assertThat(catchThrowableOfType(InputException.class, () -> parse(endless))
                            .problems())
                    .hasSize(1);
        }
    }

    @Test
    void nothing_that_people_write_is_part_of_the_sql() {
        String hostile =
                "tag:\"x' OR 1=1 --\" or attribute.a'b=\"%_!\" or topic:\"'; DROP TABLE subscriber\" or locale:\"'\""
                        + " or tag:'\" OR 1=1 --' or locale:x'";
        assertThat(SegmentSql.of(parse(hostile)).condition())
                .doesNotContain("1=1", "DROP", "a'b", "--")
                .contains("?");
    }
}
