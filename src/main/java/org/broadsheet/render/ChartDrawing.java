package org.broadsheet.render;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import org.broadsheet.source.Item.Chart;
import org.broadsheet.source.Item.Point;

/**
 * Draws a chart as SVG: for pages as it is, for mail to be made into PNG. It brings its own light ground, so that it reads by
 * day and by night, and is narrow enough that its words are not too small on a telephone.
 */
final class ChartDrawing {
    static final int WIDTH = 440;

    private static final int EDGE = 18;
    private static final int BAR = 48; // height of a bar with its words above it
    private static final int LINE_HEIGHT = 260;
    private static final int LETTERS = 24; // of a label that has room
    private static final String INK = "#1b1b1f";
    private static final String QUIET = "#55575d";
    private static final String GRID = "#dcdde1";

    private final Chart chart;
    private final String accent;
    private final NumberFormat numbers;
    private final StringBuilder out = new StringBuilder();

    private ChartDrawing(Chart chart, String accent, Locale locale) {
        this.chart = chart;
        this.accent = accent;
        this.numbers = NumberFormat.getNumberInstance(locale);
        this.numbers.setMaximumFractionDigits(4);
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

    static String number(BigDecimal value, Locale locale) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(4);
        return format.format(value);
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
            text(EDGE, y + 15, "start", INK, shortened(point.label()));
            text(WIDTH - EDGE, y + 15, "end", QUIET, numbers.format(point.value()));
            add("<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"12\" rx=\"2\" fill=\"#eef0f3\"/>", EDGE, y + 24, room);
            add(
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"12\" rx=\"2\" fill=\"%s\"/>",
                    Math.min(zero, end), y + 24, Math.max(1, Math.abs(end - zero)), accent);
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
        for (int step = 0; step <= 2; step++) {
            double y = bottom - (bottom - top) * step / 2.0;
            add("<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"1\" fill=\"%s\"/>", EDGE, y, WIDTH - 2 * EDGE, GRID);
            text(EDGE, y - 6, "start", QUIET, numbers.format(rounded(low + span * step / 2, span)));
        }
        double lastX = 0;
        double lastY = 0;
        for (int i = 0; i < points.size(); i++) {
            lastX = points.size() == 1 ? WIDTH / 2.0 : EDGE + 6 + (WIDTH - 2.0 * EDGE - 12) * i / (points.size() - 1);
            lastY = bottom - (bottom - top) * (points.get(i).value().doubleValue() - low) / span;
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : "L", lastX, lastY));
        }
        add(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"3\" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>",
                path, accent);
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"6\" fill=\"%s\"/>", lastX, lastY, accent);
        text(EDGE, height - EDGE, "start", INK, shortened(points.get(0).label()));
        if (points.size() > 1) {
            text(
                    WIDTH - EDGE,
                    height - EDGE,
                    "end",
                    INK,
                    shortened(points.get(points.size() - 1).label()));
        }
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

    private static String shortened(String label) {
        return label.codePointCount(0, label.length()) <= LETTERS
                ? label
                : label.substring(0, label.offsetByCodePoints(0, LETTERS - 1)).strip() + "…";
    }

    private void text(double x, double y, String anchor, String colour, String words) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" font-family=\"Liberation Sans, Arial, DejaVu Sans, sans-serif\" font-size=\"18\" text-anchor=\"%s\" fill=\"%s\">",
                x, y, anchor, colour);
        out.append(Html.escape(words.replaceAll("\\p{Cntrl}", " "))).append("</text>");
    }

    private void add(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
