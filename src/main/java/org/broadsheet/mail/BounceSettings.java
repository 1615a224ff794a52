package org.broadsheet.mail;

import org.jspecify.annotations.Nullable;

/**
 * Where returned mail goes; {@code bounces:} in {@code broadsheet.yaml}.
 *
 * @param address of the mailbox that takes it; null for the sender's own
 * @param verp whether each recipient has a return path of their own, {@code bounces+TOKEN@example.org}; never without an
 *     address
 */
public record BounceSettings(@Nullable MailAddress address, boolean verp) {
    /** Mail returns to its sender. */
    public static final BounceSettings DEFAULT = new BounceSettings(null, false);

    public BounceSettings {
        if (verp && (address == null || address.local().length() > ReturnPaths.LONGEST_LOCAL)) {
            throw new IllegalArgumentException("there is no room for a token");
        }
    }
}
