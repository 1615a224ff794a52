package org.broadsheet.mail;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A key together with the code that signs with it. Thread-safe. */
final class SigningKey {
    private static final Logger log = LoggerFactory.getLogger(SigningKey.class);
    private static final byte[] PROBE = "The quick brown fox".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final DkimKey key;
    private final SigningProvider provider;
    private final PrivateKey converted;
    // To make one costs more than to use it; there are as many as threads that sign at once.
    private final ConcurrentLinkedDeque<Signature> idle = new ConcurrentLinkedDeque<>();

    private SigningKey(DkimKey key, SigningProvider provider) throws GeneralSecurityException {
        this.key = key;
        this.provider = provider;
        this.converted = provider.converted(key);
    }

    /** The fastest code that signs right with this key. */
    static SigningKey of(DkimKey key) {
        SigningProvider best = SigningProvider.best();
        if (best.isNative()) {
            try {
                return checked(key, best);
            } catch (GeneralSecurityException | RuntimeException e) {
                log.info("{} does not sign for {}: {}", best, key, e.toString());
            }
        }
        return of(key, SigningProvider.JAVA);
    }

    /** @throws IllegalStateException when it does not sign with this key */
    static SigningKey of(DkimKey key, SigningProvider provider) {
        try {
            return checked(key, provider);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(provider + " cannot sign for " + key + ": " + e.getMessage(), e);
        }
    }

    /** What it signs, Java itself must find right. */
    private static SigningKey checked(DkimKey key, SigningProvider provider) throws GeneralSecurityException {
        SigningKey signing = new SigningKey(key, provider);
        byte[] signature = signing.signature(PROBE);
        Signature verifier = SigningProvider.JAVA.signature(key.type());
        verifier.initVerify(key.publicKey());
        verifier.update(signing.signedBytes(PROBE));
        if (!verifier.verify(signature)) {
            throw new InvalidKeyException("a signature that it made is wrong");
        }
        return signing;
    }

    SigningProvider provider() {
        return provider;
    }

    String domain() {
        return key.domain();
    }

    String selector() {
        return key.selector();
    }

    /** The {@code a=} of signatures. */
    String algorithm() {
        return key.type().tag() + "-sha256";
    }

    byte[] sign(byte[] bytes) {
        try {
            return signature(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign for " + key + ": " + e.getMessage(), e);
        }
    }

    private byte[] signature(byte[] bytes) throws GeneralSecurityException {
        Signature signature = idle.pollFirst();
        if (signature == null) {
            signature = provider.signature(key.type());
            signature.initSign(converted);
        }
        signature.update(signedBytes(bytes));
        byte[] signed = signature.sign(); // and is ready for the next
        idle.addFirst(signature);
        return signed;
    }

    /** RFC 8463 §3: Ed25519 signs the hash of what RSA signs. */
    private byte[] signedBytes(byte[] bytes) {
        return key.type() == DkimKey.Type.RSA ? bytes : provider.sha256().digest(bytes);
    }

    @Override
    public String toString() {
        return key + " by " + provider;
    }
}
