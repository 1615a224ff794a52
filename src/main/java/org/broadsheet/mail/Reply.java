package org.broadsheet.mail;

import java.util.Set;
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

    private static final Pattern LINE_END = Pattern.compile("\r?\n");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");
    private static final Pattern LINE =
            Pattern.compile("(?s)^(\\d{3})(?:[ -](?:([245]\\.\\d{1,3}\\.\\d{1,3})(?: |$))?(.*))?$");

    /**
     * 421: the server closes the channel (RFC 5321 §3.8). 432, 454, 530, 534, 535, 538: login or encryption (RFC 4954 §6,
     * RFC 3207 §4).
     */
    private static final Set<Integer> TROUBLE_CODES = Set.of(421, 432, 454, 530, 534, 535, 538);

    /**
     * Subject and detail of an enhanced status (RFC 3463 §3, RFC 4954 §6): the system takes no mail, login, encryption; and
     * what Gmail (4.5) and Exchange Online (1.90, 7.57, 7.708) say when an account may send no more.
     */
    private static final Set<String> TROUBLE_STATUSES =
            Set.of("3.2", "7.3", "7.8", "7.9", "7.10", "7.11", "7.12", "4.5", "1.90", "7.57", "7.708");

    private static final Pattern TROUBLE_WORDS = Pattern.compile(
            "throttling failure|maximum sending rate|daily (?:message|user|sending) (?:quota|sending limit|limit)"
                    + "|sending (?:quota|limit) (?:exceeded|reached)|exceeded your (?:messaging|sending) limits"
                    + "|maximum credits exceeded|sending paused for this account"
                    + "|account (?:is |has been |was )?(?:suspended|disabled|blocked|under review)"
                    + "|authentication (?:is )?required|must issue a? ?starttls",
            Pattern.CASE_INSENSITIVE);

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

    /**
     * Reads a reply of one or more lines; what is not a reply has code 0 and is kept as text. Only a line feed, with or without
     * a carriage return before it, ends a line: with any other, a word quoted in a refusal could be taken for the answer.
     */
    public static Reply parse(@Nullable String raw) {
        String given = raw == null ? "" : raw.strip();
        int code = 0;
        String status = null;
        StringBuilder text = new StringBuilder();
        for (String line : LINE_END.split(given, -1)) {
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

    /**
     * By the enhanced status where it says more than the code, then by the code, then by words that big providers are known
     * for. Where status and code disagree about whether it is for good, the recipient gets another try.
     */
    public Verdict verdict() {
        if (!isFinal()) {
            return Verdict.TROUBLE;
        }
        if (code < 300) {
            return Verdict.ACCEPTED;
        }
        if (isAboutTheSender()) {
            return Verdict.TROUBLE;
        }
        boolean forNow = code < 500 || status != null && status.startsWith("4.");
        return forNow ? Verdict.DEFERRED : Verdict.REJECTED;
    }

    /** Whether it ends a command, for good or ill, in a way that SMTP knows: 2xx, 4xx or 5xx (RFC 5321 §4.2.1). */
    public boolean isFinal() {
        int kind = code / 100;
        return kind == 2 || kind == 4 || kind == 5;
    }

    /** The server will take nothing from us at the moment, whoever it is for. */
    private boolean isAboutTheSender() {
        return TROUBLE_CODES.contains(code)
                || status != null && TROUBLE_STATUSES.contains(status.substring(2))
                || !isAboutTheRecipient() && TROUBLE_WORDS.matcher(text).find();
    }

    /** RFC 3463 §3.2 and §3.3: the address, the mailbox. A disabled account is then theirs, not ours. */
    private boolean isAboutTheRecipient() {
        return status != null && (status.startsWith("1.", 2) || status.startsWith("2.", 2));
    }

    /** As the server would print it: {@code 550 5.1.1 no such user}. */
    @Override
    public String toString() {
        return ((code == 0 ? "" : code + " ") + (status == null ? "" : status + " ") + text).strip();
    }

    private static String clean(String words) {
        return CONTROL.matcher(words).replaceAll(" ");
    }

    private static String clip(String words) {
        if (words.length() <= LONGEST) {
            return words;
        }
        int end = Character.isHighSurrogate(words.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return words.substring(0, end) + "…";
    }
}
