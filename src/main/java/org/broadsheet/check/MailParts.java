package org.broadsheet.check;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.broadsheet.text.Position;
import org.jsoup.nodes.Element;

/** What a mail weighs, and what must be in it. */
final class MailParts implements MailInspection {
    private static final int CLIPPED = 100_000;
    private static final int HEAVY = 2_000_000;
    private static final int PICTURE = 500_000;
    private static final int PICTURES = 1_000_000;
    private static final int STYLES = 16 * 1024;

    @Override
    public void inspect(Rendered mail, Findings findings) {
        html(mail, findings);
        pictures(mail, findings);
        unsubscribe(mail, findings);
        address(mail, findings);
        preheader(mail, findings);
        tables(mail, findings);
    }

    private static void html(Rendered mail, Findings findings) {
        Position file = Position.wholeFile(mail.draft().file());
        int bytes = bytes(mail.html());
        if (bytes >= CLIPPED) {
            String message = "the HTML has " + kilobytes(bytes) + ", and Gmail cuts it at 102 kB";
            findings.add(SizeRule.CLIPPED_BY_GMAIL, file, message, "part the edition, or link to the rest of it");
        }
        int whole = mail.mailing().message(mail.reader()).length;
        if (whole >= HEAVY) {
            String message = "the message has " + kilobytes(whole);
            findings.add(SizeRule.HEAVY_MESSAGE, file, message, "make its pictures smaller, or use images: hosted");
        }
        int styles = mail.page().head().select("style").stream()
                .mapToInt(style -> bytes(style.data()))
                .sum();
        if (styles >= STYLES) {
            Position at = Position.wholeFile(mail.template("style.css"));
            String message = "the styles that stay in the head have " + kilobytes(styles);
            findings.add(SizeRule.LARGE_STYLES, at, message, "keep them below 16 kB, or Gmail drops all of them");
        }
    }

    private static void pictures(Rendered mail, Findings findings) {
        Position file = Position.wholeFile(mail.draft().file());
        Map<String, byte[]> images = mail.mailing().images();
        int all = images.values().stream().mapToInt(image -> image.length).sum();
        images.forEach((name, image) -> {
            if (image.length > PICTURE) {
                String message = "the picture " + name + " has " + kilobytes(image.length);
                findings.add(SizeRule.HEAVY_PICTURES, file, message, "scale it to 1200 pixels of width");
            }
        });
        boolean one = images.values().stream().anyMatch(image -> image.length > PICTURE);
        if (all > PICTURES && !one) {
            String message = "the pictures together have " + kilobytes(all);
            findings.add(SizeRule.HEAVY_PICTURES, file, message, "scale them to 1200 pixels of width");
        }
    }

    private static void unsubscribe(Rendered mail, Findings findings) {
        String url = mail.reader().unsubscribeUrl();
        boolean html = mail.page().select("a[href]").stream()
                .anyMatch(link -> link.attr("href").equals(url));
        missing(html, "HTML", "mail.html", mail, findings);
        missing(mail.text().contains(url), "text", "mail.txt", mail, findings);
    }

    private static void missing(boolean there, String part, String file, Rendered mail, Findings findings) {
        if (!there) {
            String message = "the " + part + " part has no link to unsubscribe";
            String hint = "write {{links.unsubscribe}} in its footer";
            findings.add(HeaderRule.MISSING_UNSUBSCRIBE, Position.wholeFile(mail.template(file)), message, hint);
        }
    }

    private static void address(Rendered mail, Findings findings) {
        if (mail.template().needsAddress() && mail.brand().address().isEmpty()) {
            String message = "the template '" + mail.draft().front().template()
                    + "' asks for a postal address, and brand has none";
            String hint = "add address: to brand: in broadsheet.yaml";
            findings.add(HeaderRule.MISSING_POSTAL_ADDRESS, Position.wholeFile("broadsheet.yaml"), message, hint);
        }
    }

    /** Where the opening could stand in, the template hides it at the top of the mail. */
    private static void preheader(Rendered mail, Findings findings) {
        boolean prose = mail.draft().edition().opening().stream()
                .anyMatch(content -> content instanceof org.broadsheet.edition.Content.Prose);
        if (mail.draft().front().preheader() == null && !prose) {
            findings.add(
                    HeaderRule.MISSING_PREHEADER,
                    Position.wholeFile(mail.draft().file()),
                    "there is no preheader, and no opening to stand in for it",
                    "add preheader: one sentence");
        }
    }

    /** Those of prose were looked at where they were written. */
    private static void tables(Rendered mail, Findings findings) {
        List<Element> bare = mail.page().select("table:not([role=presentation]):not(:has(th))").stream()
                .filter(table -> table.parents().stream().noneMatch(parent -> parent.hasClass("prose")))
                .toList();
        if (!bare.isEmpty() && mail.draft().matter().tables().isEmpty()) {
            String names = bare.stream().map(Element::className).distinct().collect(Collectors.joining(" "));
            findings.add(
                    AccessibilityRule.TABLE_WITHOUT_HEADER,
                    Position.wholeFile(mail.template("mail.html")),
                    "a table of the template has neither headings nor role=\"presentation\" " + names.strip(),
                    "add role=\"presentation\" where it only lays out the page");
        }
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static String kilobytes(int bytes) {
        return String.format(Locale.ROOT, "%,d kB", Math.round(bytes / 1000.0));
    }
}
