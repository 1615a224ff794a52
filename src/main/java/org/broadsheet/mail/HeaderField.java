package org.broadsheet.mail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.broadsheet.text.Characters;

/**
 * One line of a message's header, folded, with its CRLF. Whatever the value, no second field can come of it: control
 * characters become spaces, and what ASCII cannot say is encoded.
 */
public final class HeaderField {
    private static final int FOLD = 78; // RFC 5322 §2.1.1: SHOULD; 998 is the limit
    private static final int LIMIT = 998;
    private static final int LONGEST_NAME = 12; // of the fields that hold phrases
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
    private static final Pattern SPACES = Pattern.compile(" {2,}");
    private static final Pattern ATOMS = Pattern.compile(
            "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-][A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*"); // of a value that is clean

    private HeaderField() {}

    /** Free text: Subject. */
    public static String text(String name, String value) {
        String clean = clean(value);
        return folded(name, isPlain(clean) ? words(clean) : EncodedWords.of(clean, name.length() + 2));
    }

    /** From, To, Reply-To. */
    public static String addresses(String name, List<MailAddress> addresses) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            List<String> mailbox = mailbox(addresses.get(i));
            int last = mailbox.size() - 1;
            if (i < addresses.size() - 1) {
                mailbox.set(last, mailbox.get(last) + ",");
            }
            words.addAll(mailbox);
        }
        return folded(name, words);
    }

    /** {@code Some phrase <inside>}: List-Id. */
    public static String phrase(String name, String phrase, String inside) {
        List<String> words = new ArrayList<>(phraseWords(clean(phrase)));
        words.add("<" + token(inside) + ">");
        return folded(name, words);
    }

    /** A URL in angle brackets: List-Unsubscribe. What a URL may not hold is percent-encoded (RFC 3986 §2). */
    public static String url(String name, String url) {
        return folded(name, List.of("<" + percentEncoded(url) + ">"));
    }

    /** False for a URL that is too long for a line of a header, since nothing in it can be folded. */
    public static boolean hasRoomFor(String url) {
        return percentEncoded(url).length() <= LIMIT - 98;
    }

    private static String percentEncoded(String url) {
        StringBuilder out = new StringBuilder(url.length());
        for (byte octet : url.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            boolean allowed = octet > ' ' && octet < 0x7f && "<>\"\\^`{|},".indexOf(octet) < 0;
            if (allowed) {
                out.append((char) octet);
            } else {
                out.append(String.format("%%%02X", octet & 0xff));
            }
        }
        return out.toString();
    }

    /** A value that has a grammar and keeps to it: Date, Message-ID, MIME-Version. Only ASCII is allowed. */
    public static String structured(String name, String value) {
        if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(name + " cannot hold '" + clean(value) + "'");
        }
        return folded(name, words(value));
    }

    /** Angle brackets around an identifier: Message-ID, Content-ID. */
    public static String id(String name, String id) {
        return structured(name, "<" + token(id) + ">");
    }

    private static String token(String value) {
        if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '<' && c != '>')) {
            throw new IllegalArgumentException("'" + clean(value) + "' is no identifier");
        }
        return value;
    }

    private static List<String> mailbox(MailAddress address) {
        String bare = address.address().substring(0, address.address().lastIndexOf('@')) + "@" + address.asciiDomain();
        String name = clean(address.name());
        if (name.isEmpty()) {
            return new ArrayList<>(List.of(bare));
        }
        List<String> words = new ArrayList<>(phraseWords(name));
        words.add("<" + bare + ">");
        return words;
    }

    private static List<String> phraseWords(String phrase) {
        if (!isPlain(phrase)) {
            return EncodedWords.of(phrase, LONGEST_NAME);
        }
        if (ATOMS.matcher(phrase).matches()) {
            return words(phrase);
        }
        String quoted = "\"" + phrase.replaceAll("[\\\\\"]", "\\\\$0") + "\"";
        return quoted.length() <= FOLD - 10 ? List.of(quoted) : EncodedWords.of(phrase, LONGEST_NAME);
    }

    /** Printable ASCII that folds into lines and cannot be taken for an encoded word. */
    private static boolean isPlain(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c < 0x7f)
                && !value.contains("=?")
                && words(value).stream().allMatch(word -> word.length() < FOLD - 20);
    }

    private static List<String> words(String value) {
        return Arrays.asList(value.split(" "));
    }

    private static String folded(String name, List<String> words) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no field is called '" + name + "'");
        }
        StringBuilder out = new StringBuilder(name).append(':');
        int column = out.length();
        for (String word : words) {
            if (name.length() + word.length() > LIMIT - 4) {
                throw new IllegalArgumentException(name + " cannot hold a word of " + word.length() + " characters");
            }
            boolean fold = column + 1 + word.length() > FOLD && column > name.length() + 1;
            out.append(fold ? "\r\n " : " ").append(word);
            column = (fold ? 1 : column + 1) + word.length();
        }
        return out.append("\r\n").toString();
    }

    /** One line, one space between words, nothing that hides or reorders what a reader sees. */
    private static String clean(String value) {
        StringBuilder out = new StringBuilder(value.length());
        value.codePoints()
                .map(c -> Character.isWhitespace(c) || Character.isISOControl(c) ? ' ' : c)
                .filter(c -> Character.getType(c) != Character.SURROGATE)
                .forEach(out::appendCodePoint);
        return SPACES.matcher(Characters.withoutHidden(out.toString()).strip()).replaceAll(" ");
    }
}
