package org.broadsheet;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** The browser of this machine, without a window. A test that begins one where there is none is skipped, and says so. */
public final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final String AXE = axe();

    /** Mails in frames are looked at in tests of their own; only what is broken is worked out in full. */
    private static final String BARRIERS = """
            async () => (await axe.run({ exclude: [['iframe']] }, { iframes: false, resultTypes: ['violations'] }))
                .violations.filter(rule => ['serious', 'critical'].includes(rule.impact))
                .map(rule => rule.id + ' ' + rule.nodes.map(node => node.html).join(' '))""";

    private final Playwright playwright;
    private final Browser browser;

    public Chromium() {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), PROGRAM + " is not there: install chromium");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(PROGRAM)
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
    }

    /** Somebody's browser, with nothing of others in it; whoever asks closes it. */
    public BrowserContext context(Browser.NewContextOptions options) {
        return browser.newContext(options);
    }

    /** What keeps people from reading or using a page, by axe's rules of serious and critical impact. It must run scripts. */
    public static List<?> barriers(Page page) {
        if (!(Boolean) page.evaluate("typeof axe === 'object'")) {
            page.evaluate(AXE);
        }
        return (List<?>) page.evaluate(BARRIERS);
    }

    /** axe, as it is injected: a page's own policy may forbid it to fetch. */
    private static String axe() {
        try (InputStream in = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        playwright.close();
    }
}
