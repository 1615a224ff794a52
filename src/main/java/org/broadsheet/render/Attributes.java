package org.broadsheet.render;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Attributes that say what a style says, for mail programs that know no styles for it. */
final class Attributes {
    private static final Set<String> SIZED = Set.of("table", "td", "th", "img");
    private static final Set<String> COLOURED = Set.of("body", "table", "td", "th", "tr");
    private static final Set<String> CELLS = Set.of("td", "th");
    private static final Pattern PIXELS = Pattern.compile("\\d+px");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final Pattern SIDE = Pattern.compile("left|right|center");
    private static final Pattern HEIGHT = Pattern.compile("top|middle|bottom|baseline");

    private Attributes() {}

    static void derive(Element element, Map<String, String> style) {
        String tag = element.normalName();
        if (SIZED.contains(tag)) {
            set(element, "width", style.get("width"), PIXELS);
        }
        if (COLOURED.contains(tag)) {
            set(element, "bgcolor", style.get("background-color"), COLOUR);
        }
        if (CELLS.contains(tag)) {
            set(element, "align", style.get("text-align"), SIDE);
            set(element, "valign", style.get("vertical-align"), HEIGHT);
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

    private static void set(
            Element element, String attribute, @org.jspecify.annotations.Nullable String value, Pattern known) {
        if (value != null && known.matcher(value).matches() && !element.hasAttr(attribute)) {
            element.attr(attribute, value.replaceFirst("px$", ""));
        }
    }
}
