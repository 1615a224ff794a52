package org.broadsheet.check;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.broadsheet.edition.Assets;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.edition.WorkspaceFiles;
import org.broadsheet.render.Settings;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Severity;

/** Where an editor sits: the sample workspace and its preflight, on a fixed day, with files laid over it. */
final class Desk {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2025-11-20T09:00:00Z"), ZoneOffset.UTC);

    private static final WorkspaceFiles SAMPLE = new WorkspaceFiles(Path.of("examples/istio-recap"));

    private final Map<String, byte[]> over = new HashMap<>();
    private Brand brand = new Brand("Bits", null, "#466bb0", List.of("1 Sample Quay"), List.of());
    private Surroundings around = Surroundings.bare(CLOCK);

    Desk file(String path, byte[] content) {
        over.put(path, content);
        return this;
    }

    Desk file(String path, String content) {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends to a file of the template that the sample uses. */
    Desk appended(String name, String more) {
        return file("templates/recap/" + name, template(name) + "\n" + more + "\n");
    }

    /** Puts HTML behind everything that the template shows. */
    Desk shown(String html) {
        return file("templates/recap/mail.html", template("mail.html").replace("</body>", html + "\n</body>"));
    }

    static String template(String name) {
        return new String(SAMPLE.read("templates/recap/" + name).orElse(new byte[0]), StandardCharsets.UTF_8);
    }

    Desk brand(Brand other) {
        brand = other;
        return this;
    }

    Desk names(KnownNames names) {
        around = new Surroundings(CLOCK, id -> names, around.topics(), around.signers(), around.shared());
        return this;
    }

    Desk signers(String... domains) {
        around = new Surroundings(CLOCK, around.names(), around.topics(), Set.of(domains), around.shared());
        return this;
    }

    Desk topics(String list, String... keys) {
        around = new Surroundings(
                CLOCK,
                around.names(),
                name -> name.equals(list) ? Set.of(keys) : Set.of(),
                around.signers(),
                around.shared());
        return this;
    }

    Approval approval() {
        Assets assets = new Assets() {
            @Override
            public Optional<byte[]> read(String path) {
                return Optional.ofNullable(over.get(path)).or(() -> SAMPLE.read(path));
            }
        };
        return new Approval(
                EditionParser.ofEditions(Defaults.NONE),
                assets,
                brand,
                new Settings(ImageMode.INLINE, "https://news.bits.example"),
                around);
    }

    /** Front matter and body of an edition about which there is nothing to say. */
    static String edition(String front, String body) {
        return "---\nlist: community\n" + (front.contains("from:") ? "" : "from: Bits <bits@bits.example>\n")
                + (front.contains("subject:") ? "" : "subject: The week in bits\n") + front
                + (front.isEmpty() || front.endsWith("\n") ? "" : "\n") + "---\n" + body + "\n";
    }

    List<Problem> check(String front, String body) {
        return checkFile("a.md", edition(front, body));
    }

    List<Problem> check(String body) {
        return check("", body);
    }

    List<Problem> checkFile(String name, String text) {
        return approval().check(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code rule line:column}, or the file where it is another. */
    static String shortly(Problem problem) {
        return problem.rule() + " "
                + (problem.at().file().equals("a.md") ? "" : problem.at().file() + " ")
                + problem.at().line() + ":" + problem.at().column();
    }

    static List<String> rules(List<Problem> problems) {
        return problems.stream().map(Problem::rule).toList();
    }

    static List<String> errors(List<Problem> problems) {
        return problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(Desk::shortly)
                .toList();
    }
}
