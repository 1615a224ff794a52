package org.broadsheet.subscriber;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.Keys;

/**
 * Keyed hashes of addresses: they tell whether an address is known without keeping it. Without the key nobody can try
 * addresses against them.
 */
public final class AddressHashes {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    public AddressHashes(Keys keys) {
        key = new SecretKeySpec(keys.get(Keys.Purpose.ADDRESS_HASHES), ALGORITHM);
    }

    /** In hex, 64 characters; the same for every spelling of one mailbox. */
    public String of(MailAddress address) {
        return ofKey(address.key());
    }

    /** As {@link #of}; the same for all addresses that most probably reach one mailbox. */
    public String ofMailbox(MailAddress address) {
        return ofKey(address.mailbox());
    }

    /** Tells hashes of this key from those of others, and tells nothing about the key; 16 characters. */
    String keyMark() {
        return ofKey("which key is this?").substring(0, 16);
    }

    String ofKey(String addressKey) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(addressKey.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
