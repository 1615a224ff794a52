package org.broadsheet.render;

import com.helger.css.decl.CSSDeclarationList;
import com.helger.css.decl.CascadingStyleSheet;
import com.helger.css.parser.ParseException;
import com.helger.css.parser.Token;
import com.helger.css.reader.CSSReader;
import com.helger.css.reader.CSSReaderDeclarationList;
import com.helger.css.reader.CSSReaderSettings;
import com.helger.css.reader.errorhandler.DoNothingCSSInterpretErrorHandler;
import com.helger.css.reader.errorhandler.DoNothingCSSParseErrorHandler;
import java.util.List;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.jspecify.annotations.Nullable;

/** Reads CSS strictly: the first thing in it that is no CSS is an error with its place. */
final class Stylesheet {
    private Stylesheet() {}

    static CascadingStyleSheet parse(String css, String file) {
        Faults faults = new Faults();
        CascadingStyleSheet sheet = CSSReader.readFromStringReader(css, faults.settings());
        if (sheet == null || faults.message != null) {
            throw faults.problem(file, css);
        }
        return sheet;
    }

    /** @param style the value of a {@code style} attribute */
    static List<Declaration> declarations(String style, String file) {
        Faults faults = new Faults();
        CSSDeclarationList declarations =
                CSSReaderDeclarationList.readFromReader(new java.io.StringReader(style), faults.settings());
        if (declarations == null || faults.message != null) {
            throw new InputException(Problem.error(
                    "bad-css",
                    Position.wholeFile(file),
                    "This is no style: '" + style + "'",
                    "write 'property: value;'"));
        }
        return Declaration.of(declarations.getAllDeclarations());
    }

    /** Keeps the first fault. */
    private static final class Faults extends DoNothingCSSParseErrorHandler {
        private int line;
        private int column;
        private @Nullable String message;

        CSSReaderSettings settings() {
            return new CSSReaderSettings()
                    .setCustomErrorHandler(this)
                    .setCustomExceptionHandler(this::note)
                    .setInterpretErrorHandler(new DoNothingCSSInterpretErrorHandler());
        }

        private void note(ParseException fault) {
            Token token = fault.currentToken == null ? null : fault.currentToken.next;
            note(
                    token,
                    token == null ? String.valueOf(fault.getMessage()) : "unexpected '" + token.image.strip() + "'");
        }

        private void note(@Nullable Token token, String what) {
            if (message == null) {
                line = token == null ? 0 : token.beginLine;
                column = token == null ? 0 : token.beginColumn;
                message = what;
            }
        }

        @Override
        public void onCSSParseError(ParseException fault, @Nullable Token lastSkipped) {
            note(fault);
        }

        @Override
        public void onCSSUnexpectedRule(Token token, String rule, String what) {
            note(token, what);
        }

        @Override
        public void onIllegalCharacter(char character) {
            note((Token) null, "unexpected '" + character + "'");
        }

        InputException problem(String file, String css) {
            boolean atTheEnd = line == 0 || line > css.lines().count();
            Position at = atTheEnd ? Position.wholeFile(file) : new Position(file, line, column);
            String what = message == null ? "it cannot be read" : message;
            return new InputException(Problem.error(
                    "bad-css",
                    at,
                    "This is not CSS: " + what,
                    "is a brace, a colon or a semicolon missing before it?"));
        }
    }
}
