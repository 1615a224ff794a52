package org.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.broadsheet.web.RawMessage.Field;
import org.junit.jupiter.api.Test;

class RawMessageTest {
    @Test
    void folded_fields_stay_together_and_the_body_is_no_field() {
        RawMessage message = raw("From: A <a@one.example>\r\nSubject: one\r\n two\r\n\tthree\r\n\r\nTo: nobody\r\n");

        assertThat(message.fields())
                .containsExactly(new Field("From", "A <a@one.example>"), new Field("Subject", "one\n two\n\tthree"));
    }

    @Test
    void the_inside_of_a_picture_is_left_out_and_that_is_said() {
        String line = "iVBOR".repeat(15) + "A";
        String text =
                raw("A: b\r\n\r\n" + (line + "\r\n").repeat(1203) + "--end\r\n").text();

        assertThat(text.lines().filter(line::equals).count()).isEqualTo(3);
        assertThat(text).contains("[1,200 lines of base64 are left out here]", "--end");
    }

    @Test
    void short_runs_are_shown_whole() {
        String line = "iVBOR".repeat(15) + "A";
        String message = "A: b\r\n\r\n" + (line + "\r\n").repeat(3) + "the end";
        assertThat(raw(message).text()).isEqualTo(message.replace("\r\n", "\n") + "\n");
    }

    @Test
    void what_is_no_message_is_text() {
        assertThat(raw("").fields()).isEmpty();
        assertThat(raw(" folded from nothing\r\n:\r\n").fields()).isEmpty();
    }

    private static RawMessage raw(String text) {
        return new RawMessage(text.getBytes(StandardCharsets.UTF_8));
    }
}
