package org.broadsheet.source;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.text.Secret;

/** What one block of a digest wants from its source. Thread-safe. */
public interface Query {
    /** A URL or a file of the workspace: what people call the place, and by which it is known again. */
    String place();

    /** What people call it; several that look at one place may have names of their own. */
    default String name() {
        return place();
    }

    /** All else that its answer depends on, in a form that stays the same; empty when there is nothing else. */
    default String details() {
        return "";
    }

    /**
     * Gets what there is at the moment, as often as it is asked.
     *
     * @return empty when it is the same as last time
     * @throws FetchException when it cannot be had, or not be read; its message is for the person who drafts
     */
    Optional<List<Found>> ask(Outside outside) throws FetchException;

    /**
     * Within which the id of an item stands for the same thing, whichever block found it: no edition of a digest takes that
     * twice, even where a block now asks in another way. Empty for this query alone.
     */
    default String realm() {
        return "";
    }

    /** What is sent to servers and must come back in no message and no item, whatever they answer. */
    default List<Secret> secrets() {
        return List.of();
    }

    /** What becomes of the items that are due in an edition: each is an entry, unless many of them are one. */
    default List<Entry> entries(List<Found> due) {
        return due.stream().map(item -> new Entry(item, List.of(item.id()))).toList();
    }

    /** @param ids of the items that it stands for */
    record Entry(Found item, List<String> ids) {}

    /** How far before it begins an item is wanted; zero for items that are over when they are found. */
    default Duration ahead() {
        return Duration.ZERO;
    }

    /** How old an item may be when it is taken, where the block does not say so. */
    default Duration age() {
        return SourceOptions.AGE;
    }

    /** Whether its items stand in an order of their own ({@link Found#ORDER}), and not the newest first. */
    default boolean isOrdered() {
        return false;
    }

    /** Which of the items of the place this block means; all that ask the same of one place share what is found there. */
    default boolean wants(Found item) {
        return true;
    }

    /** What the person who drafts is told of an item that no block means, where there are blocks that share the place. */
    default String unclaimed(Found item) {
        return item.id() + " is taken by no block";
    }

    /** Whether an answer holds all there is, so that what is missing in it has been taken back; feeds show their last entries only. */
    default boolean isWhole() {
        return false;
    }
}
