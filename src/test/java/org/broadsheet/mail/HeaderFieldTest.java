package org.broadsheet.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderFieldTest {
    private static final List<String> HOSTILE = List.of(
            "x\r\nBcc: victim@example.org",
            "x\nBcc: victim@example.org",
            "x\rBcc: victim@example.org",
            "x\u0085Bcc: victim@example.org",
            "x\u2028Bcc: victim@example.org",
            "x\r\n\r\n<script>",
            "x\0y",
            "\r\n",
            "a ".repeat(20_000),
            "=?UTF-8?Q?x=0D=0ABcc:_victim@example.org?=");

    @Test
    void no_value_makes_a_second_field() {
        for (String value : HOSTILE) {
            assertOneField(HeaderField.text("Subject", value));
            assertOneField(HeaderField.addresses("To", List.of(address("a@b.example", value))));
            assertOneField(HeaderField.phrase("List-Id", value, "list.example.org"));
            if (HeaderField.hasRoomFor("https://b.example/" + value)) {
                assertOneField(HeaderField.url("List-Unsubscribe", "https://b.example/" + value));
            }
        }
    }

    @Test
    void a_structured_value_with_a_line_break_is_refused() {
        assertThatThrownBy(() -> HeaderField.structured("X", "a\r\nBcc: b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HeaderField.id("Message-ID", "a@b>\r\nBcc: x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HeaderField.text("X:\r\nBcc", "a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void text_of_any_script_and_length_arrives_in_lines_of_at_most_78() throws Exception {
        Random random = new Random(3);
        for (int round = 0; round < 1500; round++) {
            String value = QuotedPrintableTest.text(random)
                    .replaceAll("[\\p{javaWhitespace}\\p{Cc}]+", " ")
                    .replaceAll("[\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\u200b-\\u200d\\u2060\\u180e]", "")
                    .replaceAll(" +", " ")
                    .strip();
            String field = HeaderField.text("Subject", value);
            assertShort(field);
            assertThat(MimeUtility.decodeText(unfolded(field))).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada Lovelace",
                "Lovelace, Ada",
                "\"Ada\" \\ L.",
                "Ada (the first)",
                "José Ñandú",
                "山田太郎",
                "Влади́мир",
                "محمد علي",
                "🦆 duck",
                "a@b.example",
                "=?UTF-8?Q?trick?=",
                "A very long name that goes on and on with an Ordinary Succession of Words and, for good measure, commas"
            })
    void names_of_any_script_arrive(String name) throws Exception {
        String field = HeaderField.addresses("To", List.of(address("ada@reader.example", name)));
        assertShort(field);
        InternetAddress[] parsed = InternetAddress.parseHeader(unfolded(field), true);
        assertThat(parsed).hasSize(1);
        assertThat(parsed[0].getAddress()).isEqualTo("ada@reader.example");
        assertThat(parsed[0].getPersonal()).isEqualTo(name);
    }

    @Test
    void an_endless_name_is_folded() throws Exception {
        String field = HeaderField.addresses("To", List.of(address("a@b.example", "字".repeat(3000))));
        assertShort(field);
        assertThat(InternetAddress.parseHeader(unfolded(field), true)[0].getPersonal())
                .isEqualTo("字".repeat(3000));
    }

    @Test
    void what_fits_no_line_is_refused() {
        String longest = "https://b.example/" + "a".repeat(880);
        assertThat(HeaderField.hasRoomFor(longest)).isTrue();
        assertThat(HeaderField.url("List-Unsubscribe-Post", longest)).hasSizeLessThanOrEqualTo(1000);
        assertThat(HeaderField.hasRoomFor(longest + "aaa")).isFalse();
        assertThat(HeaderField.hasRoomFor("https://b.example/" + "\u5b57".repeat(120)))
                .isFalse();
        assertThatThrownBy(() -> HeaderField.url("List-Archive", longest + "a".repeat(120)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HeaderField.id("Message-ID", "a".repeat(1000)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void several_addresses_stay_several() throws Exception {
        String field = HeaderField.addresses(
                "Reply-To",
                List.of(address("a@b.example", "Ä, B"), address("c@d.example", ""), address("e@f.example", "E")));
        assertThat(InternetAddress.parseHeader(unfolded(field), true))
                .extracting(InternetAddress::getAddress)
                .containsExactly("a@b.example", "c@d.example", "e@f.example");
    }

    @Test
    void a_domain_in_another_script_is_written_in_ascii() {
        assertThat(HeaderField.addresses("To", List.of(address("a@bücher.example", ""))))
                .isEqualTo("To: a@xn--bcher-kva.example\r\n");
    }

    @Test
    void characters_that_reorder_text_are_taken_out() {
        assertThat(HeaderField.text("Subject", "invoice\u202Egnp.exe")).isEqualTo("Subject: invoicegnp.exe\r\n");
    }

    @Test
    void an_identifier_of_a_list_follows_its_name() {
        assertThat(HeaderField.phrase("List-Id", "Istio Recap", "community.istio.example"))
                .isEqualTo("List-Id: Istio Recap <community.istio.example>\r\n");
    }

    private static void assertOneField(String field) {
        assertThat(field).endsWith("\r\n");
        String inner = field.substring(0, field.length() - 2);
        assertThat(inner.replace("\r\n ", "")).matches("[\\x20-\\x7e]*");
    }

    private static void assertShort(String field) {
        assertOneField(field);
        assertThat(field.split("\r\n")).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
        assertThat(field.split("\r\n")).noneMatch(String::isBlank);
    }

    private static String unfolded(String field) {
        return field.substring(field.indexOf(':') + 1).replace("\r\n ", " ").strip();
    }

    private static MailAddress address(String address, String name) {
        return new MailAddress(address, name);
    }
}
