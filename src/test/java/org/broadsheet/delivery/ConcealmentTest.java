package org.broadsheet.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcealmentTest {
    private final Concealment concealment = Concealment.of("hunter2Geheim!", "news");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2Geheim!",
                "\0news\0hunter2Geheim!",
                "user=news\u0001auth=Bearer hunter2Geheim!\u0001\u0001"
            })
    void what_was_said_at_the_login_is_not_repeated(String said) {
        String encoded = Base64.getEncoder().encodeToString(said.getBytes(StandardCharsets.UTF_8));
        assertThat(concealment.in("535 5.7.8 no: AUTH PLAIN " + encoded + " user=news password=hunter2Geheim!"))
                .isEqualTo("535 5.7.8 no: AUTH PLAIN ••• user=news password=•••");
        assertThat(concealment.in("535 no: " + encoded.replace("=", ""))).isEqualTo("535 no: •••");
    }

    @Test
    void without_a_password_nothing_is_taken_out() {
        assertThat(Concealment.of(null, null).in("535 no")).isEqualTo("535 no");
        assertThat(Concealment.of("", "news").in("535 no")).isEqualTo("535 no");
    }
}
