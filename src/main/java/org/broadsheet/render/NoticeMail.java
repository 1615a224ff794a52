package org.broadsheet.render;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.broadsheet.edition.Bundle;
import org.broadsheet.mail.HeaderField;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.mail.MimeFrame;
import org.broadsheet.mail.QuotedPrintable;

/**
 * A notice as it is sent. The array is not copied: nobody may write to it.
 *
 * @param html for a browser: a picture comes from {@code images/NAME}, as {@code images} names it
 * @param message complete (RFC 5322): lines end in CRLF, dots are not doubled yet
 */
public record NoticeMail(String subject, String html, String text, Map<String, byte[]> images, byte[] message) {
    /** @param language BCP 47 */
    record Head(
            MailAddress from, MailAddress to, String subject, String language, OffsetDateTime date, String messageId) {
        String fields() {
            return HeaderField.structured("Date", Mailing.DATE.format(date))
                    + HeaderField.id("Message-ID", messageId)
                    + HeaderField.addresses("From", List.of(from))
                    + HeaderField.addresses("Reply-To", List.of(from))
                    + HeaderField.addresses("To", List.of(to))
                    + HeaderField.text("Subject", subject)
                    + HeaderField.structured("Auto-Submitted", "auto-generated") // RFC 3834 §5
                    + HeaderField.structured("Content-Language", language);
        }
    }

    /**
     * What goes along with a notice.
     *
     * @param name letters, digits, dots and dashes; that of a message ends in {@code .eml}
     */
    public record Enclosure(String name, byte[] content) {
        boolean isMessage() {
            return name.endsWith(".eml");
        }
    }

    static NoticeMail of(Head head, String html, String text, List<Image> images) {
        return of(head, html, text, images, List.of());
    }

    static NoticeMail of(Head head, String html, String text, List<Image> images, List<Enclosure> enclosures) {
        List<Image> inline =
                images.stream().filter(image -> image.src().startsWith("cid:")).toList();
        String seed =
                Bundle.sha256((html + text).getBytes(StandardCharsets.UTF_8)).substring(0, 32);
        MimeFrame frame = new MimeFrame(seed, !inline.isEmpty(), !enclosures.isEmpty());
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(ascii(head.fields() + frame.beforeText()));
        message.writeBytes(QuotedPrintable.encode(text));
        message.writeBytes(ascii(frame.beforeHtml()));
        message.writeBytes(QuotedPrintable.encode(html));
        inline.forEach(image ->
                message.writeBytes(InlinePicture.of(image, List.of(), frame).part()));
        message.writeBytes(ascii(frame.endOfBody()));
        for (Enclosure enclosure : enclosures) {
            boolean whole = enclosure.isMessage();
            message.writeBytes(ascii(
                    whole
                            ? frame.beforeMessage(enclosure.name())
                            : frame.beforeAttachment("text/plain; charset=utf-8", enclosure.name())));
            message.writeBytes(
                    whole ? enclosure.content() : Base64.getMimeEncoder().encode(enclosure.content()));
        }
        message.writeBytes(ascii(frame.end()));
        String shown = html;
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (Image image : images) {
            shown = shown.replace(image.src(), "images/" + image.name());
            contents.put(image.name(), image.content());
        }
        return new NoticeMail(head.subject(), shown, text, contents, message.toByteArray());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
