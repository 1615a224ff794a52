package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.broadsheet.TestWorkspace.Run;
import org.broadsheet.delivery.SmtpPeer;
import org.broadsheet.mail.DkimKey;
import org.broadsheet.mail.DkimKeyParser;
import org.broadsheet.mail.DkimVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys made, mail signed and received, as a maintainer and their readers see it. */
class SigningIT {
    private static final String FILE = "editions/" + TestWorkspace.EDITION + ".md";

    @TempDir
    Path folder;

    private TestWorkspace workspace() {
        return new TestWorkspace(folder);
    }

    private DkimVerifier withKeys(TestWorkspace workspace) {
        Run rsa = workspace.run("dkim", "keygen", "--domain", "sender.example", "--selector", "s1", "--json");
        Run ed = workspace.run("dkim", "keygen", "--domain", "sender.example", "--selector", "e1", "--type", "ed25519");
        assertThat(rsa.exit()).as(rsa.err()).isZero();
        assertThat(ed.exit()).as(ed.err()).isZero();
        return new DkimVerifier(key("s1"), key("e1"));
    }

    private DkimKey key(String selector) {
        try {
            String pem = Files.readString(folder.resolve("keys/" + selector + ".pem"));
            return DkimKeyParser.parse("sender.example", selector, pem);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private TestWorkspace signing(int port, String more) {
        TestWorkspace workspace = workspace().smtp(port);
        try {
            Path file = folder.resolve("broadsheet.yaml");
            Files.writeString(file, Files.readString(file) + """
                    dkim:
                      - { domain: sender.example, selector: s1, key: keys/s1.pem }
                      - { domain: sender.example, selector: e1, key: keys/e1.pem }
                    """ + more);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
        return workspace;
    }

    private static byte[] bytes(SmtpPeer.Taken taken) {
        return taken.message().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void every_message_arrives_with_good_signatures_and_a_return_path_of_its_own() {
        try (SmtpPeer peer = SmtpPeer.willing()) {
            TestWorkspace workspace = signing(peer.port(), "bounces: { address: bounces@sender.example }\n")
                    .edition("Prose with dots\n\n.\n\n..  \n\n" + "a long line of words ".repeat(200) + "\n")
                    .people(12);
            DkimVerifier verifier = withKeys(workspace);
            Run sent = workspace.run("send", FILE, "--yes");
            assertThat(sent.exit()).as(sent.out() + sent.err()).isZero();

            assertThat(peer.taken()).hasSize(12).allSatisfy(taken -> {
                assertThat(verifier.verify(bytes(taken)))
                        .containsExactly("rsa-sha256 sender.example s1", "ed25519-sha256 sender.example e1");
                assertThat(verifier.byJdkim(bytes(taken))).isEqualTo(1);
                assertThat(taken.sender()).matches("bounces\\+[a-z2-7]{16,45}@sender\\.example");
            });
            assertThat(peer.taken().stream().map(SmtpPeer.Taken::sender).distinct())
                    .hasSize(12);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_test_message_is_signed_too_and_returns_to_the_plain_address() {
        try (SmtpPeer peer = SmtpPeer.willing()) {
            TestWorkspace workspace = signing(peer.port(), "bounces: { address: bounces@sender.example }\n")
                    .edition("Prose.\n");
            DkimVerifier verifier = withKeys(workspace);
            assertThat(workspace.run("test", FILE, "--to", "ada@reader.example").exit())
                    .isZero();
            assertThat(peer.taken()).singleElement().satisfies(taken -> {
                assertThat(verifier.verify(bytes(taken))).hasSize(2);
                assertThat(taken.sender()).isEqualTo("bounces@sender.example");
            });
        }
    }

    @Test
    void a_sender_whom_no_key_speaks_for_is_warned_of() {
        try (SmtpPeer peer = SmtpPeer.willing()) {
            TestWorkspace workspace = signing(peer.port(), "").edition("Prose.\n");
            withKeys(workspace);
            Path file = folder.resolve(FILE);
            workspace.file(FILE, read(file).replace("news@sender.example", "news@another.example"));
            Run tested = workspace.run("test", FILE, "--to", "ada@reader.example");
            assertThat(tested.exit()).isZero();
            assertThat(tested.err()).contains("mail from another.example is signed for sender.example");
            assertThat(peer.taken().get(0).message()).doesNotContain("DKIM-Signature");
        }
    }

    @Test
    void a_key_is_made_once_for_its_owner_only_and_is_never_shown() throws Exception {
        TestWorkspace workspace = workspace();
        Run made = workspace.run("dkim", "keygen", "--domain", "sender.example", "--selector", "s1", "--json");
        Path file = folder.resolve("keys/s1.pem");
        String pem = Files.readString(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("keys/.gitignore")).content().contains("\n*\n");
        assertThat(made.out() + made.err()).doesNotContain(pem.lines().toList().get(1), "PRIVATE");
        assertThat(made.err())
                .contains("s1._domainkey.sender.example. IN TXT (")
                .contains("dkim: [ { domain: sender.example, selector: s1, key: keys/s1.pem } ]");
        List<String> strings = made.json()
                .get("strings")
                .valueStream()
                .map(node -> node.asString())
                .toList();
        assertThat(strings).hasSize(2).allSatisfy(string -> assertThat(string).hasSizeLessThanOrEqualTo(255));
        assertThat(String.join("", strings)).isEqualTo(key("s1").dnsText());

        Run again = workspace.run("dkim", "keygen", "--domain", "sender.example", "--selector", "s1");
        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.err()).contains("keys/s1.pem is there already");
        assertThat(Files.readString(file)).isEqualTo(pem);
    }

    @Test
    void keygen_says_what_is_wrong_with_what_it_is_given() {
        TestWorkspace workspace = workspace();
        assertThat(workspace.run("dkim").exit()).isEqualTo(2);
        for (List<String> wrong : List.of(
                List.of("--domain", "nothing", "--selector", "s1"),
                List.of("--domain", "a.example", "--selector", "a/b"),
                List.of("--domain", "a.example", "--selector", "s1", "--bits", "512"),
                List.of("--domain", "a.example", "--selector", "s1", "--type", "ed25519", "--bits", "2048"),
                List.of("--domain", "a.example", "--selector", "s1", "--type", "dsa"),
                List.of("--domain", "a.example", "--selector", "s1", "--out", "../s1.pem"))) {
            List<String> command = new java.util.ArrayList<>(List.of("dkim", "keygen"));
            command.addAll(wrong);
            Run refused = workspace.run(command.toArray(String[]::new));
            assertThat(refused.exit()).as("%s", wrong).isEqualTo(2);
            assertThat(refused.err()).contains("error: ");
        }
        assertThat(folder.resolve("keys")).doesNotExist();
    }

    @Test
    void show_prints_the_records_and_says_what_is_wrong_with_each_key() {
        TestWorkspace workspace = signing(25, "");
        Run missing = workspace.run("dkim", "show");
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.err())
                .contains("there is no key 'keys/s1.pem' in the workspace", "dkim keygen --domain sender.example");
        withKeys(workspace);
        Run shown = workspace.run("dkim", "show");
        assertThat(shown.exit()).isZero();
        assertThat(shown.out())
                .contains("s1._domainkey.sender.example", "e1._domainkey.sender.example", "k=ed25519")
                .doesNotContain("PRIVATE");
        workspace.file("keys/s1.pem", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        Run old = workspace.run("dkim", "show");
        assertThat(old.exit()).isEqualTo(2);
        assertThat(old.err()).contains("broadsheet.yaml:5", "'keys/s1.pem' cannot sign mail", "openssl pkey");
        assertThat(workspace.run("send", FILE, "--yes").exit()).isEqualTo(2);
    }

    @Test
    void a_server_that_rewrites_the_date_leaves_the_signature_good() {
        try (SmtpPeer peer = SmtpPeer.willing()) {
            TestWorkspace workspace = signing(peer.port(), "").edition("Prose.\n");
            DkimVerifier verifier = withKeys(workspace);
            Path yaml = folder.resolve("broadsheet.yaml");
            workspace.file(
                    "broadsheet.yaml", read(yaml).replace("security: none", "security: none, sign-except: [Date]"));
            workspace.run("test", FILE, "--to", "ada@reader.example");
            String rewritten = peer.taken().get(0).message().replaceFirst("(?m)^Date: .*\r$", "Date: another day\r");
            assertThat(verifier.verify(rewritten.getBytes(StandardCharsets.ISO_8859_1)))
                    .hasSize(2);
        }
    }
}
