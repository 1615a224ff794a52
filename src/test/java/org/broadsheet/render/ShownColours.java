package org.broadsheet.render;

import com.helger.css.decl.CSSDeclaration;
import com.helger.css.decl.CSSMediaRule;
import com.helger.css.decl.CSSSelector;
import com.helger.css.decl.CSSStyleRule;
import com.helger.css.decl.CascadingStyleSheet;
import com.helger.css.writer.CSSWriterSettings;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Which colour of text stands on which ground in a finished mail, by day and where a mail program knows the night. */
final class ShownColours {
    private static final CSSWriterSettings COMPACT = new CSSWriterSettings(true);
    private static final Pattern HEX = Pattern.compile("#([0-9a-fA-F]{6})");

    /** @param said the words, to find the place */
    record Pair(int text, int ground, String said) {}

    private final Document page;
    private final Map<Element, Map<String, String>> overrides = new IdentityHashMap<>();

    private ShownColours(Document page) {
        this.page = page;
    }

    static Set<Pair> byDay(String html) {
        return new ShownColours(Jsoup.parse(html)).pairs();
    }

    static Set<Pair> byNight(String html) {
        ShownColours colours = new ShownColours(Jsoup.parse(html));
        colours.page.select("style").forEach(style -> colours.darken(Stylesheet.parse(style.data(), "head")));
        return colours.pairs();
    }

    private void darken(CascadingStyleSheet sheet) {
        for (CSSMediaRule media : sheet.getAllMediaRules()) {
            if (media.getAllMediaQueries().toString().contains("prefers-color-scheme")) {
                media.getAllRules().forEach(rule -> override((CSSStyleRule) rule));
            }
        }
    }

    /** All are important, so the later one of equals wins; ours are simple enough not to need more. */
    private void override(CSSStyleRule rule) {
        for (CSSSelector selector : rule.getAllSelectors()) {
            page.select(selector.getAsCSSString(COMPACT, 0)).forEach(element -> {
                Map<String, String> style = overrides.computeIfAbsent(element, unused -> new TreeMap<>());
                for (CSSDeclaration declaration : rule.getAllDeclarations()) {
                    style.put(declaration.getProperty(), declaration.getExpressionAsCSSString());
                }
            });
        }
    }

    private Set<Pair> pairs() {
        List<Element> speaking = new ArrayList<>(page.body().select("img[alt]:not([alt=''])"));
        page.body().getAllElements().stream()
                .filter(element -> !element.ownText().isBlank())
                .forEach(speaking::add);
        Set<Pair> pairs = new LinkedHashSet<>();
        for (Element element : speaking) {
            if (!element.attr("style").contains("display:none")) {
                String said = element.tagName() + ": " + element.ownText() + element.attr("alt");
                pairs.add(new Pair(nearest(element, "color"), nearest(element, "background-color"), said));
            }
        }
        return pairs;
    }

    private int nearest(Element element, String property) {
        for (Element one = element; one != null; one = one.parent()) {
            String written = overrides.getOrDefault(one, Map.of()).getOrDefault(property, "");
            String colour = written.isEmpty() ? inline(one, property) : written;
            Matcher value = HEX.matcher(colour.matches("#\\w{3}") ? colour.replaceAll("\\w", "$0$0") : colour);
            if (value.matches()) {
                return Integer.parseInt(value.group(1), 16);
            }
        }
        throw new AssertionError("nothing says the " + property + " of " + element);
    }

    private static String inline(Element element, String property) {
        Matcher declared = Pattern.compile("(?:^|;)" + property + ":([^;]*)").matcher(element.attr("style"));
        return declared.find() ? declared.group(1).strip() : "";
    }

    /** As mail programs turn light into dark that do not ask the mail. */
    enum Inversion {
        COMPLEMENT {
            @Override
            int of(int rgb) {
                return ~rgb & 0xffffff;
            }
        },
        /** {@code filter: invert(1) hue-rotate(180deg)}. Filter Effects Module Level 1, §9.6. */
        FILTER {
            @Override
            int of(int rgb) {
                double r = 255 - (rgb >> 16 & 255);
                double g = 255 - (rgb >> 8 & 255);
                double b = 255 - (rgb & 255);
                return packed(
                        -0.574 * r + 1.43 * g + 0.144 * b,
                        0.426 * r + 0.43 * g + 0.144 * b,
                        0.426 * r + 1.43 * g - 0.856 * b);
            }
        },
        /** The hue stays, and with it the chroma; what was light becomes as dark. CIE 1976 L*a*b*. */
        LIGHTNESS {
            @Override
            int of(int rgb) {
                double[] lab = lab(rgb);
                return rgb(100 - lab[0], lab[1], lab[2]);
            }
        };

        abstract int of(int rgb);

        private static int packed(double r, double g, double b) {
            return clamped(r) << 16 | clamped(g) << 8 | clamped(b);
        }

        private static int clamped(double channel) {
            return (int) Math.round(Math.max(0, Math.min(255, channel)));
        }

        private static double[] lab(int rgb) {
            double r = linear(rgb >> 16 & 255);
            double g = linear(rgb >> 8 & 255);
            double b = linear(rgb & 255);
            double x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
            double y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
            double z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
            return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
        }

        private static int rgb(double l, double a, double b) {
            double fy = (l + 16) / 116;
            double x = 0.9505 * inverse(fy + a / 500);
            double y = inverse(fy);
            double z = 1.089 * inverse(fy - b / 200);
            return packed(
                    255 * encoded(3.2406 * x - 1.5372 * y - 0.4986 * z),
                    255 * encoded(-0.9689 * x + 1.8758 * y + 0.0415 * z),
                    255 * encoded(0.0557 * x - 0.204 * y + 1.057 * z));
        }

        private static double f(double t) {
            return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
        }

        private static double inverse(double t) {
            return t > 0.206893 ? t * t * t : (t - 16.0 / 116) / 7.787;
        }

        private static double linear(int channel) {
            double value = channel / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
        }

        private static double encoded(double linear) {
            double value = Math.max(0, linear);
            return value <= 0.0031308 ? 12.92 * value : 1.055 * Math.pow(value, 1 / 2.4) - 0.055;
        }
    }
}
