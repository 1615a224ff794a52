package org.broadsheet.subscriber;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * A segment as a condition of SQL, the same for both databases, over a row {@code s} of subscribers and a row {@code x} of
 * subscriptions. What people wrote is bound and never part of the SQL.
 *
 * @param condition with a question mark for each of the values
 */
public record SegmentSql(String condition, List<Object> values) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LIKE = " LIKE ? ESCAPE '!'";

    /** Holds for everybody. */
    public static final SegmentSql EVERYBODY = new SegmentSql("TRUE", List.of());

    public static SegmentSql of(Segment segment) {
        List<Object> values = new ArrayList<>();
        return new SegmentSql(condition(segment, values), List.copyOf(values));
    }

    private static String condition(Segment segment, List<Object> values) {
        if (segment instanceof Segment.All all) {
            return joined(all.parts(), " AND ", values);
        } else if (segment instanceof Segment.Any any) {
            return joined(any.parts(), " OR ", values);
        } else if (segment instanceof Segment.Not not) {
            return "NOT " + condition(not.part(), values);
        } else if (segment instanceof Segment.Joined joined) {
            return joined(joined, values);
        } else if (segment instanceof Segment.Attribute attribute) {
            return attribute(attribute, values);
        } else if (segment instanceof Segment.Language language) {
            String tag = language.language().toLowerCase(Locale.ROOT);
            values.add(tag);
            values.add(escaped(tag) + "-%");
            return "(LOWER(COALESCE(s.locale, '')) = ? OR LOWER(COALESCE(s.locale, ''))" + LIKE + ")";
        } else if (segment instanceof Segment.Tag tag) {
            values.add("%;" + escaped(tag.name().toLowerCase(Locale.ROOT)) + ";%");
            return "(LOWER(';' || s.tags || ';')" + LIKE + ")";
        } else if (segment instanceof Segment.Domain domain) {
            values.add("%@" + escaped(domain.ascii()));
            return "(s.address_key" + LIKE + ")";
        } else if (segment instanceof Segment.Zone zone) {
            values.add(zone.name());
            return "(COALESCE(s.zone, '') = ?)";
        } else if (segment instanceof Segment.Topic topic) {
            values.add(topic.key());
            return "(NOT EXISTS (SELECT 1 FROM topic_opt_out o"
                    + " WHERE o.subscriber_id = s.id AND o.list_id = x.list_id AND o.topic = ?))";
        }
        throw new IllegalArgumentException("an unknown kind of segment: " + segment);
    }

    private static String joined(List<Segment> parts, String word, List<Object> values) {
        return parts.stream().map(part -> condition(part, values)).collect(Collectors.joining(word, "(", ")"));
    }

    private static String joined(Segment.Joined joined, List<Object> values) {
        LocalDate day = joined.day();
        return switch (joined.comparison()) {
            case BEFORE -> bound("(s.created_at < ?)", day, values);
            case UNTIL -> bound("(s.created_at < ?)", day.plusDays(1), values);
            case SINCE -> bound("(s.created_at >= ?)", day, values);
            case AFTER -> bound("(s.created_at >= ?)", day.plusDays(1), values);
            case ON -> {
                String since = bound("(s.created_at >= ? AND ", day, values);
                yield since + bound("s.created_at < ?)", day.plusDays(1), values);
            }
        };
    }

    private static String bound(String condition, LocalDate day, List<Object> values) {
        values.add(day.atStartOfDay(ZoneOffset.UTC).toInstant());
        return condition;
    }

    /**
     * Found in the text of the JSON object, for the two databases have no function in common. A quotation mark inside a name
     * or a value is escaped there, so nothing but the pair itself can look like this.
     */
    private static String attribute(Segment.Attribute attribute, List<Object> values) {
        String pair =
                escaped(JSON.writeValueAsString(attribute.name()) + ":" + JSON.writeValueAsString(attribute.value()));
        values.add("{" + pair + "%");
        values.add("%," + pair + "%");
        return "(s.attributes" + LIKE + " OR s.attributes" + LIKE + ")";
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
