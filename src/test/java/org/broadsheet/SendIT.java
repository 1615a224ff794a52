package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.broadsheet.TestWorkspace.Run;
import org.broadsheet.cli.Terminal;
import org.broadsheet.delivery.SmtpPeer;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The commands that send, in a workspace of their own, with everything real but the server. */
class SendIT {
    @TempDir
    Path folder;

    private TestWorkspace workspace() {
        return new TestWorkspace(folder);
    }

    @Test
    void without_a_server_a_send_is_a_rehearsal_and_every_message_a_file() throws Exception {
        TestWorkspace workspace =
                workspace().edition("Hello {{subscriber.first_name|there}}!\n").people(3);
        Run sent = workspace.run("send", "editions/" + TestWorkspace.EDITION + ".md", "--json");
        assertThat(sent.exit()).as(sent.err()).isZero();
        assertThat(sent.json().get("accepted").asInt()).isEqualTo(3);
        assertThat(sent.json().get("rehearsal").asInt()).isEqualTo(1);
        assertThat(workspace.outbox()).hasSize(3);
        try (InputStream in = Files.newInputStream(workspace.outbox().get(0))) {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), in);
            assertThat(message.getHeader("To", null)).isEqualTo("Person 1 <p1@readers.example>");
            assertThat(message.getHeader("List-Unsubscribe", null)).startsWith("<http://127.0.0.1:8025/unsubscribe/");
            assertThat(message.getHeader("List-Unsubscribe-Post")).isNull();
            Multipart alternatives = (Multipart) message.getContent();
            assertThat(alternatives.getBodyPart(0).getContent().toString()).contains("Hello P1!");
            assertThat(alternatives.getBodyPart(1).getContent().toString()).contains("Hello P1!");
        }
    }

    @Test
    void with_a_server_everybody_gets_the_edition_once_and_never_again() {
        try (SmtpPeer peer = SmtpPeer.willing()) {
            TestWorkspace workspace = workspace()
                    .smtp(peer.port())
                    .edition("Hello, see <https://project.example/>.\n")
                    .people(20);
            String file = "editions/" + TestWorkspace.EDITION + ".md";

            Run refused = workspace.run("send", file);
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.err()).contains("20 readers", "--yes");
            assertThat(peer.taken()).as("nothing leaves without a yes").isEmpty();

            Run sent = workspace.run("send", file, "--yes", "--json");
            assertThat(sent.exit()).as(sent.err()).isZero();
            assertThat(sent.json().get("state").asString()).isEqualTo("sent");
            assertThat(peer.copies())
                    .hasSize(20)
                    .allSatisfy((to, copies) -> assertThat(copies).isEqualTo(1));
            assertThat(peer.taken().get(0).message())
                    .contains(
                            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
                            "https://news.sender.example/unsubscribe/");

            Run again = workspace.run("send", file, "--yes");
            assertThat(again.exit()).isEqualTo(2);
            assertThat(again.err()).contains("begun already", "broadsheet status " + TestWorkspace.EDITION);
            assertThat(peer.taken()).hasSize(20);
        }
    }

    @Test
    void a_restored_backup_that_knows_nothing_of_an_edition_does_not_send_it_again() throws IOException {
        try (SmtpPeer peer = SmtpPeer.willing()) {
            TestWorkspace workspace =
                    workspace().smtp(peer.port()).edition("Hello\n").people(3);
            String file = "editions/" + TestWorkspace.EDITION + ".md";
            Path database = folder.resolve(".broadsheet/broadsheet.mv.db");
            Path backup = Files.copy(database, folder.resolve("backup"));
            assertThat(workspace.run("send", file, "--yes").exit()).isZero();
            assertThat(peer.copies()).hasSize(3);

            Files.copy(backup, database, StandardCopyOption.REPLACE_EXISTING);
            String mark = ".broadsheet/begun/" + TestWorkspace.EDITION;
            String soon = java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusDays(2) + "T09:00";
            for (String[] send : new String[][] {
                {"send", file, "--yes"},
                {"send", file, "--yes", "--at", soon},
                {"send", file, "--dry-run"}
            }) {
                Run refused = workspace.run(send);
                assertThat(refused.exit()).as(refused.out()).isEqualTo(2);
                assertThat(refused.err()).contains(mark, "was sent to readers before", "Delete that file");
            }
            assertThat(peer.taken()).hasSize(3);

            workspace.file("broadsheet.yaml", "url: https://news.sender.example\n");
            assertThat(workspace.run("send", file).exit()).as("a rehearsal").isZero();
            assertThat(workspace.outbox()).hasSize(3);

            workspace.smtp(peer.port());
            Files.delete(folder.resolve(mark));
            assertThat(workspace.run("send", file, "--yes").exit()).isZero();
            assertThat(peer.taken()).hasSize(6);
        }
    }

    @Test
    void what_was_cancelled_before_it_began_is_sent_only_when_somebody_approves_it_again() {
        try (SmtpPeer peer = SmtpPeer.willing()) {
            TestWorkspace workspace =
                    workspace().smtp(peer.port()).edition("Hello\n").people(2);
            String file = "editions/" + TestWorkspace.EDITION + ".md";
            assertThat(workspace.run("approve", file).exit()).isZero();
            assertThat(workspace.run("cancel", TestWorkspace.EDITION, "--yes").exit())
                    .isZero();

            Run refused = workspace.run("send", file, "--yes");
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.err()).contains("was cancelled", "broadsheet approve " + file);
            assertThat(peer.taken()).isEmpty();

            assertThat(workspace.run("approve", file).exit()).isZero();
            assertThat(workspace.run("send", file, "--yes").exit()).isZero();
            assertThat(peer.copies()).hasSize(2);
        }
    }

    @Test
    void a_folder_that_has_files_already_keeps_them_when_it_becomes_a_workspace() throws Exception {
        TestWorkspace workspace = workspace().file("news/.gitignore", "*.log\n").file("news/README.md", "Mine\n");
        Run made = workspace.run("init", folder.resolve("news").toString());
        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(Files.readString(folder.resolve("news/.gitignore")))
                .startsWith("*.log\n")
                .contains(".broadsheet");
        assertThat(folder.resolve("news/README.md")).hasContent("Mine");
        assertThat(folder.resolve("news/gitignore")).doesNotExist();
    }

    @Test
    void an_output_that_could_not_be_written_whole_is_a_failure() {
        workspace().people(3);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        Terminal terminal = new Terminal(new PrintStream(full), new PrintStream(err), false, false);
        assertThat(Broadsheet.run(new String[] {"export", "--list", "community"}, terminal, folder))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("not all of the output could be written");
    }

    @Test
    void a_newsletter_that_nobody_prepared_arrives_whole() throws Exception {
        try (SmtpPeer peer = SmtpPeer.willing();
                InputStream source = getClass().getResourceAsStream("/editions/weekly.md")) {
            String markdown = new String(Objects.requireNonNull(source).readAllBytes(), StandardCharsets.UTF_8);
            TestWorkspace workspace = workspace()
                    .smtp(peer.port())
                    .file("people.csv", "email\nreader@readers.example\n")
                    .file("weekly.md", markdown);
            assertThat(workspace
                            .run(
                                    "import",
                                    "people.csv",
                                    "--list",
                                    "widgets",
                                    "--confirmed",
                                    "--evidence",
                                    "asked for it")
                            .exit())
                    .isZero();
            Run sent = workspace.run("send", "weekly.md", "--yes", "--ignore", "empty-section");
            assertThat(sent.exit()).as(sent.err()).isZero();

            MimeMessage message = parse(peer.taken().get(0).message());
            assertThat(message.getSubject()).isEqualTo("This Week in Widgets 42");
            Multipart alternatives = (Multipart) message.getContent();
            String text = alternatives.getBodyPart(0).getContent().toString();
            List<String> links = Jsoup.parse(
                            alternatives.getBodyPart(1).getContent().toString())
                    .select("a[href]")
                    .eachAttr("href");
            assertThat(links).containsAll(linksOf(markdown)).contains("mailto:anna@widgets.example");
            assertThat(linksOf(markdown))
                    .hasSize(16)
                    .allSatisfy(link -> assertThat(text).contains(link));
            assertThat(text).contains("{{ name }}", "{{< image width=", "שיחה חופשית");
        }
    }

    /** Every address of the web in the source, but for what stands in a comment. */
    private static List<String> linksOf(String markdown) {
        return Pattern.compile("https?://[^\\s)>\"\\]]+?(?=[,.]?(?:[\\s)>\"\\]]|$))")
                .matcher(markdown)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    private static MimeMessage parse(String raw) throws MessagingException {
        byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
    }

    @Test
    void nothing_leaves_this_machine_while_unsubscribe_links_would_lead_to_it() {
        TestWorkspace workspace = workspace()
                .file("broadsheet.yaml", "smtp: { host: relay.invalid, port: 25, security: none }\n")
                .edition("Hello\n")
                .people(1);
        Run sent = workspace.run("send", "editions/" + TestWorkspace.EDITION + ".md", "--yes");
        assertThat(sent.exit()).isEqualTo(2);
        assertThat(sent.err()).contains("no url", "127.0.0.1:8025", "add url:");
        assertThat(workspace.run("status", "--json").json().get("editions")).isEmpty();
    }

    @Test
    void a_failure_is_json_too_where_json_was_asked_for() {
        Run failed = workspace().run("status", "nothing", "--json");
        assertThat(failed.exit()).isEqualTo(2);
        assertThat(failed.json().get("exit").asInt()).isEqualTo(2);
        assertThat(failed.json().get("error").asString()).contains("nothing");
        assertThat(workspace().run("frob").exit()).isEqualTo(2);
    }

    @Test
    void a_dry_run_sends_nothing_and_records_nothing() {
        TestWorkspace workspace = workspace().edition("Hello\n").people(3);
        Run dry = workspace.run("send", "editions/" + TestWorkspace.EDITION + ".md", "--dry-run", "--json");
        assertThat(dry.exit()).isZero();
        assertThat(dry.json().get("recipients").asInt()).isEqualTo(3);
        assertThat(dry.json().get("approved").asBoolean()).isTrue();
        assertThat(workspace.run("status", "--json").json().get("editions")).isEmpty();
    }

    @Test
    void a_dry_run_says_that_the_approval_is_missing() {
        TestWorkspace workspace = workspace().edition("Hello\n").people(1);
        String file = "editions/" + TestWorkspace.EDITION + ".md";
        Path path = workspace.root().resolve(file);
        try {
            Files.writeString(path, Files.readString(path).replace("approval: automatic", "approval: required"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(workspace.run("send", file, "--dry-run").out()).contains("needs approval");
        assertThat(workspace.run("approve", file).exit()).isZero();
        assertThat(workspace.run("send", file, "--dry-run").out()).doesNotContain("needs approval");
    }

    @Test
    void a_list_that_an_import_makes_is_called_new() {
        TestWorkspace workspace = workspace().people(1);
        Run slip = workspace.run("import", "people.csv", "--list", "comunity", "--dry-run");
        assertThat(slip.out()).contains("the list comunity is new; did you mean community?");
        assertThat(workspace
                        .run("import", "people.csv", "--list", "community", "--confirmed", "--evidence", "asked for it")
                        .out())
                .doesNotContain("is new");
    }

    @Test
    void when_the_server_is_away_deliveries_stay_pending_and_resume_goes_on() {
        SmtpPeer away = SmtpPeer.willing();
        away.close();
        TestWorkspace workspace =
                workspace().smtp(away.port()).edition("Hello\n").people(5);
        Run sent = workspace.run("send", "editions/" + TestWorkspace.EDITION + ".md", "--yes");
        assertThat(sent.exit()).isEqualTo(1);
        assertThat(sent.err()).contains("cannot connect to 127.0.0.1:" + away.port());
        assertThat(sent.out()).contains("5 pending", "broadsheet resume " + TestWorkspace.EDITION);

        JsonNode status =
                workspace.run("status", TestWorkspace.EDITION, "--json").json();
        assertThat(status.get("pending").asInt()).isEqualTo(5);
        assertThat(status.get("trouble").asString()).contains("cannot connect");

        try (SmtpPeer peer = SmtpPeer.willing()) {
            workspace.smtp(peer.port());
            Run resumed = workspace.run("resume", TestWorkspace.EDITION, "--json");
            assertThat(resumed.exit()).as(resumed.err()).isZero();
            assertThat(peer.copies()).hasSize(5);
            assertThat(resumed.json().get("trouble").isNull()).isTrue();
        }
    }

    @Test
    void a_rehearsal_uses_nothing_up_and_a_rehearsal_left_undone_never_reaches_people() {
        TestWorkspace workspace = workspace().edition("Hello\n").people(4);
        String file = "editions/" + TestWorkspace.EDITION + ".md";
        assertThat(workspace.run("send", file).exit()).isZero();
        Run same = workspace.run("send", file);
        assertThat(same.exit()).isEqualTo(2);
        assertThat(same.err()).contains("rehearsed already", "--again");
        assertThat(workspace.run("send", file, "--again").exit()).isZero();
        workspace.edition("Hello, changed\n");
        assertThat(workspace.run("send", file).exit())
                .as("a changed edition is a new rehearsal")
                .isZero();

        try (SmtpPeer peer = SmtpPeer.willing()) {
            workspace.smtp(peer.port());
            Run resumed = workspace.run("resume", TestWorkspace.EDITION);
            assertThat(resumed.exit()).isEqualTo(2);
            assertThat(peer.taken()).isEmpty();
            assertThat(workspace.run("send", file, "--yes").exit()).isZero();
            assertThat(peer.copies()).hasSize(4);
        }
    }

    @Test
    void what_needs_approval_is_sent_only_as_it_was_approved() {
        TestWorkspace workspace = workspace().people(2);
        String file = "editions/" + TestWorkspace.EDITION + ".md";
        workspace.file(file, edition("approval: required", "Hello"));
        assertThat(workspace.run("send", file).err()).contains("needs approval", "broadsheet approve");

        assertThat(workspace.run("approve", file).exit()).isZero();
        workspace.file(file, edition("approval: required", "Hello, edited"));
        Run edited = workspace.run("send", file);
        assertThat(edited.exit()).isEqualTo(2);
        assertThat(edited.err()).contains("changed after it was approved");

        assertThat(workspace.run("approve", file).exit()).isZero();
        assertThat(workspace.run("send", file).exit()).isZero();
    }

    @Test
    void what_the_preflight_finds_is_not_sent() {
        TestWorkspace workspace = workspace().people(2).edition("See [the talk](YouTube link to be added).\n");
        String file = "editions/" + TestWorkspace.EDITION + ".md";
        Run checked = workspace.run("check", file, "--json");
        assertThat(checked.exit()).isEqualTo(3);
        assertThat(checked.json().get("findings").get(0).get("line").asInt()).isEqualTo(9);
        Run sent = workspace.run("send", file);
        assertThat(sent.exit()).isEqualTo(3);
        assertThat(sent.err()).contains(file + ":9:");
        assertThat(workspace.run("approve", file).exit()).isEqualTo(3);
        assertThat(workspace.run("status", "--json").json().get("editions")).isEmpty();
    }

    @Test
    void some_rejected_recipients_are_named_and_the_others_are_served() {
        try (SmtpPeer peer = SmtpPeer.scripted(
                (command, message) -> command.startsWith("RCPT TO:<p2@") ? "550 5.1.1 no such user" : null)) {
            TestWorkspace workspace =
                    workspace().smtp(peer.port()).edition("Hello\n").people(4);
            Run sent = workspace.run("send", "editions/" + TestWorkspace.EDITION + ".md", "--yes", "--json");
            assertThat(sent.exit()).isEqualTo(1);
            assertThat(sent.json().get("accepted").asInt()).isEqualTo(3);
            assertThat(sent.json().get("rejected").asInt()).isEqualTo(1);
            JsonNode exceptions = workspace
                    .run("status", TestWorkspace.EDITION, "--json")
                    .json()
                    .get("exceptions");
            assertThat(exceptions.get(0).get("cause").asString()).isEqualTo("550 5.1.1 no such user");
            assertThat(exceptions.get(0).get("example").asString()).isEqualTo("p2@readers.example");
        }
    }

    @Test
    void bad_input_is_refused_with_its_place() {
        TestWorkspace workspace = workspace().people(1);
        String file = "editions/" + TestWorkspace.EDITION + ".md";
        workspace.file(file, "---\nname: [unclosed\n---\nHello\n");
        Run broken = workspace.run("check", file);
        assertThat(broken.exit()).isEqualTo(3);
        assertThat(broken.err()).contains(file + ":");

        workspace.file(file, edition("template: recapp", "Hello"));
        Run template = workspace.run("check", file);
        assertThat(template.exit()).isEqualTo(3);
        assertThat(template.err()).contains("recapp").contains("recap");

        workspace.file(file, edition("zone: UTC", "```talks\n- titel: A talk\n```"));
        Run block = workspace.run("check", file);
        assertThat(block.exit()).isEqualTo(3);
        assertThat(block.err()).contains("titel", "title", file + ":9:");

        workspace.file("broadsheet.yaml", "ulr: https://news.example\n");
        Run key = workspace.run("status");
        assertThat(key.exit()).isEqualTo(2);
        assertThat(key.err()).contains("broadsheet.yaml:1:1", "ulr", "url");
    }

    @Test
    void an_unknown_list_or_edition_or_file_is_one_clear_line() {
        TestWorkspace workspace = workspace().edition("Hello\n");
        assertThat(workspace
                        .run("send", "editions/" + TestWorkspace.EDITION + ".md")
                        .err())
                .contains("no list 'community'");
        assertThat(workspace.run("status", "nothing").err()).contains("nothing", "never approved");
        assertThat(workspace.run("resume", "nothing").err()).contains("not known");
        assertThat(workspace.run("check", "editions/none.md").err()).contains("There is no file");
        assertThat(workspace.run("export", "--list", "nobody").exit()).isEqualTo(2);
    }

    @Test
    void a_test_message_goes_to_one_address_and_is_not_recorded() {
        TestWorkspace workspace =
                workspace().edition("Hello {{subscriber.first_name|there}}\n").people(2);
        Run tested = workspace.run(
                "test", "editions/" + TestWorkspace.EDITION + ".md", "--to", "Me <me@maintainers.example>", "--json");
        assertThat(tested.exit()).as(tested.err()).isZero();
        assertThat(workspace.outbox()).hasSize(1);
        assertThat(workspace.run("status", "--json").json().get("editions")).isEmpty();
    }

    private static String edition(String key, String body) {
        return """
                ---
                name: News
                list: community
                from: News <news@sender.example>
                %s
                subject: "News for you"
                ---
                %s
                """.formatted(key, body);
    }
}
