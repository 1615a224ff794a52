package org.broadsheet.edition;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.broadsheet.text.Characters;
import org.broadsheet.text.Lines;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.broadsheet.text.Utf8;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlParser;
import org.broadsheet.text.YamlValue;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/** Reads the Markdown file of an edition or of a digest. Whatever the file holds, it answers and never throws. */
public final class EditionParser {
    private static final int MOST_BYTES = 2_000_000;
    private static final String BEGIN =
            "begin the file with '---', 'list: …', 'from: …' and '---', each on its own line";

    private final Defaults defaults;
    private final boolean sources;

    private EditionParser(Defaults defaults, boolean sources) {
        this.defaults = defaults;
        this.sources = sources;
    }

    /** For files under {@code editions/}, whose sources have been resolved. */
    public static EditionParser ofEditions(Defaults defaults) {
        return new EditionParser(defaults, false);
    }

    /** For files under {@code digests/}: a {@code source} block adds no content, but is kept apart. */
    public static EditionParser ofDigests(Defaults defaults) {
        return new EditionParser(defaults, true);
    }

    /** @param file its name as the reader knows it, such as {@code editions/2026-03-23-recap.md} */
    public Parsed parse(String file, byte[] bytes) {
        Problems problems = new Problems();
        return Utf8.decode(file, bytes, MOST_BYTES, problems)
                .map(text -> read(file, text, problems))
                .orElseGet(() -> unreadable(file, problems));
    }

    public Parsed parse(String file, String text) {
        return parse(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Problem> sorted(List<Problem> problems) {
        return problems.stream()
                .sorted(Comparator.comparingInt(
                                (Problem problem) -> problem.at().line())
                        .thenComparingInt(problem -> problem.at().column()))
                .toList();
    }

    private static Parsed unreadable(String file, Problems problems) {
        return new Parsed(file, null, null, List.of(), List.of(), sorted(problems.list()));
    }

    private Parsed read(String file, String text, Problems problems) {
        Lines lines = Lines.of(text);
        Dashes dashes = Dashes.find(file, lines, problems);
        if (dashes == null) {
            return unreadable(file, problems);
        }
        refuseControls(file, lines, dashes.close(), problems);
        Manuscript manuscript = Manuscript.read(file, lines, dashes.close(), problems);
        if (Markdown.isTangled(file, manuscript.text(), problems)) {
            return unreadable(file, problems);
        }
        Node document = Markdown.parse(file, manuscript.text(), problems);
        Optional<Heading> heading = heading(document);
        YamlMap keys = keys(file, lines, dashes, problems);
        String id = id(file);
        // What is missing where no keys could be read is known already: the broken YAML was reported.
        YamlMap readable = keys == null ? YamlMap.empty(new Position(file, dashes.open(), 1), new Problems()) : keys;
        FrontMatterParser.Read read = new FrontMatterParser(readable, defaults, isDigest(file))
                .parse(id, heading.map(PlainText::of).orElse(null));
        FrontMatter front = read.front();
        boolean titled = takeTitle(heading, front);
        Unseen.warn(manuscript, document, titled ? heading : Optional.empty(), problems);
        ForeignSyntax.warn(manuscript, document, problems);
        Map<String, String> topics = keys == null ? null : front.topics();
        SectionParser.Parts parts =
                new SectionParser(manuscript, topics, sources, isDigest(file), problems).parse(document);
        Edition legible = new Edition(id, front, parts.opening(), parts.sections(), sha256(text));
        boolean usable = keys != null && read.usable();
        return new Parsed(
                file, usable ? legible : null, legible, parts.omitted(), parts.sources(), sorted(problems.list()));
    }

    private static String sha256(String text) {
        return Bundle.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** In the text; those of the front matter are told by the parser of YAML. */
    private static void refuseControls(String file, Lines lines, int frontMatterLines, Problems problems) {
        for (int number = frontMatterLines + 1; number <= lines.count(); number++) {
            String line = lines.line(number);
            OptionalInt forbidden = Characters.firstForbidden(line);
            if (forbidden.isPresent()) {
                int column = line.indexOf(Character.toString(forbidden.getAsInt())) + 1;
                String message = String.format("the control character U+%04X stands here", forbidden.getAsInt());
                problems.error("control-character", new Position(file, number, column), message, "remove it");
            }
        }
    }

    /** Where the front matter begins and ends; 0 and 0 when there is none and none is needed. */
    private record Dashes(int open, int close) {
        static @Nullable Dashes find(String file, Lines lines, Problems problems) {
            int open = 1;
            while (open < lines.count() && lines.line(open).isBlank()) {
                open++;
            }
            String first = lines.line(open).stripTrailing();
            if (!first.equals("---")) {
                String message = first.equals("+++")
                        ? "this front matter is TOML, and only YAML is read"
                        : "the file has no front matter";
                problems.error("no-front-matter", new Position(file, open, 1), message, BEGIN);
                return null;
            }
            for (int line = open + 1; line <= lines.count(); line++) {
                if (lines.line(line).stripTrailing().equals("---")) {
                    return new Dashes(open, line);
                }
            }
            String hint = "end it with a line of '---'";
            problems.error("unclosed-front-matter", new Position(file, open, 1), "the front matter has no end", hint);
            return null;
        }
    }

    private static @Nullable YamlMap keys(String file, Lines lines, Dashes dashes, Problems problems) {
        Position first = new Position(file, dashes.open() + 1, 1);
        String yaml = String.join("\n", lines.list().subList(dashes.open(), dashes.close() - 1));
        int before = problems.list().size();
        YamlValue value = YamlParser.parse(first, yaml, problems);
        if (value == null || value.isNull()) {
            boolean broken = problems.list().size() > before;
            return broken ? null : YamlMap.empty(new Position(file, dashes.open(), 1), problems);
        }
        YamlMap map = value.map();
        return map == null ? null : map.inLowerCase();
    }

    /** The heading of level 1 that the text begins with. */
    private static Optional<Heading> heading(Node document) {
        Node node = document.getFirstChild();
        while (node instanceof LinkReferenceDefinition || node instanceof HtmlBlock) {
            node = node.getNext();
        }
        return node instanceof Heading heading && heading.getLevel() == 1 ? Optional.of(heading) : Optional.empty();
    }

    /** The title is shown above the text, so it does not stand in it a second time. */
    private static boolean takeTitle(Optional<Heading> heading, FrontMatter front) {
        boolean same = heading.isPresent() && PlainText.of(heading.get()).equals(front.title());
        if (same) {
            heading.get().unlink();
        }
        return same;
    }

    private boolean isDigest(String file) {
        return sources || file.replace('\\', '/').matches("(?:.*/)?digests/[^/]*");
    }

    private static String id(String file) {
        String name = file.substring(file.replace('\\', '/').lastIndexOf('/') + 1);
        return name.endsWith(".md") ? name.substring(0, name.length() - 3) : name;
    }
}
