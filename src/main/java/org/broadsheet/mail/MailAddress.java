package org.broadsheet.mail;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.broadsheet.text.Characters;

/**
 * An address and the name of whom it belongs to.
 *
 * @param address {@code local@domain}, valid, at most 254 octets in UTF-8, without display name or angle brackets
 * @param name one line without control characters; empty when not known
 */
public record MailAddress(String address, String name) {
    private static final EmailValidator VALIDATOR = JMail.strictValidator()
            .disallowExplicitSourceRouting()
            .disallowQuotedIdentifiers()
            .disallowObsoleteWhitespace()
            .disallowIpDomain();

    /** Comments too: a mailbox would have as many addresses as there are comments (RFC 5321 §4.1.2 knows none). */
    private static final String NOT_IN_ADDRESSES = "<>()";

    private static final Set<String> GMAIL = Set.of("gmail.com", "googlemail.com");
    private static final int LONGEST = 254; // RFC 5321 §4.5.3.1.3, less the angle brackets

    /**
     * Java knows the names of 2003 only, when these meant ss and a plain sigma. Since 2008 they are letters of their own
     * (RFC 5894 §7.2), and the domain that Java makes of them belongs to somebody else.
     */
    private static final Pattern NOT_AS_IN_2003 = Pattern.compile("[ßẞς]");

    /** Empty when the address is not one that mail can be sent to; control characters in the name become spaces. */
    public static Optional<MailAddress> of(String address, String name) {
        String bare = Characters.withoutHidden(address.strip());
        boolean valid = !bare.isEmpty()
                && bare.length() <= LONGEST
                && bare.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= LONGEST
                && Characters.firstForbidden(bare).isEmpty()
                && bare.chars().noneMatch(c -> c <= ' ' || c == 0x7f || NOT_IN_ADDRESSES.indexOf(c) >= 0)
                && bare.codePoints().noneMatch(MailAddress::isUnseen)
                && !isOfTwoDomains(bare)
                && VALIDATOR.isValid(bare);
        return valid ? Optional.of(new MailAddress(bare, oneLine(name))) : Optional.empty();
    }

    /** Of no use to a mailbox; it makes two addresses look like one, or one line like two. */
    private static boolean isUnseen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE -> true;
            default -> (c & 0xfffe) == 0xfffe || c >= 0xfdd0 && c <= 0xfdef; // Unicode §23.7: no characters at all
        };
    }

    /** Whether its domain has letters that stand for others in what Java knows of names, so that it would go astray. */
    public static boolean isOfTwoDomains(String address) {
        return NOT_AS_IN_2003
                .matcher(address.substring(address.lastIndexOf('@') + 1))
                .find();
    }

    /** Reads {@code Name <local@domain>}, {@code "Name" <local@domain>} or a bare address. */
    public static Optional<MailAddress> parse(String text) {
        String trimmed = text.strip();
        int open = trimmed.lastIndexOf('<');
        if (open < 0 || !trimmed.endsWith(">")) {
            return of(trimmed, "");
        }
        String name = trimmed.substring(0, open).strip();
        if (name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"")) {
            name = name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1");
        }
        return of(trimmed.substring(open + 1, trimmed.length() - 1), name);
    }

    /** What stands before the last {@code @}. */
    public String local() {
        return address.substring(0, address.lastIndexOf('@'));
    }

    /** What stands behind the last {@code @}, in lower case, as it was written. */
    public String domain() {
        return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    /** The form under which two spellings of one mailbox compare equal: lower case, the domain in its ASCII form. */
    public String key() {
        if (Characters.isPlain(address)) {
            return address.toLowerCase(Locale.ROOT);
        }
        return java.text.Normalizer.normalize(local().toLowerCase(Locale.ROOT), java.text.Normalizer.Form.NFC) + "@"
                + asciiDomain();
    }

    /**
     * The mailbox that this address and its likes most probably reach: without what stands behind a plus sign, and without
     * dots where the provider does not care for them. For counting what strangers set off, never for writing to.
     */
    public String mailbox() {
        String key = key();
        String domain = key.substring(key.lastIndexOf('@') + 1);
        String local = key.substring(0, key.lastIndexOf('@'));
        String plain = local.indexOf('+') > 0 ? local.substring(0, local.indexOf('+')) : local;
        return GMAIL.contains(domain) ? plain.replace(".", "") + "@gmail.com" : plain + "@" + domain;
    }

    /** The domain as DNS and an SMTP server without SMTPUTF8 know it (RFC 5890). */
    public String asciiDomain() {
        if (Characters.isPlain(address)) {
            return domain();
        }
        try {
            return IDN.toASCII(domain(), IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notAnIdn) {
            return domain();
        }
    }

    /** {@code Name <address>} as a person reads it, not as a header field. */
    @Override
    public String toString() {
        return name.isEmpty() ? address : name + " <" + address + ">";
    }

    private static String oneLine(String name) {
        if (name.isEmpty()) {
            return name;
        }
        return Characters.withoutHidden(name)
                .codePoints()
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .filter(c -> Character.getType(c) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .replaceAll(" {2,}", " ")
                .strip();
    }
}
