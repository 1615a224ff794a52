package org.broadsheet.render;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Attributes that say what a style says, for mail programs that know no styles for it. */
final class Attributes {
    private static final Set<String> SIZED = Set.of("table", "td", "th", "img");
    private static final Set<String> COLOURED = Set.of("body", "table", "td", "th", "tr");
    private static final Set<String> CELLS = Set.of("td", "th", "tr");
    private static final Pattern PIXELS = Pattern.compile("\\d+px");
    private static final Pattern COLOUR = Pattern.compile("#([0-9a-fA-F]{3}){1,2}");
    private static final Pattern SHORT_COLOUR = Pattern.compile("^#(.)(.)(.)$");
    private static final Pattern SIDE = Pattern.compile("left|right|center|justify");
    private static final Pattern HEIGHT = Pattern.compile("top|middle|bottom|baseline");

    private Attributes() {}

    /** Of values for programs of several abilities the first counts, which is for the simplest. */
    static void derive(Element element, Map<String, List<String>> style) {
        String tag = element.normalName();
        if (SIZED.contains(tag)) {
            set(element, "width", first(style, "width"), PIXELS);
        }
        if (COLOURED.contains(tag)) {
            set(element, "bgcolor", first(style, "background-color"), COLOUR);
        }
        if (CELLS.contains(tag)) {
            set(element, "align", first(style, "text-align"), SIDE);
            set(element, "valign", first(style, "vertical-align"), HEIGHT);
        }
    }

    /** Empty where the size of a picture on the web is not known. */
    static void dropEmptySizes(Element image) {
        for (String size : Set.of("width", "height")) {
            if (image.attr(size).isEmpty()) {
                image.removeAttr(size);
            }
        }
    }

    private static String first(Map<String, List<String>> style, String property) {
        return style.getOrDefault(property, List.of("")).get(0);
    }

    private static void set(Element element, String attribute, String value, Pattern known) {
        if (known.matcher(value).matches() && !element.hasAttr(attribute)) {
            element.attr(
                    attribute,
                    SHORT_COLOUR.matcher(value.replaceFirst("px$", "")).replaceFirst("#$1$1$2$2$3$3"));
        }
    }
}
