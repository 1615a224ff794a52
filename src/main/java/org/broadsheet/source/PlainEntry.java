package org.broadsheet.source;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.broadsheet.text.Target;

/**
 * Sees that an entry is read as what it was written for, without reading it as YAML, which takes fifty times as long. It looks at the
 * written lines themselves and knows only the plainest of forms: whatever is in another one, or has a character in it of which it
 * is not certain, has to be read back. So it doubts much that is good, and takes nothing that is not. For one entry.
 */
final class PlainEntry {
    private static final int LONGEST = 100_000; // far below what a parser takes
    private static final Set<String> TEXTS = Set.of(
            "title",
            "name",
            "version",
            "summary",
            "detail",
            "why",
            "headline",
            "organisation",
            "publication",
            "project",
            "role",
            "track",
            "place",
            "number",
            "author",
            "area");
    private static final Set<String> LINKS = Set.of("url", "recording", "slides");
    private static final Map<BlockKind, Set<String>> REQUIRED = Map.of(
            BlockKind.ITEMS, Set.of("title"),
            BlockKind.TALKS, Set.of("title"),
            BlockKind.PEOPLE, Set.of("name"),
            BlockKind.THEMES, Set.of("title"),
            BlockKind.EVENTS, Set.of("title", "date"),
            BlockKind.RELEASES, Set.of("version"),
            BlockKind.CHANGES, Set.of("title"));

    private final String yaml;
    private int at;

    private PlainEntry(String yaml) {
        this.yaml = yaml;
    }

    /** @return false when it is not good, or when that does not show */
    static boolean isGood(BlockKind kind, String yaml) {
        Set<String> required = REQUIRED.get(kind);
        return required != null && yaml.length() <= LONGEST && new PlainEntry(yaml).isGood(kind, required);
    }

    /** Each line is a key of the kind, in their order, and its value. */
    private boolean isGood(BlockKind kind, Set<String> required) {
        int found = 0;
        boolean isFirst = true;
        for (BlockFields.Field field : BlockFields.of(kind)) {
            String key = field.key();
            int begin = at;
            if (!skip(isFirst ? "- " : "  ") || !skip(key) || !skip(": ")) {
                at = begin;
                continue;
            }
            if (!isValue(key, field.form()) || !skip("\n")) {
                return false;
            }
            isFirst = false;
            found += required.contains(key) ? 1 : 0;
        }
        return at == yaml.length() && found == required.size();
    }

    private boolean skip(String text) {
        boolean isThere = yaml.startsWith(text, at);
        at += isThere ? text.length() : 0;
        return isThere;
    }

    private boolean isValue(String key, BlockFields.Form form) {
        return switch (form) {
            case PLAIN, MARKDOWN -> TEXTS.contains(key) ? isText() : LINKS.contains(key) && isLink();
            case LIST -> yaml.startsWith("[", at) ? isList() : isText();
            case DATE -> isDate();
            case FLAG -> skip("true") || skip("false");
            case PICTURE -> false;
        };
    }

    /** In double quotes, on this line, of characters that stand for themselves or are escaped by a backslash; not blank. */
    private boolean isText() {
        if (!skip("\"")) {
            return false;
        }
        boolean isBlank = true;
        for (; at < yaml.length(); at++) {
            char c = yaml.charAt(at);
            if (c == '"') {
                at++;
                return !isBlank;
            }
            if (c == '\\') {
                at++;
                char escaped = at < yaml.length() ? yaml.charAt(at) : 0;
                if (escaped != '"' && escaped != '\\') {
                    return false;
                }
            } else if (!isCertain(c)) {
                return false;
            }
            isBlank &= c == ' ';
        }
        return false;
    }

    /** YAML 1.2 §5.1; of what is not ASCII letters and digits of one unit alone, which no rule about blanks is about. */
    private static boolean isCertain(char c) {
        return c >= ' ' && c < 0x7f || c > 0xa0 && c < 0xd800 && Character.isLetterOrDigit(c);
    }

    private boolean isLink() {
        int begin = at + 1;
        if (!isText()) {
            return false;
        }
        String link = yaml.substring(begin, at - 1);
        return link.indexOf('\\') < 0 && List.of(Target.GOOD, Target.UNUSUAL).contains(Target.of(link));
    }

    private boolean isList() {
        if (!skip("[")) {
            return false;
        }
        do {
            if (!isText()) {
                return false;
            }
        } while (skip(", "));
        return skip("]");
    }

    private boolean isDate() {
        int end = yaml.indexOf('\n', at);
        if (end - at != 10) {
            return false;
        }
        try {
            LocalDate.parse(yaml.substring(at, end));
            at = end;
            return true;
        } catch (DateTimeException none) {
            return false;
        }
    }
}
