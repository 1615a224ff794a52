package org.broadsheet.edition;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Scanner;

/** Makes a node of each slot in prose, and keeps what other generators would evaluate as the text that it is. */
final class BraceParser implements InlineContentParser {
    private static final int LONGEST = 400;
    private static final Pattern BEGINNING = Pattern.compile("\\{[%:]|\\{\\{[ \\tA-Za-z.<%]");
    private static final Pattern FOREIGN =
            Pattern.compile("\\{\\{<.*?>\\}\\}|\\{\\{%.*?%\\}\\}|\\{%.*?%\\}|\\{:[^}]*\\}");
    /** What other programs for newsletters fill in. Templates of anything else may be quoted freely. */
    private static final Pattern UNFILLED = Pattern.compile(
            "\\{\\{[ \\t]*\\.?(?:(?:subscriber|contact|recipient|member|user|person|profile)\\.)?"
                    + "(?:(?:first|last|full|user|subscriber)?[_-]?name|[fl]name|e?mail(?:[_-]?address)?|unsubscribe[\\w.-]*"
                    + "|web[_-]?version|view[_-]?in[_-]?browser)[ \\t]*(?:\\|[^{}]{0,200})?\\}\\}",
            Pattern.CASE_INSENSITIVE);

    private final String file;
    private final Problems problems;

    private BraceParser(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    static InlineContentParserFactory factory(String file, Problems problems) {
        return new InlineContentParserFactory() {
            @Override
            public Set<Character> getTriggerCharacters() {
                return Set.of('{');
            }

            @Override
            public InlineContentParser create() {
                return new BraceParser(file, problems);
            }
        };
    }

    @Override
    public ParsedInline tryParse(InlineParserState state) {
        Scanner scanner = state.scanner();
        boolean third = scanner.peekPreviousCodePoint() == '{';
        org.commonmark.parser.beta.Position start = scanner.position();
        String ahead = ahead(scanner, 3);
        scanner.setPosition(start);
        if (!BEGINNING.matcher(ahead).lookingAt()) {
            return ParsedInline.none();
        }
        ahead = ahead(scanner, LONGEST);
        scanner.setPosition(start);
        Matcher slot = Slot.GRAMMAR.matcher(ahead);
        if (!third && slot.lookingAt()) {
            return parsed(scanner, slot.end(), slot(slot, at(scanner, slot.end())));
        }
        Matcher foreign = FOREIGN.matcher(ahead);
        if (foreign.lookingAt()) {
            Position at = at(scanner, foreign.end());
            String message = "'" + foreign.group() + "' is syntax of another generator and stays as it is";
            problems.warning("foreign-syntax", at, message, "write what it would show");
            return parsed(scanner, foreign.end(), new Text(foreign.group()));
        }
        Matcher unfilled = UNFILLED.matcher(ahead);
        if (!third && unfilled.lookingAt()) {
            warnOfUnfilled(unfilled.group(), at(scanner, unfilled.end()));
            return parsed(scanner, unfilled.end(), new Text(unfilled.group()));
        }
        return ParsedInline.none();
    }

    private Node slot(Matcher matcher, Position at) {
        Optional<Slot> slot = Slot.of(matcher);
        if (slot.isPresent()) {
            return new SlotNode(slot.get(), matcher.group());
        }
        Slot.mistake(matcher)
                .ifPresentOrElse(
                        mistake -> problems.error("unknown-slot", at, mistake.message(), mistake.hint()),
                        () -> warnOfUnfilled(matcher.group(), at));
        return new Text(matcher.group());
    }

    private void warnOfUnfilled(String written, Position at) {
        if (UNFILLED.matcher(written).matches()) {
            String message = "'" + written + "' is not a slot and stays as it is";
            problems.warning(
                    "foreign-syntax", at, message, "write {{subscriber.first_name}}, say, or put it between backticks");
        }
    }

    /** To the end of the line, but not further than so many characters. */
    private static String ahead(Scanner scanner, int most) {
        StringBuilder ahead = new StringBuilder();
        while (scanner.hasNext() && scanner.peek() != '\n' && ahead.length() < most) {
            ahead.append(scanner.peek());
            scanner.next();
        }
        return ahead.toString();
    }

    private static ParsedInline parsed(Scanner scanner, int length, Node node) {
        skip(scanner, length);
        return ParsedInline.of(node, scanner.position());
    }

    private Position at(Scanner scanner, int length) {
        org.commonmark.parser.beta.Position start = scanner.position();
        skip(scanner, length);
        List<SourceSpan> spans = scanner.getSource(start, scanner.position()).getSourceSpans();
        scanner.setPosition(start);
        return Positions.of(file, spans);
    }

    private static void skip(Scanner scanner, int length) {
        for (int i = 0; i < length; i++) {
            scanner.next();
        }
    }
}
