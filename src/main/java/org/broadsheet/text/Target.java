package org.broadsheet.text;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the target of a link or of a picture amounts to, for a reader who meets it in a mail. */
public enum Target {
    /** An absolute http, https or mailto URL. */
    GOOD,
    /** A place in the same document: {@code #section}. */
    FRAGMENT,
    /** A path: means something in a folder or on a site, nothing in a mail. */
    RELATIVE,
    /** Words where a URL will stand one day. */
    PLACEHOLDER,
    EMPTY,
    /** A URL of another scheme, such as tel. */
    UNUSUAL,
    /** A URL that runs code, carries its content, or reads the reader's disk. */
    FORBIDDEN;

    // RFC 3986 §3.1
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);
    private static final Pattern BLANK = Pattern.compile("[\\x00-\\x20]");
    private static final Pattern SPACE = Pattern.compile("\\s");
    private static final Pattern AFTER_HOST = Pattern.compile("[/?#]");
    private static final Pattern PORT = Pattern.compile(":\\d*$");
    private static final Pattern WITH_PASSWORD = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://[^/?#\\\\@]*:[^/?#\\\\]+@");
    private static final Pattern STANDING_IN = Pattern.compile(
            "(?i)(todo|tbd|tba|tbc|fixme|xxx+|placeholder|link|url|href|here|coming[ -]soon|n/?a|none|insert.*"
                    + "|.*to[ -]be[ -](added|announced|confirmed|determined|published).*|[\\W_]*)");
    private static final List<String> DANGEROUS =
            List.of("javascript", "data", "vbscript", "file", "blob", "about", "view-source");

    public static Target of(String written) {
        String text = written.strip();
        if (text.isEmpty()) {
            return EMPTY;
        }
        if (text.startsWith("#") && text.length() > 1) {
            return text.matches("#\\S+") ? FRAGMENT : PLACEHOLDER;
        }
        if (isStandingIn(text)) {
            return PLACEHOLDER;
        }
        // Browsers skip tabs and line breaks inside a scheme.
        Matcher url = SCHEME.matcher(BLANK.matcher(text).replaceAll(""));
        if (url.matches()) {
            return ofScheme(url.group(1).toLowerCase(Locale.ROOT), url.group(2), text);
        }
        return SPACE.matcher(text).find() ? PLACEHOLDER : RELATIVE;
    }

    /** Whether the text is one that people write for a URL that they do not have yet. */
    public static boolean isStandingIn(String text) {
        return STANDING_IN.matcher(text.strip()).matches();
    }

    /** Whether the URL tells whoever reads it a user and a password (RFC 3986 §3.2.1). */
    public static boolean hasPassword(String url) {
        return WITH_PASSWORD.matcher(url.strip()).lookingAt();
    }

    private static Target ofScheme(String scheme, String rest, String text) {
        if (DANGEROUS.contains(scheme)) {
            return FORBIDDEN;
        }
        if (SPACE.matcher(text).find()) {
            return PLACEHOLDER;
        }
        return switch (scheme) {
            case "http", "https" -> ofWeb(rest);
            case "mailto" -> rest.matches(".+@.+|\\?.*to=.+") ? GOOD : PLACEHOLDER;
            case "todo", "tbd", "fixme" -> PLACEHOLDER;
            default -> UNUSUAL;
        };
    }

    private static Target ofWeb(String rest) {
        if (!rest.startsWith("//")) {
            return PLACEHOLDER;
        }
        String host = AFTER_HOST.split(rest.substring(2), 2)[0];
        String name = PORT.matcher(host.substring(host.lastIndexOf('@') + 1)).replaceFirst("");
        return isStandingIn(name) ? PLACEHOLDER : GOOD;
    }
}
