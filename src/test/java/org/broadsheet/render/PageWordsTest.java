package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PageWordsTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]*\\}");

    static Set<String> languages() {
        return Words.LANGUAGES;
    }

    @ParameterizedTest
    @MethodSource("languages")
    void every_language_says_all_that_there_is_with_the_same_placeholders(String language) {
        Map<String, String> english = PageWords.of(List.of("en")).all(Map.of());
        Map<String, String> theirs = PageWords.of(List.of(language)).all(Map.of());

        assertThat(theirs.keySet()).isEqualTo(english.keySet());
        theirs.forEach((key, text) -> {
            assertThat(text).as(language + " " + key).isNotBlank();
            assertThat(placeholders(text))
                    .as(language + " " + key)
                    .isEqualTo(placeholders(english.getOrDefault(key, "")));
            assertThat(language.equals("en")
                            || key.equals("embed_code")
                            || !text.equals(english.get(key))
                            || text.length() < 9)
                    .as(language + " " + key + " is not English")
                    .isTrue();
        });
    }

    // Imprimerie nationale, "Lexique des règles typographiques"
    @Test
    void french_signs_keep_their_distance_and_their_line() {
        assertThat(PageWords.of(List.of("fr")).all(Map.of()).values())
                .allSatisfy(text -> assertThat(text)
                        .doesNotContainPattern("(?<!\\u202f)[;!?]")
                        .doesNotContainPattern("(?<!\\u00a0)[:»]")
                        .doesNotContainPattern("«(?!\\u00a0)"));
    }

    @ParameterizedTest
    @CsvSource({
        "de-AT, de, ltr",
        "ar, ar, rtl",
        "zh-CN, zh-Hans, ltr",
        "zh-TW, en, ltr",
        "tlh, en, ltr",
        "'<script>', en, ltr"
    })
    void the_language_is_one_that_there_are_words_for(String wanted, String tag, String dir) {
        PageWords words = PageWords.of(List.of(wanted));

        assertThat(words.tag()).isEqualTo(tag);
        assertThat(words.dir()).isEqualTo(dir);
        assertThat(PageWords.has(wanted)).isEqualTo(!tag.equals("en"));
    }

    @Test
    void the_first_language_with_words_is_taken() {
        assertThat(PageWords.of(List.of("fi", "ja", "de")).tag()).isEqualTo("ja");
        assertThat(PageWords.languages()).hasSize(Words.LANGUAGES.size()).containsEntry("de", "Deutsch");
    }

    @Test
    void a_fact_is_text_and_never_a_placeholder() {
        assertThat(PageWords.of(List.of("en"))
                        .say("subscribe_title", Map.of("list", "{brand}\n$1\u202e x", "brand", "B")))
                .isEqualTo("Subscribe to {brand} $1 x");
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
