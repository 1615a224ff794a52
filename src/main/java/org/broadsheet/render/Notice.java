package org.broadsheet.render;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Mail to one person about one thing. What it says is in the resource bundles, under the name of its kind; the facts go
 * into it as plain text.
 *
 * @param facts names of lists, editions, sections and people, by the names of their placeholders
 * @param also sentences between the first and the last, by their keys in the bundles
 * @param due null unless it is about a date
 * @param url what the button opens; null for no button
 * @param second what is offered more quietly below the button; null for nothing
 */
public record Notice(
        Kind kind,
        Map<String, String> facts,
        List<String> also,
        @Nullable LocalDate due,
        @Nullable String url,
        @Nullable String second) {
    private static final int MOST_CHANGES = 10;
    private static final int LONGEST_CHANGE = 200;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm '('VV')'", Locale.ROOT);

    public enum Kind {
        CONFIRMATION,
        UNCONFIRMED,
        INVITATION,
        WELCOME,
        GOODBYE,
        LINK,
        REMINDER,
        STOPPED,
        DIGEST,
        SUBSCRIBED,
        ALREADY,
        NEW_ADDRESS,
        MOVED,
        OVERDUE,
        DRAFTED,
        UNAPPROVED;

        /** As keys of the bundles begin. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Notice {
        facts = Map.copyOf(facts);
        also = List.copyOf(also);
    }

    private Notice(Kind kind, Map<String, String> facts, @Nullable LocalDate due, @Nullable String url) {
        this(kind, facts, due, url, null);
    }

    private Notice(
            Kind kind,
            Map<String, String> facts,
            @Nullable LocalDate due,
            @Nullable String url,
            @Nullable String second) {
        this(kind, facts, List.of(), due, url, second);
    }

    /** @param url confirms the subscription */
    public static Notice confirmation(String list, String url) {
        return new Notice(Kind.CONFIRMATION, Map.of("list", list), null, url);
    }

    /** Once more to somebody who has not confirmed. @param url confirms the subscription */
    public static Notice unconfirmed(String list, String url) {
        return new Notice(Kind.UNCONFIRMED, Map.of("list", list), null, url);
    }

    /** To somebody whom others put on the list. @param url confirms the subscription */
    public static Notice invitation(String list, String url) {
        return new Notice(Kind.INVITATION, Map.of("list", list), null, url);
    }

    /** @param url of the page on which the subscriber chooses topics or leaves */
    public static Notice welcome(String list, String url) {
        return new Notice(Kind.WELCOME, Map.of("list", list), null, url);
    }

    /** @param undo where it can be undone for a day; @param again where the list can be subscribed to anew */
    public static Notice goodbye(String list, String undo, String again) {
        return new Notice(Kind.GOODBYE, Map.of("list", list), null, undo, again);
    }

    /**
     * @param what the link is for, as its button on the page said
     * @param does what it does, in a sentence
     * @param url good for an hour
     */
    public static Notice link(String list, String what, String does, String url) {
        return new Notice(Kind.LINK, Map.of("list", list, "what", what, "does", does), null, url);
    }

    /** To an address that somebody has named as their new one: it may be a stranger's. @param url good for an hour */
    public static Notice newAddress(String list, String url) {
        return new Notice(Kind.NEW_ADDRESS, Map.of("list", list), null, url);
    }

    /** To the address that somebody had before. */
    public static Notice moved(String list) {
        return new Notice(Kind.MOVED, Map.of("list", list), null, null);
    }

    /**
     * To somebody who was put on a list that does not ask to confirm, by whomever.
     *
     * @param url of the page on which the subscriber chooses topics
     * @param out where one leaves
     */
    public static Notice subscribed(String list, String url, String out) {
        return new Notice(Kind.SUBSCRIBED, Map.of("list", list), null, url, out);
    }

    /** To somebody who is on the list for which they, or somebody, asked. @param url as of a welcome */
    public static Notice already(String list, String url) {
        return new Notice(Kind.ALREADY, Map.of("list", list), null, url);
    }

    /** To the editors, when nobody but a rule has stopped an edition. @param edition as commands name it */
    public static Notice stopped(String edition, String reason) {
        return new Notice(Kind.STOPPED, Map.of("edition", edition, "reason", reason), null, null);
    }

    /**
     * To the editors, about what was done by itself or waits for a person.
     *
     * @param about a digest or an edition, as commands name it
     * @param what in a few words: "waits for approval"
     * @param details in whole sentences
     */
    public static Notice digest(String about, String what, String details) {
        return new Notice(Kind.DIGEST, Map.of("about", about, "what", what, "details", details), null, null);
    }

    /** To the owner of a section that is to be done. @param edition with the name of its file */
    public static Notice reminder(String section, String edition, LocalDate due) {
        return new Notice(Kind.REMINDER, Map.of("section", section, "edition", edition), due, null);
    }

    /** To the owner of a section that was to be done. @param edition with the name of its file */
    public static Notice overdue(String section, String edition, LocalDate due) {
        return new Notice(Kind.OVERDUE, Map.of("section", section, "edition", edition), due, null);
    }

    /**
     * What is known of an edition that waits for approval.
     *
     * @param edition its title
     * @param file as commands name it
     * @param errors of the preflight
     * @param warnings likewise
     * @param open titles of the sections that are to be done; may be none
     * @param readers whom it would reach now; empty when that cannot be said
     * @param due when it goes out, or was to, in the edition's zone; null when nobody has said
     * @param late whether that is over
     * @param changes in what it differs from what was approved of it; may be none
     * @param uncollected sources that could not be had, and why; may be empty
     */
    public record Waiting(
            String edition,
            String file,
            long errors,
            long warnings,
            List<String> open,
            OptionalLong readers,
            @Nullable ZonedDateTime due,
            boolean late,
            List<String> changes,
            String uncollected) {
        public Waiting {
            open = List.copyOf(open);
            changes = List.copyOf(changes);
        }
    }

    /** To the editors, of an edition that was drafted and waits. What it looks like goes with it. */
    public static Notice drafted(Waiting waiting) {
        return waiting(Kind.DRAFTED, waiting);
    }

    /** To the editors, when it was to be sent and nobody has approved it. */
    public static Notice unapproved(Waiting waiting) {
        return waiting(Kind.UNAPPROVED, waiting);
    }

    /** Only so many, and so much of each: a title may be as long as a page. */
    private static String listed(List<String> changes) {
        String first =
                changes.stream().limit(MOST_CHANGES).map(Notice::shortened).collect(Collectors.joining("; "));
        return changes.size() > MOST_CHANGES ? first + "; …" : first;
    }

    private static String shortened(String change) {
        boolean isLong = change.codePointCount(0, change.length()) > LONGEST_CHANGE;
        return isLong ? change.substring(0, change.offsetByCodePoints(0, LONGEST_CHANGE)) + "…" : change;
    }

    private static Notice waiting(Kind kind, Waiting waiting) {
        Map<String, String> facts = new HashMap<>(Map.of(
                "edition",
                waiting.edition(),
                "file",
                waiting.file(),
                "errors",
                Long.toString(waiting.errors()),
                "warnings",
                Long.toString(waiting.warnings())));
        List<String> also = new ArrayList<>();
        if (!waiting.changes().isEmpty()) {
            also.add("waiting_changed");
            facts.put("changes", listed(waiting.changes()));
        }
        if (!waiting.uncollected().isEmpty()) {
            also.add("waiting_uncollected");
            facts.put("sources", waiting.uncollected());
        }
        ZonedDateTime due = waiting.due();
        if (due != null) {
            also.add(waiting.late() ? "waiting_since" : "waiting_when");
            facts.put("time", CLOCK.format(due));
        }
        if (waiting.readers().isPresent()) {
            also.add("waiting_readers");
            facts.put(
                    "readers",
                    String.format(Locale.ROOT, "%,d", waiting.readers().getAsLong()));
        }
        if (!waiting.open().isEmpty()) {
            also.add("waiting_open");
            facts.put("open", String.join(", ", waiting.open()));
        }
        if (waiting.errors() > 0) {
            also.add("waiting_errors");
        }
        return new Notice(kind, facts, also, due == null ? null : due.toLocalDate(), null, null);
    }
}
