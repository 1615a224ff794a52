package org.broadsheet.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.broadsheet.text.InputException;

/** A page with styles in {@code src/test/resources/inliner/}, and beside it what becomes of it. */
record InlinerCase(Path page) {
    private static final Path FOLDER = Path.of("src/test/resources/inliner");
    private static final String REFUSED = "refused: ";

    static List<InlinerCase> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .map(InlinerCase::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return page.getFileName().toString().replaceFirst("\\.html$", "");
    }

    Path expected() {
        return page.resolveSibling(name() + ".expected");
    }

    String written() {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page with its styles inlined, or why it was refused. */
    String outcome() {
        try {
            return Inliner.inline(written(), "mail.html");
        } catch (InputException e) {
            return REFUSED + e.problems().get(0) + "\n";
        }
    }

    static boolean isRefusal(String outcome) {
        return outcome.startsWith(REFUSED);
    }

    @Override
    public String toString() {
        return name();
    }
}
