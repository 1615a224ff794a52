package org.broadsheet;

import org.broadsheet.text.Position;
import org.broadsheet.text.Secret;

/**
 * One key that signs mail, as {@code dkim:} in {@code broadsheet.yaml} names it. The key itself is read when mail is about
 * to be signed, so that all else works without it.
 *
 * @param key the path of its file inside the workspace, or the key itself, from a variable
 * @param at where it is named
 */
record DkimEntry(String domain, String selector, Secret key, Position at) {
    boolean isPath() {
        return !key.reveal().contains("-----BEGIN ");
    }

    /** For people: shows no key, nor what may be one that lacks its first line. */
    String source() {
        return isShown() ? "'" + key.reveal() + "'" : "the key";
    }

    /** Whether it looks like the name of a file, which a key in base64 does not. */
    boolean isShown() {
        return key.reveal().matches("[\\w ./+-]{1,200}\\.[A-Za-z0-9]{1,10}");
    }
}
