package org.broadsheet.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CharactersTest {
    @Test
    void what_hides_or_reorders_is_taken_out_and_joiners_stay_inside() {
        assertThat(Characters.withoutHidden("\ufeffAda")).isEqualTo("Ada");
        assertThat(Characters.withoutHidden("A\u202edA\u202c \u2066b\u2069")).isEqualTo("AdA b");
        assertThat(Characters.withoutHidden("\u200bA\u2060da\ufeff ")).isEqualTo("Ada");
        assertThat(Characters.withoutHidden("\u200dم\u200cی\u200d")).isEqualTo("م\u200cی");
        assertThat(Characters.withoutHidden("👩\u200d💻 \u200fعلي")).isEqualTo("👩\u200d💻 \u200fعلي");
        assertThat(Characters.withoutHidden("\u202e\u200d\ufeff")).isEmpty();
    }

    @Test
    void a_problem_is_one_line_whatever_it_speaks_of() {
        Problem problem = Problem.error(
                "bad-link", new Position("a\nb.md", 1, 2), "'https://x\r\n\ty' \u001b[31m\u2028\u202e", "give\nit");
        assertThat(problem.toString())
                .isEqualTo(
                        "a\\nb.md:1:2: error: 'https://x\\r\\n\\ty' \\u001b[31m\\u2028\\u202e; give\\nit [bad-link]");
        assertThat(Problem.warning("r", new Position("a", 1, 1), "Zażółć 漢字 👩\u200d💻", "")
                        .message())
                .isEqualTo("Zażółć 漢字 👩\u200d💻");
    }
}
