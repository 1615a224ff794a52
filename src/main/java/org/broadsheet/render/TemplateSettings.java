package org.broadsheet.render;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.broadsheet.edition.Assets;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.broadsheet.text.Utf8;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlParser;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;

/**
 * A {@code template.yaml}.
 *
 * @param at the line of {@code extends}
 * @param extended the folder whose files stand in for those that are not there, or null
 * @param colours by name
 * @param fonts by name; each a list of families as CSS has it
 * @param needsAddress whether a mail must say where its sender is to be found
 */
record TemplateSettings(
        String folder,
        Position at,
        String name,
        String description,
        @Nullable String extended,
        Map<String, Palette.Colour> colours,
        Map<String, String> fonts,
        boolean needsAddress) {
    private static final int MOST_BYTES = 100_000;
    private static final String FOLDER = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";
    private static final String WORD = "[a-z][a-z0-9-]{0,39}";

    private enum Need {
        OPTIONAL,
        REQUIRED
    }

    /** The fonts that every machine has, by what they are like. */
    private static final Map<String, String> STACKS = Map.of(
            "sans",
            "-apple-system, BlinkMacSystemFont, \"Segoe UI\", Roboto, \"Helvetica Neue\", Arial, sans-serif",
            "serif",
            "Georgia, \"Times New Roman\", Times, serif",
            "mono",
            "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace");

    /** Without a file of settings, all is empty. */
    static TemplateSettings read(Assets assets, String folder) {
        String file = "templates/" + folder + "/template.yaml";
        Problems problems = new Problems();
        Position first = new Position(file, 1, 1);
        String text = assets.read(file)
                .flatMap(bytes -> Utf8.decode(file, bytes, MOST_BYTES, problems))
                .orElse("");
        YamlValue value = YamlParser.parse(first, text, problems);
        YamlMap map = value == null || value.isNull() ? YamlMap.empty(first, problems) : value.map();
        TemplateSettings settings = read(folder, map == null ? YamlMap.empty(first, problems) : map);
        problems.throwIfErrors();
        return settings;
    }

    /** @param wanted where the folder is named; it must have something in it */
    static TemplateSettings read(Assets assets, String folder, Position wanted) {
        if (assets.read("templates/" + folder + "/template.yaml").isEmpty()
                && assets.read("templates/" + folder + "/mail.html").isEmpty()) {
            throw new InputException(Problem.error(
                    "missing-template",
                    wanted,
                    "There is no template called '" + folder + "'",
                    "there are: " + String.join(", ", assets.folders("templates"))));
        }
        return read(assets, folder);
    }

    private static TemplateSettings read(String folder, YamlMap map) {
        String name = map.optionalText("name");
        String description = map.optionalLongText("description");
        String extended = map.optional(
                value -> value.parsed("the name of a folder under templates/", text -> matching(FOLDER, text)),
                "extends");
        TemplateSettings settings = new TemplateSettings(
                folder,
                map.at("extends"),
                name == null ? folder : name,
                description == null ? "" : description,
                extended,
                colours(map.map("colours", "colors")),
                fonts(map.map("fonts")),
                map.oneOf("postal-address", Need.OPTIONAL) == Need.REQUIRED);
        map.refuseOthers();
        return settings;
    }

    private static Map<String, Palette.Colour> colours(YamlMap map) {
        Map<String, Palette.Colour> colours = new LinkedHashMap<>();
        for (String key : map.keys()) {
            YamlMap pair = map.map(key);
            named(map, key);
            colours.put(key, new Palette.Colour(colour(pair, "day"), colour(pair, "night")));
            pair.refuseOthers();
        }
        return colours;
    }

    private static String colour(YamlMap map, String key) {
        String colour = map.optional(
                value -> value.parsed(
                        "a colour such as \"#1b1d21\"",
                        text -> matching("#[0-9a-f]{6}", text.toLowerCase(Locale.ROOT))),
                key);
        if (colour == null && map.value(key) == null) {
            map.missing(key);
        }
        return colour == null ? "#000000" : colour;
    }

    private static Map<String, String> fonts(YamlMap map) {
        Map<String, String> fonts = new LinkedHashMap<>();
        for (String key : map.keys()) {
            named(map, key);
            YamlValue value = map.value(key);
            List<YamlValue> families = value == null ? List.of() : value.list();
            fonts.put(
                    key,
                    families.stream()
                            .map(family ->
                                    family.parsed("sans, serif, mono or the name of a font", TemplateSettings::family))
                            .filter(Objects::nonNull)
                            .collect(Collectors.joining(", ")));
        }
        return fonts;
    }

    private static String family(String text) {
        String stack = STACKS.get(text);
        return stack != null ? stack : '"' + matching("[\\p{L}\\p{N} ._-]{1,60}", text) + '"';
    }

    private static void named(YamlMap map, String key) {
        if (!key.matches(WORD)) {
            String message = "'" + key + "' cannot be a name here";
            map.problems().error("bad-value", map.at(key), message, "use lower-case letters, digits and hyphens");
        }
    }

    private static String matching(String pattern, String text) {
        if (!text.matches(pattern)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
