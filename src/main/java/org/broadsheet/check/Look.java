package org.broadsheet.check;

import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Element;

/**
 * How the text of an element looks, as far as its styles and those around it say.
 *
 * @param painted false when a picture may lie behind it, so that its ground is not known
 * @param pixels the size of its font
 * @param hidden true when nobody sees it
 */
record Look(Colour text, Colour ground, boolean painted, double pixels, boolean bold, boolean hidden) {
    static final Look DEFAULT = new Look(Colour.BLACK, Colour.WHITE, true, 16, false, false);

    private static final double LARGE = 24; // pixels: 18 points, WCAG 2.2, "large scale"
    private static final double LARGE_BOLD = 18.66;

    Look on(Colour other, Colour below) {
        return new Look(other, below, painted, pixels, bold, hidden);
    }

    /** Of an element inside one that looks like this. */
    Look inside(Element element, Map<String, String> style) {
        String back = style.getOrDefault(
                "background-color",
                style.getOrDefault("background", element.attr("bgcolor").toLowerCase(Locale.ROOT)));
        Colour on = Colour.in(back).map(colour -> colour.over(ground)).orElse(ground);
        boolean known = painted && !style.getOrDefault("background-image", back).contains("url(")
                || Colour.in(back).filter(colour -> colour.alpha() == 1).isPresent() && !back.contains("url(");
        Colour colour = Colour.in(style.getOrDefault("color", "")).orElse(text);
        double size = size(style.getOrDefault("font-size", style.getOrDefault("font", "")));
        return new Look(colour, on, known, size, isBold(element, style), hidden || hides(style));
    }

    private boolean isBold(Element element, Map<String, String> style) {
        String weight = style.getOrDefault("font-weight", "");
        if (weight.isEmpty()) {
            return bold || element.normalName().matches("b|strong|h[1-6]|th");
        }
        return weight.matches("bold|bolder|[6-9]00");
    }

    private double size(String value) {
        java.util.regex.Matcher number = java.util.regex.Pattern.compile("(\\d*\\.?\\d+)(px|pt|em|rem|%)")
                .matcher(value);
        if (!number.find()) {
            return value.strip().equals("0") ? 0 : pixels;
        }
        double amount = Double.parseDouble(number.group(1));
        return switch (number.group(2)) {
            case "pt" -> amount * 4 / 3;
            case "em" -> amount * pixels;
            case "rem" -> amount * 16;
            case "%" -> amount * pixels / 100;
            default -> amount;
        };
    }

    private static boolean hides(Map<String, String> style) {
        return style.getOrDefault("display", "").startsWith("none")
                || style.getOrDefault("visibility", "").matches("hidden|collapse")
                || style.getOrDefault("opacity", "").matches("0(\\.0*)?")
                || style.getOrDefault("max-height", "").matches("0(px)?")
                        && style.getOrDefault("overflow", "").startsWith("hidden");
    }

    boolean isShown() {
        return !hidden && pixels > 2;
    }

    boolean isSeen() {
        return isShown() && !(painted && contrast() < 1.1);
    }

    boolean isLegible() {
        return !painted || contrast() + 0.005 >= wanted();
    }

    double contrast() {
        return text.over(ground).contrast(ground);
    }

    /** WCAG 2.2, success criterion 1.4.3. */
    double wanted() {
        return pixels >= LARGE || bold && pixels >= LARGE_BOLD ? 3.0 : 4.5;
    }
}
