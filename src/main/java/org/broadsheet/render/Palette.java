package org.broadsheet.render;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Nearest;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;

/**
 * The colours and fonts of a template, and the accent of the brand, as its style sheets name them: {@code var(--ink)} by
 * day, {@code var(--ink-night)} by night, {@code var(--font-body)}. Mail programs know no custom properties, so the values
 * are put in here.
 */
final class Palette {
    /** {@code #rrggbb} each. */
    record Colour(String day, String night) {}

    private static final Pattern VARIABLE = Pattern.compile("var\\(\\s*--([A-Za-z0-9-]+)\\s*\\)");
    private static final Colour WHITE = new Colour("#ffffff", "#24272d");

    /** The ground that is hardest to read on. */
    private static final String TINT = "tint";

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Accent accent;

    /**
     * @param chain the template and what it extends, nearest first
     * @param brand the colour that the community chose
     */
    Palette(List<TemplateSettings> chain, String brand) {
        Map<String, Colour> colours = new LinkedHashMap<>();
        Map<String, String> fonts = new LinkedHashMap<>();
        for (TemplateSettings one : chain) {
            one.colours().forEach(colours::putIfAbsent);
            one.fonts().forEach(fonts::putIfAbsent);
        }
        this.accent = Accent.of(brand, colours.getOrDefault(TINT, WHITE));
        colours.put("accent", new Colour(accent.onLight(), accent.onDark()));
        colours.forEach((name, colour) -> {
            values.put(name, colour.day());
            values.put(name + "-night", colour.night());
        });
        fonts.forEach((name, families) -> values.put("font-" + name, families));
    }

    Accent accent() {
        return accent;
    }

    /** @param file to name when the style sheet asks for something that is not there */
    String paint(String css, String file) {
        StringBuilder painted = new StringBuilder();
        Matcher variable = VARIABLE.matcher(css);
        while (variable.find()) {
            String value = values.get(variable.group(1));
            if (value == null) {
                throw unknown(css, variable, file);
            }
            variable.appendReplacement(painted, Matcher.quoteReplacement(value));
        }
        return variable.appendTail(painted).toString();
    }

    private InputException unknown(String css, Matcher variable, String file) {
        String before = css.substring(0, variable.start());
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = variable.start() - before.lastIndexOf('\n');
        return new InputException(Problem.error(
                "unknown-name",
                new Position(file, line, column),
                "No colour or font is called '" + variable.group(1) + "'",
                Nearest.hint(variable.group(1), values.keySet())));
    }
}
