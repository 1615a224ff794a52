package org.broadsheet.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.text.Secret;

/**
 * Takes the secrets that a server was sent out of what it says back, whichever way it says them: whole or in part, in another
 * case, percent-encoded, escaped, in Base64 or in hexadecimal digits. All else stays as it is.
 */
final class Echoes {
    /** Fewer letters and digits in a row, whatever stands between them, may be chance. */
    private static final int LENGTH = 8;

    private static final int SHORTEST = 4;

    /** Everybody's, so that it tells nothing. */
    private static final Pattern COMMON = Pattern.compile("^(?:github_pat_|gh[a-z]_)(?=.{8})");

    private static final Pattern BEFORE = Pattern.compile("(?i)(?:github_pat_|gh[a-z]_)$");

    private static final Pattern ESCAPED =
            Pattern.compile("%(?:25){0,9}([0-9a-fA-F]{2})|\\\\u([0-9a-fA-F]{4})|&#x([0-9a-fA-F]{1,4});|&#(\\d{1,5});");

    private final Set<String> pieces = new HashSet<>();
    private int length = LENGTH;

    private Echoes() {}

    static Echoes of(List<Secret> secrets) {
        Echoes echoes = new Echoes();
        List<String> forms = new ArrayList<>();
        for (Secret secret : secrets) {
            String own = COMMON.matcher(secret.reveal()).replaceFirst("");
            forms.add(letters(own));
            forms.add(HexFormat.of().formatHex(own.getBytes(StandardCharsets.UTF_8)));
            for (int before = 0; before < 3; before++) {
                forms.add(inBase64(own, before));
            }
        }
        forms.removeIf(form -> form.length() < SHORTEST);
        echoes.length = forms.stream().mapToInt(String::length).min().orElse(LENGTH);
        echoes.length = Math.min(LENGTH, echoes.length);
        for (String form : forms) {
            for (int at = 0; at + echoes.length <= form.length(); at++) {
                echoes.pieces.add(form.substring(at, at + echoes.length));
            }
        }
        return echoes;
    }

    /** What it becomes where so many bytes stand before it; without the signs that other bytes have a part in. */
    private static String inBase64(String text, int before) {
        String encoded = Base64.getEncoder()
                .withoutPadding()
                .encodeToString((" ".repeat(before) + text).getBytes(StandardCharsets.UTF_8));
        return letters(encoded.substring((before * 8 + 5) / 6, encoded.length() - 1));
    }

    private static String letters(String text) {
        return text.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    /** A letter or digit, and where it stands. */
    private record Sign(char letter, int from, int to) {}

    /** Three dots in place of each secret. */
    String without(String text) {
        if (pieces.isEmpty() || text.length() < length) {
            return text;
        }
        List<Sign> signs = signs(text);
        StringBuilder run = new StringBuilder(signs.size());
        signs.forEach(sign -> run.append(sign.letter()));
        StringBuilder out = new StringBuilder();
        int copied = 0;
        for (int at = 0; at + length <= run.length(); at++) {
            if (!pieces.contains(run.substring(at, at + length))) {
                continue;
            }
            int from = signs.get(at).from();
            Matcher common = BEFORE.matcher(text).region(copied, Math.max(copied, from));
            from = common.find() ? common.start() : from;
            int to = signs.get(at + length - 1).to();
            if (from >= copied) {
                out.append(text, copied, from).append('…');
            }
            copied = Math.max(copied, to);
        }
        return copied == 0 ? text : out.append(text, copied, text.length()).toString();
    }

    private static List<Sign> signs(String text) {
        List<Sign> signs = new ArrayList<>(text.length());
        Matcher escaped = ESCAPED.matcher(text);
        boolean isEscaped = escaped.find();
        for (int at = 0; at < text.length(); at++) {
            while (isEscaped && escaped.start() < at) {
                isEscaped = escaped.find();
            }
            int end = isEscaped && escaped.start() == at ? escaped.end() : at + 1;
            char letter = end > at + 1 ? unescaped(escaped) : text.charAt(at);
            if (letter < 128 && Character.isLetterOrDigit(letter)) {
                signs.add(new Sign(Character.toLowerCase(letter), at, end));
            }
            at = end - 1;
        }
        return signs;
    }

    private static char unescaped(Matcher escaped) {
        for (int group = 1; group <= 3; group++) {
            if (escaped.group(group) != null) {
                return (char) Integer.parseInt(escaped.group(group), 16);
            }
        }
        return (char) Integer.parseInt(escaped.group(4));
    }

    Found without(Found item) {
        if (pieces.isEmpty()) {
            return item;
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        item.fields()
                .forEach((field, values) ->
                        fields.put(field, values.stream().map(this::without).toList()));
        return new Found(without(item.id()), item.at(), fields);
    }
}
