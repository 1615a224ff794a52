package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.broadsheet.store.Keys;
import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnsubscribeTokensTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @RegisterExtension
    final TestDatabase elsewhere = TestDatabase.h2();

    private UnsubscribeTokens tokens;

    @BeforeEach
    void wire() {
        tokens = new UnsubscribeTokens(new Keys(database.get()));
    }

    @Test
    void a_token_names_its_subscription_again() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            SubscriptionRef ref = new SubscriptionRef(random.nextLong(), random.nextLong());
            assertThat(tokens.parse(tokens.token(ref))).contains(ref);
        }
    }

    @Test
    void a_token_is_the_same_tomorrow_and_in_another_process() {
        SubscriptionRef ref = new SubscriptionRef(7, 1);

        assertThat(new UnsubscribeTokens(new Keys(database.get())).token(ref)).isEqualTo(tokens.token(ref));
    }

    @Test
    void a_token_fits_a_url_as_it_is() {
        assertThat(tokens.token(new SubscriptionRef(7, 1))).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void any_other_character_at_any_place_is_refused() {
        String token = tokens.token(new SubscriptionRef(42, 3));
        for (int at = 0; at < token.length(); at++) {
            for (char other : ALPHABET.toCharArray()) {
                if (other != token.charAt(at)) {
                    String forged = token.substring(0, at) + other + token.substring(at + 1);
                    assertThat(tokens.parse(forged)).as(forged).isEmpty();
                }
            }
        }
    }

    @Test
    void what_is_no_token_is_refused() {
        String token = tokens.token(new SubscriptionRef(42, 3));
        for (String other : new String[] {
            "",
            "x",
            token + "=",
            token + "A",
            token.substring(1),
            " " + token,
            "%",
            "42",
            "A".repeat(43),
            "é".repeat(43)
        }) {
            assertThat(tokens.parse(other)).as(other).isEmpty();
        }
    }

    @Test
    void a_token_of_another_workspace_is_refused() {
        UnsubscribeTokens others = new UnsubscribeTokens(new Keys(elsewhere.get()));

        assertThat(tokens.parse(others.token(new SubscriptionRef(42, 3)))).isEmpty();
    }

    @Test
    void neighbours_share_no_readable_structure() {
        Set<String> pieces = new HashSet<>();
        int tokensMade = 2000;
        for (int i = 0; i < tokensMade; i++) {
            String token = tokens.token(new SubscriptionRef(i, 1));
            pieces.add(token.substring(0, 10));
            pieces.add(token.substring(22, 32));
        }

        assertThat(pieces).hasSize(2 * tokensMade);
    }

    @Test
    void the_two_numbers_are_not_interchangeable() {
        assertThat(tokens.token(new SubscriptionRef(1, 2))).isNotEqualTo(tokens.token(new SubscriptionRef(2, 1)));
    }
}
