package org.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.broadsheet.Chromium;
import org.broadsheet.Snapshot;

/** Chromium in the size of a telephone. Pictures of the pages are left under target/pages. */
final class Phone implements AutoCloseable {
    static final int WIDTH = 360;

    private final Chromium chromium = new Chromium();

    /** A reader with a browser of their own. */
    final class Reader implements AutoCloseable {
        final BrowserContext context;
        final Page page;
        private final boolean javaScript;
        private final List<String> complaints = new ArrayList<>();

        private Reader(boolean javaScript, String language) {
            this.javaScript = javaScript;
            context = chromium.context(new Browser.NewContextOptions()
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
            assertThat(page.locator("html").getAttribute("lang")).as(name).isEqualTo(lang);
            assertThat(page.locator("html").getAttribute("dir")).as(name).isEqualTo(dir);
            assertThat(context.cookies()).as(name).isEmpty();
            assertThat(complaints).as(name).noneMatch(text -> text.contains("Content Security Policy"));
            if (!javaScript) {
                return this; // to ask the page takes scripts
            }
            Snapshot.take(page, true, "pages", name + "-" + lang);
            assertThat(page.evaluate("document.documentElement.scrollWidth"))
                    .as(name)
                    .isEqualTo(WIDTH);
            assertThat(Chromium.barriers(page)).as(name).isEmpty();
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
        chromium.close();
    }
}
