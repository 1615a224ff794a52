package org.broadsheet.subscriber;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.broadsheet.mail.MailAddress;

/** Reads an address as cells have it: alone, as a link, or with the name before it. */
final class CsvAddress {
    private static final String LINK = "mailto:";
    /** Pages and word processors put blanks before and behind that do not break lines. */
    private static final Pattern BLANKS = Pattern.compile("^[\\s\\p{Zs}]+|[\\s\\p{Zs}]+$");

    private CsvAddress() {}

    /** {@code ada@example.org}, {@code mailto:ada@example.org} or {@code Ada <ada@example.org>}; with the name, where there is one. */
    static Optional<MailAddress> of(String cell) {
        String text = cell.strip();
        if (!text.isEmpty() && (isBlank(text, 0) || isBlank(text, text.length() - 1))) {
            text = BLANKS.matcher(text).replaceAll("");
        }
        if (text.toLowerCase(Locale.ROOT).startsWith(LINK)) {
            return MailAddress.of(text.substring(LINK.length()), "");
        }
        return text.endsWith(">") ? MailAddress.parse(text) : MailAddress.of(text, "");
    }

    private static boolean isBlank(String text, int at) {
        return Character.isSpaceChar(text.charAt(at));
    }
}
