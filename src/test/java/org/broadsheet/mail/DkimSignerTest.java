package org.broadsheet.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DkimSignerTest {
    private static final DkimKey RSA = DkimKey.generate("example.org", "s1", DkimKey.Type.RSA, 1024);
    private static final DkimKey ED25519 = DkimKey.generate("example.org", "e1", DkimKey.Type.ED25519, 0);
    private static final DkimVerifier VERIFIER = new DkimVerifier(RSA, ED25519);

    private static final String HEADER = """
            Date: Thu, 20 Nov 2025 09:00:00 +0000
            Message-ID: <1@example.org>
            From: News <news@example.org>
            To: Ada <ada@reader.example>
            Subject: Hello
            List-Id: News <news.example.org>
            MIME-Version: 1.0
            Content-Type: text/plain
            """;

    private static byte[] message(String header, String body) {
        String text = (header.replace("\n", "\r\n") + "\r\n" + body);
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static DkimSigner signer(DkimKey... keys) {
        return new DkimSigner(List.of(keys), List.of());
    }

    @Test
    void the_verifier_of_these_tests_agrees_with_the_example_of_rfc_8463() throws IOException {
        byte[] example;
        try (InputStream in = DkimSignerTest.class.getResourceAsStream("rfc8463-appendix-a.txt")) {
            example = new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .replace("\n", "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }
        DkimVerifier verifier = new DkimVerifier()
                .with(
                        "brisbane._domainkey.football.example.com",
                        "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
                .with(
                        "test._domainkey.football.example.com",
                        "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bd"
                                + "OKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9Pz"
                                + "oxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB");
        assertThat(verifier.verify(example))
                .containsExactly(
                        "ed25519-sha256 football.example.com brisbane", "rsa-sha256 football.example.com test");
    }

    @Test
    void both_keys_sign_and_both_signatures_are_good() {
        byte[] signed = signer(RSA, ED25519).signed(message(HEADER, "Hello\r\n"));
        assertThat(VERIFIER.verify(signed))
                .containsExactly("rsa-sha256 example.org s1", "ed25519-sha256 example.org e1");
        assertThat(VERIFIER.byJdkim(signed)).as("the one that JDKIM knows").isEqualTo(1);
    }

    @Test
    void the_same_message_has_the_same_signature_and_the_message_is_untouched() {
        byte[] message = message(HEADER, "Hello\r\n");
        byte[] once = signer(RSA, ED25519).signed(message);
        assertThat(signer(RSA, ED25519).signed(message)).isEqualTo(once);
        assertThat(new String(once, StandardCharsets.US_ASCII))
                .endsWith(new String(message, StandardCharsets.US_ASCII))
                .doesNotContain("t=1", "x=");
    }

    @Test
    void lines_of_a_signature_are_short_and_end_in_crlf() {
        DkimKey big = DkimKey.generate(
                "newsletters.of-a-rather-long-name.example.org", "selector-2025-11", DkimKey.Type.RSA, 2048);
        String fields =
                new String(signer(big, RSA, ED25519).signatures(message(HEADER, "x")), StandardCharsets.US_ASCII);
        assertThat(fields).endsWith("\r\n");
        assertThat(fields.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(fields.split("\r\n")).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
    }

    @Test
    void bodies_however_odd_are_signed_as_receivers_read_them() {
        List<String> odd = List.of(
                "",
                "\r\n",
                "\r\n\r\n\r\n",
                " \t \r\n\t\r\n",
                "a",
                "a\r\n\r\n\r\n",
                "a \t\r\n  b\t c  d\r\n",
                "\ta",
                " \r\nx",
                "a\r\n \r\n\t\r\n",
                "x".repeat(5000) + "\r\n",
                (" ".repeat(70) + "\r\n").repeat(50) + "end\r\n",
                "a\rb\nc\r\n",
                "\u00e9\u00ff \u0080\r\n");
        Random random = new Random(6376);
        List<String> all = new ArrayList<>(odd);
        for (int i = 0; i < 400; i++) {
            all.add(body(random));
        }
        DkimSigner signer = signer(RSA, ED25519);
        for (String body : all) {
            assertThat(VERIFIER.verify(signer.signed(message(HEADER, body))))
                    .as("%s", body)
                    .hasSize(2);
        }
    }

    @Test
    void another_library_reads_whole_lines_the_same() {
        Random random = new Random(8463);
        DkimSigner signer = signer(RSA);
        for (int i = 0; i < 200; i++) {
            // It takes a body without any text for one empty line, RFC 6376 §3.4.4 and its examples for none.
            byte[] signed = signer.signed(message(HEADER, "x" + body(random) + "\r\n"));
            assertThat(VERIFIER.byJdkim(signed)).isEqualTo(1);
        }
    }

    @Test
    void a_body_without_text_has_the_hash_of_nothing() {
        for (String body : List.of("", "\r\n", " \t\r\n\r\n")) {
            // RFC 6376 §3.4.4
            assertThat(new String(signer(ED25519).signatures(message(HEADER, body)), StandardCharsets.US_ASCII))
                    .contains("bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;");
        }
    }

    private static String body(Random random) {
        List<String> pieces = List.of(
                " ",
                "\t",
                "\r\n",
                "  ",
                "\r\n\r\n",
                " \r\n",
                ".",
                "word",
                "=20",
                "\u00fc",
                "some words that stay as they are",
                "words parted by\ta tab",
                "words parted  widely",
                "a".repeat(998));
        StringBuilder body = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            body.append(pieces.get(random.nextInt(pieces.size())));
        }
        return body.toString();
    }

    @Test
    void folded_and_spaced_fields_are_signed_as_receivers_read_them() {
        String header = HEADER.replace("Subject: Hello", "SUBJECT \t:  A\n  folded \t \n\tsubject  with   gaps ")
                .replace("To: Ada <ada@reader.example>", "To:\n Ada\n <ada@reader.example>")
                .replace("List-Id: News <news.example.org>", "List-Id:");
        byte[] signed = signer(RSA, ED25519).signed(message(header, "Hello\r\n"));
        assertThat(VERIFIER.verify(signed)).hasSize(2);
    }

    @Test
    void what_a_relay_may_do_to_white_space_leaves_the_signature_good() {
        String signed =
                new String(signer(RSA).signed(message(HEADER, "Two  words \r\nmore\r\n")), StandardCharsets.US_ASCII);
        String altered =
                signed.replace("Subject: Hello", "subject:   Hello  ").replace("Two  words \r\n", "Two words\r\n")
                        + "\r\n\r\n";
        assertThat(VERIFIER.verify(altered.getBytes(StandardCharsets.US_ASCII))).hasSize(1);
    }

    @Test
    void no_signed_field_can_be_changed_or_added() {
        String signed = new String(signer(ED25519).signed(message(HEADER, "Hello\r\n")), StandardCharsets.US_ASCII);
        for (String field : DkimSigner.FIELDS) {
            String added = field + ": something\r\n" + signed;
            assertThatThrownBy(() -> VERIFIER.verify(added.getBytes(StandardCharsets.US_ASCII)))
                    .as("another %s", field)
                    .isInstanceOf(AssertionError.class);
        }
        for (String change : List.of("Hello", "ada@reader", "09:00", "<1@", "text/plain", "news.example")) {
            String changed = signed.replace(change, "x" + change);
            assertThatThrownBy(() -> VERIFIER.verify(changed.getBytes(StandardCharsets.US_ASCII)))
                    .as(change)
                    .isInstanceOf(AssertionError.class);
        }
        String unsigned = "X-Spam: no\r\n" + signed;
        assertThat(VERIFIER.verify(unsigned.getBytes(StandardCharsets.US_ASCII)))
                .hasSize(1);
    }

    @Test
    void a_relay_may_rewrite_the_fields_that_are_left_out() {
        DkimSigner signer = new DkimSigner(List.of(ED25519), Set.of("date", "Message-ID"));
        String signed = new String(signer.signed(message(HEADER, "Hello\r\n")), StandardCharsets.US_ASCII);
        String rewritten = signed.replace("09:00:00", "09:00:01").replace("<1@example.org>", "<2@relay.example>");
        assertThat(VERIFIER.verify(rewritten.getBytes(StandardCharsets.US_ASCII)))
                .hasSize(1);
        assertThatThrownBy(() -> new DkimSigner(List.of(ED25519), Set.of("FROM")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_key_signs_only_for_senders_that_it_is_aligned_with() {
        DkimKey parent = DkimKey.generate("example.org", "p", DkimKey.Type.ED25519, 0);
        DkimKey child = DkimKey.generate("mail.example.org", "c", DkimKey.Type.ED25519, 0);
        DkimKey stranger = DkimKey.generate("anexample.org", "x", DkimKey.Type.ED25519, 0);
        DkimSigner signer = signer(parent, child, stranger);
        assertThat(domains(signer, "News <news@example.org>"))
                .containsExactlyInAnyOrder("example.org", "mail.example.org");
        assertThat(domains(signer, "\"a@anexample.org\" <news@News.Example.ORG>"))
                .containsExactly("example.org");
        assertThat(domains(signer, "news@mail.example.org"))
                .containsExactlyInAnyOrder("example.org", "mail.example.org");
        assertThat(domains(signer, "news@other.example")).isEmpty();
        assertThat(signer.isFor(new MailAddress("a@sub.example.org", ""))).isTrue();
        assertThat(signer.isFor(new MailAddress("a@example.com", ""))).isFalse();
        byte[] foreign = message(HEADER.replace("@example.org>", "@other.example>"), "x");
        assertThat(signer.signed(foreign)).isSameAs(foreign);
    }

    private static Set<String> domains(DkimSigner signer, String from) {
        byte[] message = message(HEADER.replace("News <news@example.org>", from), "x");
        Set<String> domains = new HashSet<>();
        for (String line : new String(signer.signatures(message), StandardCharsets.US_ASCII).split("[;\r\n]+")) {
            if (line.strip().startsWith("d=")) {
                domains.add(line.strip().substring(2).toLowerCase(Locale.ROOT));
            }
        }
        return domains;
    }

    @Test
    void what_is_no_message_is_refused() {
        for (String text : List.of(
                "no field\r\n\r\n", "From: a@example.org\nTo: b\r\n\r\n", ": x\r\n\r\n", "From: a@example.org")) {
            assertThatThrownBy(() -> signer(ED25519).signed(text.getBytes(StandardCharsets.US_ASCII)))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void many_threads_sign_at_once() throws Exception {
        DkimSigner signer = signer(RSA, ED25519);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<List<String>>> work = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                byte[] message = message(HEADER, "Number " + i + "\r\n");
                work.add(() -> VERIFIER.verify(signer.signed(message)));
            }
            for (Future<List<String>> done : threads.invokeAll(work)) {
                assertThat(done.get()).hasSize(2);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void native_and_java_sign_alike() {
        byte[] bytes = "any bytes".getBytes(StandardCharsets.US_ASCII);
        for (DkimKey key : List.of(RSA, ED25519)) {
            assertThat(SigningKey.of(key).sign(bytes))
                    .isEqualTo(SigningKey.of(key, SigningProvider.JAVA).sign(bytes));
        }
    }

    @Test
    void nothing_native_is_registered_with_java() {
        assertThat(SigningProvider.best().toString()).isNotEmpty();
        assertThat(java.security.Security.getProviders())
                .noneMatch(provider -> provider.getName().contains("Corretto"));
    }
}
