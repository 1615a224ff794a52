package org.broadsheet;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How long it takes from the save of a recap of 30 KB until a browser shows it in the live preview. See {@code script/bench
 * preview}.
 */
public final class PreviewBench {
    private static final Pattern PAGE = Pattern.compile("page +(http://127\\.0\\.0\\.1:\\d+/)");
    private static final int WARM = 5;
    private static final int SAVES = 20;
    private static final int RUNS = 3;
    private static final long PATIENCE_MILLIS = 60_000;

    private PreviewBench() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("bench");
        TestWorkspace workspace = new TestWorkspace(folder).people(3).edition(recap(0));
        Process preview = workspace.start("preview", "editions/" + TestWorkspace.EDITION + ".md");
        try (Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(Path.of("/usr/bin/chromium"))
                            .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
            Page page = browser.newPage();
            page.navigate(url(workspace));
            int version = 0;
            for (int save = 0; save < WARM; save++) {
                millisUntilShown(workspace, page, ++version);
            }
            for (int run = 1; run <= RUNS; run++) {
                long[] millis = new long[SAVES];
                for (int save = 0; save < SAVES; save++) {
                    millis[save] = millisUntilShown(workspace, page, ++version);
                }
                long[] sorted = LongStream.of(millis).sorted().toArray();
                System.out.printf(
                        Locale.ROOT,
                        "run %d: the mail is shown %d ms after the save (median of %d; %d to %d)%n",
                        run,
                        sorted[SAVES / 2],
                        SAVES,
                        sorted[0],
                        sorted[SAVES - 1]);
            }
        } finally {
            preview.destroy();
            preview.waitFor();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String url(TestWorkspace workspace) throws InterruptedException {
        for (long end = System.currentTimeMillis() + PATIENCE_MILLIS; System.currentTimeMillis() < end; ) {
            Matcher page = PAGE.matcher(workspace.printed("preview"));
            if (page.find()) {
                return page.group(1);
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("preview does not begin: " + workspace.printed("preview"));
    }

    private static long millisUntilShown(TestWorkspace workspace, Page page, int version) throws InterruptedException {
        long begin = System.nanoTime();
        workspace.edition(recap(version));
        String shown = "Boolean(['desktop', 'phone'].every(id => document.getElementById(id)"
                + "?.contentDocument?.body?.innerText.includes('Version " + version + ".')))";
        while (!(Boolean) page.evaluate(shown)) {
            if (System.nanoTime() - begin > PATIENCE_MILLIS * 1_000_000) {
                throw new IllegalStateException("version " + version + " is not shown");
            }
            Thread.sleep(5);
        }
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private static String recap(int version) {
        StringBuilder body = new StringBuilder("Version " + version + ".\n");
        for (int section = 1; section <= 15; section++) {
            body.append("\n## Section ").append(section).append("\n\n");
            body.append(
                    "What happened, in a sentence or two that say why it matters to those who read this. ".repeat(14));
            body.append("\n\n");
            for (int item = 1; item <= 10; item++) {
                body.append("- [The change %d of part %d](https://project.example/changes/%d/%d), explained%n"
                        .formatted(item, section, section, item));
            }
        }
        return body.toString();
    }
}
