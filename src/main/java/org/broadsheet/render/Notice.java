package org.broadsheet.render;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mail to one person about one thing. What it says is in the resource bundles, under the name of its kind; the facts go
 * into it as plain text.
 *
 * @param facts names of lists, editions, sections and people, by the names of their placeholders
 * @param due null unless it is about a date
 * @param url what the button opens; null for no button
 * @param second what is offered more quietly below the button; null for nothing
 */
public record Notice(
        Kind kind,
        Map<String, String> facts,
        @Nullable LocalDate due,
        @Nullable String url,
        @Nullable String second) {
    public enum Kind {
        CONFIRMATION,
        UNCONFIRMED,
        INVITATION,
        WELCOME,
        GOODBYE,
        LINK,
        REMINDER,
        APPROVAL,
        STOPPED,
        DIGEST;

        /** As keys of the bundles begin. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Notice {
        facts = Map.copyOf(facts);
    }

    private Notice(Kind kind, Map<String, String> facts, @Nullable LocalDate due, @Nullable String url) {
        this(kind, facts, due, url, null);
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

    /** @param what the link does, as its button on the page said; @param url good for an hour */
    public static Notice link(String what, String url) {
        return new Notice(Kind.LINK, Map.of("what", what), null, url);
    }

    /** To the owner of a section. @param url of the edition or its draft */
    public static Notice reminder(String section, String edition, LocalDate due, String url) {
        return new Notice(Kind.REMINDER, Map.of("section", section, "edition", edition), due, url);
    }

    /** @param person who asks; @param url of the page where it is approved */
    public static Notice approval(String edition, String person, String url) {
        return new Notice(Kind.APPROVAL, Map.of("edition", edition, "person", person), null, url);
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
}
