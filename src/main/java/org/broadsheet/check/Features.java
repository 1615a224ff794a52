package org.broadsheet.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Which features of {@link ClientSupport} a style or an element uses. */
final class Features {
    private static final Map<String, String> PROPERTIES = properties();

    /** Values that are features of their own, whatever the property. */
    private static final Map<Pattern, String> VALUES = Map.ofEntries(
            value("\\bclamp\\(", "css-function-clamp"),
            value("\\blight-dark\\(", "css-function-light-dark"),
            value("(?<![a-z-])max\\(", "css-function-max"),
            value("(?<![a-z-])min\\(", "css-function-min"),
            value("\\bcalc\\(", "css-unit-calc"),
            value("\\bvar\\(", "css-variables"),
            value("\\blinear-gradient\\(", "css-linear-gradient"),
            value("\\bradial-gradient\\(", "css-radial-gradient"),
            value("\\bconic-gradient\\(", "css-conic-gradient"),
            value("\\b(ok)?l(ab|ch)\\(", "css-modern-color"),
            value("(?<![\\w-])(fit|min|max)-content\\b", "css-intrinsic-size"),
            value("\\d(?:vw)\\b", "css-unit-vw"),
            value("\\d(?:vh)\\b", "css-unit-vh"),
            value("\\d(?:vmin)\\b", "css-unit-vmin"),
            value("\\d(?:vmax)\\b", "css-unit-vmax"),
            value("\\d(?:rem)\\b", "css-unit-rem"),
            value("\\d(?:ch)\\b", "css-unit-ch"),
            value("\\d(?:ex)\\b", "css-unit-ex"));

    private static final Map<String, String> ELEMENTS = elements();

    private Features() {}

    private static Map.Entry<Pattern, String> value(String pattern, String feature) {
        return Map.entry(Pattern.compile(pattern), feature);
    }

    /** @param property and value in lower case */
    static List<String> ofDeclaration(String property, String value) {
        List<String> features = new ArrayList<>();
        if (value.startsWith("auto") || value.startsWith("inherit")) {
            return features; // as without it
        }
        String named = PROPERTIES.get(property);
        features.add(named == null ? "css-" + property : named);
        if (property.equals("display")) {
            features.clear();
            display(value.replace("!important", "").strip(), features);
        }
        if (property.equals("flex-direction") && !value.startsWith("column")) {
            features.remove("css-flex-direction");
        }
        VALUES.forEach((pattern, feature) -> {
            if (pattern.matcher(value).find()) {
                features.add(feature);
            }
        });
        return features;
    }

    private static void display(String value, List<String> features) {
        switch (value) {
            case "flex", "inline-flex" -> features.add("css-display-flex");
            case "grid", "inline-grid" -> features.add("css-display-grid");
            case "none" -> features.add("css-display-none");
            default -> features.add("css-display");
        }
    }

    static List<String> ofElement(String name) {
        String feature = ELEMENTS.get(name);
        return feature == null ? List.of("html-" + name) : List.of(feature);
    }

    private static Map<String, String> properties() {
        Map<String, String> map = new HashMap<>();
        put(map, "css-gap", "gap", "row-gap", "column-gap", "grid-gap");
        put(map, "css-left-right-top-bottom", "left", "right", "top", "bottom");
        put(map, "css-margin", "margin-top", "margin-right", "margin-bottom", "margin-left");
        put(map, "css-padding", "padding-top", "padding-right", "padding-bottom", "padding-left");
        put(map, "css-margin-inline-block", "margin-inline", "margin-block");
        put(map, "css-margin-inline-start-end", "margin-inline-start", "margin-inline-end");
        put(map, "css-margin-block-start-end", "margin-block-start", "margin-block-end");
        put(map, "css-padding-inline-block", "padding-inline", "padding-block");
        put(map, "css-padding-inline-start-end", "padding-inline-start", "padding-inline-end");
        put(map, "css-padding-block-start-end", "padding-block-start", "padding-block-end");
        put(map, "css-block-inline-size", "block-size", "inline-size");
        put(map, "css-border-inline-block", "border-inline", "border-block");
        put(
                map,
                "css-grid-template",
                "grid-template",
                "grid-template-columns",
                "grid-template-rows",
                "grid-template-areas");
        put(
                map,
                "css-column-layout-properties",
                "columns",
                "column-rule",
                "column-span",
                "column-width",
                "column-fill");
        put(map, "css-mask-image", "mask", "-webkit-mask-image");
        put(map, "css-animation", "animation-name", "animation-duration");
        put(map, "css-word-wrap", "word-wrap");
        for (String side : List.of("top", "right", "bottom", "left")) {
            put(map, "css-border", "border-" + side, "border-" + side + "-width", "border-" + side + "-color");
            put(map, "css-border", "border-" + side + "-style");
        }
        put(map, "css-border", "border-width", "border-color", "border-style");
        return Map.copyOf(map);
    }

    private static Map<String, String> elements() {
        Map<String, String> map = new HashMap<>();
        put(map, "html-lists", "ul", "ol", "dl");
        put(map, "html-h1-h6", "h1", "h2", "h3", "h4", "h5", "h6");
        put(map, "html-semantics", "article", "aside", "details", "figure", "figcaption", "footer", "header", "main");
        put(map, "html-semantics", "mark", "nav", "section", "summary", "time");
        put(map, "html-image-maps", "map", "area");
        put(map, "html-strike", "s", "strike");
        put(map, "html-input-text", "input");
        put(map, "html-button-submit", "button");
        put(map, "html-picture", "picture", "source");
        put(map, "html-object", "object", "embed", "iframe");
        return Map.copyOf(map);
    }

    private static void put(Map<String, String> map, String feature, String... names) {
        for (String name : names) {
            map.put(name, feature);
        }
    }
}
