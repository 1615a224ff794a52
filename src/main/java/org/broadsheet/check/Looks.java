package org.broadsheet.check;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.broadsheet.text.Position;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** How the words of a mail look: too pale, too large, or not at all. And whether there are any. */
final class Looks implements MailInspection {
    private static final double HUGE = 64; // pixels
    private static final int FEW = 25; // words: a footer alone has about as many

    @Override
    public void inspect(Rendered mail, Findings findings) {
        Walk walk = new Walk(mail, findings);
        walk.element(mail.page().body(), Look.DEFAULT);
        NightStyles night = new NightStyles(mail.page());
        if (night.areThere()) {
            walk.byNight(mail.page().body(), night.ground(), night);
        }
        int pictures = mail.page().select("img:not([alt=''])").size();
        int own = mail.draft().matter().passages().stream()
                .mapToInt(passage -> passage.text().split("[^\\p{L}\\p{N}]+").length)
                .sum();
        if (pictures > 0 && own < FEW && walk.words < 4 * FEW) {
            findings.add(
                    SpamRule.IMAGE_ONLY,
                    Position.wholeFile(mail.draft().file()),
                    "the mail shows pictures and says almost nothing",
                    "say in words what the pictures say");
        }
    }

    private static final class Walk {
        private final Rendered mail;
        private final Findings findings;
        private final Styles styles = new Styles();
        private final Set<String> reported = new HashSet<>();
        private boolean begun;
        private int words;

        Walk(Rendered mail, Findings findings) {
            this.mail = mail;
            this.findings = findings;
        }

        /** @param around how what is around the element looks */
        void element(Element element, Look around) {
            Look look = around.inside(element, styles.of(element));
            boolean hides = !around.hidden() && look.hidden();
            for (Node node : element.childNodes()) {
                if (node instanceof Element child) {
                    element(child, look);
                } else if (node instanceof TextNode text && !isBlank(text.text())) {
                    text(text.text().strip(), look, around);
                }
            }
            begun |= hides && !isBlank(element.text()); // one preheader is enough
        }

        /** Only what is seen by day can be too pale by night. */
        void byNight(Element element, Look around, NightStyles night) {
            Look look = around.inside(element, night.of(element, styles.of(element)));
            for (Node node : element.childNodes()) {
                if (node instanceof Element child) {
                    byNight(child, look, night);
                } else if (node instanceof TextNode text
                        && !isBlank(text.text())
                        && look.isShown()
                        && !look.isLegible()) {
                    contrast(text.text().strip(), look, " where mail is shown dark");
                }
            }
        }

        private void text(String text, Look look, Look around) {
            if (!look.isSeen()) {
                boolean word = text.matches("(?s).*\\p{L}{3}.*");
                if (begun && word && reported.add("hidden " + look.text() + look.hidden())) {
                    String message = "nobody can see '" + shortened(text) + "'";
                    findings.add(SpamRule.HIDDEN_TEXT, find(look), message, "show it, or take it out");
                }
                return;
            }
            begun = true;
            words += text.split("\\s+").length;
            if (!look.isLegible()) {
                contrast(text, look, "");
            }
            if (look.pixels() >= HUGE && reported.add("huge " + look.pixels())) {
                long pixels = Math.round(look.pixels());
                String message = "'" + shortened(text) + "' is " + pixels + " pixels tall";
                Position at = mail.find(List.of("font-size: " + pixels + "px", "font-size:" + pixels + "px"));
                findings.add(SpamRule.HUGE_FONT, at, message, "keep below " + (int) HUGE);
            }
        }

        private void contrast(String text, Look look, String when) {
            Colour shown = look.text().over(look.ground());
            if (reported.add(shown + " on " + look.ground())) {
                String message = String.format(
                        Locale.ROOT,
                        "'%s' is %s on %s%s, a contrast of %.1f to 1",
                        shortened(text),
                        shown,
                        look.ground(),
                        when,
                        look.contrast());
                String hint = String.format(Locale.ROOT, "at least %.1f to 1 can be read by everybody", look.wanted());
                findings.add(AccessibilityRule.LOW_CONTRAST, find(look), message, hint);
            }
        }

        private Position find(Look look) {
            return mail.find(List.of(
                    "color: " + look.text(), "color:" + look.text(), look.text().toString()));
        }
    }

    /** Padding of preheaders is made of spaces and invisible marks. */
    private static boolean isBlank(String text) {
        return text.codePoints().noneMatch(c -> Character.isLetterOrDigit(c));
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, text.offsetByCodePoints(0, 39)) + "…";
    }
}
