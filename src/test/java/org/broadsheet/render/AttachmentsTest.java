package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachmentsTest {
    private static final String EVENT =
            "\n## Events {topic=events}\n\n```events\n- title: Café Ça va\n  date: 2026-03-23\n```\n";

    @Test
    void files_follow_the_text_the_page_and_its_pictures() throws Exception {
        Workspace workspace = new Workspace()
                .with("editions/dot.png", MailingTest.DOT)
                .with("editions/The agenda (é).pdf", "%PDF-1.7 …")
                .with("shared/numbers.csv", "a,b\n");
        Mailing mailing =
                workspace.render(edition("attach: ['The agenda (é).pdf', shared/numbers.csv]", "![dot](dot.png)\n"));
        assertThat(parts(mailing.message(Workspace.ada())))
                .containsExactly(
                        "text/plain",
                        "text/html",
                        "image/png dot.png",
                        "application/pdf The-agenda.pdf",
                        "text/csv numbers.csv");
        assertThat(mailing.attachments()).containsOnlyKeys("The-agenda.pdf", "numbers.csv");
        assertThat(mailing.message(Workspace.ada())).isEqualTo(mailing.message(Workspace.ada()));
    }

    @Test
    void an_event_goes_to_those_who_get_its_section() throws Exception {
        Mailing mailing = new Workspace().render(edition("", "Hello.\n" + EVENT));
        assertThat(parts(mailing.message(Workspace.ada())))
                .containsExactly("text/plain", "text/html", "text/calendar 2026-03-23-cafe-ca-va.ics");
        assertThat(parts(mailing.message(Workspace.recipient("Ada", "Ada", Set.of("events")))))
                .containsExactly("text/plain", "text/html");
    }

    @Test
    void with_public_pages_an_event_is_a_link_and_with_calendar_false_neither() throws Exception {
        Settings open = new Settings(ImageMode.INLINE, "https://news.example");
        Mailing linked = new Renderer(Sample.files(), Brand.PLAIN, open).render(edition("", EVENT, "template: recap"));
        assertThat(parts(linked.message(Workspace.ada()))).containsExactly("text/plain", "text/html");
        assertThat(linked.html(Workspace.ada())).containsPattern("https://news.example/calendar/[0-9a-f]{64}\\.ics");
        assertThat(linked.text(Workspace.ada())).containsPattern("https://news.example/calendar/[0-9a-f]{64}\\.ics");
        Mailing without = new Workspace().render(edition("calendar: false", EVENT));
        assertThat(without.attachments()).isEmpty();
    }

    @Test
    void more_events_than_a_mail_should_carry_are_not_attached() {
        String many = "\n## E\n\n```events\n" + "- title: A\n  date: 2026-03-23\n".repeat(11) + "```\n";
        assertThat(new Workspace().render(edition("", many)).attachments()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gone.pdf, missing-attachment",
        "../../etc/passwd.txt, missing-attachment",
        "/etc/hosts.txt, missing-attachment",
        "run.exe, unfit-attachment",
        "run.sh, unfit-attachment",
        "noending, unfit-attachment",
        "fake.pdf, unfit-attachment",
        "latin.txt, unfit-attachment",
        "large.pdf, attachment-too-large"
    })
    void what_a_mail_had_better_not_carry_is_refused_where_it_is_written(String file, String rule) {
        byte[] large = java.util.Arrays.copyOf("%PDF-".getBytes(java.nio.charset.StandardCharsets.UTF_8), 7_000_001);
        Workspace workspace = new Workspace()
                .with("editions/run.exe", "MZ")
                .with("editions/run.sh", "#!/bin/sh")
                .with("editions/noending", "x")
                .with("editions/fake.pdf", "<html>")
                .with("editions/latin.txt", new byte[] {'a', (byte) 0xe9})
                .with("editions/large.pdf", large);
        InputException thrown = catchThrowableOfType(
                InputException.class, () -> workspace.render(edition("attach: " + file, "Text.\n")));
        assertThat(thrown.problems()).extracting(Problem::rule).containsExactly(rule);
        assertThat(thrown.problems().get(0).at()).hasToString("editions/2025-11-20-recap.md:2:9");
    }

    private static Edition edition(String key, String body) {
        return edition(key, body, "template: plain");
    }

    private static Edition edition(String key, String body, String template) {
        String front = Workspace.FRONT.formatted("Hi").replace("template: plain", template);
        return Workspace.edition(front.replaceFirst("---\n", "---\n" + (key.isEmpty() ? "" : key + "\n")) + body);
    }

    private static List<String> parts(byte[] message) throws Exception {
        jakarta.mail.Session session = jakarta.mail.Session.getInstance(new Properties());
        List<String> found = new ArrayList<>();
        collect(new MimeMessage(session, new ByteArrayInputStream(message)), found);
        return found;
    }

    private static void collect(Part part, List<String> found) throws Exception {
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                collect(parts.getBodyPart(i), found);
            }
        } else {
            String type = part.getContentType().replaceFirst(";(?s).*", "").strip();
            found.add(part.getFileName() == null ? type : type + " " + part.getFileName());
        }
    }
}
