package org.broadsheet.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.broadsheet.picture.PageShot;

/** Takes pictures of mails with a Chromium that is on this machine, which fetches nothing and runs no script of a mail. */
final class Screenshots {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NARROWEST = 500; // of the windows that Chromium opens
    private static final int LONGEST = 16_000; // of the pictures that it takes

    private final Path browser;
    private final boolean root;

    private Screenshots(Path browser, boolean root) {
        this.browser = browser;
        this.root = root;
    }

    /** How wide a mail is looked at; the name is that of the picture's file. */
    enum View {
        DESKTOP(680),
        PHONE(360);

        private final int width;

        View(int width) {
            this.width = width;
        }

        String file() {
            return name().toLowerCase(Locale.ROOT) + ".png";
        }
    }

    /**
     * With the first Chromium in these folders; empty when there is none.
     *
     * @param path folders, as the environment variable {@code PATH} has them
     */
    static Optional<Screenshots> find(String path) {
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Screenshots::with);
    }

    static Screenshots with(Path browser) {
        return new Screenshots(browser, "root".equals(System.getProperty("user.name")));
    }

    /**
     * Writes a picture of a page beside it.
     *
     * @param folder in which {@code index.html} is
     * @throws IOException with the reason why there is none
     */
    void take(Path folder, View view) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("broadsheet-shot-");
        try {
            Path page = Files.writeString(work.resolve("page.html"), frame(folder.resolve("index.html"), view));
            Path shot = work.resolve("shot.png");
            Program.Run run = Program.run(work, PATIENCE, command(work, page, shot, view));
            if (!Files.exists(shot)) {
                throw new IOException(browser + " took no picture (exit code " + run.exit() + ")");
            }
            Files.write(folder.resolve(view.file()), PageShot.trimmed(Files.readAllBytes(shot), view.width));
        } finally {
            delete(work);
        }
    }

    /** A mail as mailboxes on the web show it: in a frame in which no script runs; its own pictures it may have. */
    private static String frame(Path mail, View view) {
        return """
                <!DOCTYPE html><meta charset="utf-8"><title>Mail</title>
                <body style="margin:0"><iframe sandbox="allow-same-origin" src="%s" style="display:block;border:0;width:%dpx;height:%dpx"></iframe>
                """.formatted(mail.toUri().toASCIIString().replace("&", "&amp;"), view.width, LONGEST);
    }

    private List<String> command(Path work, Path page, Path shot, View view) {
        List<String> command = new ArrayList<>(List.of(
                browser.toString(),
                "--headless",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--hide-scrollbars",
                // Pictures that lie on the web are not asked for: whoever wrote the edition would learn who looks, and
                // from where.
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--proxy-server=http://127.0.0.1:9",
                "--proxy-bypass-list=<-loopback>",
                "--user-data-dir=" + work.resolve("profile"),
                "--window-size=" + Math.max(NARROWEST, view.width) + "," + LONGEST,
                "--screenshot=" + shot));
        if (root) {
            command.add("--no-sandbox"); // it does not start otherwise
        }
        command.add(page.toUri().toASCIIString());
        return command;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException left) {
            // It lies among temporary files, and a browser that just ended may still write there.
            return;
        }
    }
}
