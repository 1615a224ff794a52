package org.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.broadsheet.Snapshot;
import org.junit.jupiter.api.Assumptions;

/** Chromium in the size of a telephone. Pictures of the pages are left under target/pages. */
final class Phone implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    static final int WIDTH = 360;

    private final Playwright playwright;
    private final Browser browser;

    Phone() {
        Assumptions.assumeTrue(Files.isExecutable(CHROMIUM), CHROMIUM + " is not there: install chromium");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
    }

    /** A reader with a browser of their own. */
    final class Reader implements AutoCloseable {
        final BrowserContext context;
        final Page page;
        private final boolean javaScript;
        private final List<String> complaints = new ArrayList<>();

        private Reader(boolean javaScript, String language) {
            this.javaScript = javaScript;
            context = browser.newContext(new Browser.NewContextOptions()
                    .setViewportSize(WIDTH, 700)
                    .setLocale(language)
                    .setJavaScriptEnabled(javaScript));
            page = context.newPage();
            page.onConsoleMessage(message -> complaints.add(message.text()));
        }

        Reader open(String url) {
            page.navigate(url);
            return this;
        }

        /** Presses a button and waits for the page that comes. */
        Reader press(String css) {
            page.waitForNavigation(() -> page.locator(css).click());
            return this;
        }

        /** Says that everybody can read and use what is shown. @param name of its picture */
        Reader check(String name, String lang, String dir) {
            Snapshot.take(page, true, "pages", name + "-" + lang);
            assertThat(page.locator("html").getAttribute("lang")).as(name).isEqualTo(lang);
            assertThat(page.locator("html").getAttribute("dir")).as(name).isEqualTo(dir);
            assertThat(context.cookies()).as(name).isEmpty();
            assertThat(complaints).as(name).noneMatch(text -> text.contains("Content Security Policy"));
            if (!javaScript) {
                return this; // to ask the page takes scripts
            }
            assertThat(page.evaluate("document.documentElement.scrollWidth"))
                    .as(name)
                    .isEqualTo(WIDTH);
            List<Rule> bad = new AxeBuilder(page)
                    .analyze().getViolations().stream()
                            .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
                            .toList();
            assertThat(bad).as(name).extracting(Rule::getId).isEmpty();
            assertThat(page.evaluate("[...document.querySelectorAll('button, .choice, .field input')]"
                            + ".every(e => e.offsetHeight >= 44)"))
                    .as(name + " has room for thumbs")
                    .isEqualTo(true);
            return this;
        }

        @Override
        public void close() {
            context.close();
        }
    }

    Reader reader(boolean javaScript, String language) {
        return new Reader(javaScript, language);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
