package org.broadsheet.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTest {
    @ParameterizedTest
    @CsvSource({
        "250 2.0.0 Ok: queued as 4B2, 250, 2.0.0, Ok: queued as 4B2, ACCEPTED",
        "250, 250, , '', ACCEPTED",
        "450 4.2.1 mailbox busy, 450, 4.2.1, mailbox busy, DEFERRED",
        "452 too many recipients, 452, , too many recipients, DEFERRED",
        "550 5.1.1 <x@y>: no such user, 550, 5.1.1, <x@y>: no such user, REJECTED",
        "554-5.7.1 spam, 554, 5.7.1, spam, REJECTED",
        "421 4.3.2 closing, 421, 4.3.2, closing, TROUBLE",
        "354 go on, 354, , go on, TROUBLE",
        "nonsense, 0, , nonsense, TROUBLE",
        "'', 0, , '', TROUBLE"
    })
    void a_reply_is_read(String raw, int code, String status, String text, Reply.Verdict verdict) {
        Reply reply = Reply.parse(raw);
        assertThat(reply).isEqualTo(new Reply(code, status, text));
        assertThat(reply.verdict()).isEqualTo(verdict);
    }

    @Test
    void several_lines_become_one_with_the_status_once() {
        assertThat(Reply.parse("550-5.7.26 This mail is not\r\n550-5.7.26 authenticated.\r\n550 5.7.26 Bye"))
                .isEqualTo(new Reply(550, "5.7.26", "This mail is not authenticated. Bye"));
    }

    @Test
    void whatever_a_server_says_fits_into_the_ledger() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            StringBuilder raw = new StringBuilder(i % 2 == 0 ? "550 " : "");
            random.ints(random.nextInt(3000), 0, 0x2000).forEach(raw::appendCodePoint);
            Reply reply = Reply.parse(raw.toString());
            assertThat(reply.text()).hasSizeLessThanOrEqualTo(Reply.LONGEST).doesNotContainPattern("\\p{Cntrl}");
        }
    }
}
