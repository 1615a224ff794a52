package org.broadsheet.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.broadsheet.subscriber.MailingList;
import org.broadsheet.subscriber.MailingLists;
import org.broadsheet.subscriber.Subscribers;
import org.jspecify.annotations.Nullable;

/** What pages know of lists and readers. */
final class Shelf {
    private final MailingLists lists;
    private final Subscribers subscribers;
    private final Map<String, Map<String, String>> topics;

    /** @param topics key to title, by the names of lists */
    Shelf(MailingLists lists, Subscribers subscribers, Map<String, Map<String, String>> topics) {
        this.lists = lists;
        this.subscribers = subscribers;
        this.topics = topics;
    }

    Optional<MailingList> list(long id) {
        return lists.find(id);
    }

    /** Key to title, in order; none for a list that has none. */
    Map<String, String> topics(long listId) {
        return list(listId)
                .map(list -> topics.getOrDefault(list.name(), Map.of()))
                .orElse(Map.of());
    }

    /** BCP 47; null when not known. */
    @Nullable
    String locale(long subscriberId) {
        return subscribers
                .find(subscriberId)
                .flatMap(subscriber -> Optional.ofNullable(subscriber.locale()))
                .orElse(null);
    }

    /** For a page's boxes. @param on the keys of those that are ticked */
    static List<Map<String, Object>> choices(Map<String, String> topics, Set<String> on) {
        return topics.entrySet().stream()
                .map(topic -> Map.<String, Object>of(
                        "key", topic.getKey(), "title", topic.getValue(), "on", on.contains(topic.getKey())))
                .toList();
    }
}
