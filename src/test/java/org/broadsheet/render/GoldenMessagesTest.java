package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.broadsheet.edition.Assets;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.edition.WorkspaceFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole messages, compared with those that a person has looked at. A mismatch writes what was rendered beside what was
 * expected, as {@code *.actual}: compare, and rename it if it is better.
 */
class GoldenMessagesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Brand BRAND = new Brand(
            "Istio Community",
            null,
            "#466bb0",
            List.of("1 Example Street", "1000 Example"),
            List.of(new Brand.Link("Website", "https://istio.example/")));

    static List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(GOLDEN)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("editions")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_message_is_as_it_was_approved(Path folder) throws IOException {
        Edition edition = EditionParser.ofEditions(Defaults.NONE)
                .parse("editions/edition.md", Files.readAllBytes(folder.resolve("editions/edition.md")))
                .orThrow();
        Assets own = new WorkspaceFiles(folder);
        Assets shared = new WorkspaceFiles(GOLDEN);
        Assets assets = path -> own.read(path).or(() -> shared.read(path));
        Mailing mailing = new Renderer(assets, BRAND, new Settings(ImageMode.INLINE, null)).render(edition);
        Recipient ada = Workspace.ada();
        Map<String, byte[]> actual = Map.of(
                "expected.html", mailing.html(ada).getBytes(StandardCharsets.UTF_8),
                "expected.txt", mailing.text(ada).getBytes(StandardCharsets.UTF_8),
                "expected.eml", mailing.message(ada));
        compare(folder, actual);
    }

    static Stream<Arguments> notices() {
        return Stream.concat(
                NoticesTest.each().stream().map(notice -> Arguments.of(notice, "en")),
                Stream.of("ar", "ja", "de")
                        .map(language -> Arguments.of(NoticesTest.each().get(0), language)));
    }

    @ParameterizedTest
    @MethodSource("notices")
    void a_notice_is_as_it_was_approved(Notice notice, String language) throws IOException {
        NoticeMail mail = NoticesTest.write(notice, language);
        Path folder = Files.createDirectories(
                GOLDEN.resolve("notices").resolve(notice.kind().word() + "-" + language));
        compare(
                folder,
                Map.of(
                        "expected.html", mail.html().getBytes(StandardCharsets.UTF_8),
                        "expected.txt", mail.text().getBytes(StandardCharsets.UTF_8),
                        "expected.eml", mail.message()));
    }

    private static void compare(Path folder, Map<String, byte[]> actual) throws IOException {
        Map<Path, byte[]> different = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : actual.entrySet()) {
            Path expected = folder.resolve(file.getKey());
            if (isSame(expected, file.getValue())) {
                Files.deleteIfExists(beside(expected));
            } else {
                Files.write(beside(expected), file.getValue());
                different.put(expected, file.getValue());
            }
        }
        for (Map.Entry<Path, byte[]> one : different.entrySet()) {
            tell(one.getKey(), one.getValue());
        }
    }

    private static Path beside(Path expected) {
        return expected.resolveSibling(expected.getFileName() + ".actual");
    }

    private static boolean isSame(Path expected, byte[] actual) throws IOException {
        return Files.exists(expected) && Arrays.equals(Files.readAllBytes(expected), actual);
    }

    private static void tell(Path expected, byte[] actual) throws IOException {
        if (!Files.exists(expected)) {
            fail("there is no " + expected + " yet; look at " + beside(expected) + " and rename it");
        }
        assertThat(new String(actual, StandardCharsets.UTF_8)).isEqualTo(Files.readString(expected));
    }
}
