package org.broadsheet.edition;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.broadsheet.text.Nearest;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.broadsheet.text.Severity;
import org.broadsheet.text.Slug;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/** Parts the top-level nodes of a file into the opening and its sections. */
final class SectionParser {
    private final Manuscript manuscript;
    private final @Nullable Map<String, String> topics;
    private final boolean sources;
    private final boolean isDigest;
    private final Problems problems;
    private final Set<String> ids = new HashSet<>();
    private final List<SourceBlock> found = new ArrayList<>();
    private boolean failed; // a source of the contents read last

    /**
     * @param topics null when they could not be read
     * @param sources whether sources are kept apart
     * @param isDigest whether editions are made of it
     */
    SectionParser(
            Manuscript manuscript,
            @Nullable Map<String, String> topics,
            boolean sources,
            boolean isDigest,
            Problems problems) {
        this.manuscript = manuscript;
        this.topics = topics;
        this.sources = sources;
        this.isDigest = isDigest;
        this.problems = problems;
    }

    record Parts(List<Content> opening, List<Section> sections, List<Section> omitted, List<SourceBlock> sources) {}

    /** Takes the nodes out of the document. */
    Parts parse(Node document) {
        List<Heading> headings = headings(document);
        reserveIds(headings);
        List<Content> opening = contents(document.getFirstChild(), problems);
        List<Section> sections = new ArrayList<>();
        List<Section> omitted = new ArrayList<>();
        for (Heading heading : headings) {
            Problems found = new Problems();
            Section section = section(heading, found);
            if (isOmitted(section)) {
                omitted.add(section);
                warn(section, found);
                continue;
            }
            problems.addAll(found.list());
            // Where an optional source is all that there was to be, readers do not get its heading alone.
            if (!failed || !section.contents().isEmpty()) {
                sections.add(section);
            }
        }
        return new Parts(opening, sections, List.copyOf(omitted), List.copyOf(found));
    }

    /** In a digest it stays: it is done when an edition of it is. */
    private boolean isOmitted(Section section) {
        return !sources
                && section.optional()
                && (section.isUnfinished() || section.contents().isEmpty());
    }

    /** What is wrong in it keeps nothing back, for nobody gets it. */
    private void warn(Section section, Problems found) {
        String state = section.contents().isEmpty() ? "empty" : "not done";
        problems.warning(
                "unfinished-section",
                section.at(),
                "the section is optional and " + state + ", so that it is left out",
                "set status=done when it is done");
        found.list().stream()
                .map(problem -> problem.severity() == Severity.ERROR
                        ? Problem.warning(problem.rule(), problem.at(), problem.message(), problem.hint())
                        : problem)
                .forEach(problems::add);
    }

    private static List<Heading> headings(Node document) {
        List<Heading> headings = new ArrayList<>();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (isSection(node)) {
                headings.add((Heading) node);
            }
        }
        return headings;
    }

    private static boolean isSection(Node node) {
        return node instanceof Heading heading && heading.getLevel() == 2;
    }

    /** An id that somebody chose is never taken away by one that is made of a title. */
    private void reserveIds(List<Heading> headings) {
        for (Heading heading : headings) {
            Attributes.Attribute id = manuscript.attributes(heading).get("id");
            if (id != null && !ids.add(id.value())) {
                String message = "two sections have the id '" + id.value() + "'";
                problems.error("duplicate-id", id.at(), message, "choose another");
            }
        }
    }

    private List<Content> contents(@Nullable Node first, Problems problems) {
        ContentParser contents = new ContentParser(manuscript, sources, problems);
        Node node = first;
        while (node != null && !isSection(node)) {
            Node next = node.getNext();
            contents.take(node);
            node = next;
        }
        found.addAll(contents.sources());
        failed = contents.hasFailed();
        return contents.finish();
    }

    private Section section(Heading heading, Problems problems) {
        Position at = Positions.of(manuscript.file(), heading);
        Attributes attributes = manuscript.attributes(heading);
        String title = PlainText.of(heading);
        if (title.isEmpty()) {
            problems.error("missing-title", at, "the section has no title", "write it behind the ##");
        }
        if (Slot.split(title).stream().anyMatch(Slot.Hole.class::isInstance)) {
            problems.error("slot-not-allowed", at, "a section's title cannot hold a slot", "move it below the heading");
        }
        return new Section(
                at,
                id(attributes, title),
                title,
                topic(attributes.get("topic")),
                attributes.text("owner"),
                due(attributes.get("due")),
                status(attributes.get("status")),
                optional(attributes.get("optional")),
                heading,
                contents(heading.getNext(), problems));
    }

    private String id(Attributes attributes, String title) {
        Attributes.Attribute chosen = attributes.get("id");
        if (chosen != null) {
            if (!chosen.value().matches("[\\p{L}\\p{M}\\p{N}_.-]{1,80}")) {
                String hint = "use letters, digits and hyphens";
                problems.error("bad-value", chosen.at(), "'" + chosen.value() + "' cannot be an id", hint);
            }
            return chosen.value();
        }
        String slug = Slug.of(title);
        String base = slug.isEmpty() ? "section" : slug;
        String id = base;
        for (int i = 2; !ids.add(id); i++) {
            id = base + "-" + i;
        }
        return id;
    }

    private @Nullable String topic(Attributes.@Nullable Attribute topic) {
        if (topic == null || topics == null) {
            return null;
        }
        if (topics.containsKey(topic.value())) {
            return topic.value();
        }
        String hint = topics.isEmpty()
                ? "declare it in the front matter: topics: { " + topic.value() + ": Title }"
                : Nearest.hint(topic.value(), topics.keySet());
        problems.error("unknown-topic", topic.at(), "unknown topic '" + topic.value() + "'", hint);
        return null;
    }

    /** Of an edition only: in a digest, what is relative to its editions is no day yet. */
    private @Nullable LocalDate due(Attributes.@Nullable Attribute due) {
        try {
            return due == null || isDigest && RelativeDue.isOne(due.value()) ? null : LocalDate.parse(due.value());
        } catch (DateTimeException notADate) {
            String hint = isDigest ? "write it as 2026-03-23, or as -2d for two days before" : "write it as 2026-03-23";
            problems.error("bad-value", due.at(), "'" + due.value() + "' is not a date", hint);
            return null;
        }
    }

    private boolean optional(Attributes.@Nullable Attribute optional) {
        String value = optional == null ? "false" : optional.value().toLowerCase(Locale.ROOT);
        if (optional != null && !List.of("optional", "true", "false").contains(value)) {
            String message = "'optional' is true or false, but is '" + optional.value() + "'";
            problems.error("bad-value", optional.at(), message, "write 'optional' alone, or leave it out");
        }
        return value.equals("optional") || value.equals("true");
    }

    private Section.@Nullable Status status(Attributes.@Nullable Attribute status) {
        if (status == null) {
            return null;
        }
        List<String> words = Stream.of(Section.Status.values())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        int found = words.indexOf(status.value().toLowerCase(Locale.ROOT));
        if (found < 0) {
            String hint = Nearest.hint(status.value(), words);
            problems.error("bad-value", status.at(), "unknown status '" + status.value() + "'", hint);
            return null;
        }
        return Section.Status.values()[found];
    }
}
