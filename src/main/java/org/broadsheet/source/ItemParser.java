package org.broadsheet.source;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.broadsheet.text.Characters;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlParser;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a block. Each kind has its keys, with the other names that people use for them. */
public final class ItemParser {
    private static final int MOST_POINTS = 60;

    private ItemParser() {}

    /**
     * Reads the text between the fences of a block.
     *
     * @param first where that text begins in its file
     * @return the entries that are whole; what is wrong with the others is among the problems
     */
    public static List<Item> parse(BlockKind kind, Position first, String yaml, Problems problems) {
        Problems own = new Problems();
        YamlValue body = YamlParser.parse(first, yaml, own);
        List<Item> items = new ArrayList<>();
        if (body != null && body.isList()) {
            for (YamlValue entry : body.list()) {
                Item item = read(kind, entry);
                if (item != null && !item.title().isEmpty()) {
                    items.add(item);
                }
            }
        } else if (!own.hasErrors()) {
            refuse(kind, first, body, own);
        }
        if (items.isEmpty() && !own.hasErrors()) {
            refuse(kind, first, null, own);
        }
        problems.addAll(own.list());
        return items;
    }

    private static void refuse(BlockKind kind, Position first, @Nullable YamlValue body, Problems problems) {
        String key = switch (kind) {
            case PEOPLE -> "name";
            case PHOTOS -> "src";
            case RELEASES -> "project";
            default -> "title";
        };
        String hint = "write a list: each entry begins with '- " + key + ": '";
        if (body == null || body.isNull()) {
            problems.error("empty-block", first, "the " + kind.word() + " block is empty", hint);
        } else {
            problems.error("wrong-type", body.at(), "a " + kind.word() + " block must be a list", hint);
        }
    }

    private static @Nullable Item read(BlockKind kind, YamlValue entry) {
        if (kind == BlockKind.THEMES && entry.isText()) {
            String sentence = entry.text();
            return sentence == null ? null : new Item.Theme(entry.at(), sentence, null);
        }
        YamlMap map = entry.map();
        if (map == null) {
            return null;
        }
        ItemFields fields = new ItemFields(map);
        Item item = read(kind, map, fields);
        map.refuseOthers();
        return item;
    }

    private static @Nullable Item read(BlockKind kind, YamlMap map, ItemFields fields) {
        return switch (kind) {
            case ITEMS -> post(map, fields);
            case TALKS -> talk(map, fields);
            case PEOPLE -> person(map, fields);
            case PHOTOS -> photo(map, fields);
            case THEMES -> theme(map);
            case EVENTS -> event(map, fields);
            case RELEASES -> release(map, fields);
            case CHANGES -> change(map, fields);
            case CHART -> chart(map, fields);
        };
    }

    private static Item post(YamlMap map, ItemFields fields) {
        return new Item.Post(
                map.at(),
                map.oneOf("kind", Item.PostKind.POST, "type"),
                map.text("title", "name"),
                fields.link("url", "link", "href"),
                map.optionalLongText("summary", "description", "text"),
                map.texts("authors", "author", "by"),
                fields.organisation(),
                fields.date("date", "published"),
                fields.image("image", "photo", "picture"),
                map.texts("tags", "tag"),
                map.optionalText("publication", "site", "source"));
    }

    private static Item talk(YamlMap map, ItemFields fields) {
        return new Item.Talk(
                map.at(),
                map.text("title", "name"),
                fields.link("url", "link", "href"),
                map.texts("speakers", "speaker", "authors", "author"),
                fields.organisation(),
                map.oneOf("format", Item.TalkFormat.TALK, "type", "kind"),
                map.optionalText("track", "stage", "room"),
                fields.date("date", "day"),
                fields.link("recording", "video", "youtube"),
                fields.link("slides", "deck"),
                map.optionalLongText("summary", "description", "abstract", "text"));
    }

