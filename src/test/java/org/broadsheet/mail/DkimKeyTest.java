package org.broadsheet.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class DkimKeyTest {
    private static DkimKeyParser.Refusal refusal(String pem) {
        DkimKeyParser.Refusal refused =
                catchThrowableOfType(DkimKeyParser.Refusal.class, () -> DkimKeyParser.parse("example.org", "s1", pem));
        assertThat(refused).as("refusal of %s", pem).isNotNull();
        return refused;
    }

    @Test
    void a_key_that_was_written_is_read_back() throws Exception {
        for (DkimKey.Type type : DkimKey.Type.values()) {
            DkimKey key = DkimKey.generate("example.org", "s1", type, 1024);
            DkimKey read = DkimKeyParser.parse(
                    "example.org", "s1", "# a comment\n" + key.pem().replace("\n", "\r\n"));
            assertThat(read.type()).isEqualTo(type);
            assertThat(read.dnsText()).isEqualTo(key.dnsText());
            assertThat(read.dnsName()).isEqualTo("s1._domainkey.example.org");
        }
    }

    @Test
    void the_public_half_of_the_key_of_rfc_8463_is_the_one_that_it_gives() throws Exception {
        byte[] seed = Base64.getDecoder().decode("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=");
        byte[] prefix = java.util.HexFormat.of().parseHex("302e020100300506032b657004220420");
        byte[] pkcs8 = Arrays.copyOf(prefix, prefix.length + seed.length);
        System.arraycopy(seed, 0, pkcs8, prefix.length, seed.length);
        DkimKey key = DkimKeyParser.parse("football.example.com", "brisbane", pem("PRIVATE KEY", pkcs8));
        assertThat(key.dnsText()).isEqualTo("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
        assertThat(key.toString()).isEqualTo("brisbane._domainkey.football.example.com (Ed25519)");
    }

    @Test
    void what_cannot_sign_is_refused_with_what_to_do() throws Exception {
        String good =
                DkimKey.generate("example.org", "s1", DkimKey.Type.ED25519, 0).pem();
        assertThat(refusal("").hint()).contains("keygen");
        assertThat(refusal("\0\1\2binary").words()).contains("no key in PEM");
        assertThat(refusal(pem("RSA PRIVATE KEY", new byte[20])).hint())
                .contains("openssl pkey -in OLD.pem -out NEW.pem");
        assertThat(refusal(
                                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: x\n\nAAAA\n-----END RSA PRIVATE KEY-----\n")
                        .words())
                .contains("encrypted");
        assertThat(refusal(pem("ENCRYPTED PRIVATE KEY", new byte[20])).words()).contains("encrypted");
        assertThat(refusal(pem("PUBLIC KEY", new byte[20])).words()).contains("not a private key");
        assertThat(refusal(pem("OPENSSH PRIVATE KEY", new byte[20])).words()).contains("not a private key");
        assertThat(refusal(good + good).words()).contains("more than one");
        assertThat(refusal(pem("PRIVATE KEY", new byte[40])).words()).contains("damaged");
        assertThat(refusal(good.replaceAll("(?s)-----\n.*\n-----", "-----\n!\n-----"))
                        .words())
                .contains("damaged");
        assertThat(refusal(pem("PRIVATE KEY", pkcs8("EC", 256))).words()).contains("not an RSA or Ed25519");
        assertThat(refusal(pem("PRIVATE KEY", pkcs8("RSA", 512))).words()).contains("512 bits");
    }

    @Test
    void a_refusal_shows_nothing_of_the_key() {
        String secret =
                Base64.getEncoder().encodeToString("a secret that is long enough".getBytes(StandardCharsets.UTF_8));
        for (String kind : List.of("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "X")) {
            DkimKeyParser.Refusal refused =
                    refusal("-----BEGIN " + kind + "-----\n" + secret + "\n-----END " + kind + "-----");
            assertThat(refused + refused.words() + refused.hint()).doesNotContain(secret.substring(0, 8));
        }
    }

    @Test
    void names_in_dns_are_checked() {
        assertThat(List.of("s1", "2025-11", "news.a", "a")).allMatch(DkimKey::isSelector);
        assertThat(List.of("", "-a", "a-", "a..b", "a b", "a;b", "_a", "A", "x".repeat(64)))
                .noneMatch(DkimKey::isSelector);
        assertThat(List.of("example.org", "a.b.c", "xn--bcher-kva.example")).allMatch(DkimKey::isDomain);
        assertThat(List.of("", "org", "exa mple.org", "example.org.", "bücher.example", "a@b.c"))
                .noneMatch(DkimKey::isDomain);
    }

    private static byte[] pkcs8(String type, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
        generator.initialize(bits);
        return generator.generateKeyPair().getPrivate().getEncoded();
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }
}
