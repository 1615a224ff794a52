package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WordsTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]*\\}");

    static Set<String> languages() {
        return Words.LANGUAGES;
    }

    @ParameterizedTest
    @MethodSource("languages")
    void every_language_has_just_the_keys_that_there_are(String language) {
        Set<String> expected = new TreeSet<>();
        for (String key : properties("en").stringPropertyNames()) {
            int dot = key.indexOf('.');
            if (dot < 0) {
                expected.add(key);
            } else {
                Plural.in(language).forEach(form -> expected.add(key.substring(0, dot) + form.suffix()));
            }
        }
        assertThat(new TreeSet<>(properties(language).stringPropertyNames())).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void every_text_has_the_placeholders_that_the_english_one_has(String language) {
        Properties english = properties("en");
        Properties theirs = properties(language);
        for (String key : theirs.stringPropertyNames()) {
            String root = key.replaceFirst("\\..*", ".other");
            Set<String> wanted = placeholders(english.getProperty(key.contains(".") ? root : key));
            Set<String> given = placeholders(theirs.getProperty(key));
            if (key.contains(".")) { // "one minute" may be said without a number
                wanted.remove("{count}");
                given.remove("{count}");
            }
            assertThat(given).as(language + " " + key).isEqualTo(wanted);
            assertThat(theirs.getProperty(key)).as(language + " " + key).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void no_key_stands_twice(String language) throws IOException {
        Path file = Path.of("src/main/resources/org/broadsheet/render", file(language));
        assertThat(Files.readAllLines(file).stream()
                        .filter(line -> line.matches("[^#]+=.*"))
                        .map(line -> line.substring(0, line.indexOf('='))))
                .hasSizeGreaterThan(80)
                .doesNotHaveDuplicates();
    }

    // Imprimerie nationale, "Lexique des règles typographiques": a narrow space before ; ! ? and a whole one before :
    // and in « ».
    @Test
    void french_signs_keep_their_distance_and_their_line() {
        Properties french = properties("fr");
        assertThat(french.values().stream().map(String::valueOf).filter(text -> text.matches("(?s).*[:;!?«].*")))
                .hasSizeGreaterThan(15)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContainPattern("(?<!\\u202f)[;!?]")
                        .doesNotContainPattern("(?<!\\u00a0)[:»]")
                        .doesNotContainPattern("«(?!\\u00a0)"));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void every_language_has_twelve_months(String language) {
        assertThat(properties(language).getProperty("months").split("\\|", -1)).hasSize(12);
        assertThat(properties(language).getProperty("months_short").split("\\|", -1))
                .hasSize(12);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void every_language_counts_with_forms_that_it_has(String language) {
        for (int n = 0; n < 1200; n++) {
            assertThat(Plural.in(language)).contains(Plural.of(language, n));
        }
    }

    // Unicode CLDR, "Language Plural Rules".
    @ParameterizedTest
    @CsvSource({
        "ar, 0, ZERO",
        "ar, 1, ONE",
        "ar, 2, TWO",
        "ar, 3, FEW",
        "ar, 10, FEW",
        "ar, 11, MANY",
        "ar, 99, MANY",
        "ar, 100, OTHER",
        "ar, 102, OTHER",
        "ar, 103, FEW",
        "ar, 111, MANY",
        "ar, 200, OTHER",
        "fr, 0, ONE",
        "fr, 1, ONE",
        "fr, 2, OTHER",
        "pt, 0, ONE",
        "de, 0, OTHER",
        "de, 1, ONE",
        "ja, 1, OTHER"
    })
    void forms_of_the_plural_are_those_of_the_language(String language, int number, Plural expected) {
        assertThat(Plural.of(language, number)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | 20 November 2025   | 10 to 13 November 2025      | 30 January 2026 to 2 February 2026         | Jan – 2 Feb 2026
            de | 20. November 2025  | 10. bis 13. November 2025   | 30. Januar 2026 bis 2. Februar 2026        | Jan. – 2. Feb. 2026
            fr | 20 novembre 2025   | du 10 au 13 novembre 2025   | du 30 janvier 2026 au 2 février 2026       | janv. – 2 févr. 2026
            es | 20 de noviembre de 2025 | del 10 al 13 de noviembre de 2025 | del 30 de enero de 2026 al 2 de febrero de 2026 | ene – 2 feb 2026
            pt | 20 de novembro de 2025  | de 10 a 13 de novembro de 2025    | de 30 de janeiro de 2026 a 2 de fevereiro de 2026 | jan. – 2 fev. 2026
            ja | 2025年11月20日       | 2025年11月10日～13日         | 2026年1月30日～2026年2月2日                 | 2026年1月～2月2日
            zh | 2025年11月20日       | 2025年11月10日至13日         | 2026年1月30日至2026年2月2日                 | 2026年1月至2月2日
            ar | 20 نوفمبر 2025     | من 10 إلى 13 نوفمبر 2025    | من 30 يناير 2026 إلى 2 فبراير 2026        | يناير – 2 فبراير 2026
            """)
    void dates_are_written_as_the_language_writes_them(
            String language, String day, String days, String across, String brief) {
        Words words = Words.of(Locale.forLanguageTag(language));
        LocalDate tenth = LocalDate.of(2025, 11, 10);
        assertThat(words.date(LocalDate.of(2025, 11, 20))).isEqualTo(day);
        assertThat(words.days(tenth, tenth.plusDays(3))).isEqualTo(days);
        assertThat(words.days(tenth, tenth)).isEqualTo(words.date(tenth));
        assertThat(words.days(LocalDate.of(2026, 1, 30), LocalDate.of(2026, 2, 2)))
                .isEqualTo(across);
        assertThat(words.month(LocalDate.of(2026, 1, 30), LocalDate.of(2026, 2, 2)))
                .isEqualTo(brief);
    }

    @Test
    void the_first_of_a_month_is_an_ordinal_in_french() {
        assertThat(Words.of(Locale.FRENCH).date(LocalDate.of(2026, 5, 1))).isEqualTo("1er mai 2026");
    }

    @ParameterizedTest
    @CsvSource({
        "Inés, Ana e Inés",
        "iñaki, Ana e iñaki",
        "Hilario, Ana e Hilario",
        "@ivan, Ana e @ivan",
        "Yves, Ana e Yves",
        "Yolanda, Ana y Yolanda",
        "Hiela, Ana y Hiela",
        "Ian, Ana y Ian",
        "Bo, Ana y Bo"
    })
    void spanish_joins_names_by_how_the_last_one_sounds(String last, String joined) {
        assertThat(Words.of(Locale.forLanguageTag("es")).join(List.of("Ana", last)))
                .isEqualTo(joined);
    }

    @Test
    void names_that_run_the_other_way_leave_what_stands_beside_them_where_it_is() {
        Words arabic = Words.of(Locale.forLanguageTag("ar"));
        assertThat(arabic.join(List.of("Ann", "ليلى", "Bo"))).isEqualTo("\u2068Ann\u2069، ليلى و\u2068Bo\u2069");
        assertThat(arabic.apart("5 نوفمبر 2025")).isEqualTo("5 نوفمبر 2025");
        assertThat(Words.of(Locale.ENGLISH).join(List.of("ליאה", "Bo"))).isEqualTo("\u2068ליאה\u2069 and Bo");
        assertThat(arabic.apart("a\u2069\u202Eb")).isEqualTo("\u2068ab\u2069");
    }

    @ParameterizedTest
    @CsvSource({
        "en-GB, en",
        "pt-BR, pt",
        "pt-PT, pt",
        "zh, zh",
        "zh-CN, zh",
        "zh-Hans-SG, zh",
        "zh-TW, ''",
        "zh-Hant, ''",
        "zh-Hans-TW, zh",
        "nl, ''",
        "und, ''"
    })
    void readers_get_words_that_they_read(String locale, String language) {
        assertThat(Words.spoken(Locale.forLanguageTag(locale)).orElse("")).isEqualTo(language);
    }

    @Test
    void a_value_cannot_bring_a_placeholder_of_its_own() {
        assertThat(Words.of(Locale.ENGLISH).say("why", Map.of("digest", "{digest} $1 \\")))
                .isEqualTo("You receive this because you subscribed to {digest} $1 \\.");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void an_edition_in_any_language_says_everything_in_it(String language) {
        List<String> english = List.of("Unsubscribe", "In this edition", "Read this on the web", "Release notes");
        for (String template : Sample.TEMPLATES) {
            Mailing mailing = Sample.everyBlock(template, "#466bb0", language);
            String html = org.jsoup.Jsoup.parse(mailing.html(Workspace.ada())).text();
            Words words = Words.of(Locale.forLanguageTag(language));
            assertThat(html).contains(words.say("unsubscribe"), words.date(LocalDate.of(2026, 1, 5)));
            assertThat(mailing.text(Workspace.ada())).contains(words.say("unsubscribe"), words.say("photo"));
            if (!language.equals("en")) {
                assertThat(html).doesNotContain(english);
                assertThat(mailing.text(Workspace.ada())).doesNotContain(english);
            }
            assertThat(html + mailing.text(Workspace.ada())).doesNotContainPattern("\\{[a-z]+\\}(?!\\})");
        }
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String file(String language) {
        return language.equals("en") ? "words.properties" : "words_" + language + ".properties";
    }

    private static Properties properties(String language) {
        String name = file(language);
        Properties properties = new Properties();
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(Words.class.getResourceAsStream(name)), StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
