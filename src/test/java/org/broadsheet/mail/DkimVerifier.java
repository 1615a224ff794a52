package org.broadsheet.mail;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;

/**
 * Verifies signatures as receivers do, from the words of RFC 6376 and RFC 8463 alone: by texts and patterns where the signer
 * works on bytes. {@link #byJdkim} asks a library that others wrote, which knows RSA only.
 */
public final class DkimVerifier {
    private static final byte[] X509_ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

    private final Map<String, String> dns = new HashMap<>();

    public DkimVerifier(DkimKey... keys) {
        for (DkimKey key : keys) {
            with(key.dnsName(), key.dnsText());
        }
    }

    DkimVerifier with(String name, String record) {
        dns.put(name, record);
        return this;
    }

    /** {@code rsa-sha256 example.org s1} for each good signature; what is not good is a failure. */
    public List<String> verify(byte[] message) {
        try {
            String text = new String(message, StandardCharsets.ISO_8859_1);
            int split = text.indexOf("\r\n\r\n") + 2;
            List<String> fields = List.of(text.substring(0, split).split("(?<=\r\n)(?![ \t])"));
            List<String> good = new ArrayList<>();
            for (String field : fields) {
                if (field.regionMatches(true, 0, "DKIM-Signature:", 0, 15)) {
                    good.add(verify(field, fields, text.substring(split + 2)));
                }
            }
            return good;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private String verify(String field, List<String> fields, String body) throws GeneralSecurityException {
        Map<String, String> tags = tags(field.substring(15));
        expect(body(body).equals(tag(tags, "bh")), "the body is not what was signed");
        StringBuilder signed = new StringBuilder();
        List<String> left = new ArrayList<>(fields);
        for (String name : tag(tags, "h").split(":")) {
            for (int i = left.size() - 1; i >= 0; i--) {
                if (left.get(i)
                        .toLowerCase(Locale.ROOT)
                        .matches("(?s)" + Pattern.quote(name.toLowerCase(Locale.ROOT)) + "[ \t]*:.*")) {
                    signed.append(relaxed(left.remove(i))).append("\r\n");
                    break;
                }
            }
        }
        signed.append(relaxed(field.replaceFirst("(?s)([;:\\s]b[ \t\r\n]*=)[^;]*", "$1")));
        byte[] bytes = signed.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] signature = Base64.getDecoder().decode(tag(tags, "b"));
        String where = tag(tags, "s") + "._domainkey." + tag(tags, "d");
        expect(dns.containsKey(where), "no record at " + where);
        Map<String, String> record = tags(tag(dns, where));
        expect(
                check(tag(tags, "a"), Base64.getDecoder().decode(tag(record, "p")), bytes, signature),
                "a bad signature");
        return tag(tags, "a") + " " + tag(tags, "d") + " " + tag(tags, "s");
    }

    private static boolean check(String algorithm, byte[] published, byte[] bytes, byte[] signature)
            throws GeneralSecurityException {
        boolean rsa = algorithm.equals("rsa-sha256");
        Signature verifier = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
        verifier.initVerify(rsa ? key("RSA", published) : key("Ed25519", join(X509_ED25519, published)));
        verifier.update(rsa ? bytes : MessageDigest.getInstance("SHA-256").digest(bytes));
        return verifier.verify(signature);
    }

    private static PublicKey key(String type, byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] all = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    /** RFC 6376 §3.4.2. */
    private static String relaxed(String field) {
        int colon = field.indexOf(':');
        String value = field.substring(colon + 1).replaceAll("\r\n", "").replaceAll("[ \t]+", " ");
        return field.substring(0, colon).strip().toLowerCase(Locale.ROOT) + ":" + value.replaceAll("^ | $", "");
    }

    /** RFC 6376 §3.4.4. */
    private static String body(String body) throws GeneralSecurityException {
        String relaxed =
                body.replaceAll("[ \t]+", " ").replaceAll(" (?=\r\n|\\z)", "").replaceAll("(\r\n)+\\z", "");
        String whole = relaxed.isEmpty() ? "" : relaxed + "\r\n";
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.ISO_8859_1));
        return Base64.getEncoder().encodeToString(hash);
    }

    private static Map<String, String> tags(String list) {
        Map<String, String> tags = new HashMap<>();
        Matcher tag = Pattern.compile("\\s*(\\w+)\\s*=([^;]*)(?:;|$)").matcher(list);
        while (tag.find()) {
            tags.put(tag.group(1), tag.group(2).replaceAll("\\s", ""));
        }
        return tags;
    }

    private static String tag(Map<String, String> tags, String name) {
        String value = tags.get(name);
        if (value == null) {
            throw new AssertionError("there is no " + name);
        }
        return value;
    }

    private static void expect(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    /** How many signatures Apache JDKIM finds good; it fails where it finds none. */
    public int byJdkim(byte[] message) {
        DKIMVerifier verifier = new DKIMVerifier((method, selector, token) -> {
            String record = dns.get(selector + "._domainkey." + token);
            return record == null ? List.of() : List.of(record);
        });
        try {
            List<SignatureRecord> good = verifier.verify(new ByteArrayInputStream(message));
            return good == null ? 0 : good.size();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
