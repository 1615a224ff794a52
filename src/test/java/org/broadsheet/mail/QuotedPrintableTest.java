package org.broadsheet.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuotedPrintableTest {
    @Test
    void pieces_put_together_decode_to_the_texts_put_together() throws Exception {
        Random random = new Random(20251120);
        for (int round = 0; round < 2000; round++) {
            List<String> pieces = new ArrayList<>();
            ByteArrayOutputStream encoded = new ByteArrayOutputStream();
            for (int i = random.nextInt(6); i >= 0; i--) {
                String piece = text(random);
                pieces.add(piece);
                encoded.writeBytes(QuotedPrintable.encode(piece));
            }
            String whole = String.join("", pieces).replace("\n", "\r\n");
            assertThat(decode(encoded.toByteArray())).isEqualTo(whole);
        }
    }

    @Test
    void no_line_is_longer_than_76_characters_or_ends_in_white_space() {
        Random random = new Random(7);
        for (int round = 0; round < 1000; round++) {
            String encoded = ascii(QuotedPrintable.encode(text(random) + text(random)));
            assertThat(encoded.split("\r\n", -1))
                    .allSatisfy(line ->
                            assertThat(line).hasSizeLessThanOrEqualTo(76).matches("([!-~]|[ \t](?=.))*"));
        }
    }

    @Test
    void every_piece_begins_and_ends_at_the_start_of_a_line() {
        assertThat(ascii(QuotedPrintable.encode("no line feed"))).isEqualTo("no line feed=\r\n");
        assertThat(ascii(QuotedPrintable.encode("one\n"))).isEqualTo("one\r\n");
        assertThat(ascii(QuotedPrintable.encode(""))).isEmpty();
    }

    @Test
    void no_character_is_spread_over_two_lines() throws Exception {
        String smileys = "😀".repeat(40);
        for (String line : ascii(QuotedPrintable.encode(smileys)).split("=\r\n")) {
            assertThat(decode(line.getBytes(StandardCharsets.US_ASCII)))
                    .doesNotContain("\ufffd")
                    .matches("(😀)+");
        }
    }

    @Test
    void white_space_before_a_line_break_survives() {
        assertThat(ascii(QuotedPrintable.encode("a \nb\t\n"))).isEqualTo("a=20\r\nb=09\r\n");
    }

    @Test
    void a_line_that_relays_would_alter_is_disguised() {
        assertThat(ascii(QuotedPrintable.encode(".\nFrom me\n..x\n"))).isEqualTo("=2E\r\n=46rom me\r\n=2E.x\r\n");
        assertThat(ascii(QuotedPrintable.encode("x".repeat(75) + "...\n" + "x".repeat(75) + "From\n")))
                .as("behind a soft line break")
                .contains("=\r\n=2E..", "=\r\n=46rom");
    }

    @Test
    void half_a_character_becomes_the_replacement_character() throws Exception {
        assertThat(decode(QuotedPrintable.encode("a\ud83d!"))).isEqualTo("a\ufffd!");
    }

    static String text(Random random) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(10) == 0 ? 400 : 60); i > 0; i--) {
            switch (random.nextInt(9)) {
                case 0 -> out.append('\n');
                case 1 -> out.append(' ');
                case 2 -> out.append(" .={}\t<From".charAt(random.nextInt(11)));
                case 3 -> out.append("{{");
                case 4 -> out.appendCodePoint(codePoint(random));
                default -> out.append((char) ('a' + random.nextInt(26)));
            }
        }
        return out.toString();
    }

    private static int codePoint(Random random) {
        int c = 0x80 + random.nextInt(0x1ffff);
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0x1f600 : c;
    }

    private static String decode(byte[] encoded) throws MessagingException, IOException {
        try (var in = MimeUtility.decode(new ByteArrayInputStream(encoded), "quoted-printable")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
