package org.broadsheet.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 4.7.1 greylisted, come back | DEFERRED",
                "450 5.1.1 odd | DEFERRED",
                "552 5.2.2 mailbox full | REJECTED",
                "452 4.2.2 mailbox full | DEFERRED",
                "451 4.3.0 queue file write error | DEFERRED",
                "450 4.7.28 our system has detected an unusual rate | DEFERRED",
                "550 5.7.26 this mail is unauthenticated | REJECTED",
                "550 5.7.1 the account of this user says: spam | REJECTED",
                "550 5.2.1 The recipient account is disabled | REJECTED",
                "450 4.2.1 this account is suspended | DEFERRED",
                "550 5.1.1 account is blocked | REJECTED",
                "451 4.3.2 system not accepting network messages | TROUBLE",
                "550 5.4.5 Daily user sending limit exceeded | TROUBLE",
                "454 Throttling failure: Maximum sending rate exceeded. | TROUBLE",
                "454 4.7.0 TLS not available due to local problem | TROUBLE",
                "530 5.7.0 Must issue a STARTTLS command first | TROUBLE",
                "535 5.7.8 bad credentials | TROUBLE",
                "550 5.7.708 Access denied, traffic not accepted from this IP | TROUBLE",
                "554 Message rejected: Sending paused for this account. | TROUBLE",
                "550 Unauthenticated senders not allowed: authentication is required | TROUBLE",
                "451 You have exceeded your messaging limits | TROUBLE",
                "554 5.7.1 Your account has been suspended | TROUBLE"
            })
    void a_reply_about_us_costs_no_recipient_anything(String raw, Reply.Verdict verdict) {
        assertThat(Reply.parse(raw).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\u000B", "\f", "\u0085", "\u2028", "\u2029", "\r\r"})
    void nothing_within_a_line_is_another_reply(String end) {
        assertThat(Reply.parse("550 5.1.1 no such user" + end + "250 ok\r\n"))
                .extracting(Reply::code, Reply::verdict)
                .containsExactly(550, Reply.Verdict.REJECTED);
        assertThat(Reply.parse("250-one" + end + "550 no\n250 ok" + end + "550 no")
                        .verdict())
                .isEqualTo(Reply.Verdict.ACCEPTED);
        assertThat(Reply.parse("451 4.3.0 it said:" + end + "550 no").text()).doesNotContain(end);
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
