package org.broadsheet.subscriber;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which of the people on a list are meant, as {@link SegmentParser} reads it: {@code tag:maintainer and not topic:awards}.
 * docs/SUBSCRIBERS.md has the language.
 */
public sealed interface Segment {
    /** The conditions that it is made of, in the order written, those under a {@code not} too. */
    default Stream<Segment> conditions() {
        if (this instanceof All all) {
            return all.parts().stream().flatMap(Segment::conditions);
        } else if (this instanceof Any any) {
            return any.parts().stream().flatMap(Segment::conditions);
        }
        return this instanceof Not not ? not.part().conditions() : Stream.of(this);
    }

    /** The keys of the topics that it names, sorted. */
    default SortedSet<String> topics() {
        return conditions()
                .filter(Topic.class::isInstance)
                .map(part -> ((Topic) part).key())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @param parts two or more, all of which hold */
    record All(List<Segment> parts) implements Segment {}

    /** @param parts two or more, of which one holds at least */
    record Any(List<Segment> parts) implements Segment {}

    record Not(Segment part) implements Segment {}

    /** @param name in whatever case */
    record Tag(String name) implements Segment {}

    /** @param language a language tag, which stands for its regions too */
    record Language(String language) implements Segment {}

    /** @param name of the time zone database */
    record Zone(String name) implements Segment {}

    /** Who has not opted out of a topic of the list. */
    record Topic(String key) implements Segment {}

    /** @param ascii the domain of the address, in lower case, as DNS knows it */
    record Domain(String ascii) implements Segment {}

    /** A column of its own in the file that somebody came from. */
    record Attribute(String name, String value) implements Segment {}

    /** When somebody was first taken in. @param day by UTC */
    record Joined(Comparison comparison, LocalDate day) implements Segment {}

    enum Comparison {
        BEFORE("<"),
        UNTIL("<="),
        ON("="),
        SINCE(">="),
        AFTER(">");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }
}
