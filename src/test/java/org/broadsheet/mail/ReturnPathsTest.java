package org.broadsheet.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReturnPathsTest {
    private static final MailAddress FROM = new MailAddress("news@example.org", "News");
    private static final MailAddress BOUNCES = new MailAddress("bounces@bücher.example", "");
    private static final ReturnPaths PATHS = paths(BOUNCES, 1);

    private static ReturnPaths paths(MailAddress address, int key) {
        byte[] secret = new byte[32];
        secret[0] = (byte) key;
        return new ReturnPaths(new BounceSettings(address, true), secret);
    }

    private static String path(long edition, long subscriber) {
        return PATHS.sender(FROM, new ReturnPaths.Ref(edition, subscriber));
    }

    @Test
    void a_return_path_names_its_delivery() {
        Random random = new Random(5321);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 3000; i++) {
            ReturnPaths.Ref ref = new ReturnPaths.Ref(
                    random.nextLong() >>> (1 + random.nextInt(63)), random.nextLong() >>> (1 + random.nextInt(63)));
            String path = PATHS.sender(FROM, ref);
            assertThat(path).matches("bounces\\+[a-z2-7]{16,45}@xn--bcher-kva\\.example");
            assertThat(PATHS.parse(path)).contains(ref);
            assertThat(PATHS.sender(FROM, ref)).isEqualTo(path);
            seen.add(path);
        }
        assertThat(seen).hasSizeGreaterThan(2500);
    }

    @Test
    void the_greatest_numbers_fit_a_local_part_and_the_least_are_short() {
        MailAddress longest = new MailAddress("x".repeat(ReturnPaths.LONGEST_LOCAL) + "@example.org", "");
        for (long number : new long[] {0, 1, 127, 128, Integer.MAX_VALUE, Long.MAX_VALUE}) {
            ReturnPaths.Ref ref = new ReturnPaths.Ref(number, Long.MAX_VALUE);
            String path = paths(longest, 1).sender(FROM, ref);
            assertThat(path.indexOf('@')).isLessThanOrEqualTo(64);
            assertThat(paths(longest, 1).parse(path)).contains(ref);
        }
        assertThat(path(1, 1)).hasSize("bounces+1234567890123456@xn--bcher-kva.example".length());
        MailAddress longer = new MailAddress("x" + longest.address(), "");
        assertThatThrownBy(() -> new BounceSettings(longer, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReturnPaths.Ref(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void case_does_not_count_and_the_domain_may_have_been_rewritten() {
        String path = path(7, 12345);
        assertThat(PATHS.parse(path.toUpperCase(Locale.ROOT))).contains(new ReturnPaths.Ref(7, 12345));
        assertThat(PATHS.parse(path.replace("@xn--bcher-kva.example", "@relay.example")))
                .contains(new ReturnPaths.Ref(7, 12345));
    }

    @Test
    void what_was_altered_anywhere_is_not_ours() {
        String path = path(7, 12345);
        int first = path.indexOf('+') + 1;
        int end = path.indexOf('@');
        for (int i = first; i < end; i++) {
            for (char other : "abcdefghijklmnopqrstuvwxyz234567018-+".toCharArray()) {
                String altered = path.substring(0, i) + other + path.substring(i + 1);
                if (!altered.equals(path)) {
                    assertThat(PATHS.parse(altered)).as(altered).isEmpty();
                }
            }
            assertThat(PATHS.parse(path.substring(0, i) + path.substring(end))).isEmpty();
            assertThat(PATHS.parse(path.substring(0, i) + path.substring(i + 1)))
                    .isEmpty();
        }
    }

    @Test
    void what_others_made_is_not_ours() {
        String theirs = paths(BOUNCES, 2).sender(FROM, new ReturnPaths.Ref(7, 12345));
        assertThat(PATHS.parse(theirs)).isEmpty();
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(30)];
            random.nextBytes(bytes);
            assertThat(PATHS.parse("bounces+" + Base32.encode(bytes) + "@x.example"))
                    .isEmpty();
        }
        for (String odd : List.of(
                "", "@", "+", "+@", "bounces@x.example", "no token", "a+b@c", "é+ü@x", "+" + "a".repeat(100_000))) {
            assertThat(PATHS.parse(odd)).isEmpty();
        }
    }

    @Test
    void numbers_that_follow_each_other_do_not_show() {
        String one = path(7, 100);
        String next = path(7, 101);
        int same = 0;
        for (int i = one.indexOf('+') + 1; i < one.indexOf('@'); i++) {
            same += one.charAt(i) == next.charAt(i) ? 1 : 0;
        }
        assertThat(same).isLessThan(6);
    }

    @Test
    void without_verp_mail_returns_to_the_address_or_to_the_sender() {
        ReturnPaths.Ref ref = new ReturnPaths.Ref(1, 2);
        assertThat(new ReturnPaths(new BounceSettings(BOUNCES, false), new byte[32]).sender(FROM, ref))
                .isEqualTo("bounces@xn--bcher-kva.example");
        assertThat(new ReturnPaths(BounceSettings.DEFAULT, new byte[32]).sender(FROM, ref))
                .isEqualTo("news@example.org");
        assertThat(PATHS.sender(FROM)).as("of no edition").isEqualTo("bounces@xn--bcher-kva.example");
    }

    @Test
    void base32_is_that_of_rfc_4648() {
        assertThat(Base32.encode("foobar".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEqualTo("mzxw6ytboi");
        assertThat(Base32.encode("f".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEqualTo("my");
        assertThat(Base32.decode("MZXW6YTBOI"))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("foobar"));
        assertThat(Base32.decode("mz")).as("bits that nothing stands for").isEmpty();
        assertThat(Base32.decode("m")).isEmpty();
    }
}
