package org.broadsheet.edition;

import java.time.LocalDate;
import java.util.List;
import org.broadsheet.text.Position;
import org.commonmark.node.Heading;
import org.jspecify.annotations.Nullable;

/**
 * A titled part of an edition.
 *
 * @param id a slug, unique in its edition
 * @param title plain text
 * @param topic a key of the front matter's topics, or null: everybody gets the section
 * @param owner who is to write it, such as {@code @someone}
 * @param status null when no status is tracked
 * @param optional whether the edition goes out without it when it is not done
 * @param heading the title with its links and marks. Do not modify
 */
public record Section(
        Position at,
        String id,
        String title,
        @Nullable String topic,
        @Nullable String owner,
        @Nullable LocalDate due,
        @Nullable Status status,
        boolean optional,
        Heading heading,
        List<Content> contents) {
    /** Whether its owner does not hold it for done. */
    public boolean isUnfinished() {
        return status == Status.TODO || status == Status.DRAFT;
    }

    public enum Status {
        TODO,
        DRAFT,
        DONE
    }
}
