package org.broadsheet.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {
    @ParameterizedTest
    @CsvSource({
        "anna@bücher.example, xn--bcher-kva.example",
        "anna@BÜCHER.example, xn--bcher-kva.example",
        "anna@xn--strae-oqa.example, xn--strae-oqa.example",
        "straße@books.example, books.example",
        "anna@παράδειγμα.example, xn--hxajbheg2az3al.example"
    })
    void a_domain_has_an_ascii_form(String address, String domain) {
        assertThat(MailAddress.of(address, "").orElseThrow().asciiDomain()).isEqualTo(domain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "an\u2028na@books.example",
                "an\u2029na@books.example",
                "an\u0085na@books.example",
                "an\u00a0na@books.example",
                "an\u3000na@books.example",
                "an\u00adna@books.example",
                "an\ue000na@books.example",
                "an\ufffena@books.example",
                "an\ufdd0na@books.example",
                "anna@bo\u2028oks.example"
            })
    void one_with_a_character_that_nobody_sees_is_refused(String address) {
        assertThat(MailAddress.of(address, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"用户@例え.example", "анна@books.example", "ännä@books.example", "مثال@books.example"})
    void letters_of_all_the_world_are_taken(String address) {
        assertThat(MailAddress.of(address, "")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna@straße.example", "anna@STRAẞE.example", "anna@βόλος.example"})
    void one_that_would_become_somebody_elses_domain_is_refused(String address) {
        assertThat(MailAddress.of(address, "")).isEmpty();
    }
}
