package org.broadsheet.check;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A colour of sRGB.
 *
 * @param alpha 0 for transparent to 1 for opaque
 */
record Colour(int red, int green, int blue, double alpha) {
    static final Colour BLACK = new Colour(0, 0, 0, 1);
    static final Colour WHITE = new Colour(255, 255, 255, 1);

    private static final Map<String, Integer> NAMED = Map.ofEntries(
            Map.entry("black", 0x000000),
            Map.entry("silver", 0xc0c0c0),
            Map.entry("gray", 0x808080),
            Map.entry("grey", 0x808080),
            Map.entry("white", 0xffffff),
            Map.entry("maroon", 0x800000),
            Map.entry("red", 0xff0000),
            Map.entry("purple", 0x800080),
            Map.entry("fuchsia", 0xff00ff),
            Map.entry("green", 0x008000),
            Map.entry("lime", 0x00ff00),
            Map.entry("olive", 0x808000),
            Map.entry("yellow", 0xffff00),
            Map.entry("navy", 0x000080),
            Map.entry("blue", 0x0000ff),
            Map.entry("teal", 0x008080),
            Map.entry("aqua", 0x00ffff),
            Map.entry("orange", 0xffa500),
            Map.entry("lightgray", 0xd3d3d3),
            Map.entry("lightgrey", 0xd3d3d3),
            Map.entry("darkgray", 0xa9a9a9),
            Map.entry("darkgrey", 0xa9a9a9),
            Map.entry("whitesmoke", 0xf5f5f5));

    private static final Pattern HEX = Pattern.compile("#([0-9a-f]{3,8})(?![0-9a-f])");
    private static final Pattern RGB = Pattern.compile(
            "rgba?\\(\\s*(\\d{1,3})\\s*[, ]\\s*(\\d{1,3})\\s*[, ]\\s*(\\d{1,3})\\s*(?:[,/]\\s*([\\d.]+)(%?)\\s*)?\\)");

    /** The first colour in a value in lower case; empty when there is none that we read. */
    static Optional<Colour> in(String value) {
        Matcher hex = HEX.matcher(value);
        if (hex.find()) {
            return ofHex(hex.group(1));
        }
        Matcher rgb = RGB.matcher(value);
        if (rgb.find()) {
            double alpha = rgb.group(4) == null
                    ? 1
                    : Double.parseDouble(rgb.group(4)) / (rgb.group(5).isEmpty() ? 1 : 100);
            return Optional.of(new Colour(octet(rgb.group(1)), octet(rgb.group(2)), octet(rgb.group(3)), alpha));
        }
        for (String word : value.split("[\\s,]+")) {
            Integer named = NAMED.get(word);
            if (named != null) {
                return Optional.of(new Colour(named >> 16, named >> 8 & 0xff, named & 0xff, 1));
            }
        }
        return value.contains("transparent") ? Optional.of(new Colour(0, 0, 0, 0)) : Optional.empty();
    }

    private static int octet(String digits) {
        return Math.min(255, Integer.parseInt(digits));
    }

    private static Optional<Colour> ofHex(String digits) {
        String full = digits.length() < 6 ? digits.replaceAll(".", "$0$0") : digits;
        if (full.length() != 6 && full.length() != 8) {
            return Optional.empty();
        }
        double alpha = full.length() == 6 ? 1 : Integer.parseInt(full.substring(6), 16) / 255.0;
        int rgb = Integer.parseInt(full.substring(0, 6), 16);
        return Optional.of(new Colour(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff, alpha));
    }

    /** As it looks on an opaque ground. */
    Colour over(Colour ground) {
        return new Colour(mixed(red, ground.red), mixed(green, ground.green), mixed(blue, ground.blue), 1);
    }

    private int mixed(int own, int below) {
        return (int) Math.round(own * alpha + below * (1 - alpha));
    }

    /** 1 for no difference to 21 (WCAG 2.2, "contrast ratio"). */
    double contrast(Colour other) {
        double one = luminance();
        double two = other.luminance();
        return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int octet) {
        double share = octet / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    @Override
    public String toString() {
        return String.format("#%02x%02x%02x", red, green, blue);
    }
}
