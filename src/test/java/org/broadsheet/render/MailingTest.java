package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.ImageMode;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class MailingTest {
    static final byte[] DOT = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static final String TWO_TOPICS = """
            Hello {{subscriber.first_name|there}}!

            ## Events {topic=events}
            Come to *Amsterdam*.

            ## Releases {topic=releases}
            Version 1.28.

            ## For all
            Everybody reads this.
            """;

    @Test
    void a_message_has_every_field_that_a_bulk_mail_needs() throws Exception {
        MimeMessage message = parsed(new Workspace().render(TWO_TOPICS).message(Workspace.ada()));
        assertThat(message.getHeader("From")).containsExactly("Istio Community <recap@istio.example>");
        assertThat(message.getHeader("To")).containsExactly("Ada Lovelace <ada@reader.example>");
        assertThat(message.getHeader("Subject")).containsExactly("Hello");
        assertThat(message.getHeader("Date")).containsExactly("Thu, 20 Nov 2025 08:00:00 +0000");
        assertThat(message.getHeader("Message-ID")).containsExactly("<1.1@istio.example>");
        assertThat(message.getHeader("List-Id")).containsExactly("Istio Recap <community.istio.example>");
        assertThat(message.getHeader("List-Unsubscribe"))
                .containsExactly("<https://news.example/u/0123456789?a=1&b=2>");
        assertThat(message.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getHeader("Content-Language")).containsExactly("en");
        assertThat(message.getHeader("Feedback-ID")[0])
                .matches("2025-11-20-recap:community:broadsheet:[A-Za-z0-9]{5,15}");
        assertThat(message.getHeader("List-Archive")).isNull();
    }

    @Test
    void one_click_is_offered_over_https_only() throws Exception {
        Recipient ada = Workspace.ada();
        Recipient local =
                new Recipient(ada.to(), "", Set.of(), "http://127.0.0.1:8025/u/1", "", ada.date(), ada.messageId());
        MimeMessage message = parsed(new Workspace().render(TWO_TOPICS).message(local));
        assertThat(message.getHeader("List-Unsubscribe")).containsExactly("<http://127.0.0.1:8025/u/1>");
        assertThat(message.getHeader("List-Unsubscribe-Post")).isNull();
    }

    @Test
    void the_archive_and_the_address_for_replies_are_named_where_there_are_any() throws Exception {
        String front = Workspace.FRONT
                .formatted("Hi")
                .replace(
                        "template:",
                        "archive: https://istio.example/recap/1\nreply-to: Ed <ed@istio.example>\ntemplate:");
        MimeMessage message = parsed(
                new Workspace().render(Workspace.edition(front + "Prose.\n")).message(Workspace.ada()));
        assertThat(message.getHeader("List-Archive")).containsExactly("<https://istio.example/recap/1>");
        assertThat(message.getReplyTo()).containsExactly(new InternetAddress("ed@istio.example", "Ed"));
    }

    @Test
    void text_and_html_are_alternatives_that_decode_to_the_previews() throws Exception {
        Mailing mailing = new Workspace().render(TWO_TOPICS);
        MimeMultipart parts =
                (MimeMultipart) parsed(mailing.message(Workspace.ada())).getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(parts.getBodyPart(0).getContent())
                .isEqualTo(mailing.text(Workspace.ada()).replace("\n", "\r\n"));
        assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(parts.getBodyPart(1).getContent())
                .isEqualTo(mailing.html(Workspace.ada()).replace("\n", "\r\n"));
    }

    @Test
    void pictures_travel_with_the_html_that_shows_them() throws Exception {
        Mailing mailing = new Workspace().with("editions/images/dot.png", DOT).render("![A dot](images/dot.png)\n");
        MimeMultipart parts =
                (MimeMultipart) parsed(mailing.message(Workspace.ada())).getContent();
        MimeMultipart related = (MimeMultipart) parts.getBodyPart(1).getContent();
        assertThat(related.getContentType()).startsWith("multipart/related");
        var picture = (jakarta.mail.internet.MimeBodyPart) related.getBodyPart(1);
        assertThat(picture.getInputStream().readAllBytes()).isEqualTo(DOT);
        assertThat(picture.getDisposition()).isEqualTo("inline");
        assertThat(picture.getFileName()).isEqualTo("dot.png");
        String id = picture.getContentID().replaceAll("[<>]", "");
        assertThat((String) related.getBodyPart(0).getContent()).contains("src=\"cid:" + id + "\"");
        assertThat(mailing.previewHtml(Workspace.ada())).contains("src=\"images/dot.png\"");
        assertThat(mailing.images()).containsOnlyKeys("dot.png");
    }

    @Test
    void a_picture_of_a_section_that_is_left_out_stays_at_home() {
        Mailing mailing = new Workspace()
                .with("editions/dot.png", DOT)
                .render("Opening.\n\n## Events {topic=events}\n![A dot](dot.png)\n");
        assertThat(ascii(mailing.message(Workspace.ada()))).contains("Content-Type: image/png");
        assertThat(ascii(mailing.message(Workspace.recipient("", "", Set.of("events")))))
                .doesNotContain("image/png");
    }

    @Test
    void hosted_pictures_are_named_by_their_content() {
        Workspace workspace = new Workspace().with("editions/dot.png", DOT);
        Mailing mailing = new Renderer(workspace, Brand.PLAIN, new Settings(ImageMode.HOSTED, "https://news.example"))
                .render(Workspace.edition(Workspace.FRONT.formatted("Hi") + "![A dot](dot.png)\n"));
        String name = mailing.images().keySet().iterator().next();
        assertThat(name).matches("[0-9a-f]{64}\\.png");
        assertThat(mailing.html(Workspace.ada())).contains("src=\"https://news.example/images/" + name + "\"");
        assertThat(ascii(mailing.message(Workspace.ada()))).doesNotContain("multipart/related");
    }

    @Test
    void sections_of_unwanted_topics_are_left_out_of_both_parts() {
        Mailing mailing = new Workspace().render(TWO_TOPICS);
        Recipient noEvents = Workspace.recipient("", "", Set.of("events"));
        assertThat(mailing.text(noEvents)).doesNotContain("Amsterdam").contains("Version 1.28", "Everybody reads");
        assertThat(mailing.html(noEvents)).doesNotContain("Amsterdam").contains("Version 1.28", "Everybody reads");
        assertThat(mailing.text(Workspace.ada())).contains("Amsterdam", "Version 1.28");
        assertThat(mailing.text(noEvents)).doesNotContain("\n\n\n");
    }

    @Test
    void nothing_is_left_when_all_sections_are_unwanted_and_there_is_no_opening() {
        Mailing topicsOnly =
                new Workspace().render("## Events {topic=events}\nCome.\n\n## Releases {topic=releases}\nGet it.\n");
        assertThat(topicsOnly.isEmptyFor(Set.of("events", "releases"))).isTrue();
        assertThat(topicsOnly.isEmptyFor(Set.of("events"))).isFalse();
        assertThat(new Workspace().render(TWO_TOPICS).isEmptyFor(Set.of("events", "releases")))
                .isFalse();
    }

    @Test
    void the_same_edition_gives_the_same_bytes() {
        byte[] once = new Workspace()
                .with("editions/dot.png", DOT)
                .render(TWO_TOPICS + "![](dot.png)\n")
                .message(Workspace.ada());
        byte[] again = new Workspace()
                .with("editions/dot.png", DOT)
                .render(TWO_TOPICS + "![](dot.png)\n")
                .message(Workspace.ada());
        assertThat(again).isEqualTo(once);
    }

    @Test
    void lines_are_short_and_end_in_crlf() {
        String prose = "A long line " + "without a break ".repeat(500) + "\n\n" + "x".repeat(5000) + "\n";
        String message = ascii(new Workspace().render(prose + TWO_TOPICS).message(Workspace.ada()));
        assertThat(message.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(message.split("\r\n")).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
        assertThat(message).matches("(?s)[\\x00-\\x7f]*");
    }

    @Test
    void whatever_a_person_is_called_the_message_decodes_to_it() throws Exception {
        Mailing mailing = new Workspace().render("For {{subscriber.name}}", "Hello {{subscriber.first_name}}.\n");
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            String name = name(random);
            MimeMessage message = parsed(mailing.message(Workspace.recipient(name, name)));
            MimeMultipart parts = (MimeMultipart) message.getContent();
            String clean = name.strip();
            assertThat((String) parts.getBodyPart(0).getContent()).contains("Hello " + clean + ".");
            assertThat(org.jsoup.Jsoup.parse((String) parts.getBodyPart(1).getContent())
                            .body()
                            .wholeText())
                    .contains("Hello " + clean + ".");
            assertThat(message.getSubject()).isEqualTo(("For " + clean.replaceAll(" +", " ")).strip());
        }
    }

    @Test
    void a_message_is_put_together_in_microseconds() {
        Mailing mailing = new Workspace().render(TWO_TOPICS.repeat(1) + "Prose. ".repeat(5000));
        Recipient ada = Workspace.ada();
        long length = 0;
        for (int i = 0; i < 3000; i++) {
            length += mailing.message(ada).length;
        }
        long start = System.nanoTime();
        for (int i = 0; i < 3000; i++) {
            length += mailing.message(ada).length;
        }
        long each = (System.nanoTime() - start) / 3000;
        assertThat(length).isPositive();
        assertThat(each)
                .as("nanoseconds a message, on a machine that may be busy")
                .isLessThan(1_000_000);
    }

    private static String name(Random random) {
        StringBuilder out = new StringBuilder("x");
        List<String> tricks = List.of(
                "<script>", "{{subscriber.address}}", "&amp;", "\"", "'", "=", "=3D", "$1", "\\", "😀", "é", " ");
        for (int i = random.nextInt(40); i > 0; i--) {
            out.append(
                    random.nextBoolean()
                            ? tricks.get(random.nextInt(tricks.size()))
                            : (char) ('a' + random.nextInt(26)));
        }
        return out.toString();
    }

    static MimeMessage parsed(byte[] message) throws Exception {
        Properties strict = new Properties();
        strict.setProperty("mail.mime.address.strict", "true");
        strict.setProperty("mail.mime.parameters.strict", "true");
        return new MimeMessage(Session.getInstance(strict), new ByteArrayInputStream(message));
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void the_links_and_marks_of_a_sections_heading_are_kept() {
        for (String heading : List.of(
                "## Read [the *notes*](https://code.example/n) of `x`",
                "Read [the *notes*](https://code.example/n) of `x`\n---")) {
            String text = "---\nlist: community\nfrom: a@sender.example\n---\n" + heading + "\n\nText.\n";
            Edition edition =
                    EditionParser.ofEditions(Defaults.NONE).parse("a.md", text).orThrow();
            Mailing mailing = new Renderer(
                            Sample.files(), Sample.brand("#466bb0"), new Settings(ImageMode.INLINE, null))
                    .render(edition);

            assertThat(Jsoup.parse(mailing.html(Workspace.ada()))
                            .select("h2 a[href=https://code.example/n] em")
                            .text())
                    .isEqualTo("notes");
            assertThat(mailing.text(Workspace.ada()))
                    .contains(
                            "Read the _notes_ [1] of `x`\n---------------------------\n",
                            "\n[1] https://code.example/n\n");
        }
    }
}
