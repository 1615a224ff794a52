package org.broadsheet.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Test
    void a_slip_of_the_fingers_is_recognised() {
        assertThat(Nearest.of("tempalte", List.of("title", "template"))).contains("template");
        assertThat(Nearest.of("Title", List.of("title"))).contains("title");
        assertThat(Nearest.of("replyTo", List.of("reply-to"))).contains("reply-to");
        assertThat(Nearest.of("smpt", List.of("smtp"))).contains("smtp");
    }

    @Test
    void another_word_is_not_a_slip() {
        assertThat(Nearest.of("tags", List.of("name", "list", "from", "date"))).isEmpty();
        assertThat(Nearest.of("", List.of("ab"))).isEmpty();
        assertThat(Nearest.of("x".repeat(10_000), List.of("template"))).isEmpty();
    }

    @Test
    void a_hint_names_all_when_none_is_near() {
        assertThat(Nearest.hint("colour", List.of("url", "smtp"))).isEqualTo("known here: url, smtp");
    }
}
