package org.broadsheet.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Signs messages (RFC 6376, RFC 8463) with every key that may speak for their sender. The signature is over the bytes, so
 * these very bytes must be sent. It carries no time: the same message has the same signature at every try. Thread-safe.
 */
public final class DkimSigner {
    /**
     * The fields that are signed, and over-signed (RFC 6376 §8.15): nobody can add another of them to the message, not even
     * one that it does not have.
     */
    public static final List<String> FIELDS = List.of(
            "From",
            "To",
            "Subject",
            "Date",
            "Message-ID",
            "Reply-To",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
            "List-Id",
            "List-Unsubscribe",
            "List-Unsubscribe-Post",
            "Feedback-ID");

    /** Signs nothing. */
    public static final DkimSigner NONE = new DkimSigner(List.of(), Set.of());

    private static final int FOLD = 76;

    private final List<SigningKey> keys;
    private final List<String> fields;

    /**
     * @param keys each message is signed with all those whose domain is aligned with its From
     * @param except names of {@link #FIELDS} to leave out, since a relay alters them; From cannot be left out
     */
    public DkimSigner(Collection<DkimKey> keys, Collection<String> except) {
        Set<String> left =
                except.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        if (left.contains("from")) {
            throw new IllegalArgumentException("From must be signed"); // RFC 6376 §5.4
        }
        this.keys = keys.stream().map(SigningKey::of).toList();
        this.fields = FIELDS.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !left.contains(name))
                .toList();
    }

    /** True when mail from this domain is signed by somebody with whom DMARC finds it aligned. */
    public boolean isFor(MailAddress from) {
        return keys.stream().anyMatch(key -> isAligned(from.asciiDomain(), key.domain()));
    }

    /** True when there is no key at all. */
    public boolean isIdle() {
        return keys.isEmpty();
    }

    /**
     * @param message complete, with CRLF line ends
     * @return the same with its signatures before it; the same array when no key speaks for its sender
     * @throws IllegalArgumentException for what is no message
     */
    public byte[] signed(byte[] message) {
        byte[] signatures = signatures(message);
        if (signatures.length == 0) {
            return message;
        }
        byte[] signed = new byte[signatures.length + message.length];
        System.arraycopy(signatures, 0, signed, 0, signatures.length);
        System.arraycopy(message, 0, signed, signatures.length, message.length);
        return signed;
    }

    /** The DKIM-Signature fields to put before the message; empty when no key speaks for its sender. */
    public byte[] signatures(byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        if (keys.isEmpty()) {
            return out.toByteArray();
        }
        MessageHeader header = MessageHeader.of(message);
        String sender = domainOfSender(message, header);
        List<SigningKey> ours =
                keys.stream().filter(key -> isAligned(sender, key.domain())).toList();
        if (ours.isEmpty()) {
            return out.toByteArray();
        }
        String bodyHash = bodyHash(message, header.body());
        List<String> names = new ArrayList<>();
        byte[] canonical = canonical(message, header, names);
        for (SigningKey key : ours) {
            out.writeBytes(signature(key, canonical, names, bodyHash));
        }
        return out.toByteArray();
    }

    /** RFC 7489 §3.1.1, relaxed: one is the other or a subdomain of it. */
    private static boolean isAligned(String sender, String signer) {
        return sender.equals(signer) || sender.endsWith("." + signer) || signer.endsWith("." + sender);
    }

    /** The address stands last in the field, and our mail has one sender. */
    private static String domainOfSender(byte[] message, MessageHeader header) {
        if (header.named("from").size() != 1) {
            return "";
        }
        MessageHeader.Span from = header.named("from").get(0);
        String value = new String(message, from.colon(), from.to() - from.colon(), StandardCharsets.UTF_8);
        return value.substring(value.lastIndexOf('@') + 1)
                .replaceFirst("(?s)[>\\s].*", "")
                .toLowerCase(Locale.ROOT);
    }

    private static String bodyHash(byte[] message, int body) {
        MessageDigest digest = SigningProvider.best().sha256();
        RelaxedForm.body(message, body, digest);
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    /**
     * The fields as they are signed.
     *
     * @param names becomes the list of the signed names, each once more often than the message has it
     */
    private byte[] canonical(byte[] message, MessageHeader header, List<String> names) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        for (String name : fields) {
            List<MessageHeader.Span> spans = header.named(name);
            for (int i = spans.size() - 1; i >= 0; i--) { // RFC 6376 §5.4.2: from the bottom up
                RelaxedForm.field(message, spans.get(i), out);
                out.write('\r');
                out.write('\n');
                names.add(name);
            }
            names.add(name);
        }
        return out.toByteArray();
    }

    private static byte[] signature(SigningKey key, byte[] canonical, List<String> names, String bodyHash) {
        StringBuilder field = new StringBuilder(900)
                .append("DKIM-Signature: v=1; a=")
                .append(key.algorithm())
                .append("; c=relaxed/relaxed;\r\n d=")
                .append(key.domain())
                .append("; s=")
                .append(key.selector())
                .append(";\r\n h=");
        list(names, field);
        field.append(";\r\n bh=").append(bodyHash).append(";\r\n b=");
        // RFC 6376 §3.7: signed with an empty b=, and without the line end
        byte[] open = field.toString().getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream signed = new ByteArrayOutputStream(canonical.length + open.length);
        signed.writeBytes(canonical);
        RelaxedForm.field(open, new MessageHeader.Span(0, "DKIM-Signature".length(), open.length), signed);
        String value = Base64.getEncoder().encodeToString(key.sign(signed.toByteArray()));
        for (int i = 0; i < value.length(); i += FOLD - 3) {
            field.append(i == 0 ? "" : "\r\n ").append(value, i, Math.min(value.length(), i + FOLD - 3));
        }
        return field.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void list(List<String> names, StringBuilder out) {
        int column = " h=".length();
        for (int i = 0; i < names.size(); i++) {
            String word = names.get(i) + (i < names.size() - 1 ? ":" : "");
            if (column + word.length() > FOLD) {
                out.append("\r\n  ");
                column = 2;
            }
            out.append(word);
            column += word.length();
        }
    }
}
