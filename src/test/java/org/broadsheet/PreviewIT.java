package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code preview} in a process of its own, seen by a real browser. Pictures of it are left under target/pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PreviewIT {
    private static final Pattern PAGE = Pattern.compile("page +(http://127\\.0\\.0\\.1:\\d+/)");

    /** As long as a real recap: about 30 kB, 150 links. */
    private static final String RECAP = recap("Good morning!");

    @TempDir
    static Path folder;

    private Chromium chromium;
    private TestWorkspace workspace;
    private Process preview;
    private String url;

    @BeforeAll
    void start() throws Exception {
        chromium = new Chromium();
        workspace = new TestWorkspace(folder).people(3).edition(RECAP);
        preview = workspace.start("preview", "editions/" + TestWorkspace.EDITION + ".md");
        await().atMost(Duration.ofSeconds(90))
                .until(() -> PAGE.matcher(workspace.printed("preview")).find());
        Matcher page = PAGE.matcher(workspace.printed("preview"));
        assertThat(page.find()).isTrue();
        url = page.group(1);
    }

    @AfterAll
    void quit() throws InterruptedException {
        if (chromium != null) {
            chromium.close();
        }
        if (preview != null) {
            preview.destroy();
            assertThat(preview.waitFor(10, TimeUnit.SECONDS))
                    .as("it ends when it is told to")
                    .isTrue();
        }
    }

    @BeforeEach
    void write() {
        workspace.edition(RECAP);
    }

    @Test
    void a_save_is_repainted_where_the_reader_stands() {
        try (BrowserContext context = context(ColorScheme.LIGHT, 1400, 900, true)) {
            Page page = open(context, "");
            page.evaluate("scrollTo(0, 1500)");

            workspace.edition(recap("Good evening!"));
            until(
                    page,
                    "document.getElementById('desktop')?.contentDocument.body.innerText"
                            + ".includes('Good evening!')");
            until(page, "document.body.dataset.shown === document.body.dataset.version");

            assertThat(page.evaluate("scrollY")).isEqualTo(1500);
            assertThat(page.locator("iframe").count()).isEqualTo(2);
            until(
                    page,
                    "document.getElementById('phone').contentDocument.body.innerText" + ".includes('Good evening!')");
        }
    }

    @Test
    void an_edition_that_breaks_is_explained_and_heals() {
        try (BrowserContext context = context(ColorScheme.LIGHT, 1400, 900, true)) {
            Page page = open(context, "");
            workspace.file("editions/" + TestWorkspace.EDITION + ".md", "---\nname: [\n---\nHello\n");
            page.waitForSelector(".state.is-broken");
            picture(page, "preview-broken");
            assertThat(page.locator(".finding.error .place").first().textContent())
                    .contains(TestWorkspace.EDITION + ".md:");
            assertThat(page.locator("iframe").count()).isEqualTo(2);
            assertAccessible(page, "preview-broken");
            for (String view : List.of("text", "headers", "source")) {
                assertAccessible(open(context, "?view=" + view), "preview-broken-" + view);
            }

            workspace.edition(recap("Healed."));
            page.waitForSelector(".state:not(.is-broken)");
        }
    }

    /** The renderer lets none through; this is what holds if it ever does. */
    @Test
    void a_script_in_the_frame_does_not_run_and_nobody_else_is_asked() {
        workspace.edition("""
                Hello <script>parent.document.title = 'taken'</script><img src="x" onerror="parent.document.title = 'taken'">

                ![A picture](https://elsewhere.example/a.png)

                [A link](javascript:parent.document.title='taken') and [another](https://elsewhere.example/)
                """);
        try (BrowserContext context = context(ColorScheme.LIGHT, 1400, 900, true)) {
            List<String> asked = new ArrayList<>();
            context.onRequest(request -> asked.add(request.url()));
            List<String> answered = new ArrayList<>();
            context.onRequestFinished(request -> answered.add(request.url()));
            Page page = open(context, "");
            page.waitForSelector(".remote");
            page.evaluate("""
                    () => {
                      const mail = document.getElementById('desktop').contentDocument;
                      const script = mail.createElement('script');
                      script.textContent = "parent.document.title = 'taken'";
                      mail.body.append(script);
                      const image = mail.createElement('img');
                      image.setAttribute('onerror', "parent.document.title = 'taken'");
                      image.src = 'nowhere.png';
                      mail.body.append(image);
                    }""");
            assertThat(page.evaluate("fetch('nowhere.png').then(answer => answer.status)"))
                    .isEqualTo(404);

            assertThat(page.title()).contains("Preview").isNotEqualTo("taken");
            assertThat(answered).isNotEmpty().allMatch(address -> address.startsWith(url));
            assertThat(asked).isNotEmpty();
        }
    }

    @Test
    void what_is_chosen_is_shown_without_leaving_the_page() {
        try (BrowserContext context = context(ColorScheme.LIGHT, 1400, 900, true)) {
            Page page = open(context, "");
            assertThat(background(page)).isEqualTo("rgb(255, 255, 255)");

            page.check("input[name=look][value=dark]");
            page.waitForURL(address -> address.contains("look=dark"));
            until(
                    page,
                    "getComputedStyle(document.getElementById('desktop').contentDocument.body)"
                            + ".backgroundColor !== 'rgb(255, 255, 255)'");
            page.fill("#reader", "p2@readers.example");
            page.press("#reader", "Enter");
            until(page, "document.getElementById('inbox').innerText.includes('p2@readers.example')");
            page.click("#tabs a:has-text('Text')");
            page.waitForSelector("pre.plain");
            assertThat(page.locator("pre.plain").textContent()).contains("Good morning!");
            page.goBack();
            page.waitForSelector("#desktop");
        }
    }

    @Test
    void it_works_without_its_script() {
        try (BrowserContext context = context(ColorScheme.LIGHT, 1000, 800, false)) {
            Page page = context.newPage();
            page.navigate(url);
            page.check("input[name=look][value=dark]");
            page.check("input[name=width][value=phone]");
            page.click("button:has-text('Show')");

            page.waitForURL(address -> address.contains("look=dark") && address.contains("width=phone"));
            assertThat(page.locator("iframe").count()).isEqualTo(1);
            // A frame has no address until what it shows begins to arrive.
            page.waitForCondition(() ->
                    page.frames().size() == 2 && page.frames().get(1).url().contains("look=dark"));
            assertThat(context.request().get(page.frames().get(1).url()).text()).contains("Good morning!");
        }
    }

    @ParameterizedTest
    @CsvSource({"1500,LIGHT", "1500,DARK", "800,LIGHT", "375,DARK", "320,LIGHT"})
    void everybody_can_read_and_use_it(int width, ColorScheme scheme) {
        workspace.edition("TODO: say more.\n\n" + RECAP);
        try (BrowserContext context = context(scheme, width, 900, true)) {
            Page page = open(context, "?look=" + scheme.name().toLowerCase(Locale.ROOT));
            page.waitForSelector(".finding.error");
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
            assertAccessible(page, "preview-" + width + "-" + scheme);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "headers", "source"})
    void its_other_views_fit_and_can_be_read_too(String view) {
        try (BrowserContext context = context(ColorScheme.LIGHT, 375, 700, true)) {
            Page page = open(context, "?view=" + view);
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(375);
            assertAccessible(page, "preview-" + view);
        }
    }

    private static String recap(String opening) {
        StringBuilder body = new StringBuilder(opening).append("\n");
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

    private static String background(Page page) {
        return page.evaluate(
                        "getComputedStyle(document.getElementById('desktop').contentDocument.body).backgroundColor")
                .toString();
    }

    private BrowserContext context(ColorScheme scheme, int width, int height, boolean javaScript) {
        return chromium.context(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setJavaScriptEnabled(javaScript));
    }

    /** When it shows what stands in the workspace now. */
    private Page open(BrowserContext context, String query) {
        Page page = context.newPage();
        page.navigate(url + query);
        until(page, "document.body.dataset.shown === document.body.dataset.version");
        return page;
    }

    /** Asked from outside: Playwright's own waiting would evaluate text inside the page, which its policy forbids. */
    private static void until(Page page, String condition) {
        await().atMost(Duration.ofSeconds(30)).until(() -> (Boolean) page.evaluate("Boolean(" + condition + ")"));
    }

    /** Of the page around the mail: axe cannot run in frames without scripts, and mails are looked at elsewhere. */
    private static void assertAccessible(Page page, String name) {
        picture(page, name);
        assertThat(Chromium.barriers(page)).as(name).isEmpty();
    }

    private static void picture(Page page, String name) {
        Snapshot.take(page, false, "pages", name);
    }
}
