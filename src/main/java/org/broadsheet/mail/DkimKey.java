package org.broadsheet.mail;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A key that signs the mail of a domain (RFC 6376), and under which name its public half is found in DNS.
 *
 * @param domain in ASCII and lower case: the {@code d=} of signatures
 * @param selector of one or more labels: the {@code s=}
 */
public record DkimKey(String domain, String selector, Type type, PrivateKey privateKey, PublicKey publicKey) {
    public enum Type {
        RSA("rsa", "RSA"),
        /** RFC 8463. */
        ED25519("ed25519", "Ed25519");

        private final String tag;
        private final String java;

        Type(String tag, String java) {
            this.tag = tag;
            this.java = java;
        }

        /** As the {@code k=} of a record has it. */
        public String tag() {
            return tag;
        }

        /** As Java calls it. */
        String java() {
            return java;
        }
    }

    /** RFC 8301 §3.2: verifiers must take these; who signs must not use less than the first. */
    public static final int LEAST_BITS = 1024;

    public static final int WISE_BITS = 2048;
    public static final int MOST_BITS = 4096;

    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern LABELS = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
    private static final int RAW_ED25519 = 32;

    /** True for one or more labels of a DNS name in ASCII and lower case. */
    public static boolean isSelector(String text) {
        return LABELS.matcher(text).matches() && text.length() <= 63;
    }

    /** True for a DNS name of at least two labels, in ASCII and lower case. */
    public static boolean isDomain(String text) {
        return LABELS.matcher(text).matches() && text.indexOf('.') > 0 && text.length() <= 253;
    }

    /**
     * A new key.
     *
     * @param bits of an RSA key; an Ed25519 key has but one size
     */
    public static DkimKey generate(String domain, String selector, Type type, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type.java());
            if (type == Type.RSA) {
                generator.initialize(bits);
            }
            KeyPair pair = generator.generateKeyPair();
            return new DkimKey(domain, selector, type, pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java from 15 on makes " + type.java() + " keys", e);
        }
    }

    /** Length of an RSA modulus; 256 for Ed25519. */
    public int bits() {
        return publicKey instanceof RSAPublicKey rsa ? rsa.getModulus().bitLength() : 256;
    }

    /** Where verifiers look for the record (RFC 6376 §3.6.2.1). */
    public String dnsName() {
        return selector + "._domainkey." + domain;
    }

    /** The record's text (RFC 6376 §3.6.1): to be cut into strings of 255 characters. */
    public String dnsText() {
        byte[] encoded = publicKey.getEncoded();
        // RFC 8463 §4: the bare key, without what X.509 puts around it
        byte[] published =
                type == Type.RSA ? encoded : Arrays.copyOfRange(encoded, encoded.length - RAW_ED25519, encoded.length);
        return "v=DKIM1; k=" + type.tag() + "; p=" + Base64.getEncoder().encodeToString(published);
    }

    /** The private half as PKCS#8 in PEM: for its file only, never to be shown. */
    public String pem() {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(privateKey.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    /** Tells nothing of the private half. */
    @Override
    public String toString() {
        return dnsName() + " (" + (type == Type.RSA ? "RSA, " + bits() + " bits" : type.java()) + ")";
    }
}
