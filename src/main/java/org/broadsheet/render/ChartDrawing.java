package org.broadsheet.render;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.broadsheet.source.Item.Chart;
import org.broadsheet.source.Item.Point;
import org.broadsheet.text.Characters;

/**
 * Draws a chart as SVG: for pages as it is, for mail to be made into PNG. It brings its own light ground, so that it reads by
 * day and by night, and is narrow enough that its words are not too small on a telephone.
 */
final class ChartDrawing {
    static final int WIDTH = 440;

    /** Changes when the same chart would be drawn in another way. */
    private static final int VERSION = 2;

    private static final int EDGE = 18;
    private static final int BAR = 48; // height of a bar with its words above it
    private static final int LINE_HEIGHT = 260;
    private static final int GAP = 14; // between words side by side
    private static final String INK = "#1b1b1f";
    private static final String QUIET = "#55575d";
    private static final String GRID = "#dcdde1";

    private final Chart chart;
    private final String accent;
    private final NumberFormat numbers;
    private final Lettering lettering;
    private final boolean rightToLeft;
    private final StringBuilder out = new StringBuilder();

    private ChartDrawing(Chart chart, String accent, Locale locale) {
        this.chart = chart;
        this.accent = accent;
        this.numbers = numbers(locale);
        this.lettering = new Lettering(locale);
        this.rightToLeft = Words.dir(locale).equals("rtl");
    }

    /** @param accent {@code #rrggbb}, readable on white */
    static byte[] svg(Chart chart, String accent, Locale locale) {
        ChartDrawing drawing = new ChartDrawing(chart, accent, locale);
        int height = chart.form() == Chart.Form.BARS
                ? 2 * EDGE + BAR * chart.points().size() - 8
                : LINE_HEIGHT;
        drawing.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">",
                WIDTH, height, WIDTH, height);
        drawing.out
                .append("<title>")
                .append(Html.escape(visible(chart.title())))
                .append("</title>\n");
        drawing.add(
                "<rect x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#ffffff\" stroke=\"%s\"/>",
                WIDTH - 1, height - 1, GRID);
        if (chart.form() == Chart.Form.BARS) {
            drawing.bars();
        } else {
            drawing.line(height);
        }
        drawing.out.append("</svg>\n");
        return drawing.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** All that the drawing of a chart depends on, but for the fonts of the machine. */
    static String what(Chart chart, String accent, Locale locale) {
        return String.join(
                "\n",
                String.valueOf(VERSION),
                accent,
                locale.toLanguageTag(),
                chart.title(),
                chart.form().name(),
                chart.points().toString());
    }

    static String number(BigDecimal value, Locale locale) {
        return numbers(locale).format(value);
    }

    /** With the digits that dates are written with, in every language. */
    private static NumberFormat numbers(Locale locale) {
        NumberFormat format = NumberFormat.getNumberInstance(new Locale.Builder()
                .setLocale(locale)
                .setUnicodeLocaleKeyword("nu", "latn")
                .build());
        format.setMaximumFractionDigits(4);
        return format;
    }

    /** The first letter of its labels for which there is no form here. */
    static OptionalInt missing(Chart chart) {
        return chart.points().stream()
                .map(point -> Lettering.missing(point.label()))
                .filter(OptionalInt::isPresent)
                .findFirst()
                .orElse(OptionalInt.empty());
    }

    /** From the left, or from where zero is. */
    private void bars() {
        double low = Math.min(0, lowest());
        double span = Math.max(0, highest()) - low;
        double room = WIDTH - 2.0 * EDGE;
        double zero = EDGE + room * (span == 0 ? 0 : -low / span);
        int y = EDGE;
        for (Point point : chart.points()) {
            double end = EDGE + room * (span == 0 ? 0 : (point.value().doubleValue() - low) / span);
            String value = numbers.format(point.value());
            double left = room - lettering.width(value) - GAP;
            text(EDGE, y + 15, INK, lettering.fitted(point.label(), left));
            textBefore(WIDTH - EDGE, y + 15, QUIET, value);
            rect(EDGE, y + 24, room, 12, 2, "#eef0f3");
            rect(Math.min(zero, end), y + 24, Math.max(1, Math.abs(end - zero)), 12, 2, accent);
            y += BAR;
        }
    }

