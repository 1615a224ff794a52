package org.broadsheet.render;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a {@code style} attribute comes to: longhands in order of their names, written in one way. */
final class NormalStyle {
    private static final List<String> SIDES = List.of("top", "right", "bottom", "left");
    private static final List<String> OF_BORDERS = List.of("width", "style", "color");
    private static final Pattern LINE_STYLE =
            Pattern.compile("none|hidden|dotted|dashed|solid|double|groove|ridge|inset|outset");
    private static final Pattern LENGTH = Pattern.compile("[+-]?[\\d.]+[a-z%]*|thin|medium|thick");
    private static final Pattern POSITION = Pattern.compile("inside|outside");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{3,8}|(rgb|hsl)a?\\(.*\\)|[a-z]+");

    private final Map<String, String> longhands = new TreeMap<>();

    private final Map<String, String> written = new HashMap<>();

    private NormalStyle() {}

    static Map<String, String> of(String style) {
        NormalStyle normal = new NormalStyle();
        for (boolean important : List.of(false, true)) {
            for (String declaration : split(style, ";")) {
                int colon = declaration.indexOf(':');
                if (colon > 0 && declaration.strip().endsWith("!important") == important) {
                    String value = declaration.substring(colon + 1).strip().replaceFirst("\\s*!important$", "");
                    normal.take(declaration.substring(0, colon).strip().toLowerCase(Locale.ROOT), normal(value));
                }
            }
        }
        return normal.longhands;
    }

    /** What stands twice has a simpler value first, for programs that do not know the function in the second. */
    private void take(String property, String value) {
        String before = written.put(property, value);
        if (before != null && value.contains("(")) {
            longhands.put(property + " before", before);
        }
        set(property, value);
    }

    private void set(String property, String value) {
        switch (property) {
            case "margin", "padding" -> sides(property + "-%s", value);
            case "border" -> SIDES.forEach(side -> border(side, value));
            case "border-top", "border-right", "border-bottom", "border-left" ->
                border(property.substring("border-".length()), value);
            case "border-width", "border-style", "border-color" ->
                sides("border-%s-" + property.substring("border-".length()), value);
            case "background" -> background(value);
            case "list-style" -> listStyle(value);
            case "font" -> font(value);
            default -> longhands.put(property, value);
        }
    }

    private void sides(String pattern, String value) {
        List<String> values = split(value, " ");
        for (int i = 0; i < SIDES.size(); i++) {
            int from = values.size() > i ? i : values.size() > 2 || i == 3 && values.size() == 2 ? 1 : 0;
            longhands.put(pattern.formatted(SIDES.get(i)), values.get(from));
        }
    }

    private void border(String side, String value) {
        String start = "border-" + side + "-";
        OF_BORDERS.forEach(part -> longhands.put(start + part, "initial"));
        for (String word : split(value, " ")) {
            String part = LINE_STYLE.matcher(word).matches()
                    ? "style"
                    : LENGTH.matcher(word).matches() ? "width" : "color";
            longhands.put(start + part, word);
        }
    }

    private void background(String value) {
        boolean colour = COLOUR.matcher(value).matches();
        longhands.keySet().removeIf(name -> name.startsWith("background"));
        longhands.put("background-color", colour ? value : "in background");
        longhands.put("background-image", colour ? "none" : value);
    }

    private void listStyle(String value) {
        longhands.put("list-style-type", "initial");
        longhands.put("list-style-position", "initial");
        for (String word : split(value, " ")) {
            longhands.put(POSITION.matcher(word).matches() ? "list-style-position" : "list-style-type", word);
        }
    }

    private void font(String value) {
        longhands.keySet().removeIf(name -> name.startsWith("font") || name.equals("line-height"));
        longhands.put("font", value);
    }

    /** Outside of quotes and parentheses, without what is blank. */
    private static List<String> split(String text, String at) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        int depth = 0;
        char quote = 0;
        for (char c : (text + at).toCharArray()) {
            depth += quote != 0 ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            quote = quote == 0 && (c == '"' || c == '\'') ? c : quote == c ? 0 : quote;
            if (depth <= 0 && quote == 0 && c == at.charAt(0)) {
                pieces.add(piece.toString().strip());
                piece.setLength(0);
            } else {
                piece.append(c);
            }
        }
        pieces.removeIf(String::isEmpty);
        return pieces;
    }

    private static String normal(String value) {
        return value.toLowerCase(Locale.ROOT)
                .replace('"', '\'')
                .replaceAll("url\\('([^')]*)'\\)", "url($1)")
                .replaceAll("\\s+", " ")
                .replaceAll(" ?([,/]) ?", "$1")
                .replaceAll(" ?([*()]) ?", "$1")
                .replaceAll("(?<![\\d.])0\\.", ".")
                .strip();
    }
}
