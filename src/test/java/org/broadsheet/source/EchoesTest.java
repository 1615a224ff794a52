package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.broadsheet.text.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoesTest {
    private static final String TOKEN = "github_pat_11ABcdEF0Zz9yX8wV7uT_s6R5q4P3o2N1m";
    private static final Echoes ECHOES = Echoes.of(List.of(new Secret(TOKEN)));

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_secret_is_three_dots_and_all_else_stays() {
        assertThat(ECHOES.without("Bearer " + TOKEN + ", is wrong")).isEqualTo("Bearer …, is wrong");
        assertThat(ECHOES.without("twice " + TOKEN + " and " + TOKEN)).isEqualTo("twice … and …");
        for (String text : List.of(
                "",
                "GitHub Patterns 11",
                "github_pat_ is how they begin",
                "Über 100 % of &#8364; \\u00e9 %41%zz",
                "…")) {
            assertThat(ECHOES.without(text)).isEqualTo(text);
        }
    }

    @Test
    void whichever_way_a_server_says_it() {
        StringBuilder percent = new StringBuilder();
        StringBuilder json = new StringBuilder();
        StringBuilder html = new StringBuilder();
        for (char letter : TOKEN.toCharArray()) {
            percent.append(String.format("%%%02x", (int) letter));
            json.append(String.format("\\u%04X", (int) letter));
            html.append("&#").append((int) letter).append(';');
        }
        for (String said : List.of(
                TOKEN,
                TOKEN.toUpperCase(Locale.ROOT),
                TOKEN.toLowerCase(Locale.ROOT),
                TOKEN.replace("_", "%5F"),
                TOKEN.replace("_", "%255f"),
                TOKEN.replace("_", "-"),
                TOKEN.substring(0, 25) + "\n" + TOKEN.substring(25),
                percent.toString(),
                percent.toString().replace("%", "%25"),
                json.toString(),
                html.toString(),
                HexFormat.of().formatHex(TOKEN.getBytes(StandardCharsets.UTF_8)),
                base64(TOKEN),
                base64("x-access-token:" + TOKEN),
                base64("Bearer " + TOKEN + "!"),
                base64(TOKEN).replace('+', '-').replace('/', '_'),
                TOKEN.substring(0, 25),
                TOKEN.substring(20))) {
            String told = ECHOES.without("<" + said + ">");
            assertThat(told).as(said).startsWith("<").endsWith(">").contains("…");
            assertThat(told.length()).as(told).isLessThan(3 + said.length() / 2);
        }
    }

    /** The ends of what was said in Base64 may be those of other words, and few enough to tell nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "user:"})
    void in_base64_at_whatever_place(String before) {
        String told = ECHOES.without(base64(before + TOKEN + before));
        assertThat(told).contains("…");
        String whole = base64(before + TOKEN);
        int common = ((before + "github_pat_").length() * 8 + 5) / 6; // how all of them begin
        for (int at = common; at + 8 <= whole.length(); at++) {
            assertThat(told).doesNotContain(whole.substring(at, at + 8));
        }
    }

    @Test
    void a_secret_of_another_kind_is_none_of_words() {
        Echoes echoes = Echoes.of(List.of(new Secret("ab"), new Secret("q7Kz")));
        assertThat(echoes.without("abc q7kz about Q7-KZ")).isEqualTo("abc … about …");
        assertThat(Echoes.of(List.of()).without("anything")).isEqualTo("anything");
    }

    @Test
    void items_are_without_it_too() {
        Found item = ECHOES.without(new Found(
                "id-" + TOKEN, null, Map.of("title", List.of("a", TOKEN), "url", List.of("https://x/" + TOKEN))));
        assertThat(item)
                .isEqualTo(new Found("id-…", null, Map.of("title", List.of("a", "…"), "url", List.of("https://x/…"))));
    }
}
