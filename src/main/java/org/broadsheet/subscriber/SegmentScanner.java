package org.broadsheet.subscriber;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;

/** Cuts the text of a segment into its words and signs. */
final class SegmentScanner {
    /** What opens or closes a quotation where people write by hand or by a word processor. */
    private static final String QUOTES = "'\"\u2018\u2019\u201a\u201c\u201d\u201e";

    /** What needs no quotation. */
    static final String WORD = "[^\\s()<>=:!" + QUOTES + "][^\\s()\"<>=:!]*";

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(?<sign>[()]|[<>!]=|[:=<>])"
            + "|\"(?<double>[^\"]*)\"|'(?<single>[^']*)'"
            + "|(?<word>" + WORD + ")|(?<bad>\\S))");

    /** @param at where it begins in the text, from 0 */
    record Token(Kind kind, String text, int at) {
        boolean is(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }

        /** Quoted, a word is never one of the language. */
        boolean isWord(String word) {
            return kind == Kind.WORD && text.toLowerCase(Locale.ROOT).equals(word);
        }
    }

    enum Kind {
        SIGN,
        WORD,
        QUOTED,
        END
    }

    private SegmentScanner() {}

    /** @throws InputException for a character that has no meaning here */
    static List<Token> tokens(String where, String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        while (matcher.region(at, text.length()).lookingAt()) {
            at = matcher.end();
            if (matcher.group("bad") != null) {
                throw mistake(
                        where,
                        matcher.start("bad"),
                        matcher.group("bad") + " means nothing here",
                        hint(matcher.group("bad")));
            }
            tokens.add(token(matcher));
        }
        tokens.add(new Token(Kind.END, "", text.length()));
        return tokens;
    }

    private static String hint(String bad) {
        if (bad.equals("\"") || bad.equals("'")) {
            return "close the quotation";
        }
        return QUOTES.contains(bad) ? "quote by \" or '" : "put it between \" and \"";
    }

    private static Token token(Matcher matcher) {
        if (matcher.group("sign") != null) {
            return new Token(Kind.SIGN, matcher.group("sign"), matcher.start("sign"));
        }
        if (matcher.group("word") != null) {
            return new Token(Kind.WORD, matcher.group("word"), matcher.start("word"));
        }
        String quoted = matcher.group("double") != null ? "double" : "single";
        return new Token(Kind.QUOTED, matcher.group(quoted), matcher.start(quoted) - 1);
    }

    static InputException mistake(String where, int at, String message, String hint) {
        return new InputException(Problem.error("bad-segment", position(where, at), message, hint));
    }

    /** @param at in the text, from 0 */
    static Position position(String where, int at) {
        return new Position(where, 1, at + 1);
    }
}
