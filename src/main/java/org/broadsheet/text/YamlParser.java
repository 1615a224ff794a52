package org.broadsheet.text;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads YAML 1.2 into values that know their place; builds no objects, follows no tags. */
public final class YamlParser {
    private static final int LONGEST = 2_000_000;

    // What the scanner says, and what people usually did to make it say so.
    private static final Map<String, String> HINTS = Map.of(
            "mapping values are not allowed here", "put a value that contains ': ' in quotes",
            "found character '\\t", "indent with spaces, not tabs",
            "could not find expected ':'", "each line here is 'key: value'",
            "expected <block end>", "check the indentation and the quotes of this entry",
            "found character '@'", "put a value that begins with @ in quotes",
            "found character '`'", "put a value that begins with ` in quotes",
            "tag handle", "put a value that begins with ! in quotes",
            "unexpected end of stream", "a quote is not closed");

    // Inside { … } and [ … ] a brace begins and ends a map.
    private static final Pattern BARE_REFERENCE = Pattern.compile("[{\\[].*[:,\\[]\\s*[^\\s\"',]*\\$\\{");
    private static final String QUOTE_REFERENCE = "put the value in quotes: \"${NAME}\"";

    private YamlParser() {}

    /**
     * Reads one document.
     *
     * @param first where its first character stands in the file
     * @return null when it is not YAML, with the problem added, or when it is empty
     */
    public static @Nullable YamlValue parse(Position first, String text, Expansion expansion, Problems problems) {
        int lines = Math.max(
                1,
                Lines.of(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text)
                        .count());
        YamlSource source = new YamlSource(first, first.line() + lines - 1, expansion, problems);
        if (text.length() > LONGEST) {
            problems.error("too-large", first, "this is more than " + LONGEST + " characters of YAML", "split it");
            return null;
        }
        return compose(source, text)
                .map(node -> new YamlValue(source, node, "this"))
                .orElse(null);
    }

    public static @Nullable YamlValue parse(Position first, String text, Problems problems) {
        return parse(first, text, Expansion.NONE, problems);
    }

    private static Optional<Node> compose(YamlSource source, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source.first().file())
                .setAllowDuplicateKeys(true) // YamlMap reports each of them
                .setMaxAliasesForCollections(50)
                .setCodePointLimit(LONGEST)
                .setBufferSize(text.length() + 2) // at the end of a full buffer, half an emoji makes the reader fail
                .build();
        try {
            Optional<Node> good = WatchedEvents.compose(settings, source, text);
            if (good.isPresent()) {
                return good;
            }
            // Read again, for all that there is to say of it.
            return YamlScan.refuses(source, new Parse(settings).parseString(text))
                    ? Optional.empty()
                    : new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            Position at = source.at(e.getProblemMark().or(e::getContextMark));
            String line = Lines.of(text).line(at.line() - source.first().line() + 1);
            if (BARE_REFERENCE.matcher(line).find()) {
                source.problems().error("yaml", at, "this is not YAML: ${…} begins a map here", QUOTE_REFERENCE);
            } else {
                report(source, at, e.getProblem());
            }
        } catch (ReaderException e) {
            String before = text.substring(0, text.offsetByCodePoints(0, Math.min(e.getPosition(), points(text))));
            Lines lines = Lines.of(before);
            Position at = source.at(lines.count() - 1, lines.line(lines.count()).length());
            report(source, at, String.format("character U+%04X is not allowed", e.getCodePoint()));
        } catch (YamlEngineException e) {
            report(source, source.first(), String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    /** Of what the scanner found instead it would show a part, which may be that of a password. */
    private static final Pattern FOUND =
            Pattern.compile(",? but found(?!\\s+(')?<[a-z ]+>).*|(tag handle|unknown directive) .*", Pattern.DOTALL);

    private static void report(YamlSource source, Position at, String problem) {
        String said = FOUND.matcher(Characters.oneLine(problem)).replaceFirst("$2");
        String hint = HINTS.entrySet().stream()
                .filter(entry -> said.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        source.problems().error("yaml", at, "this is not YAML: " + said, hint);
    }

    private static int points(String text) {
        return text.codePointCount(0, text.length());
    }
}
