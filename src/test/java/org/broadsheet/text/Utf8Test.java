package org.broadsheet.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8Test {
    private final Problems problems = new Problems();

    @Test
    void a_byte_order_mark_is_dropped() {
        byte[] bytes = "\ufeffé".getBytes(StandardCharsets.UTF_8);
        assertThat(Utf8.decode("a", bytes, 100, problems)).contains("é");
    }

    @Test
    void the_first_wrong_byte_is_named_with_its_place() {
        byte[] latin = "one\ntwé".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Utf8.decode("a", latin, 100, problems)).isEmpty();
        assertThat(problems.list())
                .extracting(Problem::toString)
                .containsExactly("a:2:3: error: the file is not UTF-8 here; save it as UTF-8 [not-utf-8]");
    }

    @Test
    void utf_16_half_a_character_and_too_much_are_refused() {
        assertThat(Utf8.decode("a", "text".getBytes(StandardCharsets.UTF_16), 100, problems))
                .isEmpty();
        assertThat(Utf8.decode("b", new byte[] {'x', (byte) 0xe2, (byte) 0x82}, 100, problems))
                .isEmpty();
        assertThat(Utf8.decode("c", new byte[101], 100, problems)).isEmpty();
        assertThat(problems.list()).extracting(Problem::rule).containsExactly("not-utf-8", "not-utf-8", "too-large");
    }
}
