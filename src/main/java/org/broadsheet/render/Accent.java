package org.broadsheet.render;

/**
 * A community's accent colour in the two shades that can be read: on a light ground, and on the dark one that mail
 * programs show at night. The hue is kept; a colour that is readable already is kept whole.
 *
 * @param onLight {@code #rrggbb}, at least 4.5:1 against the light ground
 * @param onDark {@code #rrggbb}, well above 4.5:1 against the dark one
 */
public record Accent(String onLight, String onDark) {
    /** Links are small text. WCAG 2.2 §1.4.3; a little more, for rounding. */
    private static final double READABLE = 4.6;

    /** Light on dark looks thinner than it measures. */
    private static final double READABLE_AT_NIGHT = 6.0;

    private static final int BLACK = 0x000000;
    private static final int WHITE = 0xffffff;

    /** The lightest of the dark grounds of pages. */
    private static final int DARK_GROUND = 0x24272d;

    /** On white, and on our dark grounds. @param colour {@code #rrggbb} */
    public static Accent of(String colour) {
        return of(rgb(colour), WHITE, DARK_GROUND);
    }

    static Accent of(String colour, Palette.Colour ground) {
        return of(rgb(colour), rgb(ground.day()), rgb(ground.night()));
    }

    private static Accent of(int rgb, int light, int dark) {
        return new Accent(readable(rgb, BLACK, light, READABLE), readable(rgb, WHITE, dark, READABLE_AT_NIGHT));
    }

    static int rgb(String colour) {
        return Integer.parseInt(colour.substring(1), 16);
    }

    /** The colour, mixed with as little of {@code pole} as makes it readable on {@code ground}. */
    private static String readable(int rgb, int pole, int ground, double contrast) {
        int mixed = rgb;
        for (int percent = 0; percent <= 100 && contrast(mixed, ground) < contrast; percent++) {
            mixed = mix(rgb, pole, percent);
        }
        return String.format("#%06x", mixed);
    }

    private static int mix(int from, int to, int percent) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = from >> shift & 0xff;
            int b = to >> shift & 0xff;
            mixed |= (a + (b - a) * percent / 100) << shift;
        }
        return mixed;
    }

    /** WCAG 2.2, "contrast ratio": from 1 to 21. */
    static double contrast(int one, int other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
