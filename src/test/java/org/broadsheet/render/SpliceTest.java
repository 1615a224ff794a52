package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever stands on either side of a splice, the message is legal and says what it should. */
class SpliceTest {
    private static final List<String> PROSE = List.of(
            "{{subscriber.first_name|there}}",
            "{{subscriber.name|you}}",
            "{{subscriber.address}}",
            "[a link](https://a.example/?to={{subscriber.address}})",
            ".",
            "..",
            "=",
            "=3D",
            "From here",
            "word",
            " ",
            "  \n",
            "\n\n",
            "\n\n.\n\n",
            "\u5b57",
            "\ud83d\ude00",
            "e\u0301",
            "w".repeat(75),
            "long".repeat(300),
            "\n\n```\n.\n..x\n\tFrom x \n```\n\n");

    private static final List<String> VALUES = List.of(
            ".",
            "..",
            "From ",
            "=",
            "=\r\n",
            "\r\n.\r\n",
            "\n",
            "\t",
            " ",
            "\u5b57",
            "\ud83d\ude00",
            "\ud83d",
            "\u202e",
            "<b>",
            "\"",
            "&amp;",
            "{{x}}",
            "v".repeat(80),
            "\u00e9".repeat(40),
            "\0",
            "\u2028");

    @Test
    void messages_are_legal_at_every_splice() throws Exception {
        Random random = new Random(2045);
        for (int round = 0; round < 60; round++) {
            Mailing mailing = new Workspace()
                    .render("For {{subscriber.name|you}}: {{subscriber.first_name|hello}}", body(random));
            for (int reader = 0; reader < 6; reader++) {
                Recipient recipient =
                        Workspace.recipient(some(random, VALUES, 12), some(random, VALUES, 12), optedOut(random));
                check(mailing, recipient);
            }
        }
    }

    private static String body(Random random) {
        return "Opening " + some(random, PROSE, 25) + "\n\n## Events {topic=events}\n\nx " + some(random, PROSE, 25)
                + "\n\n## All\n\nx " + some(random, PROSE, 25) + "\n\n## Releases {topic=releases}\n\nx "
                + some(random, PROSE, 25) + "\n";
    }

    private static String some(Random random, List<String> pieces, int most) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(most); i > 0; i--) {
            out.append(pieces.get(random.nextInt(pieces.size())));
        }
        return out.toString();
    }

    private static Set<String> optedOut(Random random) {
        Set<String> topics = new HashSet<>(List.of("events", "releases"));
        topics.removeIf(topic -> random.nextBoolean());
        return topics;
    }

    private static void check(Mailing mailing, Recipient recipient) throws Exception {
        byte[] bytes = mailing.message(recipient);
        String raw = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(raw.replace("\r\n", "")).matches("[\\t\\x20-\\x7e]*");
        assertThat(raw.split("\r\n"))
                .allSatisfy(line -> assertThat(line)
                        .hasSizeLessThanOrEqualTo(78)
                        .doesNotStartWith(".")
                        .doesNotStartWith("From "));
        MimeMessage message = MailingTest.parsed(bytes);
        assertThat(message.getAllHeaders().asIterator()).toIterable().hasSize(14);
        MimeMultipart parts = (MimeMultipart) message.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(text(parts.getBodyPart(0))).isEqualTo(mailing.text(recipient));
        assertThat(text(parts.getBodyPart(1))).isEqualTo(mailing.html(recipient));
    }

    private static String text(BodyPart part) throws Exception {
        return ((String) part.getContent()).replace("\r\n", "\n");
    }
}