    private static Item person(YamlMap map, ItemFields fields) {
        return new Item.Person(
                map.at(),
                map.text("name", "person"),
                map.optionalText("role", "award", "title"),
                fields.organisation(),
                map.optionalLongText("why", "reason", "summary", "text"),
                fields.link("url", "link", "href"),
                fields.image("image", "photo", "picture", "portrait"));
    }

    private static @Nullable Item photo(YamlMap map, ItemFields fields) {
        Item.Image image = fields.image();
        return image == null ? null : new Item.Photo(map.at(), image);
    }

    private static Item theme(YamlMap map) {
        return new Item.Theme(
                map.at(), map.text("title", "theme"), map.optionalLongText("detail", "summary", "description", "text"));
    }

    private static @Nullable Item event(YamlMap map, ItemFields fields) {
        String title = map.text("title", "name");
        String url = fields.link("url", "link", "href");
        Moment start = fields.moment("date", "start", "from");
        Moment end = fields.moment("until", "end", "to");
        Moment at = Moment.later(start, fields.time("time", "at"), fields.zone("zone", "timezone"));
        String place = map.optionalText("place", "location", "venue", "where");
        String summary = map.optionalLongText("summary", "description", "text");
        if (at == null) {
            fields.missingUnlessReported("date");
            return null;
        }
        if (end != null && end.date().isBefore(at.date())) {
            String message = "the event ends on " + end.date() + ", before it begins on " + at.date();
            map.problems().error("bad-value", map.at(), message, "'until' is the last day");
        }
        return new Item.Event(
                map.at(),
                title,
                url,
                at.date(),
                end == null || end.date().equals(at.date()) ? null : end.date(),
                at.time(),
                at.time() == null || end == null ? null : end.time(),
                at.zone(),
                place,
                summary);
    }

    private static @Nullable Item chart(YamlMap map, ItemFields fields) {
        String title = map.text("title", "name");
        Item.Chart.Form form = map.oneOf("form", Item.Chart.Form.BARS, "kind", "type");
        String unit = map.optionalText("unit");
        String alt = map.optionalText("alt", "description");
        YamlMap data = map.map("data", "values", "points");
        List<Item.Point> points = new ArrayList<>();
        for (String label : data.keys()) {
            BigDecimal value = data.optional(ItemParser::number, label);
            if (Characters.firstForbidden(label).isPresent()) {
                String message = "'" + label + "' contains a control character";
                map.problems().error("bad-value", data.at(label), message, "remove it");
            } else if (value != null) {
                points.add(new Item.Point(Characters.oneLine(label), value));
            }
        }
        if (points.isEmpty()) {
            fields.missingUnlessReported("data");
        } else if (points.size() > MOST_POINTS) {
            String message = "the chart has " + points.size() + " numbers";
            map.problems().error("bad-value", map.at(), message, "at most " + MOST_POINTS + "; leave some out");
        }
        return points.isEmpty() || points.size() > MOST_POINTS
                ? null
                : new Item.Chart(map.at(), title, form, unit, alt, List.copyOf(points));
    }

    private static @Nullable BigDecimal number(YamlValue value) {
        return value.parsed("a number such as 1200 or 3.5, of at most 15 digits", text -> {
            BigDecimal number = new BigDecimal(text.replace("_", ""));
            if (number.precision() > 15 || Math.abs(number.scale()) > 15) {
                throw new NumberFormatException(text);
            }
            return number;
        });
    }

    private static Item release(YamlMap map, ItemFields fields) {
        String project = map.optionalText("project", "name");
        return new Item.Release(
                map.at(),
                project == null ? "" : project,
                map.text("version", "tag"),
                fields.date("date", "published", "released"),
                map.optionalLongText("headline", "notes", "summary", "description"),
                fields.link("url", "link", "href"));
    }

    private static Item change(YamlMap map, ItemFields fields) {
        return new Item.Change(
                map.at(),
                map.text("title", "summary"),
                fields.link("url", "link", "href"),
                fields.number(),
                map.optionalText("author", "by"),
                map.optionalText("area", "component", "category"),
                map.bool("first-contribution", false, "first", "first-time"));
    }
}
