package org.broadsheet.check;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.broadsheet.render.Mailing;

/**
 * What a mail weighs for somebody who gets all of it, in bytes.
 *
 * @param message the whole of it, encoded as it is sent
 * @param pictures before they are encoded, hosted ones included
 * @param attachments before they are encoded
 */
public record Weight(int html, int message, int pictures, int attachments) {
    public static Weight of(Mailing mailing) {
        return new Weight(
                MailParts.bytes(mailing.html(Rendered.READER)),
                mailing.message(Rendered.READER).length,
                sum(mailing.images()),
                sum(mailing.attachments()));
    }

    private static int sum(Map<String, byte[]> files) {
        return files.values().stream().mapToInt(file -> file.length).sum();
    }

    /** As commands report it. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("html_bytes", html);
        json.put("message_bytes", message);
        json.put("picture_bytes", pictures);
        json.put("attachment_bytes", attachments);
        return json;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "HTML %s of 102 kB, message %s, pictures %s%s",
                thousands(html),
                MailParts.kilobytes(message),
                MailParts.kilobytes(pictures),
                attachments == 0 ? "" : ", attachments " + MailParts.kilobytes(attachments));
    }

    private static long thousands(int bytes) {
        return Math.round(bytes / 1000.0);
    }
}
