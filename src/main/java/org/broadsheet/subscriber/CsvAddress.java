package org.broadsheet.subscriber;

import java.util.Locale;
import java.util.Optional;
import org.broadsheet.mail.MailAddress;

/** Reads an address as cells have it: alone, as a link, or with the name before it. */
final class CsvAddress {
    private static final String LINK = "mailto:";

    private CsvAddress() {}

    /** {@code ada@example.org}, {@code mailto:ada@example.org} or {@code Ada <ada@example.org>}; with the name, where there is one. */
    static Optional<MailAddress> of(String cell) {
        String text = cell.strip();
        if (text.toLowerCase(Locale.ROOT).startsWith(LINK)) {
            return MailAddress.of(text.substring(LINK.length()), "");
        }
        return text.endsWith(">") ? MailAddress.parse(text) : MailAddress.of(text, "");
    }
}
