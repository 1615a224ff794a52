package org.broadsheet.render;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.broadsheet.edition.Bundle;
import org.broadsheet.edition.Edition;
import org.broadsheet.mail.HeaderField;
import org.broadsheet.mail.MimeFrame;

/**
 * An edition ready for its recipients: all that is the same for everybody is rendered and encoded, so that a message is
 * put together from pieces in microseconds. Immutable and thread-safe.
 */
public final class Mailing {
    // RFC 5322 §3.3; words of the date in English whatever the machine's language
    static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss xx", Locale.US);

    private final List<Segment> html;
    private final List<Segment> text;
    private final List<InlinePicture> pictures;
    private final Map<String, Image> images = new LinkedHashMap<>();
    private final Subject subject;
    private final Set<String> sectionTopics;
    private final boolean everybodyGetsSomething;
    private final ZoneId zone;
    private final byte[] fixedFields;
    private final byte[] beforeText;
    private final byte[] beforeHtml;
    private final byte[] endOfBody;
    private final List<Attachment> attachments;
    private final List<byte[]> attached;
    private final byte[] end;

    Mailing(
            Edition edition,
            List<Segment> html,
            List<Segment> text,
            List<Image> images,
            List<Attachment> attachments,
            Subject subject) {
        this.html = html;
        this.text = text;
        this.subject = subject;
        images.stream().filter(image -> isShown(image)).forEach(image -> this.images.put(image.name(), image));
        this.sectionTopics = MailingFields.topics(edition);
        this.everybodyGetsSomething = MailingFields.everybodyGetsSomething(edition);
        this.zone = edition.front().zone();
        this.fixedFields = ascii(MailingFields.of(edition.front(), edition.id()));
        String seed = seed(html, text, images);
        List<Image> inline = this.images.values().stream()
                .filter(image -> image.src().startsWith("cid:"))
                .toList();
        MimeFrame frame = new MimeFrame(seed, !inline.isEmpty(), !attachments.isEmpty());
        this.pictures = inline.stream()
                .map(image -> InlinePicture.of(image, html, frame))
                .toList();
        this.beforeText = ascii(frame.beforeText());
        this.beforeHtml = ascii(frame.beforeHtml());
        this.endOfBody = ascii(frame.endOfBody());
        this.attachments = List.copyOf(attachments);
        this.attached =
                attachments.stream().map(attachment -> attachment.part(frame)).toList();
        this.end = ascii(frame.end());
    }

    private Mailing(Mailing other, Subject subject) {
        this.html = other.html;
        this.text = other.text;
        this.pictures = other.pictures;
        this.images.putAll(other.images);
        this.subject = subject;
        this.sectionTopics = other.sectionTopics;
        this.everybodyGetsSomething = other.everybodyGetsSomething;
        this.zone = other.zone;
        this.fixedFields = other.fixedFields;
        this.beforeText = other.beforeText;
        this.beforeHtml = other.beforeHtml;
        this.endOfBody = other.endOfBody;
        this.attachments = other.attachments;
        this.attached = other.attached;
        this.end = other.end;
    }

    /** The same with these words in front of its subject. */
    public Mailing withSubjectAfter(String words) {
        return new Mailing(this, subject.after(words));
    }

    /** The complete message (RFC 5322) as it goes over the wire: lines end in CRLF, dots are not doubled yet. */
    public byte[] message(Recipient recipient) {
        List<byte[]> pieces = new ArrayList<>(text.size() + html.size() + pictures.size() + attached.size() + 6);
        pieces.add(personalFields(recipient).getBytes(StandardCharsets.UTF_8));
        pieces.add(fixedFields);
        pieces.add(beforeText);
        body(text, Medium.TEXT, recipient, pieces);
        pieces.add(beforeHtml);
        body(html, Medium.HTML, recipient, pieces);
        for (InlinePicture picture : pictures) {
            if (picture.isFor(recipient.optedOut())) {
                pieces.add(picture.part());
            }
        }
        pieces.add(endOfBody);
        for (int i = 0; i < attached.size(); i++) {
            if (attachments.get(i).isFor(recipient.optedOut())) {
                pieces.add(attached.get(i));
            }
        }
        pieces.add(end);
        return joined(pieces);
    }

    private static byte[] joined(List<byte[]> pieces) {
        int size = 0;
        for (byte[] piece : pieces) {
            size += piece.length;
        }
        byte[] message = new byte[size];
        int done = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, message, done, piece.length);
            done += piece.length;
        }
        return message;
    }

    public String subject(Recipient recipient) {
        return subject.text(recipient);
    }

    /** The HTML part, as the recipient's mail program decodes it. */
    public String html(Recipient recipient) {
        return decoded(html, Medium.HTML, recipient);
    }

    /** The text part. */
    public String text(Recipient recipient) {
        return decoded(text, Medium.TEXT, recipient);
    }

    /** The HTML part for a browser: pictures come from {@code images/NAME}, as {@link #images} names them. */
    public String previewHtml(Recipient recipient) {
        String page = html(recipient);
        for (Image image : images.values()) {
            page = page.replace(image.src(), "images/" + image.name());
        }
        return page;
    }

    /** The pictures that the HTML shows, by file name; hosted ones by the name that ends their URL. */
    public Map<String, byte[]> images() {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        images.forEach((name, image) -> contents.put(name, image.content()));
        return contents;
    }

    /** The files that travel with it, by name, as somebody gets them who wants all topics. */
    public Map<String, byte[]> attachments() {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        attachments.forEach(attachment -> contents.put(attachment.name(), attachment.content()));
        return contents;
    }

    /** True when no section is left for someone who does not want these topics, and there is no opening. */
    public boolean isEmptyFor(Set<String> optedOut) {
        return !everybodyGetsSomething && optedOut.containsAll(sectionTopics);
    }

    private String personalFields(Recipient recipient) {
        boolean oneClick = recipient.unsubscribeUrl().regionMatches(true, 0, "https://", 0, 8);
        return HeaderField.structured("Date", DATE.format(recipient.date().atZone(zone)))
                + HeaderField.id("Message-ID", recipient.messageId())
                + HeaderField.addresses("To", List.of(recipient.to()))
                + HeaderField.text("Subject", subject.text(recipient))
                + HeaderField.url("List-Unsubscribe", recipient.unsubscribeUrl())
                + (oneClick // RFC 8058 §3.1
                        ? HeaderField.structured("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
                        : "");
    }

    private static void body(List<Segment> segments, Medium medium, Recipient recipient, List<byte[]> pieces) {
        for (Segment segment : segments) {
            if (segment.isFor(recipient.optedOut())) {
                pieces.add(segment.encoded(recipient, medium));
            }
        }
    }

    private static String decoded(List<Segment> segments, Medium medium, Recipient recipient) {
        StringBuilder out = new StringBuilder();
        for (Segment segment : segments) {
            if (segment.isFor(recipient.optedOut())) {
                out.append(segment.text(recipient, medium));
            }
        }
        return out.toString();
    }

    private boolean isShown(Image image) {
        return html.stream().anyMatch(segment -> segment.text().contains(image.src()));
    }

    private static String seed(List<Segment> html, List<Segment> text, List<Image> images) {
        StringBuilder all = new StringBuilder();
        html.forEach(segment -> all.append(segment.text()));
        text.forEach(segment -> all.append(segment.text()));
        images.forEach(image -> all.append(image.sha256()));
        return Bundle.sha256(all.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
