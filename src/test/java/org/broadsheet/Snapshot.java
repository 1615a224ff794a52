package org.broadsheet;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pictures of what a browser shows, left under {@code target} for people to look at; no test judges them. */
public final class Snapshot {
    private static final Logger log = LoggerFactory.getLogger(Snapshot.class);
    private static final int TRIES = 3;

    private Snapshot() {}

    /**
     * A busy browser fails to take one now and then, and is asked again; in the end it is done without.
     *
     * @param folder under {@code target}
     * @param name without an ending
     */
    public static void take(Page page, boolean whole, String folder, String name) {
        Page.ScreenshotOptions options = new Page.ScreenshotOptions()
                .setFullPage(whole)
                .setPath(Path.of("target", folder, name.toLowerCase(Locale.ROOT) + ".png"));
        for (int i = 1; i <= TRIES; i++) {
            try {
                page.screenshot(options);
                return;
            } catch (PlaywrightException busy) {
                log.info("No picture of {}, try {}: {}", name, i, busy.getMessage());
            }
        }
    }
}
