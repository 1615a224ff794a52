package org.broadsheet.delivery;

/** Values of SMTP parameters that may hold any character: {@code +} and two hexadecimal digits for one (RFC 3461 §4). */
final class Xtext {
    private Xtext() {}

    /** @param value in ASCII */
    static String of(String value) {
        StringBuilder out = new StringBuilder(value.length());
        for (char c : value.toCharArray()) {
            out.append(isPlain(c) ? String.valueOf(c) : String.format("+%02X", (int) c));
        }
        return out.toString();
    }

    /** With {@code \x{20AC}} for what is not ASCII, so that servers without SMTPUTF8 can carry it on (RFC 6533 §3). */
    static String ofUtf8(String value) {
        StringBuilder out = new StringBuilder(value.length());
        value.codePoints()
                .forEach(c ->
                        out.append(c != '\\' && isPlain(c) ? Character.toString(c) : String.format("\\x{%02X}", c)));
        return out.toString();
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c < 0x7f && c != '+' && c != '=';
    }
}
