package org.broadsheet.mail;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the private key of a signer: PKCS#8 in PEM (RFC 7468 §10), RSA or Ed25519. */
public final class DkimKeyParser {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final String CONVERT = "convert it with: openssl pkey -in OLD.pem -out NEW.pem";
    private static final String MAKE = "make one with: broadsheet dkim keygen";

    private DkimKeyParser() {}

    /** A text is no key that can sign; neither the message nor the hint holds any of it. */
    public static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final String hint;

        Refusal(String message, String hint) {
            super(message);
            this.hint = hint;
        }

        /** What is wrong. */
        public String words() {
            return String.valueOf(getMessage());
        }

        /** What to do about it. */
        public String hint() {
            return hint;
        }
    }

    /**
     * @param domain as {@link DkimKey#isDomain} has it
     * @param selector as {@link DkimKey#isSelector} has it
     */
    public static DkimKey parse(String domain, String selector, String pem) throws Refusal {
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(der(pem));
        try {
            return rsa(domain, selector, KeyFactory.getInstance("RSA").generatePrivate(encoded));
        } catch (InvalidKeySpecException notRsa) {
            return ed25519(domain, selector, encoded);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }

    private static byte[] der(String pem) throws Refusal {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new Refusal(
                    "it holds no key in PEM form", "the file begins with -----BEGIN PRIVATE KEY-----; " + MAKE);
        }
        String kind = block.group(1);
        String content = block.group(2);
        if (kind.startsWith("ENCRYPTED ") || content.contains("ENCRYPTED")) {
            throw new Refusal("the key is encrypted, and nobody is there to type its passphrase", CONVERT);
        }
        if (kind.equals("RSA PRIVATE KEY") || kind.equals("EC PRIVATE KEY")) {
            throw new Refusal("the key is in the older form '" + kind + "' (PKCS#1)", CONVERT);
        }
        if (!kind.equals("PRIVATE KEY")) {
            throw new Refusal("it holds '" + kind + "', not a private key for signing mail", MAKE);
        }
        if (block.find()) {
            throw new Refusal("it holds more than one key", "give each key a file of its own");
        }
        try {
            return Base64.getMimeDecoder().decode(content.replaceAll("\\s", ""));
        } catch (IllegalArgumentException notBase64) {
            throw damaged();
        }
    }

    private static DkimKey rsa(String domain, String selector, PrivateKey key)
            throws Refusal, GeneralSecurityException {
        if (!(key instanceof RSAPrivateCrtKey rsa)) {
            throw damaged();
        }
        PublicKey publicKey = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
        DkimKey made = new DkimKey(domain, selector, DkimKey.Type.RSA, key, publicKey);
        if (made.bits() < DkimKey.LEAST_BITS || made.bits() > DkimKey.MOST_BITS) {
            String message = "the key has " + made.bits() + " bits; receivers take RSA of " + DkimKey.LEAST_BITS
                    + " to " + DkimKey.MOST_BITS;
            throw new Refusal(message, MAKE); // RFC 8301 §3.2
        }
        return made;
    }

    private static DkimKey ed25519(String domain, String selector, PKCS8EncodedKeySpec encoded) throws Refusal {
        try {
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(encoded);
            byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow(DkimKeyParser::damaged);
            return new DkimKey(domain, selector, DkimKey.Type.ED25519, key, publicHalf(seed));
        } catch (InvalidKeySpecException notEd25519) {
            throw new Refusal("it is not an RSA or Ed25519 key, or it is damaged", MAKE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java from 15 on has Ed25519", e);
        }
    }

    /** Java derives a public key only while it makes a pair, and the private half is what its source of randomness says. */
    private static PublicKey publicHalf(byte[] seed) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new Dictated(seed));
        return generator.generateKeyPair().getPublic();
    }

    private static Refusal damaged() {
        return new Refusal("the key is damaged", MAKE);
    }

    private static final class Dictated extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] words;

        Dictated(byte[] words) {
            super(null, null); // not to be seeded by the system
            this.words = words.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(Arrays.copyOf(words, bytes.length), 0, bytes, 0, bytes.length);
        }
    }
}
