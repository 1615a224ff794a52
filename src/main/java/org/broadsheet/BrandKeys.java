package org.broadsheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.broadsheet.edition.Brand;
import org.broadsheet.text.Target;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;

/** Reads {@code brand:}. */
final class BrandKeys {
    private BrandKeys() {}

    static Brand read(YamlMap root) {
        YamlMap map = root.map("brand");
        String name = map.optionalText("name");
        Brand brand =
                new Brand(name == null ? Brand.PLAIN.name() : name, logo(map), accent(map), address(map), links(map));
        map.refuseOthers();
        return brand;
    }

    private static @Nullable String logo(YamlMap map) {
        return map.optional(
                value -> value.parsed(
                        "a path inside the workspace, such as images/logo.png",
                        text -> checked(text, Target.of(text) == Target.RELATIVE && !text.startsWith("/"))),
                "logo");
    }

    private static String accent(YamlMap map) {
        YamlValue value = map.value("accent");
        if (value == null && map.keys().contains("accent")) {
            String hint = "put the colour in quotes: a bare # begins a comment";
            map.problems().error("bad-value", map.at("accent"), "'accent' is empty", hint);
        }
        String accent = value == null ? null : value.parsed("a colour such as \"#2f5d8a\"", BrandKeys::colour);
        return accent == null ? Brand.PLAIN.accent() : accent;
    }

    private static String colour(String text) {
        String lower =
                checked(text, text.matches("#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")).toLowerCase(Locale.ROOT);
        return lower.length() == 7 ? lower : lower.replaceAll("[0-9a-f]", "$0$0");
    }

    /** A list, or one text of several lines. */
    private static List<String> address(YamlMap map) {
        YamlValue value = map.value("address");
        return value == null
                ? List.of()
                : value.list().stream()
                        .map(YamlValue::longText)
                        .filter(Objects::nonNull)
                        .flatMap(text -> Objects.requireNonNull(text).lines())
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
    }

    /** A list of maps with title and url, or one map of titles to URLs. */
    private static List<Brand.Link> links(YamlMap map) {
        YamlValue value = map.value("links");
        List<Brand.Link> links = new ArrayList<>();
        if (value != null && value.isMap()) {
            YamlMap inner = Objects.requireNonNull(value.map());
            inner.keys().forEach(title -> add(links, title, url(inner, title)));
        } else {
            for (YamlMap inner : map.maps("links")) {
                add(links, inner.text("title", "name"), url(inner, "url", "link", "href"));
                inner.refuseOthers();
            }
        }
        return links;
    }

    private static void add(List<Brand.Link> links, String title, @Nullable String url) {
        if (url != null && !title.isEmpty()) {
            links.add(new Brand.Link(title, url));
        }
    }

    private static @Nullable String url(YamlMap map, String key, String... aliases) {
        YamlValue value = map.value(key, aliases);
        if (value == null) {
            map.missing(key);
            return null;
        }
        return value.parsed(
                "an http, https or mailto URL without a password",
                text -> checked(text, Target.of(text) == Target.GOOD && !Target.hasPassword(text)));
    }

    private static String checked(String text, boolean good) {
        if (!good) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
