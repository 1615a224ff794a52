package org.broadsheet.source;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.broadsheet.text.Problems;
import org.broadsheet.text.Target;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;

/** The fields that several kinds of entry share. */
final class ItemFields {
    private final YamlMap map;
    private final Problems problems;
    private final int before;

    ItemFields(YamlMap map) {
        this.map = map;
        this.problems = map.problems();
        this.before = problems.list().size();
    }

    @Nullable
    String organisation() {
        return map.optionalText("organisation", "organization", "company", "affiliation", "org");
    }

    /** An absolute URL. What stands there in place of one is reported, so that it never reaches a reader. */
    @Nullable
    String link(String key, String... aliases) {
        YamlValue value = map.value(key, aliases);
        String text = value == null ? null : value.text();
        if (value == null || text == null || text.isEmpty()) {
            return null;
        }
        Target target = Target.of(text);
        if (target == Target.GOOD || target == Target.UNUSUAL) {
            return text;
        }
        String shown = "'" + key + "' is '" + text + "'";
        switch (target) {
            case FORBIDDEN ->
                problems.error("forbidden-link", value.at(), shown + ", which mail must not carry", "use an https URL");
            case RELATIVE ->
                problems.error(
                        "relative-link", value.at(), shown + ", which is not a URL", "write it in full: https://…");
            default ->
                problems.error(
                        "placeholder-link",
                        value.at(),
                        shown + ", which is not a URL",
                        "give the URL, or leave '" + key + "' out until there is one");
        }
        return null;
    }

    @Nullable
    LocalDate date(String key, String... aliases) {
        Moment moment = moment(key, aliases);
        return moment == null ? null : moment.date();
    }

    @Nullable
    Moment moment(String key, String... aliases) {
        return map.optional(value -> value.parsed(Moment.FORM, Moment::parse), key, aliases);
    }

    @Nullable
    LocalTime time(String key, String... aliases) {
        return map.optional(
                value -> value.parsed(
                        "a time such as 09:00", text -> LocalTime.parse(text.length() == 4 ? "0" + text : text)),
                key,
                aliases);
    }

    @Nullable
    ZoneId zone(String key, String... aliases) {
        return map.optional(YamlValue::zone, key, aliases);
    }

    /** Without the {@code #} before it. */
    @Nullable
    String number() {
        String number = map.optionalText("number", "pr", "id");
        return number == null ? null : number.replaceFirst("^#", "");
    }

    /** A picture written as a map of its own. */
    Item.@Nullable Image image(String key, String... aliases) {
        YamlMap inner = map.optional(YamlValue::map, key, aliases);
        if (inner == null) {
            return null;
        }
        Item.Image image = new ItemFields(inner).image();
        inner.refuseOthers();
        return image;
    }

    /** A picture whose fields are those of this map. */
    Item.@Nullable Image image() {
        String src = map.text("src", "file", "image", "url", "photo");
        String alt = map.optionalText("alt", "description");
        String caption = map.optionalLongText("caption");
        String credit = map.optionalText("credit", "by", "photographer");
        if (alt == null || alt.isEmpty()) {
            String hint = "add 'alt:' with what the picture shows, for those who do not see it";
            // Somebody may choose to send it so.
            problems.error("missing-alt", map.at(), "the picture has no alternative text", hint);
        }
        return src.isEmpty() || !isSource(src)
                ? null
                : new Item.Image(map.at(), src, alt == null ? "" : alt, caption, credit);
    }

    private boolean isSource(String src) {
        Target target = Target.of(src);
        boolean good = target == Target.RELATIVE || (target == Target.GOOD && !src.startsWith("mailto:"));
        if (!good) {
            String rule = target == Target.FORBIDDEN ? "forbidden-link" : "placeholder-link";
            String message = "'" + src + "' is neither a file of the workspace nor a URL";
            problems.error(rule, map.at(), message, "give a path such as images/hall.png, or an https URL");
        }
        return good;
    }

    /** For a field that was there but could not be read, that has been said already. */
    void missingUnlessReported(String key) {
        if (problems.list().size() == before) {
            map.missing(key);
        }
    }
}
