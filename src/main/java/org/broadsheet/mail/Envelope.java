package org.broadsheet.mail;

import org.jspecify.annotations.Nullable;

/**
 * Who sends and who receives, as SMTP sees it (RFC 5321 §2.3.1); the header fields of the message play no part in it.
 *
 * @param sender where returns go, without angle brackets; empty for the null reverse-path
 * @param recipient one address, without angle brackets, the domain in ASCII
 * @param id what a report about the delivery names it by (RFC 3461 §4.4): printable ASCII, at most 100; null for no report
 */
public record Envelope(
        String sender, String recipient, @Nullable String id) {
    /** One that no report is asked for. */
    public Envelope(String sender, String recipient) {
        this(sender, recipient, null);
    }

    /** Whether only a server with SMTPUTF8 can take it (RFC 6531). */
    public boolean isInternational() {
        return !isAscii(sender) || !isAscii(recipient);
    }

    /** Whether that is so for the sender already, and so for every recipient. */
    public boolean hasInternationalSender() {
        return !isAscii(sender);
    }

    private static boolean isAscii(String address) {
        return address.chars().allMatch(c -> c < 0x80);
    }
}
