package org.broadsheet.check;

import java.util.Locale;
import org.broadsheet.render.Mailing;

/**
 * What a mail weighs for somebody who gets all of it, in bytes.
 *
 * @param message the whole of it, encoded as it is sent
 * @param pictures before they are encoded, hosted ones included
 */
public record Weight(int html, int message, int pictures) {
    static Weight of(Mailing mailing) {
        return new Weight(
                MailParts.bytes(mailing.html(Rendered.READER)),
                mailing.message(Rendered.READER).length,
                mailing.images().values().stream()
                        .mapToInt(image -> image.length)
                        .sum());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "HTML %s of 102 kB, message %s, pictures %s",
                thousands(html),
                MailParts.kilobytes(message),
                MailParts.kilobytes(pictures));
    }

    private static long thousands(int bytes) {
        return Math.round(bytes / 1000.0);
    }
}
