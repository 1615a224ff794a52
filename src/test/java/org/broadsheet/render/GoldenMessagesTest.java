package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.broadsheet.edition.Assets;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.edition.WorkspaceFiles;
import org.broadsheet.mail.MailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole messages, compared with those that a person has looked at. A folder with {@code editions/edition.md} is a case; its
 * {@code case.properties} says what differs from the usual reader and workspace. {@code message.txt} is what is expected of
 * it, for people to read; where there is an {@code expected.eml} too, each byte has to be the same. A mismatch writes what
 * was rendered beside it, as {@code *.actual}; with {@code -Dgolden.update} it becomes what is expected.
 */
class GoldenMessagesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final boolean UPDATE = System.getProperty("golden.update") != null;
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
        compare(folder, message(folder));
    }

    @Test
    void rendering_is_a_pure_function() throws IOException {
        for (String name : List.of("chart", "everything", "headers", "recap", "topics-some-unwanted")) {
            Path folder = GOLDEN.resolve(name);
            assertThat(message(folder)).as(folder.toString()).isEqualTo(message(folder));
        }
    }

    @Test
    void there_are_enough_of_them_and_no_two_say_the_same() throws IOException {
        List<byte[]> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            for (Path file : files.filter(path -> path.endsWith("message.txt")).toList()) {
                all.add(Files.readAllBytes(file));
            }
        }
        assertThat(all).hasSizeGreaterThanOrEqualTo(40).doesNotHaveDuplicates();
    }

    private static byte[] message(Path folder) throws IOException {
        Properties properties = new Properties();
        Path differences = folder.resolve("case.properties");
        if (Files.exists(differences)) {
            properties.load(new StringReader(Files.readString(differences)));
        }
        Edition edition = EditionParser.ofEditions(Defaults.NONE)
                .parse("editions/edition.md", Files.readAllBytes(folder.resolve("editions/edition.md")))
                .orThrow();
        Renderer renderer = new Renderer(assets(folder), brand(properties), settings(properties));
        String language = properties.getProperty("reader-language");
        Mailing mailing =
                language == null ? renderer.render(edition) : renderer.render(edition, Locale.forLanguageTag(language));
        return mailing.message(reader(properties));
    }

    /** The files of the case, those of all cases; the small template has the text partials of the real ones. */
    private static Assets assets(Path folder) {
        Assets own = new WorkspaceFiles(folder);
        Assets shared = new WorkspaceFiles(GOLDEN);
        Assets real = new WorkspaceFiles(Path.of("."));
        return path -> own.read(path)
                .or(() -> shared.read(path))
                .or(() -> real.read(path.replace("templates/golden/text/", "templates/common/text/")));
    }

    private static Brand brand(Properties properties) {
        return properties.containsKey("no-brand") ? Brand.PLAIN : BRAND;
    }

    private static Settings settings(Properties properties) {
        ImageMode images = properties.containsKey("hosted-images") ? ImageMode.HOSTED : ImageMode.INLINE;
        return new Settings(images, properties.getProperty("url"));
    }

    private static Recipient reader(Properties properties) {
        Recipient ada = Workspace.ada();
        String topics = properties.getProperty("opted-out", "");
        return new Recipient(
                new MailAddress(
                        properties.getProperty("address", ada.to().address()),
                        properties.getProperty("name", ada.to().name())),
                properties.getProperty("first-name", ada.firstName()),
                topics.isEmpty() ? Set.of() : Set.of(topics.split(",")),
                properties.getProperty("unsubscribe", ada.unsubscribeUrl()),
                ada.preferencesUrl(),
                ada.date(),
                ada.messageId());
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
        compare(folder, mail.message());
    }

    private static void compare(Path folder, byte[] message) throws IOException {
        Path readable = folder.resolve("message.txt");
        Path exact = folder.resolve("expected.eml");
        boolean same = settle(readable, ReadableMail.of(message).getBytes(StandardCharsets.UTF_8));
        boolean sameBytes = Files.notExists(exact) || settle(exact, message);
        if (!same) {
            tell(readable);
        } else if (!sameBytes) {
            tell(exact);
        }
    }

    /** @return whether the file is what was expected, or is from now on */
    private static boolean settle(Path expected, byte[] actual) throws IOException {
        boolean same = Files.exists(expected) && Arrays.equals(Files.readAllBytes(expected), actual);
        if (!same) {
            Files.write(UPDATE ? expected : beside(expected), actual);
        }
        if (same || UPDATE) {
            Files.deleteIfExists(beside(expected));
        }
        return same || UPDATE;
    }

    private static Path beside(Path expected) {
        return expected.resolveSibling(expected.getFileName() + ".actual");
    }

    private static void tell(Path expected) throws IOException {
        if (Files.notExists(expected)) {
            fail("there is no " + expected + " yet; look at " + beside(expected) + " and rename it");
        }
        assertThat(Files.readString(beside(expected)))
                .as("%s; if it is meant, run the test again with -Dgolden.update", expected)
                .isEqualTo(Files.readString(expected));
    }
}
