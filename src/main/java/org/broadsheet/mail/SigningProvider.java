package org.broadsheet.mail;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The code that signs: native where it loads, for it signs several times as fast, else Java's own. What is native is never
 * registered with Java's security: nothing but signatures uses it. Thread-safe.
 */
public final class SigningProvider {
    /** Java's own. */
    static final SigningProvider JAVA = new SigningProvider(null);

    private static final Logger log = LoggerFactory.getLogger(SigningProvider.class);
    private static final String CHOICE = "broadsheet.signer";

    private final @Nullable Provider provider;

    private SigningProvider(@Nullable Provider provider) {
        this.provider = provider;
    }

    private static final class Best {
        static final SigningProvider FOUND = find();
    }

    /** Looked for once; {@code -Dbroadsheet.signer=java} does without the native one. */
    public static SigningProvider best() {
        return Best.FOUND;
    }

    private static SigningProvider find() {
        if ("java".equals(System.getProperty(CHOICE))) {
            return JAVA;
        }
        try {
            return new SigningProvider(CorrettoProvider.load());
        } catch (GeneralSecurityException e) {
            log.debug("Java signs: {}", e.getMessage());
            return JAVA;
        }
    }

    /** {@link #best} in words, after it has shown that it signs: what it makes, Java finds right. */
    public static String tried() {
        for (DkimKey.Type type : DkimKey.Type.values()) {
            SigningKey key = SigningKey.of(DkimKey.generate("example.org", "probe", type, DkimKey.LEAST_BITS));
            if (key.provider() != best()) {
                return key.provider() + "; " + best() + " loads and does not sign " + type.java();
            }
        }
        return best().toString();
    }

    boolean isNative() {
        return provider != null;
    }

    Signature signature(DkimKey.Type type) throws NoSuchAlgorithmException {
        String name = type == DkimKey.Type.RSA ? "SHA256withRSA" : "Ed25519";
        return provider == null ? Signature.getInstance(name) : Signature.getInstance(name, provider);
    }

    /** The key in the form that this provider works with fastest. */
    PrivateKey converted(DkimKey key) throws GeneralSecurityException {
        if (provider == null || provider.getService("KeyFactory", key.type().java()) == null) {
            return key.privateKey();
        }
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(key.privateKey().getEncoded());
        return KeyFactory.getInstance(key.type().java(), provider).generatePrivate(encoded);
    }

    MessageDigest sha256() {
        try {
            return provider == null
                    ? MessageDigest.getInstance("SHA-256")
                    : MessageDigest.getInstance("SHA-256", provider);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** As people read it: {@code AmazonCorrettoCryptoProvider 2.5 (native)}. */
    @Override
    public String toString() {
        return provider == null
                ? "Java " + Runtime.version().feature()
                : provider.getName() + " " + provider.getVersionStr() + " (native)";
    }
}
