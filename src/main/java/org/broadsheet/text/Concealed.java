package org.broadsheet.text;

import java.util.regex.Pattern;

/** Text for people to see, without the passwords that stand in it: those in URLs and in settings. */
public final class Concealed {
    private static final Pattern SETTING =
            Pattern.compile("(?i)((?:password|passwd|passphrase|pwd|secret|token|api[_-]?key)\\s{0,9}[=:]\\s{0,9})"
                    + "(?!\\s)(\"[^\"]*\"?|'[^']*'?|[^\\s&;,]+)");

    // RFC 3986 §3.2.1, and whatever people write in its place. What looks like a port is none of it.
    private static final Pattern USER = Pattern.compile(
            "(://|\\b[a-z0-9+.]+:/)(?:[^\\s/@'\"]*@|[^\\s/@:'\"]*:(?!\\s|\\d{1,5}(?:[/?#'\"\\s,;]|$))[^'\"]*@)");

    private static final Pattern PAIR =
            Pattern.compile("(?<![\\w.+-])(?!mailto:)[\\w.+-]+:(?!//)[^\\s'\"]+@(?=[\\w.\\[])");

    private Concealed() {}

    /** Each password and the user before it are three dots; all else is as it was. */
    public static String of(String text) {
        String plain = text;
        if (text.indexOf('@') >= 0 && text.indexOf(':') >= 0) {
            plain = PAIR.matcher(USER.matcher(text).replaceAll("$1…@")).replaceAll("…@");
        }
        return SETTING.matcher(plain).replaceAll("$1…");
    }
}
