package org.broadsheet.render;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.imageio.ImageIO;
import org.broadsheet.edition.Bundle;

/**
 * A message as a person can review it in a diff: header fields unfolded and decoded, each part decoded. What follows from
 * the rest (boundaries) or from the machine (the bytes of pictures that were drawn) is left out.
 */
final class ReadableMail {
    private final StringBuilder out = new StringBuilder();
    private final Map<String, String> pictures = new LinkedHashMap<>();

    private ReadableMail() {}

    static String of(byte[] message) {
        try {
            ReadableMail mail = new ReadableMail();
            mail.part(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message)), "");
            String all = mail.out.toString();
            for (Map.Entry<String, String> picture : mail.pictures.entrySet()) {
                all = all.replace(picture.getKey(), picture.getValue());
            }
            return all;
        } catch (MessagingException e) {
            throw new IllegalStateException("a parser of mail does not understand this", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void part(Part part, String depth) throws MessagingException, IOException {
        List<Header> fields = Collections.list(part.getAllHeaders());
        for (Header field : fields) {
            field(field);
        }
        out.append('\n');
        Object content = part.getContent();
        if (content instanceof MimeMultipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                String number = depth + (i + 1);
                out.append("=== part ").append(number).append(" ===\n");
                part(inner, number + ".");
            }
        } else {
            body(part);
        }
    }

    private void field(Header field) throws IOException {
        byte[] raw = field.getValue().getBytes(StandardCharsets.ISO_8859_1); // RFC 6532: UTF-8 as it is
        String value = MimeUtility.decodeText(MimeUtility.unfold(new String(raw, StandardCharsets.UTF_8)))
                .replaceAll(";\\s*boundary=\"[^\"]*\"", "");
        if (field.getName().equals("Content-ID")) {
            pictures.put(value.replaceAll("[<>]", ""), "picture-" + (pictures.size() + 1));
        }
        out.append(field.getName()).append(": ").append(value).append('\n');
    }

    private void body(Part part) throws MessagingException, IOException {
        byte[] content = part.getInputStream().readAllBytes();
        if (part.isMimeType("text/*")) {
            String text = new String(content, StandardCharsets.UTF_8).replace("\r\n", "\n");
            out.append(text).append(text.endsWith("\n") ? "" : "\n");
        } else if (part.isMimeType("image/*")) {
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(content));
            out.append("[a picture, ")
                    .append(picture.getWidth())
                    .append(" × ")
                    .append(picture.getHeight())
                    .append("]\n");
        } else {
            String hash = Bundle.sha256(content).substring(0, 16);
            out.append("[")
                    .append(content.length)
                    .append(" bytes, SHA-256 ")
                    .append(hash)
                    .append(" …]\n");
        }
        out.append('\n');
    }
}
