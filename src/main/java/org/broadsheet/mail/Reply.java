package org.broadsheet.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an SMTP server answered (RFC 5321 §4.2).
 *
 * @param code three digits; 0 when there was no answer that could be read
 * @param status the enhanced status code, {@code 5.1.1} (RFC 3463), or null
 * @param text the server's words on one line, at most {@value #LONGEST} characters, without the codes
 */
public record Reply(int code, @Nullable String status, String text) {
    static final int LONGEST = 1000;

    private static final Pattern LINE =
            Pattern.compile("^(\\d{3})(?:[ -](?:([245]\\.\\d{1,3}\\.\\d{1,3})(?: |$))?(.*))?$");

    /** What a reply means for the recipient, decided here and nowhere else. */
    public enum Verdict {
        ACCEPTED,
        /** Not now: try this recipient again later. */
        DEFERRED,
        /** Never: this recipient will not get this message. */
        REJECTED,
        /** Says nothing about the recipient: the server itself cannot go on. */
        TROUBLE
    }

    /** Reads a reply of one or more lines; what is not a reply has code 0 and is kept as text. */
    public static Reply parse(@Nullable String raw) {
        String given = raw == null ? "" : raw.strip();
        int code = 0;
        String status = null;
        StringBuilder text = new StringBuilder();
        for (String line : given.split("\\R", -1)) {
            Matcher matcher = LINE.matcher(line.strip());
            boolean reply = matcher.matches();
            if (reply) {
                code = Integer.parseInt(matcher.group(1));
                status = status == null ? matcher.group(2) : status;
            }
            String words = !reply ? line : matcher.group(3) == null ? "" : matcher.group(3);
            text.append(text.length() == 0 || words.isBlank() ? "" : " ").append(clean(words));
        }
        return new Reply(code, status, clip(text.toString().strip()));
    }

    /** Decided by the code: the enhanced status only adds detail (RFC 3463 §2: its class repeats the first digit). */
    public Verdict verdict() {
        if (code == 421 || code < 200 || code >= 600 || code / 100 == 3) {
            return Verdict.TROUBLE; // RFC 5321 §3.8: the server is shutting down the channel
        }
        if (code < 300) {
            return Verdict.ACCEPTED;
        }
        return code < 500 ? Verdict.DEFERRED : Verdict.REJECTED;
    }

    /** As the server would print it: {@code 550 5.1.1 no such user}. */
    @Override
    public String toString() {
        return ((code == 0 ? "" : code + " ") + (status == null ? "" : status + " ") + text).strip();
    }

    private static String clean(String words) {
        return words.replaceAll("\\p{Cntrl}", " ");
    }

    private static String clip(String words) {
        if (words.length() <= LONGEST) {
            return words;
        }
        int end = Character.isHighSurrogate(words.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return words.substring(0, end) + "…";
    }
}
