package org.broadsheet.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.text.Characters;

/** Cuts the notes of a release to what they say first, as plain text. */
final class GithubNotes {
    private static final int MOST = 20_000;
    private static final int BULLETS = 3;
    private static final Pattern HEADING = Pattern.compile("\\s{0,3}#{1,6}\\s.*");
    private static final Pattern BULLET = Pattern.compile("\\s{0,3}(?:[*+-]|\\d{1,9}[.)])\\s+(.*)");
    private static final Pattern RULE = Pattern.compile("\\s{0,3}[-*_=][-*_=\\s]{2,}+|\\s*+\\|.*");
    private static final Pattern FENCE = Pattern.compile("\\s{0,3}(?:```|~~~).*");
    // What the form of the notes says, and not what is in the release
    private static final Pattern EMPTY_WORDS = Pattern.compile(
            "(?i)(?:full )?change ?log\\b.*|release notes?\\b.*|what.?s (?:changed|new)\\b.*|new contributors\\b.*|https?://\\S+");

    private static final Pattern POINTER = Pattern.compile(
            "(?i)(?:please |for [^.,:]{1,40}[,:]? )?(?:see|read|check(?: out)?"
                    + "|refer to|view|find|visit)\\b[^.]{0,80}\\b(?:release notes?|change ?log|announcement|documentation|here)\\b.{0,80}");
    private static final Pattern LINKS =
            Pattern.compile("(?:\\s*+\\[[^\\[\\]]{0,500}+\\]\\([^()\\s]{0,1000}+\\)[\\s,;|·•.–-]*+)++");
    private static final Pattern BOLD = Pattern.compile("\\s{0,3}(?:\\*\\*[^*]{1,200}\\*\\*|__[^_]{1,200}__):?\\s*");
    private static final Pattern UNDERLINE = Pattern.compile("\\s{0,3}(?:=+|-{2,})\\s*");
    private static final int MOST_WORDS_OF_HEADING = 4;

    private static final Pattern NO_NAME =
            Pattern.compile("(?i)[(\\[]?\\d.*|[(\\[]?(?:\\p{L}+ )?(?:release|version)\\W?(?:\\s+\\S+)?");

    private GithubNotes() {}

    /**
     * What the release is called, if that is more than project and version; else the first paragraph of its notes; else the
     * first entries of their first list. Empty when there is none of it.
     *
     * @param title of the release; often nothing but its tag
     */
    static String headline(String notes, String title, String tag) {
        String name = name(title, tag);
        return name.isEmpty() ? FeedText.summary(beginning(notes)) : FeedText.summary(name);
    }

    /** {@code Istio 1.28.1} says nothing, {@code 1.28: ambient everywhere} does. */
    private static String name(String title, String tag) {
        String version = tag.replaceFirst("^.*?(?=\\d)", "");
        int at = version.isEmpty() ? -1 : title.indexOf(version);
        String rest = at < 0 ? title : title.substring(at + version.length()).replaceFirst("^[\\s:,–—-]+", "");
        boolean says = !title.equals(tag)
                && rest.length() >= 4
                && !NO_NAME.matcher(rest).matches()
                && !EMPTY_WORDS.matcher(rest).matches();
        return says ? Characters.oneLine(rest) : "";
    }

    private static String beginning(String notes) {
        String bounded = notes.length() > MOST ? notes.substring(0, MOST) : notes;
        List<String> paragraph = new ArrayList<>();
        List<String> bullets = new ArrayList<>();
        boolean code = false;
        String[] lines = bounded.replaceAll("(?s)<!--.*?(?:-->|$)", "").split("\\R");
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            code ^= FENCE.matcher(line).matches();
            Matcher bullet = BULLET.matcher(line);
            boolean underlined = i + 1 < lines.length
                    && paragraph.isEmpty()
                    && !bullet.matches()
                    && UNDERLINE.matcher(lines[i + 1]).matches();
            boolean prose = !code && !isForm(line) && !underlined;
            if (prose && bullet.matches() && (paragraph.isEmpty() || introduces(paragraph))) {
                bullets.add(withoutCredits(plain(bullet.group(1))));
            } else if (prose && !bullet.matches() && bullets.isEmpty()) {
                paragraph.add(plain(line));
            } else if (prose && !bullet.matches() && !line.startsWith(" ") && paragraph.isEmpty()) {
                paragraph.add(plain(line));
            } else if (!paragraph.isEmpty() && !(introduces(paragraph) && bullets.isEmpty())) {
                break;
            }
        }
        bullets.removeIf(String::isBlank);
        String prose = String.join(" ", paragraph).strip();
        String list = String.join("; ", bullets.subList(0, Math.min(BULLETS, bullets.size())));
        if (!introduces(paragraph) || list.isEmpty()) {
            return prose.isEmpty() ? list : prose;
        }
        return prose.split("\\s+").length <= MOST_WORDS_OF_HEADING ? list : prose + " " + list;
    }

    /** Whether a list follows of which it speaks. */
    private static boolean introduces(List<String> paragraph) {
        return !paragraph.isEmpty() && paragraph.get(paragraph.size() - 1).endsWith(":");
    }

    /** A line that gives the notes their form and says nothing. */
    private static boolean isForm(String line) {
        String words = plain(line);
        return words.isBlank()
                || HEADING.matcher(line).matches()
                || RULE.matcher(line).matches()
                || FENCE.matcher(line).matches()
                || BOLD.matcher(line).matches()
                || LINKS.matcher(line).matches()
                || POINTER.matcher(words).matches()
                || EMPTY_WORDS.matcher(words).matches();
    }

    /** {@code Fix it by @somebody in https://…/12}, as GitHub writes its own notes. */
    private static String withoutCredits(String entry) {
        return entry.replaceFirst("\\s+by @[\\w\\[\\]-]+(?:\\s+in\\s+\\S+)?\\s*$", "")
                .replaceFirst("[.;,]\\s*$", "");
    }

    /** Without what makes it Markdown. */
    private static String plain(String markdown) {
        return markdown.replaceAll("!\\[[^\\]]{0,300}\\](?:\\([^()]{0,1000}\\))?", "")
                .replaceAll("\\[([^\\[\\]]{0,500})\\]\\([^()\\s]{0,1000}(?:\\s[^()]{0,200})?\\)", "$1")
                .replaceAll("^\\s{0,3}>[>\\s]*+(?:\\[![A-Z]+\\])?", "")
                .replaceAll("(\\*\\*|__|~~|`)", "")
                .replaceAll("(?<![\\w*])[*_](\\S[^*_]{0,500})[*_](?![\\w*])", "$1")
                .replaceAll("\\\\([\\p{Punct}])", "$1")
                .strip();
    }
}
