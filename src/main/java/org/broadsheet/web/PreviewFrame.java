package org.broadsheet.web;

import java.util.regex.Pattern;
import org.broadsheet.web.PreviewChoice.Look;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The HTML of a mail made ready for a frame: dressed for day or night whatever the browser prefers, and with links that open
 * beside the preview.
 */
final class PreviewFrame {
    private static final Pattern DARK = Pattern.compile("\\(\\s*prefers-color-scheme\\s*:\\s*dark\\s*\\)");
    private static final Pattern LIGHT = Pattern.compile("\\(\\s*prefers-color-scheme\\s*:\\s*light\\s*\\)");
    private static final Pattern SCHEME = Pattern.compile("(?<![\\w-])color-scheme\\s*:[^;}]*");
    private static final String TRUE = "(min-width: 0)";
    private static final String FALSE = "(max-width: 0)";
    private static final Pattern LINK = Pattern.compile("(?i)(https?|mailto):.*", Pattern.DOTALL);

    /** Near what mail programs do that turn a light mail dark by themselves: brightness turned over, pictures left alone. */
    private static final String INVERSION =
            "html{background:#fff;filter:invert(1) hue-rotate(180deg)}img{filter:invert(1) hue-rotate(180deg)}";

    private PreviewFrame() {}

    static String of(String html, Look look) {
        Document page = Jsoup.parse(html);
        page.outputSettings().prettyPrint(false);
        boolean dark = look == Look.DARK;
        for (Element style : page.select("style")) {
            style.html(dressed(style.data(), dark));
        }
        for (Element source : page.select("[media]")) {
            source.attr("media", dressed(source.attr("media"), dark));
        }
        page.select("meta[name=color-scheme], meta[name=supported-color-schemes]")
                .attr("content", dark ? "dark" : "light");
        for (Element link : page.select("a[href]")) {
            if (LINK.matcher(link.attr("href")).matches()) {
                link.attr("target", "_blank").attr("rel", "noopener noreferrer");
            }
        }
        if (look == Look.INVERTED) {
            page.head().appendElement("style").html(INVERSION);
        }
        return page.outerHtml();
    }

    private static String dressed(String css, boolean dark) {
        String scheme =
                LIGHT.matcher(DARK.matcher(css).replaceAll(dark ? TRUE : FALSE)).replaceAll(dark ? FALSE : TRUE);
        return SCHEME.matcher(scheme).replaceAll("color-scheme: " + (dark ? "dark" : "light"));
    }

    /** How many pictures lie on the web, where the preview asks nobody for them. */
    static long remotePictures(String html) {
        return Jsoup.parse(html).select("img[src]").stream()
                .filter(image -> LINK.matcher(image.attr("src")).matches()
                        || image.attr("src").startsWith("//"))
                .count();
    }
}
