package org.broadsheet.subscriber;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a segment in its own language, such that {@link SegmentParser} reads the same from it. */
public final class SegmentText {
    private static final Pattern PLAIN = Pattern.compile(SegmentScanner.WORD);

    private SegmentText() {}

    public static String of(Segment segment) {
        if (segment instanceof Segment.All all) {
            return joined(all.parts(), " and ");
        } else if (segment instanceof Segment.Any any) {
            return joined(any.parts(), " or ");
        } else if (segment instanceof Segment.Not not) {
            return "not " + part(not.part());
        } else if (segment instanceof Segment.Tag tag) {
            return "tag:" + value(tag.name());
        } else if (segment instanceof Segment.Language language) {
            return "locale:" + value(language.language());
        } else if (segment instanceof Segment.Zone zone) {
            return "zone:" + value(zone.name());
        } else if (segment instanceof Segment.Topic topic) {
            return "topic:" + value(topic.key());
        } else if (segment instanceof Segment.Domain domain) {
            return "domain:" + value(domain.ascii());
        } else if (segment instanceof Segment.Attribute attribute) {
            return "attribute." + attribute.name() + "=" + value(attribute.value());
        } else if (segment instanceof Segment.Joined when) {
            return "joined" + when.comparison().sign() + when.day();
        }
        throw new IllegalArgumentException("an unknown kind of segment: " + segment);
    }

    private static String joined(List<Segment> parts, String word) {
        return parts.stream().map(SegmentText::part).collect(Collectors.joining(word));
    }

    private static String part(Segment part) {
        boolean compound = part instanceof Segment.All || part instanceof Segment.Any;
        return compound ? "(" + of(part) + ")" : of(part);
    }

    /** In quotes wherever it could be read as something else: of the two kinds, no value holds both. */
    private static String value(String value) {
        boolean plain = PLAIN.matcher(value).matches()
                && !List.of("and", "or", "not").contains(value.toLowerCase(java.util.Locale.ROOT));
        char quote = value.indexOf('"') < 0 ? '"' : '\'';
        return plain ? value : quote + value + quote;
    }
}