    private void line(int height) {
        List<Point> points = chart.points();
        double low = Math.min(0, lowest());
        double span = Math.max(highest(), low) - low == 0 ? 1 : Math.max(highest(), low) - low;
        int top = EDGE + 24;
        int bottom = height - EDGE - 30;
        StringBuilder path = new StringBuilder();
        double beside = 0; // the numbers, through which the line does not go
        for (int step = 0; step <= 2; step++) {
            double y = bottom - (bottom - top) * step / 2.0;
            rect(EDGE, y, WIDTH - 2 * EDGE, 1, 0, GRID);
            String number = numbers.format(rounded(low + span * step / 2, span));
            text(EDGE, y - 6, QUIET, number);
            beside = Math.max(beside, lettering.width(number) + GAP);
        }
        double lastX = 0;
        double lastY = 0;
        for (int i = 0; i < points.size(); i++) {
            lastX = points.size() == 1
                    ? WIDTH / 2.0
                    : EDGE + beside + (WIDTH - 2.0 * EDGE - beside - 6) * i / (points.size() - 1);
            lastY = bottom - (bottom - top) * (points.get(i).value().doubleValue() - low) / span;
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : "L", mirrored(lastX), lastY));
        }
        add(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"3\" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>",
                path, accent);
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"6\" fill=\"%s\"/>", mirrored(lastX), lastY, accent);
        ends(points, height - EDGE);
    }

    /** Under the line there is room for the first and the last label, each with a half of it unless the other needs less. */
    private void ends(List<Point> points, double y) {
        double room = WIDTH - 2.0 * EDGE;
        String first = points.get(0).label();
        if (points.size() == 1) {
            String only = lettering.fitted(first, room);
            text((WIDTH - lettering.width(only)) / 2, y, INK, only);
            return;
        }
        String last = points.get(points.size() - 1).label();
        double half = (room - GAP) / 2;
        double spare = Math.max(0, half - lettering.width(first));
        String end = lettering.fitted(last, half + spare);
        text(EDGE, y, INK, lettering.fitted(first, room - GAP - lettering.width(end)));
        textBefore(WIDTH - EDGE, y, INK, end);
    }

    /** Three digits say enough beside a line of the grid. */
    private static BigDecimal rounded(double value, double span) {
        int places = Math.max(0, 2 - (int) Math.floor(Math.log10(span)));
        return BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_UP).stripTrailingZeros();
    }

    private double lowest() {
        return chart.points().stream()
                .mapToDouble(point -> point.value().doubleValue())
                .min()
                .orElse(0);
    }

    private double highest() {
        return chart.points().stream()
                .mapToDouble(point -> point.value().doubleValue())
                .max()
                .orElse(0);
    }

    /** @param x where it begins, counted from the side on which lines begin */
    private void text(double x, double y, String colour, String words) {
        outline(rightToLeft ? WIDTH - x - lettering.width(words) : x, y, colour, words);
    }

    /** @param x where it ends */
    private void textBefore(double x, double y, String colour, String words) {
        outline(rightToLeft ? WIDTH - x : x - lettering.width(words), y, colour, words);
    }

    private void outline(double x, double y, String colour, String words) {
        add("<path fill=\"%s\" d=\"%s\"/>", colour, lettering.path(words, x, y));
    }

    private void rect(double x, double y, double width, int height, int round, String colour) {
        add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" rx=\"%d\" fill=\"%s\"/>",
                rightToLeft ? WIDTH - x - width : x, y, width, height, round, colour);
    }

    private double mirrored(double x) {
        return rightToLeft ? WIDTH - x : x;
    }

    private static String visible(String words) {
        return Characters.withoutHidden(words.replaceAll("\\p{Cntrl}", " "));
    }

    private void add(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
