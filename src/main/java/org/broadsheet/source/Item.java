package org.broadsheet.source;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.broadsheet.text.Position;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a block. Texts are plain text except where a component is said to be Markdown (inline: emphasis, code,
 * links). A URL is absolute; {@code null} means there is none. {@link #at()} is where the entry was written.
 */
public sealed interface Item {
    Position at();

    /** What the entry is called in a table of contents or a message about it. */
    String title();

    /** An {@code items} entry: a post, a video, a link. */
    record Post(
            Position at,
            PostKind kind,
            String title,
            @Nullable String url,
            @Nullable String summary,
            List<String> authors,
            @Nullable String organisation,
            @Nullable LocalDate date,
            @Nullable Image image,
            List<String> tags,
            @Nullable String publication)
            implements Item {}

    enum PostKind {
        POST,
        RELEASE,
        TALK,
        PERSON,
        EVENT,
        CHANGE,
        VIDEO,
        LINK
    }

    /** A {@code talks} entry. No recording means that it is not published yet. */
    record Talk(
            Position at,
            String title,
            @Nullable String url,
            List<String> speakers,
            @Nullable String organisation,
            TalkFormat format,
            @Nullable String track,
            @Nullable LocalDate date,
            @Nullable String recording,
            @Nullable String slides,
            @Nullable String summary)
            implements Item {}

    enum TalkFormat {
        TALK,
        KEYNOTE,
        LIGHTNING,
        POSTER,
        PANEL,
        WORKSHOP
    }

    /** A {@code people} entry: an award or role, who, and in one line why. */
    record Person(
            Position at,
            String name,
            @Nullable String role,
            @Nullable String organisation,
            @Nullable String why,
            @Nullable String url,
            @Nullable Image image)
            implements Item {
        @Override
        public String title() {
            return name;
        }
    }

    /** A {@code photos} entry. */
    record Photo(Position at, Image image) implements Item {
        @Override
        public String title() {
            return image.alt().isEmpty() ? image.src() : image.alt();
        }
    }

    /** A {@code themes} entry: one sentence; may be written as a plain string. The detail is inline Markdown. */
    record Theme(Position at, String title, @Nullable String detail) implements Item {}

    /** An {@code events} entry. An end is inclusive; no time means the whole day, no
     * {@code untilTime} that nobody said when it ends. */
    record Event(
            Position at,
            String title,
            @Nullable String url,
            LocalDate date,
            @Nullable LocalDate until,
            @Nullable LocalTime time,
            @Nullable LocalTime untilTime,
            @Nullable ZoneId zone,
            @Nullable String place,
            @Nullable String summary)
            implements Item {}

    /** A {@code releases} entry. */
    record Release(
            Position at,
            String project,
            String version,
            @Nullable LocalDate date,
            @Nullable String headline,
            @Nullable String url)
            implements Item {
        @Override
        public String title() {
            return project.isEmpty() ? version : project + " " + version;
        }
    }

    /** A {@code changes} entry: one merged change. Entries are grouped by area, in the order areas first appear. */
    record Change(
            Position at,
            String title,
            @Nullable String url,
            @Nullable String number,
            @Nullable String author,
            @Nullable String area,
            boolean firstContribution)
            implements Item {}

    /**
     * A {@code chart} entry.
     *
     * @param points in order; never empty
     * @param unit of the numbers: "downloads"
     * @param alt in place of the words that are made from the numbers
     */
    record Chart(
            Position at,
            String title,
            Form form,
            @Nullable String unit,
            @Nullable String alt,
            List<Point> points) implements Item {
        public enum Form {
            BARS,
            LINE
        }
    }

    /** A number of a chart and what it is of. */
    record Point(String label, BigDecimal value) {}

    /**
     * A picture.
     *
     * @param src a path relative to the edition's file, inside the workspace; or an https URL
     * @param alt what it shows, for those who do not see it; empty only where a person chose to send it without
     * @param caption inline Markdown
     */
    record Image(
            Position at,
            String src,
            String alt,
            @Nullable String caption,
            @Nullable String credit) {}
}
