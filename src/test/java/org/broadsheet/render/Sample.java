package org.broadsheet.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.broadsheet.edition.Assets;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.edition.WorkspaceFiles;

/** An edition that holds every kind of block and of prose, in any template. */
final class Sample {
    /** The templates of editions. */
    static final List<String> TEMPLATES = List.of("recap", "digest", "letter");

    private static final Path EVERY_BLOCK = Path.of("src/test/resources/recap/every-block.md");

    private Sample() {}

    static Mailing everyBlock(String template) {
        return everyBlock(template, "#466bb0", "en");
    }

    static Mailing everyBlock(String template, String accent, String language) {
        Edition edition = edition(template, Locale.forLanguageTag(language));
        return new Renderer(files(), brand(accent), new Settings(ImageMode.INLINE, null)).render(edition);
    }

    static Edition edition(String template, Locale language) {
        try {
            String file = Files.readString(EVERY_BLOCK, StandardCharsets.UTF_8)
                    .replace("template: recap", "template: " + template + "\nlanguage: " + language.toLanguageTag());
            return EditionParser.ofEditions(Defaults.NONE)
                    .parse("editions/2026-01-05-every-block.md", file)
                    .orThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Brand brand(String accent) {
        return new Brand(
                "Harbour",
                "images/dot.png",
                accent,
                List.of("1 Sample Quay", "Nowhere"),
                List.of(new Brand.Link("harbour.example", "https://harbour.example/")));
    }

    /** Every picture is a dot. */
    static Assets files() {
        Assets templates = new WorkspaceFiles(Path.of("target"));
        return new Assets() {
            @Override
            public Optional<byte[]> read(String path) {
                return path.endsWith("dot.png") ? Optional.of(MailingTest.DOT) : templates.read(path);
            }

            @Override
            public List<String> folders(String path) {
                return templates.folders(path);
            }
        };
    }
}
