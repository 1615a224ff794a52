package org.broadsheet.check;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.text.Position;
import org.broadsheet.text.Severity;
import org.jsoup.nodes.Element;

/** What in a mail its reader's program will not understand. Conditional comments are for those that do. */
final class Clients implements MailInspection {
    private static final int NAMED = 4;
    private static final Pattern IMAGE = Pattern.compile("(?i)[^?#]*\\.(svg|webp|avif|heic|heif|tiff?|bmp|ico|apng)");
    private static final List<String> ATTRIBUTES = List.of("srcset", "background", "popover", "hidden");

    private final ClientSupport support;

    Clients(ClientSupport support) {
        this.support = support;
    }

    @Override
    public void inspect(Rendered mail, Findings findings) {
        Set<String> seen = new HashSet<>();
        Styles styles = new Styles();
        for (Element element : mail.page().body().getAllElements()) {
            styles.of(element).forEach((property, value) -> declaration(property, value, seen, mail, findings));
            for (String feature : Features.ofElement(element.normalName())) {
                html(feature, "<" + element.normalName() + ">", seen, mail, findings);
            }
            for (String attribute : ATTRIBUTES) {
                if (element.hasAttr(attribute)) {
                    html("html-" + attribute, attribute + "=", seen, mail, findings);
                }
            }
        }
        mail.page()
                .head()
                .select("link[rel=stylesheet]")
                .forEach(link -> html("html-link", "<link", seen, mail, findings));
        for (Element style : mail.page().select("style")) {
            if (style.data().contains("@import")) {
                css("css-at-import", "@import", seen, mail, findings);
            }
        }
        pictures(mail, findings);
    }

    private void declaration(String property, String value, Set<String> seen, Rendered mail, Findings findings) {
        boolean vendor = property.startsWith("mso-") || property.startsWith("-");
        if (!vendor) {
            for (String feature : Features.ofDeclaration(property, value)) {
                css(feature, property, seen, mail, findings);
            }
        }
    }

    private void css(String feature, String property, Set<String> seen, Rendered mail, Findings findings) {
        if (seen.add(feature)) {
            support.harmful(feature)
                    .ifPresent(found -> report(
                            ClientRule.UNSUPPORTED_CSS, found, mail.find(List.of(property + ":", property)), findings));
        }
    }

    private void html(String feature, String markup, Set<String> seen, Rendered mail, Findings findings) {
        if (seen.add(feature)) {
            support.harmful(feature).ifPresent(found -> {
                String start = markup.replace(">", "");
                report(ClientRule.UNSUPPORTED_HTML, found, mail.find(List.of(start)), findings);
            });
        }
    }

    private static void report(ClientRule rule, ClientSupport.Feature found, Position at, Findings findings) {
        Severity severity = found.majors() > 0 ? rule.severity() : Severity.NOTE;
        String message =
                "'" + found.title() + "' does nothing in " + clients(found) + " (tested " + found.tested() + ")";
        findings.add(severity, rule, at, message, "do without it, or give those programs something else");
    }

    private static String clients(ClientSupport.Feature found) {
        List<String> without = found.without();
        int more = without.size() - NAMED;
        String named = String.join(", ", without.subList(0, Math.min(NAMED, without.size())));
        return more > 0 ? named + " and " + more + " more" : named;
    }

    private void pictures(Rendered mail, Findings findings) {
        for (PictureUse picture : mail.draft().matter().pictures()) {
            Matcher ending = IMAGE.matcher(picture.src());
            boolean web = picture.src().regionMatches(true, 0, "http", 0, 4);
            if (web && ending.lookingAt()) {
                String kind = Map.of("tif", "tiff", "heic", "heif")
                        .getOrDefault(
                                ending.group(1).toLowerCase(Locale.ROOT),
                                ending.group(1).toLowerCase(Locale.ROOT));
                support.harmful("image-" + kind)
                        .ifPresent(found -> findings.add(
                                found.majors() > 0 ? Severity.WARNING : Severity.NOTE,
                                ClientRule.UNSUPPORTED_IMAGE,
                                picture.at(),
                                "'" + picture.src() + "' is not shown by " + clients(found),
                                "use PNG or JPEG"));
            }
        }
    }
}
